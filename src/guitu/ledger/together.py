"""Several commands of one click: each as it is, all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.kit.patience import again_where_locked
from guitu.ledger.commands import Answer
from guitu.ledger.given import overtaken


@dataclass(frozen=True, slots=True)
class Call:
    """One command of the click: its part of the sheet names it, and makes its request id of the click's."""

    part: str
    command: Callable[..., Answer]
    what: dict[str, Any]

    def request_id(self, of_click: str) -> str:
        return f"{of_click[:48]}-{self.part}"


class RefusedTogether(Exception):
    """Some of them were refused, and so nothing is written: all reasons at once, by the part they belong to."""

    def __init__(self, refusals: Sequence[tuple[str, Refused]]) -> None:
        super().__init__(", ".join(f"{part}: {refusal}" for part, refusal in refusals))
        self.refusals = list(refusals)


def together(actor: Actor, calls: Sequence[Call], *, at: datetime, request_id: str, door: str = "web") -> list[Answer]:
    """Run the commands in this order and give their answers in it. A click sent twice gives the first answers again;
    every command that refuses is heard, so that all that is wrong is said at once."""

    def once() -> list[Answer]:
        answers: list[Answer] = []
        refusals: list[tuple[str, Refused]] = []
        with acting(actor, durable=True):
            for call in calls:
                one_of: Callable[..., Answer] = call.command.one_of  # type: ignore[attr-defined]
                try:
                    answers.append(one_of(actor, at=at, request_id=call.request_id(request_id), door=door, **call.what))
                except Refused as refusal:
                    refusals.append((call.part, refusal))
            if refusals:
                raise RefusedTogether(refusals)
        return answers

    try:
        return again_where_locked(once)
    except (RefusedTogether, NotVisible, Stale, IntegrityError) as error:
        first = _first(actor, calls, request_id)
        if first is not None:
            return first
        if isinstance(error, IntegrityError) and (refusal := overtaken(error)):
            raise RefusedTogether([(calls[0].part, refusal)]) from error
        raise


def _first(actor: Actor, calls: Sequence[Call], request_id: str) -> list[Answer] | None:
    """The answers that this very click was given before; None: it never came, or not with these parts."""
    found: list[Answer | None] = []
    for call in calls:
        answered: Callable[..., Answer | None] = call.command.answered_before  # type: ignore[attr-defined]
        try:
            found.append(answered(actor, call.request_id(request_id), call.what))
        except Refused as refusal:
            raise RefusedTogether([(call.part, refusal)]) from refusal
    answers = [answer for answer in found if answer is not None]
    return answers if len(answers) == len(calls) else None
