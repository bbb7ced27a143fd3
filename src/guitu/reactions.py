"""What one package's command makes another package do, one line each; in the transaction of the command.

Here: who is told of it (`notices`), and what calls for the response. A reaction refuses nothing and commands nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.actor import NOBODY
from guitu.kit.database import row, rows
from guitu.ledger.commands import Act
from guitu.ledger.reactions import Reaction
from guitu.notices.telling import tell
from guitu.response.hearing import hear
from guitu.response.raising import raised
from guitu.response.reading import Standing, Words, call_of, written_by
from guitu.response.standing_by import standing_by

What = dict[str, Any]


def _of_task(kind: str, side: str) -> Reaction:
    """The post that does it, or the one that gave it."""

    def react(act: Act, _what: What, answer: What) -> None:
        task = UUID(answer["task"])
        found = row(f"SELECT {side}_post FROM tasks_task WHERE id = %s", [task])  # noqa: S608  ours
        if found:
            tell(act, [found[0]], kind, code=task.hex[:4].upper(), of=task)

    return react


def _answered_by_link(act: Act, _what: What, answer: What) -> None:
    """The post that made the link; the one that gave the task too, if it is another."""
    task = UUID(answer["task"])
    tell(act, [UUID(answer["maker"])], "link_answered", code=task.hex[:4].upper())
    tell(act, [UUID(answer["given"])], "task_answered", code=task.hex[:4].upper(), of=task)


def _venue_replied(act: Act, _what: What, answer: What) -> None:
    """The post that made the link: somebody else looks at it again."""
    venue = UUID(answer["venue"])
    tell(act, [UUID(answer["maker"])], "venue_replied", code=venue.hex[:4].upper(), of=venue)


def _goods_differ(act: Act, _what: What, answer: What) -> None:
    """Goods that are lost, or that a count does not find: a call, of which this post rules out the innocent reasons."""
    if answer["call"] and act.actor.natural_person_id is not None:
        template, known = answer["call"]
        standing = standing_by(act.actor.county_id, answer["path"], act.at, None)
        if template in standing.policy.templates:
            raised(act, standing, template, answer["path"], Words("", "", known))


_DECIDERS = (
    "SELECT p.id FROM approvals_approval a JOIN grid_post p ON p.county_id = a.county_id AND starts_with(a.scope_path, p.path)"  # noqa: S608  ours
    f" JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
    " WHERE a.id = %(approval)s AND p.closed_on IS NULL AND p.role = ANY(%(roles)s)"
    " AND h.natural_person_id IS DISTINCT FROM a.asked_person"
)


def _asked(act: Act, _what: What, answer: What) -> None:
    """Whoever may decide a request, but not who made it under another post."""
    if not answer.get("approval"):
        return
    found = row("SELECT action FROM approvals_approval WHERE id = %s", [answer["approval"]])
    deciding = [code for code, role in ROLES.items() if found and found[0] in role.may and role.whole]
    who = rows(_DECIDERS, {"approval": answer["approval"], "roles": deciding, "today": act.on})
    tell(act, [post for (post,) in who], "approval_asked", code=UUID(answer["approval"]).hex[:4].upper())


def _decided(act: Act, _what: What, answer: What) -> None:
    """Whoever asked."""
    found = row("SELECT asked_post FROM approvals_approval WHERE id = %s", [answer["approval"]])
    if found:
        tell(act, [found[0]], f"approval_{answer['state']}", code=UUID(answer["approval"]).hex[:4].upper())


def _export_made(act: Act, _what: What, answer: What) -> None:
    tell(act, [act.actor.post_id], "export_ready", code=UUID(answer["export"]).hex[:4].upper())


def _given_part(kind: str) -> Reaction:
    """The post that a file is given to, unless it gave it to itself."""

    def react(act: Act, what: What, _answer: What) -> None:
        if what["post_id"] != act.actor.post_id:
            tell(act, [what["post_id"]], kind, of=what["person_id"])

    return react


def _of_need(kind: str) -> Reaction:
    """The posts that the answer names: the unit that it is given to, or whoever raised it."""

    def react(act: Act, _what: What, answer: What) -> None:
        need = UUID(answer["need"])
        tell(act, {UUID(post) for post in answer["tell"]} - {act.actor.post_id}, kind, code=need.hex[:4].upper(), of=need)

    return react


def _vacancy_offered(act: Act, _what: What, answer: What) -> None:
    tell(act, [UUID(answer["maker"])], "link_answered", code=UUID(answer["employer"]).hex[:4].upper())


def _request_made(act: Act, what: What, _answer: What) -> None:
    """Whoever the person is in the charge of, unless that post wrote it down itself."""
    found = row(
        "SELECT post_id FROM matters_part WHERE matter_id = %s AND part = 'responsible' AND until_on IS NULL", [what["person_id"]]
    )
    if found and found[0] not in (None, act.actor.post_id):
        tell(act, [found[0]], "request_made", of=what["person_id"])


def _link_opened(act: Act, _what: What, answer: What) -> None:
    tell(act, [UUID(answer["made_post"])], "link_opened")


def _units_called(act: Act, _what: What, answer: What) -> None:
    """Each post that is called by what was just done, at any hour where the level runs round the clock."""
    if not answer.get("facts"):
        return
    call = written_by(act, UUID(answer["matter"]))
    clock = call.policy.levels[call.course.level]
    called = [fact for fact in call.held.facts if fact.id in set(answer["facts"]) and fact.kind in ("unit_called", "unit_escalated", "unit_handed_over")]
    posts = {UUID(fact.post) for fact in called} - {act.actor.post_id}  # type: ignore[attr-defined]
    tell(act, posts, "call_sent" if clock.office_hours else "call_urgent", code=call.code, of=call.id)


def _noticed(act: Act, what: What, answer: What) -> None:
    """Whoever looks first at a notice, or at what a rule found; the units, where they were called at once."""
    _units_called(act, what, answer)
    if not answer.get("facts"):
        return
    call = written_by(act, UUID(answer["matter"]))
    if call.course.sent_at is None and call.course.asked != str(act.actor.post_id):
        tell(act, [UUID(call.course.asked)], "call_noticed", code=call.code, of=call.id)


def _drill_begun(act: Act, _what: What, answer: What) -> None:
    """Every post of every unit, at one moment."""
    tell(act, {UUID(post) for post in answer["tell"]} - {act.actor.post_id}, "drill_asked")


def _declined(act: Act, _what: What, answer: What) -> None:
    """Whoever reported it: it was not taken, and why stands there."""
    call = written_by(act, UUID(answer["matter"]))
    tell(act, {UUID(call.course.raised_post)} - {NOBODY}, "call_answered", code=call.code, of=call.id)


def _call_answered(act: Act, _what: What, answer: What) -> None:
    """Whoever raised it, and whoever looks at what was settled."""
    call = written_by(act, UUID(answer["matter"]))
    posts = {UUID(post) for post in (call.course.raised_post, *call.course.on_lists) if call.course.state != "under_way"}
    tell(act, posts - {act.actor.post_id, NOBODY}, "call_answered", code=call.code, of=call.id)


def _directed(act: Act, what: What, answer: What) -> None:
    """The posts at work for the unit that is meant, or for all; and of a joined call, whoever has the one that goes on."""
    call = written_by(act, UUID(answer["matter"]))
    seats = [seat for seat in call.course.seats.values() if not seat.is_out and what["unit"] in ("", seat.unit)]
    at_once = act.command == "urge_unit" and not call.policy.levels[call.course.level].office_hours
    kind = "call_urged" if at_once else "call_answered"
    tell(act, {UUID(post) for seat in seats for post in (seat.post, *seat.asked)} - {act.actor.post_id, NOBODY}, kind, code=call.code, of=call.id)


def _told_more(act: Act, _what: What, answer: What) -> None:
    """Whoever is at work of it, and who looks at it first while nobody is."""
    call = written_by(act, UUID(answer["matter"]))
    at_work = {seat.post for seat in call.course.seats.values() if not seat.is_out}
    tell(act, {UUID(post) for post in at_work} - {act.actor.post_id, NOBODY}, "call_answered", code=call.code, of=call.id)


def _delay_asked(act: Act, _what: What, answer: What) -> None:
    """Whoever decides."""
    call = written_by(act, UUID(answer["matter"]))
    tell(act, {UUID(answer["asked"])} - {act.actor.post_id}, "call_noticed", code=call.code, of=call.id)


def _delay_decided(act: Act, _what: What, answer: What) -> None:
    """The main unit."""
    call = written_by(act, UUID(answer["matter"]))
    tell(act, {UUID(seat.post) for seat in [call.course.main] if seat} - {act.actor.post_id}, "call_answered", code=call.code, of=call.id)


def _ended(act: Act, _what: What, answer: What) -> None:
    """Whoever was called and whoever raised it: nothing is left to do; where it went into another, whoever has that one."""
    call = written_by(act, UUID(answer["matter"]))
    calls: list[Standing] = [call, *([call_of(UUID(call.course.into))] if call.course.into else [])]
    for one in calls:
        posts = {one.course.raised_post, *(post for seat in one.course.seats.values() if not seat.is_out for post in (seat.post, *seat.asked))}
        tell(act, {UUID(post) for post in posts} - {act.actor.post_id, NOBODY}, "call_answered", code=one.code, of=one.id)


def _channel_tested(act: Act, _what: What, answer: What) -> None:
    """A code came back: whoever holds this post can be reached."""
    if answer["confirmed"]:
        hear(act, "code")


_HELPERS = (
    "SELECT t.post_id FROM matters_part t WHERE t.matter_id = %(person)s AND t.part = 'responsible' AND t.until_on IS NULL AND NOT t.beyond"
    " UNION SELECT p.id FROM grid_post p JOIN matters_matter m ON p.path = left(m.scope_path, 9)"
    " WHERE m.id = %(person)s AND p.role = 'town_head' AND p.closed_on IS NULL"
)


def _help_raised(act: Act, what: What, answer: What) -> None:
    """Who is responsible and who heads the town, when a counsellor says that it cannot wait."""
    if answer["facts"]:
        posts = [post for (post,) in rows(_HELPERS, {"person": what["person_id"]})]
        tell(act, posts, "help_now", of=what["person_id"])


REACTIONS: Mapping[str, Reaction] = {
    "reply_by_link": _venue_replied,
    "count_stock": _goods_differ,
    "enter_stock": _goods_differ,
    "give_task": _of_task("task_given", "owner"),
    "answer_task": _of_task("task_answered", "given"),
    "return_task": _of_task("task_returned", "given"),
    "check_task": _of_task("task_checked", "owner"),
    "reopen_task": _of_task("task_reopened", "owner"),
    "withdraw_task": _of_task("task_withdrawn", "owner"),
    "answer_by_link": _answered_by_link,
    "raise_need": _of_need("need_given"),
    "send_need": _of_need("need_given"),
    "return_need": _of_need("need_moved"),
    "finish_need": _of_need("need_moved"),
    "answer_need": _of_need("need_moved"),
    "take_wish": _of_need("need_moved"),
    "offer_by_link": _vacancy_offered,
    "take_request": _request_made,
    "note_opening": _link_opened,
    "raise_call": _noticed,
    "raise_by_rule": _noticed,
    "take_event": _noticed,
    "decline_call": _declined,
    "start_drill": _drill_begun,
    "call_units": _units_called,
    "return_call": _units_called,
    "decide_call": _units_called,
    "hand_over_call": _units_called,
    "escalate_call": _units_called,
    "settle_call": _call_answered,
    "check_settlement": _call_answered,
    "plan_improvement": _call_answered,
    "give_instruction": _directed,
    "urge_unit": _directed,
    "add_information": _told_more,
    "ask_delay": _delay_asked,
    "decide_delay": _delay_decided,
    "end_call": _ended,
    "confirm_address": _channel_tested,
    "ask_approval": _asked,
    "ask_export": _asked,
    "decide_approval": _decided,
    "finish_export": _export_made,
    "assign_person": _given_part("part_given"),
    "take_scale": _help_raised,
    "raise_help": _help_raised,
    "invite_unit": _given_part("part_invited"),
}
