"""The answer after saving: what followed from the fact, and what comes next, each with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from guitu.casework.difference import reasons
from guitu.casework.load import Case, timeline_of
from guitu.casework.settle import AHEAD
from guitu.casework.telling import told, why_stored
from guitu.duties import doors
from guitu.grid.fields import duty_kinds
from guitu.kit import clock
from guitu.kit.database import row
from guitu.kit.doors import Request, reading
from guitu.kit.errors import NotVisible
from guitu.kit.pages import render
from guitu.ledger.commands import Act, Answer
from guitu.people.basics import opened
from guitu.policy import Timeline

_NO_POINTS = {"points": "+0"}  # earned nothing: why is said by another line
# Which field class a post must read to be told a consequence, by the beginning of its code.
_NEEDS = (
    ("consequences.points", "POINTS"), ("points.", "POINTS"),
    ("consequences.waiting", "TEST"), ("consequences.overturned", "TEST"), ("urine_tests.", "TEST"),
    ("consequences.counted", "STATUS"), ("consequences.pending", "STATUS"), ("consequences.clean", "STATUS"),
    ("measures.", "STATUS"), ("standing.", "STATUS"),
)  # fmt: skip


class _Person(NamedTuple):
    """Of whom the page speaks, and by which pack."""

    masked: str
    timeline: Timeline


def with_next(act: Act, case: Case, answer: Answer, kinds: Sequence[str]) -> Answer:
    """The answer of `write` with "next" [[kind, key, due on, reasons], …] and "points" [reasons]. In a batch
    nobody reads it, so it is left as it is."""
    if act.batch is not None:
        return answer
    course = case.settled or case.course(act.on, act.on + AHEAD)
    act.beside = _Person(case.masked, case.policy())
    ids = set(answer["facts"])
    coming: dict[str, Any] = {}
    for duty in course.further:
        if duty.state == "open" and duty.kind in kinds:
            coming.setdefault(f"{doors.word(duty.kind, duty.key)}{duty.due_on < act.on}", duty)
    answer["points"] = reasons(r for entry in course.points if entry.fact_id in ids for r in entry.reasons)
    answer["next"] = [[d.kind, d.key, d.due_on.isoformat(), reasons(d.reasons)] for d in coming.values()]
    return answer


def shown(
    request: Request, person_id: UUID, title: str, answer: Answer, *, links: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """The page that says what followed. It asks the database only when the same request was sent again."""
    about = getattr(answer, "beside", None) or _person(request, person_id)
    today, timeline = clock.today(), about.timeline
    said = [*answer.get("followed", ()), *answer.get("points", ())]
    items = told(allowed(once(said), request.actor.classes), timeline, year=today.year)
    coming = [_coming(duty, today, timeline) for duty in answer.get("next", ()) if _may_see(duty, request)]
    context = {
        "active": "people",
        "title": title,
        "masked": about.masked,
        "items": [*items, *coming],
        "links": [*links, *_links(request, person_id, answer)],
        "person_url": doors.person_url(person_id),
    }
    return render(request, "casework/recorded.html", context)


def _person(request: Request, person_id: UUID) -> _Person:
    with reading(request):
        found = row("SELECT basics, scope_path FROM people_person WHERE id = %s", [person_id])
        if found is None:
            raise NotVisible
        return _Person(opened(person_id, found[0]).masked, timeline_of(request.actor.county_id, found[1]))


def once(stored: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    seen: dict[str, Sequence[Any]] = {}
    for reason in stored:
        seen.setdefault(repr((reason[0], sorted((k, str(v)) for k, v in dict(reason[1]).items()))), reason)
    return list(seen.values())


def allowed(stored: Iterable[Sequence[Any]], classes: frozenset[str]) -> list[Sequence[Any]]:
    def may_read(code: str) -> bool:
        return all(needed in classes for prefix, needed in _NEEDS if code.startswith(prefix))

    return [reason for reason in stored if may_read(reason[0]) and reason[1] != _NO_POINTS]


def _may_see(duty: Sequence[Any], request: Request) -> bool:
    return duty[0] in duty_kinds(request.actor.classes)


def _coming(duty: Sequence[Any], today: date, timeline: Timeline) -> dict[str, Any]:
    kind, key, due_on, stored = duty
    due = date.fromisoformat(due_on)
    words = {"duty": doors.word(kind, key), "by": due.isoformat()[5:] if due.year == today.year else due_on}
    late = due < today
    text = _("还有一次过期：%(duty)s，应于 %(by)s 前") if late else _("下一次：%(duty)s，应于 %(by)s 前")
    because = why_stored(stored, timeline, year=today.year)
    return {"text": text % words, "why": because["text"], "clause": because["clause"],
            "tone": "red" if late else "sky"}  # fmt: skip


def _links(request: Request, person_id: UUID, answer: Answer) -> list[tuple[str, str]]:
    links: list[tuple[str, str]] = []
    with suppress(NoReverseMatch):
        links.append((_("返回今日"), reverse("today")))
    person = doors.person_url(person_id)
    if person:
        links.append((_("看这个人"), person))
    if "correct_fact" in request.actor.may and answer.get("facts"):
        with suppress(NoReverseMatch):
            where = reverse("correct-fact", args=[person_id, answer["facts"][0]])
            links.append((_("记错了，更正"), where))
    return links
