"""五个不发生: a line of an area and a month is said by somebody who looked, and taken back when something surfaces later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.grid.areas import TOWN
from guitu.kit.arrays import array
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.response.raising import refuse_nobody
from guitu.response.statements.queries import WORDS, lines_of
from guitu.rules.dates import first_of_month
from guitu.rules.statements import StatementsPolicy, may_state, may_take_back, standing
from guitu.rules.verdict import Reason

_LINE = (
    "INSERT INTO response_statement (id, county_id, path, month, item, result, looked_on, how, takes_back, said_at, said_post, said_person, words)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s::text[], %s, %s, %s, %s, %s)"
)
_PLACE = "SELECT 1 FROM grid_area WHERE path = %s AND valid_to IS NULL"


@command
def state_month(
    act: Act, *, path: str, month: date, item: str, result: str, how: Sequence[str], looked_on: date, words: str = ""
) -> Answer:
    """Say of a town and a month that one of the five did not happen, or did: who looked, when, how, and what broke it.

    Refuses a place outside one's area, a month that is not over, no way of looking, a second line. Policy: statements.*
    """
    refuse_nobody(act)
    if not path.startswith(act.actor.path) or len(path) != TOWN or row(_PLACE, [path]) is None:
        raise Refused(Reason("calls.elsewhere"), field="path")
    first = first_of_month(month)
    policy: StatementsPolicy = timeline_of(act.actor.county_id, path).on(act.on).statements
    is_said = (path, item) in standing(lines_of(act.actor.county_id, first))
    Refused.unless(may_state(policy, first, item, result, how, looked_on, words, act.on, is_said=is_said))
    return _said(act, path, first, item, result, looked_on, list(how), None, words)


@command
def take_back_statement(act: Act, *, statement_id: UUID, words: str) -> Answer:
    """Take a line back, because something surfaced later, here or elsewhere, and say what. Refuses one that does not stand."""
    refuse_nobody(act)
    found = row("SELECT month FROM response_statement WHERE id = %s", [statement_id])
    if found is None:
        raise NotVisible
    lines = lines_of(act.actor.county_id, found[0])
    line = next((one for one in lines if one.id == statement_id), None)
    stands = line is not None and standing(lines).get((line.path, line.item)) == line
    Refused.unless(may_take_back(line, words, is_standing=stands))
    if line is None:
        raise NotVisible
    return _said(act, line.path, found[0], line.item, "taken_back", act.on, [], line.id, words)


def _said(
    act: Act, path: str, month: date, item: str, result: str, looked_on: date, how: list[str], takes_back: UUID | None, words: str
) -> Answer:
    line = uuid4()
    sealed = seal(WORDS, line, words.strip() or None)
    who = (act.at, act.actor.post_id, act.actor.natural_person_id)
    run(_LINE, [line, act.actor.county_id, path, month, item, result, looked_on, array("text", how), takes_back, *who, sealed])
    detail = {"month": month, "item": item, "result": result, "takes_back": str(takes_back) if takes_back else None}
    changed(act, [Change("statement", line, path, None, detail)])
    return {"statement": str(line)}
