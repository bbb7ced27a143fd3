"""Papers as Word: the template of a kind, and what comes of it. All of it is done in a process of its own.

A template is either built from the text of the kind, or one that the office has uploaded and that was checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import category

from guitu.kit import apart
from guitu.kit.apart import Failed
from guitu.papers import fonts
from guitu.papers.blocks import blocks_of
from guitu.papers.kinds import Kind

CHILD = "guitu.papers.word_child"
MOST_BYTES = 4 * apart.MEGABYTE
LETTERS = apart.Bounds(cpu_seconds=60, wall_seconds=90)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an uploaded template: a code, and what it is about."""

    code: str
    about: str = ""


def template_of(title: str, body: str) -> bytes:
    """The Word template of a kind: its text with the places of the fields, to print from or to change."""
    return _done({"do": "build", "title": title, "blocks": _plain(body)})


def render(template: bytes | None, title: str, body: str, values: Mapping[str, str], at: datetime) -> bytes:
    """One letter of a template; without one, of the template that the text gives. The same values, the same bytes."""
    order = {"do": "render", "title": title, "blocks": _plain(body), "values": dict(values), "at": at.isoformat()}
    return _done(order, template or b"")


def check(data: bytes, kind: Kind, examples: Mapping[str, str]) -> list[Fault]:
    """What is wrong with an uploaded template. Empty: it may be used."""
    if len(data) > MOST_BYTES:
        return [Fault("template_too_big", str(MOST_BYTES // apart.MEGABYTE))]
    order = {"do": "check", "known": dict(examples), "needed": kind.needed, "optional": sorted(set(kind.fields) - set(kind.needed))}
    try:
        answer, _ = apart.run(CHILD, order, data, LETTERS)
    except Failed:
        return [Fault("template_broken")]
    lacking = [sign for sign in fonts.missing(answer["lines"]) if category(sign)[0] in "LC"]  # signs Word takes from elsewhere
    unprintable = [Fault("template_character_missing", " ".join(lacking[:20]))] if lacking else []
    return [*(Fault(*fault) for fault in answer["faults"]), *unprintable]


def differing(template: bytes, title: str, body: str) -> tuple[list[str], list[str]]:
    """The lines that a template has and the text of the kind has not, and the other way round."""
    answer, _ = apart.run(CHILD, {"do": "lines", "title": title, "blocks": _plain(body)}, template, LETTERS)
    own, shipped = answer["own"], answer["shipped"]
    return [line for line in own if line not in shipped], [line for line in shipped if line not in own]


def _done(order: dict[str, Any], data: bytes = b"") -> bytes:
    answer, made = apart.run(CHILD, order, data, LETTERS)
    if "refused" in answer:
        raise Failed(str(answer["refused"]))
    return made


def _plain(body: str) -> Sequence[dict[str, str]]:
    return [{"look": b.look, "text": b.text, "label": b.label, "needs": b.needs} for b in blocks_of(body)]
