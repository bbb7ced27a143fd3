"""呼应 as it is shown: the case of January, the same with the first liaison away, the same with the person in hospital; and a look of
the clock that breaks in the middle."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from guitu.kit.database import acting, rows
from guitu.response import answering, closing, raising, rosters
from guitu.response.jobs import escalate_due
from guitu.response.reading import call_of
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)
SQUAD = "narcotics_squad"


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def steps(world: make.World, call: UUID) -> list[tuple[str, str, str]]:
    with acting(world.actor("clerk")):
        return [(one.unit, one.step, one.post) for one in call_of(call).held.facts if one.kind == "unit_escalated"]  # type: ignore[attr-defined]


def replayed(world: make.World, at: datetime, liaison: str) -> UUID:
    """Called at once, begun after 23 minutes, seen within two days, settled with help, closed by another."""
    call = stage.sent(world, at)
    what = {"call_id": call, "unit": SQUAD}
    stage.answered(world, call, liaison, SQUAD, at + 3 * MINUTE, 60)
    answering.report_call(world.actor(liaison), at=at + 23 * MINUTE, words="会同派出所查住宿、乘车", next_minutes=1440, **what)
    seen = at + timedelta(hours=46, minutes=50)
    answering.report_call(world.actor(liaison), at=seen, words="在工地见到本人", next_minutes=60, seen=True, **what)
    answering.settle_call(
        world.actor(liaison), at=seen + 20 * MINUTE, outcome="found_in_need", help=("talk", "job", "hardship"), words="没有工作，没有路费", **what
    )
    closing.check_settlement(world.actor("director"), at=seen + 40 * MINUTE, call_id=call, result="closed", words="属实")
    return call


def test_january_begins_within_half_an_hour_and_is_closed_within_two_days_with_three_kinds_of_help(world: make.World, at: datetime) -> None:
    course = stage.course(world, replayed(world, at, "squad"))
    assert course.started_at is not None and course.started_at - at <= 30 * MINUTE
    assert course.state == "closed" and course.over_at is not None and course.over_at - at <= timedelta(hours=48)
    assert {key for key in course.open if key.startswith("call_help")} == {"call_help:talk", "call_help:job", "call_help:hardship"}
    helper = next(name for name in ("encheng_worker", "encheng_other") if str(world.posts[name]) == course.helper)
    with acting(world.actor(helper)):
        assert rows("SELECT count(*) FROM duties_duty WHERE kind = 'call_help' AND state = 'open' AND post_id = %s", [world.posts[helper]]) == [(3,)]


def test_with_the_first_liaison_on_leave_the_second_is_called_in_the_same_second(world: make.World, at: datetime) -> None:
    second = stage.post_at(world, "second", "member_liaison", make.ENPING, stage.UNITS["squad"])
    first = world.posts["squad"]
    turns = {"unit": SQUAD, "path": make.ENPING, "days": "every", "posts": [first, second], "turn_days": 31, "from_on": world.on, "hands_over": 0}
    rosters.plan_duty(world.actor("clerk"), at=at - MINUTE, **turns)
    rosters.cover_duty(world.actor("clerk"), at=at - MINUTE, unit=SQUAD, path=make.ENPING, post_id=second, kind="stand_in", from_on=world.on, until_on=world.on)
    course = stage.course(world, call := replayed(world, at, "second"))
    assert course.seats[SQUAD].called_at == at and course.seats[SQUAD].post == str(second) and course.state == "closed"
    assert str(first) not in {post for unit, _step, post in steps(world, call) if unit == SQUAD}


def test_in_hospital_by_the_first_check_nobody_is_called(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.person(worker, at, post_id=world.posts["encheng_worker"])
    measure = casefile.measure(worker, at, person, date(2026, 1, 5))
    casefile.fact(worker, at, person, "medical_leave_started", world.on, measure=measure)
    call = stage.raised(world, at + MINUTE, person_id=person)
    town = make.Browser()
    make.enter(town, world, "encheng_worker")
    assert "档案里有：住院、就医" in town.get(f"/calls/{call}/").content.decode()
    raising.check_innocent(worker, at=at + 5 * MINUTE, call_id=call, explains="hospital", on_file=["hospital"], words="住院部确认")
    course = stage.course(world, call)
    assert (course.state, course.sent_at, course.causes) == ("innocent", None, {"hospital": "explains"})
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM notices_notice WHERE object_id = %s", [call]) == [(0,)]


def test_a_look_that_breaks_in_the_middle_leaves_nothing_and_the_next_writes_it_once(
    world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = stage.sent(world, at)
    real, written = closing.write, []

    def breaks(*what: object, **more: object) -> object:
        written.append(real(*what, **more))  # type: ignore[arg-type]
        raise RuntimeError("killed after it had written")

    monkeypatch.setattr(closing, "write", breaks)
    assert escalate_due(make.ENPING, at + 20 * MINUTE) == 0 and written and steps(world, call) == []
    monkeypatch.setattr(closing, "write", real)
    assert escalate_due(make.ENPING, at + 21 * MINUTE) > 0 and escalate_due(make.ENPING, at + 21 * MINUTE) == 0
    found = steps(world, call)
    assert len(found) == len(set(found)) and {step for _unit, step, _post in found} <= {"backup", "head", "desk", "director"}
