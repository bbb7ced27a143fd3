"""A numbered certificate: issued as a row of its own, printed as PDF, and asked for by whoever has its code. A code that nobody
made gets the same page as any other, saying so: it is never the page of nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from guitu.kit.clock import SHANGHAI
from guitu.kit.database import Statement, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.papers import pdf
from guitu.papers.issuing import day
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.sealed import sealed_words, words_in
from guitu.rules.verdict import Reason
from guitu.rules.works import state_of_certificate

LAYOUT = Path(__file__).parent / "certificate.typ"
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_BY_CODE = Statement("SELECT * FROM prevention_certificate_of(%s)")
_INSERT = (
    "INSERT INTO prevention_certificate (id, county_id, scope_path, kind, about_id, year, number, code, issued_on, valid_until, is_named, words)"
    " SELECT %(id)s, %(county)s, %(path)s, %(kind)s, %(about)s, %(year)s, n, %(code)s, %(on)s, %(until)s, %(named)s, %(words)s"
    " FROM prevention_next_certificate(%(kind)s, %(year)s)"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the public page says: number, state with its day, what for; the holder only where he may be named."""

    number: str
    kind: str
    state: str
    issued_on: date
    valid_until: date | None
    withdrawn_on: date | None
    holder: str
    reason: str
    issuer: str


def issue(
    act: Act, path: str, kind: str, about_id: UUID, words: Mapping[str, Any], *, is_named: bool, valid_until: date | None = None
) -> UUID:
    """One more certificate of a kind, with the next number of its year. Numbers of a kind are drawn one after another."""
    new = uuid4()
    run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"certificate|{act.actor.county_id}|{kind}|{act.on.year}"])
    values = {
        "id": new, "county": act.actor.county_id, "path": path, "kind": kind, "about": about_id, "year": act.on.year,
        "code": "".join(secrets.choice(SIGNS) for _ in range(16)), "on": act.on, "until": valid_until, "named": is_named,
        "words": sealed_words("certificate", new, words),
    }
    run(_INSERT, values)
    changed(act, [Change("certificate", new, path, None, {"kind": kind, "valid_until": valid_until}, COMPARTMENT)])
    return new


def withdraw(act: Act, certificate_id: UUID, why: str) -> None:
    """Withdrawn from today; its page says so with the day, and the reason stays in the house. Refuses no words, and one withdrawn."""
    if not why.strip():
        raise Refused(Reason("works.needs_words"), field="note")
    found = row("SELECT scope_path, withdrawn_on, words FROM prevention_certificate WHERE id = %s FOR UPDATE", [certificate_id])
    if found is None:
        raise NotVisible
    if found[1] is not None:
        raise Refused(Reason("works.is_withdrawn"))
    words = words_in("certificate", certificate_id, found[2]) | {"withdrawn": why.strip()}
    run("UPDATE prevention_certificate SET withdrawn_on = %s, words = %s WHERE id = %s", [act.on, sealed_words("certificate", certificate_id, words), certificate_id])
    changed(act, [Change("certificate", certificate_id, found[0], None, {"withdrawn_on": act.on}, COMPARTMENT)])


def written(kind: str, year: int, number: int) -> str:
    """The number as it is printed: 作品2024-0012."""
    return f"{_LETTER[kind]}{year}-{number:04d}"


_LETTER = {"award": "作品", "person": "表扬", "unit": "单位", "team": "队伍", "plaque": "牌匾", "council": "任职"}


def check(code: str, on: date) -> Checked | None:
    """What a code is the code of, for anybody; nothing where there is none."""
    with transaction.atomic():
        found = row(_BY_CODE, [code])
    if not found:
        return None
    id, kind, year, number, issued_on, until, withdrawn_on, is_named, sealed = found
    words = words_in("certificate", id, sealed)
    state = state_of_certificate(until, withdrawn_on, on)
    holder = words.get("holder", "") if is_named else ""
    return Checked(written(kind, year, number), kind, state, issued_on, until, withdrawn_on, holder, words.get("reason", ""), words.get("issuer", ""))


def printed(certificate_id: UUID, address_of: Any) -> tuple[str, bytes]:
    """Its number and its PDF, the same bytes each time. `address_of` makes the address of its public page of its code."""
    found = row(
        "SELECT kind, year, number, code, issued_on, valid_until, withdrawn_on, words FROM prevention_certificate WHERE id = %s", [certificate_id]
    )
    if found is None:
        raise NotVisible
    kind, year, number, code, issued_on, until, withdrawn_on, sealed = found
    if withdrawn_on is not None:
        raise Refused(Reason("works.is_withdrawn"))
    words, no = words_in("certificate", certificate_id, sealed), written(kind, year, number)
    letter = {
        "title": words.get("title", ""), "number": no, "holder": words.get("holder", ""), "reason": words.get("reason", ""),
        "issuer": words.get("issuer", ""), "on": day(issued_on), "until": day(until) if until else "", "where": address_of(code),
    }
    return no, pdf.render(_layout(), [letter], datetime.combine(issued_on, time(12), tzinfo=SHANGHAI))


@lru_cache(maxsize=1)
def _layout() -> str:
    return LAYOUT.read_text(encoding="utf-8")
