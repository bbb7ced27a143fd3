"""试算: begun for a place, stopped, and noted as done. None of it touches what is in force or what follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.kit import queue
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.policy import PackError, check, from_text, names, pack_text
from guitu.rulepacks import drafts
from guitu.rulepacks.models import Draft, Trial, TrialPart
from guitu.rulepacks.trials import queries
from guitu.rules import trials
from guitu.rules.verdict import Reason

LANES = 2  # stretches that workers take at the same time
_FIRST, _LAST = UUID(int=0), UUID(int=2**128 - 1)
_BEYOND = "~"  # behind every code of a place


class _Numbers(NamedTuple):
    pack: str
    draft: Draft | None
    digest: str
    text: str


@command
def start_trial(act: Act, *, path: str, pack: str = "", from_start: bool = False) -> Answer:
    """Try other numbers on the real histories of a county or a town, in the background: a shipped pack by its name, or the
    place's draft. `from_start`: as if the draft's changes had held from the first month of the time tried.

    Refuses a draft that changes nothing, a text that the rules cannot read, and a second trial while one is running there.
    """
    if not path.startswith(act.actor.path) or len(path) not in (6, 9):
        raise NotVisible
    within = trials.window(act.on, timeline_of(act.actor.county_id, path).on(act.on).trials)
    numbers = _of_pack(pack) if pack else _of_draft(act, path, within.first if from_start else None)
    if Trial.objects.filter(county_id=act.actor.county_id, scope_path=path, state="running").exists():
        raise Refused(Reason("trials.running"))
    found = Trial.objects.create(
        county_id=act.actor.county_id, scope_path=path, pack=numbers.pack, draft_id=numbers.draft.pk if numbers.draft else None,
        digest=numbers.digest, text=numbers.text, from_start=from_start and numbers.draft is not None, on_day=act.on,
        first_on=within.first, ahead_on=within.ahead_on, until_on=within.until,
        people=queries.people_at(act.actor.county_id, path), post_id=act.actor.post_id, asked_at=act.at,
    )
    _laid_out(found)
    _noted(act, found)
    return {"trial": str(found.pk), "people": found.people}


@command
def stop_trial(act: Act, *, trial_id: UUID) -> Answer:
    """Stop a trial that is running; what it has found so far is not told. Refuses one that is over."""
    found = _held(trial_id)
    if not found.scope_path.startswith(act.actor.path):
        raise NotVisible
    if found.state != "running":
        raise Refused(Reason("trials.over"))
    queue.forget_waiting("try_numbers", trial_id=str(found.pk))
    found.state = "stopped"
    return _ended(act, found)


@command
def finish_trial(act: Act, *, trial_id: UUID) -> Answer:
    """Note that everybody was looked at, and add up the months. Again, or too early, it changes nothing."""
    found = _held(trial_id)
    if found.state == "running" and not TrialPart.objects.filter(trial=found, is_done=False).exists():
        found.state, found.months = "done", queries.months_of(found.pk)
        return _ended(act, found)
    return {"trial": str(found.pk), "state": found.state}


def _of_pack(pack: str) -> _Numbers:
    if pack not in names():
        raise NotVisible
    if faults := check(pack):
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in faults[:5]))
    text, digest = pack_text(pack)
    return _Numbers(pack, None, digest, text)


def _of_draft(act: Act, path: str, since: date | None) -> _Numbers:
    """The draft as it would be put in force; a worked example that fails keeps nobody from trying."""
    draft = drafts.open_draft(act.actor.county_id, path)
    if draft is None:
        raise NotVisible
    if not draft.numbers:
        raise Refused(Reason("rulepacks.nothing_changed"))
    digest, text = drafts.digest_of(draft), drafts.text_of(draft, since)
    try:
        from_text(text)
    except PackError as error:
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in error.faults[:5])) from error
    return _Numbers(draft.base, draft, digest, text)


def _laid_out(trial: Trial) -> None:
    """Its people in stretches, each with its job; the jobs roll back with the trial."""
    ends = [*queries.ends_of(trial, LANES), (_BEYOND, _LAST)]
    begins = [("", _FIRST), *ends[:-1]]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        TrialPart.objects.create(
            county_id=trial.county_id, scope_path=trial.scope_path, trial=trial, number=number,
            after_path=begin[0], after_id=begin[1], upto_path=end[0], upto_id=end[1],
        )
        try_later(trial.county_id, trial.pk, number)


def try_later(county_id: str, trial_id: UUID, number: int) -> None:
    """Ask for the next stint over a stretch."""
    found: Any = app
    found.configure_task("try_numbers", queue="try").defer(county_id=county_id, trial_id=str(trial_id), number=number)


def _held(trial_id: UUID) -> Trial:
    found = Trial.objects.select_for_update().filter(pk=trial_id).first()
    if found is None:
        raise NotVisible
    return found


def _ended(act: Act, trial: Trial) -> Answer:
    trial.ended_at = act.at
    trial.save()
    _noted(act, trial)
    return {"trial": str(trial.pk), "state": trial.state}


def _noted(act: Act, trial: Trial) -> None:
    of = {"state": trial.state, "pack": trial.pack, "digest": trial.digest, "people": trial.people}
    changed(act, [Change("rulepack_trial", trial.pk, trial.scope_path, None, of)])
