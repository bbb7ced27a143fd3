"""案例: written from the file so that nobody is known again, looked through by another person, shown while agreed to."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.casework.stories import telling
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import consents
from guitu.rules import stories as rules
from guitu.rules.facts import Fact
from guitu.settling.record import new


@command
def write_story(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Write the story of a person for others to learn from.

    Refuses without the person's consent, and a text with a name, a place below the province, a number or a day in it
    (personal_information.29; the check is our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_story(act, held, on=on, note=note), note=note)


@command
def check_story(act: Act, *, person_id: UUID, story: str, on: date, note: str | None = None) -> Answer:
    """Another person has looked through a story: nobody can be known by it. From now on it is shown, while agreed to.

    Refuses who wrote it, one looked through already, and without consent (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_check(act, held, story=story, on=on), note=note)


def plan_story(act: Act, held: Case, *, on: date, note: str | None = None, **_: Any) -> list[Fact]:
    Refused.unless(consents.may_rely(live(held.facts), "story", on))
    Refused.unless(rules.may_tell(note or "", telling.tells_of(held)), field="note")
    return [new("story_written", act, on)]


def plan_check(act: Act, held: Case, *, story: str, on: date, **_: Any) -> list[Fact]:
    stand = live(held.facts)
    Refused.unless(consents.may_rely(stand, "story", on))
    found = next((fact for fact in stand if fact.id == story), None)
    by_same = found is not None and natural_persons.wrote(act.actor, natural_persons.versions(held, found))
    Refused.unless(rules.may_check(story, stand, by_same=by_same), field="story")
    return [new("story_checked", act, on, story=story)]
