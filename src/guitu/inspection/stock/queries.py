"""Who holds goods that are watched, as the list shows it: one statement a page, counted beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.grid.naming import place_sql
from guitu.inspection.reading import opened
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut

Row = dict[str, Any]
GRADES = ("precursor_1", "precursor_2", "precursor_3", "medicine")
_FROM = (
    " FROM inspection_stockbook b JOIN inspection_venue v ON v.id = b.id WHERE b.county_id = %(county)s AND b.scope_path >= %(lo)s"
    " AND b.scope_path < %(hi)s AND v.state <> 'closed'"
)
_LINE = (
    "SELECT b.id, b.grade, b.goods, b.stages, b.paper_until, b.missing, b.count_by, b.counted_on, b.differs, b.report_by, b.sales, v.details,"
    f" {place_sql('b.scope_path')} AS place"
)
ONLY = {
    "count": "b.count_by < %(today)s",
    "differs": "b.differs",
    "paper": "(b.paper_until < %(soon)s OR b.missing <> '')",
    "unreported": "(b.report_by < %(today)s OR b.sales > 0)",
}


@dataclass(frozen=True, slots=True)
class Wish:
    grade: str = ""
    stage: str = ""
    good: str = ""
    only: str = ""


def listed(actor: Actor, wish: Wish, today: date, soon: date, cut: Cut) -> tuple[list[Row], dict[str, int]]:
    """A page of the list, and how many there are of each grade of what is asked for but the grade."""
    values = {
        "county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "grade": wish.grade, "stage": wish.stage, "good": wish.good,
        "today": today, "soon": soon, "limit": cut.limit, "offset": cut.offset,
    }
    where = " AND %(stage)s = ANY(string_to_array(b.stages, ' '))" if wish.stage else ""
    where += " AND %(good)s = ANY(string_to_array(b.goods, ' '))" if wish.good else ""
    where += f" AND {ONLY[wish.only]}" if wish.only in ONLY else ""
    grades = {grade: int(n) for grade, n in rows(f"SELECT b.grade, count(*){_FROM}{where} GROUP BY b.grade", values)}
    of_grade = " AND b.grade = %(grade)s" if wish.grade else ""
    found = dicts(f"{_LINE}{_FROM}{where}{of_grade} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", values)
    return [_line(one, today) for one in found], grades


def _line(one: Row, today: date) -> Row:
    return {
        **one, "name": opened(one["id"], one.pop("details")).name, "goods": one["goods"].split(), "stages": one["stages"].split(),
        "missing": one["missing"].split(), "is_late": bool(one["count_by"] and one["count_by"] < today),
        "is_over": bool(one["paper_until"] and one["paper_until"] < today), "is_unreported": bool(one["report_by"] and one["report_by"] < today),
    }
