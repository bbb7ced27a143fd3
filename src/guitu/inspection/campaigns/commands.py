"""行动: planned with its days and kinds of place, and drawn once; what it comes to is told by its visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.inspection.reading import NAME
from guitu.kit.crypto import seal
from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules.draws import WAYS, Candidate, drawn
from guitu.rules.verdict import Reason

_CAMPAIGN = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("name", "bytea"), ("kinds", "text"), ("from_on", "date"),
    ("until_on", "date"), ("way", "text"), ("quota", "int"), ("seed", "text"),
)
_DRAWN = (("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("campaign_id", "uuid"))
_THERE = (
    "SELECT v.id, v.scope_path, v.raised, v.checked_on FROM inspection_venue v"
    " WHERE v.county_id = %s AND v.scope_path >= %s AND v.scope_path < %s AND v.kind = ANY(%s) AND v.state <> 'closed' ORDER BY v.id"
)


@command
def plan_campaign(
    act: Act, *, name: str, kinds: Sequence[str], from_on: date, until_on: date, way: str, quota: int | None = None
) -> Answer:
    """Plan a campaign over one's area: its days, which kinds of place, and how they are drawn. Refuses no name, no kind,
    days in the wrong order, and a draw by risk or at random without a number of places."""
    known = timeline_of(act.actor.county_id, act.actor.path).on(act.on).venues.kinds
    if not name.strip():
        raise Refused(Reason("venues.needs_name"), field="name")
    if not kinds or not set(kinds) <= known.keys():
        raise Refused(Reason("venues.unknown_kind"), field="kinds")
    if until_on < from_on:
        raise Refused(Reason("draws.days"), field="until_on")
    if way not in WAYS or (way != "all" and not quota):
        raise Refused(Reason("draws.needs_quota"), field="quota")
    new = uuid4()
    values = (new, act.actor.county_id, act.actor.path, seal(NAME, new, name.strip()), " ".join(sorted(kinds)), from_on, until_on, way,
              quota if way != "all" else None, uuid4().hex if way != "all" else "")
    insert_many("inspection_campaign", _CAMPAIGN, [values])
    detail = {"step": "planned", "from": from_on, "until": until_on, "way": way, "seed": values[-1]}
    changed(act, [Change("campaign", new, act.actor.path, None, detail, "venues")])
    return {"campaign": str(new)}


@command
def draw_campaign(act: Act, *, campaign_id: UUID) -> Answer:
    """Draw the places of a campaign, once: from those of its kinds that are open in its area. Who has the seed, which the
    ledger keeps, draws the same. Refuses a second draw, nothing to draw from, and more places than there are."""
    found = row("SELECT scope_path, kinds, way, quota, seed, drawn_at FROM inspection_campaign WHERE id = %s FOR UPDATE", [campaign_id])
    if found is None or found[0] != act.actor.path:
        raise NotVisible
    path, kinds, way, quota, seed, drawn_at = found
    if drawn_at is not None:
        raise Refused(Reason("draws.drawn_already"))
    there = rows(_THERE, [act.actor.county_id, act.actor.lo, act.actor.hi, kinds.split()])
    if not there:
        raise Refused(Reason("draws.nothing"))
    if quota and quota > len(there):
        raise Refused(Reason("draws.too_many", {"there": len(there), "asked": quota}))
    places = {str(id): where for id, where, _raised, _on in there}
    chosen = drawn([Candidate(str(id), raised, on) for id, _where, raised, on in there], way, quota, seed)
    insert_many("inspection_drawn", _DRAWN, [(uuid4(), act.actor.county_id, places[id], "venues", UUID(id), campaign_id) for id in chosen])
    run("UPDATE inspection_campaign SET drawn_at = %s WHERE id = %s", [act.at, campaign_id])
    changed(act, [Change("campaign", campaign_id, path, None, {"step": "drawn", "n": len(chosen), "of": len(there), "seed": seed}, "venues")])
    return {"campaign": str(campaign_id), "drawn": len(chosen)}
