"""Worked examples of a pack: told as facts, folded, and compared with what they expect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from guitu.policy import sources
from guitu.policy.expectations import unmet
from guitu.policy.faults import Fault, PackError
from guitu.policy.indicator_cases import Told
from guitu.policy.phrases import Story
from guitu.policy.timeline import Timeline
from guitu.rules.person import fold
from guitu.rules.terms import Course, Known

_KEYS = {"title", "given", "then", "until", "sex"}
_OF_INDICATORS = {"title", "indicator", "on", "given", "then"}


def case_faults(name: str, timeline: Timeline, root: Path | None = None) -> list[Fault]:
    """Every example of the pack's own `cases` folder that does not hold, with file and line."""
    folder = (root or sources.folder()) / name / "cases"
    return [
        fault
        for path in sorted(folder.glob("*.toml"))
        for fault in faults_of_examples(f"{name}/cases/{path.name}", path.read_text(encoding="utf-8"), timeline)
    ]


def faults_of_examples(file: str, text: str, timeline: Timeline) -> list[Fault]:
    """Every example of one file that does not hold. Those of indicators stand in a file of that name."""
    try:
        source = sources.read(file, text)
    except PackError as error:
        return list(error.faults)
    faults: list[Fault] = []
    for number, case in enumerate(source.data.get("case", [])):
        place = _Place(file, source.line("case", str(number)), text.splitlines(), case.get("title", ""))
        faults += (_indicator_faults if source.stem == "indicators" else _faults)(case, place, timeline)
    return faults


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an example stands, so that a fault says its file and line."""

    file: str
    start: int
    lines: list[str]
    title: str

    def fault(self, sentence: str, why: str) -> Fault:
        of = range(self.start, len(self.lines))
        line = next((n for n in of if f'"{sentence}"' in self.lines[n]), self.start - 1) + 1
        return Fault(self.file, line, f"算例“{self.title}”：{sentence}：{why}")


def _indicator_faults(case: dict[str, Any], place: _Place, timeline: Timeline) -> list[Fault]:
    if unknown := sorted(set(case) ^ _OF_INDICATORS):
        return [place.fault("on", f"须写、只能写 {sorted(_OF_INDICATORS)}，不合的是 {unknown}")]
    indicator = timeline.on(case["on"]).indicators.defined.get(case["indicator"])
    if indicator is None:
        return [place.fault(case["indicator"], "没有这个指标")]
    try:
        told = Told(indicator, case["given"])
    except ValueError as error:
        return [place.fault(case["title"], str(error))]
    return [place.fault(line, why) for line in case["then"] if (why := _said(told.unmet, line)) is not None]


def _said(look: Callable[[str], str | None], line: str) -> str | None:
    try:
        return look(line)
    except ValueError as error:
        return str(error)


def _faults(case: dict[str, Any], place: _Place, timeline: Timeline) -> list[Fault]:
    unknown = sorted(set(case) - _KEYS)
    if unknown or not isinstance(case.get("until"), date):
        return [place.fault("until", f"不认识的键 {unknown}" if unknown else "须写 until = 日期")]
    story = Story(timeline)
    for sentence in case.get("given", []):
        try:
            story.tell(sentence)
        except (ValueError, TypeError) as error:
            return [place.fault(sentence, str(error))]
    course = fold(story.facts, timeline, Known(sex=case.get("sex")), until=case["until"])
    said = ((sentence, _said(partial(_of_course, course), sentence)) for sentence in case.get("then", []))
    return [place.fault(sentence, why) for sentence, why in said if why is not None]


def _of_course(course: Course, sentence: str) -> str | None:
    return unmet(sentence, course)
