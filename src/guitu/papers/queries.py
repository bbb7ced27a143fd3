# ruff: noqa: S608  the pieces put into statements are constants of this module
"""What pages read of the papers of a matter: the list with its scans, one paper, and the checklist of the paper file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.papers.issuing import VALUES
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.sources import Place
from guitu.policy import sources as packs
from guitu.policy.choose import for_area
from guitu.rules import papers as rule
from guitu.rules.papers import Evidence, Filled, Item, PaperState

ITEMS = "file/items.toml"


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper in the list of a matter."""

    id: UUID
    kind: str
    title: str
    number: str
    state: PaperState
    issued_on: date
    who: str
    served_on: date | None
    ended_on: date | None
    ended_why: str
    about: str
    scans: int


@dataclass(frozen=True, slots=True)
class Scan:
    """One file of a matter: of which paper or item, what it is, when it came and from whom."""

    id: UUID
    paper_id: UUID | None
    item: str
    media_type: str
    size: int
    pages: int
    at: datetime
    who: str


_HOLDER = (
    "LEFT JOIN grid_holding h ON h.post_id = {table}.post_id AND h.from_on <= {day}"
    " AND (h.until_on IS NULL OR h.until_on > {day})"
)
_PAPERS = (
    "SELECT p.id, p.kind, t.title, p.values, p.issued_on, p.served_on, p.ended_on, p.ended_why, p.replaced_by, p.about,"
    " coalesce(h.name, '') AS who, (SELECT count(*) FROM papers_file f WHERE f.paper_id = p.id) AS scans"
    f" FROM papers_paper p JOIN papers_template t ON t.id = p.template_id {_HOLDER.format(table='p', day='p.issued_on')}"
    " WHERE p.matter_id = %s ORDER BY p.issued_at DESC, p.id"
)
_FILES = (
    "SELECT f.id, f.paper_id, f.item, f.media_type, f.size, f.pages, f.at, coalesce(h.name, '') AS who"
    f" FROM papers_file f {_HOLDER.format(table='f', day='f.at::date')} WHERE f.matter_id = %s ORDER BY f.at, f.id"
)


def papers(matter_id: UUID) -> list[Listed]:
    """The papers of a matter, the newest first."""
    return [_listed(found) for found in dicts(_PAPERS, [matter_id])]


def _listed(found: Mapping[str, Any]) -> Listed:
    state = rule.state_of(
        served=found["served_on"] is not None, ended=found["ended_on"] is not None, replaced=found["replaced_by"] is not None
    )
    return Listed(
        found["id"], found["kind"], found["title"], _number(found), state, found["issued_on"], found["who"],
        found["served_on"], found["ended_on"], found["ended_why"], found["about"], found["scans"],
    )


def _number(found: Mapping[str, Any]) -> str:
    text = shown(VALUES, found["id"], found["values"])
    return str(orjson.loads(text).get("文号", "")) if text.startswith("{") else text


def files(matter_id: UUID) -> list[Scan]:
    """The scans and photographs of a matter, as they came."""
    return [Scan(**found) for found in dicts(_FILES, [matter_id])]


def items_of(path: str) -> tuple[Item, ...]:
    """The items of a paper file in a place: the nearest pack that lists them."""
    return _items(for_area(path))


@lru_cache(maxsize=32)
def _items(pack: str) -> tuple[Item, ...]:
    for name in reversed(packs.chain(pack)):
        path = packs.folder() / name / ITEMS
        if path.is_file():
            found = tomllib.loads(path.read_text(encoding="utf-8"))["item"]
            return tuple(_item(one) for one in found)
    return ()


def _item(one: dict[str, Any]) -> Item:
    lists = {name: tuple(one.get(name, ())) for name in ("papers", "records", "due_with")}
    return Item(one["code"], one["name"], **lists)


def checklist(place: Place, listed: list[Listed], scans: list[Scan], classes: frozenset[str]) -> list[Filled]:
    """The items of the paper file of a matter, filled from its papers, its scans and what is on record."""
    standing = [one for one in listed if one.state in ("issued", "served")]
    evidence = [Evidence("paper", one.kind, one.issued_on, one.who) for one in standing]
    evidence += [Evidence("scan", one.item, local_day(one.at), one.who) for one in scans if one.item]
    evidence += [
        Evidence("record", one.code, local_day(one.at), one.who) for one in place.source.records(place.id, classes)
    ]
    return rule.checklist(items_of(place.scope_path), evidence)


def kind_in(place: Place, code: str) -> Kind | None:
    return kinds_of(place.scope_path).get(code)
