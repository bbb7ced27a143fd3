"""What people do with the proof of the ledger: they ask for it."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from guitu.blocks.jobs import check_ledger
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@command
def verify_ledger(act: Act, *, code: str = "") -> Answer:
    """Ask whether the ledger of the county is whole, held against the heads kept outside and a code from paper.

    Nothing for who stands over a part of the county only; refuses while an answer is being worked out: one look at everything is enough at a time.
    """
    county = act.actor.county_id
    if act.actor.path != county:  # a chain is a county's
        raise NotVisible
    if row("SELECT 1 FROM blocks_check WHERE county_id = %s AND done_at IS NULL", [county]):
        raise Refused(Reason("blocks.being_verified"))
    check = uuid4()
    run(
        "INSERT INTO blocks_check (id, county_id, post_id, asked_at, code, faults) VALUES (%s, %s, %s, %s, %s, '[]')",
        [check, county, act.actor.post_id, act.at, code.strip()[:40]],
    )
    changed(act, [Change("ledger_check", check, act.actor.path)])
    cast("Any", check_ledger).defer(county_id=county, check_id=str(check))
    return {"check": str(check)}
