"""怀孕、哺乳: when a woman is pregnant or nurses her own child under one; compulsory isolation is not for her then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from guitu.rules.dates import period_end
from guitu.rules.facts import Fact
from guitu.rules.overlays import lying_over
from guitu.rules.terms import Known, MeasureCourse, OverlaySpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "maternity.women_only": "怀孕、哺乳只登记妇女本人的。",
    "maternity.already": "自 {on} 起已登记{what}，结束之前不必重复登记。",
    "maternity.not_on_file": "没有登记{what}，不必登记结束。",
    "maternity.same_day": "与开始的登记是同一天；登记错了的，请直接撤回前一条。",
    "maternity.born_later": "孩子的出生日期 {on} 晚于登记的日期，请核对。",
    "maternity.child_is_one": "孩子到 {on} 已满一周岁，不再按哺乳期处理。",
    "maternity.not_isolation": (
        "自 {on} 起登记{what}：怀孕或者正在哺乳自己不满一周岁婴儿的妇女，不适用强制隔离戒毒。"
        "已经结束的，请先登记怀孕结束或者哺乳结束；公安机关文书另有说明的，请写明文书怎么说。"
    ),
    "maternity.isolated": "正在强制隔离戒毒：怀孕、哺乳的妇女不适用，请报公安机关变更。",
}
Maternity = Literal["pregnant", "nursing"]
OVERLAYS: tuple[Maternity, ...] = ("pregnant", "nursing")
KINDS = frozenset({"pregnancy_started", "pregnancy_ended", "nursing_started", "nursing_ended", "tests_waived"})
_WAIVED: dict[str, Maternity] = {"pregnancy": "pregnant", "nursing": "nursing"}
NURSING_YEARS = 1  # 不满一周岁: the words of the law, no number of a place


def may_apply(why: str, subject: Known) -> Verdict:
    """Whether this reason can be this person's at all: pregnancy and nursing are a woman's."""
    if subject.sex == "male" and why in (*OVERLAYS, *_WAIVED):
        return refused(Reason("maternity.women_only", {}, "drug_law.39"))
    return ALLOWED


def spans(facts: Iterable[Fact], subject: Known, *, waivers: bool = True) -> list[OverlaySpan]:
    """The days of each pregnancy and of each nursing, in order. Ends are exclusive. A waiver of tests for one of them
    says the same for its days; without `waivers` only what was recorded as such. Clause: drug_law.39."""
    if subject.sex == "male":
        return []
    found: list[OverlaySpan] = []
    open_since: Fact | None = None
    for fact in facts:
        born_on: date | None = getattr(fact, "child_born_on", None)
        if fact.kind == "pregnancy_started":
            open_since = open_since or fact
        elif fact.kind in ("pregnancy_ended", "nursing_started") and open_since is not None:
            end = max(born_on or fact.on, open_since.on)
            found.append(OverlaySpan("pregnant", open_since.on, end, open_since.id))
            open_since = None
        if fact.kind == "nursing_started" and born_on is not None:
            found.append(OverlaySpan("nursing", fact.on, period_end(born_on, 12 * NURSING_YEARS), fact.id))
        elif fact.kind == "nursing_ended":
            found = [_ended(span, fact.on) if span.overlay == "nursing" else span for span in found]
        elif waivers and fact.kind == "tests_waived":
            waiver: Any = fact
            if waiver.proof and waiver.why in _WAIVED:
                found.append(OverlaySpan(_WAIVED[waiver.why], fact.on, waiver.until, fact.id))
    if open_since is not None:
        found.append(OverlaySpan("pregnant", open_since.on, None, open_since.id))
    return [span for span in found if span.until_on is None or span.from_on < span.until_on]


def _ended(span: OverlaySpan, on: date) -> OverlaySpan:
    if span.until_on is not None and span.from_on <= on < span.until_on:
        return OverlaySpan(span.overlay, span.from_on, on, span.fact_id)
    return span


def may_start(
    what: Maternity, recorded: Sequence[OverlaySpan], subject: Known, day: date, child_born_on: date | None = None
) -> Verdict:
    """Whether it may be entered: of a woman, not twice for one time; nursing of a child born and not yet one.
    Clause: drug_law.39."""
    hers = may_apply(what, subject)
    if not hers:
        return hers
    running = lying_over(recorded, day, what)
    if running is not None:
        return refused(Reason("maternity.already", {"on": running.from_on, "what": f"overlay.{what}"}))
    if what == "nursing" and child_born_on is not None:
        if child_born_on > day:
            return refused(Reason("maternity.born_later", {"on": child_born_on}))
        first_birthday = period_end(child_born_on, 12 * NURSING_YEARS)
        if day >= first_birthday:
            return refused(Reason("maternity.child_is_one", {"on": first_birthday}, "drug_law.39"))
    return ALLOWED


def may_end(what: Maternity, recorded: Sequence[OverlaySpan], day: date) -> Verdict:
    """Whether its end may be entered: of one that has begun on an earlier day and has not ended."""
    running = lying_over(recorded, day, what)
    if running is None:
        return refused(Reason("maternity.not_on_file", {"what": f"overlay.{what}"}))
    return refused(Reason("maternity.same_day")) if running.from_on == day else ALLOWED


def may_isolate(overlays: Sequence[OverlaySpan], day: date, *, excepted: bool = False) -> Verdict:
    """Whether compulsory isolation may be entered for this day: not of who is pregnant or nursing, unless the paper
    of the police itself says why. Clause: drug_law.39."""
    running = lying_over(overlays, day, *OVERLAYS)
    if running is None or excepted:
        return ALLOWED
    values = {"on": running.from_on, "what": f"overlay.{running.overlay}"}
    return refused(Reason("maternity.not_isolation", values, "drug_law.39"))


def told(facts: Sequence[Fact], courses: Sequence[MeasureCourse], overlays: Sequence[OverlaySpan]) -> dict[str, Reason]:
    """By fact: that who is known to be pregnant or nursing is in compulsory isolation, which the law does not allow."""
    inside = [course for course in courses if course.kind == "compulsory_isolation"]
    began = {span.fact_id: span for span in overlays if span.overlay in OVERLAYS}
    return {
        fact.id: Reason("maternity.isolated", {}, "drug_law.39")
        for fact in facts
        if fact.id in began and any(course.state_on(began[fact.id].from_on) == "executing" for course in inside)
    }
