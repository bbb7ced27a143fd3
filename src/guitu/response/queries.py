"""What the pages of 呼应 read: the list of calls, and the lines of one: its stages, its units, what happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_briefly
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, row, rows
from guitu.kit.page_filters import day_time
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger import fact_words
from guitu.ledger.packs import timeline_of
from guitu.ledger.sealed import NOTE
from guitu.response.lasting import lasting
from guitu.response.reading import Call, code_of
from guitu.rules.call_clocks import minutes_between
from guitu.rules.call_events import in_turn
from guitu.rules.calls import EVENT, RAISING, CallsPolicy, Seat, stages, unit_name
from guitu.rules.facts import Fact
from guitu.rules.signals import SignalsPolicy

MOST = 200  # of one list, the newest
Row = dict[str, Any]
BOXES = {
    # looked up once, as row security does, and not anew for each call
    "mine": "c.id = ANY (ARRAY(SELECT p.matter_id FROM matters_part p WHERE p.post_id = %(me)s AND p.until_on IS NULL))",
    "area": "%(me)s::uuid IS NOT NULL",
}
# Of all calls of a list at once: asked call by call, the server may walk along the clocks of a whole area for each of them.
_CLOCKS = (
    "SELECT d.matter_id, min(d.due_at) FROM duties_duty d WHERE d.county_id = %s AND d.matter_id = ANY(%s) AND d.state = 'open'"
    " AND d.due_at IS NOT NULL GROUP BY d.matter_id"
)
_LIST = (
    f"SELECT c.id, c.template, c.raised_at, m.state, {place_sql('c.scope_path')} AS place"  # noqa: S608  ours
    " FROM response_call c JOIN matters_matter m ON m.id = c.id WHERE c.county_id = %(county)s AND {box} AND m.closed_at IS {over} AND (c.template = ANY(%(events)s)) = %(is_event)s"
    " ORDER BY c.raised_at DESC LIMIT %(most)s"
)
_SHARE = "SELECT count(*) FILTER (WHERE m.closed_at IS NULL), count(m.closed_at) FROM response_call c JOIN matters_matter m ON m.id = c.id WHERE c.county_id = %(county)s AND {box} AND (c.template = ANY(%(events)s)) = %(is_event)s"
_OTHERS = (
    f"SELECT c.id, c.template, c.raised_at, {place_sql('c.scope_path')} AS place FROM response_call c JOIN matters_matter m ON m.id = c.id"  # noqa: S608  ours
    " WHERE m.closed_at IS NULL AND m.state <> ALL('{closed,innocent,false_alarm,merged,not_taken}') AND c.id <> %(id)s"
    " ORDER BY NOT starts_with(c.scope_path, %(path)s), c.raised_at DESC LIMIT 50"
)
_TONES = {
    "called": "red",
    "noticed": "apricot",
    "checking": "apricot",
    "settled": "apricot",
    "under_way": "pine",
    "seen": "pine",
}


def events_of(policy: CallsPolicy) -> list[str]:
    """The kinds that are events of the grid, and no calls."""
    return [code for code, of in policy.templates.items() if of.level == EVENT]


def numbers_of(actor: Actor, now: datetime) -> CallsPolicy:
    """The county's numbers of today, by which lists are told."""
    policy: CallsPolicy = timeline_of(actor.county_id, actor.county_id).on(local_day(now)).calls
    return policy


def share(box: str, actor: Actor, policy: CallsPolicy, *, is_event: bool) -> tuple[int, int]:
    """How many calls of a list are open, and how many are over; or events."""
    told = {"me": actor.post_id, "county": actor.county_id, "events": events_of(policy), "is_event": is_event}
    found = row(_SHARE.format(box=BOXES[box]), told) or (0, 0)
    return int(found[0]), int(found[1])


def listed(box: str, *, is_over: bool, is_event: bool, actor: Actor, policy: CallsPolicy, now: datetime) -> list[Row]:
    """One list of calls, the newest first, in two statements."""
    sql = _LIST.format(box=BOXES[box], over="NOT NULL" if is_over else "NULL")
    told = {"me": actor.post_id, "county": actor.county_id, "most": MOST, "events": events_of(policy), "is_event": is_event}
    return [_line(one, policy, now) for one in with_clocks(actor.county_id, dicts(sql, told))]


def with_clocks(county_id: str, calls: list[Row]) -> list[Row]:
    """The same calls with the clock of each that runs out first."""
    first = dict(rows(_CLOCKS, [county_id, [one["id"] for one in calls]])) if calls else {}
    return [{**one, "next_at": first.get(one["id"])} for one in calls]


def _line(found: Row, policy: CallsPolicy, now: datetime) -> Row:
    of = policy.templates.get(found["template"])
    return {
        **found, "label": code_of(found["id"]), "template": said(of.name) if of else found["template"], "level": said(policy.levels[of.level].name) if of else "",
        "state_word": spoken(f"call.{found['state']}"), "tone": _TONES.get(found["state"], "plain"),
        "is_late": found["next_at"] is not None and found["next_at"] < now,
    }


def others_open(call: Call) -> list[tuple[str, str]]:
    """The calls that go on and may be the same as this one: those of its place first."""
    found = dicts(_OTHERS, {"id": call.id, "path": call.held.scope_path[:9]})
    kinds = call.policy.templates
    return [
        (str(one["id"]), f"{code_of(one['id'])} {said(kinds[one['template']].name) if one['template'] in kinds else ''} {one['place'] or ''} {day_time(one['raised_at'])}")
        for one in found
    ]


def live(actor: Actor, person_id: UUID | None, path: str, now: datetime) -> Row | None:
    """What is under way about the same person, or of nobody on file at the same place; whether this post may open it."""
    policy = numbers_of(actor, now)
    found = row("SELECT id, raised_at FROM response_live(%s, %s, %s)", [person_id, path, now - timedelta(hours=policy.same_hours)])
    if found is None:
        return None
    return {"id": found[0], "code": code_of(found[0]), "at": found[1], "may_open": row("SELECT 1 FROM response_call WHERE id = %s", [found[0]]) is not None}


def page_of(call: Call, now: datetime) -> Row:
    """One call: where it stands, its stages, its units and its line of events, newest first."""
    course, policy = call.course, call.policy
    seats = [seat for seat in course.seats.values() if seat.unit != RAISING]
    posts = {UUID(post) for seat in seats for post in (seat.post, *seat.asked)} | {UUID(course.raised_post)}
    notes = dict(rows("SELECT id::text, note FROM ledger_fact WHERE matter_id = %s AND note IS NOT NULL", [call.id]))
    acted = dict(rows("SELECT id::text, post_id FROM ledger_fact WHERE matter_id = %s", [call.id]))
    named = posts_briefly(posts | set(acted.values()), local_day(now))
    return {
        "id": call.id, "code": call.code, "template": said(policy.templates[course.template].name), "level": said(policy.levels[course.level].name),
        "state_word": spoken(f"call.{course.state}"), "tone": _TONES.get(course.state, "plain"), "is_over": course.is_over,
        "raised_by": named.get(UUID(course.raised_post), _("系统")), "raised_at": course.raised_at, "stages": _stages(call, now),
        "seats": [_seat(seat, call, named, now) for seat in sorted(seats, key=lambda one: not one.main)],
        "events": _events(call, named, acted, notes),
        "help": [{"code": one, "name": said(policy.help[one].name), "is_open": f"call_help:{one}" in course.open} for one in course.help],
        "outcome": said(policy.outcomes[course.outcome].name) if course.outcome else "",
    }


def _stages(call: Call, now: datetime) -> list[Row]:
    sent = call.course.sent_at
    return [
        {"word": spoken(f"call_stage.{one.code}"), "by": one.by, "at": one.at, "is_late": (one.at or now) > one.by and (one.at is not None or not call.course.is_over),
         "at_first": one.at_first, "lasting": lasting(minutes_between(sent, one.at)) if sent and one.at else ""}
        for one in stages(call.course, call.policy, call.timeline)
    ]


def _seat(seat: Seat, call: Call, named: dict[UUID, str], now: datetime) -> Row:
    if seat.is_out:
        word, tone = _("已退回"), "plain"
    elif seat.acknowledged_at is None and call.course.is_over:
        word, tone = _("没有签收"), "plain"
    elif seat.acknowledged_at is None:
        word, tone = _("待签收"), "apricot"
    elif seat.next_by and seat.next_by < now and not call.course.is_over and call.course.state != "settled":
        word, tone = _("过了答应的时刻"), "red"
    else:
        word, tone = (_("已报进展") if seat.reported_at else _("已签收")), "pine"
    asked = [named[UUID(post)] for post in seat.asked if UUID(post) in named]
    return {"unit": _unit(seat.unit, call.policy), "main": seat.main, "who": "；".join(asked), "word": word,
            "tone": tone, "next_by": seat.next_by if not call.course.is_over else None}


def _unit(unit: str, policy: CallsPolicy) -> str:
    return said(unit_name(unit, policy))


def _events(call: Call, named: dict[UUID, str], acted: dict[str, UUID], notes: dict[str, bytes]) -> list[Row]:
    """What happened, the newest first; what was done at one stroke, by the same post, is one line."""
    drawn = [(fact, _event(fact, call, named, acted, notes)) for fact in sorted(call.held.facts, key=in_turn)]
    told: list[Row] = []
    for (_at, _word, _who), group in groupby(sorted(drawn, key=_stroke), key=_stroke):
        of = [event for _fact, event in group]
        if len(of) == 1:
            told.append(of[0])
            continue
        parts = ["：".join(part for part in (event["unit"], *event["details"][:1]) if part) for event in of]
        notes_of = {text: None for event in of for text in event["details"][1:]}
        told.append({**of[0], "unit": "", "details": [*parts, *notes_of]})
    return told[::-1]


def _stroke(one: tuple[Fact, Row]) -> tuple[datetime, str, str]:
    return one[1]["at"], one[1]["word"], one[1]["who"]


def _event(fact: Fact, call: Call, named: dict[UUID, str], acted: dict[str, UUID], notes: dict[str, bytes]) -> Row:
    unit = getattr(fact, "unit", "")
    post = getattr(fact, "post", None)
    details = [_detail(fact, call)]
    if fact.kind in ("unit_called", "unit_escalated", "unit_handed_over", "improvement_planned") and post:
        details.append(named.get(UUID(post)) or "")
    if missing := getattr(fact, "missing", ()):
        details.append(
            _("没有人，已跳过：%(steps)s") % {"steps": "、".join(spoken(f"call_step.{one}") for one in missing)}
        )
    if note := notes.get(fact.id):
        details.append(shown(NOTE, fact.id, note))
    at = getattr(fact, "due_at", None) or fact.known
    return {
        "at": at, "word": fact_words.kind(fact.kind), "unit": _unit(unit, call.policy) if unit and unit != RAISING else "",
        "who": named.get(acted.get(fact.id, UUID(int=0)), _("系统")), "details": [one for one in details if one],
    }


def _detail(fact: Fact, call: Call) -> str:
    """What a fact says beside who and when, in words of the pack."""
    policy, body = (
        call.policy,
        {
            name: getattr(fact, name, "")
            for name in ("cause", "outcome", "ground", "to_unit", "help", "result", "ended_as", "into", "from_call", "delay_answer")
        },
    )
    parts = []
    if rule := getattr(fact, "by_rule", None):
        signals: SignalsPolicy = call.timeline.on(fact.on).signals
        parts.append(_("按规则：%(rule)s") % {"rule": said(signals.rules[rule].name) if rule in signals.rules else rule})
    if body["cause"]:
        parts.append(f"{said(policy.causes[body['cause']].name)}：" + spoken(f"result.{body['result']}"))
    elif body["result"]:
        parts.append(spoken(f"result.{body['result']}"))
    if body["ground"]:
        parts.append(
            _("%(ground)s，应由%(unit)s办")
            % {"ground": said(policy.grounds[body["ground"]].name), "unit": _unit(body["to_unit"], policy)}
        )
    if body["outcome"]:
        parts.append(said(policy.outcomes[body["outcome"]].name))
    if body["help"]:
        listed_help = [body["help"]] if isinstance(body["help"], str) else body["help"]
        parts.append("、".join(said(policy.help[one].name) for one in listed_help))
    if asked := getattr(fact, "to_improve", ()):
        parts.append(
            _("要改进：%(questions)s") % {"questions": "、".join(said(policy.questions[one].name) for one in asked)}
        )
    if fact.kind == "improvement_planned":
        parts.append(_("%(day)s 前") % {"day": fact.due_on.strftime("%m-%d")})  # type: ignore[attr-defined]
    if body["ended_as"]:
        parts.append(spoken(f"ended_as.{body['ended_as']}"))
    if body["delay_answer"]:
        parts.append(spoken(f"delay_answer.{body['delay_answer']}"))
    if until := getattr(fact, "until_at", None):
        parts.append(_("延到 %(at)s") % {"at": day_time(until)})
    parts += [code_of(UUID(body[name])) for name in ("into", "from_call") if body[name]]
    return "；".join(parts)


def place_of(path: str) -> str:
    """恩城街道东门社区: the town, and the village where it is one."""
    found = rows("SELECT short FROM grid_area WHERE path = ANY(%s) ORDER BY path", [[path[:9], path[:12], path]])
    return "".join(name for (name,) in found)
