"""Facts made of a row fold to the state that the sheet gives, or the row is refused with what they do give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guitu.casework.rosters import spellings
from guitu.casework.rosters.checks import complete, row_errors
from guitu.casework.rosters.facts_of import story_of
from guitu.casework.rosters.sentences import ALL, KINDS, sentence_of
from guitu.casework.rosters.story import Story
from guitu.policy import load
from guitu.rules.person import fold
from guitu.rules.sentences import SENTENCES as RULEBOOK
from guitu.rules.terms import Course, Known

ON = date(2026, 11, 21)
KNOWN = datetime(2026, 11, 21, 1, tzinfo=UTC)
TIMELINE = load("enping")
D = date


def tell(**values: Any) -> Story:
    return story_of(values, on=ON, known=KNOWN, timeline=TIMELINE)


def course_of(story: Story) -> Course:
    return fold(story.facts, TIMELINE, Known("male", D(1990, 1, 1)), until=ON + timedelta(days=60))


def state_of(story: Story) -> str:
    return next(span.state for span in reversed(course_of(story).standing) if span.from_on <= ON)


DETOX = {"measure_kind": "community_detox", "decided_on": D(2025, 3, 1), "received_on": D(2025, 3, 2), "reported_on": D(2025, 3, 5)}
OLD_DETOX = {"measure_kind": "community_detox", "decided_on": D(2020, 3, 1), "reported_on": D(2020, 3, 5)}
REHABILITATION = {"measure_kind": "community_rehabilitation", "decided_on": D(2025, 3, 1), "reported_on": D(2025, 3, 5)}
ISOLATION = {"measure_kind": "compulsory_isolation", "decided_on": D(2025, 6, 1)}
OLD_ISOLATION = {"measure_kind": "compulsory_isolation", "decided_on": D(2019, 6, 1)}

SUPPORTED: list[tuple[str, dict[str, Any], str]] = [
    # as the vocabulary of real systems has it, with what a sheet usually gives beside it
    ("社区戒毒中", DETOX, "community_detox"),
    ("社区康复中", REHABILITATION, "community_rehabilitation"),
    ("自愿戒毒中", {}, "voluntary"),
    ("强制隔离戒毒", ISOLATION, "compulsory_isolation"),
    ("强制隔离戒毒", {**DETOX, "state_on": D(2026, 1, 5)}, "compulsory_isolation"),
    ("药物维持治疗", {}, "maintenance"),
    ("社会面", {}, "in_society"),
    ("社会面", OLD_DETOX, "in_society"),
    ("强戒出所", OLD_ISOLATION, "in_society"),
    ("戒断三年未复吸", {}, "abstinent"),
    ("戒断三年未复吸", {"first_caught_on": D(2015, 5, 1)}, "abstinent"),
    ("戒断三年未复吸", OLD_DETOX, "abstinent"),
    ("戒断三年未复吸", OLD_ISOLATION, "abstinent"),
    ("出国中（2024.3.1起）", {}, "abroad"),
    ("服刑中（2024.3.1起）", DETOX, "imprisoned"),
    ("服刑中", {"starts_on": D(2024, 1, 1), "ends_on": D(2030, 1, 1)}, "imprisoned"),
    ("拘留中（2026-11-10）", DETOX, "detained"),
    ("已死亡（2024-05-06）", OLD_DETOX, "dead"),
    ("已死亡", {"state_on": D(2024, 5, 6)}, "dead"),
    ("已迁出", {**DETOX, "state_on": D(2026, 1, 5)}, "moved_out"),
    ("已注销 2024年3月1日", {}, "struck_off"),
]


@pytest.mark.parametrize(("words", "values", "state"), SUPPORTED)
def test_a_state_of_the_vocabulary_is_what_its_row_folds_to(words: str, values: dict[str, Any], state: str) -> None:
    found, _ = spellings.state_of(words)
    assert found == state
    given_values = {**values, "state": state, "state_text": words}
    complete(given_values)
    story = story_of(given_values, on=ON, known=KNOWN, timeline=TIMELINE)
    assert [sentence_of(reason) for reason in story.errors] == []
    assert state_of(story) == state


@pytest.mark.parametrize(
    ("state", "values", "said"),
    [
        ("in_society", DETOX, "至 2028-03-05 期满"),
        ("community_detox", OLD_DETOX, "至 2023-03-05 期满"),
        ("abstinent", DETOX, "自 2025-03-05 起计算|执行"),
        ("abstinent", {"first_caught_on": D(2025, 1, 1)}, "自 2025-01-01 起计算"),
        ("community_rehabilitation", {}, "没有执行中的措施"),
        ("detained", {"starts_on": D(2024, 1, 1), "ends_on": D(2024, 1, 15)}, "没有执行中的措施"),
        ("compulsory_isolation", OLD_ISOLATION, "2021-06-01"),
    ],
)
def test_dates_that_give_another_state_are_said_in_words(state: str, values: dict[str, Any], said: str) -> None:
    story = tell(state=state, **values)
    assert [reason.code for reason in story.errors] == ["state_not_supported_by_dates"]
    assert any(part in sentence_of(story.errors[0]) for part in said.split("|"))


def test_a_day_that_is_ours_is_named_with_where_it_comes_from() -> None:
    story = tell(state="community_detox", measure_kind="community_detox", decided_on=D(2025, 3, 1), starts_on=D(2025, 3, 9))
    assert [sentence_of(reason) for reason in story.warnings] == [
        "报到日期没有填，按起始日期（2025-03-09）记。这是我们的默认，导入后可以更正。"
    ]
    assert course_of(story).measures[0].ends_on == D(2028, 3, 9)


def test_an_end_that_the_law_does_not_give_is_pointed_out() -> None:
    story = tell(state="community_detox", **DETOX, ends_on=D(2027, 3, 5))
    assert [reason.code for reason in story.warnings] == ["end_differs"]


def test_whoever_is_said_to_be_released_is_released_on_the_day_given() -> None:
    story = tell(state=None, state_aside="released", state_text="已解除", **OLD_DETOX, ends_on=D(2023, 3, 5))
    assert [(fact.kind, fact.on) for fact in story.facts if fact.kind == "measure_ended"] == [("measure_ended", D(2023, 3, 5))]
    assert state_of(story) == "in_society"


def test_who_has_not_reported_in_has_fifteen_days_from_the_service() -> None:
    story = tell(state=None, state_aside="not_reported", measure_kind="community_detox", decided_on=D(2026, 11, 17),
                 received_on=D(2026, 11, 18))
    duties = [duty for duty in course_of(story).duties if duty.kind == "report_in"]
    assert [(duty.state, duty.due_on) for duty in duties] == [("open", D(2026, 12, 3))]


def test_nothing_is_overdue_on_the_day_of_the_import() -> None:
    for values in (DETOX, REHABILITATION):
        story = tell(state=values["measure_kind"], **values)
        assert [d.key for d in course_of(story).duties if d.state == "open" and d.due_on < ON] == []


def test_methadone_beside_a_measure_is_a_treatment_of_its_own() -> None:
    story = tell(state="community_detox", **DETOX, is_on_methadone=True)
    assert [measure.kind for measure in story.measures] == ["community_detox", "maintenance"]
    assert state_of(story) == "community_detox"


DAYS = st.dates(D(2015, 1, 1), ON)
LATER = st.dates(D(2015, 1, 1), D(2031, 1, 1))
STATES = st.sampled_from(
    [None, "dead", "struck_off", "moved_out", "abroad", "abstinent", "compulsory_isolation", "imprisoned", "detained",
     "community_detox", "community_rehabilitation", "voluntary", "maintenance", "in_society"]
)
ROWS = st.fixed_dictionaries(
    {"state": STATES},
    optional={
        "measure_kind": st.sampled_from(
            ["community_detox", "community_rehabilitation", "compulsory_isolation", "voluntary", "maintenance"]
        ),
        "state_aside": st.sampled_from(["released", "terminated", "not_reported", "suspended", "on_leave"]),
        "measure_years": st.integers(1, 3),
        "decided_on": DAYS, "received_on": DAYS, "reported_on": DAYS, "agreement_signed_on": DAYS,
        "first_caught_on": DAYS, "starts_on": LATER, "ends_on": LATER,
        "is_on_methadone": st.booleans(),
        "risk_level": st.sampled_from(["extreme", "high", "medium", "low"]),
    },
)


@settings(max_examples=400, deadline=None)
@given(ROWS)
def test_whatever_the_dates_a_row_that_is_taken_folds_to_its_state(values: dict[str, Any]) -> None:
    values = {name: value for name, value in values.items() if value is not None}
    complete(values)
    if list(row_errors(values, set())):
        return
    story = story_of(values, on=ON, known=KNOWN, timeline=TIMELINE)
    assert all(fact.on <= ON for fact in story.facts)
    assert [fact.kind for fact in story.facts].count("registered") <= 1
    for reason in (*story.errors, *story.warnings):
        assert "{" not in sentence_of(reason)
        assert reason.code in KINDS or reason.code in RULEBOOK
    claimed = values.get("state")
    if story.errors or claimed is None:
        return
    as_methadone = claimed == "in_society" and values.get("is_on_methadone")
    assert state_of(story) == ("maintenance" if as_methadone else claimed)


def test_every_code_has_its_sentence_and_its_kind() -> None:
    from guitu.casework.rosters.sentences import BATCHES

    whole_file = {"roster_field_unknown", "roster_answer_unknown", "roster_without_headings", "roster_lacks_columns", "roster_maps_twice", "already_on_file"}
    missing = {code for code in ALL if code not in KINDS and code not in BATCHES} - whole_file
    assert {code for code in missing if not code.startswith(("uscc", "workbook_"))} == set()


def test_what_a_row_says_of_work_low_income_and_insurance_is_known_from_the_day_of_the_import() -> None:
    story = tell(**DETOX, employment="24", workplace="恩城制衣厂", has_allowance=True, is_insured=True)
    assert story.errors == []
    told = {fact.kind: fact for fact in story.facts if fact.on == ON}
    assert {"job_started", "aid_received", "insurance_started"} <= told.keys()
    assert story.notes[told["job_started"].id] == "名册：工人，恩城制衣厂"
    course = course_of(story)
    running = {(span.what, span.code) for span in course.work if span.from_on == ON and span.until_on is None}
    assert {("employed", "told"), ("insured", "unsaid")} <= running
    assert not {"low_income", "insurance_aid"} & {span.code for span in course.work if span.what == "entitled"}
    assert not [duty for duty in fold(story.facts, TIMELINE, Known("male", D(1990, 1, 1)), until=D(2027, 11, 21)).duties if duty.kind == "check_job"]


def test_a_row_whose_papers_are_not_plain_brings_the_same_through_the_gates_of_a_screen() -> None:
    story = tell(**OLD_ISOLATION, state="in_society", state_text="强戒出所", employment="54", has_allowance=True, is_insured=True)
    assert [sentence_of(reason) for reason in story.errors] == []
    assert {"job_started", "aid_received", "insurance_started"} <= {fact.kind for fact in story.facts}


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"employment": "70", "has_allowance": False, "is_insured": False}, set()),
        ({"employment": "90"}, set()),
        ({"employment": "31"}, {"work_excluded"}),
        ({"employment": "24", "is_insured": True, "state": "imprisoned", "state_text": "服刑中", "state_on": D(2026, 1, 5)}, set()),
        ({"employment": "24", "has_allowance": True, "state": "dead", "state_text": "已死亡", "state_on": D(2024, 5, 6)}, set()),
    ],
)
def test_nothing_is_made_of_what_a_row_does_not_say_or_says_of_another_time(values: dict[str, Any], kinds: set[str]) -> None:
    story = tell(**values)
    assert story.errors == []
    assert {fact.kind for fact in story.facts} & {"job_started", "aid_received", "insurance_started", "work_excluded"} == kinds
