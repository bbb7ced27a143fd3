"""文书: issued, printed, served, replaced, withdrawn. Each is a line of the ledger; nothing that was printed is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.papers import serving
from guitu.papers.held import Held, held
from guitu.papers.issuing import issue, kind_for
from guitu.papers.sources import classes_of, place_of
from guitu.papers.words import REPLACED, WITHDRAWN
from guitu.people import access
from guitu.rules.verdict import Reason


@command
def issue_paper(act: Act, *, matter_id: UUID, kind: str, about: str, typed: Mapping[str, str]) -> Answer:
    """Issue a paper: its number is drawn, what it says is kept as printed.

    Refuses a post that does not issue this kind or may not read all of its fields, a field that is lacking, and a
    character that no font has. The clause of each kind stands in the pack.
    """
    issued = issue(act, matter_id, kind, about, typed)
    return {"paper": str(issued.id), "matter": str(matter_id)}


@command
def print_paper(act: Act, *, paper_id: UUID, way: str, digest: str) -> Answer:
    """Print a paper that was issued, as PDF or Word, again and again the same; each time is a line of who did.

    Refuses who may not read every field on it. `digest` is of the bytes about to be handed out; the answer says
    whether they are those of the first time.
    """
    paper = held(paper_id, lock=True)
    _may_read(act, paper)
    first = paper.digest if way == "pdf" else paper.word_digest
    if way == "word" and not first:
        run("UPDATE papers_paper SET word_digest = %s WHERE id = %s", [digest, paper.id])
        first = digest
    access.note(
        act.actor, paper.matter_id, paper.scope_path, "print", _classes(paper), act.at,
        request_id=act.request_id[:64], detail={"paper": str(paper.id), "way": way},
    )
    _line(act, paper, {"printed": way, "same": first == digest})
    return {"paper": str(paper.id), "same": first == digest}


@command
def serve_paper(act: Act, *, paper_id: UUID, on: date, how: str, words: str = "") -> Answer:
    """Note that a paper was handed over: when, and how.

    Refuses a day before it was issued or still to come, a paper served or ended before, and one whose serving is a
    legal step of its own: that is recorded there, and read from there.
    """
    paper = held(paper_id, lock=True)
    _may_change(act, paper)
    kind = paper.of_kind
    if kind is not None and kind.served_by:
        raise Refused(Reason("paper_served_by_step"))
    serving.serve(act, paper, on, how, words)
    return {"paper": str(paper.id), "matter": str(paper.matter_id)}


@command
def replace_paper(act: Act, *, paper_id: UUID, typed: Mapping[str, str], why: str, words: str = "") -> Answer:
    """Issue a paper anew with what is on file now; the old one stays on file, marked as replaced, with the reason.

    Refuses whatever issuing refuses, and a paper that was replaced or withdrawn before.
    """
    paper = held(paper_id, lock=True)
    _may_change(act, paper)
    _known(why, REPLACED, "why")
    new = issue(act, paper.matter_id, paper.kind, paper.about, typed)
    _end(act, paper, why, words, replaced_by=new.id)
    _line(act, paper, {"replaced": why, "by": str(new.id)})
    return {"paper": str(new.id), "matter": str(paper.matter_id)}


@command
def withdraw_paper(act: Act, *, paper_id: UUID, why: str, words: str = "") -> Answer:
    """Withdraw a paper, with the reason: it keeps its number and stays on file.

    Refuses a paper that was replaced or withdrawn before.
    """
    paper = held(paper_id, lock=True)
    _may_change(act, paper)
    _known(why, WITHDRAWN, "why")
    _end(act, paper, why, words)
    _line(act, paper, {"withdrawn": why})
    return {"paper": str(paper.id), "matter": str(paper.matter_id)}


def _may_read(act: Act, paper: Held) -> None:
    kind = paper.of_kind
    if kind is None or classes_of(kind, paper.source) - act.actor.classes:
        raise Refused(Reason("paper_beyond_classes"))


def _may_change(act: Act, paper: Held) -> None:
    """Who issues papers of the kind, and only while it stands."""
    kind_for(act.actor.may, act.actor.classes, place_of(paper.matter_id), paper.kind)
    if paper.ended_on is not None:
        raise Refused(Reason("paper_is_ended"))


def _classes(paper: Held) -> frozenset[str]:
    kind = paper.of_kind
    return classes_of(kind, paper.source) if kind is not None else frozenset()


def _known(code: str, codes: Mapping[str, str], field: str) -> None:
    if code not in codes:
        raise Refused(Reason("not_in_list", {"field": field}), field=field)


def _end(act: Act, paper: Held, why: str, words: str, replaced_by: UUID | None = None) -> None:
    sealed = seal("papers_paper|ended_words", paper.id, words.strip() or None)
    run(
        "UPDATE papers_paper SET ended_on = %s, ended_why = %s, ended_words = %s, replaced_by = %s WHERE id = %s",
        [act.on, why, sealed, replaced_by, paper.id],
    )


def _line(act: Act, paper: Held, detail: dict[str, Any]) -> None:
    changed(act, [Change("paper", paper.id, paper.scope_path, paper.matter_id, detail, paper.compartment)])
