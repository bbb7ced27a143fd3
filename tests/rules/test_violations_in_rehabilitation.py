"""社区康复: what a serious violation leads to with renewed use and without, in the words of 戒毒条例 38."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu import policy
from guitu.rules import person
from guitu.rules.facts import Fact
from guitu.rules.sentences import sentence
from guitu.rules.terms import Known, Proposal
from tests.rules.casebook import day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", day("1990-01-01"))
ISOLATION = [
    fact("registered", "2018-01-01"),
    fact("measure_decided", "2018-03-01", measure="m9", measure_kind="compulsory_isolation"),
    fact("measure_ended", "2020-03-01", measure="m9"),
]
RUNNING = [*ISOLATION, *detox("2020-03-11", measure_kind="community_rehabilitation")]
THREE = [
    fact("test_missed", on, f"r{n}", slot=f"1:{n}", reason="refused", notice_served=True, warning_letter=True)
    for n, on in enumerate(("2020-05-12", "2020-07-12", "2020-09-12"), start=1)
]
USE = fact("use_confirmed", "2020-10-01", "u1")


def proposed(facts: Sequence[Fact]) -> dict[str, Proposal]:
    course = person.fold(facts, PACK, HIM, until=day("2021-06-30"))
    return {p.key: p for p in course.proposals if p.kind == "violation"}


def codes(proposal: Proposal) -> list[str]:
    return [reason.code for reason in proposal.reasons]


def test_three_refusals_alone_are_disputed_and_both_readings_are_shown() -> None:
    found = proposed([*RUNNING, *THREE])["violation:m1:test_refusals"]
    assert {"violations.disputed_by_38", "violations.disputed_by_48"} <= set(codes(found))
    assert {reason.clause for reason in found.reasons} >= {"detox_regulation.38", "drug_law.48"}
    assert "violations.may_lead_to_compulsory" not in codes(found)


@pytest.mark.parametrize("when", ["2020-10-01", "2020-06-01"], ids=["use after", "use before"])
def test_with_renewed_use_isolation_is_proposed_by_article_38_and_may_not_end_early(when: str) -> None:
    found = proposed([*RUNNING, *THREE, fact("use_confirmed", when, "u1")])
    for key in ("violation:m1:test_refusals", "violation:m1:use"):
        text = "".join(sentence(reason) for reason in found[key].reasons)
        assert "不得提前解除" in text and "detox_regulation.38" in {r.clause for r in found[key].reasons}
        assert "不转" not in text and "violations.disputed_by_48" not in codes(found[key])


@pytest.mark.pair("violations", "reporting")
def test_who_refused_the_rehabilitation_itself_and_used_again_is_proposed_by_article_38() -> None:
    decided = [*ISOLATION, *detox("2020-03-11", agreed=False, measure_kind="community_rehabilitation"),
               fact("report_refused", "2020-04-20", measure="m1")]
    found = proposed([*decided, USE])["violation:m1:use"]
    assert "detox_regulation.38" in {reason.clause for reason in found.reasons}


def test_use_alone_in_rehabilitation_rests_on_the_drug_law() -> None:
    found = proposed([*RUNNING, USE])["violation:m1:use"]
    assert "drug_law.38" in {reason.clause for reason in found.reasons}
    assert "不得提前解除" not in "".join(sentence(reason) for reason in found.reasons)


def test_three_refusals_in_detox_may_lead_to_isolation() -> None:
    facts = [fact("registered", "2018-01-01"), *detox("2020-03-11"), *THREE]
    assert "violations.may_lead_to_compulsory" in codes(proposed(facts)["violation:m1:test_refusals"])


@pytest.mark.parametrize("kind", ["community_detox", "community_rehabilitation"])
def test_a_second_use_in_one_measure_is_proposed_too(kind: str) -> None:
    running = [*ISOLATION, *detox("2020-03-11", measure_kind=kind)]
    both = proposed([*running, USE, fact("use_confirmed", "2021-02-01", "u2")])
    assert sorted(p.evidence for p in both.values() if p.value == "use") == [("u1",), ("u2",)]
    reported = fact("violation_reported", "2020-10-03", measure="m1", ground="use")
    after = proposed([*running, USE, reported, fact("use_confirmed", "2021-02-01", "u2")])
    assert [p.evidence for p in after.values()] == [("u2",)]
