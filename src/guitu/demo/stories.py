"""People whose lives leave something on the worklist of 林婉 in 恩城街道 today, one thing each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from guitu.demo import contact, enping_book, fates
from guitu.demo.chapters import DETOX, Chapter, care, community, decide, register
from guitu.demo.fates import Fate
from guitu.demo.life import DAY, Life
from guitu.demo.positives import objected_positive, overturned_positive, refusal, strip_positive
from guitu.policy import load
from guitu.rules.dates import add_months, period_end
from guitu.rules.deadlines import due_of_office
from guitu.rules.identifiers import Sex

ENCHENG, HENGPI = "440785001", "440785101"
DONGMEN = ENCHENG + "001"  # 东门社区
REPORTED_AFTER = 8


@dataclass(frozen=True, slots=True)
class Story:
    """A life told on purpose, in the place of one of the same kind."""

    tell: Callable[[Life], None]
    town: str = ENCHENG
    instead_of: Fate = fates.in_detox
    worker: int = 0  # which of the town's social workers; the first is 林婉
    sex: Sex | None = None
    lately: bool = True  # came on the book after the year that is told to the day
    village: str = ""  # where the demo's village and grid worker are; else any of the worker's


def _detox(life: Life, start: date, *, begin: str = "middle", low_after: int = 6, untested_from: date | None = None,
           seen_until: date | None = None) -> Chapter:
    decided = start - timedelta(days=REPORTED_AFTER)
    register(life, decided, decided - DAY)
    chapter = community(life, DETOX, decided, report_after=REPORTED_AFTER, served_after=0, untested_from=untested_from)
    care(life, decided, seen_until or chapter.ends_on, begin=begin, low_after=low_after)
    return chapter


def _start_of_slot_due(due: date, months: int) -> date:
    """The day of reporting in for which a monthly test falls due on that day."""
    for count in (months, months - 1, months + 1, months - 2):
        start = add_months(due + DAY, -count)
        if period_end(start, count) == due + DAY:
            return start
    return add_months(due + DAY, -months)


def test_overdue_three_days(life: Life) -> None:
    due = life.today - 3 * DAY
    _detox(life, _start_of_slot_due(due, 7), untested_from=add_months(due, -1))


def test_of_a_woman_due_today(life: Life) -> None:
    _detox(life, _start_of_slot_due(life.today, 5), untested_from=add_months(life.today, -1))
    life.do(life.today - 6 * DAY, "record_report")


def not_reported_on_day_sixteen(life: Life) -> None:
    served = served_for_overdue(life.today)
    register(life, served - DAY, served - 2 * DAY)
    decide(life, DETOX, served - DAY, served_on=served)
    contact.visit(life, served + 2 * DAY, "home")


def served_for_overdue(today: date) -> date:
    """Sixteen days ago, or before the days off that moved the last day to today or later."""
    timeline = load("enping")
    served = today - 16 * DAY
    while due_of_office(served, timeline.on(served).reporting.report_in_days, timeline).by >= today:
        served -= DAY
    return served


def home_visit_overdue(life: Life) -> None:
    last = life.today - 35 * DAY
    _detox(life, add_months(life.today, -14) - 5 * DAY, low_after=99, seen_until=last)
    contact.visit(life, last, "home")
    contact.visit(life, life.today - 9 * DAY, "centre")


def result_to_tell(life: Life) -> None:
    _detox(life, add_months(life.today, -9) - 11 * DAY, untested_from=life.today - 12 * DAY)
    strip_positive(life, life.today - DAY, told=False)


def return_from_leave_due(life: Life) -> None:
    _detox(life, add_months(life.today, -16) - 9 * DAY)
    life.do(life.today - 6 * DAY, "grant_leave", until=life.today, written=True, why="work")


def return_from_leave_overdue(life: Life) -> None:
    _detox(life, add_months(life.today, -19) - 4 * DAY)
    life.do(life.today - 9 * DAY, "grant_leave", until=life.today - 2 * DAY, written=True, why="family")


def second_laboratory_awaited(life: Life) -> None:
    _detox(life, add_months(life.today, -11) - 2 * DAY, untested_from=life.today - 13 * DAY)
    objected_positive(life, life.today - 12 * DAY)


def overturned_last_spring(life: Life) -> None:
    _detox(life, add_months(life.today, -20) - 13 * DAY)
    overturned_positive(life, life.today - 160 * DAY)


def two_refusals_of_three(life: Life) -> None:
    _detox(life, add_months(life.today, -21) - 6 * DAY, low_after=99)
    refusal(life, life.today - 203 * DAY)
    refusal(life, life.today - 66 * DAY)


def just_expired(life: Life) -> None:
    """The three years of 社戒 were full the day before yesterday: the release notice is to be had."""
    start = add_months(life.today - 2 * DAY, -36)
    decided = start - timedelta(days=REPORTED_AFTER)
    register(life, decided, decided)
    chapter = community(life, DETOX, decided, report_after=REPORTED_AFTER, served_after=0, released=False)
    care(life, decided, fates.FAR)
    contact.points(life, chapter.starts_on, chapter.ends_on)


def most_points(life: Life) -> None:
    """Came on time, tested negative, learned and helped: 52 points last month."""
    first = add_months(life.today.replace(day=1), -10)
    decided = first - timedelta(days=REPORTED_AFTER)
    register(life, decided, decided)
    measure = decide(life, DETOX, decided, served_on=decided)
    contact.visit(life, decided + 2 * DAY, "home")
    life.do(first, "report_in", measure=measure)
    life.do(first + DAY, "sign_agreement", measure=measure)
    for month in range(11):
        begin = add_months(first, month)
        life.do(begin + 9 * DAY, "record_report")
        contact.negative(life, begin + 11 * DAY)
    care(life, decided, fates.FAR)
    last = add_months(life.today.replace(day=1), -1)
    life.do(last + 12 * DAY, "grant_points", item="P04", quantity=5)
    life.do(last + 17 * DAY, "grant_points", item="P07", quantity=1)
    life.do(last + 24 * DAY, "grant_points", item="P05", quantity=1)


def agreement_to_sign(life: Life) -> None:
    """Reported in four days ago; the agreement is due within the week."""
    served = life.today - 11 * DAY
    register(life, served - DAY, served - 2 * DAY)
    measure = decide(life, DETOX, served - DAY, served_on=served)
    contact.visit(life, served + DAY, "home")
    life.do(life.today - 4 * DAY, "report_in", measure=measure)


def visit_due_in_four_days(life: Life) -> None:
    last = add_months(life.today + 4 * DAY, -1)
    _detox(life, add_months(life.today, -7) - 16 * DAY, low_after=99, seen_until=last)
    contact.visit(life, last, "home")


def test_due_in_five_days(life: Life) -> None:
    due = life.today + 5 * DAY
    _detox(life, _start_of_slot_due(due, 9), untested_from=add_months(due, -1))


def three_years_full(life: Life) -> None:
    """社戒 done, three clean years full last week: the police are to be asked to confirm."""
    start = add_months(life.today - 6 * DAY, -36)
    decided = start - timedelta(days=REPORTED_AFTER)
    register(life, decided, decided)
    chapter = community(life, DETOX, decided, report_after=REPORTED_AFTER, served_after=0, released=False)
    life.do(chapter.ends_on + 3 * DAY, "end_measure", "police", measure=chapter.measure, how="released")
    care(life, decided, fates.FAR)


def out_of_contact(life: Life) -> None:
    _detox(life, add_months(life.today, -13) - 8 * DAY, seen_until=life.today - 70 * DAY,
           untested_from=life.today - 60 * DAY)
    life.do(life.today - 12 * DAY, "record_lost_contact", attempts=5, channels=3, note="电话停机，家人也联系不上。")


STORIES = (
    Story(test_overdue_three_days, sex="male"),
    Story(not_reported_on_day_sixteen),
    Story(home_visit_overdue, village=DONGMEN),
    Story(test_of_a_woman_due_today, sex="female"),
    Story(result_to_tell, sex="male"),
    Story(return_from_leave_due),
    Story(return_from_leave_overdue, worker=1),
    Story(second_laboratory_awaited),
    Story(most_points, sex="female"),
    Story(just_expired, instead_of=fates.society_due),
    Story(agreement_to_sign),
    Story(visit_due_in_four_days, village=DONGMEN),
    Story(test_due_in_five_days),
    Story(three_years_full, instead_of=fates.society_due),
    Story(out_of_contact, town=HENGPI),
    Story(overturned_last_spring),
    Story(two_refusals_of_three, instead_of=fates.in_detox_refusing),
    Story(enping_book.ahua, instead_of=enping_book.in_detox_throughout, sex="female", lately=False),
)
