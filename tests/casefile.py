"""People with a past, for tests of pages: facts written as commands write them, settled at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from guitu.casework.load import case
from guitu.casework.measures import commands as measures
from guitu.casework.record import write
from guitu.casework.registrations.commands import add_person
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import Act
from guitu.ledger.sealed import body_in
from guitu.people.intake import NewPerson
from guitu.settling.record import new
from tests import make

VILLAGE = make.ENCHENG + "001"


def person(actor: Actor, at: datetime, name: str = "王小明", **what: Any) -> UUID:
    """Somebody on the book since 2025-03-03; responsible: the acting post where it keeps its own people."""
    on = what.pop("on", date(2025, 3, 3))
    base = {"sex": "male", "scope_path": VILLAGE, "post_id": None, "born_on": date(1992, 3, 7)}
    new_person = NewPerson(name=name, **{**base, **what})
    return UUID(add_person(actor, at=at, person=new_person, on=on)["person"])


def fact(
    actor: Actor, at: datetime, person_id: UUID, kind: str, on: date, note: str | None = None, **body: Any
) -> str:
    """One fact of the person, as its command would write it; gives its id."""
    with acting(actor, durable=True):
        act = Act(actor, at, "test", make.request_id(), f"record_{kind}")
        return str(write(act, case(act, person_id), [new(kind, act, on, **body)], note=note)["facts"][0])


def said(actor: Actor, kind: str, person_id: UUID | None = None) -> list[dict[str, Any]]:
    """What the facts of a kind say, opened, by their days: of one person, or of everybody whom the post sees."""
    with acting(actor):
        found = rows(
            "SELECT id, body FROM ledger_fact WHERE kind = %s AND (%s::uuid IS NULL OR matter_id = %s)"
            " ORDER BY happened_on, id",
            [kind, person_id, person_id],
        )
    return [body_in(id, body) or {} for id, body in found]


def on_detox(
    actor: Actor, at: datetime, name: str = "王小明", start: date = date(2025, 3, 10), **what: Any
) -> UUID:
    """Somebody in community detox since the start day: served, reported in, agreement signed."""
    found = person(actor, at, name, **what)
    measure(actor, at, found, start)
    return found


def measure(
    actor: Actor, at: datetime, person_id: UUID, on: date, kind: str = "community_detox", *, until: str = "signed"
) -> str:
    """A measure whose papers are all of one day, by the commands that record them, brought as far as said: decided,
    served, reported or signed. Gives its id."""
    opened = measures.open_measure(actor, at=at, person_id=person_id, kind=kind, on=on, organ="恩平市公安局")
    found: str = opened["measure"]
    papers = {"served": measures.serve_decision, "reported": measures.report_in, "signed": measures.sign_agreement}
    for state in ("served", "reported", "signed")[: ("decided", "served", "reported", "signed").index(until)]:
        more = {"guardian_signed": True} if state == "signed" else {}
        papers[state](actor, at=at, person_id=person_id, measure=found, on=on, **more)
    return found


def content_queries(captured: CaptureQueriesContext) -> list[str]:
    """What the page itself asked: without the session, the account, the posts and the transaction's frame."""
    frame = (
        "grid_session",
        "grid_account",
        "grid_posts_of",
        "set_config",
        "SAVEPOINT",
        "BEGIN",
        "COMMIT",
        "people_access",
        "INSERT INTO lists_habit",  # what was asked for is remembered with the page
    )
    return [q["sql"] for q in captured.captured_queries if not any(word in q["sql"] for word in frame)]


def capture() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)
