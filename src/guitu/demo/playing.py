"""Lives are played through the product's own commands, many people in one transaction, settled once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID, uuid5

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.custody.commands import record_custody, release_from_custody
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.leave.commands import confirm_absence, grant_leave, record_return
from guitu.casework.levels.commands import assess_risk, confirm_level
from guitu.casework.measures.commands import (
    arrive_at_transfer,
    end_measure,
    extend_measure,
    open_measure,
    report_in,
    sign_agreement,
    transfer_measure,
)
from guitu.casework.points.commands import grant_points
from guitu.casework.registrations.commands import add_person
from guitu.casework.reporting.commands import record_report
from guitu.casework.statuses.commands import record_found, record_lost_contact, record_status
from guitu.casework.urine_tests.commands import record_missed_test, record_urine_test, serve_test_notice
from guitu.casework.urine_tests.results import confirm_use, object_to_test, record_laboratory_result
from guitu.casework.violations.commands import report_violation
from guitu.casework.visits.commands import record_visit
from guitu.demo.everybody import groups
from guitu.demo.groups import home
from guitu.demo.identities import new_person
from guitu.demo.life import SHANGHAI, Answered, Life, Step
from guitu.demo.places import ENPING, key_id
from guitu.demo.stories import STORIES
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.ledger.commands import Batch, batch
from guitu.ledger.lines import record_all
from guitu.settling.settle import settle

COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    command.command_name: command  # type: ignore[attr-defined]
    for command in (
        add_person, arrive_at_transfer, assess_risk, confirm_absence, confirm_abstinence, confirm_level, confirm_use, correct_fact,
        end_measure, extend_measure, grant_leave, grant_points, object_to_test, open_measure, record_custody, record_found,
        record_laboratory_result, record_lost_contact, record_missed_test, record_report, record_return, record_status, record_urine_test,
        record_visit, release_from_custody, report_in, report_violation, serve_test_notice, sign_agreement,
        transfer_measure, withdraw_fact,
    )
}
AT_ONCE = ("add_person", "open_measure")  # these write registers before the batch ends, each under its post's eyes
UNDATED = ("withdraw_fact",)
Answers = dict[str, Any]
POSTS = ("tester_1", "tester_2", "checked_by")
PEOPLE = UUID("9d6c2f5e-5f1b-5c0e-8f0a-0d3c1c1f7a11")  # ours alone: ids of the demo's people grow from it


class NotPlayed(RuntimeError):
    """A step of a life was refused: the story is wrong, or a command asks for more than before."""


def person_id(life: Life) -> UUID:
    """The same person has the same id in every build."""
    return uuid5(PEOPLE, life.key)


def story_id(name: str) -> UUID:
    """The person whose life is told by the story of that name, see `stories.STORIES`."""
    number = next(n for n, story in enumerate(STORIES) if story.tell.__name__ == name)
    return uuid5(PEOPLE, f"{ENPING}/{number}")


def play(county: str, lives: Sequence[Life], today: date) -> None:
    """These people's steps in order, each by its post at its time; then what follows from them, as of today."""
    _together(county, [(life, life.steps(), {}) for life in lives if not life.moves], today)
    for life in lives:
        if life.moves:
            _moving(county, life, today)


def _moving(county: str, life: Life, today: date) -> None:
    """Somebody who changes towns is seen by one town, then by another: a transaction before, and one after."""
    answers: dict[int, Answers] = {}
    steps = life.steps()
    turn = next(number for number, step in enumerate(steps) if step.command == "transfer_measure")
    _together(county, [(life, steps[:turn], answers)], today)
    _play_steps(life, steps[turn : turn + 1], answers, today)
    _together(county, [(life, steps[turn + 1 :], answers)], today)


def _together(county: str, parts: Sequence[tuple[Life, list[Step], dict[int, Answers]]], today: date) -> None:
    with settled_as_of(county, today):
        for life, steps, answers in parts:
            _play_steps(life, steps, answers, today)


@contextmanager
def settled_as_of(county: str, today: date) -> Iterator[Batch]:
    """Many commands of earlier days in one transaction; what follows from them is settled once, as of today."""
    now = datetime(today.year, today.month, today.day, tzinfo=SHANGHAI)
    with batch(clock_actor(county), settle=False) as current:
        # First in the row, so that it is done before anything that a command puts off to the end.
        current.on_close.append(partial(_close, county, current, now))
        yield current


def _close(county: str, current: Batch, now: datetime) -> None:
    """The ledger takes a line only from the post that acts: so the facts are written post by post."""
    by_post: dict[Actor, list[Any]] = {}
    for act, lines in current.pending:
        by_post.setdefault(act.actor, []).append((act, lines))
    for who, pending in by_post.items():
        with acting(who):
            record_all(pending)
    settle(county, list(current.cases.values()), now)


def _play_steps(life: Life, steps: Sequence[Step], answers: dict[int, Answers], today: date) -> None:
    person = person_id(life)
    for step in steps:
        what = {name: _filled(name, value, answers) for name, value in step.what.items()}
        if step.command == "add_person":
            what["person"] = _newcomer(life, person, step)
        else:
            what["person_id"] = person
        try:
            answers[step.number] = _done(step, actor(step.by, today), what)
        except Exception as error:
            # Told as text: the error itself may not survive the way back from another process.
            raise NotPlayed(f"{life.key} {step.command} {step.at:%Y-%m-%d} {what}: {error!r}") from error


def _done(step: Step, who: Actor, what: dict[str, Any]) -> Answers:
    command = COMMANDS[step.command]
    if step.command in UNDATED:
        del what["on"]
    if step.command not in AT_ONCE:
        return command(who, at=step.at, door="demo", **what)
    with acting(who):
        return command(who, at=step.at, door="demo", **what)


def _filled(name: str, value: Any, answers: dict[int, Answers]) -> Any:
    if isinstance(value, Answered):
        answer = answers[value.step]
        return answer["measure"] if value.part == "measure" else answer["facts"][-1]
    if name in POSTS:
        return str(key_id(value))
    return key_id(value) if name == "to_post" else value


def _newcomer(life: Life, person: UUID, step: Step) -> Any:
    made = new_person(
        number=life.number, name=life.name, sex=life.sex, born_on=life.born_on, village=life.first.village, rng=life.rng
    )
    made.id, made.post_id = person, key_id(step.by)
    made.scope_path = home(made.scope_path, life.number, groups(made.scope_path[:6]).get(made.scope_path, ()))
    return made


@cache
def actor(key: str, on: date) -> Actor:
    """Whoever holds the post today; the same people have been at their posts all along."""
    post = post_named(key_id(key), on)
    if post is None:
        raise LookupError(f"nobody holds {key}")
    return actor_of(post, None)
