"""Who looks after a person writes all of that person's standing, also where it was, or will be, elsewhere.

Sums are asked by area, so rows in range never reach the second half of the condition.
"""

from django.db import migrations

from guitu.kit.rowsecurity import in_area

# people_person has row security of its own: only people that the acting post sees are in it.
MINE = f"({in_area('path')} OR subject IN (SELECT p.subject FROM people_person p))"


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER POLICY casework_standing_read ON casework_standing USING ({MINE});
            ALTER POLICY casework_standing_add ON casework_standing WITH CHECK ({MINE});
            ALTER POLICY casework_standing_change ON casework_standing USING ({MINE}) WITH CHECK ({MINE});
            ALTER POLICY casework_standing_remove ON casework_standing USING ({MINE});
            """,
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
