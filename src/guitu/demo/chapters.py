"""The legal chapters of a life: on the book, measures from decision to release, custody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from guitu.demo import contact
from guitu.demo.life import DAY, Answered, Life
from guitu.rules.dates import add_months, period_end

DETOX, REHABILITATION = "community_detox", "community_rehabilitation"
WORDS = {DETOX: "社戒", REHABILITATION: "社康", "compulsory_isolation": "强戒"}
ORGANS = {"440785": "恩平市公安局", "421202": "咸宁市公安局咸安区分局", "520102": "贵阳市公安局南明分局", "440607": "佛山市公安局三水分局"}


# Days from service to reporting in: mostly soon, some on the last day but one, a few too late.
REPORTED_AFTER = (1, 2, 3, 5, 8, 11, 14, 14, 1, 2, 4, 6, 9, 13, 14, 15, 2, 3, 5, 7, 10, 18)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A measure as it went: its start, and the day after its last."""

    measure: Answered
    starts_on: date
    ends_on: date


def register(life: Life, on: date, found_on: date | None = None, *, source: str = "found", addicted: bool = True) -> None:
    """On the book from that day; whatever was before is entered on it. Who comes later than the life says, because the
    book of that county begins or goes on then, was found before and comes by the roster."""
    if on < life.not_before:
        on, source = life.not_before + timedelta(days=life.rng.randint(0, 25)), "roster"
    life.book_on = on
    life.do(on, "add_person", source=source, first_found_on=found_on, addicted=addicted)


def community(
    life: Life, kind: str, decided: date, *, years: int = 3, stop: date | None = None, custody_on: date | None = None,
    report_after: int | None = None, served_after: int | None = None, untested_from: date | None = None,
    released: bool = True,
) -> Chapter:
    """社戒 or 社康: decision, service, reporting in, agreement, and what is due while it runs."""
    rng = life.rng
    served = decided + timedelta(days=rng.randint(0, 2) if served_after is None else served_after)
    measure = decide(life, kind, decided, years=years, served_on=served)
    days = report_after if report_after is not None else rng.choice(REPORTED_AFTER)
    start = served + timedelta(days=days)
    life.do(start, "report_in", measure=measure)
    life.do(start + timedelta(days=rng.randint(0, 4)), "sign_agreement", measure=measure)
    ends = period_end(start, 12 * years)
    if custody_on is not None:
        ends += custody(life, custody_on, rng.randint(10, 15))
    until = min(stop or ends, ends)
    since = max(start, life.book_on)
    if served >= life.book_on:
        contact.visit(life, served + timedelta(days=rng.randint(1, 3)), "home")
    quotas = contact.DETOX if kind == DETOX else contact.REHABILITATION[years]
    contact.leaves(life, since, until, 0.25)  # before the tests: who is tested on return has not missed the month
    contact.tests(life, start, quotas, since, min(until, untested_from or until))
    contact.reports(life, start, since, until)
    if stop is None and released:
        life.do(ends + timedelta(days=rng.randint(1, 7)), "end_measure", "police", measure=measure, how="released")
    return Chapter(measure, start, until)


def decide(life: Life, kind: str, on: date, *, years: int = 3, served_on: date | None = None) -> Answered:
    """The decision as the police enter it, on the day it was served if it was."""
    later = (served_on - on).days if served_on else 0
    return life.do(
        on, "open_measure", "police", later=later, kind=kind, years=years, served_on=served_on,
        organ=ORGANS[life.first.village[:6]], decision_no=_number(life, kind, on),
    ).measure


def isolation(life: Life, decided: date, *, months: int = 24) -> date:
    """强戒 of two years, or shorter by the paper that says so. Answers the day of release."""
    measure = decide(life, "compulsory_isolation", decided, years=2)
    release = period_end(decided, months)
    if months != 24:
        life.do(release - 20 * DAY, "extend_measure", "police", measure=measure, months=months - 24)
    life.do(release, "end_measure", "police", measure=measure, how="released")
    return release


def custody(life: Life, on: date, days: int) -> timedelta:
    """Detained for some days and back: the measure stands still."""
    out = on + timedelta(days=days)
    life.do(on, "record_custody", "police", custody="detained", planned_until=out)
    life.do(out, "release_from_custody", "police")
    life.paused.append((on, out))
    return out - on


def care(life: Life, since: date, until: date, *, begin: str = "middle", low_after: int = 6) -> None:
    """Sheets, visits and points of somebody in the town's care."""
    since = max(since, life.book_on)
    contact.levels(life, since, until, begin=begin, low_after=low_after)
    contact.visits(life, since, until)


def move(life: Life, measure: Answered, on: date) -> None:
    """The place of execution changes to another town; told last, as it closes its day."""
    target = life.moves[-1][1]
    life.do(on, "transfer_measure", measure=measure, to_path=target.village, to_post=target.worker)
    life.do(on + 5 * DAY, "arrive_at_transfer", measure=measure)
    life.do(on + 6 * DAY, "sign_agreement", measure=measure)


def society(life: Life, since: date, until: date) -> None:
    """In care without a measure: tests as often as the level asks."""
    contact.tests_outside(life, max(since, life.book_on), until)


def settled(life: Life, confirmed: date) -> None:
    """Clean for three years and confirmed; came on this book when they were nearly full."""
    rng = life.rng
    clean = add_months(confirmed, -36) - timedelta(days=rng.randint(20, 70))
    register(life, confirmed - timedelta(days=rng.randint(3, 15)), clean - 2 * DAY, source="roster",
             addicted=(kind := rng.choice(("detox", "detox", "isolation", "found"))) != "found")
    if kind == "detox":
        measure = decide(life, DETOX, clean - 6 * DAY, served_on=clean - 5 * DAY)
        life.do(clean, "report_in", measure=measure)
        life.do(clean, "sign_agreement", measure=measure)
        life.do(period_end(clean, 36) + DAY, "end_measure", "police", measure=measure, how="released")
    elif kind == "isolation":
        measure = decide(life, "compulsory_isolation", add_months(clean, -24), years=2)
        life.do(clean, "end_measure", "police", measure=measure, how="released")
    confirm_abstinence(life, confirmed)


def confirm_abstinence(life: Life, on: date) -> None:
    life.do(on, "confirm_abstinence", "police", document_no=_number(life, "三年未复吸", on))


def _number(life: Life, kind: str, on: date) -> str:
    return f"示例（{WORDS.get(kind, kind)}）字〔{on.year}〕第{life.rng.randint(10, 990):03d}号"
