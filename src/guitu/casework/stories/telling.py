"""What would tell of whom a story is, gathered from the file; and the first draft of one."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as say

from guitu.casework.load import Case, live
from guitu.kit import crypto
from guitu.kit.database import rows
from guitu.kit.telling import labelled, numbered
from guitu.ledger import fact_words
from guitu.people import relatives
from guitu.people.unmasking import identity
from guitu.rules import stories

_LEVELS = (4, 6, 9, 12, 15)  # below the province


def name_of(person_id: UUID) -> str:
    row = identity(person_id)
    return crypto.readable("people_identity|name", person_id, row["name"]) or ""


def tells_of(held: Case) -> stories.Tells:
    """Names of the person and of the family on record, and the places in which the file lies."""
    family = relatives.standing(relatives.of_person(held.id))
    paths = [held.scope_path[:level] for level in _LEVELS if len(held.scope_path) >= level]
    found = rows("SELECT name, short FROM grid_area WHERE path = ANY(%s)", [paths])
    places = [word for pair in found for word in pair if word]
    return stories.Tells([name_of(held.id), *(known.name for known in family.values())], places)


def draft(held: Case) -> str:
    """The file told by months, without a day, a place or a name: somebody has to make a story of it."""
    lines = [say("%(who)s的三年：") % {"who": stories.alias(name_of(held.id))}]
    for month, fact in stories.months(live(held.facts)):
        lines.append(labelled(numbered(say("第 %(n)s 个月") % {"n": month}), fact_words.kind(fact.kind)))
    return "\n".join(lines)
