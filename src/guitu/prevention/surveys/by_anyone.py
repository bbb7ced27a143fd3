"""Somebody of the sample answers by the link of their number: asked outside of any post, so that functions of the owner answer
(ADR 0065). A link is answered once; what is kept is what an interviewer would note, and not which answer was given to what."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from random import Random
from uuid import UUID

from django.db import transaction

from guitu.kit.crypto import blind
from guitu.kit.database import Statement, dicts, row
from guitu.kit.errors import Refused
from guitu.prevention.quizzes import bank
from guitu.prevention.sealed import words_in
from guitu.rules.surveys import QUESTIONS, may_answer
from guitu.rules.verdict import Reason

_SURVEY = Statement("SELECT id, county, path, words, from_on, until_on, published_on, seed, outcome FROM prevention_survey_of(%s)")
_ANSWER = Statement("SELECT prevention_answer_survey(%s, %s, %s, %s, %s, %s)")
_SAID = {"none": "surveys.no_link", "over": "surveys.not_open", "answered": "surveys.answered"}
LEVEL = "public"


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey as the link of one number shows it."""

    title: str
    pollster: str
    from_on: date
    until_on: date
    seed: str
    is_answered: bool
    is_published: bool

    def is_open(self, on: date) -> bool:
        return not self.is_published and self.from_on <= on <= self.until_on

    def questions(self) -> list[bank.Drawn]:
        """Ten questions, the same for everybody who is asked, so that one rate is said of one paper."""
        return bank.read(bank.draw(LEVEL, QUESTIONS, Random(self.seed)))  # noqa: S311  nobody gains by guessing it


def link_of(sampled_id: UUID) -> str:
    """The link of a number, the same whenever it is made: it is kept nowhere but as its digest."""
    return b32encode(blind("request", f"survey|{sampled_id}"))[:20].decode().lower()


def digest_of(link: str) -> bytes:
    return sha256(link.lower().encode()).digest()


def asked(link: str) -> Asked | None:
    with transaction.atomic():
        found = dicts(_SURVEY, [digest_of(link)])
    if not found:
        return None
    one = found[0]
    words = words_in("survey", one["id"], one["words"])
    return Asked(
        str(words.get("title", "")), str(words.get("pollster", "")), one["from_on"], one["until_on"], one["seed"], bool(one["outcome"]), one["published_on"] is not None
    )


def answer(of: Asked, link: str, on: date, given: Mapping[int, int], satisfied: int, took_part: bool) -> None:
    """Keep the answers of one number: by place of a question, the position that was chosen. Refuses a missing answer, a survey
    that is not open, and a second answer."""
    drawn = of.questions()
    if any(one.option_at(given.get(one.place, 0)) is None for one in drawn):
        raise Refused(Reason("surveys.needs_answers"))
    right = sum(one.option_at(given[one.place]) == 0 for one in drawn)
    Refused.unless(may_answer("completed", right, satisfied, took_part))
    _keep(link, "completed", on, right, satisfied, took_part)


def refuse(link: str, on: date) -> None:
    """Keep that somebody does not want to be asked: it counts in the sample, and nobody calls again."""
    _keep(link, "refused", on)


def _keep(link: str, outcome: str, on: date, right: int | None = None, satisfied: int | None = None, took_part: bool | None = None) -> None:
    with transaction.atomic():
        (said,) = row(_ANSWER, [digest_of(link), outcome, right, satisfied, took_part, on]) or ("none",)
    if said != "kept":
        raise Refused(Reason(_SAID[said]))
