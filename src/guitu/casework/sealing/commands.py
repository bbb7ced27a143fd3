"""封存: a second person checks an exit, a file is held back and let go; by the clock it is sealed and destroyed; by law
and by two people it is opened again for a while."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.blocks import emptied
from guitu.blocks.sealing import seal_here
from guitu.casework import natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.sealing import archive, forgetting, queries
from guitu.grid.access import who_acted
from guitu.kit import file_keys
from guitu.kit.actor import NOBODY
from guitu.kit.crypto import seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.matters.labels import sealed_label
from guitu.matters.models import Ending, Hold, SealedFile, Unsealing
from guitu.people import basics
from guitu.rules import abstinence, sealing
from guitu.rules.dates import days_after
from guitu.rules.facts import Fact
from guitu.rules.sealing import SealingPolicy
from guitu.rules.verdict import Reason

WORDS, DOCUMENT = "matters_hold|words", "matters_unsealing|document"
_NAMELESS = "（已封存）"


@command
def check_exit(act: Act, *, person_id: UUID) -> Answer:
    """Check, as a second person, the exit that the police confirmed: from now on the days of the seal run.

    Refuses who recorded the confirmation, one without the number of the police's paper or that does not stand any
    more, and one that is checked (detox_regulation.7; the second person is guitu.default).
    """
    held = case(act, person_id)
    confirmed = standing(held)
    checked = Ending.objects.filter(pk=person_id).first()
    versions = natural_persons.versions(held, confirmed) if confirmed else []
    verdict = sealing.may_check(
        stands=confirmed is not None, checked=(checked.sealed_on or checked.restricted_on) if checked else None,
        recorded_by_me=natural_persons.wrote(act.actor, versions),
    )
    Refused.unless(verdict)
    assert confirmed is not None
    ends = sealing.ending(act.on, queries.holds(person_id), _policy(act))
    recorder = who_acted([UUID(confirmed.id)]).get(UUID(confirmed.id))
    Ending.objects.create(
        matter_id=person_id, county_id=held.county_id, scope_path=held.scope_path, restricted_on=act.on,
        archived_on=ends.archived_on, sealed_on=ends.sealed_on, checked_at=act.at, checked_post=act.actor.post_id,
        checked_person=act.actor.natural_person_id or NOBODY, confirmed_person=recorder,
    )
    run("SELECT casework_quieten(%s)", [person_id])
    detail = {"sealed_on": ends.sealed_on, "archived_on": ends.archived_on}
    changed(act, [Change("ending", person_id, held.scope_path, person_id, detail)])
    return {"person": str(person_id), "archived_on": ends.archived_on, "sealed_on": ends.sealed_on}


def standing(held: Case) -> Fact | None:
    """The confirmation with the police's number that holds to this day, if any."""
    facts = live(held.facts)
    open_from = [on for on, end in abstinence.confirmed(facts, held.policy()) if end is None]
    found = [f for f in facts if f.kind == "abstinence_confirmed" and f.on in open_from and not f.unnumbered]  # type: ignore[attr-defined]
    return found[-1] if found else None


@command
def hold_file(act: Act, *, subject_id: UUID, why: str, words: str) -> Answer:
    """Keep a file in the state in which it is, ended or not, sealed or not yet, and the samples that belong to it, for a
    reason with its basis, until somebody lets it go. Refuses without words, and a second hold (personal_information.47)."""
    found = queries.subject(subject_id)
    Refused.unless(sealing.may_hold(words, is_held=found.is_held), field="words")
    if why not in sealing.HOLDS:
        raise NotVisible
    hold = uuid4()
    Hold.objects.create(
        id=hold, county_id=act.actor.county_id, scope_path=found.scope_path, subject_id=subject_id, why=why,
        words=seal(WORDS, hold, words.strip()), from_on=act.on, post_id=act.actor.post_id,
    )
    _reckon(act, found)
    changed(act, [Change("hold", hold, found.scope_path, found.matter_id, {"why": why})])
    return {"hold": str(hold)}


@command
def release_hold(act: Act, *, subject_id: UUID) -> Answer:
    """Let a file go that was held back: what had come due meanwhile is due from today. Refuses what is not held."""
    found = queries.subject(subject_id)
    if not Hold.objects.filter(subject_id=subject_id, until_on=None).update(until_on=act.on):
        raise NotVisible
    _reckon(act, found)
    changed(act, [Change("hold", subject_id, found.scope_path, found.matter_id, {"until_on": act.on})])
    return {"subject": str(subject_id)}


def _reckon(act: Act, found: queries.Subject) -> None:
    """The days anew, with the holds as they are now."""
    if found.checked_on is None or found.due_on is None:
        return  # nothing runs yet: what is held back now moves the days when they begin
    holds, policy = queries.holds(found.id), _policy(act)
    if found.matter_id is not None:
        ends = sealing.ending(found.checked_on, holds, policy)
        Ending.objects.filter(pk=found.id).update(archived_on=ends.archived_on, sealed_on=ends.sealed_on)
    else:
        run("SELECT casework_put_off_destroying(%s, %s)", [found.id, sealing.destroyed(found.due_on, holds, policy)])


@command
def seal_file(act: Act, *, matter_id: UUID) -> Answer:
    """Seal a file whose day has come: all its rows become one document under a key of its own, what is counted stays
    without a name. By the clock. Refuses one that is not due; done twice, it does nothing."""
    due = row("SELECT sealed_on FROM matters_ending WHERE matter_id = %s", [matter_id])
    if due is None or due[0] is None or due[0] > act.on:
        raise Refused(Reason("sealing.not_due"))
    document = archive.collected(matter_id)
    if not document.get("people_person"):
        raise Refused(Reason("sealing.not_due"))
    if not seal_here(act.actor.county_id, act.at):  # what its lines say is in the chain before it is taken from them
        raise Refused(Reason("sealing.lines_wait"))
    lines, looks = emptied.lines_of(matter_id), [UUID(look["id"]) for look in document.get("people_access", ()) if look["words"]]
    file, nameless = uuid4(), uuid4()
    data = archive.sealed(file, document)
    place = document["people_person"][0]["scope_path"]
    done = row(
        "SELECT casework_seal_file(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [matter_id, file, act.at, sealing.destroyed(due[0], [], _policy(act)),
         archive.found_by(act.actor.county_id, archive.number_of(document)), data, nameless,
         sealed_label(nameless, _NAMELESS), basics.sealed(nameless, basics.Basics(_NAMELESS, "", None))],
    )
    if done != (True,):
        raise Refused(Reason("sealing.not_due"))
    forgetting.forget(archive.words_of(document))
    now = emptied.as_they_are(act.actor.county_id, lines, looks)
    changed(act, [Change("sealed_file", file, place[:9], None, {"due_on": due[0], emptied.SAID: now})])
    return {"file": str(file)}


@command
def destroy_file(act: Act, *, file_id: UUID) -> Answer:
    """Destroy the key of a sealed file whose term is over, and what it sealed. By the clock. Refuses one on hold or not
    due (personal_information.19)."""
    found = SealedFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotVisible
    if row("SELECT casework_destroy_sealed(%s, %s)", [file_id, act.at]) != (True,):
        raise Refused(Reason("sealing.not_due"))
    changed(act, [Change("sealed_file", file_id, found.scope_path, None, {"destroyed": act.on})])
    act.last(lambda: file_keys.destroy_key(file_id))
    return {"file": str(file_id)}


@command
def unseal_file(act: Act, *, number: str, ground: str, document_no: str, organ: str, days: int) -> Answer:
    """Open a sealed file to the post that asked, to be read for some days, by a document of the law. A second person
    grants it; it ends by itself and each look is a line.

    Refuses another ground than the law's, a document without number or organ, more days than the policy lets, and what
    lies under no seal: only now, so that asking does not tell whose file is sealed (public_security_penalties.136).
    """
    plan_unsealing(act, ground=ground, document_no=document_no, organ=organ, days=days)
    refuse_ungranted(act)
    found = queries.sealed_file(act.actor.county_id, number)
    if found is None:
        raise Refused(Reason("sealing.none"))
    if found.destroyed_at is not None:
        raise Refused(Reason("sealing.destroyed"))
    opening, until = uuid4(), days_after(act.on, days)
    Unsealing.objects.create(
        id=opening, county_id=act.actor.county_id, file_id=found.pk, approval_id=UUID(act.request_id),
        post_id=act.actor.post_id, ground=ground, from_on=act.on, until_on=until,
        document=seal(DOCUMENT, opening, orjson.dumps({"no": document_no.strip(), "organ": organ.strip()}).decode()),
    )
    changed(act, [Change("unsealing", opening, found.scope_path, None, {"ground": ground, "until_on": until})])
    return {"file": str(found.pk), "until": until.isoformat()}


def plan_unsealing(act: Act, *, ground: str, document_no: str, organ: str, days: int, **_: Any) -> None:
    field, verdict = sealing.may_unseal(ground, document_no, organ, days, _policy(act))
    Refused.unless(verdict, field=field)


def _policy(act: Act) -> SealingPolicy:
    found: SealingPolicy = timeline_of(act.actor.county_id, act.actor.county_id).on(act.on).sealing
    return found


def due_on(day: date, county_id: str) -> list[UUID]:
    """The files whose day has come and that are not sealed yet."""
    return list(Ending.objects.filter(county_id=county_id, sealed_on__lte=day).values_list("pk", flat=True))
