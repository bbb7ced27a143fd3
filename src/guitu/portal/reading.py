"""What somebody reads of their own file, in one question: the days, what was folded, the points, who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.crypto import shown
from guitu.kit.database import Statement, dicts
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import digest_sql, timeline_by
from guitu.ledger.sealed import NOTE, body_in
from guitu.people.basics import opened
from guitu.policy import Timeline
from guitu.portal.cards.commands import CONTACT
from guitu.rules.dates import first_of_month
from guitu.settling.summaries import course_in

Row = dict[str, Any]
# A day that is for the person to keep; what an office has to do with a paper is none.
DATES = ("urine_test", "return_test", "periodic_report", "report_in", "sign_agreement", "visit", "return_from_leave")
_FILE = Statement(f"""
SELECT p.county_id, p.scope_path, p.basics, {place_sql("p.scope_path")} AS place, s.course,
  (SELECT json_build_array(c.id, encode(c.contact, 'hex')) FROM portal_card c WHERE c.id = %(card)s)::text AS contact,
  (SELECT b.name FROM matters_part m JOIN grid_post o ON o.id = m.post_id JOIN grid_body b ON b.id = o.body_id
    WHERE m.matter_id = p.id AND m.part = 'responsible' AND m.until_on IS NULL LIMIT 1) AS office,
  (SELECT coalesce(sum(hundredths), 0) FROM casework_pointstransfer WHERE person_id = p.id) AS balance,
  (SELECT json_agg(x) FROM (SELECT d.key, d.kind, d.opens_on, d.planned_on, d.due_on, d.reasons FROM duties_duty d
    WHERE d.matter_id = p.id AND d.state = 'open' AND d.kind = ANY('{{{",".join(DATES)}}}') ORDER BY d.due_on, d.key LIMIT 20) x)::text AS duties,
  (SELECT json_build_array(count(*), max(a.at)) FROM people_access a WHERE a.person_id = p.id AND a.outcome = 'done' AND a.action <> 'own'
    AND a.at >= %(since)s) AS looks,
  {digest_sql("p.county_id", "p.scope_path")} AS pack
FROM people_person p LEFT JOIN settling_summary s ON s.matter_id = p.id WHERE p.id = %(person)s AND p.sealed_at IS NULL
""")  # noqa: S608  names of ours


@dataclass(frozen=True, slots=True)
class File:
    """One's own file as the pages show it."""

    person_id: UUID
    masked: str
    born_on: date | None
    place: str
    office: str  # that looks after one, by the name of its body
    contact: str  # as it stands on the card
    course: Row
    balance: int  # hundredths of a point
    duties: list[Row]  # open, the next first
    looks: int  # in the month so far
    timeline: Timeline


def file_of(person_id: UUID, card: UUID, on: date) -> File:
    """One's own file. NotVisible once it is sealed."""
    found = dicts(_FILE, {"person": str(person_id), "card": str(card), "since": first_of_month(on).isoformat()})
    if not found:
        raise NotVisible
    row = found[0]
    basics = opened(person_id, row["basics"])
    card_id, contact = orjson.loads(row["contact"])
    return File(
        person_id, basics.masked, basics.born_on, row["place"] or "", row["office"] or "",
        shown(CONTACT, card_id, bytes.fromhex(contact)), course_in(person_id, row["course"]), row["balance"],
        [one for one in map(_dated, orjson.loads(row["duties"] or "[]")) if not _is_the_offices_delay(one, on)], row["looks"][0],
        timeline_by(row["county_id"], row["scope_path"], row["pack"]),
    )


def _is_the_offices_delay(duty: Row, on: date) -> bool:
    """Staff should have come and did not: nothing that the person has missed."""
    return bool(duty["kind"] == "visit" and duty["due_on"] < on)


def _dated(found: Row) -> Row:
    return {**found, **{name: date.fromisoformat(found[name]) for name in ("opens_on", "planned_on", "due_on")}}


_FACTS = Statement(
    "SELECT f.id, f.kind, f.happened_on, f.recorded_at, f.body, f.note, f.corrects, EXISTS (SELECT FROM ledger_fact c"
    " WHERE c.matter_id = f.matter_id AND c.corrects = f.id) AS is_corrected"
    " FROM ledger_fact f WHERE f.matter_id = %s AND (%s = '' OR f.kind = ANY(string_to_array(%s, ' ')))"
    " ORDER BY f.happened_on DESC, f.recorded_at DESC, f.id"
)


def facts_of(person_id: UUID, *kinds: str, words: bool = False) -> list[Row]:
    """What happened, of these kinds or of all, the newest first, each opened; `words`: what was written beside it, too."""
    named = " ".join(kinds)
    return [
        {
            "id": one["id"], "kind": one["kind"], "on": one["happened_on"], "at": one["recorded_at"], "body": body_in(one["id"], one["body"]) or {},
            "words": shown(NOTE, one["id"], one["note"]) if words and one["note"] else "", "corrects": one["corrects"],
            "holds": not one["is_corrected"] and one["kind"] != "withdrawn",
        }
        for one in dicts(_FACTS, [str(person_id), named, named])
    ]
