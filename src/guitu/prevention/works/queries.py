"""Calls for works as the office and schools read them, with authors; what a juror reads is in `judging`."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.crypto import open_bytes
from guitu.kit.database import dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.prevention.sealed import words_in
from guitu.prevention.works.judging import LEFT

Row = dict[str, Any]
JUDGES = ["county_director", "county_clerk", "town_head", "social_worker", "member_liaison", "teacher", "propaganda_officer"]
MOST = 800  # works of one collection on a page


def collections(actor: Actor, on: date) -> list[Row]:
    """The collections of the county, the latest first; with how many works the post sees, and whether it judges them."""
    return dicts(
        "SELECT c.id, c.title, c.opens_on, c.closes_on, c.decided_on, c.opens_on <= %(on)s AND c.closes_on > %(on)s AS is_open,"
        f" (SELECT count(*) FROM prevention_work w WHERE w.collection_id = c.id AND {LEFT}) AS works,"
        " EXISTS (SELECT FROM prevention_juror j WHERE j.collection_id = c.id AND j.post_id = %(post)s) AS judges"
        " FROM prevention_collection c WHERE c.county_id = %(county)s ORDER BY c.opens_on DESC, c.id LIMIT 60",
        {"on": on, "post": actor.post_id, "county": actor.county_id},
    )


def collection_of(collection_id: UUID) -> Row:
    found = dicts(f"SELECT c.*, {place_sql('c.scope_path')} AS place FROM prevention_collection c WHERE c.id = %s", [collection_id])
    if not found:
        raise NotVisible
    return found[0] | {"categories": found[0]["categories"].split()}


def works(collection_id: UUID, category: str) -> list[Row]:
    """The works of a collection with their authors, as far as the post may read these: a juror may not, until prizes are decided."""
    found = dicts(
        "SELECT w.id, w.number, w.category, w.prize, w.words, a.words AS author, a.is_minor, a.has_consent, s.name AS school, p.media_type,"
        " c.id AS certificate, c.code FROM prevention_work w LEFT JOIN prevention_author a ON a.id = w.id LEFT JOIN prevention_school s ON s.id = w.school_id"
        " LEFT JOIN prevention_picture p ON p.id = w.id LEFT JOIN prevention_certificate c ON c.about_id = w.id AND c.withdrawn_on IS NULL"
        f" WHERE w.collection_id = %(collection)s AND {LEFT} AND (%(category)s = '' OR w.category = %(category)s) ORDER BY w.number LIMIT %(most)s",
        {"collection": collection_id, "category": category, "most": MOST},
    )
    return [one | {"title": words_in("work", one["id"], one["words"]).get("title", ""), "by": words_in("author", one["id"], one["author"])} for one in found]


def sums(collection_id: UUID) -> dict[str, int]:
    """How many works of each category."""
    return dict(rows(f"SELECT w.category, count(*) FROM prevention_work w WHERE w.collection_id = %s AND {LEFT} GROUP BY 1", [collection_id]))


def jurors(collection_id: UUID) -> list[Row]:
    """Who judges, by post; how many works each has looked at says nobody."""
    return dicts(
        "SELECT j.post_id, p.title FROM prevention_juror j JOIN grid_post p ON p.id = j.post_id WHERE j.collection_id = %s ORDER BY p.title", [collection_id]
    )


def posts_to_judge(actor: Actor) -> list[tuple[str, str]]:
    """Posts of the county that may judge."""
    return [
        (str(id), title)
        for id, title in rows(
            "SELECT id, title FROM grid_post WHERE county_id = %s AND closed_on IS NULL AND role = ANY(%s) ORDER BY title LIMIT 400",
            [actor.county_id, JUDGES],
        )
    ]


def open_collections(on: date) -> list[tuple[str, str]]:
    return [
        (str(id), title)
        for id, title in rows("SELECT id, title FROM prevention_collection WHERE opens_on <= %s AND closes_on > %s ORDER BY opens_on DESC", [on, on])
    ]


def numbered(collection_id: UUID) -> dict[int, UUID]:
    """The works of a collection by number: a picture's file is named by it."""
    return dict(rows(f"SELECT w.number, w.id FROM prevention_work w WHERE w.collection_id = %s AND {LEFT}", [collection_id]))


def picture(work_id: UUID) -> tuple[str, bytes]:
    found = row("SELECT media_type, data FROM prevention_picture WHERE id = %s", [work_id])
    if found is None:
        raise NotVisible
    return found[0], open_bytes("prevention_picture|data", work_id, found[1])


def schools_with_places() -> list[tuple[str, str, str]]:
    return [(str(id), name, path) for id, name, path in rows("SELECT id, name, scope_path FROM prevention_school WHERE closed_on IS NULL ORDER BY name LIMIT 500")]


def on_file(actor: Actor) -> list[Row]:
    """Works of collections that are not decided, as a sheet compares them."""
    found = dicts(
        "SELECT w.id, w.collection_id, w.category, w.words, a.words AS author FROM prevention_work w JOIN prevention_author a ON a.id = w.id"
        f" JOIN prevention_collection c ON c.id = w.collection_id AND c.decided_on IS NULL WHERE w.county_id = %s AND {LEFT}",
        [actor.county_id],
    )
    return [
        {"id": one["id"], "collection": str(one["collection_id"]), "category": one["category"], "title": words_in("work", one["id"], one["words"]).get("title", ""),
         "author": words_in("author", one["id"], one["author"]).get("name", "")}
        for one in found
    ]
