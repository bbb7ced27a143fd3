"""What needs doing for this person now: at most five plain sentences, each with the link that cures it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.casework.profiles import measures
from guitu.casework.telling import why_stored
from guitu.duties import doors, rows
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.telling import before_more, joined, numbered, with_more, without_stop
from guitu.policy import Timeline
from guitu.rules.dates import days_after
from guitu.rules.terms import MeasureCourse

Row = dict[str, Any]
SOON = 30  # days
# Said although the last day has not come: without them nothing else goes on.
_AT_ONCE = ("sign_agreement", "report_violation", "confirm_level", "release_measure", "confirm_exit", "read_result", "complete_papers",
            "confirm_deduction")
_DOERS = ("social_worker", "police_liaison")


def items(person: Row, running: MeasureCourse | None, timeline: Timeline, actor: Actor, on: date) -> list[Row]:
    """Overdue first, then what holds up the rest, then what is missing or runs out."""
    duties = person["duties"]
    now = [d for d in duties if d["state"] == "open" and d["opens_on"] <= on]
    late = [d for d in now if d["due_on"] < on]
    waiting = [d for d in now if d["due_on"] >= on and d["kind"] in _AT_ONCE]
    found = [_item(person["id"], word, same, timeline, actor, on) for word, same in _by_word(late)]
    found += [_item(person["id"], word, same, timeline, actor, on) for word, same in _by_word(waiting)]
    if "STATUS" in actor.classes:
        found += [*_missing(person, actor), *_running_out(running, on)]
    return found


def _by_word(found: Sequence[Row]) -> Iterable[tuple[str, list[Row]]]:
    """One sentence per kind of duty, the oldest of them first; the others are counted."""
    held: dict[str, list[Row]] = {}
    for duty in found:
        held.setdefault(doors.word(duty["kind"], duty["key"]), []).append(duty)
    return held.items()


def _item(person_id: UUID, word: str, same: Sequence[Row], timeline: Timeline, actor: Actor, on: date) -> Row:
    first = same[0]
    days = (on - first["due_on"]).days
    if days > 0 and len(same) > 1:
        text = _("%(what)s过期 %(days)s 天，共 %(n)s 次没有做。") % {"what": word, "days": days, "n": len(same)}
    elif days > 0:
        text = _("%(what)s过期 %(days)s 天。") % {"what": word, "days": days}
    else:
        text = _("%(what)s，应于 %(by)s 前。") % {"what": word, "by": rows.short(first["due_on"], on)}
    links = []
    door = doors.door_of(first["kind"], first["key"])
    text = joined([text, _done_by(door.action, actor)])
    if door.action in actor.may and (url := doors.record_url(first["kind"], first["key"], person_id)):
        links.append((_("办理") if first["kind"] in _AT_ONCE else _("记录"), url))
    if first["kind"] == "urine_test" and days > 0 and "record_missed_test" in actor.may:
        links += _link(_("登记未到原因"), "record-missed-test", person_id, first["key"])
    return {"text": before_more(numbered(text)), "links": links, "clause": _because(first, timeline, on)}


def _done_by(action: str, actor: Actor) -> str:
    """By whom it is recorded: told to a post that records other things of the same person, but not this."""
    if action in actor.may or "record_visit" not in actor.may:
        return ""
    doer = next((ROLES[code] for code in _DOERS if action in ROLES[code].may), None)
    return _("由%(role)s办理。") % {"role": doer.word} if doer else ""


def _because(duty: Row, timeline: Timeline, on: date) -> Row | None:
    """The clause to open. That a number is a preset of ours says nothing by itself: there the rule is named."""
    said = why_stored(duty["reasons"], timeline, year=on.year)
    clause: Row | None = said["clause"]
    if clause and len(duty["reasons"]) == 1 and duty["reasons"][0][2] == "guitu.default":
        return {**clause, "label": without_stop(said["text"].strip())}
    return clause


def _missing(person: Row, actor: Actor) -> list[Row]:
    if any(member["part"] == "responsible" for member in person["team"]):
        return []
    links = _link(_("指派"), "assign-person", person["id"]) if "assign_person" in actor.may else []
    return [{"text": before_more(_("还没有责任社工。")), "links": links, "clause": None}]


def _running_out(running: MeasureCourse | None, on: date) -> list[Row]:
    if running is None or running.ends_on is None or not on < running.ends_on <= days_after(on, SOON):
        return []
    values = {"days": (running.ends_on - on).days, "on": rows.short(running.ends_on, on)}
    return [
        {"text": before_more(numbered(_("还有 %(days)s 天期满（%(on)s）。") % values)), "links": [], "clause": None}
    ]


def _link(label: str, name: str, person_id: Any, key: str = "") -> list[tuple[str, str]]:
    url = address_if_any(name, person_id, query={"duty": key} if key else None)
    return [(label, url)] if url else []


def coming(person: Row, running: MeasureCourse | None, actor: Actor, on: date) -> list[Row]:
    """接下来: the next of each kind, then the end of the measure and of the three clean years."""
    found: dict[str, Row] = {}
    dated = [(rows.when_of(duty, on), duty["key"], duty) for duty in person["duties"] if duty["state"] == "open"]
    for by, key, duty in sorted(dated, key=itemgetter(0, 1)):
        word = doors.word(duty["kind"], key)
        too_early = duty["kind"] == "check_absence" and duty["opens_on"] > on
        if len(found) == 7 or word in found or too_early:
            continue
        action = doors.door_of(duty["kind"], key).action
        by_whom = without_stop(_done_by(action, actor))
        found[word] = {
            "label": with_more(word, by_whom) if by_whom else word,
            "value": _("%(day)s 前") % {"day": rows.short(by, on)} if by == duty["due_on"] else rows.short(by, on),
            "tone": "red" if by < on else "plain",
            "bold": True,
            "url": doors.record_url(duty["kind"], key, person["id"]) if action in actor.may else "",
        }
    return [*found.values(), *(_ends(person, running, on) if "STATUS" in actor.classes else ())]


def _ends(person: Row, running: MeasureCourse | None, on: date) -> list[Row]:
    found = [
        (_("期满"), running.ends_on if running else None),
        (_("三年未复吸届满"), measures.day(person["course"].get("exit_due_on"))),
    ]
    return [
        {"label": label, "value": day.isoformat(), "bold": True} for label, day in found if day is not None and day > on
    ]
