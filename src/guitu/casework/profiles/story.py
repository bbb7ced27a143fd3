"""The timeline: what happened, who recorded it, what came late, what was corrected, and what followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.casework.profiles import words
from guitu.casework.telling import told
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.clock import local_day
from guitu.kit.crypto import Unreadable, open_sealed
from guitu.kit.telling import said
from guitu.policy import Timeline

Row = dict[str, Any]
_CONFIDED = ("moods", "needs")
_WORKS_WITH_IT = frozenset({"STATUS", "PSY", "NOTE"})
_NO_POINTS = {"points": "+0"}  # earned nothing: not worth a line
_TONES = {"positive": "apricot", "refused": "red"}


def seen(facts: Sequence[Row], actor: Actor) -> list[Row]:
    """The facts that the classes of the post reach, each with what corrected it."""
    corrected = {row["corrects"]: row for row in facts if row["corrects"]}
    return [
        {**row, "by": corrected.get(row["id"])}
        for row in facts
        if row["kind"] != "withdrawn" and words.needs(row["kind"]) in actor.classes
    ]


def entries(
    rows: Sequence[Row], consequences: Mapping[str, Any], timeline: Timeline, actor: Actor, person_id: UUID,
    today: date,
) -> list[Row]:  # fmt: skip
    """Facts that are seen, as entries of the timeline."""
    names = item_names(timeline, today)
    return [_entry(row, consequences, timeline, actor, person_id, names, today) for row in rows]


def item_names(timeline: Timeline, on: date) -> dict[str, str]:
    """The words of the points sheet."""
    return {code: said(item.name) for code, item in timeline.on(on).points.items.items()}


def _entry(
    row: Row, consequences: Mapping[str, Any], timeline: Timeline, actor: Actor, person_id: UUID,
    names: Mapping[str, str], today: date,
) -> Row:  # fmt: skip
    body, by = _told_to(actor, row["body"]), row["by"]
    follows = [] if by else _follows(consequences.get(row["id"], ()), timeline, actor, today)
    return {
        "id": row["id"],
        "kind": row["kind"],
        "when": row["happened_on"].isoformat(),
        "who": row["who"],
        "what": words.happened(row["kind"], body, names),
        "detail": note(row) if "NOTE" in actor.classes else "",
        "follows": follows,
        "tone": "plain" if by else _TONES.get(body.get("outcome", ""), "pine"),
        "late": late(row),
        "void": _void(by),
        "correct_url": "" if by else address_if_any("correct-fact", person_id, UUID(row["id"])) if _may(actor) else "",
    }


def _told_to(actor: Actor, body: Row) -> Row:
    """Moods and needs are told to who works with them; a neighbour with a task reads that there was a visit."""
    if actor.classes & _WORKS_WITH_IT:
        return body
    return {name: value for name, value in body.items() if name not in _CONFIDED}


def _may(actor: Actor) -> bool:
    return "correct_fact" in actor.may


def _follows(stored: Iterable[Any], timeline: Timeline, actor: Actor, today: date) -> list[Row]:
    allowed = [one for one in stored if ("POINTS" in actor.classes or "points" not in one[0]) and one[1] != _NO_POINTS]
    return [
        {"text": said["text"].rstrip("。"), "clause": said["clause"]}
        for said in told(allowed, timeline, year=today.year)
    ]


def late(row: Row) -> str:
    """补登: recorded on a later day than it happened."""
    known = local_day(row["recorded_at"])
    if known <= row["happened_on"]:
        return ""
    day = known.strftime("%m-%d") if known.year == row["happened_on"].year else known.isoformat()
    return _("%(day)s 补登") % {"day": day}


def _void(by: Row | None) -> str:
    if by is None:
        return ""
    if by["kind"] == "withdrawn":
        return _("已撤回，%(day)s") % {"day": local_day(by["recorded_at"]).strftime("%m-%d")}
    return _("已更正，见 %(day)s 的记录") % {"day": by["happened_on"].isoformat()}


def note(row: Row) -> str:
    """What was written beside it; a note whose key is lost says so."""
    try:
        return open_sealed("casework_fact|note", row["id"], row["note"]) or ""
    except Unreadable:
        return _("（这段文字打不开：密钥不在）")
