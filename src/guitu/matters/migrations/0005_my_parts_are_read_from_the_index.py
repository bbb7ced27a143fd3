"""Which matters are mine is asked once per table of each statement: it is answered from the index alone.

The policy of the parts names `until_on`, so the index has it too; and the function that is asked last does not frighten
the planner, which takes a function of this kind for a hundred comparisons wherever it stands.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_nobody_invites_itself")]

    operations = [
        migrations.RemoveIndex("part", "part_of_post"),
        migrations.AddIndex(
            "part",
            models.Index(
                fields=["post_id", "matter"],
                include=["scope_path", "compartment", "beyond", "expires_on", "until_on"],
                name="part_of_post",
                condition=models.Q(until_on__isnull=True),
            ),
        ),
        migrations.RunSQL(
            "ALTER FUNCTION matters_on_the_team(uuid) COST 5",
            reverse_sql="ALTER FUNCTION matters_on_the_team(uuid) COST 100",
        ),
    ]
