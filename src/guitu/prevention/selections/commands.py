"""What people do with a round of 评选: open it, name who judges, vote with a reason, decide it with reasons that everybody may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, queue, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.quizzes.commands import new_code
from guitu.prevention.sealed import sealed_words
from guitu.prevention.selections.queries import tallied
from guitu.prevention.works.queries import JUDGES
from guitu.rules.dates import day_before, days_after
from guitu.rules.selections import SelectionsPolicy, is_chosen, is_conflict, may_decide, may_vote
from guitu.rules.verdict import Reason

_SELECTION = "INSERT INTO prevention_selection (id, county_id, scope_path, title, opened_on, closes_on, code) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_CANDIDATE = "INSERT INTO prevention_candidate (id, county_id, scope_path, selection_id, unit_id, name) VALUES (%s, %s, %s, %s, %s, %s)"
_UNITS = (
    "SELECT id, scope_path, name FROM prevention_unit WHERE id = ANY(%s) AND type <> 'family' AND scope_path >= %s AND scope_path < %s ORDER BY scope_path, name"
)
_VOTE = (
    "INSERT INTO prevention_vote (id, county_id, selection_id, candidate_id, post_id, is_conflict, is_for, at, words)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, candidate_id, post_id) DO UPDATE SET is_conflict = excluded.is_conflict,"
    " is_for = excluded.is_for, at = excluded.at, words = excluded.words"
)
_RESULT = "UPDATE prevention_candidate SET is_chosen = %s, votes_for = %s, votes = %s, words = %s WHERE id = %s"


@command
def open_selection(act: Act, *, path: str, title: str, unit_ids: Sequence[UUID], last_on: date) -> Answer:
    """Open a round in which units of one's area stand, until a last day for the jurors. Households never stand in one.

    Refuses no title, fewer than two units, units of elsewhere, a last day that has passed.
    """
    if not title.strip():
        raise Refused(Reason("selections.needs_words"), field="title")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if last_on < act.on:
        raise Refused(Reason("selections.last_day"), field="last_on")
    found = dicts(_UNITS, [list(unit_ids), path, path + ":"])
    if len(found) < max(2, len(set(unit_ids))):
        raise Refused(Reason("selections.candidates"), field="unit_ids")
    selection = uuid4()
    run(_SELECTION, [selection, act.actor.county_id, path, title.strip(), act.on, days_after(last_on, 1), new_code()])
    for one in found:
        queue(_CANDIDATE, [uuid4(), act.actor.county_id, one["scope_path"], selection, one["id"], one["name"]])
    detail = {"closes_on": days_after(last_on, 1), "units": [str(one["id"]) for one in found]}
    changed(act, [Change("selection", selection, path, None, detail, COMPARTMENT)])
    return {"selection": str(selection)}


@command
def name_selection_juror(act: Act, *, selection_id: UUID, post_id: UUID) -> Answer:
    """Name a post to judge the units of a round. What lies where it works it never judges. Refuses a post of elsewhere or
    one that never judges, one named already, a round that is decided."""
    _open(act, selection_id)
    post = row("SELECT path, role FROM grid_post WHERE id = %s AND county_id = %s AND closed_on IS NULL", [post_id, act.actor.county_id])
    if post is None:
        raise NotVisible
    if post[1] not in JUDGES:
        raise Refused(Reason("selections.no_judge"), field="post_id")
    if row("SELECT 1 FROM prevention_selectionjuror WHERE selection_id = %s AND post_id = %s", [selection_id, post_id]):
        raise Refused(Reason("selections.juror_twice"), field="post_id")
    run(
        "INSERT INTO prevention_selectionjuror (id, county_id, selection_id, post_id, path, named_on) VALUES (%s, %s, %s, %s, %s, %s)",
        [uuid4(), act.actor.county_id, selection_id, post_id, post[0], act.on],
    )
    changed(act, [Change("selection", selection_id, act.actor.path, None, {"juror": post_id}, COMPARTMENT)])
    return {"selection": str(selection_id)}


@command
def vote_on_unit(act: Act, *, candidate_id: UUID, is_for: bool, reason: str) -> Answer:
    """Say whether a unit should be chosen, and why; said again before the last day is over, it is put right. Refuses whoever is no
    juror, a unit of one's own place, no reason."""
    selection_id, closes_on = _judging(act, candidate_id)
    Refused.unless(may_vote(closes_on, act.on, reason), "reason")
    _keep(act, selection_id, candidate_id, is_for=is_for, words={"why": reason.strip()})
    return {"selection": str(selection_id)}


@command
def say_unit_conflict(act: Act, *, candidate_id: UUID, note: str) -> Answer:
    """Say that one has to do with a unit, and how: it is not judged by this juror, and its other votes count without him."""
    if not note.strip():
        raise Refused(Reason("selections.needs_reason"), field="note")
    selection_id, closes_on = _judging(act, candidate_id)
    if act.on >= closes_on:
        raise Refused(Reason("selections.closed"))
    _keep(act, selection_id, candidate_id, is_for=None, words={"why": note.strip()})
    return {"selection": str(selection_id)}


@command
def decide_selection(act: Act, *, selection_id: UUID, reasons: Mapping[str, str]) -> Answer:
    """Decide a round by its votes, with a reason for each unit, chosen or not, which everybody may read from then on. Refuses a juror,
    missing votes, a missing reason. Policy: selections.*"""
    found = _open(act, selection_id)
    if row("SELECT 1 FROM prevention_selectionjuror WHERE selection_id = %s AND post_id = %s", [selection_id, act.actor.post_id]):
        raise Refused(Reason("selections.juror_decides"))
    policy: SelectionsPolicy = timeline_of(act.actor.county_id, found["scope_path"]).on(act.on).selections
    of, jurors = tallied(selection_id)
    short = sum(len(one["votes"]) < policy.jurors for one in of)
    Refused.unless(may_decide(jurors, short, any(one["left"] for one in of), day_before(found["closes_on"]), act.on, policy))
    chosen = 0
    for one in of:
        why = reasons.get(str(one["id"]), "").strip()
        if not why:
            raise Refused(Reason("selections.needs_reason"), field=f"reason_{one['id']}")
        won = is_chosen(one["votes"], policy)
        chosen += won
        run(_RESULT, [won, sum(one["votes"]), len(one["votes"]), sealed_words("candidate", one["id"], {"why": why}), one["id"]])
    run("UPDATE prevention_selection SET decided_on = %s WHERE id = %s", [act.on, selection_id])
    changed(act, [Change("selection", selection_id, found["scope_path"], None, {"decided_on": act.on, "chosen": chosen}, COMPARTMENT)])
    return {"selection": str(selection_id), "chosen": chosen}


def _open(act: Act, selection_id: UUID) -> dict[str, Any]:
    found = dicts("SELECT scope_path, closes_on, decided_on FROM prevention_selection WHERE id = %s FOR UPDATE", [selection_id])
    if not found or not found[0]["scope_path"].startswith(act.actor.path):
        raise NotVisible
    if found[0]["decided_on"] is not None:
        raise Refused(Reason("selections.is_over"))
    return found[0]


def _judging(act: Act, candidate_id: UUID) -> tuple[UUID, date]:
    """The round of a unit that this juror may judge, and the day on which voting is over; else what stands against it."""
    found = row(
        "SELECT c.selection_id, s.closes_on, s.decided_on, c.scope_path, j.path FROM prevention_candidate c JOIN prevention_selection s ON s.id = c.selection_id"
        " LEFT JOIN prevention_selectionjuror j ON j.selection_id = s.id AND j.post_id = %s WHERE c.id = %s",
        [act.actor.post_id, candidate_id],
    )
    if found is None:
        raise NotVisible
    selection_id, closes_on, decided_on, unit_path, juror_path = found
    if decided_on is not None:
        raise Refused(Reason("selections.is_over"))
    if juror_path is None:
        raise Refused(Reason("selections.not_a_juror"))
    said = row("SELECT 1 FROM prevention_vote WHERE candidate_id = %s AND post_id = %s AND is_conflict", [candidate_id, act.actor.post_id])
    if said or is_conflict(juror_path, unit_path):
        raise Refused(Reason("selections.conflict"))
    return selection_id, closes_on


def _keep(act: Act, selection_id: UUID, candidate_id: UUID, *, is_for: bool | None, words: Mapping[str, str]) -> None:
    before = rows("SELECT id FROM prevention_vote WHERE candidate_id = %s AND post_id = %s", [candidate_id, act.actor.post_id])
    vote = before[0][0] if before else uuid4()
    run(
        _VOTE,
        [vote, act.actor.county_id, selection_id, candidate_id, act.actor.post_id, is_for is None, is_for, act.at, sealed_words("vote", vote, words)],
    )
    changed(act, [Change("vote", candidate_id, act.actor.path, None, {"is_for": is_for, "is_conflict": is_for is None}, COMPARTMENT)])
