"""What people note of what went out: a message, a broadcast, a notice in the paper, on a screen, by an account."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import dicts, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.sealed import sealed_words
from guitu.rules.airings import AUDIENCES, CHANNELS, may_note
from guitu.rules.verdict import Reason

_INSERT = (
    "INSERT INTO prevention_airing (id, county_id, scope_path, channel, audience, day_on, times, words) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


@command
def note_airing(act: Act, *, path: str, channel: str, audience: str, day_on: date, times: int, text: str, outlet: str = "") -> Answer:
    """Note what went out by a channel, to whom, how many messages or how many times, and its words.

    Refuses a place outside one's area, no words, nothing sent, a day to come, and words to people in recovery that give them away.
    """
    for name, said, codes in (("channel", channel, CHANNELS), ("audience", audience, AUDIENCES)):
        if said not in codes:
            raise Refused(Reason("not_in_list", {"field": name}), field=name)
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    Refused.unless(may_note(audience, text, times, day_on, act.on), "text")
    airing = uuid4()
    words = sealed_words("airing", airing, {"text": text.strip(), "outlet": outlet.strip()})
    run(_INSERT, [airing, act.actor.county_id, path, channel, audience, day_on, times, words])
    changed(act, [Change("airing", airing, path, None, {"channel": channel, "audience": audience, "day_on": day_on, "times": times}, COMPARTMENT)])
    return {"airing": str(airing)}


@command
def take_airing_back(act: Act, *, airing_id: UUID) -> Answer:
    """Take back what was noted by mistake: it is counted no more. Refuses one that was taken back."""
    found = dicts("SELECT scope_path, taken_back_on FROM prevention_airing WHERE id = %s FOR UPDATE", [airing_id])
    if not found or not str(found[0]["scope_path"]).startswith(act.actor.path):
        raise NotVisible
    if found[0]["taken_back_on"] is not None:
        raise Refused(Reason("airings.taken_back"))
    run("UPDATE prevention_airing SET taken_back_on = %s WHERE id = %s", [act.on, airing_id])
    changed(act, [Change("airing", airing_id, found[0]["scope_path"], None, {"taken_back_on": act.on}, COMPARTMENT)])
    return {"airing": str(airing_id)}
