# ruff: noqa: S608  the pieces put into statements are constants of this module
"""Trials are read here: how far one is, what came out by town and worker, and the people it touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.kit.database import dicts, row, rows
from guitu.lists.pages import Cut
from guitu.rulepacks.models import Trial

NOBODY = UUID(int=0)  # in the place of a post
PLACE = 9  # digits of a town
LISTED = 20  # trials of a place, the newest
_PEOPLE = "SELECT count(*) FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL"
_END = (
    "SELECT scope_path, id FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL"
    " ORDER BY scope_path, id OFFSET %s LIMIT 1"
)
_MONTHS = (
    "SELECT sum(m.value)::int FROM rulepacks_trialload l, unnest(l.months) WITH ORDINALITY AS m (value, n)"
    " WHERE l.trial_id = %s GROUP BY m.n ORDER BY m.n"
)
_FAR = """
SELECT sum(p.done)::int AS done, sum(p.changed)::int AS changed, sum(p.newly)::int AS newly, sum(p.released)::int AS released,
  sum(p.left_out)::int AS left_out, max(w.over_before)::int AS over_before, max(w.over_after)::int AS over_after,
  max(w.limit_before)::int AS limit_before, max(w.limit_after)::int AS limit_after
FROM rulepacks_trialpart p CROSS JOIN (
  SELECT count(*) FILTER (WHERE care_before > limit_before) AS over_before, count(*) FILTER (WHERE care_after > limit_after) AS over_after,
    max(limit_before) AS limit_before, max(limit_after) AS limit_after
  FROM (SELECT sum(care_before) AS care_before, sum(care_after) AS care_after, min(limit_before) AS limit_before,
      min(limit_after) AS limit_after FROM rulepacks_trialload WHERE trial_id = %(trial)s AND post_id <> %(nobody)s GROUP BY post_id) AS posts
) AS w WHERE p.trial_id = %(trial)s
"""
_SUMS = ", ".join(f"sum(l.ahead[{n}])::int AS a{n}" for n in range(1, 7))
_TOWNS = f"""
SELECT l.scope_path AS path, {place_sql("l.scope_path")} AS name, sum(l.changed)::int AS changed, {_SUMS},
  sum(l.care_before)::int AS care_before, sum(l.care_after)::int AS care_after
FROM rulepacks_trialload l WHERE l.trial_id = %(trial)s GROUP BY l.scope_path ORDER BY l.scope_path
"""
_POSTS = f"""
SELECT l.post_id, (SELECT h.name FROM grid_holding h WHERE h.post_id = l.post_id AND {held("h")} LIMIT 1) AS name,
  l.scope_path AS path, {place_sql("l.scope_path")} AS place, l.changed, {_SUMS.replace("sum(", "(").replace("::int", "")},
  l.care_before, l.care_after, l.limit_before, l.limit_after, l.months
FROM rulepacks_trialload l WHERE l.trial_id = %(trial)s AND starts_with(l.scope_path, %(town)s) ORDER BY l.scope_path, name NULLS LAST, l.post_id
"""
_FOUND = f"""
SELECT t.id, t.matter_id, t.scope_path, t.law, t.differences, p.basics, {place_sql("t.scope_path")} AS place,
  (SELECT h.name FROM matters_part s JOIN grid_holding h ON h.post_id = s.post_id AND {held("h")}
    WHERE s.matter_id = t.matter_id AND s.part = 'responsible' AND s.until_on IS NULL LIMIT 1) AS worker,
  count(*) OVER () AS total
FROM rulepacks_trialperson t JOIN people_person p ON p.id = t.matter_id AND p.sealed_at IS NULL
WHERE t.trial_id = %(trial)s AND (%(law)s = '' OR t.law = %(law)s) AND starts_with(t.scope_path, %(area)s)
ORDER BY {{order}} LIMIT %(size)s OFFSET %(offset)s
"""
_LISTED = f"""
SELECT t.id, t.scope_path AS path, {place_sql("t.scope_path")} AS place, t.pack, t.draft_id, t.digest, t.from_start, t.state, t.asked_at
FROM rulepacks_trial t WHERE t.county_id = %s AND (starts_with(t.scope_path, %s)) ORDER BY t.asked_at DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Far:
    """How far a trial is, and what it has found."""

    done: int
    changed: int
    newly: int
    released: int
    left_out: int
    over_before: int  # workers with more people in care than counted on
    over_after: int
    limit_before: int | None
    limit_after: int | None


def people_at(county_id: str, path: str) -> int:
    """How many people are on file at a place."""
    (found,) = row(_PEOPLE, [county_id, path]) or (0,)
    return int(found)


def ends_of(trial: Trial, parts: int) -> list[tuple[str, UUID]]:
    """Where the people of a trial are cut into so many stretches of one size; none where they are too few."""
    cuts = [trial.people * n // parts for n in range(1, parts)]
    found = [row(_END, [trial.county_id, trial.scope_path, cut - 1]) for cut in cuts if cut]
    return [(one[0], one[1]) for one in found if one]


def months_of(trial_id: UUID) -> list[int]:
    return [n for (n,) in rows(_MONTHS, [trial_id])]


def trial_of(trial_id: UUID) -> Trial | None:
    return Trial.objects.filter(pk=trial_id).first()


def far(trial_id: UUID) -> Far:
    return Far(**dicts(_FAR, {"trial": trial_id, "nobody": NOBODY})[0])


def towns(trial_id: UUID) -> list[dict[str, Any]]:
    return dicts(_TOWNS, {"trial": trial_id})


def posts(trial_id: UUID, town: str, today: date) -> list[dict[str, Any]]:
    """Each post of a town, or of all for the empty one, with its holder today."""
    return dicts(_POSTS, {"trial": trial_id, "town": town, "today": today})


def found(trial_id: UUID, law: str, area: str, cut: Cut, today: date) -> list[dict[str, Any]]:
    """Whom the numbers would touch, as far as the post sees them; `total` of them on each row."""
    values = {"trial": trial_id, "law": law, "area": area, "size": cut.limit, "offset": cut.offset, "today": today}
    return dicts(_FOUND.format(order=cut.order), values)


def listed(county_id: str, path: str) -> list[dict[str, Any]]:
    """The trials of a place and of those inside it, the newest first."""
    return dicts(_LISTED, [county_id, path, LISTED])


def last_of_text(county_id: str, path: str, digest: str) -> Trial | None:
    """The last trial of a text at a place that came to its end, as its changes are dated."""
    done = Trial.objects.filter(county_id=county_id, digest=digest, scope_path=path, state="done", from_start=False)
    return done.order_by("-asked_at").first()


def place_name(path: str) -> str:
    (name,) = row(f"SELECT {place_sql('%(path)s')}", {"path": path}) or (None,)
    return name or path
