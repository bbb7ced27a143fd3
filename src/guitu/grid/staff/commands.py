"""队伍: somebody begins at a body, is entered anew, leaves; whoever has a number is one human being in the county."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import orjson

from guitu.grid import natural_persons
from guitu.grid.bodies.commands import body_within, refuse_day
from guitu.grid.models import NaturalPerson, Staff
from guitu.kit.crypto import seal
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.names import check_name
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES

DETAILS = "grid_staff|details"


@command
def add_staff(
    act: Act, *, body_id: UUID, kind: str, name: str, from_on: date, number: str = "", certificate: str = "",
    certificate_no: str = "", issuer: str = "", certificate_until: date | None = None, source: str = "",
) -> Answer:
    """Somebody works or helps at a body of one's area from a day on. With a number, of an identity card or a work pass,
    it is the same human being as behind an account; only its blind index is kept.

    Refuses what is no name, half a certificate, and the same human being as the same kind at the same body twice.
    """
    body = body_within(act, body_id)
    person = _person(act, number)
    if person and Staff.objects.filter(natural_person=person, body=body, kind=kind, until_on=None).exists():
        raise Refused(Reason("staff.twice", {"kind": f"staff_kind.{kind}"}), field="number")
    new = uuid4()
    Staff.objects.create(
        id=new, county_id=body.county_id, path=body.path, body=body, natural_person=person, kind=_known("kind", "staff_kind", kind),
        from_on=from_on, certificate_until=certificate_until,
        details=_sealed(new, name, certificate, certificate_no, issuer, source),
    )
    changed(act, [Change("staff", new, body.path, None, {"kind": kind, "from_on": from_on.isoformat()})])
    return {"staff": str(new)}


@command
def change_staff(
    act: Act, *, staff_id: UUID, seen: int, body_id: UUID, kind: str, name: str, number: str = "", certificate: str = "",
    certificate_no: str = "", issuer: str = "", certificate_until: date | None = None, source: str = "",
) -> Answer:
    """Enter somebody anew: name, body, kind, certificate; an empty number leaves who it is as it was.

    Stale when somebody else changed it after the version `seen`. Refuses one who left, and what adding refuses.
    """
    held, body = _held(act, staff_id), body_within(act, body_id)
    if held.version != seen:
        raise Stale
    person = _person(act, number) or held.natural_person
    Staff.objects.filter(pk=held.pk).update(
        body=body, path=body.path, natural_person=person, kind=_known("kind", "staff_kind", kind), version=held.version + 1,
        certificate_until=certificate_until, details=_sealed(held.pk, name, certificate, certificate_no, issuer, source),
    )
    changed(act, [Change("staff", held.pk, body.path, None, {"kind": kind, "changed": True})])
    return {"staff": str(held.pk)}


@command
def end_staff(act: Act, *, staff_id: UUID, until_on: date) -> Answer:
    """Somebody works or helps there no more from a day on; what was entered stays. A post is left by itself: `end_holding`.

    Refuses one who left already, and a day before the beginning.
    """
    held = _held(act, staff_id)
    refuse_day(max(until_on, act.on), held.from_on, act.on)
    if until_on < held.from_on:
        raise Refused(Reason("bodies.day_backwards", {"until": until_on, "on": held.from_on}), field="until_on")
    Staff.objects.filter(pk=held.pk).update(until_on=until_on, version=held.version + 1)
    changed(act, [Change("staff", held.pk, held.path, None, {"until_on": until_on.isoformat()})])
    return {"staff": str(held.pk)}


@command
def take_back_staff(act: Act, *, staff_id: UUID) -> Answer:
    """Somebody who was entered by mistake, as by a wrong sheet: as if never entered. Refuses one who left already."""
    held = _held(act, staff_id)
    Staff.objects.filter(pk=held.pk).update(until_on=held.from_on, version=held.version + 1)
    changed(act, [Change("staff", held.pk, held.path, None, {"taken_back": True})])
    return {"staff": str(held.pk)}


def _held(act: Act, staff_id: UUID) -> Staff:
    held = Staff.objects.select_for_update().filter(pk=staff_id).first()
    if held is None:
        raise NotVisible
    if held.until_on is not None:
        raise Refused(Reason("staff.ended"))
    return held


def _person(act: Act, number: str) -> NaturalPerson | None:
    if not number.strip():
        return None
    return natural_persons.numbered(act.actor.county_id, natural_persons.checked(number))


def _sealed(staff: UUID, name: str, certificate: str, certificate_no: str, issuer: str, source: str) -> bytes:
    found = check_name(name)
    if found.text is None:
        raise Refused(*found.refusals, field="name")
    if bool(certificate) != bool(certificate_no.strip()):
        raise Refused(Reason("staff.certificate_whole"), field="certificate_no")
    details = {
        "name": found.text, "certificate": _known("certificate", "certificate", certificate), "no": certificate_no.strip(),
        "issuer": issuer.strip(), "source": _known("source", "certificate_source", source),
    }
    return seal(DETAILS, staff, orjson.dumps(details).decode()) or b""


def _known(field: str, table: str, code: str) -> str:
    if code and code not in CODES[table]:
        raise Refused(Reason("not_in_list", {"field": field}), field=field)
    return code
