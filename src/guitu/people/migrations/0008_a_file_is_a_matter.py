"""A person's file is the matter of the same id: it lies where the matter lies, by key, and the matter's label is the
masked name. Who looks after whom is the parts of the matter."""

from django.db import migrations, models

from guitu.kit.rowsecurity import POST, WHOLE, function, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter

BETTER = "starts_with(target, here) AND length(here) >= 9 AND length(target) >= 12"
SAME_VILLAGE = "length(here) >= 12 AND left(here, 12) = left(target, 12)"
IN_RANGE = "starts_with(here, current_setting('guitu.lo', true)) AND starts_with(target, current_setting('guitu.lo', true))"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_who_is_put_away_leaves_no_trace"), ("matters", "0002_parts")]

    operations = [
        seeing_every_row(),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Assignment")]),
        migrations.AddField("person", "compartment", models.TextField(db_collation="C", default="people", db_default="people")),
        hang_on_matter("people_person", compartment="people", column="id"),
        # The other rows follow by their key (casework 0004). Posts of another group are on the team no more.
        function(
            "people_place",
            "placed uuid, target text, day date",
            "boolean",
            "DECLARE here text; BEGIN"
            " SELECT scope_path INTO here FROM people_person WHERE id = placed FOR UPDATE;"
            f" IF here IS NULL OR here = target OR NOT ({BETTER} OR {SAME_VILLAGE})"
            f"  OR NOT coalesce({IN_RANGE}, false)"
            "  OR NOT EXISTS (SELECT 1 FROM grid_area a WHERE a.path = target AND a.valid_to IS NULL)"
            f"  OR NOT coalesce({WHOLE} OR EXISTS (SELECT 1 FROM matters_part a WHERE a.matter_id = placed"
            f"   AND a.post_id = {POST} AND a.until_on IS NULL AND NOT a.beyond), false) THEN RETURN false; END IF;"
            " UPDATE people_person SET version = version + 1 WHERE id = placed;"
            " UPDATE matters_matter SET scope_path = target WHERE id = placed;"
            " UPDATE matters_part a SET until_on = day WHERE a.matter_id = placed AND a.until_on IS NULL AND NOT a.beyond"
            "  AND NOT EXISTS (SELECT 1 FROM grid_post g WHERE g.id = a.post_id AND starts_with(target, g.path));"
            " UPDATE people_access SET scope_path = target WHERE person_id = placed;"
            " RETURN true; END",
        ),
        # The name is corrected, the file is put away: the matter says the same, whoever writes it.
        function(
            "people_person_told",
            "",
            "trigger",
            "BEGIN UPDATE matters_matter SET label = NEW.masked, sealed_at = NEW.sealed_at WHERE id = NEW.id;"
            " RETURN NULL; END",
            granted=False,
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER people_person_told AFTER UPDATE OF masked, sealed_at ON people_person
              FOR EACH ROW WHEN (NEW.masked IS DISTINCT FROM OLD.masked OR NEW.sealed_at IS DISTINCT FROM OLD.sealed_at)
              EXECUTE FUNCTION people_person_told();
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
