"""The words of the rulebook: what a fold gives back. Codes are stable and lower-case, never labels."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from guitu.rules.duty_keys import DutyKey, parted
from guitu.rules.verdict import Reason, quick

MeasureKind = Literal[
    "community_detox",  # 社区戒毒
    "community_rehabilitation",  # 社区康复
    "compulsory_isolation",  # 强制隔离戒毒
    "voluntary",  # 自愿戒毒
    "maintenance",  # 戒毒药物维持治疗
]

ORDERED: tuple[MeasureKind, ...] = ("community_detox", "community_rehabilitation", "compulsory_isolation")

MeasureState = Literal[
    "decided",  # 已决定待送达
    "served",  # 已送达待报到
    "overdue",  # 逾期未报到
    "refused",  # 拒绝接受（已移交公安）
    "reported",  # 已报到
    "executing",  # 执行中（已签协议）
    "transferring",  # 变更执行地中
    "suspended",  # 中止
    "expired",  # 期满待解除
    "released",  # 已解除
    "terminated",  # 终止
    "converted",  # 转强制隔离戒毒
    "closed_death",  # 死亡
]

StandingState = Literal[
    # in the order in which the first match wins (the issue of one state per person per day)
    "dead",  # 死亡
    "struck_off",  # 销册
    "moved_out",  # 迁出
    "abroad",  # 出境
    "abstinent",  # 三年未复吸
    "compulsory_isolation",  # 强制隔离戒毒
    "imprisoned",  # 服刑
    "detained",  # 拘留
    "community_detox",  # 社区戒毒
    "community_rehabilitation",  # 社区康复
    "voluntary",  # 自愿戒毒
    "maintenance",  # 维持治疗
    "in_society",  # 社会面
]

STANDING_ORDER: tuple[StandingState, ...] = (
    "dead", "struck_off", "moved_out", "abroad", "abstinent", "compulsory_isolation", "imprisoned",
    "detained", "community_detox", "community_rehabilitation", "voluntary", "maintenance", "in_society",
)
CURRENT_STATES = STANDING_ORDER[5:]  # 现有 = these; 在册 = 现有 + abstinent
OFF_THE_BOOK = STANDING_ORDER[:4]

Overlay = Literal["lost_contact", "on_leave", "two_way_control", "medical_leave", "escaped", "pregnant", "nursing", "two_together"]

DutyKind = Literal[
    "report_in",  # 报到（15 日）
    "sign_agreement",  # 签协议
    "periodic_report",  # 定期报到
    "urine_test",  # 尿检
    "read_result",  # 告知、复检、确认检测结果
    "destroy_bottles",  # 留样到期销毁
    "read_doubt",  # 登记时问过、答过的，另一个人看说明
    "visit",  # 走访
    "return_from_leave",  # 销假
    "return_test",  # 返回检测
    "assess_level",  # 半年评估、定级
    "confirm_level",  # 等级待确认
    "release_measure",  # 期满待解除
    "confirm_exit",  # 三年未复吸待确认
    "report_violation",  # 严重违反待报告公安
    "check_absence",  # 未归、未到，先核实原因
    "complete_papers",  # 补齐拒绝检测、擅自离开的证据
    "confirm_deduction",  # 手工扣分待另一人确认
    "check_job",  # 到岗三、六、十二个月核实
    "make_plan",  # 签订协议后订帮教计划
    "review_plan",  # 半年评议计划
    "arrange_help",  # 需要马上帮助
    "answer_question",  # 答复对等级的疑问
    "answer_request",  # 本人请求待答复
    "reply_two_way",  # 双向管控函待回函
    "verify_whereabouts",  # 双向管控期间去向待核实
    "elsewhere_result",  # 异地尿检待取回结果
    "transfer_receipt",  # 外县变更执行地待回执
]

DutyState = Literal["open", "done", "waived", "missed"]


@dataclass(frozen=True, slots=True)
class Span:
    """One exclusive state, from a day up to but not including another; None: for as long as is known."""

    state: StandingState
    from_on: date
    until_on: date | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class OverlaySpan:
    overlay: Overlay
    from_on: date
    until_on: date | None
    fact_id: str


@quick
@dataclass(frozen=True, slots=True)
class Duty:
    """What is due of a matter, by when and why. `key` is stable over refolding and unique per matter."""

    key: str  # e.g. "urine_test:<measure id>:2:3", see `rules/duty_keys.py`
    kind: str  # of a person: DutyKind
    opens_on: date  # from this day it may be done
    planned_on: date  # the day it is planned for
    due_on: date  # the last day; overdue the day after
    state: DutyState
    reasons: tuple[Reason, ...]
    measure_id: str | None = None
    done_by: str | None = None  # id of the fact that closed it
    done_on: date | None = None
    policy: str = ""  # version of the pack in force when it arose
    due_at: datetime | None = None  # of what is due within minutes: the moment, of which `due_on` is the day
    whose: tuple[str, str] | None = None  # the post and what its row says beside; None: who is responsible, and the place

    @property
    def name(self) -> DutyKey:
        """The key in its parts."""
        return parted(self.key)


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter of the law over one measure: value against threshold, and what was counted."""

    code: Literal["test_refusals", "departures", "days_away"]
    measure_id: str
    value: int
    threshold: int
    counted: tuple[str, ...]  # fact ids
    pending: tuple[str, ...]  # would count, but evidence is incomplete
    clause: str
    missing: tuple[Reason, ...] = ()  # of each pending one, where one thing is missing


@quick
@dataclass(frozen=True, slots=True)
class PointsEntry:
    """Points owed by the rule for one source, in hundredths. `key` is unique per person."""

    key: str
    on: date
    item: str
    hundredths: int
    fact_id: str | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the platform proposes and a named person decides: a level, a violation, an exit."""

    key: str
    kind: Literal["level", "violation", "exit", "relapse_report", "release"]
    on: date
    value: str
    reasons: tuple[Reason, ...]
    evidence: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class Consequence:
    """What followed from one fact, for the timeline and for the answer after saving."""

    fact_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MeasureCourse:
    """One measure as folded: its state on every day, what pauses it, when it ends."""

    measure_id: str
    kind: MeasureKind
    states: tuple[tuple[date, MeasureState], ...]  # from this day on, in order; covers future-dated ones
    starts_on: date | None
    ends_on: date | None  # planned end, exclusive; moved by suspensions
    paused: tuple[tuple[date, date | None], ...]
    years: int
    reasons: tuple[Reason, ...] = ()
    is_revoked: bool = False  # 撤销: the decision counts for nothing

    def state_on(self, day: date) -> MeasureState | None:
        """The state on that day, or None before the decision."""
        answer: MeasureState | None = None
        for from_on, state in self.states:
            if from_on > day:
                break
            answer = state
        return answer

    def stretches(self, states: Container[MeasureState]) -> list[tuple[date, date | None]]:
        """From when to when it is in one of these states, in order; the end is exclusive."""
        answer: list[tuple[date, date | None]] = []
        since: date | None = None
        for day, state in self.states:
            if state in states:
                since = since or day
            elif since is not None:
                answer.append((since, day))
                since = None
        return answer if since is None else [*answer, (since, None)]

    def first_day_in(self, states: Container[MeasureState]) -> date | None:
        """The first day on which it is in one of these states."""
        return next((day for day, state in self.states if state in states), None)


class WorkSpan(NamedTuple):
    """From a day to another, exclusive: `excluded` from the count of those able to work, `employed`, `insured`, or
    `entitled` to an aid that nobody has applied for. `code` says why, by which proof, in which, to which."""

    what: str
    code: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """All that follows from one person's facts, as known; the whole of what pages show."""

    measures: tuple[MeasureCourse, ...]
    standing: tuple[Span, ...]
    overlays: tuple[OverlaySpan, ...]
    duties: tuple[Duty, ...]
    counters: tuple[Counter, ...]
    points: tuple[PointsEntry, ...]
    levels: tuple[tuple[date, str], ...]  # confirmed level from this day on
    proposals: tuple[Proposal, ...]
    consequences: tuple[Consequence, ...]
    clean_from: date | None  # the day from which the three clean years count, or None
    exit_due_on: date | None
    further: tuple[Duty, ...] = ()  # all duties laid out further ahead, where that was asked for
    work: tuple[WorkSpan, ...] = ()  # days able to work or not, at work, insured, and entitled to aid nobody applied for


SlotOutcome = Literal[
    "NEG", "POS", "MISSED", "REFUSED", "EXCUSED", "WAITING", "PRESCRIBED", "INVALID", "UNPROVED",
]


@quick
@dataclass(frozen=True, slots=True)
class SlotResult:
    """What became of one urine slot (or of one test outside a slot: `scheduled` is False)."""

    key: str  # of the duty, or "test:<fact id>"
    on: date
    result: SlotOutcome
    fact_id: str | None
    late: bool = False
    scheduled: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What rules must know of the person beyond the facts."""

    sex: Literal["male", "female"] | None = None
    born_on: date | None = None


Subject = Known  # its name in 0.1, kept for programs outside this repository that call `person.fold`


@dataclass(frozen=True, slots=True)
class CustodySpan:
    """Time in custody; without a recorded release it ends on the planned day, if one is known."""

    from_on: date
    until_on: date | None
    custody: str  # detained, arrested, imprisoned, corrective_education
    fact_id: str
    planned: bool = False  # the end is only planned
