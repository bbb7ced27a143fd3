"""A fact is on a matter, as in every context; what casework keeps of a person is seen as the person's matter is."""

from django.db import migrations, models

from guitu.kit.rowsecurity import WHOLE, in_area
from guitu.matters.rowsecurity import on_matter

HERE, FACT = on_matter("people", column="person_id"), on_matter("people")
HOUSEHOLD = f"({in_area('home_path')} AND {WHOLE})"


def seen_as_the_matter(table: str, seen: str, *what: str, read: str = "") -> str:
    """The one expression for what the table's policies allow already."""
    clauses = {"read": f"USING ({read or seen})", "add": f"WITH CHECK ({seen})", "remove": f"USING ({seen})",
               "change": f"USING ({seen}) WITH CHECK ({seen})"}  # fmt: skip
    return "".join(f"ALTER POLICY {table}_{name} ON {table} {clauses[name]};" for name in what)


POLICIES = "".join([
    seen_as_the_matter("casework_measure", HERE, "read", "add", "change"),
    seen_as_the_matter("casework_fact", FACT, "read", "add"),
    seen_as_the_matter(
        "casework_current", HERE, "read", "add", "change", "remove", read=f"{HERE} OR {HOUSEHOLD}"
    ),
    seen_as_the_matter("casework_summary", HERE, "read", "add", "change", "remove"),
    seen_as_the_matter("casework_pointstransfer", HERE, "read", "add"),
])  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_the_number_of_standing"), ("people", "0010_seen_as_the_matter"),
        ("duties", "0008_duties_hang_on_matters"),
    ]  # fmt: skip

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE casework_fact RENAME COLUMN person_id TO matter_id",
                    reverse_sql="ALTER TABLE casework_fact RENAME COLUMN matter_id TO person_id",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("fact", "fact_person"),
                migrations.RemoveField("fact", "person"),
                migrations.AddField("fact", "matter_id", models.UUIDField(), preserve_default=False),
                migrations.AddIndex("fact", models.Index(fields=["matter_id", "happened_on"], name="fact_person")),
            ],
        ),
        migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop),
    ]
