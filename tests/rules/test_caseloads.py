"""One worker, thirty people: who is short of hands."""

from __future__ import annotations

import pytest

from guitu import policy
from guitu.rules.caseloads import CaseloadsPolicy, is_over


@pytest.mark.parametrize(("people", "norm", "over"), [(0, 30, False), (30, 30, False), (31, 30, True), (21, 20, True)])
def test_one_more_than_the_norm_is_over_it(people: int, norm: int, over: bool) -> None:
    assert is_over(people, CaseloadsPolicy(norm)) is over


def test_the_norm_is_thirty_and_says_that_no_national_paper_gives_it() -> None:
    timeline = policy.load("national")
    [(entry, value)] = [
        found for found in timeline.values(timeline.changes[-1]) if found[0].name == "caseloads.people_per_worker"
    ]
    assert (entry.kind, value.value) == ("policy", 30)
    assert timeline.clauses[value.clause].nature == "default"
