"""月报: the month's sums from the records, what is open and what comes, and the report as it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.daybook import queries
from guitu.casework.filled import forms_of
from guitu.casework.filled_values import BLANK, NEW, NONE, SAID
from guitu.grid.held import held
from guitu.kit.actor import Actor
from guitu.kit.crypto import open_sealed
from guitu.kit.database import Statement, dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.papers import kinds, pdf
from guitu.policy.choose import for_area
from guitu.rules import daybook
from guitu.rules.dates import period_end
from guitu.rules.sentences import shown

BODY, FORM = "casework_monthreport|body", "month_report"
_OPEN = Statement(
    "SELECT d.kind, d.due_on < %(cut)s AS is_left, count(*) FROM duties_duty d WHERE d.county_id = %(county)s AND d.post_id = %(post)s::uuid"
    " AND d.state = 'open' AND (d.due_on < %(cut)s OR (d.due_on >= %(next)s AND d.due_on < %(after)s)) GROUP BY 1, 2 ORDER BY 3 DESC, 1"
)
_WHO = Statement(
    "SELECT b.name, coalesce(h.name, '') FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608  ours
    f" LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')} WHERE p.id = %(post)s::uuid"
)
_KEPT = Statement(
    "SELECT id, post_id, month, version, kept_at, body FROM casework_monthreport"
    " WHERE county_id = %s AND post_id = %s::uuid AND month = %s ORDER BY version DESC"
)
_ONE = "SELECT id, post_id, month, version, kept_at, body FROM casework_monthreport WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it was kept."""

    id: UUID
    post_id: UUID
    month: date
    version: int
    kept_at: datetime
    body: Mapping[str, Any]

    @property
    def words(self) -> Mapping[str, str]:
        return dict(self.body["words"])


def counted(actor: Actor, month: date, post: UUID, on: date) -> dict[str, Any]:
    """What the month adds up to today: lines of [group, times, people, unmet], people in all, what was due and is open,
    what is due in the next month."""
    done = queries.done(actor, queries.Asked(month, post=post))
    after = period_end(month, 1)
    given = {"county": actor.county_id, "post": post, "cut": min(after, on), "next": after, "after": period_end(month, 2)}
    open_ones = rows(_OPEN, given)
    unit, worker = row(_WHO, {"post": post, "today": on}) or ("", "")
    return {
        "lines": [[line.group, line.times, line.people, line.unmet] for line in daybook.month(done)],
        "people": daybook.people_of(done), "left": [[kind, n] for kind, is_left, n in open_ones if is_left],
        "next": [[kind, n] for kind, is_left, n in open_ones if not is_left], "unit": unit, "worker": worker,
    }


def kept(county_id: str, month: date, post: UUID) -> list[Kept]:
    """Every version of a month's report that was kept, the newest first."""
    return [_opened(one) for one in dicts(_KEPT, [county_id, post, month])]


def one(report_id: UUID) -> Kept:
    """NotVisible: neither one's own nor of a post of one's area."""
    found = dicts(_ONE, [report_id])
    if not found:
        raise NotVisible
    return _opened(found[0])


def _opened(found: dict[str, Any]) -> Kept:
    body = orjson.loads(open_sealed(BODY, found["id"], found.pop("body")) or "{}")
    return Kept(**found, body=body)


def values(month: date, body: Mapping[str, Any]) -> dict[str, str]:
    """By source, as the form prints it: people and times, both always."""
    lines = {group: (times, people, unmet) for group, times, people, unmet in body["lines"]}
    return {
        "month.name": f"{month.year}年{month.month}月", "month.unit": body["unit"], "month.worker": body["worker"] or "岗位空缺",
        "month.all": f"{body['people']}人，{sum(times for times, _people, _unmet in lines.values())}人次",
        "month.left": _duties(body["left"]), "month.next": _duties(body["next"]),
        **{f"month.{group}": _line(*lines[group]) if group in lines else NONE for group in daybook.GROUPS},
        **{f"month.{part}": body["words"].get(part) or NONE for part in SAID},
    }


def _line(times: int, people: int, unmet: int) -> str:
    return f"{people}人，{times}人次" + (f"（其中没见到本人{unmet}次）" if unmet else "")


def _duties(found: list[list[Any]]) -> str:
    return "、".join(f"{shown(f'duty_kind.{kind}')}{n}件" for kind, n in found) or NONE


def pages_of(report: Kept, at: datetime, path: str) -> bytes:
    """The report as a page, as it was kept."""
    form = forms_of(path)[FORM]
    said = values(report.month, report.body)
    filled = {slot.name: BLANK if slot.source == NEW else said[slot.source] for slot in form.fields}
    told = f"第{report.version}稿"
    layout = kinds.file_of(for_area(path), pdf.LAYOUT).read_text(encoding="utf-8")
    return pdf.render(layout, [pdf.letter(form.title, told, form.body, filled)], at)
