"""What becomes of people: each function tells one life that ends today in a given state of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from guitu.demo import contact
from guitu.demo.chapters import (
    DETOX,
    REHABILITATION,
    care,
    community,
    custody,
    decide,
    isolation,
    move,
    register,
    society,
)
from guitu.demo.life import DAY, Life, weekday
from guitu.demo.positives import confirmed_positive, refusal
from guitu.rules.dates import add_months

Fate = Callable[[Life], None]
FAR = date.max - timedelta(days=400)


def in_detox(life: Life, decided: date | None = None) -> None:
    decided = decided or life.today - timedelta(days=life.rng.randint(20, 1075))
    register(life, decided, decided - timedelta(days=life.rng.randint(0, 3)))
    custody_on = decided + timedelta(days=200) if life.chance(0.06) else None
    chapter = community(life, DETOX, decided, custody_on=custody_on)
    # Seen weekly at first: those of the last months still are.
    begin = "high" if life.chance(0.5 if (life.today - decided).days < 150 else 0.05) else "middle"
    low_after = life.rng.choice((3, 6, 9, 18)) if begin == "middle" else life.rng.choice((3, 5))
    care(life, decided, chapter.ends_on, begin=begin, low_after=low_after)
    if custody_on is None and life.chance(0.04):
        contact.lost(life, decided + timedelta(days=150), life.rng.randint(9, 40))
    contact.points(life, chapter.starts_on, chapter.ends_on)
    society(life, chapter.ends_on, FAR)


def in_detox_refusing(life: Life) -> None:
    """Refuses now and then: one or two of three, with notice and warning letter."""
    decided = life.today - timedelta(days=life.rng.randint(500, 800))
    register(life, decided, decided)
    chapter = community(life, DETOX, decided)
    care(life, decided, chapter.ends_on, low_after=99)
    for back in life.rng.sample((40, 170, 290), life.rng.choice((1, 2))):
        refusal(life, life.today - timedelta(days=back))
    away = life.today - 100 * DAY
    life.do(away, "confirm_absence", later=12, until=away + 9 * DAY, warning_letter=True, note="家人证实未请假外出。")


def in_detox_moved(life: Life) -> None:
    """Moved to another town of the county some months ago; the time went on."""
    moved = weekday(life.today - timedelta(days=life.rng.randint(60, 300)))
    decided = moved - timedelta(days=life.rng.randint(200, 500))
    assert life.elsewhere is not None
    life.moves.append((moved, life.elsewhere))
    register(life, decided, decided)
    chapter = community(life, DETOX, decided)
    care(life, decided, chapter.ends_on)
    move(life, chapter.measure, moved)


def in_detox_at_first(life: Life) -> None:
    """Decided and served lately; not yet reported in, within the fifteen days."""
    served = life.today - timedelta(days=life.rng.randint(2, 11))
    register(life, served - DAY, served - 2 * DAY)
    decide(life, DETOX, served - DAY, served_on=served)
    contact.visit(life, served + DAY, "home")


def in_rehabilitation(life: Life) -> None:
    years = life.rng.choice((3, 3, 2))
    released = life.today - timedelta(days=life.rng.randint(40, 365 * years - 30))
    months = life.rng.choice((24, 24, 21, 18))
    decided = add_months(released, -months)
    register(life, decided, decided - DAY)
    released = isolation(life, decided, months=months)
    chapter = community(life, REHABILITATION, released, years=years)
    care(life, released, chapter.ends_on, low_after=life.rng.choice((3, 6, 12)))
    contact.points(life, chapter.starts_on, chapter.ends_on)
    society(life, chapter.ends_on, FAR)


def inside(life: Life) -> None:
    """强制隔离戒毒 now, decided within the last two years."""
    decided = life.today - timedelta(days=life.rng.randint(15, 690))
    register(life, decided, decided - DAY)
    isolation(life, decided)


def inside_after_detox(life: Life) -> None:
    """Used again during 社戒, confirmed by laboratory and police, and taken from there."""
    taken = life.today - timedelta(days=life.rng.randint(60, 500))
    decided = taken - timedelta(days=life.rng.randint(200, 500))
    register(life, decided, decided)
    chapter = community(life, DETOX, decided, stop=taken - 15 * DAY)
    care(life, decided, taken - 15 * DAY, low_after=99)
    confirmed_positive(life, taken - 14 * DAY, chapter.measure)
    isolation(life, taken)


def society_found(life: Life) -> None:
    """Found but not addicted: no measure, three years from the day found."""
    found = life.today - timedelta(days=life.rng.randint(20, 1050))
    register(life, found, found, addicted=False)
    care(life, found, FAR)
    society(life, found, FAR)


def society_after_isolation(life: Life) -> None:
    released = life.today - timedelta(days=life.rng.randint(30, 1050))
    decided = add_months(released, -24)
    register(life, decided, decided - DAY)
    isolation(life, decided)
    care(life, released, FAR)
    society(life, released, FAR)


def society_after_rehabilitation(life: Life) -> None:
    """社康 of two years done; the three clean years are not full yet."""
    released = life.today - timedelta(days=life.rng.randint(765, 1060))
    register(life, add_months(released, -24), add_months(released, -24))
    isolation(life, add_months(released, -24))
    chapter = community(life, REHABILITATION, released, years=2)
    care(life, released, FAR)
    society(life, chapter.ends_on, FAR)


def society_due(life: Life) -> None:
    """社戒 done and the three clean years full: waits for the police's confirmation."""
    decided = add_months(life.today, -36) - timedelta(days=life.rng.randint(22, 40))
    register(life, decided, decided)
    chapter = community(life, DETOX, decided, report_after=life.rng.randint(3, 10))
    care(life, decided, FAR)
    society(life, chapter.ends_on, FAR)


def imprisoned(life: Life) -> None:
    taken = life.today - timedelta(days=life.rng.randint(60, 400))
    decided = taken - timedelta(days=life.rng.randint(200, 600))
    register(life, decided, decided)
    community(life, DETOX, decided, stop=taken)
    care(life, decided, taken)
    until = add_months(life.today, life.rng.randint(4, 30))
    life.do(taken, "record_custody", "police", custody="imprisoned", planned_until=until)


def detained(life: Life) -> None:
    taken = life.today - timedelta(days=life.rng.randint(2, 7))
    decided = taken - timedelta(days=life.rng.randint(200, 600))
    register(life, decided, decided)
    community(life, DETOX, decided, stop=taken)
    care(life, decided, taken)
    custody(life, taken, 12)


def voluntary(life: Life) -> None:
    _treated(life, "voluntary")


def maintenance(life: Life) -> None:
    _treated(life, "maintenance")


def _treated(life: Life, kind: str) -> None:
    since = life.today - timedelta(days=life.rng.randint(100, 600))
    register(life, since, since, source="voluntary")
    life.do(since, "open_measure", kind=kind)
    care(life, since, FAR)
    society(life, since, FAR)


def gone(life: Life) -> None:
    """No longer on the book: died, moved out, abroad, struck off."""
    left = life.today - timedelta(days=life.rng.randint(15, 900))
    released = left - timedelta(days=life.rng.randint(100, 900))
    book_on = max(released, add_months(left, -12))
    register(life, book_on, released, source="roster", addicted=False)
    if life.book_on >= left:
        return  # it would be over before it began
    care(life, released, left)
    society(life, released, left)
    status = life.rng.choice(("died", "died", "moved_out", "moved_out", "moved_out", "went_abroad", "struck_off"))
    life.do(left, "record_status", "police", status=status)
