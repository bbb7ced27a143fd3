"""A system comes in: whose secret it is, what the key may do today, whether it has come too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.clock import SHANGHAI
from guitu.kit.database import acting, dicts, run
from guitu.systems.commands import digest_of
from guitu.systems.grantable import GRANTABLE, SYSTEM


@dataclass(frozen=True, slots=True)
class Entered:
    """A key as it comes in with one call."""

    key_id: UUID
    name: str
    body: str
    role: str
    expires_on: date
    per_minute: int
    per_day: int
    in_minute: int
    in_day: int
    actor: Actor

    @property
    def is_too_often(self) -> bool:
        return self.in_minute > self.per_minute or self.in_day > self.per_day

    def wait(self, at: datetime) -> int:
        """In how many seconds it may come again: with the next minute, or with the next day in China."""
        here = at.astimezone(SHANGHAI)
        if self.in_day > self.per_day:
            return 86_400 - (here.hour * 3600 + here.minute * 60 + here.second)
        return 60 - here.second


def enter(secret: str, at: datetime) -> Entered | None:
    """Whose key it is, counted as one call more; None for what is no key, or opens nothing any more."""
    found = dicts("SELECT * FROM systems_enter(%s, %s)", [digest_of(secret), at])
    if not found:
        return None
    row = found[0]
    actor = _actor(row)
    return Entered(actor=actor, **{name: row[name] for name in Entered.__slots__ if name != "actor"})


def _actor(row: dict[str, object]) -> Actor:
    """From a post of its own, over its area, with what it was given as far as its kind of post has that today. It is
    nobody: where two human beings are asked for, it is neither of them."""
    role = ROLES.get(str(row["role"]))
    may = frozenset(row["actions"]) & (role.may | ROLES[SYSTEM].may) & frozenset(GRANTABLE) if role else frozenset()  # type: ignore[call-overload]
    classes = frozenset(row["classes"]) & role.classes if role else frozenset()  # type: ignore[call-overload]
    post = row["post_id"]
    assert isinstance(post, UUID)
    return Actor(
        post_id=post, account_id=None, role=SYSTEM, county_id=str(row["county_id"]), path=str(row["scope_path"]),
        whole=True, whole_of=role.whole_of if role else frozenset(), may=may, classes=classes, title=ROLES[SYSTEM].label,
        body=str(row["body"]), holder=str(row["name"]), natural_person_id=post,
    )


def note_call(entered: Entered, at: datetime, *, method: str, door: str, status: int, number: str) -> None:
    """One line for each call, however it was answered; what was looked at or written has lines of its own."""
    actor = entered.actor
    with acting(actor):
        run(
            "INSERT INTO systems_systemcall (id, county_id, scope_path, key_id, at, method, door, status, number)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [uuid4(), actor.county_id, actor.path, entered.key_id, at, method, door, status, number],
        )
