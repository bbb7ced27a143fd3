"""Nothing of casework is written from beyond the area: who is invited reads.

Sums are read by area. Spans of standing are written by who sees people whole there, and, wherever they lie, by who
looks after the person now: not by every post of the area.
"""

from django.db import migrations

from guitu.kit.rowsecurity import in_area
from guitu.matters.rowsecurity import on_matter, sees_whole

WRITTEN, NEW_FACT = on_matter("people", column="person_id", beyond=False), on_matter("people", beyond=False)
SPAN = (
    f"(({in_area('path')} AND {sees_whole('people')}) OR EXISTS (SELECT FROM people_person p"
    f" WHERE p.standing_no = casework_standing.standing_no"
    f" AND {on_matter('people', column='p.id', path='p.scope_path', beyond=False)}))"
)


def written(table: str, seen: str, *what: str) -> str:
    clauses = {"add": f"WITH CHECK ({seen})", "change": f"USING ({seen}) WITH CHECK ({seen})", "remove": f"USING ({seen})"}
    return "".join(f"ALTER POLICY {table}_{name} ON {table} {clauses[name]};" for name in what)


POLICIES = "".join([
    written("casework_measure", WRITTEN, "add", "change"),
    written("casework_fact", NEW_FACT, "add"),
    written("casework_current", WRITTEN, "add", "change", "remove"),
    written("casework_summary", WRITTEN, "add", "change", "remove"),
    written("casework_pointstransfer", WRITTEN, "add"),
    written("casework_standing", SPAN, "add", "change", "remove"),
])  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_facts_hang_on_matters"), ("people", "0011_who_is_invited_changes_nothing"),
    ]  # fmt: skip

    operations = [migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop)]
