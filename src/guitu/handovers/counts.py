"""What figures count of handovers: announced, received with both signatures, received on the day; people who came out, and
of them those with a certificate, whether they chose to show it or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.counts import Count, Shown

_SHOWN = Shown(
    "SELECT m.id::text AS id, '' AS label, m.scope_path AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id::text = ANY(%(ids)s)", "handover",
)
# With the later of two signatures somebody is received.
_RECEIVED = (
    "SELECT r.* FROM (SELECT f.matter_id, min(f.happened_path) AS path, max(f.happened_on) AS on FROM ledger_fact f"
    " WHERE f.county_id = left(%(path)s, 6) AND f.recorded_at <= %(known)s AND f.happened_path >= %(path)s AND f.happened_path < %(end)s"
    " AND f.kind = 'handover_signed' GROUP BY 1 HAVING count(DISTINCT f.counted ->> 'side') = 2) r"
    " WHERE r.on >= %(since)s AND r.on < %(until)s"
)
# The day that was expected last, as it was known.
_EXPECTED = (
    "(SELECT max(f.counted ->> 'expected_on') FILTER (WHERE f.recorded_at = l.at) FROM ledger_fact f,"
    " LATERAL (SELECT max(g.recorded_at) AS at FROM ledger_fact g WHERE g.matter_id = f.matter_id AND g.recorded_at <= %(known)s"
    " AND g.kind IN ('handover_announced', 'release_moved')) l WHERE f.matter_id = {of} AND f.kind IN ('handover_announced', 'release_moved'))"
)
_DUE = (
    "SELECT d.matter_id, d.path, d.on FROM (SELECT o.matter_id, min(o.happened_path) AS path,"  # noqa: S608  ours
    f" {_EXPECTED.format(of='o.matter_id')}::date AS on FROM ledger_fact o WHERE o.county_id = left(%(path)s, 6)"
    " AND o.recorded_at <= %(known)s AND o.happened_path >= %(path)s AND o.happened_path < %(end)s AND o.kind = 'handover_announced'"
    " AND NOT EXISTS (SELECT FROM ledger_fact w WHERE w.matter_id = o.matter_id AND w.kind = 'handover_withdrawn' AND w.recorded_at <= %(known)s)"
    " GROUP BY o.matter_id) d WHERE d.on >= %(since)s AND d.on < %(until)s"
)


def _count(name: str, words: object, sql: str) -> Count:
    return Count(name, "handovers", words, sql, _SHOWN, compartment="handovers")


COUNTS = (
    _count("releases_announced", _("通报出所、没有撤回的"), f"SELECT matter_id::text AS id, path, 1 AS amount FROM ({_DUE}) d"),  # noqa: S608  ours
    _count("releases_received", _("双方签了交接单的"), f"SELECT matter_id::text AS id, path, 1 AS amount FROM ({_RECEIVED}) r"),  # noqa: S608  ours
    _count(
        "released_certified", _("接回的人里在所内取得证书的"),
        f"SELECT r.matter_id::text AS id, r.path, 1 AS amount FROM ({_RECEIVED}) r WHERE EXISTS (SELECT FROM ledger_fact c"  # noqa: S608  ours
        " WHERE c.matter_id = r.matter_id AND c.kind = 'certificate_gained' AND c.recorded_at <= %(known)s)",
    ),
    _count(
        "received_on_the_day", _("预计出所当天双方签了交接单的"),
        f"SELECT r.matter_id::text AS id, r.path, 1 AS amount FROM ({_RECEIVED}) r WHERE r.on <= {_EXPECTED.format(of='r.matter_id')}::date",  # noqa: S608  ours
    ),
)
