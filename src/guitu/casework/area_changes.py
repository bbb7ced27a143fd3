"""区划调整 and people: what follows from facts is made again for everybody who was carried at a place with another code or
name. The facts stay as they are; where a place was on which day the steps say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from guitu.casework.load import cases
from guitu.kit.database import rows
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.settling.settle import settle

CHUNK = 200
_LIVE = "SELECT id, scope_path FROM people_person WHERE county_id = %(county)s AND {which} ORDER BY id FOR UPDATE"
# Carried there on a day that the change concerns, and elsewhere by now.
_LEFT = (
    "SELECT p.id FROM casework_standing s JOIN people_person p ON p.standing_no = s.standing_no"
    " WHERE s.county_id = %(county)s AND s.path = ANY(%(paths)s) AND s.known_until IS NULL"
    " AND (s.until_on IS NULL OR s.until_on > %(on)s)"
)


def carry(act: Act, olds: Sequence[str], on: date) -> Callable[[], None]:
    """Who is concerned is asked before the places move, and settled after."""
    county = act.actor.county_id
    values = {"county": county, "paths": list(olds), "on": on}
    # a village's name stands before its groups'
    below = "(scope_path = ANY(%(paths)s) OR length(scope_path) = 15 AND left(scope_path, 12) = ANY(%(paths)s))"
    living = rows(_LIVE.replace("{which}", below), values)
    were = dict(living)
    people = sorted({*were, *(person for (person,) in rows(_LEFT, values))})

    def finish() -> None:
        now = dict(rows("SELECT id, scope_path FROM people_person WHERE id = ANY(%s)", [list(were)]))
        moved = [(person, path, now[person]) for person, path in living if now.get(person) not in (None, path)]
        changed(act, [Change("person", person, new, person, {"area_was": old}) for person, old, new in moved])
        for start in range(0, len(people), CHUNK):
            _settle(act, people[start : start + CHUNK])

    return finish


def _settle(act: Act, people: Sequence[UUID]) -> None:
    settle(act.actor.county_id, cases(people, put_away=True), act.at)


