"""核对提问: two records of samples that hardly go together are asked about, in words. Nobody is accused and nothing is stopped: an
answer is taken, stands on the record, and another person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import DoubtRead, Fact, UrineTest
from guitu.rules.terms import Duty
from guitu.rules.urine_tests import UrineTestsPolicy
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "doubts.time": "时间写成 09:40 这样。",
    "doubts.time_ahead": "采样时间还没有到。请核对。",
    "doubts.same_minute": "{time} 这一分钟，同一采样人在同一处已经登记了 {n} 份，这是又一份。是这样吗？请在下面写一句情况。",
    "doubts.other_place": "{time} 同一采样人还在本镇（街）另一处采样，前后相差 {minutes} 分钟。是这样吗？请在下面写一句情况。",
    "doubts.other_town": "{time} 同一采样人还在另一个镇（街）采样，前后相差 {minutes} 分钟。是这样吗？请在下面写一句情况。",
    "doubts.lot_dates": "试剂批号 {lot} 以前登记的有效期是 {until}，和这一份不一样。是这样吗？请核对，没有错的写一句情况。",
    "doubts.read": "登记时系统问过、登记人写了说明的，由另一个人看一看，应于 {by} 前。",
    "doubts.nothing": "没有等着看的说明。",
    "doubts.another_reads": "说明由登记人、采样人以外的另一个人看。",
    "doubts.words": "请写明哪里要更正，登记人要看得懂。",
}
_PAST = 23 * 60 + 59


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was recorded: when, where, by whom, from which lot. Nobody's person."""

    on: date
    minute: int | None  # of the day
    town: str
    spot: int | None  # which place it was, as a mark that tells no place
    testers: frozenset[str]
    lot: str | None = None
    lot_until: date | None = None


def minute_of(time: str | None) -> int | None:
    """The minute of the day, of 09:40; None where none was said. ValueError for what is no time."""
    if not time:
        return None
    hours, colon, minutes = time.partition(":")
    if not (
        colon and len(hours) == len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdecimal()
    ):
        raise ValueError(time)
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or minute > _PAST:
        raise ValueError(time)
    return minute


def of(sample: Sample, others: Iterable[Sample], policy: UrineTestsPolicy) -> list[Reason]:
    """What is asked about a sample beside the others on file: more in one minute by one pair of hands than can be, the same
    hands in two places sooner than one gets there, a lot with another date. Minutes; ours (guitu.default)."""
    found = list(others)
    return [*_at_once(sample, found, policy), *_of_the_lot(sample, found)]


def _at_once(sample: Sample, others: Sequence[Sample], policy: UrineTestsPolicy) -> list[Reason]:
    if sample.minute is None or sample.spot is None:
        return []
    mine = [
        (abs(one.minute - sample.minute), one)
        for one in others
        if one.on == sample.on and one.minute is not None and one.spot is not None and one.testers & sample.testers
    ]
    asked = []
    same = sum(1 for apart, one in mine if not apart and one.spot == sample.spot)
    if same >= policy.same_minute_most:
        asked.append(_asked("same_minute", time=_time(sample.minute), n=same))
    elsewhere = [(apart, one) for apart, one in mine if one.spot != sample.spot]
    for code, least, there in (
        ("other_place", policy.minutes_between_places, [pair for pair in elsewhere if pair[1].town == sample.town]),
        ("other_town", policy.minutes_between_towns, [pair for pair in elsewhere if pair[1].town != sample.town]),
    ):
        apart, nearest = min(there, key=lambda pair: pair[0], default=(least, sample))
        if apart < least:
            asked.append(_asked(code, time=_time(nearest.minute or 0), minutes=apart))
    return asked


def _of_the_lot(sample: Sample, others: Iterable[Sample]) -> list[Reason]:
    """A lot has one date. What was answered once is not asked of the next box."""
    if sample.lot is None or sample.lot_until is None:
        return []
    dates = {one.lot_until for one in others if one.lot == sample.lot and one.lot_until is not None}
    if not dates or sample.lot_until in dates:
        return []
    return [_asked("lot_dates", lot=sample.lot, until=min(dates))]


def _asked(code: str, **values: object) -> Reason:
    return Reason(f"doubts.{code}", values, "guitu.default")


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def to_read(facts: Sequence[Fact]) -> list[UrineTest]:
    """The tests of which something was asked and answered, and whose answer nobody else has read; the oldest first."""
    done = {fact.asked_test for fact in facts if isinstance(fact, DoubtRead)}
    found = [fact for fact in facts if isinstance(fact, UrineTest) and fact.doubts and fact.id not in done]
    return sorted(found, key=lambda fact: (fact.on, fact.id))


def may_read(test: str, facts: Sequence[Fact], *, by_same: bool) -> Verdict:
    """Whether this human being may say what an answer is worth: one that waits, and never who wrote or took the sample.
    Clause: guitu.default."""
    if all(one.id != test for one in to_read(facts)):
        return refused(Reason("doubts.nothing"))
    return refused(Reason("doubts.another_reads", {}, "guitu.default")) if by_same else ALLOWED


def duties(facts: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    """An answer to be read by another human being within some days. Days; ours (guitu.default)."""
    done = {fact.asked_test: fact for fact in facts if isinstance(fact, DoubtRead)}
    answer = []
    for fact in facts:
        if not isinstance(fact, UrineTest) or not fact.doubts:
            continue
        by, moved = due_of_office(fact.on, timeline.on(fact.on).urine_tests.doubt_days, timeline)
        read = done.get(fact.id)
        answer.append(
            Duty(
                f"read_doubt:{fact.id}", "read_doubt", fact.on, by, by, "done" if read else "open",
                (Reason("doubts.read", {"by": by}, "guitu.default"), *moved),
                None, read.id if read else None, read.on if read else None, timeline.version(fact.on),
            )
        )
    return answer
