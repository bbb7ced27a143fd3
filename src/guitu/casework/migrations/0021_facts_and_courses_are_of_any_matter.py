"""Facts, and the course that follows from them, are kept for every kind of matter: the two tables go to the kernel.

Renamed, not copied: `ledger_fact` and `settling_summary` are the same rows. Each says the compartment of its matter and
lies where the matter lies. What is sealed in them keeps the places it was sealed under.
"""

from django.db import migrations

from guitu.kit.rowsecurity import append_only, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, on_matter

# Nothing is written of a person from beyond the area; of another matter, whoever takes part writes as the doors allow.
WRITTEN = f"(CASE WHEN compartment = 'people' THEN {on_matter('people', beyond=False)} ELSE {on_matter()} END)"


def renamed(old: str, new: str, *policies: str) -> str:
    return (
        f"ALTER TABLE {old} RENAME TO {new};"
        f"ALTER TABLE {new} RENAME CONSTRAINT {old}_pkey TO {new}_pkey;"
        f"ALTER TABLE {new} DROP CONSTRAINT {old}_where_the_person_is;"
        f"ALTER TABLE {new} ADD COLUMN compartment text COLLATE \"C\" NOT NULL DEFAULT 'people';"
        f"ALTER POLICY {old}_definer ON {new} RENAME TO {new}_definer;"
        + "".join(f"ALTER POLICY {old}_{what} ON {new} RENAME TO {new}_{what};" for what in policies)
        + f"ALTER POLICY {new}_read ON {new} USING ({on_matter()});"
        f"ALTER POLICY {new}_add ON {new} WITH CHECK ({WRITTEN});"
    )


FACTS = (
    renamed("casework_fact", "ledger_fact", "read", "add")
    + "ALTER INDEX fact_person RENAME TO fact_of_matter;"
    + "DROP TRIGGER casework_fact_append_only ON ledger_fact; DROP FUNCTION casework_fact_append_only();"
)
COURSES = (
    "ALTER TABLE casework_summary RENAME COLUMN person_id TO matter_id;"
    + renamed("casework_summary", "settling_summary", "read", "add", "change", "remove")
    + f"ALTER POLICY settling_summary_change ON settling_summary USING ({WRITTEN}) WITH CHECK ({WRITTEN});"
    f"ALTER POLICY settling_summary_remove ON settling_summary USING ({WRITTEN});"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0020_what_facts_say_is_sealed"), ("matters", "0007_what_hangs_at_a_post"),
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(FACTS + COURSES, migrations.RunSQL.noop),
                append_only("ledger_fact", movable=("scope_path",)),
                hang_on_matter("ledger_fact"),
                hang_on_matter("settling_summary"),
            ],
            state_operations=[migrations.DeleteModel("Fact"), migrations.DeleteModel("Summary")],
        ),
    ]
