"""Everybody of a county, thought up once in each process and kept."""

from __future__ import annotations

from datetime import date
from functools import cache, partial

from guitu.demo.crews import crews
from guitu.demo.life import Life
from guitu.demo.places import ENPING, STAFFINGS, XIANAN
from guitu.demo.population import Place, enping_lives
from guitu.demo.posts import enping_groups
from guitu.demo.small_books import small_lives
from guitu.demo.yongan import yongan_lives
from guitu.grid import divisions


@cache
def lives(county: str, today: date, scale: int) -> list[Life]:
    """In order of place, so that one transaction has few posts at work in it."""
    book = {ENPING: enping_lives, XIANAN: yongan_lives}.get(county, partial(small_lives, county))
    return sorted(book(places(county), today, scale), key=lambda life: (life.first.worker, life.number))


@cache
def groups(county: str) -> dict[str, list[str]]:
    """The groups of each village; only 恩平's are made."""
    found: dict[str, list[str]] = {}
    for path, _name in enping_groups(divisions.county(county)) if county == ENPING else ():
        found.setdefault(path[:12], []).append(path)
    return found


def places(county: str) -> list[Place]:
    """The villages of towns that have a centre, each with who works there."""
    units = divisions.county(county)
    crew = crews(STAFFINGS[county](units).posts)
    villages = sorted(u.path for u in units if u.level == 5 and not u.virtual and u.path[:9] in crew)
    return [Place(village, crew[village[:9]]) for village in villages]
