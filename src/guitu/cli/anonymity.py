"""`guitu anonymity`: how many people share what lies in clear of them, and what would tell them apart."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from guitu.cli import environment
from guitu.rules.dates import first_of_month

FEW = 5  # fewer alike than this are too few to hide among


class Traits(NamedTuple):
    """What an outsider may know of somebody and look for in a dump."""

    path: str
    home_path: str | None
    state: str | None
    masked: str
    sex: str
    born_on: date | None


SEEN: dict[str, Callable[[Traits], object]] = {
    "不加密的：地方、户籍地、状态 · in clear: place, household, state": lambda p: (p.path, p.home_path, p.state),
    "如果出生年月不加密 · were year and month of birth in clear": lambda p: (p[:3], p.born_on and first_of_month(p.born_on)),
    "如果姓、性别、出生日期不加密 · were surname, sex and birth date in clear": lambda p: p,
}


class Shared(NamedTuple):
    """How many people are the only ones of their kind, and how many share it with fewer than four others."""

    alone: int
    few: int


def shared(people: Iterable[Traits], seen: Callable[[Traits], object]) -> Shared:
    alike = Counter(map(seen, people))
    return Shared(list(alike.values()).count(1), sum(n for n in alike.values() if n < FEW))


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", help="只看一个县，如 440785 · one county only")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.kit.database import rows

        counties = [args.area[:6]] if args.area else [county for (county,) in rows("SELECT county_id FROM grid_counties()")]
        people = [traits for county in counties for traits in _traits(county)]
    print(f"{len(people)} 人 · people")
    for words, seen in SEEN.items():
        found = shared(people, seen)
        print(f"{words}：独一无二 {found.alone} 人，同样的不到 {FEW} 人 {found.few} 人"
              f" · {found.alone} alone, {found.few} among fewer than {FEW}")
    return 0


def _traits(county: str) -> list[Traits]:
    from guitu.grid.access import clock_actor
    from guitu.kit.database import acting, rows
    from guitu.people.basics import opened

    with acting(clock_actor(county)):
        found = rows(
            "SELECT p.scope_path, p.home_path, c.state, p.id, p.basics FROM people_person p"
            " LEFT JOIN casework_current c ON c.person_id = p.id WHERE p.county_id = %s AND p.sealed_at IS NULL",
            [county],
        )
    return [Traits(path, home, state, *opened(person, basics)) for path, home, state, person, basics in found]
