"""The answer after saving: what followed from the fact, and what comes next, each with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework.load import Case
from guitu.casework.telling import told, why_stored
from guitu.duties import doors
from guitu.grid.fields import duty_kinds
from guitu.grid.naming import place_sql
from guitu.kit import clock
from guitu.kit.addresses import address_if_any
from guitu.kit.database import row
from guitu.kit.doors import Request, reading
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act, Answer
from guitu.ledger.packs import timeline_of
from guitu.people.basics import opened
from guitu.policy import Timeline
from guitu.recording import answer_page
from guitu.recording.answer_page import Line, Link, Recorded
from guitu.settling.difference import reasons
from guitu.settling.settle import AHEAD

_NO_POINTS = {"points": "+0"}  # earned nothing: why is said by another line
# Which field class a post must read to be told a consequence, by the beginning of its code.
_NEEDS = (
    ("consequences.points", "POINTS"), ("points.", "POINTS"),
    ("consequences.waiting", "TEST"), ("consequences.overturned", "TEST"), ("urine_tests.", "TEST"),
    ("consequences.counted", "STATUS"), ("consequences.pending", "STATUS"), ("consequences.clean", "STATUS"),
    ("measures.", "STATUS"), ("standing.", "STATUS"), ("present.points", "POINTS"), ("present.level", "STATUS"),
    ("present.state", "STATUS"),
)


class _Person(NamedTuple):
    """Of whom the page speaks, and by which pack: as the command left it, or as it is found again."""

    masked: str
    place: str
    timeline: Timeline


def with_next(act: Act, case: Case, answer: Answer, kinds: Sequence[str]) -> Answer:
    """The answer of `write` with "next" [[kind, key, due on, reasons], …] and "points" [reasons]. In a batch
    nobody reads it, so it is left as it is."""
    if act.batch is not None:
        return answer
    course = case.settled or case.course(act.on, act.on + AHEAD)
    ids = set(answer["facts"])
    coming: dict[str, Any] = {}
    for duty in course.further:
        if duty.state == "open" and duty.kind in kinds:
            coming.setdefault(f"{doors.word(duty.kind, duty.key)}{duty.due_on < act.on}", duty)
    answer["points"] = reasons(r for entry in course.points if entry.fact_id in ids for r in entry.reasons)
    answer["next"] = [[d.kind, d.key, d.due_on.isoformat(), reasons(d.reasons)] for d in coming.values()]
    return answer


def shown(
    request: Request, person_id: UUID, title: str, answer: Answer, *, links: Sequence[Link] = ()
) -> HttpResponse:
    """The page that says what followed. Of the person it asks the database only when the same request was sent again."""
    about = person_of(request, person_id, answer)
    items = [*followed(request, answer, about.timeline), *coming(request, answer, about.timeline)]
    recorded = Recorded(
        title=title, who=who(about), now=now(request, answer, about.timeline), items=items, then=links,
        mend=mending(request, person_id, answer), file_url=doors.person_url(person_id),
    )
    return answer_page.answer(request, recorded, person_id, request.POST.get("duty", ""))


def followed(request: Request, answer: Answer, timeline: Timeline) -> list[Line]:
    """What followed from it, as far as this post may read it."""
    said = [*answer.get("followed", ()), *answer.get("points", ())]
    return told(allowed(once(said), request.actor.classes), timeline, year=clock.today().year)


def coming(request: Request, answer: Answer, timeline: Timeline) -> list[Line]:
    """What comes next of the same kind."""
    today = clock.today()
    return [_coming(duty, today, timeline) for duty in answer.get("next", ()) if _may_see(duty, request)]


def now(request: Request, answer: Answer, timeline: Timeline) -> list[str]:
    """What is true now, as far as this post may read it."""
    said = told(allowed(answer.get("now", ()), request.actor.classes), timeline, year=clock.today().year)
    return [one["text"] for one in said]


def person_of(request: Request, person_id: UUID, answer: Answer) -> _Person:
    held: Case | None = getattr(answer, "beside", None)
    if held is not None:
        return _Person(held.masked, held.place, held.policy())
    with reading(request):
        found = row(_FOUND, [person_id])
        if found is None:
            raise NotVisible
        return _Person(
            opened(person_id, found[0]).masked, found[2], timeline_of(request.actor.county_id, found[1])
        )


_FOUND = (
    f"SELECT p.basics, p.scope_path, coalesce({place_sql('p.scope_path')}, '') FROM people_person p WHERE p.id = %s"  # noqa: S608
)


def who(about: _Person) -> str:
    """王** · 青云社区."""
    return " · ".join(part for part in (about.masked, about.place) if part)


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
            "tone": "red" if late else "sky"}


def mending(request: Request, person_id: UUID, answer: Answer) -> list[Link]:
    """Where a record that is wrong is put right."""
    if not answer.get("facts"):
        return []
    pages = (("correct_fact", "correct-fact", _("更正")), ("withdraw_fact", "withdraw-fact", _("撤回")))
    found = [
        (label, address_if_any(page, person_id, UUID(answer["facts"][0])))
        for action, page, label in pages
        if action in request.actor.may
    ]
    return [link for link in found if link[1]]
