"""Whole imports: a file to a batch, a batch to people, and back. What web, command line and demo call."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from guitu.casework.fold import PERSON
from guitu.casework.rosters import arriving, commands, queries
from guitu.casework.rosters.commands import SMALL, Upload
from guitu.casework.rosters.questions import GATE_TEXTS, Question, answers_in, chosen, named, open_questions
from guitu.casework.rosters.sentences import sentence_of
from guitu.casework.rosters.sheet import Answers
from guitu.casework.rosters.staging import Setting, setting_of, stage
from guitu.casework.rosters.store import STORE
from guitu.importing import lines, uploads
from guitu.importing.staged import ABOUT_NOBODY, Staged, plan_in, reason_of
from guitu.importing.uploads import Arrived
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import acting
from guitu.kit.errors import Overtaken, Refused
from guitu.kit.workbooks import all_begun
from guitu.ledger.commands import Answer
from guitu.rules.texts import tidied
from guitu.rules.verdict import Reason
from guitu.settling.jobs import settle_later

CHUNK = 500  # rows per transaction: short locks, and a place to stop at and to go on from


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value on its way into a command: what is compared when a request comes twice is its mark alone."""

    value: Any
    mark: str

    def __call__(self) -> Any:
        return self.value


def receive(
    actor: Actor, path: Path, file_name: str, *, within: str, at: datetime, on: date, door: str, demo: bool
) -> Answer:
    """Read a file in a bounded child and keep it as a batch; the same file gives the batch that there is.

    Raises WorkbookRefused for what is no spreadsheet, Refused for an area that is not one's own.
    """
    digest = digest_of(path)
    with acting(actor):
        again = commands.batch_of_file(actor.county_id, actor.post_id, within, digest, local_day(at))
    if again:
        return {"batch": str(again), "again": True}
    with _without_looking_for_cycles():
        file_name = tidied(file_name).text
        upload = Upload(_staged(actor, path, within, at, on, demo), digest, file_name, within, on)
        return commands.import_roster(actor, at=at, door=door, upload=Opaque(upload, upload.fingerprint()))


def expect(actor: Actor, arrived: Arrived, *, at: datetime, door: str, request_id: str = "") -> Answer:
    """A file for the readers: the batch that it will be, or the one that there is of the same file."""
    try:
        return arriving.expect_roster(
            actor, at=at, door=door, request_id=request_id, file=Opaque(arrived, arrived.digest.hex() + arrived.within)
        )
    finally:
        arrived.path.unlink(missing_ok=True)  # it bears the name of its batch now, or there is one already


def read_waiting(actor: Actor, batch_id: UUID, *, on: date, demo: bool, at: datetime, door: str) -> Answer:
    """Read a file that waits, and keep it as the batch that it is. Raises WorkbookRefused for what is no spreadsheet."""
    with acting(actor):
        found = queries.batch(batch_id)
    path = uploads.place(batch_id)
    with _without_looking_for_cycles():
        staged = _staged(actor, path, found.scope_path, at, on, demo)
        upload = Upload(staged, digest_of(path), found.file_name, found.scope_path, on)
        return arriving.keep_roster(actor, at=at, door=door, batch_id=batch_id, upload=Opaque(upload, upload.fingerprint()))


def _staged(
    actor: Actor, path: Path, within: str, at: datetime, on: date, demo: bool, answers: Answers | None = None
) -> Staged:
    """Read and checked; the child opens the file while the places and the packs are looked up."""
    with all_begun(path) as sheets:
        with acting(actor):
            setting = setting_of(actor, within, on=on, at=at, demo=demo, answers=answers)
        return stage(sheets(), setting)


def reread(
    actor: Actor, batch_id: UUID, fields: dict[str, str], *, within: str, at: datetime, on: date, door: str, demo: bool,
    part: int | None = None, heading: int | None = None,
) -> Answer:
    """Read the lines of a batch again under the columns that the user chose, or of another sheet or heading line."""
    with acting(actor):
        answers = answers_in(batch_id, queries.batch(batch_id).mapping)
        setting: Setting = setting_of(actor, within, on=on, at=at, demo=demo, answers=answers)
    return commands.read_columns(
        actor, at=at, door=door, batch_id=batch_id, fields=fields, setting=Opaque(setting, str(batch_id)), part=part,
        heading=heading,
    )


def answer(
    actor: Actor, batch_id: UUID, said: Callable[[list[Question]], dict[int, str]], *, at: datetime, on: date, door: str,
    demo: bool,
) -> Answer:
    """Read the rows that were asked about again, with what somebody said of their words; earlier answers stay."""
    with acting(actor):
        found = queries.batch(batch_id)
        asked = queries.asked(actor, found, on)
        answers = answers_in(batch_id, found.mapping) | chosen(asked, said(asked))
        setting = setting_of(actor, found.scope_path, on=on, at=at, demo=demo, answers=answers)
    mark = f"{batch_id} {sorted(answers.items())}"
    return commands.answer_questions(
        actor, at=at, door=door, batch_id=batch_id, answers=Opaque(answers, mark), setting=Opaque(setting, mark)
    )


def commit_batch(
    actor: Actor, batch_id: UUID, *, at: datetime, door: str, most_chunks: int | None = None, settle_now: bool | None = None
) -> Answer:
    """Take in all lines that wait, chunk by chunk; safe to run twice, to kill and to run again."""
    started = commands.start_import(actor, at=at, door=door, batch_id=batch_id)
    now = started["waiting"] <= SMALL if settle_now is None else settle_now
    if started["waiting"] > CHUNK and most_chunks is None and not now:
        return resume_batch(actor, batch_id, at=at, door=door)
    return _all(lambda after: commands.commit_rows(
        actor, at=at, door=door, batch_id=batch_id, most=CHUNK, settle_now=now, after=after), most_chunks)


def resume_batch(actor: Actor, batch_id: UUID, *, at: datetime, door: str) -> Answer:
    """The same for many rows: begun already, settled in the background, stopped when somebody says so.

    Two take turns, so that one prepares its rows while the database writes those of the other.
    """
    def step(after: int, *, is_alone: bool) -> Answer:
        return commands.commit_rows(
            actor, at=at, door=door, batch_id=batch_id, most=CHUNK, settle_now=False, is_alone=is_alone, after=after
        )

    def beside() -> int:
        try:
            return int(_all(lambda after: step(after, is_alone=False), None)["done"])
        finally:
            connection.close()  # a thread's own

    with ThreadPoolExecutor(max_workers=2) as pool:
        done = sum(taking.result() for taking in [pool.submit(beside), pool.submit(beside)])
    last = _all(lambda after: step(after, is_alone=True), None)
    return {**last, "done": done + last["done"]}


def settle_again(actor: Actor, batch_id: UUID) -> None:
    """Ask once more for settling whom a job left behind; twice does no harm."""
    with acting(actor, durable=True):
        settle_later(PERSON, actor.county_id, queries.unsettled(batch_id))


def undo_batch(actor: Actor, batch_id: UUID, *, at: datetime, door: str) -> Answer:
    """Take a whole batch back."""
    started = commands.undo_import(actor, at=at, door=door, batch_id=batch_id)
    now = started["waiting"] <= SMALL
    return _all(lambda after: commands.undo_rows(
        actor, at=at, door=door, batch_id=batch_id, most=CHUNK, settle_now=now, after=after), None)


def finish(actor: Actor, batch_id: UUID, *, at: datetime, door: str) -> Answer:
    """Take in what still waits of a batch, whatever was done before; nothing where nothing waits."""
    with acting(actor):
        found = queries.batch(batch_id)
    if found.state == "mapping":
        raise Refused(*[reason_of(kept) for kept in found.mapping["refusals"]])
    if not found.count("waiting") or found.state not in ("parsed", "importing", "stopped"):
        return {"done": 0, "left": 0, "state": found.state}
    return commit_batch(actor, batch_id, at=at, door=door)


def look(
    actor: Actor, path: Path, *, within: str, at: datetime, on: date, demo: bool, said: Sequence[str] = ()
) -> dict[str, Any]:
    """What a file would give, without keeping anything of it."""
    staged = _staged(actor, path, within, at, on, demo)
    if staged.refusals:
        raise Refused(*staged.refusals)
    asked = open_questions([(row.line, row.errors) for row in staged.rows if row.outcome == "asked"])
    if answers := chosen(asked, named(asked, said)):
        staged = _staged(actor, path, within, at, on, demo, answers)
        asked = open_questions([(row.line, row.errors) for row in staged.rows if row.outcome == "asked"])
    report = _report([(row.line, row.outcome, list(row.errors)) for row in staged.rows], asked)
    return {**report, "unread": [column.heading for column in staged.plan.unread]}


def report_of(actor: Actor, batch_id: UUID) -> dict[str, Any]:
    """The report of a batch: rows, good ones, and the codes of every bad line; with its words and outcomes."""
    with acting(actor):
        found = lines.lines(STORE, actor.county_id, batch_id, "AND outcome = 'refused'")
        counted = queries.batch(batch_id)
        asked = queries.asked(actor, counted)
    report = _report([(line.line, line.outcome, [reason_of(kept) for kept in line.errors]) for line in found], asked)
    good = counted.rows - len(found) - counted.count("asked")
    unread = [column.heading for column in plan_in(counted.mapping).unread]
    return {**report, "rows": counted.rows, "good": good, "outcomes": counted.outcomes, "unread": unread}


def _report(rows: list[tuple[int, str, list[Reason]]], asked: list[Question]) -> dict[str, Any]:
    people = [row for row in rows if row[1] not in ABOUT_NOBODY]
    bad = {line: reasons for line, outcome, reasons in people if outcome == "refused"}
    return {
        "rows": len(people),
        "good": sum(row[1] not in ("refused", "asked") for row in people),
        "questions": [
            {"heading": one.heading, "word": one.text if one.word else "", "rows": len(one.lines), "lines": list(one.lines),
             "text": one.text, "asks": GATE_TEXTS.get((one.field, one.word), ""), "answers": list(one.answers)}
            for one in asked
        ],
        "bad": {line: [reason.code for reason in reasons] for line, reasons in bad.items()},
        "said": {line: [sentence_of(reason) for reason in reasons] for line, reasons in bad.items()},
    }


def _all(step: Callable[[int], Answer], most: int | None) -> Answer:
    with _without_looking_for_cycles():
        return _chunks(step, most)


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    gc.disable()  # ten thousand rows make none, and looking for them takes a sixth of the time
    try:
        yield
    finally:
        gc.enable()


def _chunks(step: Callable[[int], Answer], most: int | None) -> Answer:
    """Step by step; each is told the last line of the one before."""
    done, chunks, after = 0, 0, 0
    while True:
        try:
            answer = step(after)
        except Overtaken:  # somebody opened a file with the same number just now: look again, once
            answer = step(after)
        done, chunks, after = done + answer["done"], chunks + 1, answer.get("after", 0)
        if not answer["left"] or not answer["done"] or chunks == most:
            return {"done": done, "left": answer["left"], "state": answer["state"]}


def digest_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
