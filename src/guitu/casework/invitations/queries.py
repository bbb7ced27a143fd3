"""Which posts may be invited to a file; and, for who is invited, the files and what of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.grid.roles import ROLES
from guitu.kit.database import dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.ledger.sealed import body_in
from guitu.people import basics

# A role that sees people whole sees this file where its area holds the place; so does a post on the team.
_SEES = (
    "(p.role = ANY(%(whole)s) AND starts_with(%(path)s, p.path) OR EXISTS (SELECT FROM matters_part t"
    " WHERE t.matter_id = %(matter)s AND t.post_id = p.id AND t.until_on IS NULL AND NOT t.beyond))"
)
_INVITED = (
    "(SELECT t.expires_on FROM matters_part t WHERE t.matter_id = %(matter)s AND t.post_id = p.id"
    " AND t.until_on IS NULL AND t.beyond AND t.expires_on > %(today)s)"
)
_FIT = "p.county_id = %(county)s AND p.closed_on IS NULL AND p.role = ANY(%(roles)s)"


@dataclass(frozen=True, slots=True)
class AskedPost:
    """A post as it stands to a file."""

    role: str
    sees_already: bool
    invited_until: date | None


def _asked(county_id: str, matter: UUID, path: str, today: date) -> dict[str, Any]:
    return {
        "county": county_id, "matter": matter, "path": path, "today": today,
        "whole": [role.code for role in ROLES.values() if role.whole],
        "roles": [role.code for role in ROLES.values() if "see_invited" in role.may],
    }


def asked_post(county_id: str, matter: UUID, path: str, post_id: UUID, today: date) -> AskedPost | None:
    """The post that somebody would like to invite; None: it is closed, or takes part in nothing."""
    found = row(
        f"SELECT p.role, {_SEES}, {_INVITED} FROM grid_post p WHERE {_FIT} AND p.id = %(post)s",  # noqa: S608  parts are ours
        _asked(county_id, matter, path, today) | {"post": post_id},
    )
    return AskedPost(*found) if found else None


def posts_to_invite(county_id: str, matter: UUID, path: str, today: date) -> list[tuple[str, str]]:
    """Posts of the county that do not see this file yet, with their body and who holds them."""
    found = rows(
        "SELECT p.id, p.role, b.name, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608
        f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        f" WHERE {_FIT} AND NOT {_SEES} AND {_INVITED} IS NULL ORDER BY p.path, b.name, p.role, h.name, p.id",
        _asked(county_id, matter, path, today),
    )
    return [
        (str(post), " · ".join(part for part in (body, ROLES[role].word, holder) if part))
        for post, role, body, holder in found
    ]


_MINE = (
    "t.post_id = %(me)s AND t.until_on IS NULL AND t.beyond AND t.expires_on > %(today)s AND p.sealed_at IS NULL"
)
_SHOWN = (
    f"p.id, p.basics, p.scope_path, {place_sql('p.scope_path')} AS place, a.short AS town, t.part,"
    " t.purpose, t.expires_on, t.classes FROM matters_part t JOIN people_person p ON p.id = t.matter_id"
    f" LEFT JOIN grid_area a ON a.path = left(p.scope_path, 9) WHERE {_MINE}"
)


def files(me: UUID, today: date) -> list[dict[str, Any]]:
    """The files that the post is invited to, the one that ends first on top."""
    found = dicts(f"SELECT {_SHOWN} ORDER BY t.expires_on, p.id LIMIT 200", {"me": me, "today": today})
    return [basics.spread(one) for one in found]


def file(me: UUID, matter: UUID, today: date) -> dict[str, Any]:
    """One of them; NotVisible when there is no such invitation, or none any more."""
    found = dicts(f"SELECT {_SHOWN} AND t.matter_id = %(matter)s", {"me": me, "today": today, "matter": matter})
    if not found:
        raise NotVisible
    return basics.spread(found[0])


def team(matter: UUID, today: date) -> list[dict[str, Any]]:
    """Whom to turn to: the house's own team, by post and body."""
    return dicts(
        f"SELECT t.part, b.name AS body, h.name AS holder FROM matters_part t JOIN grid_post p ON p.id = t.post_id"  # noqa: S608
        f" JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        " WHERE t.matter_id = %(matter)s AND t.until_on IS NULL AND NOT t.beyond ORDER BY t.part <> 'responsible', t.part",
        {"matter": matter, "today": today},
    )


def state(matter: UUID, today: date) -> tuple[str, date] | None:
    """The state as of today and since when: what the class STATUS shows."""
    return row(
        "SELECT CASE WHEN next_on <= %(today)s THEN next_state ELSE state END,"
        " CASE WHEN next_on <= %(today)s THEN next_on ELSE since_on END FROM casework_current WHERE person_id = %(matter)s",
        {"matter": matter, "today": today},
    )


def tests(matter: UUID) -> Sequence[tuple[date, str]]:
    """The last tests that stand, with their outcome: what the class TEST shows."""
    found = rows(
        "SELECT f.id, f.happened_on, f.body FROM ledger_fact f WHERE f.matter_id = %s AND f.kind = 'urine_test'"
        " AND NOT EXISTS (SELECT FROM ledger_fact w WHERE w.matter_id = f.matter_id AND w.corrects = f.id)"
        " ORDER BY f.happened_on DESC, f.id LIMIT 6",
        [matter],
    )
    said = ((on, body_in(fact, stored)) for fact, on, stored in found)
    return [(on, str(body.get("outcome", ""))) for on, body in said if body is not None]
