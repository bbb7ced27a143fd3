"""What handovers rest on: framework agreements with a joint desk, and holdings of a post that end by themselves (专地融合)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.grid import ceilings
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules.handover_steps import may_second
from guitu.rules.handovers import HandoversPolicy
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES

DESK = "handovers_agreement|desk"
_AGREEMENT = (
    "INSERT INTO handovers_agreement (id, county_id, path, with_whom, signed_on, until_on, contents, desk, said_at, said_post)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_SECONDMENT = (
    "INSERT INTO handovers_secondment (id, county_id, path, post_id, way, home, from_on, until_on, said_at, said_post)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_LAST = "SELECT id, account_id, natural_person_id, name, sex, from_on, until_on FROM grid_holding WHERE post_id = %s ORDER BY from_on DESC LIMIT 1"
_END = "UPDATE grid_holding SET until_on = %s WHERE id = %s"
_RENEW = (
    "INSERT INTO grid_holding (id, county_id, post_id, account_id, name, sex, from_on, until_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_TOLD = "UPDATE grid_account SET perm_version = perm_version + 1 WHERE id = %s"


@command
def keep_agreement(
    act: Act, *, with_whom: str, signed_on: date, until_on: date | None = None, contents: Sequence[str] = (), desk: str = ""
) -> Answer:
    """Put a framework agreement on record: with whom, since when, what it is about, who sits at the joint desk. A new one
    stands beside the old. Refuses nobody, a day to come, an end before the beginning, and what is on no list."""
    for name, wrong in (("with_whom", not with_whom.strip()), ("contents", not contents or not set(contents) <= set(CODES["agreement_content"]))):
        if wrong:
            raise Refused(Reason("handovers.needs_words"), field=name)
    if signed_on > act.on:
        raise Refused(Reason("in_the_future", {"on": signed_on}), field="signed_on")
    if until_on is not None and until_on <= signed_on:
        raise Refused(Reason("handovers.term_backwards"), field="until_on")
    agreement, path = uuid4(), act.actor.path
    run(
        _AGREEMENT,
        [agreement, act.actor.county_id, path, with_whom.strip(), signed_on, until_on, list(contents), seal(DESK, agreement, desk.strip() or None),
         act.at, act.actor.post_id],
    )
    changed(act, [Change("agreement", agreement, path, None, {"signed_on": signed_on, "until_on": until_on})])
    return {"agreement": str(agreement)}


@command
def second_holder(act: Act, *, post_id: UUID, way: str, home: str, from_on: date, until_on: date) -> Answer:
    """Whoever holds this post is seconded to it until a day, and acts from it no more at the first request after that. One
    that has ended is renewed by a new holding of the same person, which ends by itself too.

    Refuses a role above the ceiling, a vacant post, oneself, no end, and more months than policy allows. Policy: handovers.secondment_months
    """
    post = ceilings.post_within(act.actor, post_id)
    policy: HandoversPolicy = timeline_of(post.county_id, post.path).on(act.on).handovers
    Refused.unless(may_second(from_on, until_on, policy), "until_on")
    if not home.strip() or way not in CODES["secondment_way"]:
        raise Refused(Reason("handovers.needs_words"), field="home")
    last = row(_LAST, [post_id])
    if last is None or last[1] is None:
        raise Refused(Reason("post_is_vacant"), field="post_id")
    holding, account, person, name, sex, since, ends = last
    ceilings.unless_oneself(act.actor, person)
    if ends is None and since <= from_on:
        run(_END, [until_on, holding])
    elif ends is not None and ends <= from_on:
        holding = uuid4()
        run(_RENEW, [holding, post.county_id, post_id, account, name, sex, from_on, until_on])
    else:
        raise Refused(Reason("post_is_held", {"on": from_on}), field="from_on")
    run(_TOLD, [account])
    secondment = uuid4()
    run(
        _SECONDMENT,
        [secondment, post.county_id, post.path, post_id, way, home.strip(), from_on, until_on, act.at, act.actor.post_id],
    )
    detail = {"from_on": from_on, "until_on": until_on, "holding": str(holding), "way": way}
    changed(act, [Change("holding", post_id, post.path, None, detail)])
    return {"post": str(post_id), "secondment": str(secondment)}
