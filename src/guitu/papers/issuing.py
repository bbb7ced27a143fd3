"""A paper is issued: its values gathered, its number drawn, its pages made once to have their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.papers import fonts, numbering, pdf, templates
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.sources import Dossier, Place, classes_of, place_of
from guitu.rules.verdict import Reason

VALUES = "papers_paper|values"


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper just issued: its id and its number as printed."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What would be printed: every value, which needed ones are lacking, which characters cannot be printed."""

    values: dict[str, str]
    lacking: tuple[str, ...]
    unprintable: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.lacking and not self.unprintable


def kind_for(act_may: frozenset[str], classes: frozenset[str], place: Place, code: str) -> Kind:
    """The kind of paper, for a post that may issue it and may read every field on it."""
    kind = kinds_of(place.scope_path).get(code)
    if kind is None:
        raise NotVisible
    if kind.action not in act_may:
        raise Refused(Reason("paper_not_of_this_post"))
    if classes_of(kind, place.source) - classes:
        raise Refused(Reason("paper_beyond_classes"))
    return kind


def fill(dossier: Dossier, kind: Kind, about: str, typed: Mapping[str, str], by: tuple[str, str, date]) -> Filled:
    """The values of a paper: from the file, from what was typed, from who issues it and when."""
    body, holder, on = by
    values = dossier.values(kind, about)
    values |= {"出具单位": body, "经办人": holder, "出具日期": day(on)}
    values |= {one.name: typed.get(one.name, "").strip() for one in kind.asked}
    # what is on file is printed as it is there; only what is not may be typed for this one paper
    values |= {name: typed.get(name, "").strip() for name in kind.needed if not values.get(name) and name != "文号"}
    lacking = tuple(name for name in kind.needed if not values.get(name) and name != "文号")
    printed = [values.get(name, "") for name in kind.fields]
    return Filled(values, lacking, tuple(fonts.missing([*printed, kind.title, kind.body, body])))


def issue(act: Act, matter_id: UUID, code: str, about: str, typed: Mapping[str, str]) -> Issued:
    """Issue one paper of a matter in the transaction of a command; refuses before a number is drawn wherever it can."""
    place = place_of(matter_id)
    kind = kind_for(act.actor.may, act.actor.classes, place, code)
    dossier = place.source.open(matter_id, act.on)
    body_id, body = numbering.body_of(act.actor)
    filled = fill(dossier, kind, about, typed, (body, act.actor.holder, act.on))
    if filled.lacking:
        raise Refused(Reason("paper_lacks", {"fields": "、".join(filled.lacking)}))
    if filled.unprintable:
        raise Refused(Reason("paper_character_missing", {"characters": " ".join(filled.unprintable)}))
    template = templates.for_printing(act, kind)
    drawn = numbering.draw(act.actor, body_id, kind.code, act.on)
    ours = numbering.written(body, kind.word, act.on.year, drawn)
    values = {**filled.values, "文号": filled.values.get(kind.number_of) or ours}
    digest = _digest(template, values, act) if template.has_pdf else ""
    paper = uuid4()
    _write(act, place, paper, (kind.code, about, template.id, body_id, drawn, digest), values)
    detail = {"kind": kind.code, "year": act.on.year, "number": drawn}
    changed(act, [Change("paper", paper, place.scope_path, matter_id, detail, place.compartment)])
    return Issued(paper, values["文号"])


def _digest(template: templates.Kept, values: Mapping[str, str], act: Act) -> str:
    letter = pdf.letter(template.title, values["文号"], template.body, values)
    return hashlib.sha256(pdf.render(template.layout, [letter], act.at)).hexdigest()


def _write(
    act: Act, place: Place, paper: UUID, numbered: tuple[str, str, UUID, UUID, int, str], values: Mapping[str, str]
) -> None:
    kind, about, template, body, number, digest = numbered
    run(
        "INSERT INTO papers_paper (id, county_id, matter_id, scope_path, compartment, kind, about, template_id, body_id,"
        " post_id, account_id, year, number, issued_on, issued_at, values, digest, word_digest, served_how, ended_why)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', '', '')",
        [paper, place.county_id, place.id, place.scope_path, place.compartment, kind, about, template, body,
         act.actor.post_id, act.actor.account_id, act.on.year, number, act.on, act.at,
         seal(VALUES, paper, orjson.dumps(dict(values)).decode()), digest],
    )


def day(on: date) -> str:
    """2026年3月16日."""
    return f"{on.year}年{on.month}月{on.day}日"
