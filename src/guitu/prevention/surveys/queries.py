"""Surveys as pages and sheets read them: the list, the frame, the sample, what became of it, and the rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.prevention.sealed import words_in
from guitu.rules.surveys import Rate, SurveysPolicy, rate

Row = dict[str, Any]
_SURVEYS = (
    "SELECT s.id, s.scope_path, s.from_on, s.until_on, s.size, s.seed, s.drawn_on, s.published_on, s.words FROM prevention_survey s WHERE s.county_id = %(county)s"
)
MEASURES = ("aware", "satisfied", "took_part")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the sample, by outcome and by way; and the rates, by what they measure."""

    sample: int
    outcomes: dict[str, int]
    ways: dict[str, int]
    rates: dict[str, Rate | None]

    @property
    def without(self) -> int:
        return self.sample - sum(n for outcome, n in self.outcomes.items() if outcome)


def surveys(actor: Actor) -> list[Row]:
    """The surveys of the county, the newest first, with how far each is. One query."""
    found = dicts(
        f"SELECT l.*, (SELECT count(*) FROM prevention_sampled p WHERE p.survey_id = l.id) AS sample, (SELECT count(*) FROM prevention_sampled p"  # noqa: S608
        f" WHERE p.survey_id = l.id AND p.outcome <> '') AS told FROM ({_SURVEYS}) l ORDER BY l.from_on DESC, l.id LIMIT 40",
        {"county": actor.county_id},
    )
    return [one | words_in("survey", one["id"], one["words"]) for one in found]


def survey_of(actor: Actor, survey_id: UUID) -> Row:
    found = dicts(f"{_SURVEYS} AND s.id = %(id)s", {"county": actor.county_id, "id": survey_id})
    if not found:
        raise NotVisible
    return found[0] | words_in("survey", survey_id, found[0]["words"])


def frame_of(survey_id: UUID) -> list[Row]:
    """The frame by town, with how many of each town were sampled. One query."""
    return dicts(
        f"SELECT f.scope_path, {place_sql('f.scope_path')} AS place, sum(f.people)::int AS people, (SELECT count(*) FROM prevention_sampled p"  # noqa: S608
        " WHERE p.survey_id = f.survey_id AND p.scope_path = f.scope_path) AS sample FROM prevention_stratum f WHERE f.survey_id = %s"
        " GROUP BY f.survey_id, f.scope_path ORDER BY f.scope_path",
        [survey_id],
    )


def cells_of(survey_id: UUID) -> dict[tuple[str, str, str], int]:
    found = rows("SELECT scope_path, sex, age, sum(people)::int FROM prevention_stratum WHERE survey_id = %s GROUP BY 1, 2, 3", [survey_id])
    return {(path, sex, age): n for path, sex, age, n in found}


_CELLS = """
SELECT f.scope_path, sum(f.people)::int AS people, (SELECT count(*) FROM prevention_sampled p WHERE p.survey_id = f.survey_id AND p.scope_path = f.scope_path
  AND p.outcome = 'completed') AS done,
  (SELECT count(*) FROM prevention_sampled p WHERE p.survey_id = f.survey_id AND p.scope_path = f.scope_path AND p.outcome = 'completed' AND p."right" >= %(aware)s) AS aware,
  (SELECT count(*) FROM prevention_sampled p WHERE p.survey_id = f.survey_id AND p.scope_path = f.scope_path AND p.outcome = 'completed' AND p.satisfied >= %(satisfied)s) AS satisfied,
  (SELECT count(*) FROM prevention_sampled p WHERE p.survey_id = f.survey_id AND p.scope_path = f.scope_path AND p.outcome = 'completed' AND p.took_part) AS took_part
FROM prevention_stratum f WHERE f.survey_id = %(id)s GROUP BY f.survey_id, f.scope_path
"""


def tally_of(survey_id: UUID, policy: SurveysPolicy) -> Tally:
    """What became of the sample, and the rates over the towns as cells. Two queries."""
    told = rows("SELECT outcome, way, count(*) FROM prevention_sampled WHERE survey_id = %s GROUP BY 1, 2", [survey_id])
    outcomes: dict[str, int] = {}
    ways: dict[str, int] = {}
    for outcome, way, n in told:
        outcomes[outcome] = outcomes.get(outcome, 0) + n
        ways[way] = ways.get(way, 0) + n
    cells = dicts(_CELLS, {"id": survey_id, "aware": policy.aware_from, "satisfied": policy.satisfied_from})
    rates = {name: rate([(one["people"], one["done"], one[name]) for one in cells]) for name in MEASURES}
    return Tally(sum(outcomes.values()), outcomes, ways, rates)


def sample_of(survey_id: UUID, only: str, cut: Cut) -> list[Row]:
    """The numbers of a sample, with what became of each. One query."""
    which = {"": "", "open": " AND p.outcome = ''", "completed": " AND p.outcome = 'completed'", "other": " AND p.outcome NOT IN ('', 'completed')"}[only]
    return dicts(
        f"SELECT p.id, p.number, p.sex, p.age, p.position, p.way, p.outcome, p.\"right\", p.satisfied, p.took_part, {place_sql('p.scope_path')} AS place,"  # noqa: S608
        f" count(*) OVER () AS total FROM prevention_sampled p WHERE p.survey_id = %(id)s{which} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        {"id": survey_id, "limit": cut.limit, "offset": cut.offset},
    )


def with_links(survey_id: UUID, start: int, n: int) -> tuple[list[Row], int]:
    """The numbers that have a link and no outcome yet, so many of them; and how many there are. One query."""
    found = dicts(
        f"SELECT p.id, p.number, {place_sql('p.scope_path')} AS place, count(*) OVER () AS total FROM prevention_sampled p WHERE p.survey_id = %s"  # noqa: S608
        " AND p.outcome = '' AND p.link_hash IS NOT NULL ORDER BY p.number LIMIT %s OFFSET %s",
        [survey_id, n, start],
    )
    return found, found[0]["total"] if found else 0


def open_surveys(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The surveys into which answers still go, by the title a sheet names them with."""
    return [(str(one["id"]), str(one.get("title", ""))) for one in surveys(actor) if one["drawn_on"] and not one["published_on"]]
