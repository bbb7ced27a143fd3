"""What the office does with the remarks of visitors: read each, and show it or not."""

from __future__ import annotations

from uuid import UUID

from guitu.kit.database import dicts, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.sealed import sealed_words
from guitu.rules.remarks import may_decide


@command
def decide_remark(act: Act, *, remark_id: UUID, shown: bool) -> Answer:
    """Show a remark on the page of its place, or do not: then its words are deleted, and that there was one stays. One that is
    shown may be taken off later. Refuses one that was declined."""
    found = dicts("SELECT matter_id, scope_path, state FROM prevention_remark WHERE id = %s FOR UPDATE", [remark_id])
    if not found:
        raise NotVisible
    one = found[0]
    Refused.unless(may_decide(one["state"], shown=shown))
    state = "shown" if shown else "declined"
    if shown:
        run("UPDATE prevention_remark SET state = %s, decided_on = %s WHERE id = %s", [state, act.on, remark_id])
    else:
        gone = sealed_words("remark", remark_id, {})
        run("UPDATE prevention_remark SET state = %s, decided_on = %s, words = %s WHERE id = %s", [state, act.on, gone, remark_id])
    changed(act, [Change("remark", remark_id, one["scope_path"], one["matter_id"], {"state": state}, COMPARTMENT)])
    return {"remark": str(remark_id), "state": state}
