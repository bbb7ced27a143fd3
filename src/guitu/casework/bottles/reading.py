"""The bottles that are kept, as pages read them: of one person with their clocks, and of a place the ones that wait for their day."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.casework import bottle_checks, panel
from guitu.casework.load import Case, cases, live
from guitu.casework.staff import Colleague, holders_of
from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.kit.telling import listed
from guitu.ledger import fact_words
from guitu.rules import bottles, screenings, strip_clocks
from guitu.rules.dates import day_before, days_after

Row = dict[str, Any]
LOOKED_BACK, MOST = 3 * 366, 300  # days, people
_KEPT = (
    "SELECT DISTINCT f.matter_id FROM ledger_fact f WHERE f.county_id = %s AND f.kind = 'bottles_moved' AND f.happened_on > %s"
    " AND f.scope_path >= %s AND f.scope_path < %s AND NOT EXISTS (SELECT 1 FROM ledger_fact d WHERE d.matter_id = f.matter_id"
    " AND d.kind = 'bottles_destroyed' AND d.counted ->> 'test' = f.counted ->> 'test'"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = d.matter_id AND c.corrects = d.id)) LIMIT %s"
)


def kept(actor: Actor, on: date) -> list[Row]:
    """Every bottle that is not used up and not destroyed, of the people one sees; what may be destroyed first on top."""
    people = [person for (person,) in rows(_KEPT, [actor.county_id, days_after(on, -LOOKED_BACK), actor.lo, actor.hi, MOST])]
    kept_back = bottle_checks.held_back(people)
    found = [
        one for held in cases(people, lock=False) for test in of_person(held, on, brief=True, is_held=held.id in kept_back)
        for one in _lines(held, test)
    ]
    _name(actor, on, found)
    return sorted(found, key=lambda one: (not one["is_due"], one["until"], one["label"], one["mark"]))


def _lines(held: Case, test: Row) -> list[Row]:
    if not bottles.is_kept(test["bottles"]):
        return []
    return [
        {"person": held.id, "label": held.masked, "place": held.place, "mark": one.mark.upper(), "seal": one.seal, "now": one.now,
         "taken_on": test["test"].on, "until": test["until"], "is_due": bool(test["may_destroy"])}
        for one in test["bottles"] if one.now.step not in bottles.OVER
    ]


def of_person(held: Case, on: date, *, brief: bool = False, is_held: bool = False) -> list[Row]:
    """Each positive of a person, the latest first: its bottles with their chains, its clocks, and whether it may be destroyed."""
    facts, timeline = live(held.facts), held.policy()
    found = screenings.papers(facts)
    answer = []
    for test in reversed(found.tests):
        mine = bottles.bottles_of(test, facts)
        if not mine:
            continue
        answer.append(
            {"test": test, "bottles": mine, "until": day_before(bottles.first_day(test, timeline)), "finds": "" if brief else panel.words(test.substances),
             "medicines": "" if brief else listed(fact_words.code("medicines", one) for one in test.medicines),
             "clocks": [] if brief else strip_clocks.clocks(test, found, facts, timeline, on),
             "may_destroy": bottles.may_destroy(test, mine, found, on, timeline, is_held=is_held), "is_kept": bottles.is_kept(mine)}
        )
    return answer


def _name(actor: Actor, on: date, found: list[Row]) -> None:
    named: dict[str, Colleague] = holders_of(actor, {one["now"].keeper for one in found}, on)
    for one in found:
        holder = named.get(one["now"].keeper or "")
        one["keeper"] = f"{holder.name} · {holder.body}" if holder else ""


def names(actor: Actor, on: date, listed: list[Row]) -> dict[str, str]:
    """Who the posts in the chains are, as they are held today."""
    posts = {post for test in listed for one in test["bottles"] for step in one.chain for post in (step.keeper, step.second)}
    return {post: one.name for post, one in holders_of(actor, posts, on).items()}


