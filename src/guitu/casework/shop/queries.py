"""What the pages of exchanging read: the shelf, what is put aside, the books of the budget and the stock, whose points lapse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.points_account import said_of
from guitu.kit.database import dicts
from guitu.kit.telling import shown as spoken
from guitu.matters.labels import label_in
from guitu.rules import redemptions
from guitu.rules.dates import days_after
from guitu.rules.redemptions import RedemptionsPolicy, plain

Row = dict[str, Any]
MOST = 100
_SHELF = """SELECT g.id, g.name, g.pieces, g.taken, p.hundredths AS price, n.from_on AS next_on, n.hundredths AS next_price,
  (SELECT count(*) FROM casework_redemption r WHERE r.good_id = g.id AND r.state = 'reserved') AS aside
FROM casework_good g
LEFT JOIN LATERAL (SELECT x.hundredths FROM casework_goodprice x WHERE x.county_id = g.county_id AND x.good_id = g.id AND x.from_on <= %(on)s
  ORDER BY x.from_on DESC LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT x.from_on, x.hundredths FROM casework_goodprice x WHERE x.county_id = g.county_id AND x.good_id = g.id
  AND x.from_on > %(on)s ORDER BY x.from_on LIMIT 1) n ON true
WHERE g.county_id = %(county)s ORDER BY p.hundredths IS NULL, g.name"""


def shelf(county: str, on: date) -> list[Row]:
    """Every good with its price of the day, what is there and what is put aside."""
    return [{**one, "shown": _points(one["price"]), "next_shown": _points(one["next_price"])} for one in dicts(_SHELF, {"county": county, "on": on})]


def offered(county: str, on: date) -> list[Row]:
    """The goods that can be exchanged now."""
    return [one for one in shelf(county, on) if one["price"] is not None and one["pieces"] > 0]


def aside(county: str, *, named: bool) -> list[Row]:
    """What is put aside, the earliest day first; who it is for only where the post reads it."""
    found = dicts(
        "SELECT r.id, r.matter_id, r.pick_on, r.keep_by, r.hundredths, g.name, m.label FROM casework_redemption r"  # noqa: S608  a place of ours
        " JOIN casework_good g ON g.id = r.good_id JOIN matters_matter m ON m.id = r.matter_id"
        f" WHERE r.county_id = %s AND r.state = 'reserved' ORDER BY r.pick_on, r.reserved_at LIMIT {MOST}",
        [county],
    )
    return [{**one, "price": plain(one["hundredths"]), "label": label_in(one["matter_id"], one["label"]) if named else ""} for one in found]


def of_person(person: UUID) -> list[Row]:
    """What somebody exchanged, the newest first."""
    found = dicts(
        "SELECT r.id, r.state, r.pick_on, r.keep_by, r.hundredths, r.reserved_at, r.ended_at, g.name FROM casework_redemption r"  # noqa: S608
        f" JOIN casework_good g ON g.id = r.good_id WHERE r.matter_id = %s ORDER BY r.reserved_at DESC LIMIT {MOST}",
        [person],
    )
    return [{**one, "price": plain(one["hundredths"]), "word": spoken(f"redemption.{one['state']}")} for one in found]


def books(county: str) -> list[Row]:
    """What moved in the budget and in the stock, the newest first."""
    found = dicts(
        "SELECT s.id, s.account, s.kind, s.posted_at, s.hundredths, s.pieces, s.why, g.name FROM casework_pointsside s"  # noqa: S608
        " LEFT JOIN casework_good g ON g.id = s.good_id"
        f" WHERE s.county_id = %s AND s.account <> 'issuer' ORDER BY s.posted_at DESC, s.id LIMIT {MOST}",
        [county],
    )
    return [
        {**one, "amount": plain(one["hundredths"]), "word": spoken(f"points_line.{one['kind']}"), "words": said_of(one["id"], one["why"])}
        for one in found
    ]


def lapsing(on: date, policy: RedemptionsPolicy) -> list[Row]:
    """Whose points lapse when the year ends, from the day of the first warning: by the same rule as the clock."""
    last = redemptions.last_day(on)
    if (last - on).days > policy.first_warning_days:
        return []
    found = dicts(
        "SELECT a.matter_id, m.label, json_agg(json_build_array((t.posted_at AT TIME ZONE 'Asia/Shanghai')::date, t.kind, t.hundredths)) AS lines"
        " FROM casework_pointsaccount a JOIN matters_matter m ON m.id = a.matter_id JOIN casework_pointstransfer t ON t.person_id = a.matter_id"
        " WHERE a.balance > 0 GROUP BY a.matter_id, m.label"
    )
    after = days_after(last, 1)
    listed = [
        {**one, "hundredths": redemptions.lapsing((redemptions.Line(date.fromisoformat(day), kind, n) for day, kind, n in one["lines"]), after, policy)}
        for one in found
    ]
    return sorted(_named([one for one in listed if one["hundredths"]])[:MOST], key=lambda one: str(one["label"]))


def _named(found: Sequence[Row]) -> list[Row]:
    return [{**one, "label": label_in(one["matter_id"], one["label"]), "points": plain(one["hundredths"])} for one in found]


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else plain(hundredths)
