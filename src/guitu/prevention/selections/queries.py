"""Rounds of 评选 as pages read them: the list, one with its units, what a juror judges, and what anybody reads once it is decided."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import Statement, dicts, row
from guitu.kit.errors import NotVisible
from guitu.prevention.sealed import words_in
from guitu.rules.selections import is_conflict

Row = dict[str, Any]
_RESULT = Statement("SELECT * FROM prevention_selection_of(%s)")


def selections(actor: Actor) -> list[Row]:
    """The rounds of the county, the newest first, and whether the post judges in them. One query."""
    return dicts(
        f"SELECT s.id, s.title, s.opened_on, s.closes_on, s.decided_on, {place_sql('s.scope_path')} AS place,"  # noqa: S608  ours
        " (SELECT count(*) FROM prevention_candidate c WHERE c.selection_id = s.id) AS units,"
        " EXISTS (SELECT FROM prevention_selectionjuror j WHERE j.selection_id = s.id AND j.post_id = %s) AS judges"
        " FROM prevention_selection s WHERE s.county_id = %s ORDER BY s.opened_on DESC, s.id LIMIT 60",
        [actor.post_id, actor.county_id],
    )


def selection_of(selection_id: UUID) -> Row:
    found = dicts(f"SELECT s.*, {place_sql('s.scope_path')} AS place FROM prevention_selection s WHERE s.id = %s", [selection_id])  # noqa: S608  ours
    if not found:
        raise NotVisible
    return found[0]


def candidates(selection_id: UUID) -> list[Row]:
    """The units of a round: those chosen first, once it is decided; with the reason that is published."""
    found = dicts(
        f"SELECT c.*, {place_sql('c.scope_path')} AS place FROM prevention_candidate c WHERE c.selection_id = %s"  # noqa: S608  ours
        " ORDER BY c.is_chosen DESC NULLS LAST, c.scope_path, c.name",
        [selection_id],
    )
    return [one | {"why": words_in("candidate", one["id"], one["words"]).get("why", "")} for one in found]


def jurors(selection_id: UUID) -> list[Row]:
    return dicts(
        "SELECT j.post_id, j.path, p.title FROM prevention_selectionjuror j JOIN grid_post p ON p.id = j.post_id WHERE j.selection_id = %s ORDER BY p.title",
        [selection_id],
    )


def judged_by(post_id: UUID, selection_id: UUID) -> list[Row] | None:
    """The units that a juror judges with what he said of each; what he has to do with is in no list and no sum. None for
    whoever is no juror."""
    juror = row("SELECT path FROM prevention_selectionjuror WHERE selection_id = %s AND post_id = %s", [selection_id, post_id])
    if juror is None:
        return None
    mine = {one["candidate_id"]: one for one in dicts("SELECT * FROM prevention_vote WHERE selection_id = %s AND post_id = %s", [selection_id, post_id])}
    found = []
    for one in candidates(selection_id):
        vote = mine.get(one["id"])
        if is_conflict(juror[0], one["scope_path"]) or (vote and vote["is_conflict"]):
            continue
        why = words_in("vote", vote["id"], vote["words"]).get("why", "") if vote else ""
        found.append({"id": one["id"], "unit_id": one["unit_id"], "name": one["name"], "place": one["place"], "is_for": vote["is_for"] if vote else None, "why": why})
    return found


def tallied(selection_id: UUID) -> tuple[list[Row], int]:
    """Of each unit its votes, why each was given, who had to do with it, and how many may still vote; and how many jurors there are. No juror
    of a round that is not decided may read this: the database gives him his own votes alone."""
    judging = jurors(selection_id)
    votes = dicts("SELECT * FROM prevention_vote WHERE selection_id = %s ORDER BY at", [selection_id])
    found = []
    for one in candidates(selection_id):
        of = [vote for vote in votes if vote["candidate_id"] == one["id"]]
        out = {j["post_id"] for j in judging if is_conflict(j["path"], one["scope_path"])} | {vote["post_id"] for vote in of if vote["is_conflict"]}
        given = [vote for vote in of if vote["post_id"] not in out]
        found.append(one | {
            "votes": [vote["is_for"] for vote in given], "left": len(judging) - len(out) - len(given),
            "said": [words_in("vote", vote["id"], vote["words"]).get("why", "") for vote in given],
            "conflicts": [
                (j["title"], next((words_in("vote", vote["id"], vote["words"]).get("why", "") for vote in of if vote["post_id"] == j["post_id"]), ""))
                for j in judging if j["post_id"] in out
            ],
        })
    return found, len(judging)


def units_to_choose(actor: Actor, type: str) -> list[tuple[str, str]]:
    """The units of one type in one's area, to stand in a round."""
    found = dicts(
        f"SELECT u.id, u.name, {place_sql('u.scope_path')} AS place FROM prevention_unit u WHERE u.county_id = %s AND u.type = %s"  # noqa: S608  ours
        " AND u.scope_path >= %s AND u.scope_path < %s ORDER BY u.scope_path, u.name LIMIT 400",
        [actor.county_id, type, actor.lo, actor.hi],
    )
    return [(str(one["id"]), f"{one['place']} · {one['name']}" if one["place"] != one["name"] else one["name"]) for one in found]


def result_by(code: str) -> tuple[str, date, list[Row]] | None:
    """What anybody reads of a round that is decided: asked outside of any post, of a function of the owner (ADR 0065)."""
    with transaction.atomic():
        found = dicts(_RESULT, [code])
    if not found:
        return None
    return found[0]["title"], found[0]["decided_on"], [
        one | {"why": words_in("candidate", one["candidate"], one["words"]).get("why", "")} for one in found
    ]


def round_of(candidate_id: UUID) -> UUID:
    found = row("SELECT selection_id FROM prevention_candidate WHERE id = %s", [candidate_id])
    if found is None:
        raise NotVisible
    of: UUID = found[0]
    return of
