"""Putting right: a link for the owner and what comes through it, time, appeals, the authority that punishes, photographs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.photos import REPLY, keep_photo, photos_at
from guitu.kit.errors import Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.links.entering import spend
from guitu.links.making import make_link
from guitu.matters.parts import Place
from guitu.papers.files.commands import Sent
from guitu.rules.facts import Fact
from guitu.rules.venues import may_be_visited, may_decide_appeal, may_give_time, may_refer
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
def reply_by_link(
    act: Act, *, venue_id: UUID, maker: UUID, secret: str, words: str, who: str, wants_until: date | None = None, appeal: bool = False,
    photo: Sent | None = None,
) -> Answer:
    """The owner says through the link what was done, asks for time until a day, or does not agree; with a photograph as proof.
    Nothing is put right by it: another than the finder looks again, or decides. Refuses a link that is open no more, no
    words, no name, a day that is past."""
    if not who.strip():
        raise Refused(Reason("links.needs_who"), field="who")
    if not words.strip():
        raise Refused(Reason("links.needs_words"), field="words")
    if wants_until is not None and wants_until <= act.on:
        raise Refused(Reason("venues.time_too_early"), field="until")
    if not spend(secret, act.at):
        raise Refused(Reason("links.closed"))
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    facts: list[Fact] = []
    if appeal and course.appeal is None:
        facts.append(new("venue_appealed", act, act.on, contested=tuple(one.id for one in course.open)))
    if wants_until or not facts:
        facts.append(new("venue_replied", act, act.on, wants_until=wants_until))
    if photo is not None:
        keep_photo(act, held, REPLY, "reply", photo)
    return {"venue": str(venue_id), "maker": str(maker), **write(act, held, facts, note=f"{who.strip()}：{words.strip()}")}


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


@command
def decide_appeal(act: Act, *, venue_id: UUID, words: str, lifted: Sequence[str] = ()) -> Answer:
    """Decide what the owner does not agree with: which findings are lifted, with a reason that the owner reads; the others
    stand. Refuses who found one of them, under whatever post (guitu.default), and no reason."""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_decide_appeal(course, str(act.actor.natural_person_id or ""), lifted, words), "words")
    assert course.appeal is not None
    return write(act, held, [new("venue_appeal_decided", act, act.on, appeal=course.appeal[0], lifted=tuple(lifted))], note=words.strip())


@command
def refer_venue(act: Act, *, venue_id: UUID, punisher: str, referred: Sequence[str], on: date, words: str) -> Answer:
    """Hand findings to the authority that punishes; by a day it is asked what came of it. Refuses none chosen, what was
    lifted or handed over already, and no words. Policy: venues.punishment_days"""
    if not words.strip():
        raise Refused(Reason("venues.needs_reason"), field="words")
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_refer(held.course(act.on), referred), "referred")
    return write(act, held, [new("venue_referred", act, on, punisher=punisher, referred=tuple(referred))], note=words.strip())


@command
def note_punishment(act: Act, *, venue_id: UUID, referral: str, punishment: str, on: date, words: str = "") -> Answer:
    """Note what the authority decided, on the day of its decision: what is counted when the place is found wrong again.
    Refuses a referral that has its answer, and a day before it. 《娱乐场所管理条例》53 (entertainment.53)"""
    held = matter(act, VENUE, venue_id)
    if referral not in held.course(act.on).referrals:
        raise Refused(Reason("venues.no_referral"), field="referral")
    if on < (since := held.fact(referral).on):
        raise Refused(Reason("venues.before_referral", {"since": since}), field="on")
    return write(act, held, [new("venue_punished", act, on, referral=referral, punishment=punishment)], note=words.strip() or None)


@command
def add_photo(act: Act, *, venue_id: UUID, finding: str, moment: str, photo: Sent) -> Answer:
    """Put a photograph to a finding: as it was found, or put right. The same sent again is the same. Refuses what is no
    finding of this place, a file that is no picture, and more than so many. Policy: venues.most_photos"""
    if moment not in ("found", "fixed"):
        raise Refused(Reason("not_in_list", {"field": "photo_moment"}), field="moment")
    held = matter(act, VENUE, venue_id)
    if finding not in {one.id for one in held.course(act.on).findings if one.lifted_on is None}:
        raise Refused(Reason("venues.no_such_item"))
    most = held.policy().on(act.on).venues.most_photos
    if photos_at(venue_id, finding) >= most:
        raise Refused(Reason("venues.enough_photos", {"most": most}, "guitu.default"), field="file")
    return {"venue": str(venue_id), "photo": str(keep_photo(act, held, finding, moment, photo))}
