"""What people do with an honour: nominate, make public, grant with a certificate, turn down, take back; or note one received."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention import certificates
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.honours.reading import course_of
from guitu.prevention.sealed import sealed_words, words_in
from guitu.rules.broadcasts import LEVELS
from guitu.rules.honours import KINDS, may_step
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES

_INSERT = (
    "INSERT INTO prevention_honour (id, county_id, scope_path, kind, level, year, nominated_on, nominated_person, granted_on, ends_on, words)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@command
def nominate_honour(act: Act, *, path: str, kind: str, holder: str, deeds: str, ends_on: date | None = None) -> Answer:
    """Nominate somebody, a unit or a member of a council for an honour of the county; a term ends on a day (exclusive).

    Refuses a place outside one's area, no holder, no deeds, a term that is over.
    """
    _refuse_odd(act, path, kind, holder)
    if not deeds.strip():
        raise Refused(Reason("honours.needs_words"), field="deeds")
    if ends_on is not None and ends_on <= act.on:
        raise Refused(Reason("honours.ends_before"), field="ends_on")
    words = {"holder": holder.strip(), "deeds": deeds.strip()}
    return _put(act, path, kind, "county", words, nominated_on=act.on, by=act.actor.natural_person_id, ends_on=ends_on)


@command
def note_honour(act: Act, *, path: str, kind: str, holder: str, level: str, granted_on: date, giver: str = "", title: str = "") -> Answer:
    """Note an honour that a unit or somebody of the county received from elsewhere. Refuses a day to come, no holder."""
    _refuse_odd(act, path, kind, holder)
    if level not in LEVELS:
        raise Refused(Reason("not_in_list", {"field": "level"}), field="level")
    if granted_on > act.on:
        raise Refused(Reason("honours.in_future"), field="granted_on")
    return _put(act, path, kind, level, {"holder": holder.strip(), "giver": giver, "title": title}, granted_on=granted_on)


@command
def publicise_honour(act: Act, *, honour_id: UUID) -> Answer:
    """Make a nomination public for the working days of the policy. Never by who nominated it. Policy: honours.publicity_days."""
    _step(act, honour_id, "publicise", "publicised_on")
    return {"honour": str(honour_id)}


@command
def grant_honour(act: Act, *, honour_id: UUID) -> Answer:
    """Grant what was public long enough, with a numbered certificate until the end of its term. Never by who nominated it.
    Policy: honours.publicity_days."""
    found = _step(act, honour_id, "grant", "granted_on")
    words = words_in("honour", honour_id, found["words"])
    title = CODES["honour_kind"][found["kind"]]
    council = found["kind"] == "council"
    said = {
        "title": "任职证书" if council else "荣誉证书", "holder": words.get("holder", ""), "issuer": act.actor.body or act.actor.title,
        "reason": f"{words.get('deeds', '')}。特发此证。" if council else f"{found['year']}年度{title}。特发此证，以资鼓励。",
    }
    certificate = certificates.issue(act, found["scope_path"], found["kind"], honour_id, said, is_named=True, valid_until=found["ends_on"])
    return {"honour": str(honour_id), "certificate": str(certificate)}


@command
def refuse_honour(act: Act, *, honour_id: UUID, note: str) -> Answer:
    """Turn a nomination down, with the reason. Never by who nominated it."""
    _step(act, honour_id, "refuse", "refused_on", note)
    return {"honour": str(honour_id)}


@command
def revoke_honour(act: Act, *, honour_id: UUID, note: str) -> Answer:
    """Take an honour back, with the reason; its certificate is withdrawn the same day and its public page says so."""
    _step(act, honour_id, "revoke", "revoked_on", note)
    held = row("SELECT id FROM prevention_certificate WHERE about_id = %s AND withdrawn_on IS NULL", [honour_id])
    if held:
        certificates.withdraw(act, held[0], note)
    return {"honour": str(honour_id)}


def _put(
    act: Act, path: str, kind: str, level: str, words: Mapping[str, Any], *, nominated_on: date | None = None, by: UUID | None = None,
    granted_on: date | None = None, ends_on: date | None = None,
) -> Answer:
    new = uuid4()
    year = (nominated_on or granted_on or act.on).year
    run(_INSERT, [new, act.actor.county_id, path, kind, level, year, nominated_on, by, granted_on, ends_on, sealed_words("honour", new, words)])
    detail = {"kind": kind, "level": level, "nominated_on": nominated_on, "granted_on": granted_on, "ends_on": ends_on}
    changed(act, [Change("honour", new, path, None, detail, COMPARTMENT)])
    return {"honour": str(new)}


def _step(act: Act, honour_id: UUID, step: str, column: str, note: str | None = None) -> dict[str, Any]:
    found = dicts("SELECT * FROM prevention_honour WHERE id = %s FOR UPDATE", [honour_id])
    if not found:
        raise NotVisible
    if note is not None and not note.strip():
        raise Refused(Reason("honours.needs_words"), field="note")
    one = found[0]
    timeline = timeline_of(one["county_id"], one["scope_path"])
    Refused.unless(may_step(course_of(one), step, act.on, act.actor.natural_person_id, timeline))
    words = words_in("honour", honour_id, one["words"]) | ({"note": note.strip()} if note else {})
    run(f"UPDATE prevention_honour SET {column} = %s, words = %s WHERE id = %s", [act.on, sealed_words("honour", honour_id, words), honour_id])
    changed(act, [Change("honour", honour_id, one["scope_path"], None, {column: act.on}, COMPARTMENT)])
    return one


def _refuse_odd(act: Act, path: str, kind: str, holder: str) -> None:
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if kind not in KINDS:
        raise Refused(Reason("not_in_list", {"field": "kind"}), field="kind")
    if not holder.strip():
        raise Refused(Reason("honours.needs_words"), field="holder")
