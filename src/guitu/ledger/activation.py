"""A pack is switched on for a place: its text is kept by hash, and everything decided after names it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from guitu.kit.database import run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.policy import check, names, pack_text
from guitu.rules.verdict import Reason

# Who makes something of a pack's numbers says here how to make it anew: told the county and the area inside the
# transaction, it asks for the work and gives how many people it concerns.
settling: list[Callable[[str, str], int]] = []


@command
def activate_policy(act: Act, *, pack: str, path: str, digest: str = "") -> Answer:
    """Put a pack in force for an area of this post. Refuses a pack that fails its own worked examples, and before a
    second person has granted it.

    `digest` of the text that was asked for: another text under the same name is refused. Whoever is on file there is
    settled with it in the background; the answer says how many people that are.
    """
    refuse_ungranted(act)
    if pack not in names() or not path.startswith(act.actor.path) or len(path) not in (6, 9):  # a county, a town
        raise NotVisible
    faults = check(pack)
    if faults:
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in faults[:5]))
    text, found = pack_text(pack)
    if digest not in ("", found):
        raise Refused(Reason("pack_has_changed"))
    return keep(act, pack=pack, path=path, text=text, digest=found)


def keep(act: Act, *, pack: str, path: str, text: str, digest: str) -> Answer:
    """Keep a text as what is in force for an area from now on, and ask for everybody there to be settled with it."""
    version = uuid4()
    run(
        "INSERT INTO ledger_policyversion (id, county_id, scope_path, pack, digest, text, activated_at, post_id)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [version, act.actor.county_id, path, pack, digest, text, act.at, act.actor.post_id],
    )
    changed(act, [Change("policy_version", version, path, None, {"pack": pack, "digest": digest})])
    return {"pack": pack, "digest": digest, "to_settle": sum(later(act.actor.county_id, path) for later in settling)}
