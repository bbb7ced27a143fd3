"""What is asked for when a pack is to be put in force: its text by digest, and how many people it concerns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as N_

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.packs import timeline_of
from guitu.policy import check, load, names, pack_text
from guitu.rulepacks import drafts
from guitu.rulepacks.showing import shown_draft
from guitu.rulepacks.trials.telling import kept
from guitu.rules.verdict import Reason

_CONCERNED = "SELECT count(*) FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL"
_PLACE = f"SELECT {place_sql('%(path)s')}"


def activation(actor: Actor, pack: str, path: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The arguments of `activate_policy`, and what the one who decides reads. Refuses what would be refused then."""
    if pack not in names() or not path.startswith(actor.path) or len(path) not in (6, 9):
        raise NotVisible
    faults = check(pack)
    if faults:
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in faults[:5]))
    digest = pack_text(pack)[1]
    (place,), (people,) = row(_PLACE, {"path": path}) or ("",), row(_CONCERNED, [actor.county_id, path]) or (0,)
    shown = [
        (N_("地方"), place or path), (N_("政策包"), f"{load(pack).title} {pack}"), (N_("版本"), digest[:12]),
        (N_("涉及人数"), str(people)), (N_("试算"), kept(actor.county_id, path, digest)),
    ]
    return {"pack": pack, "path": path, "digest": digest}, shown


def of_draft(actor: Actor, path: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The arguments of `put_in_force` for a place's draft, and what the one who decides reads: each change, old and new."""
    draft = drafts.open_draft(actor.county_id, path)
    if draft is None or not path.startswith(actor.path):
        raise NotVisible
    if not draft.numbers:
        raise Refused(Reason("rulepacks.nothing_changed"))
    found = drafts.composed(draft)
    if found.faults:
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in found.faults[:5]))
    (people,) = row(_CONCERNED, [actor.county_id, path]) or (0,)
    said = shown_draft(draft, found, timeline_of(actor.county_id, path))
    changes = [
        (one["what"], f"{one['old']} → {one['new']}，{one['from_on'].isoformat()}，{one['clause'] or load(draft.base).clauses['guitu.default']}")
        for one in said["changes"]
    ]
    shown = [
        (N_("地方"), found.own.title), (N_("原来的政策包"), load(draft.base).title), *changes,
        (N_("算例"), str(len(draft.examples))), (N_("涉及人数"), str(people)),
        (N_("试算"), kept(actor.county_id, path, found.digest)),
    ]
    return {"draft_id": draft.pk, "digest": found.digest}, shown
