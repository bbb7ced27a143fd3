"""What a worker and a person do together month by month: tests, reports, visits, levels, leave, points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from guitu.demo.life import DAY, Answered, Life, weekday
from guitu.demo.sheets import sheet_for
from guitu.rules.dates import add_months, full_months, period_end

DETOX = (12, 6, 4)
REHABILITATION = {3: (6, 4, 2), 2: (6, 6)}
MEET_DAYS = {"high": 7, "middle": 30, "low": 90, "low_long": 180}
TESTS_OUTSIDE = {"high": 1, "middle": 3, "low": 6, "low_long": 12}  # months between them
REASSESS = {"high": 1, "middle": 3, "low": 6, "low_long": 12}
MOODS = (("steady",), ("steady",), ("steady", "work"), ("low",), ("anxious", "health"), ("family",), ())
NEEDS = (("work",), ("training",), ("income",), ("health",), ("counselling",), (), (), ())
NOTES = (
    "在镇上打零工，收入稳定，家人支持。",
    "情绪平稳，谈了近期的打算，没有发现异常。",
    "家人反映按时回家，作息正常。",
    "想学一门手艺，已告知培训报名时间。",
    "近来睡眠不好，建议到医院看看，下次再了解。",
)
EXCUSES = ("hospital", "bereavement", "weather", "childcare")


def slots(start: date, quotas: tuple[int, ...]) -> Iterator[tuple[str, date, date]]:
    """Name, first day and the day after the last of each test of a measure."""
    for year, quota in enumerate(quotas, 1):
        for number in range(1, quota + 1):
            months = 12 * (year - 1) + (number - 1) * 12 // quota
            yield f"{year}:{number}", period_end(start, months), period_end(start, months + 12 // quota)


def tests(life: Life, start: date, quotas: tuple[int, ...], since: date, until: date) -> None:
    """The tests of a measure, nearly all negative; a few missed for a reason that is accepted."""
    lost = sum((end - begin for begin, end in life.paused if begin >= start), timedelta(0))
    for slot, first, end in slots(start, quotas):
        shift = lost if life.paused and first >= life.paused[0][0] else timedelta(0)
        opens, closes = first + shift, end + shift
        if opens >= until:
            return
        if closes <= since:
            continue
        if cut := next((end for begin, end in life.paused if begin <= closes and opens <= end), None):
            back = weekday(cut + 5 * DAY)  # the test that custody cut short is taken soon after the release
            if opens < cut and since <= back < until and not any(cut <= day <= back for day in life.tested_on):
                negative(life, back)
            continue
        length = (closes - opens).days
        on = max(weekday(opens + timedelta(days=life.rng.randint(2, length * 2 // 3))), opens)
        if on < since:
            on = since + DAY  # the test that was open when the file was: taken at once
        if on >= min(until, closes):
            continue
        if life.chance(0.03) and not any(opens <= day < closes for day in life.tested_on):
            life.do(on, "record_missed_test", slot=slot, reason=life.rng.choice(EXCUSES), note="电话核实。")
        else:
            negative(life, on, told_late=life.chance(0.02))


def negative(life: Life, on: date, purpose: str = "scheduled", *, told_late: bool = False) -> Answered:
    """A strip that shows nothing. Some reach the platform days later."""
    later = life.rng.randint(1, 6) if told_late else 0
    return strip(life, on, "negative", purpose, later=later)


def strip(life: Life, on: date, outcome: str, purpose: str = "scheduled", later: int = 0, **more: object) -> Answered:
    first, second = life.post_on(on).crew.pair(life.sex, on.toordinal())
    return life.do(
        on, "record_urine_test", later=later, outcome=outcome, purpose=purpose, tester_1=first, tester_2=second,
        collector_sex=life.sex, **more,
    )


def tests_outside(life: Life, since: date, until: date) -> None:
    """Tests of somebody without a measure, as often as the level asks."""
    day = since
    while True:
        months = TESTS_OUTSIDE[life.level_on(day)]
        day = weekday(add_months(day, months) - timedelta(days=life.rng.randint(2, 15)))
        if day >= until or day > life.last:
            return
        negative(life, day)


def reports(life: Life, start: date, since: date, until: date) -> None:
    """Once a month while a measure runs; now and then a few days late."""
    for month in range(37):
        opens, closes = period_end(start, month), period_end(start, month + 1)
        if closes <= since or opens >= until:
            continue
        if any(begin <= closes and opens <= end for begin, end in life.paused):
            continue
        late = life.chance(0.03)
        on = closes + timedelta(days=life.rng.randint(0, 4)) if late else life.after(opens, 2, 24)
        on = max(on, opens, since)
        if on < until:
            how = "in_person" if life.chance(0.85) else "video"
            life.do(on, "record_report", how=how)


def visits(life: Life, since: date, until: date) -> None:
    """As often as the level asks; not everybody is met at the first knock."""
    day = since
    while True:
        gap = MEET_DAYS[life.level_on(day)]
        day = weekday(day + timedelta(days=max(3, int(gap * life.rng.uniform(0.72, 0.97)))))
        if day >= until or day > life.last:
            return
        # The last visits before today are sometimes still to be made.
        if not life.tidy and (life.today - day).days < 25 and life.chance(0.15):
            return
        if life.chance(0.06):
            life.do(day - 2 * DAY, "record_visit", how="home", met=False)
        if life.chance(0.12):
            visit(life, day - timedelta(days=gap // 3), "centre")
        if life.chance(0.02):
            mistaken(life, day)
        else:
            visit(life, day, "home")


def visit(life: Life, on: date, how: str) -> Answered:
    note = life.rng.choice(NOTES) if life.chance(0.35) else None
    moods, needs = life.rng.choice(MOODS), life.rng.choice(NEEDS)
    later = life.rng.randint(1, 9) if life.chance(0.05) else 0
    return life.do(on, "record_visit", later=later, how=how, met=True, moods=moods, needs=needs, note=note)


def mistaken(life: Life, on: date) -> None:
    """Typed twice and taken back, or typed with the wrong day and put right."""
    if life.chance(0.5):
        visit(life, on, "home")
        twice = life.do(on, "record_visit", later=1, how="home", met=True)
        life.do(on, "withdraw_fact", later=2, fact_id=twice, why="typed_twice")
    else:
        wrong = life.do(on - DAY, "record_visit", later=1, how="home", met=True)
        life.do(on, "correct_fact", later=3, fact_id=wrong, body={}, note="日期记错了。")


def lost(life: Life, on: date, days: int) -> None:
    """Out of contact after attempts by telephone, at home and through the family; found again."""
    life.do(on, "record_lost_contact", attempts=4, channels=3)
    life.do(on + timedelta(days=days), "record_found")


_OTHERWISE = {  # of the level that is set: what the sheet proposed, and why another was set
    "low": ("middle", "since_then", "评估以后已经上班，家属也接回去住了。"),
    "middle": ("low", "not_asked", "表上没有问到：最近和以前的朋友又有来往。"),
}


def levels(life: Life, since: date, until: date, *, begin: str = "middle", low_after: int = 6) -> None:
    """A sheet, and the level that the head of the town confirms; most go from middle to low."""
    day, low_since, level = since, None, begin
    wait = (6, 22)
    while True:
        on = life.after(day, *wait)
        if on >= until or on > life.last:
            return
        if level in ("high", "middle") and full_months(since, on) >= low_after:
            level = "low"
        if level == "low" and low_since is not None and full_months(low_since, on) >= 24:
            level = "low_long"
        scores, triggers = sheet_for(level, life.rng)
        other = _OTHERWISE.get(level) if on.day == 7 else None  # now and then the sheet says something else
        if other is not None:
            scores, triggers = sheet_for(other[0], Random(on.toordinal()))  # noqa: S311  a demo's; the life's own chances stay as they are
        sheet = life.do(on, "assess_risk", scores=scores, triggers=triggers)
        confirmed = life.after(on, 1, 4)
        why: dict[str, Any] = {"differs_by": other[1], "note": other[2]} if other is not None else {}
        life.do(max(confirmed, on), "confirm_level", "head", level=level, assessment=sheet, **why)
        life.levels.append((max(confirmed, on), level))
        if level == "low" and low_since is None:
            low_since = max(confirmed, on)
        day = add_months(on, REASSESS[level])
        wait = (-14, -2)


def leaves(life: Life, start: date, until: date, odds: float) -> None:
    """Away for some days, in writing, back in time, and tested after it."""
    day = start + timedelta(days=40)
    while day < min(until, life.last) - timedelta(days=40):
        if life.chance(odds):
            on = life.after(day, 0, 60)
            back = on + timedelta(days=life.rng.randint(3, 9))
            why = life.rng.choice(("work", "family", "medical"))
            leave = life.do(on, "grant_leave", until=back, written=True, why=why)
            life.do(back, "record_return", leave=leave)
            negative(life, back + 2 * DAY, "return_from_leave")
            life.tested_on.append(back + 2 * DAY)
        day += timedelta(days=180)


def points(life: Life, since: date, until: date) -> None:
    """Lessons, training, help for others: what earns points besides tests and reports."""
    day = max(since, life.today - timedelta(days=365))
    while day < min(until, life.last):
        day = life.after(day, 12, 30)
        item, quantity = life.rng.choice((("P04", 1), ("P04", 2), ("P06", 1), ("P07", 2), ("P08", 1), ("P05", 1)))
        if day < until:
            life.do(day, "grant_points", item=item, quantity=quantity)
