"""场所: the kinds of place and their numbers, where a place stands, and what may be recorded of it. `venue_fold.py` folds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.dates import days_after, period_end
from guitu.rules.deadlines import Days
from guitu.rules.stock import Book
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "venues.put_right_by": "请对方在 {by} 前改好，到期由另一个人复查。",
    "venues.tell_licensing": "重大问题，请同时告诉发证的部门。",
    "venues.come_again": "没有见到人，{on} 再去；这件事还在清单上。",
    "venues.refused_entry": "对方拒绝检查，请和公安民警在 {by} 前再去。",
    "venues.decide_time": "对方要求延期到 {until}，请在 {by} 前答复。",
    "venues.decide_appeal": "对方不同意，请发现问题以外的人在 {by} 前决定；决定以前，改好的期限不变。",
    "venues.lifted": "撤销 {n} 项，其余的照旧改。",
    "venues.ask_punishment": "请在 {by} 前问处罚部门的结果。",
    "venues.three_warnings": "二年内受过 {n} 次警告或者罚款，再查出问题的，按条例责令停业整顿：请告诉处罚部门。",
    "venues.two_suspensions": "二年内受过 {n} 次停业整顿，再查出问题的，按条例吊销许可证：请告诉处罚部门。",
    "venues.passed": "没有问题。",
    "venues.all_right_now": "这次的问题都改好了。",
    "venues.signed": "{year} 年度的已签。",
    "venues.is_closed": "这个场所已经停业。重新开业的，先登记重新开业。",
    "venues.is_open": "这个场所没有停业。",
    "venues.by_another": "发现问题的人不能自己复查，换一个岗位或账号也不行。请由另一位同事去。",
    "venues.nothing_to_recheck": "没有要复查的问题。",
    "venues.answer_each": "每一个问题都要看：改好了，还是没有改好。",
    "venues.time_too_late": "延期最晚到 {latest}。",
    "venues.time_too_early": "延期要晚于今天。",
    "venues.not_appealed": "没有要决定的申诉。",
    "venues.decided_by_another": "发现这个问题的人不能决定申诉，换一个岗位或账号也不行。请另一位同事决定。",
    "venues.lift_of_appeal": "只能撤销对方不同意的问题。",
    "venues.needs_reason": "请写明理由，对方看得到。",
    "venues.choose_findings": "请选移送哪些问题。",
    "venues.photo_only": "这里只收照片（JPG、PNG、WEBP），不收别的文件。",
    "venues.enough_photos": "一个问题最多 {most} 张照片。",
    "venues.no_referral": "没有等结果的移送。",
    "venues.before_referral": "结果的日子不能早于移送的 {since}。",
    "venues.not_asked": "没有要答复的延期。",
    "venues.no_letter": "这一类场所不用签。",
    "venues.signed_already": "{year} 年度的已经签过。",
    "venues.unknown_kind": "没有这一类场所，请重新选。",
    "venues.alike": "名单上有 {n} 家执照号、名称或者地址相同的，列在下面。是同一家的不用再登记；不是的，选“不是同一家”再保存。",
    "venues.nobody_there": "有的人现在不在岗位上，或者不能检查。请重新选一起去的人。",
    "venues.leant_on": "这份记录已经更正过，或者已经复查过，不能再更正。",
    "venues.not_of_the_campaign": "这次行动是 {from} 到 {until}，这一天不在里面。",
    "venues.needs_name": "请写名称。",
    "venues.no_such_item": "没有这一项。",
}
PUNISHMENTS_COUNTED = {"warnings": ("warning", "fine"), "suspensions": ("suspension",)}
RISKS = ("found_before", "reported", "late_hours", "closed_rooms", "keeps_goods")


@dataclass(frozen=True, slots=True)
class VenueKind:
    """A kind of place: what it is called, its checklist, how often it is looked at, whether it signs a letter."""

    name: str
    checklist: str
    months: int
    letter: bool = True
    jointly: bool = False  # only by those who check it together


@dataclass(frozen=True)
class VenuesPolicy:
    """The kinds of place, how many inspect, and within how many days things are put right."""

    kinds: Mapping[str, VenueKind]
    least_inspectors: int
    ordinary_days: Days
    serious_days: Days
    again_days: Days
    most_time_days: Days
    decide_days: Days
    appeal_days: Days
    punishment_days: Days
    most_photos: int
    sampled: int
    repeat_months: int
    repeat_warnings: int
    repeat_suspensions: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One item that was not as it must be: by when it is put right, who found it, and since when it is."""

    id: str  # visit and item
    item: str
    severity: str
    found_on: date
    by: date
    finders: frozenset[str]
    seen_on: date  # the last day on which it was looked at
    fixed_on: date | None = None
    lifted_on: date | None = None  # an appeal was right
    referred: str = ""  # to which authority it was handed
    punishment: str = ""  # what that one answered

    @property
    def is_open(self) -> bool:
        return self.fixed_on is None and self.lifted_on is None


@dataclass(frozen=True, slots=True)
class VenueCourse:
    """Where a place stands, since when, what is due of it, and what stands of its findings and letters."""

    state: str
    since_on: date
    venue: str
    risks: tuple[str, ...]
    duties: tuple[Duty, ...]
    consequences: tuple[Consequence, ...]
    findings: tuple[Finding, ...] = ()
    checked_on: date | None = None
    look_by: date | None = None
    letters: Mapping[int, str] = field(default_factory=dict)  # year → signed, or why not
    asked: tuple[str, date] | None = None  # the reply that asks for time, and until when
    over_at: datetime | None = None
    book: Book | None = None  # of a place that holds goods which are watched
    appeal: tuple[str, tuple[str, ...]] | None = None  # the fact that does not agree, and with which findings
    referrals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # without an answer: the fact → findings
    punishments: tuple[tuple[date, str], ...] = ()

    @property
    def open(self) -> list[Finding]:
        return [one for one in self.findings if one.is_open]


def follow_up(site_result: str, answer: str = "", severity: str = "ordinary") -> str:
    """What follows from one item of a visit, or from the visit itself: `recheck`, `recheck_and_tell`, `come_again`, or
    nothing. Only what failed and was not put right on the spot makes a finding; nobody there, or a refusal, keeps the duty."""
    if site_result in ("not_reached", "refused"):
        return "come_again"
    if site_result == "failed" and answer == "no":
        return "recheck_and_tell" if severity == "serious" else "recheck"
    return ""



def may_be_visited(course: VenueCourse) -> Verdict:
    """Whether a visit, a letter or a change may be recorded: not of a place that is closed."""
    return refused(Reason("venues.is_closed")) if course.over_at else ALLOWED


def may_recheck(course: VenueCourse, by: str, fixed: Iterable[str], still: Iterable[str], *, seen: bool) -> Verdict:
    """Whether somebody may record that findings were looked at again: each of them, and never by who found one of them,
    under whatever post. Our default (guitu.default): another than the finder."""
    open_ones = {one.id: one for one in course.open}
    if not open_ones:
        return refused(Reason("venues.nothing_to_recheck"))
    if any(by in one.finders for one in open_ones.values()):
        return refused(Reason("venues.by_another", {}, "guitu.default"))
    if seen and {*fixed, *still} != open_ones.keys():
        return refused(Reason("venues.answer_each"))
    return ALLOWED


def may_give_time(course: VenueCourse, until: date | None, on: date, timeline: Timeline) -> Verdict:
    """Whether time that was asked for may be given until a day: later than today, and no longer than the policy allows
    after the day on which it was found. Policy: venues.most_time_days"""
    if course.asked is None:
        return refused(Reason("venues.not_asked"))
    if until is None:
        return ALLOWED
    first = min((one.found_on for one in course.open), default=on)
    latest = days_after(first, timeline.on(on).venues.most_time_days.days)
    if until <= on:
        return refused(Reason("venues.time_too_early"))
    return refused(Reason("venues.time_too_late", {"latest": latest}, "guitu.default")) if until > latest else ALLOWED


def may_decide_appeal(course: VenueCourse, by: str, lifted: Iterable[str], words: str) -> Verdict:
    """Whether somebody may decide that findings are lifted: never who found one of those that the site does not agree with,
    under whatever post; only of those, and with a reason. Our default (guitu.default)."""
    if course.appeal is None:
        return refused(Reason("venues.not_appealed"))
    contested = set(course.appeal[1])
    if any(by in one.finders for one in course.findings if one.id in contested):
        return refused(Reason("venues.decided_by_another", {}, "guitu.default"))
    if not set(lifted) <= contested:
        return refused(Reason("venues.lift_of_appeal"))
    return ALLOWED if words.strip() else refused(Reason("venues.needs_reason"))


def may_refer(course: VenueCourse, findings: Iterable[str]) -> Verdict:
    """Whether findings may be handed to the authority that punishes: those of this place that no appeal lifted and that are
    not there yet; put right or not."""
    chosen, there = set(findings), {one.id for one in course.findings if one.lifted_on is None and not one.referred}
    return ALLOWED if chosen and chosen <= there else refused(Reason("venues.choose_findings"))


def repeated(punishments: Iterable[tuple[date, str]], on: date, policy: VenuesPolicy) -> list[Reason]:
    """What a new finding means after what a place was punished for in the months before: closed for a time after so many
    warnings or fines, its licence revoked after so many closings. 《娱乐场所管理条例》53 (entertainment.53)."""
    recent = [what for day, what in punishments if day <= on < period_end(day, policy.repeat_months, with_same_day=True)]
    count = {name: sum(what in kinds for what in recent) for name, kinds in PUNISHMENTS_COUNTED.items()}
    if count["suspensions"] >= policy.repeat_suspensions:
        return [Reason("venues.two_suspensions", {"n": count["suspensions"]}, "entertainment.53")]
    if count["warnings"] >= policy.repeat_warnings:
        return [Reason("venues.three_warnings", {"n": count["warnings"]}, "entertainment.53")]
    return []


def may_sign(course: VenueCourse, year: int, policy: VenuesPolicy) -> Verdict:
    """Whether a place signs its letter of a year: a kind that signs, and once a year."""
    kind = policy.kinds.get(course.venue)
    if kind is not None and not kind.letter:
        return refused(Reason("venues.no_letter"))
    return refused(Reason("venues.signed_already", {"year": year})) if course.letters.get(year) == "signed" else ALLOWED
