"""待核对: one number on file in two towns. The county says whether it is one person, and whose file goes on."""

from __future__ import annotations

from uuid import UUID

from guitu.casework import joining, reopening
from guitu.casework.load import cases
from guitu.casework.pairs import pair
from guitu.casework.record import write
from guitu.kit.database import run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def settle_match(act: Act, *, match_id: UUID, how: str, keep: UUID | None = None) -> Answer:
    """Settle a pair: two people (a number was typed wrong), or one, whose file in the other town is struck off.

    What stands on the file struck off – measures, visits, tests, refusals – joins the one that goes on; nothing is
    thrown away. Refuses a pair settled already, and `one` without the file that goes on.
    """
    found = pair(match_id)
    if found is None:
        raise NotVisible
    if found["settled_at"] is not None:
        raise Refused(Reason("match_is_settled", {}))
    files = {found["one_id"], found["other_id"]}
    if how not in ("one", "two") or (how == "one") != (keep in files):
        raise Refused(Reason("match_needs_a_file", {}), field="keep")
    run("UPDATE people_match SET settled_at = %s, how = %s WHERE id = %s", [act.at, how, match_id])
    changed(act, [Change("match", match_id, act.actor.path, keep, {"how": how})])
    if how == "two":
        return {"match": str(match_id), "how": how}
    (closed,) = files - {keep}
    held = {one.id: one for one in cases(list(files))}
    if len(held) < 2 or keep is None:
        raise NotVisible
    joining.join(act, held[keep], held[closed], match_id)
    struck = new("struck_off", act, act.on, match=str(match_id))
    return write(act, held[closed], [struck]) | {"match": str(match_id), "how": how}


@command
def reopen_match(act: Act, *, match_id: UUID) -> Answer:
    """Take the settling of a pair back: it is to be settled again, as if nobody had.

    What had joined the file that goes on leaves it, and the other is no longer struck off; what was recorded since
    stays where it was recorded. Refuses a pair that is open, and while later records lean on what would leave.
    """
    reopening.take_back(act, match_id)
    return {"match": str(match_id)}
