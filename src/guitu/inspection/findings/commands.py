"""Putting right: a link for the owner, what the owner answers through it, and time that is given or not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.kit.errors import Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.links.entering import spend
from guitu.links.making import make_link
from guitu.matters.parts import Place
from guitu.rules.venues import may_be_visited, may_give_time
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write


@command
def make_venue_link(act: Act, *, venue_id: UUID, to_whom: str, shown: str, hours: int) -> Answer:
    """A link for the owner, who has no account: what was found, by which article, by when; to answer, or to ask for time.

    Refuses a place of which nothing is to be put right, no addressee, words that may not be read outside the login, and
    more hours than the policy allows. Policy: links.*
    """
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    if not course.open:
        raise Refused(Reason("venues.nothing_to_recheck"))
    place = Place(held.id, held.county_id, held.scope_path, "venues")
    made = make_link(act, place, kind="venue_reply", words=shown, to_whom=to_whom, hours=hours)
    return {"venue": str(held.id), "link": str(made.id), "until": made.expires_at, ONCE: [made.token, made.code]}


@command
def reply_by_link(act: Act, *, venue_id: UUID, maker: UUID, secret: str, words: str, who: str, wants_until: date | None = None) -> Answer:
    """The owner says through the link what was done, or asks for time until a day. Nothing is put right by it: another
    than the finder looks at it again. Refuses a link that is open no more, no words, no name, a day that is past."""
    if not who.strip():
        raise Refused(Reason("links.needs_who"), field="who")
    if not words.strip():
        raise Refused(Reason("links.needs_words"), field="words")
    if wants_until is not None and wants_until <= act.on:
        raise Refused(Reason("venues.time_too_early"), field="until")
    if not spend(secret, act.at):
        raise Refused(Reason("links.closed"))
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    told = f"{who.strip()}：{words.strip()}"
    return {"venue": str(venue_id), "maker": str(maker), **write(act, held, [new("venue_replied", act, act.on, wants_until=wants_until)], note=told)}


@command
def decide_time(act: Act, *, venue_id: UUID, until: date | None = None, words: str = "") -> Answer:
    """Give the time that an owner asked for, until a day, or do not: then the days stay as they were. Refuses where
    nothing was asked, and a day that is past or too far off. Policy: venues.most_time_days"""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_give_time(course, until, act.on, held.policy()), "until")
    assert course.asked is not None
    fact = new("venue_time_decided", act, act.on, reply=course.asked[0], until=until)
    return write(act, held, [fact], note=words.strip() or None)
