"""What the pages of 所地对接 read: the calendar of releases, one handover with its receipt and its line of events."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_called
from guitu.handovers.forms import LABELS
from guitu.handovers.reading import FACILITY, Handover, code_of, name_in
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger import fact_words
from guitu.ledger.sealed import NOTE
from guitu.rules.dates import days_between
from guitu.rules.facts import Fact
from guitu.rules.handovers import PARTS

MOST = 300
Row = dict[str, Any]
TONES = {"unmet": "red", "returned": "apricot", "announced": "apricot", "asked": "apricot", "received": "pine", "reported": "pine", "accepted": "pine"}
_LIST = (
    f"SELECT h.id, h.facility, m.state, m.next_on, m.closed_at, {place_sql('h.scope_path')} AS place, p.id AS packet, p.body,"  # noqa: S608  ours
    " (SELECT min(d.due_on) FROM duties_duty d WHERE d.county_id = h.county_id AND d.matter_id = h.id AND d.state = 'open') AS due_on"
    " FROM handovers_handover h JOIN matters_matter m ON m.id = h.id"
    " LEFT JOIN LATERAL (SELECT k.id, k.body FROM handovers_packet k WHERE k.matter_id = h.id AND k.part = 'identity'"
    " ORDER BY k.put_at DESC, k.id LIMIT 1) p ON true"
    " WHERE h.county_id = %(county)s AND m.closed_at IS {over} ORDER BY m.next_on NULLS LAST, m.opened_at DESC LIMIT %(most)s"
)
_SHARE = "SELECT count(*) FILTER (WHERE m.closed_at IS NULL), count(m.closed_at) FROM handovers_handover h JOIN matters_matter m ON m.id = h.id WHERE h.county_id = %s"
_ANNOUNCED = f"SELECT o.id, o.county, o.state, o.next_on, o.closed_at, {place_sql('o.path')} AS place FROM handovers_of_facility() o ORDER BY o.closed_at IS NOT NULL, o.next_on NULLS LAST, o.id"  # noqa: S608  ours


def share(actor: Actor) -> tuple[int, int]:
    """How many are open, how many over."""
    found = rows(_SHARE, [actor.county_id])
    return int(found[0][0]), int(found[0][1])


def calendar(actor: Actor, today: date, *, is_over: bool) -> list[Row]:
    """Those that this post sees, the next release first."""
    found = dicts(_LIST.format(over="NOT NULL" if is_over else "NULL"), {"county": actor.county_id, "most": MOST})
    return [_line(one, today) | {"name": name_in(one["packet"], one["body"]), "facility": shown(FACILITY, one["id"], one["facility"])} for one in found]


def announced(today: date) -> list[Row]:
    """Those that this post of a facility announced, in whatever county; asked as the post itself, on a day that counts its parts."""
    return [_line(one, today) for one in dicts(_ANNOUNCED)]


def _line(one: Row, today: date) -> Row:
    ahead = days_between(today, one["next_on"]) if one["next_on"] else None
    return {
        **one, "label": code_of(one["id"]), "state_word": spoken(f"handover.{one['state']}"), "tone": TONES.get(one["state"], "plain"),
        "days": ahead, "is_late": one.get("due_on") is not None and one["due_on"] < today,
    }


def page_of(of: Handover, today: date, *, with_words: bool) -> Row:
    """One handover: its days, its packet as far as it may be read, its receipt, what happened, the newest first."""
    course = of.course
    acted = dict(rows("SELECT id::text, post_id FROM ledger_fact WHERE matter_id = %s", [of.id]))
    named = posts_called(set(acted.values()) | ({UUID(course.worker)} if course.worker else set()), today)
    notes = dict(rows("SELECT id::text, note FROM ledger_fact WHERE matter_id = %s AND note IS NOT NULL", [of.id])) if with_words else {}
    return {
        "id": of.id, "code": of.code, "name": of.name, "facility": of.facility, "state_word": spoken(f"handover.{course.state}"),
        "tone": TONES.get(course.state, "plain"), "expected_on": course.expected_on, "received_on": course.received_on,
        "days": days_between(today, course.expected_on) if course.expected_on and course.is_before else None,
        "worker": named.get(UUID(course.worker), "") if course.worker else "", "is_over": course.is_over, "person": course.person,
        "returned_because": spoken(f"returned_because.{course.returned_because}") if course.returned_because else "",
        "duties": [_duty(one, today) for one in sorted(course.duties, key=lambda one: (one.due_on, one.key))],
        "packet": [_compartment(of, part) for part in PARTS], "receipt": [_signature(of, side, acted, named) for side in ("facility", "town")],
        "certificates": [_certificate(one) for one in course.certificates if one.disclosed or not with_words],
        "kept_back": sum(not one.disclosed for one in course.certificates) if with_words else 0,
        "needs": [spoken(f"help_needed.{one}") for one in course.needs],
        "events": [_event(fact, of, acted, named, notes) for fact in reversed(of.held.facts)],
    }


def _duty(duty: Any, today: date) -> Row:
    return {
        "word": spoken(f"duty_kind.{duty.kind}"), "due_on": duty.due_on, "done_on": duty.done_on, "opens_on": duty.opens_on,
        "is_late": duty.due_on < (duty.done_on or today), "clause": duty.reasons[-1].clause,
    }


def _compartment(of: Handover, part: str) -> Row:
    """What lies in a compartment, for who reads it; for all others that it lies there, since when, on which basis."""
    rule, put = of.policy.packet[part], of.packet.get(part)
    values = [{"label": LABELS[name], "value": _value(name, value)} for name, value in (put.values or {}).items()] if put else []
    return {
        "name": said(rule.name), "basis": said(rule.basis), "put_at": put.put_at if put else None, "consent_on": put.consent_on if put else None,
        "values": values, "is_emptied": put is not None and put.is_emptied,
    }


def _value(name: str, value: Any) -> str:
    field = {"sex": "sex", "detoxed": "assessed", "recovered": "assessed", "behaved": "assessed", "adapted": "adapted", "proposes": "proposes"}.get(name)
    return spoken(f"{field}.{value}") if field else str(value)


def _signature(of: Handover, side: str, acted: dict[str, UUID], named: dict[UUID, str]) -> Row:
    fact = of.course.signed.get(side)
    who = named.get(acted.get(fact.id, UUID(int=0)), of.facility if side == "facility" else "") if fact else ""
    return {"side": spoken(f"side.{side}"), "at": fact.known if fact else None, "who": who, "on_paper": bool(fact and fact.on_paper)}


def _certificate(fact: Any) -> str:
    return " · ".join((spoken(f"inside_trade.{fact.inside_trade}"), spoken(f"inside_grade.{fact.inside_grade}"), spoken(f"inside_issuer.{fact.inside_issuer}"), fact.on.isoformat()))


def _event(fact: Fact, of: Handover, acted: dict[str, UUID], named: dict[UUID, str], notes: dict[str, bytes]) -> Row:
    fields = ("moved_because", "returned_because", "withdrawn_because", "contact_by", "escort", "side", "rules_said", "after_step")
    details = [spoken(f"{name}.{getattr(fact, name)}") for name in fields if getattr(fact, name, "")]
    if (day := getattr(fact, "expected_on", None)) is not None:
        details.append(_("预计 %(on)s 出所") % {"on": day.isoformat()})
    if note := notes.get(fact.id):
        details.append(shown(NOTE, fact.id, note))
    who = named.get(acted.get(fact.id, UUID(int=0)), of.facility if fact.kind in _OF_FACILITY else _("系统"))
    return {"at": fact.known, "on": fact.on, "word": fact_words.kind(fact.kind), "who": who, "detail": "；".join(details)}


_OF_FACILITY = ("handover_announced", "release_moved", "handover_signed", "release_notified", "handover_sent_again", "handover_withdrawn", "certificate_gained")
