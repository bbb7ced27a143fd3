"""网格事件: what another system's grid worker saw comes in as a notice, once, under the number that it has there."""

from __future__ import annotations

from uuid import UUID, uuid4

from guitu.kit.actor import NOBODY
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.response.fold import CALL, CALLS
from guitu.response.raising import looks_first, open_call
from guitu.response.reading import Words, code_of, course_of, take_part
from guitu.response.standing_by import standing_by
from guitu.rules import call_steps
from guitu.rules.calls import EVENT
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write

_PLACE = "SELECT 1 FROM grid_area WHERE path = %s AND valid_to IS NULL"
_TAKEN = "SELECT matter_id FROM response_outside WHERE county_id = %s AND number = %s"
_NUMBER = (
    "INSERT INTO response_outside (id, county_id, scope_path, compartment, matter_id, number, taken_at) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


@command
def take_event(act: Act, *, number: str, template: str, path: str, known: str, spot: str = "") -> Answer:
    """Take over what the provincial grid system has: under its number, of which kind, where, what was seen. The village looks
    first. Refuses a number that is on file, a kind that is no grid event, a place outside one's area, and no words."""
    standing = standing_by(act.actor.county_id, path, act.at)
    of = standing.policy.templates.get(template)
    if of is None or of.level != EVENT:
        raise Refused(Reason("calls.no_event"), field="template")
    if not number.strip() or not known.strip():
        raise Refused(Reason("calls.needs_words"), field="number" if not number.strip() else "known")
    if not path.startswith(act.actor.path) or len(path) < 9 or row(_PLACE, [path]) is None:
        raise Refused(Reason("calls.elsewhere"), field="path")
    if taken := row(_TAKEN, [act.actor.county_id, number.strip()]):
        raise Refused(Reason("calls.number_taken", {"code": code_of(taken[0])}), field="number")
    asked = looks_first(standing, act, EVENT)
    if asked == str(NOBODY):
        raise Refused(Reason("calls.nobody_there"))
    held = open_call(act, template, path, Words("", spot, known), act.actor.post_id)
    if asked != str(act.actor.post_id):
        take_part(act, held.id, path, asked, "asked")
    run(_NUMBER, [uuid4(), act.actor.county_id, path, CALLS, held.id, number.strip(), act.at])
    by = str(act.actor.natural_person_id or "")
    fact = new("call_raised", act, act.on, template=template, level=EVENT, by=by, post=str(act.actor.post_id), asked=asked, notice=True)
    return {"call": str(held.id), **write(act, held, [fact])}


@command
def take_event_back(act: Act, *, call_id: UUID) -> Answer:
    """Take back what was taken over by mistake: nobody has looked at it yet. Its number stays used. Refuses an event that somebody
    has taken up, and a call."""
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_end(course))
    if not course.is_event or course.state != "noticed":
        raise Refused(Reason("calls.no_notice"))
    by = str(act.actor.natural_person_id or "")
    return write(act, held, [new("call_ended", act, act.on, ended_as="false_alarm", by=by)])
