"""文书: the state of one and the items of the paper file."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules.papers import Evidence, Item, checklist, state_of

ITEM = Item("leave", "请假", papers=("leave_form",), records=("visit",), due_with=("leave_granted",))
DAY, LATER = date(2026, 3, 1), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("served", "ended", "replaced", "state"),
    [
        (False, False, False, "issued"), (True, False, False, "served"), (True, True, False, "withdrawn"),
        (False, True, False, "withdrawn"), (False, True, True, "replaced"), (True, True, True, "replaced"),
    ],
)
def test_a_paper_is_what_its_days_say(served: bool, ended: bool, replaced: bool, state: str) -> None:
    assert state_of(served=served, ended=ended, replaced=replaced) == state


@pytest.mark.parametrize(
    ("evidence", "state", "count"),
    [
        ([], "not_called_for", 0),
        ([Evidence("record", "urine_test", DAY)], "not_called_for", 0),
        ([Evidence("record", "leave_granted", DAY)], "missing", 0),
        ([Evidence("record", "visit", DAY), Evidence("record", "leave_granted", DAY)], "on_record", 1),
        ([Evidence("paper", "leave_form", DAY)], "filed", 1),
        ([Evidence("paper", "agreement", DAY)], "not_called_for", 0),
        ([Evidence("scan", "leave", DAY), Evidence("paper", "leave_form", LATER)], "filed", 2),
        ([Evidence("scan", "agreement", DAY), Evidence("record", "leave_granted", DAY)], "missing", 0),
    ],
)
def test_an_item_is_filled_by_papers_scans_and_records(evidence: list[Evidence], state: str, count: int) -> None:
    (found,) = checklist([ITEM], evidence)
    assert (found.state, found.count) == (state, count)


def test_the_last_who_filed_is_said() -> None:
    (found,) = checklist([ITEM], [Evidence("paper", "leave_form", LATER, "林婉"), Evidence("scan", "leave", DAY, "陈立")])
    assert found.last == Evidence("paper", "leave_form", LATER, "林婉")
