"""Employers, vacancies and what is verified and paid, as pages and commands read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import readable
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in

Row = dict[str, Any]
EMPLOYER, VACANCY = "casework_employer|details", "casework_vacancy|details"
_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
_VACANCY = (
    "SELECT v.id, v.employer_id, v.details, v.seats, v.open_on, v.closed_on, v.by_link, e.details AS employer"
    " FROM casework_vacancy v JOIN casework_employer e ON e.id = v.employer_id"
)
_REFERRED = (
    "(SELECT count(*) FROM ledger_fact f WHERE f.county_id = e.county_id AND f.kind = 'work_referred'"  # noqa: S608  ours
    f" AND f.counted ->> 'employer' = e.id::text AND {_STANDS})"
)
_WORKING = _REFERRED.replace("work_referred", "job_started")


def opened(place: str, id: UUID, data: bytes) -> Row:
    """Sealed details; empty where they cannot be read."""
    return orjson.loads(readable(place, id, data) or "{}")


def employers(actor: Actor) -> list[Row]:
    """The employers of the county with their open vacancies, and how many of the people one sees were referred and began."""
    found = dicts(
        "SELECT e.id, e.details, e.scope_path, coalesce(sum(v.seats) FILTER (WHERE v.closed_on IS NULL), 0) AS seats,"  # noqa: S608  ours
        f" {_REFERRED} AS referred, {_WORKING} AS begun, {place_sql('e.scope_path')} AS place FROM casework_employer e"
        " LEFT JOIN casework_vacancy v ON v.employer_id = e.id WHERE e.county_id = %s GROUP BY e.id ORDER BY e.scope_path, e.id",
        [actor.county_id],
    )
    return [{**one, **opened(EMPLOYER, one["id"], one["details"])} for one in found]


def employer_of(employer_id: UUID) -> Row:
    """One employer; whatever row security hides is not there."""
    found = dicts("SELECT e.id, e.county_id, e.scope_path, e.details FROM casework_employer e WHERE e.id = %s", [employer_id])
    if not found:
        raise NotVisible
    return {**found[0], **opened(EMPLOYER, employer_id, found[0]["details"])}


def vacancies(*, employer_id: UUID | None = None, county_id: str = "") -> list[Row]:
    """Of one employer all, the newest first; of a county those that are open."""
    where, asked = ("v.employer_id = %s", employer_id) if employer_id else ("v.county_id = %s AND v.closed_on IS NULL", county_id)
    return [_vacancy(one) for one in dicts(f"{_VACANCY} WHERE {where} ORDER BY v.open_on DESC, v.id", [asked])]


def vacancy_of(vacancy_id: UUID) -> Row | None:
    found = dicts(f"{_VACANCY} WHERE v.id = %s", [vacancy_id])
    return _vacancy(found[0]) if found else None


def _vacancy(one: Row) -> Row:
    said, of = opened(VACANCY, one["id"], one["details"]), opened(EMPLOYER, one["employer_id"], one["employer"])
    return {**one, **said, "employer_name": of.get("name", "")}


def referred_by_disclosure(employer_id: UUID) -> dict[str, int]:
    """How many were referred to an employer, by what it may be told."""
    return dict(
        rows(
            f"SELECT f.counted ->> 'disclosure', count(*) FROM ledger_fact f WHERE f.kind = 'work_referred'"  # noqa: S608  ours
            f" AND f.counted ->> 'employer' = %s AND {_STANDS} GROUP BY 1",
            [str(employer_id)],
        )
    )


def bonuses(actor: Actor) -> list[Row]:
    """What is verified and not paid yet, the oldest first, of the people one sees."""
    found = dicts(
        "SELECT f.id, f.matter_id AS person, f.happened_on, (f.counted ->> 'yuan')::int AS yuan, f.counted ->> 'bonus_months' AS months,"  # noqa: S608
        f" m.label, {place_sql('m.scope_path')} AS place FROM ledger_fact f JOIN matters_matter m ON m.id = f.matter_id"
        f" WHERE f.county_id = %s AND f.kind = 'bonus_verified' AND {_STANDS} AND NOT EXISTS (SELECT 1 FROM ledger_fact p"
        " WHERE p.matter_id = f.matter_id AND p.kind = 'bonus_paid' AND p.counted ->> 'verified' = f.id::text AND NOT EXISTS"
        " (SELECT 1 FROM ledger_fact c WHERE c.matter_id = p.matter_id AND c.corrects = p.id)) ORDER BY f.happened_on, f.id LIMIT 200",
        [actor.county_id],
    )
    return [one | {"name": label_in(one["person"], one["label"])} for one in found]


def years(actor: Actor) -> list[Row]:
    """Of each year what it has and what is paid out of it: money, and how many payments, for how many people."""
    return dicts(
        "WITH p AS (SELECT (f.counted ->> 'budget_year')::int AS year, (f.counted ->> 'yuan')::int AS yuan, f.matter_id"  # noqa: S608
        f" FROM ledger_fact f WHERE f.county_id = %(county)s AND f.kind = 'bonus_paid' AND {_STANDS}), b AS (SELECT DISTINCT ON (year) year, yuan"
        " FROM casework_budgetline WHERE county_id = %(county)s ORDER BY year, said_at DESC, id)"
        " SELECT coalesce(b.year, p.year) AS year, max(b.yuan) AS budget, coalesce(sum(p.yuan), 0) AS paid, count(p.yuan) AS times,"
        " count(DISTINCT p.matter_id) AS people FROM b FULL JOIN p ON p.year = b.year GROUP BY 1 ORDER BY 1 DESC",
        {"county": actor.county_id},
    )
