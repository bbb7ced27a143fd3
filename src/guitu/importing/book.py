"""A file of several sheets: which of them is read, where its headings are, and which others are of the same shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from guitu.importing.headings import HEAD_LINES, Headings, Plan
from guitu.importing.staged import Staged, StagedRow, counts_of
from guitu.importing.where import Part, kept_line, part_of
from guitu.kit.workbooks import Row, Sheet
from guitu.rules.verdict import Reason

NEVER = ("示例", "填写说明", "可选项")  # of our own template, beside the sheet that is filled in
Refuse = Callable[[Plan], tuple[Reason, ...]]
ReadRows = Callable[[Iterable[Row], Plan], Iterable[StagedRow]]


def stage_book(sheets: Iterator[Sheet], headings: Headings, refuse: Refuse, read: ReadRows) -> Staged:
    """Read the first sheet that has the headings, and with it all others of the same shape; the rows of the others are
    kept beside, so that another sheet can be chosen. Where none has them, the first waits for somebody's say."""
    before: list[tuple[str, list[Row], tuple[Any, ...]]] = []
    plan = Plan((), ())
    for sheet in sheets:
        rows = iter(sheet.rows)
        head = list(islice(rows, HEAD_LINES + 1))
        plan = headings.plan(head, sheet.merged) if head else Plan((), ())
        if sheet.name not in NEVER and not refuse(plan):
            return _read_from(sheet, chain(head, rows), plan, before, sheets, headings, refuse, read)
        before.append((sheet.name, [*head, *rows], sheet.merged))
    return _unread(before, headings, refuse)


def _read_from(
    sheet: Sheet, rows: Iterator[Row], plan: Plan, before: Sequence[tuple[str, list[Row], Any]], others: Iterator[Sheet],
    headings: Headings, refuse: Refuse, read: ReadRows,
) -> Staged:
    """The sheet that was found is kept as the first, those of its shape behind it, at last what was not read."""
    parts, aside, above = [Part(sheet.name, True)], [(name, kept) for name, kept, _ in before], list[Row]()
    heads, hidden = [(0, plan.last_heading_line)], [sheet.hidden]

    def data() -> Iterator[Row]:
        yield from _below(_filled(rows, sheet.down, plan.last_heading_line), plan.last_heading_line, 0, above)
        for other in others:
            held = iter(other.rows)
            head = list(islice(held, HEAD_LINES + 1))
            found = headings.plan(head, other.merged) if head else Plan((), ())
            if other.name in NEVER or found.shape != plan.shape:
                aside.append((other.name, [*head, *held]))
                continue
            part = len(parts)
            parts.append(Part(other.name, True))
            heads.append((part, kept_line(part, found.last_heading_line)))
            hidden.append(other.hidden)
            yield from _below(_filled(chain(head, held), other.down, found.last_heading_line), found.last_heading_line, part, above)

    staged = list(read(data(), plan))
    beside = list[StagedRow]()
    for name, kept in aside:
        beside += [StagedRow(kept_line(len(parts), line), cells, "above") for line, cells in kept]
        parts.append(Part(name, False, "sheet_of_another_shape"))
    whole = Plan(plan.columns, plan.heading_lines, tuple(heads))
    return Staged(whole, _in_order(beside, staged), (), tuple(parts), counts_of(staged), sum(hidden), above)


def _unread(sheets: Sequence[tuple[str, list[Row], Any]], headings: Headings, refuse: Refuse) -> Staged:
    """No sheet has the headings: the one that has most of them is offered first, to say what its columns are."""
    plans = [headings.plan(rows[: HEAD_LINES + 1], merged) for _, rows, merged in sheets]
    best = max(range(len(plans)), key=lambda n: (sheets[n][0] not in NEVER, len(plans[n].shape), -n), default=0)
    order = [best, *(n for n in range(len(sheets)) if n != best)]
    rows = [
        StagedRow(kept_line(part, line), cells, "above" if part or line <= plans[n].last_heading_line else "skipped")
        for part, n in enumerate(order)
        for line, cells in sheets[n][1]
    ]
    parts = tuple(Part(sheets[n][0], part == 0, "" if part == 0 else "sheet_not_read") for part, n in enumerate(order))
    plan = plans[best] if plans else Plan((), ())
    return Staged(plan, rows, refuse(plan), parts, counts_of([]))


def _below(rows: Iterable[Row], last: int, part: int, above: list[Row]) -> Iterator[Row]:
    for line, cells in rows:
        if line > last:
            yield kept_line(part, line), cells
        else:
            above.append((kept_line(part, line), cells))


def _filled(rows: Iterable[Row], down: Sequence[tuple[int, int, int]], last: int) -> Iterable[Row]:
    """What stands in cells merged downwards stands in each of their rows."""
    below = sorted((span for span in down if span[2] > last), key=lambda span: span[1])
    return _filling(rows, below) if below else rows


def _filling(rows: Iterable[Row], spans: Sequence[tuple[int, int, int]]) -> Iterator[Row]:
    waiting, open_spans = list(reversed(spans)), dict[int, tuple[int, Any]]()
    for line, cells in rows:
        while waiting and waiting[-1][1] <= line:
            column, first, last = waiting.pop()
            if first == line and column < len(cells):
                open_spans[column] = (last, cells[column])
        for column, (last, value) in list(open_spans.items()):
            if line > last:
                del open_spans[column]
            elif column < len(cells) and cells[column] == "":
                cells[column] = value
            elif column >= len(cells) and value != "":
                cells.extend([*[""] * (column - len(cells)), value])
        yield line, cells


def _in_order(beside: list[StagedRow], staged: list[StagedRow]) -> list[StagedRow]:
    return sorted([*beside, *staged], key=lambda row: row.line)


def chosen_plan(
    rows: Sequence[Row], parts: Sequence[Part], before: Plan, headings: Headings, part: int | None, at: int | None
) -> Plan:
    """The plan of a kept file whose sheet, or the line in which its headings end, somebody chose. Sheets with the same
    headings are read with it."""
    now = before.heads[0][0] if before.heads else 0
    chosen = now if part is None else part
    plan = headings.plan(_head(rows, chosen), (), None, at if at is not None and part_of(at) == chosen else None)
    heads, texts = [(chosen, plan.last_heading_line)], [(c.index, c.heading) for c in plan.columns]
    for other in range(len(parts)):
        if other != chosen and parts[other].name not in NEVER and texts:
            found = headings.plan(_head(rows, other))
            if [(c.index, c.heading) for c in found.columns] == texts:
                heads.append((other, found.last_heading_line))
    return Plan(plan.columns, plan.heading_lines, tuple(heads))


def staged_again(
    rows: Sequence[Row], plan: Plan, parts: Sequence[Part], refuse: Refuse, read: Callable[[Iterable[Row]], Iterable[StagedRow]]
) -> Staged:
    """The kept lines of a file under another plan."""
    read_parts = {part for part, _ in plan.heads} or {0}
    told = tuple(
        Part(part.name, place in read_parts, "" if place in read_parts else "sheet_not_read") for place, part in enumerate(parts)
    )
    if refusals := refuse(plan):
        aside = [StagedRow(line, cells, "skipped" if plan.reads(line) else "above") for line, cells in rows]
        return Staged(plan, aside, refusals, told, counts_of([]))
    below = [row for row in rows if plan.reads(row[0])]
    staged = list(read(below))
    above = [StagedRow(line, cells, "above") for line, cells in rows if not plan.reads(line)]
    return Staged(plan, _in_order(above, staged), (), told, counts_of(staged))


def _head(rows: Sequence[Row], part: int) -> list[Row]:
    return list(islice((row for row in rows if part_of(row[0]) == part), HEAD_LINES + 1))


def heading_choices(rows: Sequence[Row], part: int) -> list[tuple[int, str]]:
    """The first lines of a sheet, to choose the one in which its headings end."""
    return [(line, "、".join(str(cell) for cell in cells if cell != "")[:40]) for line, cells in _head(rows, part)[:HEAD_LINES]]
