"""Worked examples of a pack: told as facts, folded, and compared with what they expect."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from guitu.policy import sources
from guitu.policy.expectations import unmet
from guitu.policy.faults import Fault, PackError
from guitu.policy.phrases import Story
from guitu.policy.timeline import Timeline
from guitu.rules.person import fold
from guitu.rules.terms import Known

_KEYS = {"title", "given", "then", "until", "sex"}


def case_faults(name: str, timeline: Timeline, root: Path | None = None) -> list[Fault]:
    """Every example of the pack's own `cases` folder that does not hold, with file and line."""
    faults: list[Fault] = []
    for path in sorted(((root or sources.folder()) / name / "cases").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        file = f"{name}/cases/{path.name}"
        try:
            source = sources.read(file, text)
        except PackError as error:
            faults += error.faults
            continue
        for number, case in enumerate(source.data.get("case", [])):
            start = source.line("case", str(number))
            faults += _faults(case, file, start, text, timeline)
    return faults


def _faults(case: dict[str, Any], file: str, start: int, text: str, timeline: Timeline) -> list[Fault]:
    lines = text.splitlines()

    def fault(sentence: str, why: str) -> Fault:
        line = next((n for n in range(start, len(lines)) if f'"{sentence}"' in lines[n]), start - 1) + 1
        return Fault(file, line, f"算例“{case.get('title', '')}”：{sentence}：{why}")

    unknown = sorted(set(case) - _KEYS)
    if unknown or not isinstance(case.get("until"), date):
        return [fault("until", f"不认识的键 {unknown}" if unknown else "须写 until = 日期")]
    story = Story(timeline)
    for sentence in case.get("given", []):
        try:
            story.tell(sentence)
        except (ValueError, TypeError) as error:
            return [fault(sentence, str(error))]
    course = fold(story.facts, timeline, Known(sex=case.get("sex")), until=case["until"])
    found = []
    for sentence in case.get("then", []):
        try:
            why = unmet(sentence, course)
        except ValueError as error:
            why = str(error)
        if why is not None:
            found.append(fault(sentence, why))
    return found
