"""`@command`: the only way to write. One command, one durable transaction, one answer per request id."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid4

import orjson
from django.db import IntegrityError

from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import blind
from guitu.kit.database import acting, queue, row
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.kit.patience import again_where_locked
from guitu.ledger.given import overtaken, refuse_odd
from guitu.ledger.reactions import react
from guitu.ledger.sealed import answer_in, sealed_answer
from guitu.rules.verdict import Reason

P = ParamSpec("P")
T = TypeVar("T")
Answer = dict[str, Any]


class Given(Answer):
    """An answer as just given. `beside` is what its page may still use of the command; it is kept nowhere, and
    who sends the same request again gets the answer without it."""

    beside: Any = None


@dataclass(slots=True)
class Act:
    """A command under way: who, when, through which door, and what it has written so far."""

    actor: Actor
    at: datetime
    door: str
    request_id: str
    command: str
    batch: Batch | None = None
    policy: str | None = None
    written: Any = None  # the matter whose facts it wrote last, settled: what follows elsewhere need not read it again
    beside: Any = None  # for the page that answers, see `Given`
    decided_by: Actor | None = None  # another human being, who granted what this post asked for

    @property
    def on(self) -> date:
        """The local day on which it is done."""
        return local_day(self.at)

    def last(self, do: Callable[[], None]) -> None:
        """Done when all else is written: now, or in a batch before it closes."""
        if self.batch is None:
            do()
        else:
            self.batch.on_close.append(do)


@dataclass(slots=True)
class Batch:
    """Many commands in one transaction: rows are held back and written together, settled once."""

    pending: list[Any] = field(default_factory=list)
    cases: dict[UUID, Any] = field(default_factory=dict)
    on_close: list[Callable[[], None]] = field(default_factory=list)
    settle: bool = True  # False: a job settles soon after
    asked: dict[Any, Any] = field(default_factory=dict)  # what one command asked of the database, for the next


_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)


def command(function: Callable[Concatenate[Act, P], Answer]) -> Callable[..., Answer]:
    """Make a function the command of its own name.

    Called as `name(actor, at=…, request_id=…, door=…, **what)`. An actor whose role does not list the name
    is refused; a request id sent twice gives the first answer; the same id with other content is refused.
    """
    name = function.__name__

    @functools.wraps(function)
    def run_command(actor: Actor, *, at: datetime, request_id: str = "", door: str = "web", **what: Any) -> Answer:
        if name not in actor.may:
            raise Refused(Reason("not_for_this_post", {"action": name}))
        refuse_odd(request_id, what)
        act = Act(actor, at, door, request_id or str(uuid4()), name, _batch.get())
        if act.batch is not None:
            return function(act, **what)  # type: ignore[call-arg]
        asked = _fingerprint(what) if request_id else b""  # before the function fills anything in

        def once() -> tuple[Answer, bytes]:
            act.beside = act.written = None
            with acting(actor, durable=True):
                answer = function(act, **what)  # type: ignore[call-arg]
                react(act, what, answer)
                kept = orjson.dumps({name: value for name, value in answer.items() if name != ONCE}, default=str)
                if request_id:
                    _answer_once(act, asked, kept)
            return answer, kept

        try:
            answer, kept = again_where_locked(once)
        except (Refused, NotVisible, Stale, IntegrityError) as error:
            # Sent again, the work is mostly refused: it has been done. Then the first answer is given again.
            first = _first_answer(actor, name, request_id, asked) if request_id else None
            if first is not None:
                return first
            if isinstance(error, IntegrityError) and (refusal := overtaken(error)):
                raise refusal from error
            raise
        given = Given(orjson.loads(kept), **{name: answer[name] for name in answer.keys() & {ONCE}})
        given.beside = act.beside
        return given

    def granted(act: Act, asker: Actor, approval: UUID, **what: Any) -> Answer:
        """Run it inside the act that grants it, as the post that asked and under its eyes; the approval is its request,
        so that it runs once."""
        if name not in asker.may:
            raise Refused(Reason("not_for_this_post", {"action": name}))
        inner = Act(asker, act.at, act.door, str(approval), name, decided_by=act.actor)
        with acting(asker):
            answer = function(inner, **what)  # type: ignore[call-arg]
            react(inner, what, answer)
            _answer_once(inner, _fingerprint(what), orjson.dumps(answer, default=str))
        return answer

    run_command.command_name = name  # type: ignore[attr-defined]
    run_command.one_of = functools.partial(_one_of, function, name)  # type: ignore[attr-defined]
    run_command.answered_before = functools.partial(_answered_before, name)  # type: ignore[attr-defined]
    run_command.granted = granted  # type: ignore[attr-defined]
    return run_command


def _one_of(
    function: Callable[..., Answer], name: str, actor: Actor, *, at: datetime, request_id: str, door: str, **what: Any
) -> Answer:
    """Run a command as one of several of one click, in the transaction that holds them all (`ledger/together.py`). What
    it refuses undoes what it has written, not what the others have."""
    if name not in actor.may:
        raise Refused(Reason("not_for_this_post", {"action": name}))
    refuse_odd(request_id, what)
    act = Act(actor, at, door, request_id, name)
    asked = _fingerprint(what)
    with acting(actor):
        kept = orjson.dumps(function(act, **what), default=str)
        _answer_once(act, asked, kept)
    given = Given(orjson.loads(kept))
    given.beside = act.beside
    return given


def _answered_before(name: str, actor: Actor, request_id: str, what: dict[str, Any]) -> Answer | None:
    """What this request was answered when it came first; None: it never came. Refuses it with other content."""
    return _first_answer(actor, name, request_id, _fingerprint(what))


def asked_once(act: Act, key: Any, ask: Callable[[], T]) -> T:
    """What no command of a batch changes is asked by the first and known to the others; outside of one it is asked."""
    if act.batch is None:
        return ask()
    if key not in act.batch.asked:
        act.batch.asked[key] = ask()
    found: T = act.batch.asked[key]
    return found


def refuse_ungranted(act: Act) -> None:
    """What only takes effect when a second human being granted it (`approvals`); what no human being does is the
    house's own: the founder of a county, the clock."""
    if act.decided_by is None and act.actor.natural_person_id is not None:
        raise Refused(Reason("approvals.needed"))


@contextmanager
def batch(actor: Actor, *, durable: bool = True, settle: bool = True) -> Iterator[Batch]:
    """Run commands together in one transaction; whatever registered in `on_close` runs before the commit."""
    with acting(actor, durable=durable):
        current = Batch(settle=settle)
        token = _batch.set(current)
        try:
            yield current
            for close in current.on_close:
                close()
        finally:
            _batch.reset(token)


ONCE = "once"  # an answer's part that is shown once and never kept: a one-time code


def _fingerprint(what: dict[str, Any]) -> bytes:
    """What was asked, keyed: names and numbers are in it, and a plain hash of those can be guessed."""
    plain = orjson.dumps(what, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS)
    return blind("request", plain.hex())


def _plain(value: Any) -> Any:
    if is_dataclass(value):  # ids made here differ at each try; what was typed does not
        return {f.name: getattr(value, f.name) for f in fields(value) if f.name != "id"}
    return str(value)


def _answer_once(act: Act, asked: bytes, answer: bytes) -> None:
    """Claim the request id and keep the answer; the same id at the same time waits here, and then fails."""
    id = uuid4()
    queue(
        "INSERT INTO ledger_request (id, county_id, post_id, command, key, fingerprint, answer, at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [id, *_key(act.actor, act.command, act.request_id), asked, sealed_answer(id, answer), act.at],
    )


def _first_answer(actor: Actor, name: str, request_id: str, asked: bytes) -> Answer | None:
    """What this request id was answered before; None: never. Refuses the id with other content."""
    with acting(actor):
        found = answered(actor, name, request_id)
    if found is None:
        return None
    fingerprint, answer = found
    if fingerprint != asked:
        raise Refused(Reason("request_reused"))
    return answer


def answered(actor: Actor, name: str, request_id: str) -> tuple[bytes, Answer] | None:
    """With which content a request id of this post came first, and what it was answered."""
    found = row(
        "SELECT id, fingerprint, answer FROM ledger_request"
        " WHERE county_id = %s AND post_id = %s AND command = %s AND key = %s",
        _key(actor, name, request_id),
    )
    answer = answer_in(found[0], found[2]) if found else None
    return (bytes(found[1]), answer) if found and answer is not None else None


def _key(actor: Actor, name: str, request_id: str) -> tuple[Any, ...]:
    return (actor.county_id, actor.post_id, name, request_id)
