"""乡村大喇叭: every week, on one weekday, a village plays a script. One tick a week; a week without one is silent, and shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.dates import days_after
from guitu.rules.facts import Fact
from guitu.rules.facts.prevention import BroadcastPlayed, BroadcastsStarted, BroadcastsStopped
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "broadcasts.play_on": "自 {day} 起每周播一次，播完点“已播”；每次可以补点到后面第 {days} 天。",
    "broadcasts.next_on": "下一次是 {day}。",
    "broadcasts.silent": "{first} 到 {last} 有 {n} 周没有播。",
    "broadcasts.played_already": "这一周已经记过了，不用再点。",
    "broadcasts.not_its_day": "{on} 不在播出的日子里。每周从 {day} 到 {by} 记这一周的。",
    "broadcasts.is_stopped": "这里的大喇叭已停用。",
    "broadcasts.is_running": "这里的大喇叭已经在排期里。",
    "broadcasts.no_village": "大喇叭按村（社区）登记，请选一个村（社区）。",
    "broadcasts.no_number": "这个稿号已经用过，请换一个。",
    "broadcasts.no_voice": "这个文件不是能用的录音。请用 MP3、M4A、WAV、AMR。",
    "broadcasts.voice_length": "录音要有声音，最长 {most} 分钟。",
    "broadcasts.has_no_voice": "这一号稿没有录音。",
    "broadcasts.needs_words": "请写明。",
}

LANGUAGES = ("mandarin", "dialect", "both")
LONGEST_VOICE = 60  # minutes
LEVELS = ("national", "province", "city", "county")


@dataclass(frozen=True)
class BroadcastsPolicy:
    """On which weekday it is played (1 is Monday), and how many days after it may still be ticked."""

    weekday: int
    tick_days: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a village: the day it is played on, and whether it was."""

    day: date
    state: str  # played, silent, open (its days are not over yet)


@dataclass(frozen=True, slots=True)
class LoudspeakerCourse:
    """Whether a village's loudspeaker is on, since when, the one week that is due next, and what was played when."""

    state: str
    since_on: date
    duties: tuple[Duty, ...]
    consequences: tuple[Consequence, ...]
    played: tuple[date, ...]
    over_at: datetime | None = None


def play_day(on: date, policy: BroadcastsPolicy) -> date:
    """The day of the week's broadcast that is the last one on or before a day."""
    return days_after(on, -((on.isoweekday() - policy.weekday) % 7))


def first_play_day(on: date, policy: BroadcastsPolicy) -> date:
    """The first day of a broadcast on or after a day."""
    return days_after(on, (policy.weekday - on.isoweekday()) % 7)


def fold(facts: Sequence[Fact], timeline: Timeline) -> LoudspeakerCourse:
    """What follows from the ticks of a village: one week is due at a time, the first that is later than the last tick, so that
    weeks left out do not pile up; they are silent, and stay so. Policy: broadcasts.*"""
    state, since, over = "running", date.min, None
    duties: list[Duty] = []
    brought: list[Consequence] = []
    played: list[date] = []
    for fact in effective(facts):
        policy: BroadcastsPolicy = timeline.on(fact.on).broadcasts
        if isinstance(fact, BroadcastsStarted):
            state, since, over = "running", fact.on, None
            duties.append(_week(first_play_day(fact.on, policy), fact, policy, timeline))
        elif isinstance(fact, BroadcastsStopped):
            state, since, over = "stopped", fact.on, fact.known
            duties[-1] = replace(duties[-1], state="waived", done_by=fact.id, done_on=fact.on)
            continue
        elif isinstance(fact, BroadcastPlayed):
            day = play_day(fact.on, policy)
            played.append(day)
            left = (day - duties[-1].planned_on).days // 7
            if left < 0:  # a week ticked late, after a later one
                continue
            if left:
                brought.append(Consequence(fact.id, (silent_reason(duties[-1].planned_on, days_after(day, -7), left),)))
                duties[-1] = replace(duties[-1], state="missed", done_by=fact.id, done_on=fact.on)
            else:
                duties[-1] = replace(duties[-1], state="done", done_by=fact.id, done_on=fact.on)
            duties.append(_week(days_after(day, 7), fact, policy, timeline))
            brought.append(Consequence(fact.id, (Reason("broadcasts.next_on", {"day": days_after(day, 7)}),)))
    return LoudspeakerCourse(state, since, tuple(duties), tuple(brought), tuple(sorted(played)), over)


def silent_reason(first: date, last: date, n: int) -> Reason:
    return Reason("broadcasts.silent", {"first": first, "last": last, "n": n}, "guitu.default")


def _week(day: date, fact: Fact, policy: BroadcastsPolicy, timeline: Timeline) -> Duty:
    by = days_after(day, policy.tick_days)
    why = Reason("broadcasts.play_on", {"day": day, "days": policy.tick_days}, timeline.clause("broadcasts.weekday", fact.on))
    return Duty(f"broadcast_play:{day:%Y%m%d}", "broadcast_play", day, day, by, "open", (why,), policy=timeline.version(fact.on))


def may_play(course: LoudspeakerCourse, on: date, timeline: Timeline) -> Verdict:
    """Whether a week may be ticked for a day: the loudspeaker is on, the day is the weekday or one of the days after it in
    which it may be made up, and the week has no tick. Policy: broadcasts.*"""
    policy: BroadcastsPolicy = timeline.on(on).broadcasts
    day = play_day(on, policy)
    if course.state != "running" or on < course.since_on:
        return refused(Reason("broadcasts.is_stopped"))
    if day in course.played:
        return refused(Reason("broadcasts.played_already"))
    if (on - day).days > policy.tick_days:
        return refused(Reason("broadcasts.not_its_day", {"on": on, "day": day, "by": days_after(day, policy.tick_days)}, "guitu.default"))
    return ALLOWED


def weeks(since: date, until: date, played: Collection[date], today: date, policy: BroadcastsPolicy) -> list[Week]:
    """The weeks of a village from the first broadcast day on or after `since` up to and with `until`: played, silent once its
    days to tick are over, else open."""
    found, day = [], first_play_day(since, policy)
    while day <= until:
        is_over = days_after(day, policy.tick_days) < today
        found.append(Week(day, "played" if day in played else "silent" if is_over else "open"))
        day = days_after(day, 7)
    return found


def may_voice(seconds: int) -> Verdict:
    """Whether a recording may be put to a script: it lasts a second, and at most an hour. Clause: guitu.default."""
    if 1 <= seconds <= LONGEST_VOICE * 60:
        return ALLOWED
    return refused(Reason("broadcasts.voice_length", {"most": LONGEST_VOICE}, "guitu.default"))
