"""The pack in force for a place: the text last activated for it, or the files' own before any was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from guitu.kit.arrays import array
from guitu.kit.database import Statement, row, rows
from guitu.policy import Timeline, from_kept_text, load
from guitu.policy.choose import for_area


def digest_sql(county: str, path: str) -> str:
    """What is in force for a place, as one value of a larger query; `timeline_by` takes it."""
    return (
        f"(SELECT v.digest FROM ledger_policyversion v WHERE v.county_id = {county} AND starts_with({path}, v.scope_path)"  # noqa: S608  columns of ours
        " ORDER BY length(v.scope_path) DESC, v.activated_at DESC LIMIT 1)"
    )


DIGEST = digest_sql("%(county)s", "%(place)s")
_PACK = Statement(f"SELECT {DIGEST}")
_PACKS = Statement(f"SELECT p.path, {digest_sql('c.id', 'p.path')} FROM unnest(%s::text[]) AS p(path), (SELECT %s::text AS id) AS c")  # noqa: S608  columns of ours


def timeline_of(county_id: str, path: str) -> Timeline:
    """The timeline of a place; one query, the text itself is read once per process."""
    found = row(_PACK, {"county": county_id, "place": path})
    return timeline_by(county_id, path, found[0] if found else None)


def timelines_of(county_id: str, paths: Sequence[str]) -> dict[str, Timeline]:
    """Those of several places of one county; one query as well."""
    found = dict(rows(_PACKS, [array("text", list(paths)), county_id]))
    return {path: timeline_by(county_id, path, found.get(path)) for path in paths}


def timeline_by(county_id: str, path: str, digest: str | None) -> Timeline:
    """The same for who has read the digest together with something else; None: nothing was activated."""
    return load(_pack_name(path)) if digest is None else _activated(county_id, digest)


def timelines_since(county_id: str, path: str, since: datetime) -> list[Timeline]:
    """The timelines that held for a place at some moment since, the newest first: what its pages were drawn by. The one that
    held at `since` itself is the last; the files' own, where nothing had been activated."""
    found = rows(
        "SELECT v.digest, v.activated_at FROM ledger_policyversion v WHERE v.county_id = %s AND starts_with(%s, v.scope_path)"
        " ORDER BY length(v.scope_path) DESC, v.activated_at DESC LIMIT 40", [county_id, path],
    )
    fresh = [digest for digest, at in found if at > since]
    held = next((digest for digest, at in found if at <= since), None)
    return [timeline_by(county_id, path, digest) for digest in (*fresh, held)]


@lru_cache(maxsize=4096)
def _pack_name(path: str) -> str:
    return for_area(path)


@lru_cache(maxsize=64)
def _activated(county_id: str, digest: str) -> Timeline:
    found = row(
        "SELECT text FROM ledger_policyversion WHERE county_id = %s AND digest = %s LIMIT 1",
        [county_id, digest],
    )
    if found is None:
        raise LookupError(f"policy version {digest} is gone")
    return from_kept_text(found[0])
