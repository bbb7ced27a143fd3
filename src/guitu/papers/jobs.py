"""The job of a print: each letter is issued as by a click of who asked, then all are laid out as one file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from procrastinate.contrib.django import app

from guitu.grid import access
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, dicts, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.queue import RETRY
from guitu.papers import pdf, templates
from guitu.papers.commands import issue_paper
from guitu.papers.issuing import VALUES
from guitu.papers.prints.commands import KEPT, Printed, finish_print, settle_letter, typed_of


@app.task(name="print_letters", queue="import", retry=RETRY)
def print_letters(post_id: str, account_id: str | None, print_id: str, natural_person_id: str | None = None) -> None:
    """Issue what waits and lay it out. Run again it goes on where it was: each letter has a request id of its own."""
    actor = access.asker(post_id, account_id, natural_person_id, "start_print", clock.today())
    if actor is None:
        return  # nobody is there any more to print for: the letters stay as they are
    wanted = UUID(print_id)
    with acting(actor):
        found = dicts("SELECT kind, typed FROM papers_print WHERE id = %s", [wanted])
        waiting = dicts(
            "SELECT id, matter_id, about FROM papers_letter WHERE print_id = %s AND state = 'waiting' ORDER BY place", [wanted]
        )
    if not found:
        return
    typed = typed_of(wanted, found[0]["typed"])
    for letter in waiting:
        _one(actor, letter, found[0]["kind"], typed)
    finish_print(actor, at=clock.now(), door="job", print_id=wanted, pages=_pages(actor, wanted))


def _one(actor: Actor, letter: dict[str, Any], kind: str, typed: dict[str, str]) -> None:
    told: dict[str, Any] = {"at": clock.now(), "door": "job"}
    try:
        answer = issue_paper(
            actor, **told, request_id=str(letter["id"]), matter_id=letter["matter_id"], kind=kind, about=letter["about"], typed=typed
        )
        settle_letter(actor, **told, letter_id=letter["id"], paper_id=UUID(answer["paper"]))
    except Refused as refusal:
        reason = refusal.reasons[0]
        said = {"code": reason.code, "values": {name: str(value) for name, value in reason.values.items()}}
        settle_letter(actor, **told, letter_id=letter["id"], reason=said)
    except NotVisible:  # moved away since, or sealed: not ours to say
        return


_ISSUED = (
    "SELECT p.id, p.template_id, p.values FROM papers_letter l JOIN papers_paper p ON p.id = l.paper_id"
    " WHERE l.print_id = %s AND l.state = 'issued' ORDER BY l.place"
)


def _pages(actor: Actor, print_id: UUID) -> Printed | None:
    """All letters in one file, in the order of the list; of a county's own Word template there is none."""
    with acting(actor):
        issued = rows(_ISSUED, [print_id])
        kept = {template: templates.kept(template) for template in {one[1] for one in issued}}
    letters = [
        pdf.letter(kept[template].title, values["文号"], kept[template].body, values)
        for paper, template, sealed in issued
        if kept[template].has_pdf and (values := orjson.loads(open_sealed(VALUES, paper, sealed) or "{}"))
    ]
    if not letters:
        return None
    layout = next(one.layout for one in kept.values() if one.has_pdf)
    return Printed(pdf.render(layout, letters, clock.now(), many=True))


@app.task(name="sweep_prints", queue="settle", retry=RETRY)
def sweep_prints(county_id: str) -> None:
    """The pages of a print are kept for a day; the papers themselves stay."""
    with acting(access.clock_actor(county_id), durable=True):
        run("UPDATE papers_print SET pages = NULL WHERE pages IS NOT NULL AND done_at < %s", [clock.now() - KEPT])
