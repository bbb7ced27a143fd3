"""学校, 作品 and 竞答 of the demo: the figures of the articles are counts of their rows, and nothing of a juror's names an author."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from guitu.demo.articles import checked, listed
from guitu.demo.places import ENPING, lay_out
from guitu.demo.quizzes import teach_schools
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
OURS = {"184", "182", "106", "173", "3万多名", "340多所", "超过11万人"}


@pytest.mark.django_db(transaction=True)
def test_645_works_are_taken_in_judged_and_certified_and_seven_figures_are_equal() -> None:
    lay_out()
    assert teach_schools(date(2026, 12, 1)) == 645
    found = {one.figure: one.state for one in checked(NOW) if one.figure in OURS and one.definition}
    assert found == dict.fromkeys(OURS, "equal")
    assert len([entry for _seed, entry in listed() if entry["figure"] in OURS and "indicator" in entry]) == 7
    with acting(clock_actor(ENPING)):
        assert rows("SELECT count(*) FROM grid_post WHERE role IN ('teacher', 'propaganda_officer')") == [(2,)]
