"""What is read of the breaches of one person: each with its steps, the accepted reasons on record, the letters issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as say

from guitu.casework.load import Case, live
from guitu.kit.telling import labelled, with_more
from guitu.ledger import fact_words
from guitu.papers import queries
from guitu.rules import breaches as rules
from guitu.rules import isolation, leave
from guitu.rules.breaches import Handled
from guitu.rules.custody import inside, spans
from guitu.rules.verdict import Reason


def found(held: Case, breach: str) -> Handled | None:
    """One breach with its steps; None: the person has no such breach."""
    return next((one for one in rules.handled(live(held.facts)) if one.breach.id == breach), None)


def known_reasons(held: Case, breach: Any) -> list[Reason]:
    """The accepted reasons that are on record for its day."""
    stand = live(held.facts)
    walls = inside(spans(stand), isolation.isolated(stand, held.policy()))
    return rules.accepted(breach, leave.approved(stand), walls, stand)


def told(breach: Any) -> str:
    """2026-03-02 未到检（拒绝）."""
    if breach.kind == "test_missed":
        said = with_more(fact_words.kind("test_missed"), fact_words.code("reason", breach.reason))
    elif breach.kind == "urine_test":
        said = say("到场拒绝检测")
    elif breach.kind == "agreement_breached":
        said = fact_words.code("broken", breach.broken)
    else:
        said = fact_words.kind(breach.kind)
    return labelled(breach.on.isoformat(), said)


def letters(person_id: UUID, kind: str) -> dict[str, queries.Listed]:
    """The letters that were issued to the person, by id."""
    return {str(one.id): one for one in queries.papers(person_id) if one.kind == kind}
