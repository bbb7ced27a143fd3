"""认定、移交: what a legal finding rests on: a named ground, a document with its number, and a cause that came first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.rules.facts import Fact, LaboratoryResult, UseConfirmed
from guitu.rules.screenings import stages
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "findings.needs_ground": "请选择认定的依据。没有依据，不能登记认定。",
    "findings.needs_document": "请填写文书编号。没有文书，不能登记。",
    "findings.no_laboratory": "这次检测还没有实验室阳性结果，不能以实验室检测为依据。",
    "findings.second_awaited": "本人对这次检测有异议，复检结果还没有出来，不能以它为依据。",
    "findings.second_person": "须由两人核对报告。请选择另一名核对人，不能是登记人本人。",
}


def may_rest_on_document(number: str) -> Verdict:
    """Whether a finding, a report or a handing over names its document. Clause: detox_regulation.21."""
    return ALLOWED if number.strip() else refused(Reason("findings.needs_document", {}, "detox_regulation.21"))


def may_find_use(
    finding: UseConfirmed, test: Any | None, results: Sequence[LaboratoryResult], objections: Sequence[Fact]
) -> Verdict:
    """Whether the police's finding of use rests on a ground: on the laboratory only once it found the test positive
    and no objection of the person waits for the second laboratory; else on another ground that the document names.
    Clauses: test_procedure.4, detox_regulation.7."""
    if finding.ground is None:
        return refused(Reason("findings.needs_ground", {}, "detox_regulation.7"))
    if finding.ground != "laboratory":
        return ALLOWED
    known = [result for result in results if result.on <= finding.on]
    first, second = stages(test, known) if test is not None else (None, None)
    decisive = second or first
    if decisive is None or decisive.outcome != "positive":
        return refused(Reason("findings.no_laboratory", {}, "test_procedure.4"))
    mine = (other for other in objections if other.test == test.id)  # type: ignore[attr-defined, union-attr]
    if second is None and any(first is not None and first.on <= other.on <= finding.on for other in mine):
        return refused(Reason("findings.second_awaited", {}, "test_procedure.recheck"))
    return ALLOWED
