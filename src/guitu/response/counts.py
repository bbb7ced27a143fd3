"""What figures count of calls: raised, sent, ended by an innocent reason; minutes to each stage, of which the middle one
and the slowest tenth are shown. All from the moments of the facts themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.counts import Count, Shown

_HERE = (
    " WHERE f.county_id = left(%(path)s, 6) AND f.recorded_at <= %(known)s AND f.happened_path >= %(path)s AND f.happened_path < %(end)s"
)
_IN_TIME = " AND f.happened_on >= %(since)s AND f.happened_on < %(until)s"
_SHOWN = Shown(
    "SELECT m.id::text AS id, '' AS label, m.scope_path AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id::text = ANY(%(ids)s)", "call",
)
# The first call of a unit starts every clock.
_SENT = f"SELECT f.matter_id, min(f.happened_path) AS path, min(f.recorded_at) AS at FROM ledger_fact f{_HERE}{_IN_TIME} AND f.kind = 'unit_called' GROUP BY 1"  # noqa: S608  ours
_STAGES = {"acknowledged": "unit_acknowledged", "started": "unit_reported", "seen": "seen_again", "settled": "call_settled"}


def _took(kind: str) -> str:
    """Of each call sent in the period, the minutes from its first call to the first fact of a kind, rounded up."""
    return (
        f"SELECT s.matter_id::text AS id, s.path, ceil(extract(epoch FROM min(e.recorded_at) - s.at) / 60)::int AS amount FROM ({_SENT}) s"  # noqa: S608  ours
        f" JOIN ledger_fact e ON e.matter_id = s.matter_id AND e.kind = '{kind}' AND e.recorded_at <= %(known)s GROUP BY s.matter_id, s.path, s.at"
    )


def _at_share(kind: str, share: str) -> str:
    """The one call at a share of them, the quickest first: its minutes are the figure, and it is the row that is opened."""
    return (
        f"SELECT id, path, amount FROM (SELECT t.*, row_number() OVER (ORDER BY t.amount, t.id) AS no, count(*) OVER () AS n FROM ({_took(kind)}) t) r"  # noqa: S608  ours
        f" WHERE r.no = greatest(ceil(r.n * {share}), 1)"
    )


def _count(name: str, words: object, sql: str) -> Count:
    return Count(name, "calls", words, sql, _SHOWN, compartment="calls")


COUNTS = (
    _count("calls_sent", _("呼应件数"), f"SELECT matter_id::text AS id, path, 1 AS amount FROM ({_SENT}) s"),  # noqa: S608  ours
    _count(
        "calls_innocent", _("先排除时就知道没事的"),
        f"SELECT f.matter_id::text AS id, min(f.happened_path) AS path, 1 AS amount FROM ledger_fact f{_HERE}{_IN_TIME}"  # noqa: S608  ours
        " AND f.kind = 'call_ended' AND EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.kind = 'innocent_checked')"
        " AND NOT EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.kind = 'call_settled') GROUP BY 1",
    ),
    _count(
        "calls_raised", _("发起的呼应"),
        f"SELECT f.matter_id::text AS id, min(f.happened_path) AS path, 1 AS amount FROM ledger_fact f{_HERE}{_IN_TIME} AND f.kind = 'call_raised' GROUP BY 1",  # noqa: S608  ours
    ),
    *(
        _count(f"calls_{stage}_{name}", _("从呼叫到这一步的分钟"), _at_share(kind, share))
        for stage, kind in _STAGES.items()
        for name, share in (("median", "0.5"), ("slowest", "0.9"))
    ),
)
