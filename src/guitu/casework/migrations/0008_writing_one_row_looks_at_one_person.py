"""Writing a row about a person asks whether that one person is assigned, not for all people of the post.

The same rows may be written as before; reading keeps its policies, but for the summary, which is read one at a
time.
"""

from django.db import migrations

from guitu.kit.rowsecurity import own_row

ADDED = ("casework_fact", "casework_pointstransfer", "casework_current", "casework_summary", "duties_duty")
CHANGED = ("casework_current", "casework_summary", "duties_duty")

POLICIES = "".join(
    [f"ALTER POLICY {table}_add ON {table} WITH CHECK ({own_row(table)});" for table in ADDED]
    + [
        f"ALTER POLICY {table}_change ON {table} USING ({own_row(table)}) WITH CHECK ({own_row(table)});"
        for table in CHANGED
    ]
    + [f"ALTER POLICY casework_summary_read ON casework_summary USING ({own_row('casework_summary')});"]
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_one_index_for_one_question"), ("duties", "0003_open_duties_of_a_person")]

    operations = [
        migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop),
    ]
