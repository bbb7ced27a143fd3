"""移交: the people of one worker go to others, by a list that two people stand for; what is open of them goes along."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from guitu.casework.assigning import give_file, looks_after
from guitu.casework.caseloads import queries
from guitu.casework.load import cases
from guitu.kit.database import insert_many
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.people import access
from guitu.rules import caseloads
from guitu.rules.verdict import Reason
from guitu.settling.settle import settle

_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("matter_id", "uuid"), ("move_id", "uuid"), ("from_post", "uuid"),
    ("to_post", "uuid"), ("on_day", "date"), ("open_duties", "int"),
)


@command
def hand_over_caseload(act: Act, *, from_post: UUID, given: Sequence[Sequence[UUID]]) -> Answer:
    """Give the people of a post to others from today: each of `given` is a person and the post that takes the person over.
    Open duties go to the new post, other places in the team stay, and a list says who went to whom with how much open.

    Only when another person has granted it. Refuses somebody who is not this post's any more, and a post whose area does
    not hold the person.
    """
    refuse_ungranted(act)
    pairs = {UUID(str(person)): UUID(str(post)) for person, post in given}
    refuse_moving(act, from_post, pairs)
    held = cases(list(pairs))
    if len(held) != len(pairs):
        raise NotVisible
    move, lines = uuid4(), []
    for one in held:
        post = pairs[one.id]
        if looks_after(one.county_id, post, one.scope_path, "responsible") is None:
            raise Refused(Reason("steps.post_elsewhere"))
        give_file(act, one, post, "responsible")
        lines.append((uuid4(), one.county_id, one.scope_path, one.id, move, from_post, post, act.on, len(one.duties)))
    settle(act.actor.county_id, held, act.at)
    insert_many("casework_handedover", _COLUMNS, lines)
    detail = {"from": str(from_post), "people": len(lines), "open": sum(line[-1] for line in lines)}
    changed(act, [Change("caseload", move, act.actor.path, None, detail)])
    return {"move": str(move), "people": len(lines)}


def refuse_moving(act: Act, from_post: UUID, pairs: dict[UUID, UUID]) -> None:
    """What is refused of a list, when it is asked for and again when it is granted."""
    mine = {str(one["id"]) for one in queries.people(act.actor, from_post, act.on)}
    Refused.unless(caseloads.may_hand_over(str(from_post), {str(person): str(post) for person, post in pairs.items()}, mine))


@command
def print_caseload(act: Act, *, move_id: UUID) -> Answer:
    """Note that the list of a handing over was printed. NotVisible: none of its people is seen."""
    found = queries.move(act.actor, move_id)
    access.note_printed_all(act.actor, [one["matter_id"] for one in found], act.at, act.request_id[:64])
    changed(act, [Change("caseload", move_id, act.actor.path, None, {"printed": len(found)})])
    return {"move": str(move_id)}
