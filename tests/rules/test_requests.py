"""本人请求: what may be asked, by when it is answered, and how; and which PIN somebody may have."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from guitu.policy import load
from guitu.rules.facts import Fact, LeaveGranted, RequestAnswered, RequestMade
from guitu.rules.neutral import on_page, said_instead, unfit_word
from guitu.rules.portal import may_be_pin, may_have_card
from guitu.rules.requests import answer_by, duties, may_answer, may_ask
from guitu.rules.sentences import SENTENCES

NATION, ON = load("national"), date(2026, 3, 16)
AT = datetime(2026, 3, 16, 1, tzinfo=UTC)


def request(id: str = "r", on: date = ON, **said: Any) -> RequestMade:
    return RequestMade(id=id, on=on, known=AT, **{"wish": "help", "need": "work", **said})


def answer(to: str = "r", on: date = ON, how: Any = "arranged") -> RequestAnswered:
    return RequestAnswered(id=f"a-{to}", on=on, known=AT, request=to, how=how)


@pytest.mark.parametrize(
    ("asked", "facts", "has_words", "refusal"),
    [
        (request(), [], False, ""), (request(need=None), [], True, "requests.needs_need"),
        (request(wish="leave", need=None), [], True, "requests.needs_days"),
        (request(wish="leave", need=None, since=ON, until=ON), [], False, ""),
        (request(wish="leave", need=None, since=date(2026, 3, 15), until=ON), [], False, "requests.leave_past"),
        (request(wish="leave", need=None, since=ON, until=date(2026, 3, 15)), [], False, "requests.back_before_leaving"),
        (request(wish="cannot_come", need=None), [], True, "requests.needs_reason"),
        (request(wish="level", need=None), [], False, "requests.needs_words"), (request(wish="level", need=None), [], True, ""),
        (request("s"), [request()], False, "requests.waits_already"), (request("s"), [request(), answer()], False, ""),
        (request("s", need="income"), [request()], False, ""),
        (request("s", wish="other", need=None), [request(wish="other", need=None)], True, ""),
    ],
)
def test_what_may_be_asked(asked: RequestMade, facts: list[Fact], has_words: bool, refusal: str) -> None:
    verdict = may_ask(asked, facts, NATION, has_words=has_words)
    assert [reason.code for reason in verdict.reasons] == ([refusal] if refusal else [])
    assert refusal in SENTENCES or not refusal


LEAVE = request(wish="leave", need=None, since=date(2026, 3, 20), until=date(2026, 3, 21))


def granted(on: date, until: date) -> LeaveGranted:
    return LeaveGranted(id="l", on=on, known=AT, until=until)


@pytest.mark.pair("requests", "leave")
@pytest.mark.parametrize(
    ("asked", "how", "on", "facts", "has_words", "refusal"),
    [
        (request(), "arranged", ON, [], False, ""), (None, "arranged", ON, [], False, "requests.none"),
        (request(), "declined", ON, [], False, "requests.words_needed"), (request(), "declined", ON, [], True, ""),
        (request(), "arranged", ON, [answer()], False, "requests.answered_already"),
        (request(), "arranged", date(2026, 3, 15), [], False, "requests.before_asked"),
        (LEAVE, "granted", ON, [], False, "requests.leave_first"), (LEAVE, "explained", ON, [], False, ""),
        (LEAVE, "granted", ON, [granted(date(2026, 3, 20), date(2026, 3, 21))], False, ""),
        (LEAVE, "granted", ON, [granted(date(2026, 3, 22), date(2026, 3, 23))], False, "requests.leave_first"),
    ],
)
def test_how_it_may_be_answered(asked: Any, how: str, on: date, facts: list[Fact], has_words: bool, refusal: str) -> None:
    verdict = may_answer(asked, how, on, facts, has_words=has_words)
    assert [reason.code for reason in verdict.reasons] == ([refusal] if refusal else [])


@pytest.mark.parametrize(
    ("on", "by"),
    [(date(2026, 3, 16), date(2026, 3, 23)), (date(2026, 3, 13), date(2026, 3, 20)), (date(2026, 9, 28), date(2026, 10, 10))],
)
def test_five_working_days_pass_over_days_off_and_take_in_those_worked(on: date, by: date) -> None:
    assert answer_by(request(on=on), NATION) == by


def test_each_request_is_one_duty_that_its_answer_closes() -> None:
    made = [request("r"), request("s", need="income"), answer("r", date(2026, 3, 17))]
    assert [(duty.key, duty.state, duty.done_on) for duty in duties(made, NATION, date(2026, 5, 1))] == [
        ("answer_request:r", "done", date(2026, 3, 17)), ("answer_request:s", "open", None),
    ]
    assert duties(made, NATION, date(2026, 3, 15)) == []


@pytest.mark.parametrize(
    ("pin", "again", "refusal"),
    [("274913", "274913", ""), ("274913", "274914", "portal.pin_twice"), ("27491", "27491", "portal.pin_digits"),
     ("2749133", "2749133", "portal.pin_digits"), ("27491a", "27491a", "portal.pin_digits"), ("２７４９１３", "２７４９１３", "portal.pin_digits"),
     ("111111", "111111", "portal.pin_plain"), ("123456", "123456", "portal.pin_plain"), ("987654", "987654", "portal.pin_plain")],
)
def test_which_pin_is_taken(pin: str, again: str, refusal: str) -> None:
    assert [reason.code for reason in may_be_pin(pin, again, NATION.on(ON).portal).reasons] == ([refusal] if refusal else [])


@pytest.mark.parametrize(
    ("born", "on", "may"),
    [(date(2008, 3, 17), ON, True), (date(2008, 3, 16), ON, False), (None, ON, False)],
)
def test_a_guardian_has_a_card_until_the_day_of_age(born: date | None, on: date, may: bool) -> None:
    assert bool(may_have_card("guardian", born, on, NATION.on(ON).portal)) is may
    assert may_have_card("self", born, on, NATION.on(ON).portal)


def test_no_telling_word_is_left_in_any_sentence_nor_in_any_clause_and_no_tag_is_touched() -> None:
    for text in [*SENTENCES.values(), *(str(one) + one.title + one.summary for one in NATION.clauses.values())]:
        assert unfit_word(said_instead(text)) == "", text
    assert on_page('<a href="/x/drug/">尿检 drug</a>') == '<a href="/x/drug/">到站检查 </a>'
