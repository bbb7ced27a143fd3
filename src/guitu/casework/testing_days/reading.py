"""Testing days as their pages read them: the days of a place, who is due, and one day with who was tested."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.kit_stock import TOWN
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.kit.squares import squares
from guitu.matters.labels import label_in
from guitu.rules import testing_days

Row = dict[str, Any]
MOST = 200
_DONE = (
    "EXISTS (SELECT 1 FROM ledger_fact f WHERE f.matter_id = s.matter_id AND f.kind = 'urine_test' AND f.happened_on = d.on_day"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id AND c.kind = 'withdrawn'))"
)
_DUE = (
    "SELECT d.matter_id AS id, m.label, min(d.due_on) AS due_on, min(d.place) AS place FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id"
    " WHERE d.county_id = %s AND d.scope_path >= %s AND d.scope_path < %s AND d.state = 'open' AND d.kind IN ('urine_test', 'return_test')"
    " AND d.opens_on <= %s GROUP BY d.matter_id, m.label, m.scope_path ORDER BY min(d.due_on), m.scope_path, d.matter_id LIMIT %s"
)


def days(actor: Actor) -> list[Row]:
    """The days of the place, the latest first, with how many of the people one sees are on them and were tested."""
    return dicts(
        f"SELECT d.id, d.on_day, {place_sql('d.scope_path')} AS place, count(s.id) AS n, count(s.id) FILTER (WHERE {_DONE}) AS done"  # noqa: S608
        " FROM casework_testingday d LEFT JOIN casework_testingseat s ON s.day_id = d.id WHERE d.county_id = %s"
        " GROUP BY d.id ORDER BY d.on_day DESC, d.id LIMIT 60",
        [actor.county_id],
    )


def due(actor: Actor, on: date) -> list[Row]:
    """Whose test is open on that day, of the people one sees in the town: the longest due first."""
    low = actor.path[:TOWN]
    return [one | {"name": label_in(one["id"], one["label"])} for one in dicts(_DUE, [actor.county_id, low, low + ":", on, MOST])]


def day_of(actor: Actor, day_id: UUID) -> Row:
    """One day; whatever row security hides is not there."""
    found = dicts(
        f"SELECT d.id, d.on_day, d.tester_1, d.tester_2, d.scope_path, {place_sql('d.scope_path')} AS place FROM casework_testingday d"  # noqa: S608
        " WHERE d.id = %s AND d.county_id = %s",
        [day_id, actor.county_id],
    )
    if not found:
        raise NotVisible
    return found[0]


def seats(day: Row) -> list[Row]:
    """Who is on a day, of the people one sees, by their numbers: the code of the cup, and whether the test is done."""
    found = dicts(
        f"SELECT s.number, s.matter_id AS person, m.label, {place_sql('s.scope_path')} AS place, {_DONE} AS is_done FROM casework_testingseat s"  # noqa: S608
        " JOIN casework_testingday d ON d.id = s.day_id JOIN matters_matter m ON m.id = s.matter_id WHERE s.day_id = %s ORDER BY s.number",
        [day["id"]],
    )
    hex = day["id"].hex
    return [one | {"name": label_in(one["person"], one["label"]), "cup": testing_days.cup_of(hex, one["number"])} for one in found]


def with_squares(found: list[Row]) -> list[Row]:
    """The same with each code as a square for the scanner."""
    return [one | {"squares": squares(one["cup"])} for one in found]
