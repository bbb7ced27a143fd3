"""帮扶 as tables: who is able to work on which day, which proof counts, what could be applied for, what a bonus takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import aid, courses, employment, needs, records
from guitu.rules.facts import Fact, Visit
from guitu.rules.person import fold
from guitu.rules.terms import Known, Span, WorkSpan

PACK = load("national")
POLICY: employment.EmploymentPolicy = PACK.on(date(2026, 3, 16)).employment
AID: aid.AidPolicy = PACK.on(date(2026, 3, 16)).aid
D = date


def fact(kind: str, on: date, id: str = "", **body: Any) -> Fact:
    return records.KINDS[kind](id=id or f"{kind}-{on}", on=on, known=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), corrects=None, **body)


@pytest.mark.parametrize(
    ("born", "sex", "retires"),
    [
        (D(1960, 6, 1), "male", D(2020, 6, 1)),
        (D(1964, 12, 31), "male", D(2024, 12, 31)),  # the last before the table moves
        (D(1965, 1, 1), "male", D(2025, 2, 1)),
        (D(1965, 4, 30), "male", D(2025, 5, 30)),
        (D(1965, 5, 1), "male", D(2025, 7, 1)),
        (D(1976, 9, 1), "male", D(2039, 9, 1)),  # no more than three years
        (D(1975, 1, 15), "female", D(2025, 2, 15)),
        (D(1975, 3, 1), "female", D(2025, 5, 1)),
        (D(1990, 1, 1), "female", D(2045, 1, 1)),
        (D(1975, 1, 15), None, D(2037, 8, 15)),  # of unknown sex the later
    ],
)
def test_the_age_to_retire_moves_with_the_dated_table(born: date, sex: str | None, retires: date) -> None:
    assert employment.retires_on(born, sex, POLICY) == retires


def test_who_is_not_counted_has_a_reason_for_every_day() -> None:
    stand = [
        fact("work_excluded", D(2026, 1, 5), exclusion="medical", excluded_until=D(2026, 3, 1)),
        fact("work_excluded", D(2026, 2, 1), exclusion="care"), fact("work_included", D(2026, 2, 20), exclusion="care"),
        fact("work_excluded", D(2026, 4, 1), exclusion="study"),
    ]
    found = employment.exclusions(stand, Known("male", D(2011, 1, 1)), D(2025, 6, 1), POLICY)
    assert {(one.code, one.from_on, one.until_on) for one in found if one.code != "retired"} == {
        ("too_young", D(2025, 6, 1), D(2027, 1, 1)), ("medical", D(2026, 1, 5), D(2026, 3, 1)),
        ("care", D(2026, 2, 1), D(2026, 2, 20)), ("study", D(2026, 4, 1), None),
    }
    assert employment.exclusions([], Known(), D(2025, 6, 1), POLICY) == []  # of an unknown birth day age says nothing


def test_a_stronger_proof_takes_over_from_its_day_and_a_weaker_one_changes_nothing() -> None:
    stand = [
        fact("job_started", D(2026, 1, 1), "j", route="own", job_proof="told"),
        fact("job_checked", D(2026, 2, 1), job="j", job_proof="insurance"), fact("job_checked", D(2026, 3, 1), job="j", job_proof="on_site"),
        fact("job_ended", D(2026, 4, 1), job="j", job_end="resigned"),
    ]
    assert employment.employed(employment.jobs(stand)) == [
        WorkSpan("employed", "insurance", D(2026, 2, 1), D(2026, 4, 1)), WorkSpan("employed", "told", D(2026, 1, 1), D(2026, 2, 1)),
    ]


DAYS = st.dates(D(2024, 1, 1), D(2027, 1, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(1, 400), st.sampled_from(employment.PROOFS), DAYS, st.sampled_from(employment.PROOFS)), max_size=5))
def test_of_any_jobs_no_day_is_worked_twice_and_each_day_by_its_strongest_proof(made: list[tuple[date, int, str, date, str]]) -> None:
    stand: list[Fact] = []
    for n, (start, length, proof, looked, better) in enumerate(made):
        stand.append(fact("job_started", start, f"j{n}", route="own", job_proof=proof))
        stand.append(fact("job_checked", max(start, looked), f"c{n}", job=f"j{n}", job_proof=better))
        stand.append(fact("job_ended", start + timedelta(days=length), f"e{n}", job=f"j{n}", job_end="moved_away"))
    listed = employment.jobs(stand)
    spans = employment.employed(listed)
    for day in {one.from_on + timedelta(days=k) for one in listed for k in (0, 1, 30)}:
        on = [one.code for one in spans if one.from_on <= day and (one.until_on is None or day < one.until_on)]
        there = [job.proof_on(day) for job in listed if job.from_on <= day and (job.until_on is None or day < job.until_on)]
        assert on == ([max(there, key=employment.PROOFS.index)] if there else [])


def prompts(stand: list[Fact], work: list[WorkSpan] | None = None, state: str = "community_detox") -> dict[str, list[tuple[date, date | None]]]:
    here = aid.Circumstances(stand, [Span(state, D(2026, 1, 1), None)], work or [], D(2026, 1, 1), AID.heard_days)  # type: ignore[arg-type]
    found: dict[str, list[tuple[date, date | None]]] = {}
    for one in aid.entitled(here, AID):
        found.setdefault(one.code, []).append((one.from_on, one.until_on))
    return found


@pytest.mark.pair("aid", "visits")
@pytest.mark.pair("aid", "needs")
def test_what_could_be_applied_for_begins_and_ends_with_its_conditions() -> None:
    heard = Visit(id="v", on=D(2026, 2, 1), known=datetime(2026, 2, 1, tzinfo=UTC), corrects=None, needs=("income",))
    assert prompts([heard])["low_income"] == [(D(2026, 2, 1), D(2027, 2, 1))]
    works = [WorkSpan("employed", "contract", D(2026, 3, 1), D(2026, 6, 1))]
    assert prompts([heard], works)["low_income"] == [(D(2026, 2, 1), D(2026, 3, 1)), (D(2026, 6, 1), D(2027, 2, 1))]
    applied = fact("aid_applied", D(2026, 4, 1), "a", aid="low_income")
    assert prompts([heard, applied])["low_income"] == [(D(2026, 2, 1), D(2026, 4, 1))]
    no = fact("aid_answered", D(2026, 4, 20), aid="low_income", application="a", aid_result="refused")
    assert prompts([heard, applied, no])["low_income"] == [(D(2026, 2, 1), D(2026, 4, 1)), (D(2026, 10, 20), D(2027, 2, 1))]
    assert "low_income" not in prompts([heard], state="dead")
    assert prompts([], state="imprisoned")["childcare"] == [(D(2026, 1, 1), None)]
    asked = fact("need_found", D(2026, 1, 9), need="childcare", need_file="n")
    assert prompts([asked], state="imprisoned")["childcare"] == [(D(2026, 1, 1), D(2026, 1, 9)), (D(2027, 1, 9), None)]
    insured = [WorkSpan("insured", "medical", D(2026, 1, 1), None)]
    assert "insurance_aid" in prompts([]) and "insurance_aid" not in prompts([], insured)


def test_every_condition_and_unit_of_the_catalogue_is_known() -> None:
    policy: needs.NeedsPolicy = PACK.on(D(2026, 3, 16)).needs
    for one in AID.catalogue.values():
        assert one.unit in policy.units
        for condition in one.when:
            assert all(part.partition(".")[0] in aid.CONDITIONS for part in condition.split("|")), condition
    assert {kind.unit for kind in policy.kinds.values()} <= policy.units.keys()


@pytest.mark.parametrize(
    ("on", "months", "proof", "ended", "codes"),
    [
        (D(2026, 3, 31), 3, "insurance", None, ["employment.not_so_long"]),
        (D(2026, 4, 1), 3, "insurance", None, []),
        (D(2026, 4, 1), 3, "contract", None, ["employment.proof_too_weak"]),
        (D(2026, 9, 1), 6, "insurance", D(2026, 7, 1), []),
        (D(2026, 9, 1), 6, "insurance", D(2026, 6, 30), ["employment.not_so_long"]),
        (D(2026, 9, 1), 3, "insurance", D(2026, 3, 1), ["employment.left_too_early"]),
    ],
)
def test_a_bonus_is_verified_by_how_long_the_job_lasted(on: date, months: int, proof: str, ended: date | None, codes: list[str]) -> None:
    stand = [fact("job_started", D(2026, 1, 1), "j", route="referred", job_proof=proof)]
    stand += [fact("job_ended", ended, job="j", job_end="moved_away")] if ended else []
    verdict = employment.may_verify(stand, employment.jobs(stand)[0], months, on, POLICY)
    assert [reason.code for reason in verdict.reasons] == codes


def test_a_public_post_lasts_no_longer_than_the_pack_allows() -> None:
    def codes(until: date | None) -> list[str]:
        return [reason.code for reason in employment.may_start([], D(2026, 3, 16), "public_post", until, POLICY).reasons]

    assert codes(D(2029, 3, 16)) == [] and codes(D(2029, 3, 17)) == ["employment.too_long"] and codes(None) == ["employment.needs_until"]


def test_a_budget_is_never_overdrawn_and_two_people_pay() -> None:
    assert employment.may_pay(1_000, 2026, 5_000, 4_000, verified_by_same=False)
    assert not employment.may_pay(1_000, 2026, 5_000, 4_001, verified_by_same=False)
    assert not employment.may_pay(1_000, 2026, None, 0, verified_by_same=False)
    assert not employment.may_pay(1_000, 2026, 5_000, 0, verified_by_same=True)


@pytest.mark.pair("aid", "employment")
def test_whoever_begins_work_is_no_longer_told_of_what_is_for_those_without() -> None:
    """The whole fold: a need heard, then a job with a contract."""
    known = [
        fact("registered", D(2026, 1, 2), source="roster"), fact("visit", D(2026, 2, 1), needs=("income", "work")),
        fact("job_started", D(2026, 3, 1), "j", route="own", job_proof="contract"),
    ]
    course = fold(known, PACK, Known("male", D(1990, 5, 5)), until=D(2026, 12, 1))
    spans = {(one.what, one.code): (one.from_on, one.until_on) for one in course.work}
    assert spans[("entitled", "low_income")] == (D(2026, 2, 1), D(2026, 3, 1))
    assert spans[("entitled", "public_post")] == (D(2026, 2, 1), D(2026, 3, 1))
    assert spans[("employed", "contract")] == (D(2026, 3, 1), None)
    assert next((duty.key, duty.due_on) for duty in course.duties if duty.kind == "check_job") == ("check_job:j:3", D(2026, 6, 16))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(("need_taken", "need_returned", "need_sent", "need_done", "met", "not_met", "declined")), max_size=14))
def test_a_need_has_one_thing_due_while_it_is_open_and_none_when_it_is_over(tried: list[str]) -> None:
    """Whatever is tried: what the rules allow is done, and one post has one thing to do, until the person's word ends it."""
    first = D(2026, 3, 2)
    facts = [fact("need_raised", first, "0", turn=0, need="work", unit="human_resources", post="unit", asked="me")]
    for one in tried:
        course = needs.fold(facts, PACK)
        kind = one if one.startswith("need_") else "need_answered"
        verdict = needs.may_answer(course, one, is_person=False, post="me") if kind == "need_answered" else needs.may_step(kind, course, course.post if kind in needs.OF_UNIT else "me")
        if not verdict:
            continue
        body: dict[str, Any] = {"need_taken": {"by": "n"}, "need_done": {"by": "n"}, "need_returned": {"by": "n", "refusal": "not_ours"},
                                "need_sent": {"unit": "civil_affairs", "post": "other"}, "need_answered": {"need_end": one}}[kind]
        facts.append(fact(kind, first + timedelta(days=len(facts)), str(len(facts)), turn=len(facts), **body))
        course = needs.fold(facts, PACK)
        waiting = [duty for duty in course.duties if duty.state == "open"]
        assert len(waiting) == (0 if course.is_over else 1)
        assert course.is_over == (course.closed_at is not None) == (course.state in ("met", "declined"))
        assert all(duty.whose and duty.whose[0] in ("unit", "other", "me") for duty in course.duties)
    assert needs.fold(facts, PACK).state != "met" or any(f.kind == "need_done" for f in facts)


def test_a_certificate_takes_attendance_and_is_given_once() -> None:
    there = [fact("course_attended", D(2026, 3, 1), course="k", topic="welding")]
    assert not courses.may_certify([], "k") and courses.may_certify(there, "k")
    assert not courses.may_certify([*there, fact("certificate_given", D(2026, 3, 9), course="k", topic="welding")], "k")
