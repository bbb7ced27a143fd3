"""An invented county for measuring: who lives there, and what happened to each. The same every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid5

from guitu.demo.invented_names import invented_names
from guitu.grid import divisions
from guitu.kit.clock import SHANGHAI
from guitu.people.intake import NewPerson
from guitu.rules.identifiers import Sex, make_demo_id, make_demo_phone

COUNTY = "440785"
NAMESPACE = UUID("1b5d0d52-93a5-4f0a-8f0e-2f6c4a7f3c11")
CASELOADS = (50, 36, 42, 30, 46, 33, 39)  # people per worker: 1:30 to 1:50
NAMES = 50_000
BORN = date(1962, 1, 1)


@dataclass(frozen=True, slots=True)
class Worker:
    """A post of a social worker in one town, and the numbers of the people it looks after."""

    number: int
    town: str
    people: range

    @property
    def post_id(self) -> UUID:
        return made_id("post", self.number)

    @property
    def account_id(self) -> UUID:
        return made_id("account", self.number)


def made_id(what: str, number: int) -> UUID:
    """The same id at every build."""
    return uuid5(NAMESPACE, f"{what}|{number}")


def villages() -> dict[str, list[str]]:
    """The villages of each town of the county; units that exist only in the code are left out."""
    found: dict[str, list[str]] = {}
    for unit in divisions.county(COUNTY):
        if unit.level == 5 and not unit.virtual:
            found.setdefault(unit.path[:9], []).append(unit.path)
    return found


def workers(people: int) -> list[Worker]:
    """Posts until everybody has one, town after town in turn."""
    answer: list[Worker] = []
    first, towns = 0, cycle(sorted(villages()))
    for size in cycle(CASELOADS):
        if first >= people:
            return answer
        last = min(first + size, people)
        answer.append(Worker(len(answer), next(towns), range(first, last)))
        first = last
    return answer


def names(people: int) -> list[str]:
    """Names by number; they come again after fifty thousand."""
    return list(islice(cycle(list(islice(invented_names(), NAMES))), people))


def sex_of(number: int) -> Sex:
    return "female" if number % 6 == 0 else "male"


def person(number: int, name: str, worker: Worker, places: Sequence[str]) -> NewPerson:
    """Somebody of this worker's people; day of birth and number together come once only."""
    village = places[number % len(places)]
    born_on = BORN + timedelta(days=number // 500 * 61 % 16_000)
    return NewPerson(
        name=name, sex=sex_of(number), scope_path=village, home_path=village, post_id=worker.post_id,
        id_number=make_demo_id(born_on, sex_of(number), number % 500), born_on=born_on,
        phone=make_demo_phone(number), address=f"青云路{number % 300 + 1}号", id=made_id("person", number),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """A fact of a story: what, on which day, and when it was written down."""

    kind: str
    on: date
    body: dict[str, Any]

    @property
    def at(self) -> datetime:
        return datetime.combine(self.on, time(17), SHANGHAI)


# Of twenty: twelve in 社区戒毒, three in 社区康复, the rest where a county's book has them.
_DETOX, _REHABILITATION, _ISOLATION, _ABSTINENT, _DEAD = range(12), range(12, 15), (15,), (16, 17), (18,)
_PAPERS = ("decision_served", "reported_in", "agreement_signed")


def is_alive(number: int) -> bool:
    return number % 20 not in _DEAD


def story(number: int, facts: int, today: date, worker: Worker) -> list[Event]:
    """As many facts as asked for, the newest a few days ago, in the order of their days."""
    which = number % 20
    if which in _DETOX or which in _REHABILITATION:
        kind = "community_detox" if which in _DETOX else "community_rehabilitation"
        begun = _measure(number, kind, today - timedelta(days=75 + number * 37 % 330))
        return _filled(begun, number, facts, today, worker, tests=True)
    begun = [Event("registered", today - timedelta(days=1500 + number % 400), {"source": "found"})]
    if which in _ISOLATION:
        begun += [Event("measure_decided", today - timedelta(days=200 + number % 150),
                        {"measure": str(made_id("measure", number)), "measure_kind": "compulsory_isolation"})]
    elif which in _ABSTINENT:
        begun += [Event("abstinence_confirmed", today - timedelta(days=number % 90 + 1), {})]
    elif which in _DEAD:
        begun += [Event("died", today - timedelta(days=number % 300 + 1), {})]
    return _filled(begun, number, facts, today, worker, tests=False)


def _measure(number: int, kind: str, start: date) -> list[Event]:
    measure = {"measure": str(made_id("measure", number))}
    first = Event("registered", start - timedelta(days=20), {"source": "found"})
    decided = Event("measure_decided", start - timedelta(days=3), {**measure, "measure_kind": kind})
    return [first, decided, *(Event(paper, start, measure) for paper in _PAPERS)]


def _filled(
    begun: list[Event], number: int, facts: int, today: date, worker: Worker, *, tests: bool
) -> list[Event]:
    """Regular events backwards from today until the story has its length."""
    missing = max(0, facts - len(begun))
    until = min((event.on for event in begun if event.kind in ("died", "abstinence_confirmed")), default=today)
    made = list(islice(_regular(number, until, worker, begun[-1].on if tests else begun[0].on), missing))
    if len(made) < missing:  # more facts than the time allows regularly: talks in between
        first = begun[0].on
        span = max((until - first).days, 2)
        made += [
            Event("visit", first + timedelta(days=1 + n * 7 % (span - 1)), {"how": "phone"})
            for n in range(missing - len(made))
        ]
    return sorted([*begun, *made][:max(facts, len(begun))], key=lambda event: event.on)


def _regular(number: int, until: date, worker: Worker, since: date) -> Iterator[Event]:
    """A test, a report and a visit in each month, the newest first; one in nine has not come lately."""
    day = until - timedelta(days=number % 24 + 2 + (45 if number % 9 == 0 else 0))
    staff = {"tester_1": str(worker.post_id), "tester_2": str(made_id("police", 0)), "collector_sex": "female"}
    turn = 0
    while day > since:
        yield Event("urine_test", day, {"outcome": "negative", **staff})
        if turn % 3 == 0 and day - timedelta(days=2) > since:
            yield Event("periodic_report", day - timedelta(days=2), {"how": "in_person"})
        if turn % 2 == 0 and day - timedelta(days=4) > since:
            yield Event("visit", day - timedelta(days=4), {"how": "home"})
        day -= timedelta(days=29)
        turn += 1
