"""What people do with a hive."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from guitu.hives.fold import HIVE
from guitu.kit.clock import local_day
from guitu.kit.database import run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.matters.opening import NewMatter, open_matters
from guitu.matters.parts import NewPart, Place, end_part, give_part
from guitu.rules.hives import may_catch
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write


@command
def set_up_hive(act: Act, *, path: str, number: int, on: date) -> Answer:
    """Put a hive on file where it stands; the post that does it looks after it."""
    hive = uuid4()
    open_matters(
        act.actor.county_id, [NewMatter(hive, path, f"{number}号箱", act.actor.post_id)], kind="hive", compartment="venues",
        at=act.at, on=act.on,
    )
    run("INSERT INTO hives_hive (id, county_id, scope_path, number) VALUES (%s, %s, %s, %s)", [hive, act.actor.county_id, path, number])
    (held,) = matters(HIVE, [hive])
    return write(act, held, [new("hive_set_up", act, on)])


@command
def look_at_hive(act: Act, *, hive_id: UUID, on: date, found: str, note: str | None = None) -> Answer:
    """Record what was found in a hive. Refuses a day to come, and words that are not on the list."""
    return write(act, matter(act, HIVE, hive_id), [new("hive_looked_at", act, on, found=found)], note=note)


@command
def take_hive_away(act: Act, *, hive_id: UUID) -> Answer:
    """Note that a hive stands there no more, as one that is found empty."""
    return write(act, matter(act, HIVE, hive_id), [new("hive_looked_at", act, act.on, found="empty")])


@command
def report_swarm(act: Act, *, hive_id: UUID, seen_at: datetime) -> Answer:
    """Note that a hive swarms: it is to be caught within minutes."""
    return write(act, matter(act, HIVE, hive_id), [new("hive_swarmed", act, local_day(seen_at), seen_at=seen_at)])


@command
def catch_swarm(act: Act, *, hive_id: UUID, swarm: str) -> Answer:
    """Note that a swarm was caught. Refuses one that was never seen, or is caught already."""
    held = matter(act, HIVE, hive_id)
    Refused.unless(may_catch(held.facts, swarm))
    return write(act, held, [new("swarm_caught", act, act.on, swarm=swarm)])


@command
def invite_neighbour(act: Act, *, hive_id: UUID, post_id: UUID, until: date, also: str = "") -> Answer:
    """A post of another area takes part in one hive until a day."""
    place = _place(matter(act, HIVE, hive_id))
    return {"part": str(give_part(act, place, NewPart(post_id, "co_unit", {"BASIC", *also.split()}, "help", until)))}


@command
def thank_neighbour(act: Act, *, hive_id: UUID, part_id: UUID) -> Answer:
    """The post takes no part any more, from the next click on."""
    if not end_part(act, _place(matter(act, HIVE, hive_id)), part_id):
        raise NotVisible
    return {}


def _place(held: Loaded) -> Place:
    return Place(held.id, held.county_id, held.scope_path, "venues")
