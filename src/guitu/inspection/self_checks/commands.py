"""A round of self-checks: opened over the places of some kinds, and a share of what was handed in drawn by a seed that is kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.inspection.self_checks.reading import CODE, NAME, digest_of
from guitu.kit.crypto import seal
from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules.dates import day_before, days_after
from guitu.rules.draws import Candidate, drawn
from guitu.rules.self_checks import how_many, may_draw, may_open
from guitu.rules.verdict import Reason

_ROUND = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("name", "bytea"), ("kinds", "text"), ("from_on", "date"),
    ("closes_on", "date"), ("share", "int"), ("seed", "text"),
)
_CHECK = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("round_id", "uuid"),
    ("code", "bytea"), ("code_hash", "bytea"), ("is_drawn", "bool"),
)
_THERE = (
    "SELECT v.id, v.scope_path FROM inspection_venue v WHERE v.county_id = %s AND v.scope_path >= %s AND v.scope_path < %s"
    " AND v.kind = ANY(%s) AND v.state <> 'closed' ORDER BY v.id"
)


@command
def open_self_checks(act: Act, *, name: str, kinds: Sequence[str], from_on: date, last_on: date, share: int) -> Answer:
    """Open a round: every open place of these kinds in one's area gets a code for its own list. Refuses no name, days that
    are over, an odd share, a kind that the pack does not know, and an area without such a place. Policy: self_checks.*"""
    Refused.unless(may_open(name, from_on, last_on, share, act.on), "last_on")
    known = timeline_of(act.actor.county_id, act.actor.path).on(act.on).venues.kinds
    if not kinds or not set(kinds) <= known.keys():
        raise Refused(Reason("venues.unknown_kind"), field="kinds")
    there = rows(_THERE, [act.actor.county_id, act.actor.lo, act.actor.hi, list(kinds)])
    if not there:
        raise Refused(Reason("self_checks.no_places"), field="kinds")
    new, county = uuid4(), act.actor.county_id
    values = (new, county, act.actor.path, seal(NAME, new, name.strip()), " ".join(sorted(kinds)), from_on, days_after(last_on, 1), share, uuid4().hex)
    insert_many("inspection_selfround", _ROUND, [values])
    made = []
    for venue, path in there:
        check, code = uuid4(), secrets.token_hex(10)
        made.append((check, county, path, "venues", venue, new, seal(CODE, check, code), digest_of(code), False))
    insert_many("inspection_selfcheck", _CHECK, made)
    detail = {"step": "opened", "from": from_on, "last": last_on, "share": share, "n": len(made), "seed": values[-1]}
    changed(act, [Change("self_checks", new, act.actor.path, None, detail, "venues")])
    return {"round": str(new), "places": len(made)}


@command
def draw_self_checks(act: Act, *, round_id: UUID) -> Answer:
    """Draw the share of those handed in, once, when nobody can hand in any more. Who has the seed, which the ledger keeps,
    draws the same. Refuses a round of elsewhere, a second draw, and nothing handed in. Policy: self_checks.least_drawn"""
    found = row("SELECT scope_path, closes_on, share, seed, drawn_at FROM inspection_selfround WHERE id = %s FOR UPDATE", [round_id])
    if found is None or found[0] != act.actor.path:
        raise NotVisible
    path, closes_on, share, seed, drawn_at = found
    there = [id for (id,) in rows("SELECT matter_id FROM inspection_selfcheck WHERE round_id = %s AND answered_at IS NOT NULL ORDER BY matter_id", [round_id])]
    Refused.unless(may_draw(len(there), closes_on, drawn_at is not None, act.on, day_before(closes_on)))
    n = how_many(len(there), share, timeline_of(act.actor.county_id, path).on(act.on).self_checks)
    chosen = drawn([Candidate(str(id)) for id in there], "random", n, seed)
    run("UPDATE inspection_selfcheck SET is_drawn = true WHERE round_id = %s AND matter_id = ANY(%s)", [round_id, [UUID(one) for one in chosen]])
    run("UPDATE inspection_selfround SET drawn_at = %s WHERE id = %s", [act.at, round_id])
    changed(act, [Change("self_checks", round_id, path, None, {"step": "drawn", "n": n, "of": len(there), "seed": seed}, "venues")])
    return {"round": str(round_id), "drawn": n}
