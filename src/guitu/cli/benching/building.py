"""Builds the invented county through the product's bulk paths. Run as a process of its own, as the application role:

    python -m guitu.cli.benching.building posts PEOPLE FACTS
    python -m guitu.cli.benching.building people PEOPLE FACTS PART PARTS
    python -m guitu.cli.benching.building venues PEOPLE FACTS
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from guitu.cli.benching import contexts, population
from guitu.cli.benching.population import COUNTY, Worker

if TYPE_CHECKING:  # modules of Django's side are imported once it is set up
    from guitu.kit.actor import Actor
    from guitu.ledger.commands import Act
    from guitu.ledger.lines import FactLine
    from guitu.people.intake import NewPerson

TOGETHER = 5  # workers whose people are written in one transaction
POLICE = population.made_id("police", 0)
CLERK = contexts.CLERK


def posts(people: int, on: date) -> None:
    """Areas, one centre per town, a held post with an account per worker, a clerk for the county."""
    from django.db import connection, transaction

    from guitu.grid import area_load, divisions
    from guitu.grid.access import clock_actor
    from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
    from guitu.kit.database import acting

    with transaction.atomic():
        area_load.load(connection, divisions.county(COUNTY))
    listed = population.workers(people)
    towns = sorted({worker.town for worker in listed})
    bodies = {town: Body(county_id=COUNTY, path=town, kind="town_centre", name=f"{town}邑康家园") for town in towns}
    office = Body(county_id=COUNTY, path=COUNTY, kind="narcotics_office", name="禁毒办")
    station = Body(county_id=COUNTY, path=towns[0], kind="police_station", name="派出所")
    held = [(worker.post_id, worker.account_id, bodies[worker.town], "social_worker") for worker in listed]
    held += [
        (CLERK, population.made_id("account-clerk", 0), office, "county_clerk"),
        (POLICE, population.made_id("account-police", 0), station, "police_liaison"),
        (contexts.KEEPER, population.made_id("account-keeper", 0), office, "storekeeper"),
        *((_head(town), _head(town, "account"), bodies[town], "town_head") for town in towns),
    ]
    with acting(clock_actor(COUNTY), durable=True):
        NaturalPerson.objects.bulk_create([NaturalPerson(pk=account, county_id=COUNTY) for _, account, _, _ in held])
        Account.objects.bulk_create(
            [Account(pk=account, natural_person_id=account, login=f"bench-{account.hex}") for _, account, _, _ in held]
        )
        Body.objects.bulk_create([*bodies.values(), office, station])
        Post.objects.bulk_create(
            [Post(pk=post, county_id=COUNTY, body=body, role=role, title=role, path=body.path)
             for post, _, body, role in held]
        )
        Holding.objects.bulk_create(
            [Holding(county_id=COUNTY, post_id=post, account_id=account, name=f"工作人员{number}", sex="female",
                     from_on=date(2015, 1, 1))
             for number, (post, account, _, _) in enumerate(held)]
        )


def _head(town: str, what: str = "head") -> UUID:
    return population.made_id(what, int(town))


def people(total: int, facts: int, now: datetime, part: int, parts: int) -> None:
    """Everybody of every so-many-th worker: files, facts with their ledger lines, and what follows."""
    from guitu.grid import summing
    from guitu.grid.access import clock_actor
    from guitu.kit.database import acting

    names, places = population.names(total), population.villages()
    mine = population.workers(total)[part::parts]
    done, everybody = 0, sum(len(worker.people) for worker in mine)
    for start in range(0, len(mine), TOGETHER):
        several = mine[start : start + TOGETHER]
        with acting(clock_actor(COUNTY), durable=True):
            _several(several, names, places, facts, now)
        done += sum(len(worker.people) for worker in several)
        if start // TOGETHER % 20 == 0 or done == everybody:
            print(f"    {part + 1}/{parts}: {done} / {everybody}", flush=True)
    summing.fold(COUNTY)


def _several(
    several: Sequence[Worker], names: Sequence[str], places: dict[str, list[str]], facts: int, now: datetime
) -> None:
    from guitu.casework.load import cases
    from guitu.grid.access import HeldPost, actor_of
    from guitu.kit.clock import local_day
    from guitu.kit.database import acting
    from guitu.ledger.lines import record_all
    from guitu.people import intake
    from guitu.settling.settle import settle_known

    today = local_day(now)
    new = {
        worker: [population.person(n, names[n], worker, places[worker.town]) for n in worker.people]
        for worker in several
    }
    intake.add(COUNTY, [someone for listed in new.values() for someone in listed], now, today)
    for worker, listed in new.items():
        post = HeldPost(worker.post_id, COUNTY, "social_worker", "", worker.town, "", "")
        with acting(actor_of(post, worker.account_id)) as actor:  # a ledger line is written by its own post
            record_all([
                act
                for number, someone in zip(worker.people, listed, strict=True)
                for act in _acts(actor, someone, population.story(number, facts, today, worker))
            ])
    settle_known(COUNTY, cases([someone.id for listed in new.values() for someone in listed]), now)


def _acts(actor: Actor, someone: NewPerson, story: Sequence[population.Event]) -> Iterator[tuple[Act, list[FactLine]]]:
    """One command per day of the story, written down on that day."""
    from guitu.ledger.commands import Act
    from guitu.ledger.lines import FactLine

    for at, events in groupby(story, key=lambda event: event.at):
        path = someone.scope_path
        yield Act(actor, at, "bench", str(uuid4()), "bench"), [
            FactLine(id=uuid4(), matter_id=someone.id, scope_path=path, happened_path=path,
                     kind=event.kind, on=event.on, body=event.body, at=at)
            for event in events
        ]


def main(arguments: Sequence[str]) -> None:
    import django

    django.setup()
    from guitu.kit import clock

    what, total, facts = arguments[0], int(arguments[1]), int(arguments[2])
    if what == "posts":
        posts(total, clock.today())
    elif what == "venues":
        contexts.venues(total)
    else:
        people(total, facts, clock.now(), int(arguments[3]), int(arguments[4]))


if __name__ == "__main__":
    main(sys.argv[1:])
