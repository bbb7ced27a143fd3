"""工作记录: a form filled and taken away, so that everybody on it has a line of who did; and the month's report, kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

import orjson

from guitu.casework.daybook import month as months
from guitu.casework.filled_values import SAID
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.meter.counting import note_read
from guitu.people import access
from guitu.rules import daybook

# The page on which a kind of record is typed: what a print shows of a fact is read off that page's fields.
READ_AS = {"visit": "record-visit", "session_held": "record-session", "urine_test": "record-urine-test", "periodic_report": "record-report"}


@command
def print_daybook(
    act: Act, *, form: str, way: str, month: date, people: Sequence[UUID], records: int, classes: Collection[str],
    read: Sequence[tuple[str, str]] = (),
) -> Answer:
    """Note that a form was filled with so many records of a month and taken away, as pages or as a workbook;
    `read` are the fields of facts on it.

    Refuses a form without records, one with more than a file holds, and a workbook that takes a second person
    (`rules/exports.py`).
    """
    Refused.unless(daybook.may_print(records))
    if way == "xlsx":
        Refused.unless(daybook.may_take(len(people), classes))
    note_read(act.actor.county_id, [(READ_AS[kind], name) for kind, name in read if kind in READ_AS], act.on)
    print_id = uuid4()
    if way == "xlsx":
        access.note_exported(act.actor, people, sorted(classes), act.at, purpose="daybook", export=print_id, request_id=act.request_id[:64])
    else:
        access.note_printed_all(act.actor, people, act.at, act.request_id[:64])
    detail = {"form": form, "way": way, "month": month, "records": records, "people": len(people)}
    changed(act, [Change("daybook", print_id, act.actor.path, None, detail)])
    return {"form": form, "records": records}


@command
def keep_month_report(act: Act, *, month: date, words: Mapping[str, str]) -> Answer:
    """Keep the report of one's own month: the sums as they are now, with one's own words. Each time is another version;
    none that was kept is changed.

    Refuses a month to come, and a report that says what the last version says.
    """
    body = months.counted(act.actor, month, act.actor.post_id, act.on)
    body["words"] = {part: words.get(part, "").strip() for part in SAID}
    before = months.kept(act.actor.county_id, month, act.actor.post_id)
    Refused.unless(daybook.may_keep(month, act.on, is_same=bool(before) and before[0].body == body))
    new, version = uuid4(), (before[0].version if before else 0) + 1
    run(
        "INSERT INTO casework_monthreport (id, county_id, post_id, month, version, kept_at, body) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [new, act.actor.county_id, act.actor.post_id, month, version, act.at, seal(months.BODY, new, orjson.dumps(body).decode())],
    )
    changed(act, [Change("month_report", new, act.actor.path, None, {"month": month, "version": version})])
    return {"report": str(new), "version": version}


@command
def print_month_report(act: Act, *, report_id: UUID) -> Answer:
    """Note that a month's report was printed. NotVisible: neither one's own nor of a post of one's area."""
    report = months.one(report_id)
    changed(act, [Change("month_report", report.id, act.actor.path, None, {"printed": report.version})])
    return {"report": str(report.id)}
