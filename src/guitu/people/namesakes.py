"""Who on file has the name and the birth date of somebody who is about to come: many looked for at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.arrays import array
from guitu.kit.crypto import readable, token
from guitu.kit.database import rows
from guitu.people.basics import opened
from guitu.people.pinyin import plain_name, rarest_keys

Named = tuple[str, date]  # a name as it is compared, and a birth date
MOST_OF_ONE = 10  # as many as the form that adds somebody shows

# The rarer token leads to the files, the other keeps out most that have it by chance; what is read decides.
_NAMESAKES = """
SELECT p.id, i.name, p.basics FROM (
  SELECT DISTINCT i.person_id FROM people_identity i CROSS JOIN LATERAL unnest(i.tokens) AS t (token)
  JOIN unnest(%(rarer)s::int[], %(other)s::int[]) AS w (rarer, other) ON w.rarer = t.token AND w.other = ANY(i.tokens)
  WHERE i.county_id = %(county)s{mine}
) f JOIN people_person p ON p.id = f.person_id AND p.sealed_at IS NULL JOIN people_identity i ON i.person_id = f.person_id
"""
_MINE = """ AND i.person_id = ANY(ARRAY(
  SELECT s.matter_id FROM matters_part s WHERE s.post_id = %(me)s AND s.until_on IS NULL AND NOT s.beyond))"""


def named(name: str, born_on: date) -> Named:
    """What somebody is looked for by."""
    return plain_name(name), born_on


def namesakes(actor: Actor, wanted: Collection[Named]) -> dict[Named, list[UUID]]:
    """Files of one's own scope with these names and birth dates; one query for any number of them. Never a file that
    was put away, and never one of another town."""
    keys = {found for name, _ in wanted if (found := rarest_keys(name))}
    if not keys:
        return {}
    pairs = {(token(actor.county_id, rarer), token(actor.county_id, other)) for rarer, other in keys}
    rarer, other = zip(*pairs, strict=True)
    asked = {"county": actor.county_id, "me": actor.post_id, "rarer": array("int", rarer), "other": array("int", other)}
    answer: dict[Named, list[UUID]] = {}
    days = {born_on for _, born_on in wanted}
    for person, name, basics in rows(_NAMESAKES.format(mine="" if actor.whole else _MINE), asked):
        born_on = opened(person, basics).born_on
        if born_on not in days or born_on is None:
            continue
        held = readable("people_identity|name", person, name)
        key = (plain_name(held or ""), born_on)
        if key in wanted:
            answer.setdefault(key, []).append(person)
    return {key: sorted(people, key=str)[:MOST_OF_ONE] for key, people in answer.items()}
