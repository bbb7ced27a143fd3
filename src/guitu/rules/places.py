"""阵地: where people learn of drugs. When its condition is looked at, and which group is let in at which hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.dates import last_day_after
from guitu.rules.facts import Fact
from guitu.rules.facts.prevention import PlaceChecked, PlaceClosed, PlaceOpened, PlaceReopened
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "places.check_by": "每 {months} 个月看一次设施：上次 {last}，请在 {by} 前再看。",
    "places.repair": "上次看的时候有损坏。修好以后再看一次，记“完好”。",
    "places.is_closed": "这个阵地已停用。先恢复开放，再办别的。",
    "places.is_open": "这个阵地正在开放，不用恢复。",
    "places.needs_words": "请写明。",
    "places.elsewhere": "这个地方不在您的辖区，请重新选。",
    "places.on_file": "这里已经登记过同名的阵地。",
    "places.no_phone": "这个预约没有留电话。",
    "places.day_is_closed": "星期{weekday}不开放，请换一天。",
    "places.no_such_slot": "没有这个时段，请重新选。",
    "places.too_many": "一个时段最多 {most} 人。{n} 人请分成几个时段登记。",
    "places.nobody": "人数至少是 1。",
    "places.is_past": "这一天已经过去了。已经来过的，登记“参观”。",
    "places.not_yet": "还没有到这一天，到了再登记来了几个人。",
    "places.booking_over": "这个预约已经办完或者取消了。",
    "places.waiting": "这个时段还剩 {left} 个位置，先排候补；有人取消就按先后补上。",
    "places.moved_up": "候补的 {n} 批已经补上。",
}

STATES = ("sound", "faulty", "closed")
KINDS = (
    "base", "garden", "park", "square", "culture_corridor", "corridor", "classroom", "reading_room", "campus_corner",
)
VISITORS = ("pupils", "residents", "families", "staff", "migrants")
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class PlacesPolicy:
    """How often a place is looked at; how many come in one slot, when slots begin, on which weekday none does."""

    check_months: int
    most_in_slot: int
    slots: Mapping[str, str]  # code → when it begins
    closed_weekday: int
    phone_days: int  # after its day, that the telephone number of a booking is kept


@dataclass(frozen=True, slots=True)
class PlaceCourse:
    """Where a place stands, since when, when it was last looked at, and what is due of it."""

    state: str
    since_on: date
    checked_on: date | None
    duties: tuple[Duty, ...]
    consequences: tuple[Consequence, ...]
    over_at: datetime | None = None


def fold(facts: Sequence[Fact], timeline: Timeline) -> PlaceCourse:
    """What follows from the facts of a place: sound, faulty or closed, and the look that is due next. Months from the last
    look, or from opening; a closed place is due nothing. Policy: places.check_months."""
    state, since, checked, over = "sound", date.min, None, None
    duties: list[Duty] = []
    brought: list[Consequence] = []
    for fact in effective(facts):
        if duties and duties[-1].state == "open":
            duties[-1] = _ended(duties[-1], fact)
        found = fact.condition if isinstance(fact, PlaceChecked) else "closed" if isinstance(fact, PlaceClosed) else "sound"
        if found != state or since == date.min:
            state, since = found, fact.on
        over = fact.known if found == "closed" else None
        checked = fact.on if isinstance(fact, PlaceChecked) else checked
        if found != "closed":
            duty = _look(fact, found, timeline)
            duties.append(duty)
            brought.append(Consequence(fact.id, duty.reasons))
    return PlaceCourse(state, since, checked, tuple(duties), tuple(brought), over)


def _look(fact: Fact, found: str, timeline: Timeline) -> Duty:
    policy: PlacesPolicy = timeline.on(fact.on).places
    by = last_day_after(fact.on, policy.check_months)
    why = [Reason("places.check_by", {"months": policy.check_months, "last": fact.on, "by": by}, timeline.clause("places.check_months", fact.on))]
    if found == "faulty":
        why.insert(0, Reason("places.repair"))
    return Duty(f"place_check:{fact.id}", "place_check", fact.on, by, by, "open", tuple(why), policy=timeline.version(fact.on))


def _ended(duty: Duty, fact: Fact) -> Duty:
    """A look does it; closing or opening again makes it pointless."""
    if isinstance(fact, PlaceChecked):
        return replace(duty, state="done", done_by=fact.id, done_on=fact.on)
    return replace(duty, state="waived", done_by=fact.id, done_on=fact.on)


def may_stand(course: PlaceCourse, kind: str) -> Verdict:
    """Whether a fact of this kind may be written of a place as it stands: what is closed is opened again first."""
    if kind == PlaceReopened.kind:
        return ALLOWED if course.state == "closed" else refused(Reason("places.is_open"))
    if course.state == "closed" and kind != PlaceOpened.kind:
        return refused(Reason("places.is_closed"))
    return ALLOWED


def may_book(on: date, slot: str, headcount: int, today: date, policy: PlacesPolicy) -> Verdict:
    """Whether a group may be put down for a day and a slot at all, full or not: a day to come on which the place is open, a
    slot there is, and no more heads than one slot takes. Clause: guitu.default."""
    wrong = []
    if on < today:
        wrong.append(Reason("places.is_past"))
    if on.isoweekday() == policy.closed_weekday:
        wrong.append(Reason("places.day_is_closed", {"weekday": WEEKDAYS[policy.closed_weekday - 1]}, "guitu.default"))
    if slot not in policy.slots:
        wrong.append(Reason("places.no_such_slot"))
    if headcount < 1:
        wrong.append(Reason("places.nobody"))
    if headcount > policy.most_in_slot:
        wrong.append(Reason("places.too_many", {"most": policy.most_in_slot, "n": headcount}, "guitu.default"))
    return refused(*wrong) if wrong else ALLOWED


def booked_as(headcount: int, taken: int, policy: PlacesPolicy) -> tuple[str, tuple[Reason, ...]]:
    """Whether a group is confirmed or waits: all of it fits into what is left of the slot, or none of it does."""
    left = policy.most_in_slot - taken
    if headcount <= left:
        return "confirmed", ()
    return "waiting", (Reason("places.waiting", {"left": left}, "guitu.default"),)
