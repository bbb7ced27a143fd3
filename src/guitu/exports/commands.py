"""Asking for a file of a list, what another person's yes does, noting that it is made, fetching it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from guitu.approvals.asking import request
from guitu.exports import files
from guitu.exports.columns import Column, chosen
from guitu.exports.later import make_later
from guitu.exports.making import still_seen
from guitu.exports.models import Export
from guitu.exports.telling import ABOUT, WORDS, shown_to_decide
from guitu.kit.crypto import seal
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.people import access
from guitu.people.queries import Wish, everybody
from guitu.rules.exports import HOURS, MOST, needs_second_person, state_of_file
from guitu.rules.verdict import Reason


@command
def ask_export(
    act: Act, *, wish: Wish, about: str, purpose: str, words: str, columns: Sequence[str], format: str
) -> Answer:
    """Ask for a file of a list as it is at this moment; `about` says which in words. Up to fifty people without test
    results or anything graver are made at once; all else waits for another person.

    Refuses an empty list, one of more than a file holds, and columns that the post does not read.
    """
    if act.actor.natural_person_id is None or act.actor.account_id is None:
        raise Refused(Reason("approvals.nobody_asks"))
    found = chosen(act.actor, columns, away=wish.home)
    if not found or len(found) != len(set(columns)):
        raise Refused(Reason("exports.columns"), field="columns")
    people = everybody(act.actor, wish, act.on, MOST + 1)
    if not people:
        raise Refused(Reason("exports.nobody"))
    if len(people) > MOST:
        raise Refused(Reason("exports.too_many", {"limit": MOST}))
    new = uuid4()
    export = Export(
        id=new, county_id=act.actor.county_id, post_id=act.actor.post_id, account_id=act.actor.account_id,
        natural_person_id=act.actor.natural_person_id, asked_at=act.at, purpose=purpose, words=seal(WORDS, new, words),
        about=seal(ABOUT, new, about), format=format, columns=[one.code for one in found], people=people, asked=len(people),
    )
    if needs_second_person(len(people), [one.klass for one in found]):
        shown = shown_to_decide(export, found, about, words)
        export.approval_id = request(act, name="release_export", arguments={"export_id": new}, shown=shown).pk
    else:
        export.released_at = act.at
    export.save(force_insert=True)
    if export.released_at:
        make_later(act, new)
    _noted(act, export, "asked", people=len(people), columns=" ".join(export.columns), format=format, purpose=purpose)
    return {"export": str(new), "approval": str(export.approval_id) if export.approval_id else None}


@command
def release_export(act: Act, *, export_id: UUID) -> Answer:
    """Have the file made that was asked for. Refused unless another person has granted it."""
    refuse_ungranted(act)
    export = _mine(act, export_id)
    if export.released_at is None:
        Export.objects.filter(pk=export.pk).update(released_at=act.at)
        make_later(act, export.pk)
        _noted(act, export, "released")
    return {"export": str(export.pk)}


@command
def finish_export(act: Act, *, export_id: UUID, people: Sequence[UUID], columns: Sequence[str], part: str) -> Answer:
    """Note that the file is made, with these people and columns in it, and that each of them was looked at.

    A second run over the same export changes nothing. `part` is the file as it was written; empty: nobody is left.
    """
    export = _mine(act, export_id)
    if export.released_at is None:
        raise NotVisible
    if export.made_at is not None:
        return {"export": str(export.pk), "written": export.written}
    found = chosen(act.actor, columns)
    Export.objects.filter(pk=export.pk).update(
        made_at=act.at, written=len(people), people=list(people), columns=[one.code for one in found]
    )
    if people:
        access.note_exported(
            act.actor, people, [one.klass for one in found], act.at,
            purpose=export.purpose, export=export.pk, request_id=act.request_id,
        )
        files.become(Path(part), export.pk)
    _noted(act, export, "made", people=len(people))
    return {"export": str(export.pk), "written": len(people)}


@command
def fetch_export(act: Act, *, export_id: UUID) -> Answer:
    """Give the file out, once, to the person who asked for it.

    NotVisible when the post does not see any more whoever is in it, or reads its columns no longer. Refuses what is not
    made, was fetched or has lain its day.
    """
    export = _mine(act, export_id)
    if export.released_at is None:
        raise Refused(Reason("exports.not_ready"))
    state = state_of_file(
        act.at, released_at=export.released_at, made_at=export.made_at, written=export.written, fetched_at=export.fetched_at
    )
    if state != "ready":
        code = {"making": "not_ready"}.get(state, state)
        raise Refused(Reason(f"exports.{code}", {"hours": HOURS} if code == "lapsed" else {}))
    found = chosen(act.actor, export.columns)
    if len(found) != len(export.columns) or not sees_all(export, found):
        raise NotVisible
    Export.objects.filter(pk=export.pk).update(fetched_at=act.at)
    _noted(act, export, "fetched", people=export.written)
    return {"export": str(export.pk), "format": export.format}


def sees_all(export: Export, columns: Sequence[Column]) -> bool:
    """Whether the acting post sees everybody who is in the file."""
    return len(still_seen(export.people, columns)) == len(export.people)


def _mine(act: Act, export_id: UUID) -> Export:
    """The export, held until this is done; NotVisible unless this very person asked for it at this post."""
    export = Export.objects.select_for_update().filter(pk=export_id).first()
    if export is None or export.post_id != act.actor.post_id or export.natural_person_id != act.actor.natural_person_id:
        raise NotVisible
    return export


def _noted(act: Act, export: Export, step: str, **detail: object) -> None:
    changed(act, [Change("export", export.pk, act.actor.path, None, {"step": step, **detail})])
