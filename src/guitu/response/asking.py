"""What the room asks of a post now: the cards with their forms, as the rules allow them to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.doors import new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import joined, said, sentence
from guitu.people.explaining import Since, explained
from guitu.response.forms import ActForm, CheckForm, named
from guitu.response.queries import others_open
from guitu.response.reading import Call
from guitu.response.reviewing import planned, taking_part
from guitu.response.standing_by import standing_by
from guitu.rules import call_directing, call_steps
from guitu.rules.calls import OVER

PAGES = {
    "innocent": "check-innocent", "send": "call-units", "acknowledge": "acknowledge-call", "report": "report-call", "return": "return-call",
    "hand_over": "hand-over-call", "settle": "settle-call", "decide": "decide-call", "check": "check-settlement", "end": "end-call", "decline": "decline-call", "take_back": "take-event-back",
    "help": "give-help", "next": "escalate-call", "review": "review-call", "plan": "plan-improvement", "improved": "note-improvement",
    "urge": "urge-unit", "instruct": "give-instruction", "delay": "ask-delay", "delay_answer": "decide-delay", "more": "add-information",
}
Row = dict[str, Any]
LATE = timedelta(minutes=2)  # so long the clock may take to call the next


def cards(call: Call, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> list[Row]:
    """The cards of this post, the most urgent first; a form that was refused as it was typed."""
    return [
        {
            "kind": kind,
            "page": PAGES[kind],
            "form": form,
            "errors": errors_of(form) if form else [],
            "request_id": new_request_id(),
            **beside,
        }
        for kind, form, beside in _possible(call, actor, now, typed)
    ]


def _possible(call: Call, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, Row]]:
    course, me = call.course, str(actor.post_id)
    whole = "calls" in actor.whole_of
    if course.state in OVER:
        if course.state == "closed":
            yield from _afterwards(call, actor, now, typed)
        return
    asked = me in course.seats["raising"].asked
    if "check_innocent" in actor.may and (asked or whole) and course.state != "settled":
        yield from _before(call, actor, now, typed)
    if "decline_call" in actor.may and call_steps.may_decline(course, me):
        yield "decline", typed.get("decline") or act_form(call, "decline"), {"folded": True}
    if "take_event_back" in actor.may and course.is_event and course.state == "noticed" and me == course.raised_post:
        yield "take_back", None, {"folded": True}
    due = call_steps.next_look(course, call.policy, call.timeline)
    if "escalate_call" in actor.may and due is not None and due + LATE < now and _somebody_is_left(call, now):
        yield "next", None, {}
    if course.sent_at is not None and course.state != "settled":
        yield from _of_unit(call, actor, now, typed)
    if course.state == "settled" and "check_settlement" in actor.may:
        verdict = call_steps.may_check(course, str(actor.natural_person_id or ""))
        yield (
            "check",
            typed.get("check") or act_form(call, "check"),
            {"refused": joined(map(sentence, verdict.reasons))},
        )
    if "decide_call" in actor.may and whole and course.sent_at is not None and course.state != "settled":
        is_waiting = any(key.startswith("call_decide") for key in course.open)
        yield "decide", typed.get("decide") or act_form(call, "decide"), {"folded": not is_waiting}
    if "add_information" in actor.may:
        yield "more", typed.get("more") or act_form(call, "more"), {"folded": True}
    yield from _of_charge(call, actor, typed)
    if "end_call" in actor.may and whole:
        yield "end", typed.get("end") or act_form(call, "end", others=others_open(call)), {"folded": True}


def _of_charge(call: Call, actor: Actor, typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, Row]]:
    """What whoever is in charge does of a call under way: a delay that waits, a word to the units."""
    course, whole = call.course, "calls" in actor.whole_of
    if "decide_delay" in actor.may and course.delay is not None and (whole or str(actor.post_id) in course.on_lists):
        verdict = call_directing.may_decide_delay(course, str(actor.natural_person_id or ""))
        asked = {"until": course.asked_delays[course.delay], "refused": joined(map(sentence, verdict.reasons))}
        yield "delay_answer", typed.get("delay_answer") or act_form(call, "delay_answer"), asked
    if not whole or not call_directing.may_direct(course, ""):
        return
    units = call_directing.units_in(course)
    if "urge_unit" in actor.may and any(call_directing.may_urge(course, unit) for unit in units):
        yield "urge", typed.get("urge") or act_form(call, "urge", units=units), {"folded": True}
    if "give_instruction" in actor.may:
        yield "instruct", typed.get("instruct") or act_form(call, "instruct", units=units), {"folded": True}


def _afterwards(call: Call, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, Row]]:
    """Of a closed call: the help that is left to give, the review, and what it leads to."""
    course, me = call.course, str(actor.post_id)
    if me == course.helper and (left := [one for one in course.help if f"call_help:{one}" in course.open]):
        yield "help", typed.get("help") or act_form(call, "help", help=left), {}
    if mine := call_steps.improvements_of(course, me):
        days = [(one, _("%(day)s 前") % {"day": planned(call.held, one).strftime("%m-%d")}) for one in mine]
        yield "improved", typed.get("improved") or act_form(call, "improved", improvements=days), {}
    if "review_call" not in actor.may:
        return
    if course.reviewed_at is None:
        yield "review", typed.get("review") or act_form(call, "review"), {"folded": "call_review" not in course.open}
    else:
        names = posts_called({UUID(post) for post in taking_part(course)}, local_day(now))
        posts = sorted(((str(post), name) for post, name in names.items()), key=lambda one: one[1])
        yield "plan", typed.get("plan") or act_form(call, "plan", posts=posts), {"folded": True}


def _somebody_is_left(call: Call, now: datetime) -> bool:
    """Whether a step has come at which somebody is who was not called: the clock has not looked."""
    standing = standing_by(call.held.county_id, call.held.scope_path, now)
    return any(
        True for _one in call_steps.escalations(call.course, call.policy, call.timeline, now - LATE, standing.step)
    )


def _before(call: Call, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, Row]]:
    """The innocent reasons that are left, with what is on file; then calling the units."""
    course, policy = call.course, call.policy
    left = {} if course.is_event else {code: one for code, one in policy.causes.items() if code not in course.causes}
    if left:
        on_file = file_says(call, actor, now)
        form = typed.get("innocent") or CheckForm(causes=named(left.items()))
        told = [
            {"name": said(left[code].name), "since": since, "until": until}
            for code, (since, until) in (on_file or {}).items()
            if code in left
        ]
        yield (
            "innocent",
            form,
            {
                "told": told,
                "asked_file": on_file is not None and course.person is not None,
                "folded": course.sent_at is not None,
            },
        )
    if course.sent_at is None:
        yield "send", None, {"refused": joined(map(sentence, call_steps.may_send(course, policy).reasons))}


def file_says(call: Call, actor: Actor, now: datetime) -> dict[str, Since] | None:
    """The reasons that are on file of the person; None: nobody on file, or not this post's to read."""
    return explained(actor, UUID(call.course.person), local_day(now)) if call.course.person else None


def _of_unit(call: Call, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, Row]]:
    """What the units that this post answers for do next."""
    course, me = call.course, str(actor.post_id)
    mine = call_steps.units_of(course, me)
    waiting = [unit for unit in mine if any(key.startswith(f"call_acknowledge:{unit}:") for key in course.open)]
    at_work = [unit for unit in mine if course.seats[unit].acknowledged_at is not None]
    main = course.main
    is_main = main is not None and main.unit in at_work
    if waiting:
        yield "acknowledge", typed.get("acknowledge") or act_form(call, "acknowledge", units=waiting), {}
    if at_work:
        yield (
            "report",
            typed.get("report") or act_form(call, "report", units=at_work, is_main=is_main),
            {"folded": bool(waiting)},
        )
    if is_main and main:
        yield "settle", typed.get("settle") or act_form(call, "settle", units=[main.unit]), {"folded": True}
        if call_directing.may_ask_delay(course, main.unit, 1, call.policy):
            yield "delay", typed.get("delay") or act_form(call, "delay", units=[main.unit]), {"folded": True}
    if mine:
        posts = _colleagues(call, mine, me, now)
        if posts:
            yield (
                "hand_over",
                typed.get("hand_over") or act_form(call, "hand_over", units=mine, posts=posts),
                {"folded": True},
            )
        if course.returns < 2:
            yield "return", typed.get("return") or act_form(call, "return", units=mine), {"folded": True}


def _colleagues(call: Call, units: list[str], me: str, now: datetime) -> list[tuple[str, str]]:
    """The other posts of these units."""
    standing = standing_by(call.held.county_id, call.held.scope_path, now)
    found = {UUID(post) for unit in units for post in standing.of_unit(unit)} - {UUID(me)}
    return sorted(
        ((str(post), name) for post, name in posts_called(found, local_day(now)).items()), key=lambda one: one[1]
    )


def act_form(call: Call, kind: str, data: Any = None, **more: Any) -> ActForm:
    """The form of one act, in the words of the pack by which the call runs."""
    offered = call.policy.templates[call.course.template].help
    return ActForm(data, kind=kind, policy=call.policy, units=more.pop("units", ()), offered=offered, **more)
