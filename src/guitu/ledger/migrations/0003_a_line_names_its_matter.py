"""A line is about a matter of any kind, by its compartment; all lines so far are about people, or about no file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_row_security")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE ledger_entry RENAME COLUMN subject_id TO matter_id;"
                    "ALTER INDEX entry_subject RENAME TO entry_of_matter;",
                    reverse_sql="ALTER TABLE ledger_entry RENAME COLUMN matter_id TO subject_id;"
                    "ALTER INDEX entry_of_matter RENAME TO entry_subject;",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("entry", "entry_subject"),
                migrations.RenameField("entry", "subject_id", "matter_id"),
                migrations.AddIndex("entry", models.Index(fields=["matter_id", "at"], name="entry_of_matter")),
            ],
        ),
        migrations.AddField(
            "entry", "compartment", models.TextField(db_collation="C", default="people", db_default="people")
        ),
    ]
