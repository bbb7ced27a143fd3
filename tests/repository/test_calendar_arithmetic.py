"""Days are reckoned in one place: what computes with dates elsewhere is found here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "guitu"
AT_HOME = {SOURCE / "rules" / name for name in ("dates.py", "cadence.py", "slots.py")}
EXCUSED = {  # at most ten, each with its reason
    "kit/arrays.py": "days as PostgreSQL writes them: a number since 2000-01-01 in its wire format",
    "importing/days.py": "the serial numbers of Excel, days since 1899-12-30, are turned into dates",
    "demo/": "invents lives on random days; what the rules say of them is asked of the rules",
    "settling/settle.py": "how far ahead duties are laid out and told of, a matter of the page and no legal day",
    "cli/proving/": "random histories, on days that no rule gives",
    "cli/benching/": "fills a database with invented days to be measured; nothing is decided by them",
}
BY_NAME = {"add_months", "add_years", "relativedelta", "monthrange", "fromordinal", "toordinal", "DateOffset", "rrule"}
OF_TIME = {"seconds", "microseconds", "milliseconds", "minutes", "hours"}
OF_A_DATE = {"year", "month", "day"}


def found_in(text: str) -> list[int]:
    """The lines that compute with the calendar: days added, a month or year replaced or made up, ordinals."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if isinstance(node, ast.ImportFrom):
            if any(alias.name in BY_NAME | {"DAY"} for alias in node.names):
                lines.append(node.lineno)
        elif name in BY_NAME:
            lines.append(node.lineno)  # type: ignore[attr-defined]
        elif isinstance(node, ast.Call) and _computes(node):
            lines.append(node.lineno)
    return sorted(set(lines))


def _computes(call: ast.Call) -> bool:
    func = call.func
    name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
    given = {keyword.arg for keyword in call.keywords}
    if name == "timedelta":
        return bool(call.args) or not given <= OF_TIME
    if name == "replace" and given & OF_A_DATE:
        return True
    return name in ("date", "datetime") and any(
        isinstance(part, ast.BinOp)
        for argument in [*call.args, *(k.value for k in call.keywords)]
        for part in ast.walk(argument)
    )


def excuse(path: Path) -> str | None:
    name = path.relative_to(SOURCE).as_posix()
    return next((line for line in EXCUSED if name == line or (line.endswith("/") and name.startswith(line))), None)


def test_only_the_rules_of_days_compute_with_the_calendar() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path not in AT_HOME and excuse(path) is None
        for line in found_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_excuse_is_needed_and_has_its_reason() -> None:
    assert len(EXCUSED) <= 10
    for line, reason in EXCUSED.items():
        assert len(reason) > 20
        paths = [path for path in SOURCE.rglob("*.py") if excuse(path) == line]
        assert any(found_in(path.read_text(encoding="utf-8")) for path in paths), line


@pytest.mark.parametrize(
    "planted",
    [
        "due = served + timedelta(days=15)",
        "due = served + timedelta(15)",
        "due = served + datetime.timedelta(weeks=2)",
        "end = start.replace(year=start.year + 3)",
        "first = today.replace(day=1)",
        "end = date(start.year + 3, 3, 1)",
        "end = add_months(start, 36)",
        "end = dates.add_years(start, 3)",
        "from dateutil.relativedelta import relativedelta",
        "from guitu.rules.dates import DAY",
        "last = calendar.monthrange(2024, 2)[1]",
        "day = date.fromordinal(n)",
    ],
)
def test_a_line_that_computes_with_the_calendar_is_found(planted: str) -> None:
    assert found_in(planted) == [1]


@pytest.mark.parametrize(
    "plain",
    ["pause = timedelta(seconds=30)", "idle = timedelta(minutes=15)", "text.replace('a', 'b')", "on = date(2008, 6, 1)",
     "at = moment.replace(hour=9)", "on = date(year, month, 1)"],
)
def test_times_of_the_clock_and_plain_dates_are_left_alone(plain: str) -> None:
    assert found_in(plain) == []
