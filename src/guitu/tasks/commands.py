"""What people do with a task: give it, take it, answer or return it, check it, open it again, withdraw it."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID, uuid4

from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.crypto import seal
from guitu.kit.database import insert_many, row
from guitu.kit.errors import Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.links.entering import spend
from guitu.links.making import make_link
from guitu.matters.opening import NewMatter, open_matters
from guitu.matters.parts import Place
from guitu.papers.files.commands import Sent
from guitu.rules.tasks import WORDS_NEEDED, may_be_due, may_step
from guitu.rules.verdict import Reason
from guitu.tasks.files import keep_file
from guitu.tasks.fold import settle_task
from guitu.tasks.reading import SIGNED, TEXT, WORDS, Task, by_whom, task_of

OFFICES = "offices"  # the compartment of every task
BY_LINK = ("given", "taken")  # who has no account may answer it
_TASK = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("given_path", "text"), ("given_post", "uuid"),
    ("owner_post", "uuid"), ("source", "text"), ("text", "bytea"),
)
_STEP = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("matter_id", "uuid"), ("no", "int"), ("kind", "text"),
    ("happened_on", "date"), ("recorded_at", "timestamptz"), ("post_id", "uuid"), ("natural_person_id", "uuid"),
    ("due_on", "date"), ("words", "bytea"), ("link_id", "uuid"), ("signed", "bytea"),
)
_OWNER = (
    f"SELECT p.path, p.role, EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id AND {held('h')})"  # noqa: S608  ours
    " FROM grid_post p WHERE p.id = %(post)s AND p.closed_on IS NULL AND p.path >= %(lo)s AND p.path < %(hi)s"
)


@command
def give_task(act: Act, *, owner: UUID, text: str, due_on: date, source: str) -> Answer:
    """Give one post of one's area something to do until a day; from a meeting, an instruction or an inspection.

    Refuses a post elsewhere, one's own, one that takes no tasks or that nobody holds, a last day that is past or too
    far off, and no words. One owner per task; days are policy (tasks.*).
    """
    path = _owner(act, owner)
    _refuse_nobody(act)
    if not text.strip():
        raise Refused(Reason("tasks.needs_words"), field="text")
    verdict = may_be_due(due_on, act.on, timeline_of(act.actor.county_id, act.actor.path))
    if not verdict:
        raise Refused(*verdict.reasons, field="due_on")
    task = uuid4()
    new = NewMatter(task, path, task.hex[:4].upper(), owner)
    open_matters(act.actor.county_id, [new], kind="task", compartment=OFFICES, at=act.at, on=act.on, part="owner")
    insert_many(
        "tasks_task",
        _TASK,
        [(task, act.actor.county_id, path, act.actor.path, act.actor.post_id, owner, source, seal(TEXT, task, text.strip()))],
    )
    _write(act, task, path, 1, "given", "", due_on)
    settle_task(act.actor.county_id, task, act.at)
    return {"task": str(task)}


@command
def take_task(act: Act, *, task_id: UUID) -> Answer:
    """The post it is given to takes it on. Refuses any other post, and a task that is not waiting to be taken."""
    return _step(act, task_id, "taken")


@command
def answer_task(act: Act, *, task_id: UUID, words: str) -> Answer:
    """The post that took it says what was done. Refuses no words, any other post, and a task not taken."""
    return _step(act, task_id, "answered", words)


@command
def return_task(act: Act, *, task_id: UUID, words: str) -> Answer:
    """The post it is given to gives it back with the reason. Refuses no words, and a task already answered."""
    return _step(act, task_id, "returned", words)


@command
def check_task(act: Act, *, task_id: UUID, words: str = "") -> Answer:
    """The office that gave it finds it done and closes it. Refuses whoever took or answered it, under whatever post
    (guitu.default), and a task that is not answered."""
    return _step(act, task_id, "checked", words)


@command
def reopen_task(act: Act, *, task_id: UUID, words: str, due_on: date) -> Answer:
    """The office that gave it gives it to the same post again: answered but not done, returned without cause, or closed
    too early. Refuses no words, and a last day that is past or too far off."""
    return _step(act, task_id, "reopened", words, due_on)


@command
def withdraw_task(act: Act, *, task_id: UUID, words: str) -> Answer:
    """The office that gave it takes it back, with the reason. Refuses no words, and a task that is answered or over."""
    return _step(act, task_id, "withdrawn", words)


def _step(act: Act, task_id: UUID, kind: str, words: str = "", due_on: date | None = None) -> Answer:
    """One step of a task, if the rules allow it: locked, written, settled."""
    task = task_of(task_id, locked=True)
    _refuse_nobody(act)
    verdict = may_step(
        kind, task.course, by=by_whom(act.actor), is_owner=task.is_owner(act.actor), is_office=task.is_office(act.actor)
    )
    if not verdict:
        raise Refused(*verdict.reasons)
    _refuse_typed(act, task, kind, words, due_on)
    _write(act, task.id, task.scope_path, len(task.done) + 1, kind, words.strip(), due_on)
    return {"task": str(task.id), "state": settle_task(act.actor.county_id, task.id, act.at).state}


@command
def make_task_link(act: Act, *, task_id: UUID, to_whom: str, shown: str, hours: int) -> Answer:
    """A link for somebody of the unit that has no account: it opens this task alone, with a code told by telephone.

    Refuses whoever did not give the task, one that waits for no answer, no addressee, words that may not be read outside
    the login, and more hours than the policy allows. Policy: links.*
    """
    task = task_of(task_id, locked=True)
    if not task.is_office(act.actor):
        raise Refused(Reason("tasks.not_the_office"))
    if task.course.state not in BY_LINK:
        raise Refused(Reason("tasks.not_now", {"state": f"task.{task.course.state}"}))
    place = Place(task.id, task.county_id, task.scope_path, OFFICES)
    made = make_link(act, place, kind="task_answer", words=shown, to_whom=to_whom, hours=hours)
    return {"task": str(task.id), "link": str(made.id), "until": made.expires_at, ONCE: [made.token, made.code]}


@command
def answer_by_link(
    act: Act, *, task_id: UUID, maker: UUID, secret: str, words: str, who: str, file: Sent | None = None
) -> Answer:
    """The unit answers through a link, without an account. A task that nobody has taken yet is taken on with it.

    It counts as done by whoever made the link as well, who knows both the link and the code: another person checks.
    Refuses a link that was withdrawn or used meanwhile, no words, no name, and a task that waits for no answer.
    """
    if not who.strip():
        raise Refused(Reason("links.needs_who"), field="who")
    if not words.strip():
        raise Refused(Reason("links.needs_words"), field="words")
    if not spend(secret, act.at):
        raise Refused(Reason("links.closed"))
    task = task_of(task_id, locked=True)
    signed = (task.owner_post, who.strip())
    if task.course.state == "given":
        _write(act, task.id, task.scope_path, len(task.done) + 1, "taken", "", None, signed)
        task = task_of(task_id)
    Refused.unless(may_step("answered", task.course, by=by_whom(act.actor), is_owner=True, is_office=False))
    step = _write(act, task.id, task.scope_path, len(task.done) + 1, "answered", words.strip(), None, signed)
    if file is not None:
        keep_file(act, task, step, file)
    return {"task": str(task.id), "state": settle_task(act.actor.county_id, task.id, act.at).state, "maker": str(maker), "given": str(task.given_post)}


def _refuse_typed(act: Act, task: Task, kind: str, words: str, due_on: date | None) -> None:
    if kind in WORDS_NEEDED and not words.strip():
        raise Refused(Reason("tasks.needs_words"), field="words")
    verdict = may_be_due(due_on, act.on, task.timeline) if due_on else None
    if verdict is not None and not verdict:
        raise Refused(*verdict.reasons, field="due_on")


def _owner(act: Act, post: UUID) -> str:
    """Where the post is that shall do it."""
    found = row(_OWNER, {"post": post, "lo": act.actor.lo, "hi": act.actor.hi, "today": act.on})
    if found is None or found[1] not in ROLES or "take_task" not in ROLES[found[1]].may:
        raise Refused(Reason("tasks.post_elsewhere"), field="owner")
    if post == act.actor.post_id:
        raise Refused(Reason("tasks.not_to_oneself"), field="owner")
    path, _role, is_held = found
    if not is_held:
        raise Refused(Reason("tasks.vacant"), field="owner")
    return str(path)


def _refuse_nobody(act: Act) -> None:
    if act.actor.natural_person_id is None:
        raise Refused(Reason("tasks.nobody"))


def _write(
    act: Act, task: UUID, path: str, no: int, kind: str, words: str, due_on: date | None, by_link: tuple[UUID, str] | None = None
) -> UUID:
    """The step and its line; the line binds the sealed words by their digest. `by_link`: of which post, signed by whom."""
    step = uuid4()
    sealed = seal(WORDS, step, words or None)
    post, link, signed = act.actor.post_id, None, None
    if by_link:
        post, link, signed = by_link[0], act.actor.post_id, seal(SIGNED, step, by_link[1])
    insert_many(
        "tasks_step",
        _STEP,
        [(step, act.actor.county_id, path, task, no, kind, act.on, act.at, post, act.actor.natural_person_id, due_on,
          sealed, link, signed)],
    )
    detail = {"step": kind, "no": no, "due_on": due_on, "words": hashlib.sha256(sealed).hexdigest() if sealed else None}
    if link:
        detail["link"] = str(link)
    changed(act, [Change("task", step, path, task, detail, OFFICES)])
    return step
