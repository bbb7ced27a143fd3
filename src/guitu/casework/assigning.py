"""Who looks after somebody: which posts may, and the rows by which a file is given to one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from guitu.casework.case import Case
from guitu.kit.database import row, run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed

ROLES_OF_PART: Mapping[str, tuple[str, ...]] = {
    "responsible": ("social_worker", "town_head"),
    "village": ("village_worker",),
    "grid": ("grid_worker",),
    "police": ("police_liaison",),
    "medical": ("clinic_staff",),
    "counsellor": ("counsellor",),
}

# A post over a 片区 looks after people of its areas only, wherever they lie apart.
HOLDS = (
    "starts_with(%s, p.path) AND (p.area_group_id IS NULL OR EXISTS (SELECT 1 FROM grid_areagroupmember m"
    " WHERE m.group_id = p.area_group_id AND m.until_on IS NULL AND starts_with(%s, m.path)))"
)
# The group that somebody lives in is often known by its grid worker: taking the one says the other.
OF_A_GROUP = "(p.role = 'grid_worker' AND length(%s) = 12 AND starts_with(p.path, %s))"


def looks_after(county_id: str, post_id: object, path: str, part: str) -> str | None:
    """Where somebody carried at a path is under this post, when it is there, does this part, and its area holds
    the place: there, or in the post's own group of that village."""
    found = row(
        "SELECT CASE WHEN length(p.path) > length(%s) THEN p.path ELSE %s END FROM grid_post p WHERE p.id = %s"  # noqa: S608
        f" AND p.county_id = %s AND p.closed_on IS NULL AND p.role = ANY(%s) AND (({HOLDS}) OR {OF_A_GROUP})",
        [path, path, post_id, county_id, list(ROLES_OF_PART.get(part, ())), path, path, path, path],
    )
    return str(found[0]) if found else None


def give_file(act: Act, held: Case, post_id: UUID, part: str) -> None:
    """The post has this part in the file from today; who had it before keeps its record, and no part. Settling what
    follows is for who calls."""
    run(
        "UPDATE matters_part SET until_on = %s WHERE matter_id = %s AND part = %s AND until_on IS NULL AND NOT beyond",
        [act.on, held.id, part],
    )
    run(
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
        " VALUES (%s, %s, %s, 'people', %s, %s, %s, %s, %s)",
        [uuid4(), held.county_id, held.scope_path, held.id, post_id, part, act.on, act.actor.post_id],
    )
    changed(act, [Change("assignment", held.id, held.scope_path, held.id, {"post": str(post_id), "part": part})])
    if part == "responsible":
        held.post_id = post_id
