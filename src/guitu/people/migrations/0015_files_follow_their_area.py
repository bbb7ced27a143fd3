"""A place that gets another code: its looks, the town that keeps the file, and whose household is there."""

from django.db import migrations

from guitu.grid.following import STEPS, follow_areas, follow_path

# The town that keeps the file has each number once. A second file of the same number there is told apart, as when one moves.
TOWNS = f"""
FOR found IN SELECT i.person_id, i.county_id, i.id_index, left(moved.new, 9) AS town FROM people_identity i
    JOIN {STEPS} ON moved.old = i.scope_path AND i.county_id = current_setting('guitu.county', true)
  WHERE left(i.town_path, 9) <> left(moved.new, 9) LOOP
  UPDATE people_identity SET town_path = found.town || CASE WHEN EXISTS (SELECT FROM people_identity o
      WHERE o.county_id = found.county_id AND o.town_path = found.town AND o.id_index = found.id_index
        AND o.person_id <> found.person_id) THEN '/' || found.person_id ELSE '' END
    WHERE person_id = found.person_id;
END LOOP
"""
VERSIONS = (
    f"UPDATE people_person p SET version = version + 1 FROM {STEPS} WHERE p.scope_path = moved.old"
    " AND p.county_id = current_setting('guitu.county', true)"
)


class Migration(migrations.Migration):
    dependencies = [("people", "0014_corrections"), ("grid", "0016_areas_change")]

    operations = [
        follow_areas(
            "people", TOWNS, VERSIONS, follow_path("people_access"), follow_path("people_person", "home_path"), declare="found record;"
        )
    ]
