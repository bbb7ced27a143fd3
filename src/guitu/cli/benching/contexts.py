"""What the other contexts have in the invented county, and what their work takes: places to inspect and to draw, goods to
exchange points for, and the cards with which people come in to their own files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from guitu.cli.benching import population
from guitu.cli.benching.population import Worker

if TYPE_CHECKING:
    from guitu.kit.actor import Actor

CLERK = population.made_id("clerk", 0)
KEEPER = population.made_id("keeper", 0)
PEOPLE_PER_VENUE = 5  # twenty thousand places where there are a hundred thousand people
TOGETHER = 1000  # places written in one transaction
KINDS = ("entertainment", "hotel", "rental", "bath", "board_games", "net_bar", "parcel")
CONTACT = "一楼服务台，林老师，0750-0000000"
PIN = "482915"
EACH = 2  # exchanges of a person; a quarter allows three


def actor_of(post: UUID, account: UUID) -> Actor:
    from guitu.grid import access
    from guitu.kit import clock

    held = access.post_named(post, clock.today())
    assert held is not None
    return access.actor_of(held, account)


def clerk() -> Actor:
    return actor_of(CLERK, population.made_id("account-clerk", 0))


def worker_of(worker: Worker) -> Actor:
    return actor_of(worker.post_id, worker.account_id)


def venues(people: int) -> None:
    """The register of places, by the product's own command, many in one transaction."""
    from guitu.inspection.venues.commands import register_venue
    from guitu.kit import clock
    from guitu.ledger.commands import batch

    actor, at = clerk(), clock.now()
    places = cycle(sorted(path for listed in population.villages().values() for path in listed))
    for start in range(0, people // PEOPLE_PER_VENUE, TOGETHER):
        with batch(actor):
            for number in range(start, min(start + TOGETHER, people // PEOPLE_PER_VENUE)):
                register_venue(
                    actor, at=at, door="bench", path=next(places), kind=KINDS[number % len(KINDS)], name=f"青云第{number + 1}店",
                    licence=f"91440785{number:010d}", address=f"青云路{number + 1}号", anyway=True,
                )


def drawn(people: int) -> dict[str, Any]:
    """A campaign over every place of the county, half of them drawn at random."""
    from guitu.inspection.campaigns.commands import draw_campaign, plan_campaign
    from guitu.kit import clock

    actor, at, today = clerk(), clock.now(), clock.today()
    quota = max(people // PEOPLE_PER_VENUE // 2, 1)
    planned = plan_campaign(
        actor, at=at, door="bench", name="行动", kinds=KINDS, from_on=today, until_on=today + timedelta(days=30), way="random", quota=quota
    )
    began = time.perf_counter()
    done = draw_campaign(actor, at=at, door="bench", campaign_id=UUID(planned["campaign"]))
    return {"venues": people // PEOPLE_PER_VENUE, "drawn": done["drawn"], "s": time.perf_counter() - began}


def exchanged(worker: Worker) -> dict[str, Any]:
    """Points exchanged for a good, one transaction each, by one process."""
    from guitu.casework.points.commands import grant_points
    from guitu.casework.shop.catalogue import add_good, allot_budget, stock_good
    from guitu.casework.shop.commands import reserve_good
    from guitu.kit import clock
    from guitu.ledger.commands import batch

    actor, at, today = worker_of(worker), clock.now(), clock.today()
    people = [population.made_id("person", number) for number in worker.people if population.is_alive(number)]
    pieces = len(people) * EACH
    with batch(actor):
        for person in people:
            grant_points(actor, at=at, door="bench", person_id=person, item="P06", quantity=1, on=today)
    good = UUID(add_good(clerk(), at=at, door="bench", name="毛巾", price=Decimal(1), from_on=today)["good"])
    allot_budget(clerk(), at=at, door="bench", yuan=pieces, note="预算")
    keeper = actor_of(KEEPER, population.made_id("account-keeper", 0))
    stock_good(keeper, at=at, door="bench", good_id=good, pieces=pieces, cost=Decimal(1), note="一批")
    began, cpu = time.perf_counter(), time.process_time()
    for number in range(pieces):
        reserve_good(
            actor, at=at, door="bench", request_id=str(uuid4()), person_id=people[number % len(people)], good_id=good,
            pick_on=today, by_appointment=True,
        )
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {"per_second": pieces / took, "cpu_ms": cpu * 1000 / pieces, "done": pieces}


def own_cookies(workers: Sequence[Worker], today: date) -> list[str]:
    """A visit of one person of each worker, who has chosen a PIN of their own."""
    from guitu.kit import clock
    from guitu.ledger.commands import ONCE
    from guitu.portal import door, entering
    from guitu.portal.cards.commands import choose_pin, issue_card

    cookies, at = [], clock.now()
    for worker in workers:
        person = population.made_id("person", worker.people[0])
        token, pin = issue_card(worker_of(worker), at=at, door="bench", person_id=person, whose="self", contact=CONTACT)[ONCE]
        found = entering.enter(token, pin, "127.0.0.1", at)
        assert found is not None
        visit, secret = found
        me = entering.actor_of(visit, today)
        choose_pin(me, at=at, door="bench", card=visit.card, path=visit.scope_path, secret=secret, pin=PIN, again=PIN)
        cookies.append(f"{door.COOKIE}={secret}")
    return cookies
