"""Doors that write: one of each command that is open to systems, `POST /api/v1/commands/<name>`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string
from pydantic import BaseModel, Field

from guitu.api.endpoints import Call, endpoint
from guitu.api.newcomer import NewFile
from guitu.api.newcomer import arguments as newcomer
from guitu.api.schemas import model_of
from guitu.api.telling import said
from guitu.api.types import Given, Said
from guitu.casework.answers import allowed, once
from guitu.casework.leave.commands import record_return
from guitu.casework.levels.commands import assess_risk
from guitu.casework.points.commands import grant_points
from guitu.casework.postponements.commands import postpone_duty, resume_duty
from guitu.casework.registrations.commands import add_person, assign_person
from guitu.casework.registrations.placing import place_person
from guitu.casework.reporting.commands import record_report
from guitu.casework.statuses.commands import record_found
from guitu.casework.urine_tests.commands import record_missed_test, record_urine_test, serve_test_notice
from guitu.casework.urine_tests.results import object_to_test, tell_result
from guitu.casework.visits.commands import record_visit
from guitu.duties import doors, gate
from guitu.for_systems import OPEN, Open
from guitu.kit import clock
from guitu.ledger.commands import Answer
from guitu.systems.webhooks.commands import end_subscription, subscribe_events
from guitu.tasks.commands import answer_task, give_task, reopen_task, return_task, take_task, withdraw_task

COMMANDS: dict[str, Any] = {
    command.command_name: command  # type: ignore[attr-defined]  # `ledger.command` sets it
    for command in (
        add_person, answer_task, assess_risk, assign_person, give_task, grant_points, object_to_test, place_person, postpone_duty,
        record_found, record_missed_test, record_report, record_return, record_urine_test, record_visit, reopen_task, resume_duty,
        return_task, serve_test_notice, subscribe_events, end_subscription, take_task, tell_result, withdraw_task,
    )
} | {one.name: import_string(f"{one.module}.{one.name}") for one in OPEN if one.module}
Adapt = Callable[[Call, Any], dict[str, Any]]
_OWN: dict[str, tuple[type[Given], Adapt]] = {"add_person": (NewFile, newcomer)}
_OURS = re.compile(r" \([^)]*\.md[^)]*\)")  # where we look something up is nothing to others
_TOLD = ("followed", "points", "next")


class Coming(BaseModel):
    """What is to be done next."""

    kind: str
    key: str
    word: str
    due_on: str
    reasons: list[Said] = []


class Done(BaseModel):
    """What a command answers: ids and states of what was written, what followed from it, and what comes next. The same
    call sent again with the same Idempotency-Key is answered with the same."""

    command: str
    answer: dict[str, Any] = Field(description="ids and states of what was written")
    followed: list[Said] = []
    next: list[Coming] = []


def door_of(one: Open) -> None:
    """The door of one command."""
    command = COMMANDS[one.name]
    model, adapt = _OWN.get(one.name) or (model_of(command, one.fact), _as_sent)

    def call_command(request: Call, body: Any) -> dict[str, Any]:
        what = adapt(request, body)
        given = command(request.actor, at=clock.now(), request_id=request.request_id, door="api", **what)
        return told(one.name, given, request)

    call_command.__annotations__["body"] = model
    first, _, rest = _OURS.sub("", inspect.getdoc(command) or "").partition("\n")
    endpoint(
        "POST", f"/commands/{one.name}", one.name, name=one.name, tag="commands", response=Done, summary=one.title,
        description="\n\n".join(part for part in (first, " ".join(rest.split())) if part), writes=True,
    )(call_command)


def _as_sent(_call: Call, body: Given) -> dict[str, Any]:
    """What was sent and nothing else, so that what is left out is the command's own default."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def told(name: str, given: Answer, call: Call) -> dict[str, Any]:
    """The answer of a command with its reasons as sentences, cut down to the classes of the key."""
    classes, path = call.actor.classes, call.actor.path
    stored = allowed(once([*given.get("followed", ()), *given.get("points", ())]), classes)
    coming = [
        {"kind": kind, "key": key, "word": doors.word(kind, key), "due_on": due_on, "reasons": said(reasons, path)}
        for kind, key, due_on, reasons in given.get("next", ())
        if gate.sees(classes, kind)
    ]
    kept = {name: value for name, value in given.items() if name not in _TOLD}
    return {"command": name, "answer": kept, "followed": said(stored, path), "next": coming}


for _one in OPEN:
    door_of(_one)
