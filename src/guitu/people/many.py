"""People of a list by their ids, as a post sees them; and all that a query of the list finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.grid.fields import duty_kinds
from guitu.kit.actor import Actor
from guitu.lists.bulk.acts import Row
from guitu.people import basics, queries
from guitu.people.listing import Asked, person_url
from guitu.people.queries import Person, Wish


def called(actor: Actor, people: Sequence[UUID], today: date) -> dict[UUID, Row]:
    """Masked, with the place and who looks after them now."""
    found = queries.named(actor, people, Wish(duty_kinds(actor.classes)), today)
    return {UUID(one.id): _row(one, actor) for one in found}


def found(actor: Actor, query: Mapping[str, str], today: date, most: int) -> list[UUID]:
    return queries.everybody(actor, Asked(query, actor).wish, today, most)


def _row(person: Person, actor: Actor) -> Row:
    worker = _("责任社工 %(name)s") % {"name": person.worker} if person.worker else _("还没有责任社工")
    note = " · ".join(part for part in (person.place, worker if actor.whole else "") if part)
    return Row(basics.opened(person.id, person.basics).masked, note, person_url(UUID(person.id)))
