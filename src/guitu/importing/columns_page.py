"""Which sheet of a file is read, where its headings are, what each column means: as a page shows it and as it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guitu.importing.book import heading_choices
from guitu.importing.lines import Line
from guitu.importing.staged import head_in, parts_in, plan_in
from guitu.importing.where import line_of


def now(mapping: Mapping[str, Any]) -> tuple[int, int | None]:
    """The sheet that is read, by its number, and the line in which its headings end."""
    plan = plan_in(mapping)
    return (plan.heads[0][0] if plan.heads else 0), (plan.last_heading_line if plan.heading_lines else None)


def shown(mapping: Mapping[str, Any], fields: Mapping[str, str], kept: list[Line]) -> dict[str, Any]:
    """What the page needs: columns with what they mean, and what else there is to choose."""
    plan, parts = plan_in(mapping), parts_in(mapping)
    part, heading = now(mapping)
    rows = sorted([*head_in(mapping), *((line.line, line.cells) for line in kept)], key=lambda row: row[0])
    return {
        "plan": plan,
        "columns": [{"column": c, "field": fields.get(str(c.index), c.field or "")} for c in plan.columns],
        "part_choices": [(str(number), one.name) for number, one in enumerate(parts)] if len(parts) > 1 else [],
        "part": str(part),
        "heading_choices": [
            (str(line), _("第 %(line)d 行：%(text)s") % {"line": line_of(line), "text": text})
            for line, text in heading_choices(rows, part)
        ],
        "heading": str(heading or ""),
    }


def chosen(sent: Mapping[str, Any], mapping: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The sheet and the heading line, where another one was chosen than what is read now."""
    part, heading = now(mapping)
    said_part, said_heading = _number(sent.get("sheet")), _number(sent.get("heading"))
    if said_part is not None and said_part != part:
        return said_part, None
    return None, said_heading if said_heading != heading else None


def _number(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 12 else None
