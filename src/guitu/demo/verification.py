"""After the build: the register says what the demo promises, and adds up on days of the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random

from guitu.demo.places import ENPING, STAFFINGS
from guitu.demo.yongan import COUNTED_ON
from guitu.demo.yongan_posts import YONGAN
from guitu.figures.register.queries import Register, View, balances, register
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows

PAST_DAYS = 20
# What the articles give: 恩平 at the end of 2022, with the year before that their growth is measured by; 永安 in June.
ENPING_THEN = {
    date(2021, 12, 31): {"registered": 1_265, "current": 405, "abstinent": 860},
    date(2022, 12, 31): {"registered": 1_250, "current": 240, "abstinent": 1_010},
}
YONGAN_THEN = {
    "registered": 417, "current": 270, "abstinent": 147, "compulsory_isolation": 43, "community_detox": 53,
    "community_rehabilitation": 56, "in_society": 118,
}
KNOWN_BY = date(2022, 7, 5)


class NotAsPromised(AssertionError):
    """The demo was built, but its register is not the one it promises."""


def verify(today: date, *, scale: int = 1) -> None:
    """Refuses a demo whose register is not as promised, or does not add up on some past day."""
    if scale == 1:
        for on, promised in ENPING_THEN.items():
            _expect(promised, register_of(ENPING, on, today))
        for known in (KNOWN_BY, today):
            _expect(YONGAN_THEN, register_of(YONGAN, COUNTED_ON, known))
    for county in STAFFINGS:
        if elsewhere := counted_elsewhere(county, today):
            raise NotAsPromised(f"{county}: {elsewhere} people are counted in a town that does not carry them")
    days = Random(today.toordinal())  # noqa: S311  which days are looked at
    for county in STAFFINGS:
        for _ in range(PAST_DAYS):
            on = today - timedelta(days=days.randint(0, 1600))
            if not adds_up(county, on, today):
                raise NotAsPromised(f"{county} on {on}: the states do not add up to the people on the book")


def register_of(path: str, on: date, known: date) -> Register:
    """The register of an area on a day, as known at the end of another."""
    with acting(clock_actor(path[:6])):
        return register(_view(path, on, known))


def counted_elsewhere(county: str, today: date) -> int:
    """How many people the register counts today in another town than the one that has their file."""
    with acting(clock_actor(county)):
        found = rows(
            "SELECT count(*) FROM people_person p JOIN casework_standing s ON s.standing_no = p.standing_no WHERE p.county_id = %s"
            " AND s.known_until IS NULL AND s.from_on <= %s AND (s.until_on IS NULL OR s.until_on > %s)"
            " AND left(s.path, 9) <> left(p.scope_path, 9)",
            [county, today, today],
        )
    return int(found[0][0])


def adds_up(path: str, on: date, known: date) -> bool:
    """Whether people counted one by one are as many as the states together."""
    with acting(clock_actor(path[:6])):
        return balances(register(_view(path, on, known)))


def _view(path: str, on: date, known: date) -> View:
    return View(path, on, datetime(known.year, known.month, known.day, 16, tzinfo=UTC))


def _expect(promised: Mapping[str, int], found: Register) -> None:
    has = {"registered": found.registered, "current": found.current} | found.counts
    wrong = {name: has.get(name, 0) for name, number in promised.items() if has.get(name, 0) != number}
    if wrong:
        raise NotAsPromised(f"{found.view.path} on {found.view.on}: promised {dict(promised)}, found {has}")
