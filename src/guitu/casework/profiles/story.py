"""The timeline: what happened, who recorded it, what came late, what was corrected, and what followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from guitu.casework.profiles import words
from guitu.casework.telling import told
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown, unreadable_word
from guitu.kit.telling import said
from guitu.ledger.sealed import NOTE, body_in
from guitu.policy import Timeline

Row = dict[str, Any]
_CONFIDED = ("moods", "needs")
_WORKS_WITH_IT = frozenset({"STATUS", "PSY", "NOTE"})
_NO_POINTS = {"points": "+0"}  # earned nothing: not worth a line
_TONES = {"positive": "apricot", "refused": "red"}
_NOTE = Markup("\ue010")  # where the note belongs: a character for private use, which no text of ours has


class Entry(NamedTuple):
    """One entry of `ui.entry_lines`."""

    when: str
    what: str
    who: str
    detail: str
    follows: str
    tone: str
    late: str
    void: str
    correct_url: str


def entries(person: Row, timeline: Timeline, actor: Actor, today: date) -> Markup:
    """The facts read, as entries of the timeline. Facts come as the database gives them to this post: the same text
    is drawn once a day for posts of the same rights, without its note. That is opened each time, and never kept."""
    followed, may_correct = person["course"].get("consequences", {}), "correct_fact" in actor.may
    drawn = []
    for fact_id, text in person["entries"]:
        reasons = orjson.dumps(followed.get(fact_id))
        entry, note = _drawn(text, reasons, person["id"], timeline, actor.classes, may_correct, today)
        drawn.append(entry.replace(_NOTE, escape(_opened(fact_id, note))) if note else entry)
    return Markup("").join(drawn)


@pages.drawn_once
def _drawn(
    text: str, followed: bytes, person_id: UUID, timeline: Timeline, classes: frozenset[str], may_correct: bool,
    today: date,
) -> tuple[Markup, bytes | None]:
    row = orjson.loads(text)
    note = bytes.fromhex(row["note"]) if row["note"] and "NOTE" in classes else None
    stored = body_in(row["id"], row["body"])
    body, on, corrected = told_to(classes, stored or {}), row["happened_on"], row["by_kind"]
    entry = Entry(
        when=on,
        what=unreadable_word() if stored is None else words.happened(row["kind"], body, item_names(timeline, today)),
        who=row["who"],
        detail=_NOTE if note else "",
        follows="" if corrected else _followed(followed, timeline, "POINTS" in classes, today.year),
        tone="plain" if corrected else _TONES.get(body.get("outcome", ""), "pine"),
        late=late(date.fromisoformat(on), datetime.fromisoformat(row["recorded_at"])),
        void=_void(row) if corrected else "",
        correct_url="" if corrected or not may_correct else address_if_any("correct-fact", person_id, UUID(row["id"])),
    )
    return pages.drawn("entry_lines", entry), note


@pages.drawn_once
def item_names(timeline: Timeline, on: date) -> Mapping[str, str]:
    """The words of the points sheet."""
    return {code: said(item.name) for code, item in timeline.on(on).points.items.items()}


def told_to(classes: frozenset[str], body: Row) -> Row:
    """Moods and needs are told to who works with them; a neighbour with a task reads that there was a visit."""
    if classes & _WORKS_WITH_IT:
        return body
    return {name: value for name, value in body.items() if name not in _CONFIDED}


@pages.drawn_once
def _followed(stored: bytes, timeline: Timeline, sees_points: bool, year: int) -> Markup:
    """What followed, as a list: 完成：尿检 and 积分 +20 stand on the pages of many."""
    reasons = orjson.loads(stored) or ()
    allowed = [one for one in reasons if (sees_points or "points" not in one[0]) and one[1] != _NO_POINTS]
    sentences = told(allowed, timeline, year=year)
    return pages.drawn("follow_lines", [{**one, "text": one["text"].rstrip("。")} for one in sentences])


def late(happened_on: date, recorded_at: datetime) -> str:
    """补登: recorded on a later day than it happened."""
    known = local_day(recorded_at)
    if known <= happened_on:
        return ""
    day = known.strftime("%m-%d") if known.year == happened_on.year else known.isoformat()
    return _("%(day)s 补登") % {"day": day}


def _void(row: Row) -> str:
    if row["by_kind"] == "withdrawn":
        return _("已撤回，%(day)s") % {"day": local_day(datetime.fromisoformat(row["by_at"])).strftime("%m-%d")}
    return _("已更正，见 %(day)s 的记录") % {"day": row["by_on"]}


def _opened(fact_id: str, note: bytes) -> str:
    """What was written beside it."""
    return shown(NOTE, UUID(fact_id), note)
