"""Which town, village or group a row belongs to, and whose caseload: names as written, matched to areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from guitu.casework.rosters.cells import LEFT_OUT
from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.groups import Groups, without_group
from guitu.grid.held import held
from guitu.importing.places import TOWN_TAIL, VILLAGE_TAIL, Names, plain
from guitu.importing.spellings import word_key
from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.rules.verdict import Reason

WORKERS = ("social_worker", "town_head", "village_worker")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row goes; `path` is None when it cannot be taken."""

    path: str | None
    post_id: UUID | None = None
    errors: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Places:
    """The towns and villages of one county, and who works where: asked for once per batch."""

    county: str
    within: str  # the area that the roster is for
    county_name: str
    towns: Names
    villages: dict[str, Names]
    groups: Groups
    workers: dict[tuple[str, str], UUID | None]  # (town, name) → post; None: two of that name
    own_post: UUID | None  # of an importer who keeps a caseload of his own
    own_name: str = ""
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)  # what somebody said of names that nobody knows
    _known: dict[tuple[str, str, str], Placed] = field(default_factory=dict)

    def place(self, values: Mapping[str, Any]) -> Placed:
        """Town, village and group of a row, and the responsible post. Remembered: towns and villages repeat."""
        town, village = values.get("town_name") or "", values.get("village_name") or ""
        address = "" if town or village else values.get("living_address") or ""
        key = (town, village, address)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._area(town, village, address)
        if found.path is None:
            return found
        path, unsure = self._group(found.path, values)
        post_id, doubt = self._worker(values.get("worker_name") or "", path)
        return Placed(path, post_id, (), found.warnings + unsure + doubt)

    def _group(self, village: str, values: Mapping[str, Any]) -> tuple[str, tuple[Reason, ...]]:
        """The group that the row names: in its own column, behind the village, or in the address."""
        if village not in self.groups.of_village:
            return village, ()
        said = values.get("grid_name") or ""
        if found := self.groups.find(village, (said, values.get("village_name") or "", values.get("living_address") or "")):
            return found, ()
        return village, (_about("group_unknown", "grid_name", text=said[:20]),) if said else ()

    def offered(self, name: str, text: str) -> tuple[str, ...]:
        """Which town or village an unknown name may mean, the likeliest first."""
        inside = [path for path in self.towns.full.values() if path.startswith(self.within[:9]) or len(self.within) < 9]
        if name == "town_name":
            names = [town for town, path in self.towns.full.items() if path in inside]
        else:
            names = [_short(village) for town in inside if town in self.villages for village in self.villages[town].full]
        return tuple(dict.fromkeys((*get_close_matches(plain(text), names, 3, 0.4), *names)))

    def _meant(self, name: str, text: str) -> str:
        return self.answers.get((name, word_key(text)), text) if text and self.answers else text

    def _area(self, town: str, village: str, address: str) -> Placed:
        town, village = self._meant("town_name", town), self._meant("village_name", village)
        for name, meant in (("town_name", town), ("village_name", village)):
            if meant == LEFT_OUT:
                return Placed(None, None, (_about("row_left_out", name, text=""),))
        path, errors = self._town(town, village, address)
        if path is None:
            return Placed(None, None, errors)
        if not (path.startswith(self.within) or self.within.startswith(path)):
            about = "town_name" if town else "village_name" if village else "living_address"
            return Placed(None, None, (_about("outside_your_area", about, text=town or village or address),))
        found = self._village(path, village)
        if found is not None:
            if not found.startswith(self.within):
                return Placed(None, None, (_about("outside_your_area", "village_name", text=village),))
            return Placed(found)
        place = path if path.startswith(self.within) else self.within
        if not village:
            return Placed(place)
        return Placed(place, None, (), (_about("village_unknown", "village_name", text=village, word=word_key(village)),))

    def _town(self, town: str, village: str, address: str) -> tuple[str | None, tuple[Reason, ...]]:
        if town:
            found = self.towns.find(self._without_county(town), TOWN_TAIL) or self._town_inside(town)
            return found, () if found else (_about("town_unknown", "town_name", text=town[:20], word=word_key(town)),)
        if len(self.within) >= 9:
            inside = self._town_inside(village) or self._town_inside(address)
            return inside or self.within[:9], ()
        if village:
            inside = self._town_inside(village)
            having = {path[:9] for names in self.villages.values() if (path := names.find(village, VILLAGE_TAIL))}
            if inside or len(having) == 1:
                return inside or having.pop(), ()
        if found := self._town_inside(address):
            return found, ()
        return None, (_about("town_missing", "town_name"),)

    def _town_inside(self, text: str) -> str | None:
        """A town whose whole name stands in a longer text: 恩平市恩城街道青云路 1 号."""
        key = plain(text)
        having = {path for name, path in self.towns.full.items() if name in key}
        return having.pop() if len(having) == 1 else None

    def _village(self, town: str, text: str) -> str | None:
        names = self.villages.get(town)
        if not text or names is None:
            return None
        key = self._without_county(text)
        for name, path in self.towns.full.items():
            if path == town and key.startswith(name):
                key = key.removeprefix(name)
        return names.find(key, VILLAGE_TAIL) or names.find(without_group(key), VILLAGE_TAIL)

    def _without_county(self, text: str) -> str:
        return plain(text).removeprefix(plain(self.county_name))

    def _worker(self, name: str, path: str) -> tuple[UUID | None, tuple[Reason, ...]]:
        if self.own_post is not None:
            if name and plain(name) != plain(self.own_name):
                return self.own_post, (_about("worker_is_another", "worker_name", text=name[:20]),)
            return self.own_post, ()
        if not name:
            return None, (_about("worker_missing", "worker_name"),)
        post_id = self.workers.get((path[:9], plain(name)))
        return post_id, () if post_id else (_about("worker_unknown", "worker_name", text=name[:20]),)


def _short(village: str) -> str:
    """沙联村民委员会 as people say it: 沙联村."""
    return village.replace("社区居民委员会", "社区").replace("居民委员会", "社区").replace("村民委员会", "村")


def _about(code: str, name: str, **values: Any) -> Reason:
    return Reason(code, {"fields": (name,), "heading": BY_NAME[name].heading, **values})


def places_of(actor: Actor, within: str, on: date) -> Places:
    """The names of a county's areas and of the workers in it: two queries."""
    towns, county_name = Names(), ""
    villages: dict[str, Names] = {}
    groups = Groups()
    found = rows(
        "SELECT path, name, level FROM grid_area WHERE path >= %s AND path < %s"
        " AND NOT is_virtual AND valid_to IS NULL ORDER BY path",
        [actor.county_id, actor.county_id + ":"],
    )
    for path, name, level in found:
        if level == 3:
            county_name = name
        elif level == 4:
            towns.add(name, TOWN_TAIL, path)
        elif level == 5:
            villages.setdefault(path[:9], Names()).add(name, VILLAGE_TAIL, path)
        else:
            groups.add(path, name)
    own = None if actor.whole else actor.post_id
    return Places(
        actor.county_id, within, county_name, towns, villages, groups, {} if own else _workers(actor, within, on), own,
        actor.holder,
    )


def _workers(actor: Actor, within: str, on: date) -> dict[tuple[str, str], UUID | None]:
    answer: dict[tuple[str, str], UUID | None] = {}
    roles: dict[tuple[str, str], int] = {}
    for path, role, name, post_id in rows(
        "SELECT p.path, p.role, h.name, p.id FROM grid_post p JOIN grid_holding h ON h.post_id = p.id"  # noqa: S608  ours
        f" WHERE p.county_id = %s AND p.role = ANY(%s) AND {held('h', '%s')}"
        " AND (p.closed_on IS NULL OR p.closed_on > %s) AND starts_with(p.path, %s)",
        [actor.county_id, list(WORKERS), on, on, on, within[:9]],
    ):
        if len(path) < 9:
            continue
        key, rank = (path[:9], plain(name)), WORKERS.index(role)
        if key not in answer or rank < roles[key]:
            answer[key], roles[key] = post_id, rank
        elif rank == roles[key] and answer[key] != post_id:
            answer[key] = None
    return answer
