"""What the tests of one whole run reached: lines in total and by package against a floor that is committed, and the
pages, commands, jobs and command-line commands that no test ran.

The floor is `tests/reached.toml`; `./guitu test --floor` writes it anew after a run, never lower without a word.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guitu.cli import main
from guitu.cli.environment import ROOT

SOURCE = ROOT / "src" / "guitu"
FLOOR = ROOT / "tests" / "reached.toml"
NO_REASON = "?"  # what `--floor` writes: somebody says why, or writes a test
SLACK = 1.0  # a run differs from the next by what chance, a busy machine and who runs it (root or not) reach
HEAD = """# What one run of all tests reaches, in per cent of the lines; a run below it fails. Written by `./guitu test --floor`.
# Under [unreached] stands what no test runs, each with its reason; a new one fails.
"""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A function that somebody outside calls: a page, a command, a job, a command of the command line."""

    kind: str
    name: str  # e.g. casework.visits.commands.record_visit
    file: Path
    lines: range  # of its body


@dataclass(frozen=True, slots=True)
class Reached:
    """Per cent of lines in all and by package, and what was not entered at all."""

    total: float
    packages: Mapping[str, float]
    unreached: tuple[str, ...]


def entrances() -> Iterator[Entrance]:
    """Every entrance, as the code says: by its decorator, or by the list of commands."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (kind := _kind(node, path)):
                name = ".".join((*path.relative_to(SOURCE).with_suffix("").parts, node.name))
                yield Entrance(kind, name, path, range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))


def _kind(node: ast.FunctionDef, path: Path) -> str:
    marks = [ast.unparse(mark).partition("(")[0] for mark in node.decorator_list]
    if "command" in marks:
        return "command"
    if any(mark in ("door", "public") for mark in marks):
        return "page"
    if "app.task" in marks:
        return "job"
    commands = {main._module_name(name) for name in main.available()}
    return "command line" if node.name == "run" and path.parent.name == "cli" and path.stem in commands else ""


def measured(data: Path) -> Reached:
    """What the run left in its data file."""
    import coverage

    found = coverage.Coverage(data_file=str(data))
    found.load()
    lines: dict[str, tuple[int, int]] = {}
    executed: dict[Path, set[int]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        _, statements, _, missing, _ = found.analysis2(str(path))
        executed[path] = set(statements) - set(missing)
        package = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        some, of = lines.get(package, (0, 0))
        lines[package] = (some + len(executed[path]), of + len(statements))
    packages = {name: 100 * some / of for name, (some, of) in sorted(lines.items()) if of}
    whole = [sum(column) for column in zip(*lines.values(), strict=True)]
    unreached = tuple(
        f"{one.kind} {one.name}" for one in entrances() if not executed[one.file].intersection(one.lines)
    )
    return Reached(100 * whole[0] / whole[1], packages, unreached)


def wrong(found: Reached, floor: Mapping[str, Any]) -> list[str]:
    """What lies below the floor, what no test reaches any more, and reasons that have gone."""
    answer = []
    if found.total < floor["total"] - SLACK:
        answer.append(f"lines reached: {found.total:.1f} %, at least {floor['total']} %")
    for name, least in floor["packages"].items():
        if name in found.packages and found.packages[name] < least - SLACK:
            answer.append(f"lines reached in {name}: {found.packages[name]:.1f} %, at least {least} %")
    answer += [f"no floor for the package {name}" for name in found.packages if name not in floor["packages"]]
    reasons = floor.get("unreached", {})
    answer += [f"no test runs the {name}" for name in found.unreached if reasons.get(name, "") in ("", NO_REASON)]
    answer += [f"a test runs the {name}: take its reason out" for name in reasons if name not in found.unreached]
    return answer


def read() -> dict[str, Any]:
    return tomllib.loads(FLOOR.read_text(encoding="utf-8"))


def written(found: Reached, reasons: Mapping[str, str]) -> str:
    """The floor as this run has it; what is unreached keeps its reason."""
    lines = [HEAD, f"total = {_down(found.total)}", "", "[packages]"]
    lines += [f"{name} = {_down(per_cent)}" for name, per_cent in found.packages.items()]
    lines += ["", "[unreached]", *(f'"{name}" = "{reasons.get(name, NO_REASON)}"' for name in found.unreached)]
    return "\n".join(lines) + "\n"


def _down(per_cent: float) -> float:
    return int(per_cent * 10) / 10
