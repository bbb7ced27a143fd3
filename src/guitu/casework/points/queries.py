"""What the pages of points read: the balance and any month of the account, earned in it, booked in it for before, exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.clock import local_day
from guitu.kit.database import dicts
from guitu.rules.dates import first_of_month, months_before, period_end

EARNED = ("settled", "restored")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the account, in hundredths of a point."""

    first_on: date
    earned: int = 0  # for its own days, booked in it
    for_before: int = 0  # for days of months before, booked in it
    corrected_later: int = 0  # for its own days, booked in a month after it
    exchanged: int = 0  # what was exchanged in it, or given back, forgiven, lapsed

    @property
    def name(self) -> str:
        return self.first_on.isoformat()[:7]


# Of what was taken back the day is that of the entry it takes back.
_BOOKED = """
SELECT t.id, date_trunc('month', coalesce(min(CASE WHEN t.item NOT IN ('taken_back', 'restored') THEN t.earned_on END)
    OVER (PARTITION BY t.source), t.earned_on))::date AS of, date_trunc('month', t.posted_at AT TIME ZONE 'Asia/Shanghai')::date AS booked,
  t.kind, t.item, t.earned_on, t.posted_at, t.hundredths, t.policy, t.why, d.state AS dispute
FROM casework_pointstransfer t LEFT JOIN casework_pointsdispute d ON d.matter_id = t.person_id AND d.line_id = t.id
WHERE t.person_id = %s ORDER BY t.earned_on, t.posted_at, t.id
"""


def month_of(person_id: UUID, on: date) -> tuple[int, Month, list[tuple[str, int]], list[dict[str, Any]]]:
    """The balance, the month of that day, what each item earned in it, and every line that was booked in it."""
    first = first_of_month(on)
    total = earned = before = later = exchanged = 0
    items: dict[str, int] = {}
    lines: list[dict[str, Any]] = []
    for line in dicts(_BOOKED, [person_id]):
        of, booked, item, hundredths = line["of"], line["booked"], line["item"], line["hundredths"]
        total += hundredths
        if booked == first or (of == first and booked < first):
            lines.append({**line, "posted_on": local_day(line["posted_at"])})
        if line["kind"] not in EARNED:
            exchanged += hundredths if booked == first else 0
        elif of == first and booked <= first:  # a leave granted ahead is booked before its month
            earned += hundredths
            items[item] = items.get(item, 0) + hundredths
        elif of == first:
            later += hundredths
        elif booked == first and of < first:
            before += hundredths
    month = Month(first, earned, before, later, exchanged)
    return total, month, [(item, amount) for item, amount in items.items() if amount], lines


def beside(first: date, today: date) -> list[str]:
    """The month before and, up to today, the month after, by name."""
    near = [months_before(first, 1), period_end(first, 1)]
    return [month.isoformat()[:7] for month in near if month <= today]


def shown(hundredths: int) -> str:
    whole, part = divmod(abs(hundredths), 100)
    return ("−" if hundredths < 0 else "") + str(whole) + (f".{part:02d}".rstrip("0") if part else "")
