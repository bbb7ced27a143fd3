"""A stretch of a trial, a few people at a time. What was found of them, and that they are done, is written together: killed
anywhere it goes on with the next, and nobody is counted twice. It writes rows of the trial and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.grid.access import clock_actor
from guitu.kit.crypto import seal_bytes
from guitu.kit.database import acting, insert_many, rows
from guitu.policy import Timeline, from_text
from guitu.rulepacks.models import Trial, TrialPart
from guitu.rulepacks.trials.queries import NOBODY, PLACE
from guitu.rulepacks.trials.trying import Asked, Tried, trying
from guitu.rules.trials import WORK, Window
from guitu.rules.verdict import Reason

SLICE = 200  # people of a transaction
STINT = 15.0  # seconds of a job: then it asks for the next one, so that others have their turn
_NEXT = (
    "SELECT scope_path, id FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL"
    " AND (scope_path, id) > (%s, %s) AND (scope_path, id) <= (%s, %s) ORDER BY scope_path, id LIMIT %s"
)
_APART = (
    "SELECT DISTINCT scope_path FROM ledger_policyversion WHERE county_id = %s AND starts_with(scope_path, %s) AND scope_path <> %s"
)
_COUNTED = ("changed", "care_before", "care_after")
_LOAD = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("trial_id", "uuid"), ("post_id", "uuid"),
    *((name, "int") for name in (*_COUNTED, "limit_before", "limit_after")), ("ahead", "int[]"), ("months", "int[]"),
)
_PERSON = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("trial_id", "uuid"), ("matter_id", "uuid"), ("law", "text"),
    ("differences", "bytea"),
)


def _added(name: str) -> str:
    return (
        f"{name} = (SELECT array_agg(one + more ORDER BY n) FROM unnest(rulepacks_trialload.{name}, excluded.{name})"  # noqa: S608  ours
        " WITH ORDINALITY AS pair (one, more, n))"
    )


_ADDED_UP = (
    "ON CONFLICT (county_id, trial_id, scope_path, post_id) DO UPDATE SET "
    + ", ".join(f"{name} = rulepacks_trialload.{name} + excluded.{name}" for name in _COUNTED)
    + ", " + ", ".join(f"{name} = least(rulepacks_trialload.{name}, excluded.{name})" for name in ("limit_before", "limit_after"))
    + f", {_added('ahead')}, {_added('months')}"
)
_ONCE = "ON CONFLICT (county_id, trial_id, matter_id) DO NOTHING"  # who moves to a place further on meanwhile is met again


def go_on(county_id: str, trial_id: UUID, number: int, now: Callable[[], float] = monotonic) -> bool:
    """Work on a stretch until it is done, the trial is over, or the stint is. Whether there is more to do."""
    until = now() + STINT
    while _few(county_id, trial_id, number):
        if now() > until:
            return True
    return False


def _few(county_id: str, trial_id: UUID, number: int) -> bool:
    """The next few people; whether there may be more."""
    with acting(clock_actor(county_id), durable=True):
        part = TrialPart.objects.select_for_update().filter(trial_id=trial_id, number=number, is_done=False).first()
        trial = Trial.objects.filter(pk=trial_id, state="running").first()
        if part is None or trial is None:
            return False
        ends = [part.after_path, part.after_id, part.upto_path, part.upto_id]
        found = rows(_NEXT, [county_id, trial.scope_path, *ends, SLICE])
        tried = [one for of in trying for one in of(_asked(trial), [person for _, person in found])] if found else []
        _keep(trial, tried)
        _so_far(part, found, tried)
        return not part.is_done


def _so_far(part: TrialPart, found: Sequence[tuple[Any, ...]], tried: Sequence[Tried]) -> None:
    if found:
        part.after_path, part.after_id = found[-1]
    part.done += len(found)
    part.left_out += len(found) - len(tried)
    part.changed += sum(bool(one.differences) for one in tried)
    part.newly += sum(one.law == "newly" for one in tried)
    part.released += sum(one.law == "released" for one in tried)
    part.is_done = len(found) < SLICE
    part.save()


def _asked(trial: Trial) -> Asked:
    apart = rows(_APART, [trial.county_id, trial.scope_path, trial.scope_path])
    within = Window(trial.first_on, trial.ahead_on, trial.until_on)
    return Asked(numbers_in(trial.text), within, trial.on_day, tuple(path for (path,) in apart))


@lru_cache(maxsize=8)
def numbers_in(text: str) -> Timeline:
    """The numbers of a text, read once per process."""
    return from_text(text)


@dataclass(slots=True)
class _Load:
    """The work of one post in one town, of the people of one transaction."""

    changed: int = 0
    care: list[int] = field(default_factory=lambda: [0, 0])
    limits: list[list[int]] = field(default_factory=list)
    months: list[list[int]] = field(default_factory=list)

    def add(self, one: Tried) -> None:
        self.changed += bool(one.differences)
        for place, side in enumerate((one.before, one.after)):
            self.care[place] += side.in_care
        self.limits.append([one.before.limit, one.after.limit])
        self.months.append([n for side in (one.before, one.after) for kind in side.months for n in kind])


def _keep(trial: Trial, tried: Sequence[Tried]) -> None:
    loads: defaultdict[tuple[str, UUID], _Load] = defaultdict(_Load)
    for one in tried:
        loads[one.path[:PLACE], one.post_id or NOBODY].add(one)
    months = Window(trial.first_on, trial.ahead_on, trial.until_on)
    since = months.place(months.ahead_on)
    lines = [_load_row(trial, key, loads[key], since) for key in sorted(loads)]  # in one order: locks never cross
    insert_many("rulepacks_trialload", _LOAD, lines, _ADDED_UP)
    insert_many("rulepacks_trialperson", _PERSON, [_person_row(trial, one) for one in tried if one.differences], _ONCE)


def _load_row(trial: Trial, key: tuple[str, UUID], load: _Load, since: int) -> tuple[Any, ...]:
    path, post = key
    months = list(map(sum, zip(*load.months, strict=True)))
    each = len(months) // (2 * len(WORK))
    ahead = [sum(months[n * each + since : (n + 1) * each]) for n in range(2 * len(WORK))]
    limits = list(starmap(min, zip(*load.limits, strict=True))) if len(load.limits) > 1 else load.limits[0]
    return (
        uuid4(), trial.county_id, path, trial.pk, post, load.changed, *load.care, *limits, _array(ahead), _array(months)
    )


def _person_row(trial: Trial, one: Tried) -> tuple[Any, ...]:
    new = uuid4()
    said = orjson.dumps([[d.what, _said(d.before), _said(d.after)] for d in one.differences], default=str)
    return new, trial.county_id, one.path, trial.pk, one.id, one.law, seal_bytes("rulepacks_trialperson|differences", new, said)


def _said(reasons: Sequence[Reason]) -> list[list[Any]]:
    return [[reason.code, dict(reason.values), reason.clause] for reason in reasons]


def _array(numbers: Sequence[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"
