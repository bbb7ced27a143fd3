"""Papers as pages show them: lines of a list, one paper with its pages, and the frame around both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.addresses import address, address_if_any
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.telling import said
from guitu.papers import blocks, offers, queries, templates
from guitu.papers.held import Held
from guitu.papers.kinds import Kind
from guitu.papers.queries import Listed, Scan
from guitu.papers.sources import Place, classes_of, place_of
from guitu.papers.words import FORMS, ITEMS, REPLACED, SERVED, STATES, TONES, WITHDRAWN
from guitu.policy import load
from guitu.policy.choose import for_area
from guitu.rules import papers as rule
from guitu.rules.papers import Filled

Row = dict[str, Any]
ITEM_TONES = {"filed": "moss", "on_record": "moss", "missing": "apricot", "not_called_for": "plain"}


def frame(place: Place) -> Row:
    """Of whom the page speaks, and the way back."""
    return {"active": "people", "label": place.label, "matter": place.id,
            "back": address_if_any(f"{place.source.page}-tab", place.id, "papers")}


def kind_line(kind: Kind, place: Place) -> Row:
    """A kind of paper: its title, to whom, by which clause, who fixed its form, where it is printed."""
    clause = load(for_area(place.scope_path)).clauses.get(kind.clause)
    card = {"label": f"{said(clause.title)}{said(clause.article)}", "text": said(clause.summary)} if clause else None
    return {
        "title": said(kind.title), "to": said(kind.to), "clause": card, "form": said(FORMS[kind.form]),
        "url": address_if_any("paper-new", place.id, kind.code), "code": kind.code,
    }


def printed(kind: Kind, values: Mapping[str, str]) -> list[Row]:
    """The paper as it will be printed, block by block."""
    return _blocks(kind.body, values)


def _blocks(body: str, values: Mapping[str, str]) -> list[Row]:
    return [
        {"look": block.look, "label": block.label, "text": block.filled(values)}
        for block in blocks.shown(blocks.blocks_of(body), values)
    ]


def of_matter(actor: Actor, matter_id: UUID) -> Row:
    """What the tab of a matter shows: its papers, the items of its paper file, and whether one may print."""
    place = place_of(matter_id)
    listed, scans = queries.papers(matter_id), queries.files(matter_id)
    filled = queries.checklist(place, listed, scans, actor.classes)
    may_attach = "attach_file" in actor.may
    return {
        "papers": lines(listed), "items": items(filled, place, scans, may_attach), "matter": matter_id,
        "may_issue": bool(offers.may_issue(actor, place.scope_path, place.source)),
    }


def lines(listed: list[Listed]) -> list[Row]:
    """The papers of a matter for the tab: number, state, day, who, how many scans."""
    return [
        {
            "title": said(one.title), "number": one.number, "url": address("paper", one.id), "state": said(STATES[one.state]),
            "tone": TONES[one.state], "on": one.issued_on, "who": one.who, "scans": one.scans, "day": _day(one),
        }
        for one in listed
    ]


def _day(one: Listed) -> date | None:
    return one.ended_on or one.served_on


def items(filled: list[Filled], place: Place, scans: list[Scan], may_attach: bool) -> list[Row]:
    """The checklist: each item with its state, who filed it last and when, and its scans."""
    return [
        {
            "name": said(one.item.name), "state": said(ITEMS[one.state]), "tone": ITEM_TONES[one.state], "count": one.count,
            "who": one.last.who if one.last else "", "on": one.last.on if one.last else None,
            "attach_url": address("item-file", place.id, one.item.code) if may_attach else "",
            "scans": [scan_line(scan) for scan in scans if scan.item == one.item.code],
        }
        for one in filled
    ]


def scan_line(scan: Scan) -> Row:
    return {"id": scan.id, "url": address("file", scan.id), "is_pdf": scan.media_type == "application/pdf",
            "pages": scan.pages, "kb": -(-scan.size // 1024), "at": scan.at, "who": scan.who}


_BESIDE = "SELECT served_how, served_words, ended_why, ended_words, replaced_by FROM papers_paper WHERE id = %s"


def of_paper(actor: Actor, paper: Held, today: date) -> Row:
    """One paper as it was printed, for a post that may read every field on it; to others only that it is there."""
    place = place_of(paper.matter_id)
    kind = paper.of_kind
    classes = classes_of(kind, place.source) if kind else frozenset(["IDENT"])
    reads = not classes - actor.classes
    kept = templates.kept(paper.template_id)
    values = paper.values if reads else {}
    beside = dicts(_BESIDE, [paper.id])[0]
    served = place.source.open(place.id, today).served_on(kind, paper.about) if kind and kind.served_by else paper.served_on
    state = rule.state_of(served=served is not None, ended=paper.ended_on is not None, replaced=beside["replaced_by"] is not None)
    stands = paper.ended_on is None
    issues = kind is not None and reads and kind.code in offers.may_issue(actor, place.scope_path, place.source)
    return {
        **frame(place), "classes": classes if reads else "BASIC", "paper": paper, "title": said(kept.title), "reads": reads,
        "number": values.get("文号", ""), "state": said(STATES[state]), "tone": TONES[state],
        "blocks": _blocks(kept.body, values) if reads and kept.has_pdf else [], "has_pdf": kept.has_pdf,
        "story": _story(paper, beside, served), "scans": [scan_line(s) for s in queries.files(place.id) if s.paper_id == paper.id],
        "may_print": reads and "print_paper" in actor.may, "may_change": issues and stands,
        "may_attach": "attach_file" in actor.may and reads,
        "serve_url": _serve_url(kind, paper, place) if issues and stands and served is None else "",
        "replaced_url": address("paper", beside["replaced_by"]) if beside["replaced_by"] else "",
    }


def _serve_url(kind: Kind | None, paper: Held, place: Place) -> str:
    """Where serving is recorded: the legal step where it is one, else the page of the paper."""
    if kind is not None and kind.served_by:
        return address_if_any(kind.served_by, place.id)
    return address("paper-serve", paper.id)


def _story(paper: Held, beside: Row, served: date | None) -> list[Row]:
    rows = [{"when": paper.issued_on, "what": said(STATES["issued"]), "words": ""}]
    if served:
        words = shown("papers_paper|served_words", paper.id, beside["served_words"])
        how = said(SERVED[beside["served_how"]]) if beside["served_how"] else ""
        rows.append({"when": served, "what": said(STATES["served"]), "words": " ".join(part for part in (how, words) if part)})
    if paper.ended_on:
        why = str(beside["ended_why"])
        what = STATES["replaced"] if beside["replaced_by"] else STATES["withdrawn"]
        words = shown("papers_paper|ended_words", paper.id, beside["ended_words"])
        said_why = said({**REPLACED, **WITHDRAWN}.get(why, why))
        rows.append({"when": paper.ended_on, "what": said(what), "words": " ".join(part for part in (said_why, words) if part)})
    return rows


def file_name(paper: Held) -> str:
    """The name of a downloaded file: the kind and the day. Never a name: it stays in the folder of the browser."""
    kind = paper.of_kind
    return f"{kind.title if kind else paper.kind}-{paper.issued_on.isoformat()}-{str(paper.id)[:6]}"
