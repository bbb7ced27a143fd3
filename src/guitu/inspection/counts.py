"""What inspection counts: places checked, letters signed, person-times out and persons checked, the last as numbers only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Shown

_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id AND c.recorded_at <= %(known)s)"
_HERE = "f.happened_path >= %(path)s AND f.happened_path < %(end)s"
_IN_PERIOD = "f.happened_on >= %(since)s AND f.happened_on < %(until)s AND f.recorded_at <= %(known)s"


def _facts(kind: str, id: str, amount: str, where: str = "true", *, distinct: str = "") -> str:
    return (
        f"SELECT {distinct} {id} AS id, f.happened_path AS path, {amount} AS amount FROM ledger_fact f"  # noqa: S608  parts are ours
        f" WHERE f.county_id = left(%(path)s, 6) AND f.kind = '{kind}' AND {_IN_PERIOD} AND {_HERE} AND {where} AND {_STANDS}"
    )


_SEEN = "f.counted ->> 'site_result' IN ('passed', 'failed')"
_OF_YEAR = "(f.counted ->> 'year')::int = extract(year FROM %(on)s::date)"
_VENUE = Shown(
    "SELECT m.id::text AS id, m.kind AS label, m.scope_path AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id::text = ANY(%(ids)s) AND m.kind = 'venue'", "venue",
)
_VISIT = Shown(
    "SELECT f.id::text AS id, f.happened_on::text AS label, m.scope_path AS place, m.id AS opens, m.label AS name FROM ledger_fact f"
    " JOIN matters_matter m ON m.id = f.matter_id WHERE f.id::text = ANY(%(ids)s)", "venue",
)
_OUT = Shown(
    f"SELECT d.id::text AS id, d.on_day::text AS label, {place_sql('d.scope_path')} AS place FROM inspection_deployment d"  # noqa: S608
    " WHERE d.id::text = ANY(%(ids)s)"
)
_OF_VENUE = "f.matter_id::text"
COUNTS = (
    Count(
        "venues", "venues", _("登记的场所"),
        "SELECT m.id::text AS id, m.scope_path AS path, 1 AS amount FROM matters_matter m WHERE m.kind = 'venue'"
        " AND m.county_id = left(%(path)s, 6) AND m.scope_path >= %(path)s AND m.scope_path < %(end)s AND m.sealed_at IS NULL"
        " AND EXISTS (SELECT 1 FROM ledger_fact f WHERE f.matter_id = m.id AND f.kind = 'venue_registered'"
        "  AND f.happened_on <= %(on)s AND f.recorded_at <= %(known)s)"
        " AND (m.closed_at IS NULL OR m.closed_at::date > %(on)s)",
        _VENUE, keeps="day", compartment="venues",
    ),
    Count(
        "venues_checked", "venues", _("检查过的场所"), _facts("venue_checked", _OF_VENUE, "1", _SEEN, distinct="DISTINCT ON (f.matter_id)"),
        _VENUE, compartment="venues",
    ),
    Count(
        "letters_signed", "venues", _("签了责任书、承诺书的场所"),
        _facts("venue_letter_signed", _OF_VENUE, "1", _OF_YEAR, distinct="DISTINCT ON (f.matter_id)"), _VENUE, compartment="venues",
    ),
    Count(
        "persons_checked", "visits", _("盘查的人次，只记人数"),
        _facts("venue_checked", "f.id::text", "(f.counted ->> 'persons')::int", "(f.counted ->> 'persons')::int > 0"), _VISIT,
        compartment="venues",
    ),
    Count(
        "deployed", "times", _("行动里出动的人次"),
        "SELECT d.id::text AS id, d.scope_path AS path, 1 AS amount FROM inspection_deployment d WHERE d.county_id = left(%(path)s, 6)"
        " AND d.on_day >= %(since)s AND d.on_day < %(until)s AND d.scope_path >= %(path)s AND d.scope_path < %(end)s"
        " AND (cardinality(%(only)s::text[]) = 0 OR d.force = ANY(%(only)s))",
        _OUT, keeps="day", compartment="venues",
    ),
)
