"""成批打印: one kind of paper for many people, on a frozen list; each is issued by itself and has its own answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from procrastinate.contrib.django import app

from guitu.kit.crypto import open_bytes, open_sealed, seal, seal_bytes
from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.papers.kinds import kinds_of
from guitu.people import access
from guitu.rules.verdict import Reason

MOST = 500
KEPT = timedelta(hours=24)
TYPED, PAGES = "papers_print|typed", "papers_print|pages"


@command
def start_print(act: Act, *, kind: str, whom: Sequence[tuple[str, str]], typed: Mapping[str, str]) -> Answer:
    """Ask for one kind of paper for many: (matter, about) of each. A job issues and prints them one by one.

    Refuses nobody, more than 500, a kind that is not for lists or not of this post; what one of them lacks refuses that one only.
    """
    found = kinds_of(act.actor.path).get(kind)
    if found is None or not found.duty:
        raise NotVisible
    if found.action not in act.actor.may:
        raise Refused(Reason("paper_not_of_this_post"))
    if not whom:
        raise Refused(Reason("print_nobody"))
    if len(whom) > MOST:
        raise Refused(Reason("print_too_many", {"most": MOST}))
    new = uuid4()
    run(
        "INSERT INTO papers_print (id, county_id, scope_path, post_id, account_id, kind, typed, state, total, at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, 'waiting', %s, %s)",
        [new, act.actor.county_id, act.actor.path, act.actor.post_id, act.actor.account_id, kind,
         seal(TYPED, new, orjson.dumps(dict(typed)).decode()), len(whom), act.at],
    )
    written = run(
        "INSERT INTO papers_letter (id, county_id, matter_id, scope_path, compartment, print_id, about, place, state, reason)"
        " SELECT gen_random_uuid(), m.county_id, m.id, m.scope_path, m.compartment, %s, w.about, w.place, 'waiting', '{}'"
        " FROM unnest(%s::uuid[], %s::text[]) WITH ORDINALITY AS w (matter, about, place) JOIN matters_matter m ON m.id = w.matter"
        " WHERE m.sealed_at IS NULL",
        [new, [matter for matter, _ in whom], [about for _, about in whom]],
    )
    if written != len(whom):
        raise NotVisible  # somebody on the list is not seen from here: nothing is printed of a list that was made up
    changed(act, [Change("print", new, act.actor.path, None, {"kind": kind, "total": len(whom)})])
    app.configure_task(name="print_letters", queue="import").defer(
        post_id=str(act.actor.post_id), account_id=str(act.actor.account_id) if act.actor.account_id else None,
        print_id=str(new), natural_person_id=str(act.actor.natural_person_id) if act.actor.natural_person_id else None,
    )
    return {"print": str(new)}


@command
def settle_letter(act: Act, *, letter_id: UUID, paper_id: UUID | None = None, reason: Mapping[str, Any] | None = None) -> Answer:
    """Note what became of one letter of a print: the paper that was issued, or why not.

    Refuses a letter that has its answer already.
    """
    done = run(
        "UPDATE papers_letter SET state = %s, paper_id = %s, reason = %s::jsonb WHERE id = %s AND state = 'waiting'",
        ["issued" if paper_id else "refused", paper_id, orjson.dumps(dict(reason or {})).decode(), letter_id],
    )
    if not done:
        raise NotVisible
    run("UPDATE papers_print SET state = 'running' WHERE id = (SELECT print_id FROM papers_letter WHERE id = %s)", [letter_id])
    return {"letter": str(letter_id)}


class Printed:
    """The pages of a print, made outside the transaction that keeps them."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __str__(self) -> str:
        return str(len(self.data))


@command
def finish_print(act: Act, *, print_id: UUID, pages: Printed | None) -> Answer:
    """Keep the pages of a print for a day; none, where nobody's paper could be issued.

    Refuses a print that is not here.
    """
    sealed = seal_bytes(PAGES, print_id, pages.data) if pages is not None else None
    done = run(
        "UPDATE papers_print SET state = 'done', done_at = %s, pages = %s WHERE id = %s", [act.at, sealed, print_id]
    )
    if not done:
        raise NotVisible
    return {"print": str(print_id)}


@command
def take_pages(act: Act, *, print_id: UUID) -> Answer:
    """Take the pages of a print away; everybody on them has a line of who did.

    Refuses before it is done, after a day, and when somebody on the list is no longer seen from here.
    """
    found = row("SELECT pages, done_at, scope_path, kind FROM papers_print WHERE id = %s", [print_id])
    if found is None:
        raise NotVisible
    pages, done_at, path, kind = found
    if pages is None or done_at is None or done_at + KEPT <= act.at:
        raise Refused(Reason("print_not_ready"))
    letters = dicts("SELECT matter_id, state FROM papers_letter WHERE print_id = %s", [print_id])
    total = row("SELECT total FROM papers_print WHERE id = %s", [print_id])
    if total is None or len(letters) != total[0]:
        raise Refused(Reason("print_moved"))
    printed = [letter["matter_id"] for letter in letters if letter["state"] == "issued"]
    access.note_printed_all(act.actor, printed, act.at, act.request_id[:64])
    changed(act, [Change("print", print_id, path, None, {"taken": kind})])
    act.beside = open_bytes(PAGES, print_id, pages)
    return {"print": str(print_id), "kind": kind}


def typed_of(print_id: UUID, sealed: bytes) -> dict[str, str]:
    return dict(orjson.loads(open_sealed(TYPED, print_id, sealed) or "{}"))

