"""What inspectors record of a visit: the whole checklist, or what was found before and is looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.inspectors import Inspector, deployed, team
from guitu.inspection.lists import item_of, list_kept
from guitu.inspection.photos import VISIT, Pictured, keep_photo
from guitu.inspection.reading import opened
from guitu.inspection.records import Signed, digest_of, document, keep, record_of
from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, asked_once, command
from guitu.papers.files.commands import Sent
from guitu.rules import checklists
from guitu.rules.checklists import Checklist, Seen
from guitu.rules.dates import days_after
from guitu.rules.medicines import may_go
from guitu.rules.venues import VenueCourse, VenuesPolicy, may_be_visited, may_recheck
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter
from guitu.settling.record import new, write


@command
def record_check(
    act: Act, *, venue_id: UUID, on: date, result: str, others: Sequence[UUID], signed: Signed, checklist: str = "",
    seen: Sequence[Seen] = (), confirmed: Sequence[str] = (), campaign: UUID | None = None, persons: int = 0, words: str = "",
    again_on: date | None = None, corrects: UUID | None = None, pieces: Sequence[int] = (), photos: Sequence[Pictured] = (),
) -> Answer:
    """Record a visit: the whole list as it was answered, who was there, who signed. `result` says whether anybody was
    seen: `checked`, or `not_reached`, `refused`, `not_applicable`; passed or failed follows from the answers. The record
    names its photographs by their digests; one that has not come yet is asked for on its page.

    Refuses fewer inspectors than the policy asks for, an item without an answer, a section that nobody confirmed, a
    finding without words, a photograph of what is well, pieces looked at that say otherwise than the answer, no signature
    and no witness, a place that is closed, and a unit of medicines where police or health is not there. Policy: venues.*,
    checklists.*, medicines.joint
    """
    _refuse_word(result, "checked", "not_reached", "refused", "not_applicable")
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    there = _there(act, others, on, held.policy().on(on).venues, signed, must_sign=result in ("checked", "refused"))
    told: dict[str, Any] = {"persons": persons, "words": words.strip(), "campaign": str(campaign or ""), "corrects": str(corrects or "")}
    found: tuple[tuple[str, str], ...] = ()
    if is_seen := result == "checked":
        _refuse_alone(held, course, on, there)
        listed = list_kept(held, course, checklist, on, act.on)[1]
        _refuse_answers(held, on, listed, seen, confirmed, pieces, photos)
        told |= {"checklist": checklist, "list": asdict(listed), "seen": [asdict(one) for one in seen], "confirmed": sorted(confirmed)}
        told |= {"pieces": list(pieces), "photos": [[one.item, one.digest] for one in photos]}
        found = checklists.failed_of(listed, seen)
        result = "failed" if found else "passed"
    again = _again(held, result, on, again_on)
    _refuse_correcting(held, corrects)
    written = document(kind="check", venue=_name(held), on=on, result=result, there=there, signed=signed, **told)
    fact = new(
        "venue_checked", act, on, str(corrects) if corrects else None, site_result=result,
        inspectors=tuple(one.person for one in there), checklist=checklist if is_seen else "", failed=found,
        on_the_spot=tuple(one.item for one in seen if one.answer == "on_the_spot"), campaign=str(campaign or ""),
        persons=persons, pieces=tuple(pieces) if is_seen else (), again_on=again, record=digest_of(written),
    )
    keep(held, UUID(fact.id), written)
    if campaign is not None:
        _refuse_campaign(act, campaign, on)
        deployed(act, campaign, held.scope_path, on, there)
    answer = {"visit": fact.id, "result": result, **write(act, held, [fact])}
    for one in photos if is_seen else ():
        if one.sent is not None:
            keep_photo(act, held, f"{fact.id}:{one.item}", VISIT, one.sent)
    return answer


@command
def bring_photo(act: Act, *, venue_id: UUID, visit_id: UUID, photo: Sent) -> Answer:
    """Bring a photograph that the signed record of a visit names by its digest and that had not come with it. Refuses any
    other: after signing nothing is added to a record. The same brought twice is the same."""
    held = matter(act, VENUE, venue_id)
    told, _digest = record_of(venue_id, visit_id)
    items = [item for item, digest in told.get("photos", ()) if digest == photo.digest]
    if not items:
        raise Refused(Reason("checklists.not_of_the_record"), field="photo")
    for item in items:
        keep_photo(act, held, f"{visit_id}:{item}", VISIT, photo)
    return {"venue": str(venue_id), "visit": str(visit_id)}


@command
def record_recheck(
    act: Act, *, venue_id: UUID, on: date, result: str, others: Sequence[UUID], signed: Signed, fixed: Sequence[str] = (),
    still: Mapping[str, str] | None = None, again_on: date | None = None,
) -> Answer:
    """Record that what was found before was looked at again: the failed items only, each put right or not. `still`: the
    findings that are not, with what was seen.

    Refuses who found one of them, under whatever post (guitu.default), a finding that was not looked at, words left
    out, and nothing to look at. What is still wrong gets its days anew. Policy: venues.*
    """
    _refuse_word(result, "checked", "not_reached", "refused")
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    left = still or {}
    person = str(act.actor.natural_person_id or "")
    Refused.unless(may_recheck(course, person, fixed, left, seen=result == "checked"))
    there = _there(act, others, on, held.policy().on(on).venues, signed, must_sign=result in ("checked", "refused"))
    for id, words in left.items():
        if not words.strip():
            raise Refused(Reason("checklists.needs_words", {"item": item_text(held, id, course)}))
    if result == "checked":
        result = "failed" if left else "passed"
    again = _again(held, result, on, again_on)
    before = [{"id": one.id, "item": one.item, "text": item_text(held, one.id, course), "found_on": one.found_on} for one in course.open]
    written = document(
        kind="recheck", venue=_name(held), on=on, result=result, there=there, signed=signed, before=before,
        fixed=sorted(fixed), still=dict(left),
    )
    fact = new(
        "venue_rechecked", act, on, site_result=result, inspectors=tuple(one.person for one in there), fixed=tuple(fixed),
        still=tuple(left), again_on=again, record=digest_of(written),
    )
    keep(held, UUID(fact.id), written)
    return {"visit": fact.id, "result": result, **write(act, held, [fact])}


def item_text(held: Loaded, finding: str, course: VenueCourse) -> str:
    """What an item of a finding says, in the list by which it was found."""
    one = next((one for one in course.findings if one.id == finding), None)
    if one is None:
        raise Refused(Reason("venues.no_such_item"))
    return item_of(held, course, one.item, one.found_on).text


def _refuse_word(result: str, *known: str) -> None:
    """Whether it passed follows from the answers: nobody says so."""
    if result not in known:
        raise Refused(Reason("not_in_list", {"field": "site_result"}), field="result")


def _there(
    act: Act, others: Sequence[UUID], on: date, policy: VenuesPolicy, signed: Signed, *, must_sign: bool
) -> list[Inspector]:
    signed.refuse_odd()
    there = team(act, others, on)
    how = signed.how if must_sign else "paper"  # nobody there: nobody signs
    verdict = checklists.may_be_signed_so(
        (one.person for one in there), policy.least_inspectors, signed=how, drawn=bool(signed.site), witness=signed.witness,
        by_inspector=bool(signed.inspector),
    )
    Refused.unless(verdict)
    return there


def _refuse_alone(held: Loaded, course: VenueCourse, on: date, there: Sequence[Inspector]) -> None:
    """What is only checked by police and health together."""
    numbers = held.policy().on(on)
    kind = numbers.venues.kinds.get(course.venue)
    if kind is not None and kind.jointly:
        Refused.unless(may_go([(one.role, one.body) for one in there], numbers.medicines), "others")


def _refuse_answers(
    held: Loaded, on: date, listed: Checklist, seen: Sequence[Seen], confirmed: Sequence[str], pieces: Sequence[int], photos: Sequence[Pictured],
) -> None:
    Refused.unless(checklists.may_be_answered_so(listed, seen, confirmed))
    Refused.unless(checklists.may_be_sampled_so(listed, seen, pieces), "pieces")
    most = held.policy().on(on).venues.most_photos
    Refused.unless(checklists.may_be_pictured_so(listed, seen, [one.item for one in photos], most))


def _again(held: Loaded, result: str, on: date, again_on: date | None) -> date | None:
    """Nobody was there: the day on which somebody comes again."""
    if result != "not_reached":
        return None
    days = held.policy().on(on).venues.again_days.days
    if again_on is None or not on < again_on <= days_after(on, days):
        raise Refused(Reason("checklists.needs_day", {"days": days}), field="again_on")
    return again_on


def _refuse_correcting(held: Loaded, corrects: UUID | None) -> None:
    """A record that was leant on stays; any other is corrected by a new one, which names it."""
    if corrects is None:
        return
    before = held.fact(corrects)
    leant = any(one.kind == "venue_rechecked" and any(id.startswith(f"{before.id}:") for id in (*one.fixed, *one.still)) for one in held.facts)  # type: ignore[attr-defined]
    if before.kind != "venue_checked" or leant or any(one.corrects == before.id for one in held.facts):
        raise Refused(Reason("venues.leant_on"))


def _refuse_campaign(act: Act, campaign: UUID, on: date) -> None:
    days = asked_once(act, ("campaign", campaign), lambda: row("SELECT from_on, until_on FROM inspection_campaign WHERE id = %s", [campaign]))
    if days is None:
        raise NotVisible
    if not days[0] <= on <= days[1]:
        raise Refused(Reason("venues.not_of_the_campaign", {"from": days[0], "until": days[1]}), field="campaign")


def _name(held: Loaded) -> str:
    found = row("SELECT details FROM inspection_venue WHERE id = %s", [held.id])
    return opened(held.id, found[0]).name if found else ""
