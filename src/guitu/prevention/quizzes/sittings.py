"""Somebody without an account sits a quiz: by its code, then by a secret that only his page holds. Asked outside of any post,
where every table is empty: functions of the owner answer, and they write (ADR 0065). Nobody is asked who he is.

Each answer is kept when it is given. Handing in is an act of its own; when the time is up, what was answered counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from random import SystemRandom
from uuid import UUID

from django.db import transaction

from guitu.kit.database import Statement, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.prevention.quizzes import bank
from guitu.rules.quizzes import QuizzesPolicy, may_sit, open_places, result
from guitu.rules.verdict import Reason

_QUIZ = Statement("SELECT * FROM prevention_quiz_of(%s)")
_SAT = Statement("SELECT n FROM prevention_sat(%s, %s)")
_SIT = Statement("SELECT prevention_sit(%s, %s, %s, %s, %s, %s)")
_SITTING = Statement("SELECT * FROM prevention_sitting_of(%s)")
_GIVE = Statement("SELECT prevention_give(%s, %s, %s, %s, %s, %s)")
_HAND_IN = Statement("SELECT prevention_hand_in(%s, %s)")
_REFUSED = {"over": "quizzes.time_is_up", "handed_in": "quizzes.handed_in", "odd": "quizzes.no_such_question", "closed": "quizzes.is_over"}


@dataclass(frozen=True, slots=True)
class OpenQuiz:
    """A quiz as its code shows it."""

    id: UUID
    county_id: str
    path: str
    title: str
    level: str
    audience: str
    questions: int
    minutes: int
    opens_on: date
    closes_on: date
    class_id: UUID | None
    class_name: str | None
    school: str | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as its secret shows it: what is asked, and what was answered, each at its place."""

    id: UUID
    title: str
    level: str
    county_id: str
    path: str
    drawn: str
    asked: int
    started_at: datetime
    ends_at: datetime
    handed_in_at: datetime | None
    places: list[int]
    choices: list[int]
    turns: list[int]

    def is_over(self, at: datetime) -> bool:
        return self.handed_in_at is not None or at >= self.ends_at

    def answers(self) -> dict[int, int]:
        """The option of the bank by place."""
        return dict(zip(self.places, self.choices, strict=True))

    def turn(self, place: int) -> int:
        return dict(zip(self.places, self.turns, strict=True)).get(place, 0)

    def left(self) -> list[int]:
        return open_places(self.asked, self.places)

    def right(self) -> int:
        return sum(choice == 0 for choice in self.choices)

    def result(self, on: date) -> str:
        return result(self.right(), self.asked, policy_at(self.county_id, self.path, on))


def digest_of(secret: str) -> bytes:
    """What the database keeps of a long random text: it cannot be guessed, so a plain digest is enough."""
    return sha256(secret.encode()).digest()


def policy_at(county: str, path: str, on: date) -> QuizzesPolicy:
    with transaction.atomic():
        policy: QuizzesPolicy = timeline_of(county, path).on(on).quizzes
    return policy


def source_of(of: Sitting, code: str) -> str:
    return source_at(of.county_id, of.path, code)


def source_at(county: str, path: str, code: str) -> str:
    """Where an explanation comes from, as it is read: a source of the bank, or a clause of the packs."""
    if code in bank.sources():
        return bank.sources()[code]
    with transaction.atomic():
        clause = timeline_of(county, path).clauses[code]
    return f"{clause.title}{clause.article}"


def quiz_by(code: str) -> OpenQuiz | None:
    with transaction.atomic():
        found = row(_QUIZ, [code])
    return OpenQuiz(*found) if found and found[0] else None


def sit(of: OpenQuiz, code: str, secret: str, seat: int | None, at: datetime, on: date) -> None:
    """Begin: questions are drawn and kept under the digest of the secret. Sent twice it is one sitting."""
    policy = policy_at(of.county_id, of.path, on)
    if sitting_by(secret) is not None:
        return
    with transaction.atomic():
        sat = row(_SAT, [code, seat]) if of.class_id else None
        Refused.unless(may_sit(of.opens_on, of.closes_on, on, seat, int(sat[0]) if sat else 0, policy, by_class=of.class_id is not None), "seat")
        drawn = bank.draw(of.level, of.questions, SystemRandom())
        (said,) = row(_SIT, [code, digest_of(secret), seat, drawn, policy.attempts, at]) or ("none",)
    if said == "too_often":
        raise Refused(Reason("quizzes.attempts", {"most": policy.attempts}), field="seat")
    _refuse(said)


def sitting_by(secret: str) -> Sitting | None:
    with transaction.atomic():
        found = row(_SITTING, [digest_of(secret)])
    return Sitting(*found) if found else None


def answer(of: Sitting, secret: str, place: int, position: int, turn: int, at: datetime) -> None:
    """Keep the answer to the question at a place, by the position that was shown. Come again it changes nothing; an earlier
    one that comes late gives way to the later."""
    found = next((one for one in bank.read(of.drawn) if one.place == place), None)
    option = found.option_at(position) if found else None
    if found is None or option is None:
        raise Refused(Reason("quizzes.no_such_question"))
    with transaction.atomic():
        (said,) = row(_GIVE, [digest_of(secret), place, found.question.code, option, turn, at]) or ("none",)
    _refuse(said)


def hand_in(secret: str, at: datetime) -> None:
    """Once; again changes nothing."""
    with transaction.atomic():
        row(_HAND_IN, [digest_of(secret), at])


def _refuse(said: str) -> None:
    if said != "kept":
        raise Refused(Reason(_REFUSED.get(said, "quizzes.no_such_question")))
