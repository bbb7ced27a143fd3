"""The facts of casework: one frozen record per kind of past event, bodies of codes only.

A fact says when it was true (`on`) and when it was known (`known`). A correction is a new fact of the
same kind that names the old one in `corrects`; `withdrawn` takes one back. Free text never enters here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from guitu.rules.terms import MeasureKind

Outcome = Literal["negative", "positive", "invalid", "refused", "prescribed"]
TestPurpose = Literal["scheduled", "random", "voluntary", "return_from_leave", "handover"]
Custody = Literal["detained", "arrested", "imprisoned", "corrective_education"]
AbsenceReason = Literal[
    "approved_leave", "hospital", "custody", "wrong_number", "work", "childcare", "bereavement", "weather",
    "none_given", "refused", "evaded",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    kind: ClassVar[str] = ""
    id: str
    on: date
    known: datetime
    corrects: str | None = None


# -- the book ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Fact):
    """入册: the person comes on the local book."""

    kind: ClassVar[str] = "registered"
    source: Literal["found", "moved_in", "roster", "handover", "voluntary"] = "roster"
    first_found_on: date | None = None  # 首次查获
    addicted: bool = True  # 认定成瘾; False starts the three years at first_found_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UseConfirmed(Fact):
    """公安认定吸毒: resets the clean years. The only relapse there is."""

    kind: ClassVar[str] = "use_confirmed"
    test: str | None = None  # the urine_test it rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstinenceConfirmed(Fact):
    """公安确认三年未复吸: leaves dynamic control."""

    kind: ClassVar[str] = "abstinence_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Died(Fact):
    kind: ClassVar[str] = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckOff(Fact):
    kind: ClassVar[str] = "struck_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOut(Fact):
    kind: ClassVar[str] = "moved_out"
    to_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedIn(Fact):
    kind: ClassVar[str] = "moved_in"  # back on this book after having moved out


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAbroad(Fact):
    kind: ClassVar[str] = "went_abroad"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Fact):
    kind: ClassVar[str] = "came_back"  # from abroad


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIntoCustody(Fact):
    """拘留、逮捕 suspend a community measure; 服刑、强制性教育 end it."""

    kind: ClassVar[str] = "taken_into_custody"
    custody: Custody = "detained"
    planned_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFromCustody(Fact):
    kind: ClassVar[str] = "released_from_custody"


# -- measures ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDecided(Fact):
    """决定书 of police, or a voluntary contract or enrolment. `on` is the day of decision."""

    kind: ClassVar[str] = "measure_decided"
    measure: str
    measure_kind: MeasureKind
    years: int = 3
    served_days_deducted: int = 0  # 所外就医 converted: time of 强戒 already served


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionServed(Fact):
    """送达: the 15 days run from this day."""

    kind: ClassVar[str] = "decision_served"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedIn(Fact):
    """报到: the three years run from this day."""

    kind: ClassVar[str] = "reported_in"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(Fact):
    kind: ClassVar[str] = "agreement_signed"
    measure: str
    guardian_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRefused(Fact):
    """逾期未报到 or 拒签, handed to police with the warning letter and the certificate."""

    kind: ClassVar[str] = "report_refused"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTransferred(Fact):
    """变更执行地: file sent; the person reports to the new town within 15 days. Time goes on."""

    kind: ClassVar[str] = "measure_transferred"
    measure: str
    to_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferArrived(Fact):
    kind: ClassVar[str] = "transfer_arrived"  # reported in at the new place
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureExtended(Fact):
    """强戒 only: extended by months (≤ 12), or shortened when negative (early release)."""

    kind: ClassVar[str] = "measure_extended"
    measure: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEnded(Fact):
    kind: ClassVar[str] = "measure_ended"
    measure: str
    how: Literal["released", "terminated", "converted", "withdrawn"] = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escaped(Fact):
    """Out of 强戒 without leave: this time does not count."""

    kind: ClassVar[str] = "escaped"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recaptured(Fact):
    kind: ClassVar[str] = "recaptured"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalLeaveStarted(Fact):
    kind: ClassVar[str] = "medical_leave_started"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalLeaveEnded(Fact):
    kind: ClassVar[str] = "medical_leave_ended"
    measure: str


# -- contact ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicReport(Fact):
    """定期报到, in person at the centre or as agreed."""

    kind: ClassVar[str] = "periodic_report"
    how: Literal["in_person", "phone", "video"] = "in_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """走访、谈话."""

    kind: ClassVar[str] = "visit"
    how: Literal["home", "centre", "workplace", "phone", "video"] = "home"
    met: bool = True
    moods: tuple[str, ...] = ()  # codes of what was noticed: work, family, health, mood, contact
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LostContact(Fact):
    """失联确认, after attempts over at least two channels."""

    kind: ClassVar[str] = "lost_contact"
    attempts: int = 3
    channels: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgain(Fact):
    kind: ClassVar[str] = "found_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayControlStarted(Fact):
    kind: ClassVar[str] = "two_way_control_started"
    to_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayControlEnded(Fact):
    kind: ClassVar[str] = "two_way_control_ended"


# -- urine tests ------------------------------------------------------------------------------------------
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
    sample_a: str | None = None  # sealed bottles of a positive
    sample_b: str | None = None
    told: bool = True
    signed: bool = True
    elsewhere: bool = False  # 异地尿检
    forced_by: str | None = None  # approver of a forced test
    warning_letter: bool = False  # 告诫书, when the outcome is a refusal
    slot: str | None = None  # "2:3" when it answers a slot whose last day has passed


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TestMissed(Fact):
    """未到检, with the reason found out first. Counts against the person only unexcused and with evidence."""

    kind: ClassVar[str] = "test_missed"
    slot: str  # "2:3"
    reason: AbsenceReason
    notice_served: bool = False
    warning_letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestsWaived(Fact):
    """Pregnancy, hospital and the like, with proof: slots that begin inside are waived, from `on`."""

    kind: ClassVar[str] = "tests_waived"
    until: date
    why: Literal["pregnancy", "nursing", "hospital", "other"] = "hospital"
    proof: bool = True


# -- leave ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGranted(Fact):
    """请假 granted. `on` is the first day away."""

    kind: ClassVar[str] = "leave_granted"
    until: date  # planned day of return
    outside_county: bool = True
    written: bool = True
    approved_by: Literal["worker", "town", "county"] = "worker"
    why: Literal["work", "family", "medical", "study", "other"] = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReturned(Fact):
    """销假. `on` is the day of return."""

    kind: ClassVar[str] = "leave_returned"
    leave: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceConfirmed(Fact):
    """擅自离开, confirmed with evidence. `on` is the first day away; `until` the day of return."""

    kind: ClassVar[str] = "absence_confirmed"
    until: date | None = None
    warning_letter: bool = False


# -- levels, violations, points, "not now" --------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessed(Fact):
    """Factors of the sheet as scored, and triggers found. Proposes a level, decides nothing."""

    kind: ClassVar[str] = "risk_assessed"
    scores: tuple[tuple[str, int], ...] = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelConfirmed(Fact):
    kind: ClassVar[str] = "level_confirmed"
    level: Literal["high", "middle", "low", "low_long"]
    assessment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReported(Fact):
    """严重违反 reported to police with its evidence; police decide."""

    kind: ClassVar[str] = "violation_reported"
    measure: str
    ground: Literal["test_refusals", "departures", "days_away", "use"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsGranted(Fact):
    """A confirmed event worth points that no other fact records (lesson, training day, volunteer hour …)."""

    kind: ClassVar[str] = "points_granted"
    item: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPostponed(Fact):
    """暂不: hidden until a day, with a reason. Never for ever."""

    kind: ClassVar[str] = "duty_postponed"
    duty: str
    until: date
    why: Literal["appointment", "person_ill", "worker_away", "weather", "leave", "other"] = "appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """Takes back the fact named in `corrects`: it never was."""

    kind: ClassVar[str] = "withdrawn"
    why: Literal["wrong_person", "typed_twice", "mistake", "batch_undone"] = "mistake"
