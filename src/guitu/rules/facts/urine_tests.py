"""Urine tests: notices, the strip, objections, laboratories, tests missed and waived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

Outcome = Literal["negative", "positive", "invalid", "refused", "prescribed"]
TestPurpose = Literal["scheduled", "random", "voluntary", "return_from_leave", "handover"]
Sample = Literal["urine", "saliva", "hair"]
TakenWhere = Literal["centre", "home", "hospital", "police_station"]
AbsenceReason = Literal[
    "approved_leave", "hospital", "custody", "wrong_number", "work", "childcare", "bereavement", "weather",
    "none_given", "refused", "evaded",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestNoticeServed(Fact):
    """尿检通知书 served; the test is planned for `test_on`."""

    kind: ClassVar[str] = "test_notice_served"
    test_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UrineTest(Fact):
    """A test on the strip with its chain of custody. A positive here is a screening result only."""

    kind: ClassVar[str] = "urine_test"
    outcome: Outcome
    purpose: TestPurpose = "scheduled"
    substances: tuple[str, ...] = ()  # positive ones: MOP MET KET MDMA THC COC …
    tester_1: str | None = None  # post ids; two staff
    tester_2: str | None = None
    collector_sex: Literal["male", "female"] | None = None
    notice: str | None = None
    kit_lot: str | None = None  # batch of the strip
    kit_until: date | None = None  # its last day of use
    sample_a: str | None = None  # sealed bottles of a positive
    sample_b: str | None = None
    sample: Sample | None = None  # None: urine
    medicines: tuple[str, ...] = ()  # what the person says to have taken; the laboratory looks at it
    told: bool = True
    told_on: date | None = None  # when it was not on the spot
    told_by: str | None = None  # post id
    signed: bool = True
    signature_refused: bool = False  # noted on the report instead
    elsewhere: bool = False  # 异地尿检
    receipt: bool = False  # the paper of the office that tested there; its number is with the note
    forced_by: str | None = None  # approver of a forced test
    warning_letter: bool = False  # 告诫书, when the outcome is a refusal
    slot: str | None = None  # "2:3" when it answers a slot whose last day has passed
    unprovable: bool = False  # the papers of a refusal cannot be had: it is not counted
    taken_at: str | None = None  # 09:40, the minute in which the sample was taken
    taken_where: TakenWhere | None = None
    doubts: tuple[str, ...] = ()  # what was asked of it beside other records, and answered in the note


@dataclass(frozen=True, slots=True, kw_only=True)
class TestObjected(Fact):
    """The person objects to a strip positive within the days allowed."""

    kind: ClassVar[str] = "test_objected"
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryResult(Fact):
    """实验室检测 or 复检; the second laboratory is not the first."""

    kind: ClassVar[str] = "laboratory_result"
    test: str
    stage: Literal["first", "second"]
    laboratory: str  # code of the body
    outcome: Literal["negative", "positive", "prescribed"]
    checked_by: str | None = None  # post id of the second person who read the report
    exception: Literal["police_ordered", "first_flawed", "first_elsewhere"] | None = None  # no objection, or no first


@dataclass(frozen=True, slots=True, kw_only=True)
class TestMissed(Fact):
    """未到检, with the reason found out first. Counts against the person only unexcused and with evidence."""

    kind: ClassVar[str] = "test_missed"
    slot: str  # "2:3"
    reason: AbsenceReason
    notice_served: bool = False
    warning_letter: bool = False
    notice: str | None = None  # the test_notice_served it rests on, where that is on file
    unprovable: bool = False  # the papers of a refusal cannot be had: it is not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsWaived(Fact):
    """Pregnancy, hospital and the like, with proof: nobody can come from `on` up to but not including `until`."""

    kind: ClassVar[str] = "tests_waived"
    until: date
    why: Literal["pregnancy", "nursing", "hospital", "other"] = "hospital"
    proof: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BottlesMoved(Fact):
    """留样交接: from that day on the sealed bottles of a positive are with somebody else, or used up by the laboratory."""

    kind: ClassVar[str] = "bottles_moved"
    test: str
    bottles: Literal["both", "only_a", "only_b"] = "both"
    bottle_step: Literal["stored", "handed_over", "received", "used_up"]
    keeper: str | None = None  # post id: who has the key of the store, or gave them out of hand
    laboratory: str | None = None  # code of the body to which they went


@dataclass(frozen=True, slots=True, kw_only=True)
class BottlesDestroyed(Fact):
    """留样销毁: what was left of the two bottles, by two human beings, after the days of keeping."""

    kind: ClassVar[str] = "bottles_destroyed"
    test: str
    destroyed_how: Literal["medical_waste", "on_site"]
    keeper: str  # post id
    second: str  # post id of the other human being


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtRead(Fact):
    """看说明: somebody else has read what was answered when a test was asked about."""

    kind: ClassVar[str] = "doubt_read"
    asked_test: str
    read_as: Literal["clear", "to_correct"]
