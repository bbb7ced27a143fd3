"""提议不再问: an office proposes that a field is asked no more, and another person answers."""

from __future__ import annotations

from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.meter.queries import WORDS, is_counted, words_in
from guitu.rules import meter
from guitu.rules.verdict import Reason


@command
def propose_drop(act: Act, *, form: str, field: str, words: str) -> Answer:
    """Propose that a field of a form is asked for no more, with a sentence why.

    Refuses a field that is not counted, and one that somebody has proposed already.
    """
    if act.actor.natural_person_id is None:
        raise Refused(Reason("approvals.nobody_asks"))
    is_open = row(
        "SELECT 1 FROM meter_dropproposal WHERE county_id = %s AND form = %s AND field = %s AND state = 'open'",
        [act.actor.county_id, form, field],
    )
    counted = is_counted(act.actor.county_id, form, field)
    Refused.unless(meter.may_propose(is_counted=counted, is_open=is_open is not None, words=words), field="words")
    new = uuid4()
    run(
        "INSERT INTO meter_dropproposal (id, county_id, form, field, state, proposed_on, proposed_person, words)"
        " VALUES (%s, %s, %s, %s, 'open', %s, %s, %s)",
        [new, act.actor.county_id, form, field, act.on, act.actor.natural_person_id, _sealed(new, words, "")],
    )
    changed(act, [Change("drop_proposal", new, act.actor.path, None, {"form": form, "field": field, "state": "open"})])
    return {"proposal": str(new)}


@command
def answer_drop(act: Act, *, proposal_id: UUID, agree: bool, words: str) -> Answer:
    """Say that a field is to be asked no more, or that it stays, with a sentence why. The pack and the form are changed by
    who keeps them; here stands who decided what.

    Refuses who proposed it, under whatever post, and one that is answered.
    """
    found = row(
        "SELECT form, field, state, proposed_person, words FROM meter_dropproposal WHERE id = %s AND county_id = %s FOR UPDATE",
        [proposal_id, act.actor.county_id],
    )
    if found is None:
        raise NotVisible
    form, field, state, person, sealed = found
    by_same = act.actor.natural_person_id in (None, person)
    Refused.unless(meter.may_answer(is_open=state == "open", by_same=by_same, words=words), field="words")
    new = "agreed" if agree else "kept"
    run(
        "UPDATE meter_dropproposal SET state = %s, answered_on = %s, words = %s WHERE id = %s",
        [new, act.on, _sealed(proposal_id, words_in(proposal_id, sealed)["why"], words), proposal_id],
    )
    changed(act, [Change("drop_proposal", proposal_id, act.actor.path, None, {"form": form, "field": field, "state": new})])
    return {"proposal": str(proposal_id), "state": new}


def _sealed(proposal: UUID, why: str, answer: str) -> bytes | None:
    return seal(WORDS, proposal, orjson.dumps({"why": why.strip(), "answer": answer.strip()}).decode())
