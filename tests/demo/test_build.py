"""A small demo is built, through the same commands as the large one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from guitu.casework.fold import PERSON
from guitu.casework.invitations.queries import files
from guitu.casework.load import cases
from guitu.demo import invitations, stories
from guitu.demo.build import build
from guitu.demo.everybody import lives
from guitu.demo.places import ENPING, NANMING, STAFFINGS, key_id, lay_out
from guitu.demo.playing import person_id, play
from guitu.demo.verification import NotAsPromised, adds_up, verify
from guitu.demo.villages import give_grid_workers
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.database import acting, dicts, rows
from guitu.settling.checking import different
from guitu.settling.comparing import snapshot
from guitu.settling.composers import COMPOSERS
from guitu.settling.jobs import matters_of
from guitu.settling.settle import rebuild
from guitu.settling.summaries import course_in
from guitu.tasks.reading import tasks_where

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 20)
SMALL = 40
LIN_WAN = key_id("440785001/town_centre/social_worker/1")


def test_a_small_demo_adds_up_and_a_rebuild_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", f"{TODAY.isoformat()}T09:00:00")  # files are sealed by the day of whoever looks
    told: list[str] = []
    build(today=TODAY, progress=told.append, scale=SMALL, processes=1)
    assert told[-1].startswith("名册已核对")
    for county in STAFFINGS:
        for kind, composer in COMPOSERS.items():  # before anything is made again
            assert different(composer, county, matters_of(composer, county), datetime(2026, 11, 19, 16, tzinfo=UTC), mend=False) == [], (county, kind)
        people = matters_of(PERSON, county)
        with acting(clock_actor(county)):
            ((sealed,),) = rows("SELECT count(*) FROM matters_matter WHERE kind = 'sealed'")
        received = int(county == NANMING)  # from the gate, lately
        assert len(people) + sealed == len(lives(county, TODAY, SMALL)) + received and sealed == (county == ENPING)
        assert adds_up(county, TODAY, TODAY)
        with acting(clock_actor(county)):
            before = snapshot(PERSON, people)
            rebuild(county, cases(people), datetime(2026, 11, 19, 16, tzinfo=UTC))
            assert snapshot(PERSON, people) == before
            assert not rows(
                "SELECT f.id FROM ledger_fact f LEFT JOIN ledger_entry e ON e.object_id = f.id"
                " WHERE e.id IS NULL OR e.door NOT IN ('demo', 'clock', 'link') OR e.post_id <> f.post_id"
            )
    with acting(clock_actor(ENPING)):
        assert rows("SELECT g.name, count(*) FROM grid_areagroup g JOIN grid_areagroupmember m ON m.group_id = g.id"
                    " GROUP BY 1 ORDER BY 2 LIMIT 1") == [("北片", 5)]
        assert sorted(task.course.state for task in tasks_where("t.county_id = %s", [ENPING])) == ["answered", "closed", "given"]
        lived = dict(rows("SELECT kind, count(*) FROM ledger_fact WHERE kind IN ('breach_excused', 'warning_served', 'two_way_answered') GROUP BY 1"))
        assert lived == {"breach_excused": 1, "warning_served": 1, "two_way_answered": 1}
        ((clerk,),) = rows("SELECT id FROM grid_post WHERE county_id = %s AND role = 'county_clerk' AND path = %s ORDER BY id LIMIT 1", [ENPING, ENPING])
    office = post_named(clerk, TODAY)
    assert office is not None
    with acting(actor_of(office, None)):  # the office is told; links were opened, once with a wrong code
        assert rows("SELECT outcome, count(*) FROM links_opening GROUP BY 1 ORDER BY 1") == [("answered", 2), ("opened", 3), ("wrong_code", 1)]
        assert {"task_answered", "link_opened"} <= {kind for (kind,) in rows("SELECT kind FROM notices_notice WHERE post_id = %s", [clerk])}
    liaison = post_named(key_id(invitations.UNIT), TODAY)
    assert liaison is not None
    with acting(replace(actor_of(liaison, None), on=TODAY)):  # 人社局 is invited to one of 林婉's people, and to no other
        assert len(files(liaison.post_id, TODAY)) == 1 and rows("SELECT count(*) FROM people_person") == [(1,)]
    with pytest.raises(NotAsPromised, match="promised"):
        verify(TODAY)


def test_everybody_in_care_in_a_known_group_is_in_a_grid_workers_hands() -> None:
    lay_out()
    told = [life for life in lives(ENPING, TODAY, SMALL) if life.number < len(stories.STORIES)]
    play(ENPING, told, TODAY)
    given = give_grid_workers(TODAY)
    with acting(clock_actor(ENPING)):
        assert rows(
            "SELECT count(*) FROM matters_part a JOIN grid_post p ON p.id = a.post_id AND p.path = a.scope_path"
            " WHERE a.part = 'grid' AND a.until_on IS NULL"
        ) == [(given,)]
        ((first,),) = rows("SELECT id FROM grid_post WHERE role = 'grid_worker' ORDER BY path LIMIT 1")
    post = post_named(first, TODAY)
    assert post is not None
    with acting(actor_of(post, None)):
        due = dicts("SELECT kind, matter_id FROM duties_duty WHERE state = 'open' AND kind = 'visit' AND due_on <= %s",
                    [TODAY + timedelta(days=7)])
        assert len({duty["matter_id"] for duty in due}) == 2
        assert len(rows("SELECT id FROM people_person")) < 8


def test_the_worker_of_encheng_finds_a_days_work_on_her_list() -> None:
    lay_out()
    told = [life for life in lives(ENPING, TODAY, SMALL) if life.number < len(stories.STORIES)]
    play(ENPING, told, TODAY)
    post = post_named(LIN_WAN, TODAY)
    assert post is not None and post.holder == "林婉"
    with acting(actor_of(post, None)):
        due = dicts(
            "SELECT kind, due_on, matter_id FROM duties_duty WHERE post_id = %s AND state = 'open' AND opens_on <= %s"
            " AND due_on <= %s ORDER BY due_on",
            [LIN_WAN, TODAY, TODAY + timedelta(days=7)],
        )
        points = rows(
            "SELECT sum(hundredths) FROM casework_pointstransfer WHERE person_id = %s AND earned_on >= %s AND earned_on < %s",
            [person_id(next(life for life in told if life.number == 8)), date(2026, 10, 1), date(2026, 11, 1)],
        )
        courses = [course_in(*found) for found in rows("SELECT matter_id, course FROM settling_summary")]
    counters = [(c["code"], c["value"], c["threshold"]) for course in courses for c in course["counters"]]
    late = [duty["kind"] for duty in due if duty["due_on"] <= TODAY]
    assert set(late) == {"visit", "urine_test", "report_in", "read_result", "check_absence", "return_from_leave"}
    assert 5 <= len(late) <= 9
    assert ("urine_test", TODAY - timedelta(days=3)) in [(duty["kind"], duty["due_on"]) for duty in due]
    assert 3 <= len(due) - len(late) <= 12
    assert points == [(5_200,)]
    assert counters.count(("test_refusals", 2, 3)) == 1
