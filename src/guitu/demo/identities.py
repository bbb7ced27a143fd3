"""People who do not exist: numbers of an area never assigned, phones that reach nobody."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from guitu.people.intake import NewPerson
from guitu.rules.identifiers import Sex, make_demo_id, make_demo_phone

# Street names as they are common everywhere; nobody lives there.
STREETS = ("沿江路", "新平路", "东成路", "解放路", "建设大道", "和平路", "人民路", "南堤路", "民安路", "青云街")


def birthday(rng: Random, today: date, youngest: int) -> date:
    """Mostly between 25 and 60, as on any such book, and grown up when the story begins."""
    years = min(72.0, max(float(youngest), rng.gauss(42, 10)))
    return today - timedelta(days=int(years * 365.25) + rng.randint(0, 364))


def sex_of(rng: Random) -> Sex:
    return "female" if rng.random() < 0.16 else "male"


def new_person(
    *, number: int, name: str, sex: Sex, born_on: date, village: str, rng: Random
) -> NewPerson:
    """Somebody to be put on the book; the number keeps people born on one day apart."""
    street = f"{rng.choice(STREETS)}{rng.randint(1, 180)}号"
    return NewPerson(
        name=name,
        sex=sex,
        scope_path=village,
        post_id=None,
        id_number=make_demo_id(born_on, sex, number % 500),
        born_on=born_on,
        home_path=village,
        phone=make_demo_phone(number),
        address=street,
        home_address=street,
    )
