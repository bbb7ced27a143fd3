"""检测日: a centre sets a day and the people for it. Each result is taken by the command of a single test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.casework import lawful
from guitu.casework.kit_stock import TOWN
from guitu.kit.database import insert_many, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import testing_days

_FIELD = {"testing_days.gone_by": "on", "testing_days.one_person": "tester_2"}
_OF_TOWN = (
    "SELECT id, scope_path FROM people_person WHERE id = ANY(%s) AND county_id = %s AND scope_path >= %s AND scope_path < %s AND sealed_at IS NULL"
    " ORDER BY scope_path, id"
)


@command
def plan_testing_day(act: Act, *, on: date, people: Sequence[UUID], tester_1: UUID, tester_2: UUID) -> Answer:
    """Set a testing day for one's centre: who comes, numbered in the order of their places, and which two test.

    Refuses a day gone by, nobody or too many, staff who hold no post, one human being as both, and who is not of the
    place. Clause: test_procedure.8.
    """
    if len(act.actor.path) < TOWN:
        raise NotVisible
    town, wanted = act.actor.path[:TOWN], sorted(set(people), key=str)
    found = lawful.known_staff(act, act.on, tester_1=str(tester_1), tester_2=str(tester_2))
    one, other = found[str(tester_1)], found[str(tester_2)]
    same = tester_1 == tester_2 or (one.natural_person_id is not None and one.natural_person_id == other.natural_person_id)
    verdict = testing_days.may_plan(on, wanted, same_tester=same, today=act.on)
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELD.get(verdict.reasons[0].code, "people"))
    there = rows(_OF_TOWN, [wanted, act.actor.county_id, town, town + ":"])
    if len(there) != len(wanted):
        raise NotVisible
    day, county = uuid4(), act.actor.county_id
    run(
        "INSERT INTO casework_testingday (id, county_id, scope_path, on_day, tester_1, tester_2, post_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [day, county, town, on, tester_1, tester_2, act.actor.post_id],
    )
    insert_many(
        "casework_testingseat",
        (("id", "uuid"), ("county_id", "text"), ("matter_id", "uuid"), ("scope_path", "text"), ("day_id", "uuid"), ("number", "int")),
        [(uuid4(), county, person, path, day, number) for number, (person, path) in enumerate(there, start=1)],
    )
    changed(act, [Change("testing_day", day, town, None, {"on": on, "people": len(there)})])
    return {"day": str(day), "people": len(there)}
