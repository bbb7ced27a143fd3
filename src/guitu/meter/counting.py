"""One sending of a form, added to the sums; what a print read of its fields. No line of the ledger and no post: it is a sum.

What a browser says of itself is bounded, never trusted: a page of ours, names that a field can have, so many at most.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from django.urls import Resolver404, resolve

from guitu.kit.actor import Actor
from guitu.kit.database import insert_many, run
from guitu.rules.dates import first_of_month
from guitu.rules.meter import MOST_A_MINUTE, MOST_FIELDS, MOST_SECONDS, MOST_TOUCHES

_FIELD = re.compile(r"([a-z][a-z_]{0,39}?)(?:[_-]?\d{1,3})?:([01])")  # phone_0 of a list of relatives is phone
_recent: dict[UUID, deque[float]] = {}  # moments of the last minute, in this process alone
_MOST_POSTS = 10_000


@dataclass(frozen=True, slots=True)
class Sent:
    """What one sending says: which form, which fields with or without a value, touches, seconds."""

    form: str
    fields: Mapping[str, bool]
    touches: int
    seconds: int


def read(given: Mapping[str, Any]) -> Sent | None:
    """None: it is no form of ours, or says nothing that can be counted."""
    try:
        match = resolve(str(given.get("form", ""))[:500])
        touches, seconds = int(given.get("touches", "")), int(given.get("seconds", ""))
    except (Resolver404, ValueError):
        return None
    fields: dict[str, bool] = {}
    for word in str(given.get("fields", ""))[:8000].split(" ")[:MOST_FIELDS]:
        if found := _FIELD.fullmatch(word):
            fields[found[1]] = fields.get(found[1], False) or found[2] == "1"
    if not match.url_name or not fields or touches < 0 or seconds < 0:
        return None
    return Sent(match.url_name, fields, min(touches, MOST_TOUCHES), min(seconds, MOST_SECONDS))


def is_too_many(post: UUID) -> bool:
    """Whether a post has sent more within a minute than anybody fills in; kept in memory, and for a minute."""
    if len(_recent) > _MOST_POSTS:
        _recent.clear()
    now, times = monotonic(), _recent.setdefault(post, deque(maxlen=MOST_A_MINUTE))
    while times and now - times[0] > 60:
        times.popleft()
    if len(times) >= MOST_A_MINUTE:
        return True
    times.append(now)
    return False


_USE = (
    "INSERT INTO meter_formuse AS u (id, county_id, form, role, month, sends, shown, filled, touches, seconds)"
    " VALUES (%s, %s, %s, %s, %s, 1, %s, %s, %s, %s) ON CONFLICT (county_id, form, role, month) DO UPDATE SET sends = u.sends + 1,"
    " shown = u.shown + excluded.shown, filled = u.filled + excluded.filled, touches = u.touches + excluded.touches,"
    " seconds = u.seconds + excluded.seconds"
)
_FIELDS = (
    " ON CONFLICT (county_id, form, field) DO UPDATE SET shown = meter_formfield.shown + 1,"
    " filled = meter_formfield.filled + excluded.filled, filled_on = greatest(meter_formfield.filled_on, excluded.filled_on)"
)
_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("form", "text"), ("field", "text"), ("shown", "int"), ("filled", "int"),
    ("first_on", "date"), ("filled_on", "date"),
)


def count(actor: Actor, sent: Sent, on: date) -> None:
    """Add one sending to the sums of its form, role and month, and to those of its fields."""
    numbers = (len(sent.fields), sum(sent.fields.values()), sent.touches, sent.seconds)
    run(_USE, [uuid4(), actor.county_id, sent.form, actor.role, first_of_month(on), *numbers])
    values = [
        (uuid4(), actor.county_id, sent.form, field, 1, int(is_filled), on, on if is_filled else None)
        for field, is_filled in sorted(sent.fields.items())
    ]
    insert_many("meter_formfield", _COLUMNS, values, _FIELDS)


def note_read(county_id: str, fields: Iterable[tuple[str, str]], on: date) -> None:
    """What somebody read off fields of forms today: printed, or taken out as a sheet."""
    pairs = sorted(set(fields))
    run(
        "UPDATE meter_formfield f SET read_on = %s FROM unnest(%s::text[], %s::text[]) AS r (form, field) WHERE f.county_id = %s"
        " AND f.form = r.form AND f.field = r.field AND (f.read_on IS NULL OR f.read_on < %s)",
        [on, [form for form, _ in pairs], [field for _, field in pairs], county_id, on],
    )
