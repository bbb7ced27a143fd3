"""What the office does with a tip: two human beings look before any name is open, what came of it is written, the reward noted."""

from __future__ import annotations

from uuid import UUID, uuid4

from guitu.inspection.tips.queries import Tip, tip_of
from guitu.inspection.tips.reading import ANSWER
from guitu.kit.crypto import seal
from guitu.kit.database import insert_many, row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.tips import BOTH, LOOKS, OUTCOMES, Look, may_claim, may_decide, may_look, said
from guitu.rules.verdict import Reason

_LOOK = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("tip_id", "uuid"), ("natural_person_id", "uuid"), ("post_id", "uuid"),
    ("look", "text"), ("at", "timestamptz"),
)


@command
def look_at_tip(act: Act, *, tip_id: UUID, look: str) -> Answer:
    """Say of a tip, read without its name, whether it is worth following. Two human beings who say yes open the name; two
    who find nothing end it, and what was said is gone. Refuses who said so before, under whatever post (guitu.default)."""
    if look not in LOOKS:
        raise Refused(Reason("not_in_list", {"field": "tip_look"}), field="look")
    tip, person = tip_of(act.actor, tip_id, lock=True), str(act.actor.natural_person_id or "")
    Refused.unless(may_look(tip.course, tip.looks, person), "look")
    insert_many(
        "inspection_tiplook", _LOOK, [(uuid4(), act.actor.county_id, tip.scope_path, tip_id, person, act.actor.post_id, look, act.at)]
    )
    _noted(act, tip, look=look)
    if said([*tip.looks, Look(person, look)], "nothing") >= BOTH:
        run("UPDATE inspection_tip SET outcome = 'unfounded', decided_on = %s WHERE id = %s", [act.on, tip_id])
        _forget(tip_id)
    return {"tip": str(tip_id)}


@command
def decide_tip(act: Act, *, tip_id: UUID, outcome: str, answer: str) -> Answer:
    """Write what came of a tip that two found worth following, with words for whoever has the receipt. What was not true
    leaves no name and no words. Refuses one that two have not looked at, and no words. Policy: tips.*"""
    if outcome not in OUTCOMES:
        raise Refused(Reason("not_in_list", {"field": "tip_outcome"}), field="outcome")
    tip = tip_of(act.actor, tip_id, lock=True)
    Refused.unless(may_decide(tip.course, answer), "answer")
    sealed = seal(ANSWER, tip_id, answer.strip())
    run("UPDATE inspection_tip SET outcome = %s, decided_on = %s, answer = %s WHERE id = %s", [outcome, act.on, sealed, tip_id])
    if outcome == "unfounded":
        _forget(tip_id)
    _noted(act, tip, outcome=outcome)
    return {"tip": str(tip_id)}


@command
def note_reward(act: Act, *, tip_id: UUID) -> Answer:
    """Note that whoever showed the receipt number was paid the reward; nobody's name is asked for. Refuses a tip that was
    not found true, a second time, and one whose time is over. Policy: tips.claim_months"""
    tip = tip_of(act.actor, tip_id, lock=True)
    Refused.unless(may_claim(tip.course, act.on))
    run("UPDATE inspection_tip SET claimed_on = %s WHERE id = %s", [act.on, tip_id])
    _noted(act, tip, claimed=True)
    return {"tip": str(tip_id)}


def _forget(tip_id: UUID) -> None:
    row("SELECT inspection_forget_tip(%s)", [tip_id])


def _noted(act: Act, tip: Tip, **detail: str | bool) -> None:
    changed(act, [Change("tip", tip.id, tip.scope_path, None, detail, "venues")])
