"""Who takes part from beyond the area reads the file and changes nothing in it."""

from django.db import migrations

from guitu.matters.rowsecurity import on_matter

KEPT = on_matter("people", column="id", beyond=False)
POLICIES = f"""
ALTER POLICY people_person_add ON people_person WITH CHECK ({KEPT});
ALTER POLICY people_person_change ON people_person USING ({KEPT}) WITH CHECK ({KEPT});
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_seen_as_the_matter")]

    operations = [migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop)]
