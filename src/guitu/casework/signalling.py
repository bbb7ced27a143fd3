"""Signals of casework: a report that did not come, a try that met nobody, a test that was missed. A strip is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from guitu.kit.clock import local_day
from guitu.kit.database import rows
from guitu.ledger.sealed import bodies_in
from guitu.rules.call_clocks import moment_on
from guitu.rules.dates import day_after
from guitu.rules.signals import Signal

# What was corrected or taken back stands no more.
_FACTS = (
    "SELECT f.id::text, f.kind, f.body::text, f.recorded_at, f.matter_id, m.scope_path FROM ledger_fact f JOIN matters_matter m ON m.id = f.matter_id"
    " WHERE f.county_id = %(county)s AND f.kind IN ('visit', 'test_missed') AND f.recorded_at >= %(since)s AND f.recorded_at < %(until)s"
    " AND f.happened_on >= %(first)s"
    " AND NOT EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id) ORDER BY f.recorded_at, f.id"
)
# The day after the last one, whether it came later or has not come.
_REPORTS = (
    "SELECT d.key, d.due_on, d.matter_id, m.scope_path FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id WHERE d.county_id = %(county)s"
    " AND d.kind IN ('periodic_report', 'report_in') AND d.due_on >= %(first)s AND d.due_on < %(last)s AND d.state <> 'waived'"
    " AND (d.done_on IS NULL OR d.done_on > d.due_on) ORDER BY d.due_on, d.matter_id, d.key"
)
_OLD = timedelta(hours=24 * 7)  # what is written down later than this says nothing of today


def signals(county_id: str, since: datetime, until: datetime) -> Iterator[Signal]:
    """What became known of a county's people in a stretch of time."""
    opened = bodies_in()
    told = {
        "county": county_id, "since": since, "until": until, "first": local_day(since - _OLD), "last": local_day(until),
    }
    for fact, kind, body, at, person, path in rows(_FACTS, told):
        if kind == "test_missed":
            yield Signal(fact, "test_missed", at, str(person), path, person)
        elif (said := opened(fact, body)) is not None and said.get("met", True) is False:
            yield Signal(fact, "not_met", at, str(person), path, person, str(said.get("how", "home")))
    for key, due_on, person, path in rows(_REPORTS, told):
        at = moment_on(day_after(due_on), 0)
        if since <= at < until:
            yield Signal(f"{person}:{key}", "report_missed", at, str(person), path, person)
