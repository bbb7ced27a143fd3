"""What waits for a second person, what is sealed on which day, what is held back, and the proof of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.sealing.archive import found_by
from guitu.grid.naming import place_sql
from guitu.kit.clock import SHANGHAI
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, row
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in
from guitu.matters.models import Ending, Hold, SealedFile, Unsealing
from guitu.rules.dates import Interval, period_end
from guitu.rules.identifiers import check_id_number, plain_number

MOST = 50
Row = dict[str, Any]

# Confirmed with the police's number; what is corrected is named by the fact that did so. Looked up by kind, once a page.
_WAITING = f"""
WITH found AS MATERIALIZED (
  SELECT f.matter_id, max(f.happened_on) AS confirmed_on FROM ledger_fact f WHERE f.county_id = %(county)s
    AND f.kind = 'abstinence_confirmed' AND NOT EXISTS (SELECT FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)
    AND f.batch_id IS NULL GROUP BY 1)
SELECT f.matter_id AS id, f.confirmed_on, m.label, {place_sql("m.scope_path")} AS place, count(*) OVER () AS n
FROM found f JOIN casework_current c ON c.person_id = f.matter_id AND c.state = 'abstinent'
JOIN matters_matter m ON m.id = f.matter_id AND m.sealed_at IS NULL
WHERE NOT EXISTS (SELECT FROM matters_ending e WHERE e.matter_id = f.matter_id)
ORDER BY f.confirmed_on, f.matter_id LIMIT %(most)s
"""  # noqa: S608  the name of a place
_ENDING = f"""
SELECT e.matter_id AS id, e.restricted_on, e.archived_on, e.sealed_on, m.label, {place_sql("m.scope_path")} AS place,
  h.why, h.from_on AS held_on, count(*) OVER () AS n
FROM matters_ending e JOIN matters_matter m ON m.id = e.matter_id
LEFT JOIN matters_hold h ON h.subject_id = e.matter_id AND h.until_on IS NULL
WHERE e.county_id = %(county)s AND coalesce(e.sealed_on, 'infinity') > %(today)s
ORDER BY e.sealed_on NULLS FIRST, e.matter_id LIMIT %(most)s
"""  # noqa: S608  the name of a place
_GOING_ON = f"""
SELECT h.subject_id AS id, h.why, h.from_on, m.label, {place_sql("m.scope_path")} AS place, count(*) OVER () AS n
FROM matters_hold h JOIN matters_matter m ON m.id = h.subject_id
WHERE h.county_id = %(county)s AND h.until_on IS NULL AND NOT EXISTS (SELECT FROM matters_ending e WHERE e.matter_id = h.subject_id)
ORDER BY h.from_on DESC, h.subject_id LIMIT %(most)s
"""  # noqa: S608  the name of a place
_MONTH = """
WITH file AS (SELECT s.*, (s.sealed_at AT TIME ZONE 'Asia/Shanghai')::date AS on_day FROM matters_sealedfile s
  WHERE s.county_id = %(county)s)
SELECT
  (SELECT count(*) FROM file WHERE due_on >= %(since)s AND due_on < %(until)s)
   + (SELECT count(*) FROM matters_ending e WHERE e.county_id = %(county)s AND e.sealed_on >= %(since)s AND e.sealed_on < %(until)s)
   AS due,
  (SELECT count(*) FROM file WHERE on_day >= %(since)s AND on_day < %(until)s) AS sealed,
  (SELECT count(*) FROM file WHERE on_day >= %(since)s AND on_day < %(until)s AND on_day < due_on) AS early,
  (SELECT count(*) FROM file WHERE on_day >= %(since)s AND on_day < %(until)s AND on_day > due_on)
   + (SELECT count(*) FROM matters_ending e WHERE e.county_id = %(county)s AND e.sealed_on >= %(since)s
      AND e.sealed_on < least(%(until)s, %(today)s)) AS late,
  (SELECT count(*) FROM matters_ending e WHERE e.county_id = %(county)s AND e.sealed_on >= greatest(%(since)s, %(today)s)
      AND e.sealed_on < %(until)s) AS ahead,
  (SELECT count(*) FROM file WHERE destroyed_at >= %(since_at)s AND destroyed_at < %(until_at)s) AS destroyed,
  (SELECT count(*) FROM matters_unsealing u WHERE u.county_id = %(county)s AND u.from_on >= %(since)s AND u.from_on < %(until)s)
   AS unsealed,
  (SELECT count(*) FROM matters_sealedlook l WHERE l.county_id = %(county)s AND l.at >= %(since_at)s AND l.at < %(until_at)s) AS looks
"""
_HELD = """
SELECT h.why, count(*) AS n FROM matters_hold h WHERE h.county_id = %(county)s AND h.from_on < %(until)s
  AND (h.until_on IS NULL OR h.until_on >= %(since)s) GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What may be held back: a file that goes on, one that has ended, or one that is sealed, which has no matter any more."""

    id: UUID
    scope_path: str
    checked_on: date | None  # None: the file goes on
    due_on: date | None
    matter_id: UUID | None
    is_held: bool


def subject(subject_id: UUID, *, lock: bool = True) -> Subject:
    """NotVisible where it is neither."""
    is_held = Hold.objects.filter(subject_id=subject_id, until_on=None).exists()
    # through the matter: on its day nobody sees that any more, and holds nothing back by its number
    seen = row("SELECT scope_path FROM matters_matter WHERE id = %s", [subject_id])
    rows_ = Ending.objects.select_for_update() if lock else Ending.objects.all()
    ending = rows_.filter(pk=subject_id).first() if seen else None
    if ending is None and seen is not None and row("SELECT 1 FROM people_person WHERE id = %s", [subject_id]):
        return Subject(subject_id, seen[0], None, None, subject_id, is_held)  # nothing has ended; what belongs to it is kept
    if ending is not None:
        return Subject(subject_id, ending.scope_path, ending.restricted_on, ending.restricted_on, subject_id, is_held)
    file = SealedFile.objects.filter(pk=subject_id, destroyed_at=None).first()
    if file is None:
        raise NotVisible
    return Subject(subject_id, file.scope_path, file.checked_on, file.due_on, None, is_held)


def holds(subject_id: UUID) -> list[Interval]:
    return list(Hold.objects.filter(subject_id=subject_id).values_list("from_on", "until_on"))


def sealed_file(county_id: str, number: str) -> SealedFile | None:
    """By the number of the file, or by the number of the person's document."""
    plain = plain_number(number)
    citizen = check_id_number(plain).number
    by_number = SealedFile.objects.filter(county_id=county_id, found_by=found_by(county_id, citizen.text if citizen else plain))
    if found := by_number.order_by("-sealed_at").first():
        return found
    code = plain.replace("-", "").lower()
    if len(code) != 8 or not set(code) <= set("0123456789abcdef"):
        return None
    between = (UUID(code + "0" * 24), UUID(code + "f" * 24))
    return SealedFile.objects.filter(county_id=county_id, pk__range=between).first()


def to_destroy(day: date, county_id: str) -> list[UUID]:
    """The sealed files whose term is over."""
    over = SealedFile.objects.filter(county_id=county_id, destroy_on__lte=day, destroyed_at=None)
    return list(over.values_list("pk", flat=True))


def waiting(county_id: str) -> tuple[list[Row], int]:
    return _labelled(dicts(_WAITING, {"county": county_id, "most": MOST}))


def ending(county_id: str, today: date) -> tuple[list[Row], int]:
    return _labelled(dicts(_ENDING, {"county": county_id, "today": today, "most": MOST}))


def held_going_on(county_id: str) -> list[Row]:
    """The files that go on and are held back, the latest first."""
    return _labelled(dicts(_GOING_ON, {"county": county_id, "most": MOST}))[0]


def sealed(county_id: str) -> tuple[list[Row], int]:
    """The newest seals, by number; and how many there are in all."""
    files = SealedFile.objects.filter(county_id=county_id)
    held = dict(Hold.objects.filter(until_on=None).values_list("subject_id", "why"))
    shown_ = [
        {"id": one.pk, "code": code_of(one.pk), "sealed_at": one.sealed_at, "destroy_on": one.destroy_on,
         "destroyed_at": one.destroyed_at, "why": held.get(one.pk)}
        for one in files.order_by("-sealed_at", "id")[:MOST]
    ]
    return shown_, files.count()


def opened_to(post_id: UUID, today: date) -> list[Row]:
    """The files that this post may read today, and until when."""
    found = Unsealing.objects.filter(post_id=post_id, from_on__lte=today, until_on__gt=today).order_by("until_on")
    return [{"id": one.file_id, "code": code_of(one.file_id), "until_on": one.until_on, "ground": one.ground} for one in found]


def month(county_id: str, first: date, today: date) -> Row:
    """The numbers of one month, without a name: due, sealed, early, late, held back and why."""
    until = period_end(first, 1)
    asked = {
        "county": county_id, "since": first, "until": until, "today": today, "since_at": _midnight(first), "until_at": _midnight(until),
    }
    return dicts(_MONTH, asked)[0] | {"held": dicts(_HELD, asked)}


def code_of(file_id: UUID) -> str:
    """封存号: what the office calls it."""
    return f"{file_id.hex[:4]}-{file_id.hex[4:8]}".upper()


def words_of_hold(subject_id: UUID) -> str:
    found = Hold.objects.filter(subject_id=subject_id, until_on=None).first()
    return shown("matters_hold|words", found.pk, found.words) if found else ""


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _labelled(found: list[Row]) -> tuple[list[Row], int]:
    total = found[0]["n"] if found else 0
    return [one | {"label": label_in(one["id"], one["label"])} for one in found], total
