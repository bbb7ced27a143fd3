"""What is done with a link that is there: it is withdrawn, and each opening is noted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.matters.parts import Place, end_part
from guitu.rules.verdict import Reason


@command
def withdraw_link(act: Act, *, link_id: UUID) -> Answer:
    """Withdraw a link: from the next click on it opens nothing, and who has it open can send no answer.

    Refuses one that is withdrawn or answered already.
    """
    found = row(
        "SELECT l.matter_id, l.county_id, l.scope_path, l.compartment, p.id FROM links_link l LEFT JOIN matters_part p"
        " ON p.post_id = l.id AND p.matter_id = l.matter_id AND p.until_on IS NULL WHERE l.id = %s",
        [link_id],
    )
    if found is None:
        raise NotVisible
    ended = run(
        "UPDATE links_link SET withdrawn_at = %s WHERE id = %s AND withdrawn_at IS NULL AND answered_at IS NULL",
        [act.at, link_id],
    )
    if not ended:
        raise Refused(Reason("links.withdrawn_already"))
    place = Place(*found[:4])
    if found[4] is not None:
        end_part(act, place, found[4])
    _noted(act, link_id, place, step="withdrawn")
    return {"link": str(link_id)}


@command
def note_opening(act: Act, *, matter: Place, made_post: UUID) -> Answer:
    """The link was opened with its code: a line of the ledger, written by the link itself."""
    _noted(act, act.actor.post_id, matter, step="opened")
    return {"link": str(act.actor.post_id), "made_post": str(made_post)}


def _noted(act: Act, link: UUID, place: Place, **detail: Any) -> None:
    changed(act, [Change("link", link, place.scope_path, place.id, detail, place.compartment)])
