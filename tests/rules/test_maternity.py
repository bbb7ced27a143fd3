"""怀孕、哺乳: facts of their own, with an end, for whom they apply; no compulsory isolation meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from guitu import policy
from guitu.rules import records, steps
from guitu.rules.facts import Fact
from guitu.rules.person import fold
from guitu.rules.terms import Course, Known

HER, HIM = Known(sex="female", born_on=date(1996, 3, 7)), Known(sex="male", born_on=date(1996, 3, 7))


def fact(kind: str, on: date, id: str = "", **body: Any) -> Fact:
    known = datetime.combine(on, time(9), UTC)
    return records.KINDS[kind](id=id or f"{kind}-{on}", on=on, known=known, corrects=None, **body)


def course(*facts: Fact, who: Known = HER) -> Course:
    return fold([fact("registered", date(2024, 1, 1)), *facts], policy.load("enping"), who, until=date(2027, 12, 31))


def lying_over(found: Course, overlay: str) -> list[tuple[date, date | None]]:
    return [(o.from_on, o.until_on) for o in found.overlays if o.overlay == overlay]


def test_a_pregnancy_lies_over_the_state_until_its_end() -> None:
    open_ended = course(fact("pregnancy_started", date(2025, 3, 1)))
    assert lying_over(open_ended, "pregnant") == [(date(2025, 3, 1), None)]
    ended = course(fact("pregnancy_started", date(2025, 3, 1)), fact("pregnancy_ended", date(2025, 5, 2)))
    assert lying_over(ended, "pregnant") == [(date(2025, 3, 1), date(2025, 5, 2))]


def test_nursing_lasts_to_the_childs_first_birthday_or_to_its_recorded_end() -> None:
    nursing = fact("nursing_started", date(2025, 9, 1), child_born_on=date(2025, 8, 28))
    assert lying_over(course(nursing), "nursing") == [(date(2025, 9, 1), date(2026, 8, 28))]
    ended = course(nursing, fact("nursing_ended", date(2026, 2, 1)))
    assert lying_over(ended, "nursing") == [(date(2025, 9, 1), date(2026, 2, 1))]
    late = course(nursing, fact("nursing_ended", date(2026, 12, 1)))
    assert lying_over(late, "nursing") == [(date(2025, 9, 1), date(2026, 8, 28))]


def test_a_birth_ends_the_pregnancy_that_led_to_it() -> None:
    found = course(
        fact("pregnancy_started", date(2025, 3, 1)),
        fact("nursing_started", date(2025, 9, 10), child_born_on=date(2025, 9, 4)),
    )
    assert lying_over(found, "pregnant") == [(date(2025, 3, 1), date(2025, 9, 4))]


@pytest.mark.parametrize(
    "known",
    [
        fact("pregnancy_started", date(2025, 3, 1)),
        fact("nursing_started", date(2025, 3, 1), child_born_on=date(2025, 2, 27)) ,
        fact("tests_waived", date(2025, 3, 1), until=date(2025, 12, 31), why="pregnancy"),
        fact("tests_waived", date(2025, 3, 1), until=date(2025, 12, 31), why="nursing"),
    ],
)
def test_compulsory_isolation_is_not_for_who_is_pregnant_or_nursing_unless_the_paper_says_why(known: Fact) -> None:
    found = course(known)
    on = date(2025, 6, 1)
    refusal = steps.may_open("compulsory_isolation", found.measures, on, maternity=found.overlays)
    assert not refusal and refusal.reasons[0].clause == "drug_law.39"
    assert steps.may_open("compulsory_isolation", found.measures, on, maternity=found.overlays, excepted=True)
    assert steps.may_open("community_detox", found.measures, on, maternity=found.overlays)
    assert steps.may_open("compulsory_isolation", found.measures, date(2027, 6, 1), maternity=())


def test_what_would_lead_to_compulsory_isolation_says_that_it_is_not_for_her() -> None:
    facts = [
        fact("measure_decided", date(2024, 1, 5), measure="m", measure_kind="community_detox"),
        fact("decision_served", date(2024, 1, 5), measure="m"), fact("reported_in", date(2024, 1, 8), measure="m"),
        fact("agreement_signed", date(2024, 1, 8), measure="m"), fact("pregnancy_started", date(2024, 2, 1)),
        fact("use_confirmed", date(2024, 4, 1)),
    ]
    said = {reason.code for proposal in course(*facts).proposals for reason in proposal.reasons}
    assert "violations.not_compulsory_pregnant" in said


def test_a_man_is_not_waived_tests_for_a_pregnancy() -> None:
    from guitu.rules import maternity

    assert maternity.may_apply("pregnancy", HER) and maternity.may_apply("hospital", HIM)
    for why in ("pregnancy", "nursing"):
        assert not maternity.may_apply(why, HIM)


def test_a_fact_of_a_man_that_cannot_be_his_lies_over_nothing() -> None:
    found = course(fact("pregnancy_started", date(2025, 3, 1)), who=HIM)
    assert lying_over(found, "pregnant") == []
