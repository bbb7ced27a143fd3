"""区划 as pages read it: the places of a level with what lies below them, and one place with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.database import dicts

Row = dict[str, Any]
PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for: words in the name or the code, standing, gone or hidden places, a page."""

    text: str = ""
    only: str = ""  # "" | gone | hidden
    page: int = 1


_WHICH = {"": "a.valid_to IS NULL AND NOT a.is_virtual", "gone": "a.valid_to IS NOT NULL", "hidden": "a.is_virtual AND a.valid_to IS NULL"}
_BELOW = (
    "(SELECT count(*) FROM grid_area b WHERE b.path > a.path AND b.path < a.path || ':' AND length(b.path) = {n}"
    " AND b.valid_to IS NULL AND NOT b.is_virtual)"
)
_COLUMNS = (
    "a.path, a.name, a.kind, a.valid_from, a.valid_to, a.replaced_by, a.is_virtual, r.name AS replaced_name,"
    f" {_BELOW.format(n='length(a.path) + 3')} AS below"
)
_FROM = "FROM grid_area a LEFT JOIN grid_area r ON r.path = a.replaced_by"


def listed(actor: Actor, above: str, wish: Wish) -> list[Row]:
    """The places right below one; with words, anywhere below it. One page, with `total`."""
    sql = (
        f"SELECT {_COLUMNS}, u.short AS above_name, count(*) OVER () AS total {_FROM}"
        " LEFT JOIN grid_area u ON u.path = left(a.path, length(a.path) - 3)"
        " WHERE a.path > %(above)s AND a.path < %(end)s AND a.path >= %(lo)s AND a.path < %(hi)s"
        f" AND {_WHICH[wish.only]} AND (length(a.path) = length(%(above)s) + 3 OR %(text)s <> '' OR %(only)s <> '')"
        " AND (%(text)s = '' OR a.name ILIKE %(like)s OR starts_with(a.path, %(text)s))"
        " ORDER BY a.path LIMIT %(limit)s OFFSET %(offset)s"
    )
    like = "%" + wish.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = {
        "above": above, "end": above + ":", "lo": actor.lo, "hi": actor.hi, "text": wish.text, "only": wish.only, "like": like,
        "limit": PER_PAGE, "offset": (wish.page - 1) * PER_PAGE,
    }
    return dicts(sql, values)


def one(actor: Actor, path: str) -> Row | None:
    """A place of one's own area, gone or standing, with the names of those above it."""
    found = dicts(
        f"SELECT {_COLUMNS}, (SELECT string_agg(u.name, ' · ' ORDER BY u.path) FROM grid_area u"  # noqa: S608  parts are ours
        f" WHERE u.path IN (left(a.path, 6), left(a.path, 9), left(a.path, 12)) AND u.path <> a.path) AS above_names {_FROM}"
        " WHERE a.path = %s AND a.path >= %s AND a.path < %s AND length(a.path) > 6",
        [path, actor.lo, actor.hi],
    )
    return found[0] if found else None


def codes_of(actor: Actor, path: str) -> list[Row]:
    return dicts(
        "SELECT authority, code, from_on, until_on FROM grid_areacode WHERE county_id = %s AND path = %s"
        " ORDER BY authority, from_on DESC",
        [actor.county_id, path],
    )


def facts_of(actor: Actor, path: str) -> list[Row]:
    """The newest of each item first, then the earlier ones; of two lines of one day the later said."""
    found = dicts(
        "SELECT DISTINCT ON (item, on_day) item, quantity, on_day, source FROM grid_placefact WHERE county_id = %s AND path = %s"
        " ORDER BY item, on_day DESC, said_at DESC",
        [actor.county_id, path],
    )
    for fact in found:
        fact["quantity"] = f"{fact['quantity']:,.2f}".removesuffix("0").removesuffix("0").removesuffix(".")
    return found


def history_of(actor: Actor, path: str) -> list[Row]:
    """Every change that a place was part of, as what it was or as what it became; the newest first."""
    return dicts(
        "SELECT DISTINCT c.no, c.kind, c.on_day, c.name_before, c.name_after, c.document, c.at, s.from_path, s.to_path,"
        " f.name AS from_name, t.name AS to_name FROM grid_areachange c"
        " LEFT JOIN grid_areastep s ON s.change_id = c.id AND %(path)s IN (s.from_path, s.to_path)"
        " LEFT JOIN grid_area f ON f.path = s.from_path LEFT JOIN grid_area t ON t.path = s.to_path"
        " WHERE c.county_id = %(county)s AND (s.id IS NOT NULL OR c.path = %(path)s AND c.kind IN ('make', 'rename', 'close'))"
        " ORDER BY c.no DESC, s.from_path",
        {"county": actor.county_id, "path": path},
    )


def latest(facts: list[Row]) -> Mapping[str, Row]:
    answer: dict[str, Row] = {}
    for fact in facts:
        answer.setdefault(fact["item"], fact)
    return answer
