"""本人请求: taken in from the person's own door or at the station, and answered."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import answers
from guitu.casework.load import case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import requests as rules
from guitu.rules.verdict import Reason, Verdict
from guitu.settling.record import new

_FIELD = {
    "requests.needs_need": "need", "requests.needs_days": "since", "requests.leave_past": "since",
    "requests.back_before_leaving": "until", "requests.needs_reason": "reason", "requests.needs_words": "note",
    "requests.words_needed": "note", "requests.before_asked": "on", "requests.answered_already": "request",
    "requests.none": "request", "requests.leave_first": "how",
}


@command
def take_request(
    act: Act, *, person_id: UUID, on: date, wish: str, need: str | None = None, duty: str | None = None,
    reason: str | None = None, since: date | None = None, until: date | None = None, outside_county: bool = False,
    through: str = "oral", note: str | None = None,
) -> Answer:
    """Take in what somebody asks of the office: help, a leave, why they cannot come, a doubt about the level, a mistake in
    what is on file.

    Refuses what already waits for its answer, and what does not say what is meant. At the person's own door the house writes
    it down (`through` self or guardian); a worker writes what was told, and nothing in the person's own name.
    Policy: requests.answer_days
    """
    if (through == "oral") == (act.actor.natural_person_id is None):
        raise Refused(Reason("requests.own_hand"))
    held = case(act, person_id)
    if duty is not None and duty not in held.duties:
        raise NotVisible
    words = (note or "").strip()
    asked: Any = new(
        "request_made", act, on, wish=wish, need=need, duty=duty, reason=reason, since=since, until=until,
        outside_county=outside_county, through=through,
    )
    _unless(rules.may_ask(asked, live(held.facts), held.policy(), has_words=bool(words)))
    return answers.with_next(act, held, write(act, held, [asked], note=words or None), ("answer_request",))


@command
def answer_request(act: Act, *, person_id: UUID, request: str, on: date, how: str, note: str | None = None) -> Answer:
    """Answer what somebody asked for; the words are for the person to read.

    Refuses what is answered already, a no without its reason, a day before it was asked, and a yes to a leave that nobody
    has granted. Clause: guitu.default
    """
    held = case(act, person_id)
    words, stand = (note or "").strip(), live(held.facts)
    asked = next((fact for fact in stand if fact.id == str(request)), None)
    _unless(rules.may_answer(asked, how, on, stand, has_words=bool(words)))
    fact = new("request_answered", act, on, request=str(request), how=how)
    return answers.with_next(act, held, write(act, held, [fact], note=words or None), ("answer_request",))


def _unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELD.get(verdict.reasons[0].code, ""))
