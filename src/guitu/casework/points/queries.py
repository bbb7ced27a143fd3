"""What a month earned, and what was booked in it for months before: the books of a month that is over stay closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.kit.database import rows
from guitu.rules.dates import first_of_month, months_before, period_end


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the account, in hundredths of a point."""

    first_on: date
    earned: int = 0  # for its own days, booked in it
    for_before: int = 0  # for days of months before, booked in it
    corrected_later: int = 0  # for its own days, booked in a month after it

    @property
    def name(self) -> str:
        return self.first_on.isoformat()[:7]


# Of what was taken back the day is that of the entry it takes back.
_BOOKED = """
SELECT date_trunc('month', coalesce(min(CASE WHEN item <> 'taken_back' THEN earned_on END) OVER (PARTITION BY source),
    earned_on))::date, date_trunc('month', posted_at)::date, item, hundredths
FROM casework_pointstransfer WHERE person_id = %s
"""


def month_of(person_id: UUID, on: date) -> tuple[int, Month, list[tuple[str, int]]]:
    """The balance, the month of that day, and what each item earned in it."""
    first = first_of_month(on)
    total = earned = before = later = 0
    items: dict[str, int] = {}
    for of, booked, item, hundredths in rows(_BOOKED, [person_id]):
        total += hundredths
        if of == first and booked <= first:  # a leave granted ahead is booked before its month
            earned += hundredths
            items[item] = items.get(item, 0) + hundredths
        elif of == first:
            later += hundredths
        elif booked == first and of < first:
            before += hundredths
    return total, Month(first, earned, before, later), [(item, amount) for item, amount in items.items() if amount]


def beside(first: date, today: date) -> list[str]:
    """The month before and, up to today, the month after, by name."""
    near = [months_before(first, 1), period_end(first, 1)]
    return [month.isoformat()[:7] for month in near if month <= today]


def shown(hundredths: int) -> str:
    whole, part = divmod(abs(hundredths), 100)
    return ("−" if hundredths < 0 else "") + str(whole) + (f".{part:02d}".rstrip("0") if part else "")
