"""帮教: consents that hold until taken back, the team against two standards, the plan, family, incidents, the level told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.consents.commands import give_consent, withdraw_consent
from guitu.casework.incidents.commands import lift_incident, record_incident
from guitu.casework.levels.commands import confirm_level
from guitu.casework.plans.commands import end_goal, make_plan
from guitu.casework.questions.commands import answer_question, question_level
from guitu.casework.registrations.commands import assign_person
from guitu.casework.relatives.commands import forget_relative, record_family_talk, record_relative
from guitu.casework.stories.commands import check_story, write_story
from guitu.casework.teams.commands import name_member
from guitu.casework.visits.commands import record_visit
from guitu.grid.bodies.commands import add_body
from guitu.kit.database import acting, rows, run
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
ON, LAST = date(2026, 3, 16), date(2026, 12, 31)
GOALS = (
    {"area": "friends", "words": "少和以前的朋友来往", "step": "加入社区篮球队", "who": "self", "by": date(2026, 4, 10)},
    {"area": "work", "words": "找到稳定工作", "step": "陪他去招聘会", "who": "responsible", "by": date(2026, 4, 20)},
)


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    return person


def worker(world: make.World) -> Any:
    return world.actor("encheng_worker")


def agreed(world: make.World, at: datetime, who: UUID, what: str, until: date = LAST) -> str:
    answer = give_consent(worker(world), at=at, person_id=who, on=ON, consent_for=what, until=until, note="小区党支部")
    return str(answer["facts"][0])


def page(client: Client, world: make.World, name: str, who: UUID, what: str) -> Any:
    make.enter(client, world, name)
    return client.get(steps.url(who, what))


# --- every page


PAGES = ("team", "plan", "consents", "family", "sessions", "level-told", "incidents", "story")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_the_team_and_is_nothing_to_another_town(
    client: Client, world: make.World, who: UUID, name: str
) -> None:
    page(client, world, "encheng_worker", who, name)  # what is asked once
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(steps.url(who, name))
    assert shown.status_code == 200 and "王**" in steps.text(shown)
    assert len(asked) <= 19, [one["sql"][:90] for one in asked]
    assert page(client, world, "hengpi_worker", who, name).status_code == 404


def test_the_police_see_team_and_plan_but_neither_talks_nor_family(client: Client, world: make.World, who: UUID) -> None:
    assert page(client, world, "encheng_police", who, "team").status_code == 200
    for hidden in ("family", "sessions", "story", "counselling"):
        assert page(client, world, "encheng_police", who, hidden).status_code in (403, 404)


# --- consents


def test_consent_is_given_on_the_screen_once_though_sent_twice(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    form = {
        "consent_for": "neighbours", "note": "楼栋长老周", "on": "2026-03-16", "until": "2026-12-31", "given_by": "self",
        "taken_as": "written", "request_id": new_request_id(), "stage": "confirm",
    }
    pages = [client.post(steps.url(who, "consents/give"), form) for _ in range(2)]
    assert [one.status_code for one in pages] == [200, 200]
    assert len([fact for fact in steps.facts(world, who) if fact.kind == "consent_given"]) == 1
    shown = steps.text(client.get(steps.url(who, "consents")))
    assert "楼栋长老周" in shown and "到 2026-12-31 为止" in shown and "立即退出小组" in shown


def test_consent_without_whom_or_too_long_is_refused_with_what_was_typed(
    client: Client, world: make.World, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    form = {"consent_for": "family_told", "note": "母亲", "on": "2026-03-16", "until": "2028-12-31", "given_by": "self",
            "taken_as": "written"}
    refused = client.post(steps.url(who, "consents/give"), form)
    assert refused.status_code == 422 and "最长 12 个月" in steps.text(refused)
    assert 'value="2028-12-31"' in refused.content.decode()


def test_a_consent_taken_back_ends_what_rests_on_it_at_the_next_click(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    neighbour: Any = {"at": at, "person_id": who, "on": ON, "member": "building_head", "note": "老周，3 栋"}
    with pytest.raises(Refused, match=r"consents\.never"):
        name_member(worker(world), **neighbour)
    consent = agreed(world, at, who, "neighbours")
    name_member(worker(world), **neighbour)
    assert "老周" in steps.text(page(client, world, "encheng_worker", who, "team"))
    withdraw_consent(worker(world), at=at, person_id=who, consent=consent, on=ON)
    assert "老周" not in steps.text(client.get(steps.url(who, "team")))
    with pytest.raises(Refused, match=r"consents\.not_open"):
        withdraw_consent(worker(world), at=at, person_id=who, consent=consent, on=ON)
    agreed(world, at, who, "neighbours")
    assert "老周" in steps.text(client.get(steps.url(who, "team")))


# --- the team


def test_two_standards_are_told_apart_and_each_warned_of(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    shown = steps.text(page(client, world, "encheng_worker", who, "team"))
    assert "工作小组还缺：社区民警、社区医务人员、家庭成员、禁毒志愿者" in shown and "第十七条" in shown
    assert "“5+N”帮教小组还缺：社区综治委员、网格员、社区民警、家庭成员、其他成员（N）" in shown
    clinic, _account = make.post_of("clinic_staff", make.ENCHENG, "钱医生")
    head = world.actor("encheng_head")
    for post, part in ((world.posts["encheng_police"], "police"), (clinic, "medical")):
        assign_person(head, at=at, person_id=who, post_id=post, part=part)
    mother = relative(world, at, who)
    name_member(worker(world), at=at, person_id=who, on=ON, member="family", relative=mother)
    name_member(worker(world), at=at, person_id=who, on=ON, member="volunteer", note="小陈")
    shown = steps.text(client.get(steps.url(who, "team")))
    assert "工作小组还缺" not in shown and "“5+N”帮教小组还缺：社区综治委员、网格员" in shown
    forget_relative(worker(world), at=at, person_id=who, relative=mother)
    assert "工作小组还缺：家庭成员" in steps.text(client.get(steps.url(who, "team")))


def test_who_sits_on_a_team_reads_the_own_step_and_nobody_elses(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["grid"], part="grid")
    goal = {**GOALS[1], "step": "每周看一次家里", "who": "grid"}
    make_plan(worker(world), at=at, person_id=who, on=ON, goals=(GOALS[0], goal))
    make.enter(client, world, "grid")
    shown = steps.text(client.get("/casework/my-team/"))
    assert "每周看一次家里" in shown and "篮球" not in shown and "王小明" not in shown
    make.enter(client, world, "grid_two")
    assert "王**" not in steps.text(client.get("/casework/my-team/"))


# --- family


def relative(world: make.World, at: datetime, who: UUID, **what: Any) -> str:
    known: Any = {"name": "李秀兰", "relation": "parent", "phone": "13800138001", "agreed": True, **what}
    return str(record_relative(worker(world), at=at, person_id=who, **known)["relative"])


def test_family_is_recorded_by_its_own_consent_and_blanked_when_that_is_gone(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    with pytest.raises(Refused, match=r"teams\.relative_consent"):
        relative(world, at, who, agreed=False)
    mother = relative(world, at, who)
    assert "李秀兰" in steps.text(page(client, world, "encheng_worker", who, "family"))
    forget_relative(worker(world), at=at, person_id=who, relative=mother)
    shown = steps.text(client.get(steps.url(who, "family")))
    assert "李秀兰" not in shown and "13800138001" not in shown and "已撤回同意" in shown
    with acting(worker(world)):
        assert rows("SELECT body FROM people_relative WHERE matter_id = %s", [who]) == [(None,)]
    with pytest.raises(NotVisible):
        forget_relative(worker(world), at=at, person_id=who, relative=mother)


def test_results_are_told_to_the_family_only_while_the_person_agrees(
    world: make.World, at: datetime, who: UUID
) -> None:
    talk: Any = {"at": at, "person_id": who, "on": ON, "relative": relative(world, at, who)}
    record_family_talk(worker(world), **talk, told_of=("help",), minutes=20)
    with pytest.raises(Refused, match=r"consents\.never"):
        record_family_talk(worker(world), **talk, told_of=("help", "results"))
    consent = agreed(world, at, who, "family_told")
    record_family_talk(worker(world), **talk, told_of=("results",), note="说了阴性")
    withdraw_consent(worker(world), at=at, person_id=who, consent=consent, on=ON)
    with pytest.raises(Refused, match=r"consents\.withdrawn"):
        record_family_talk(worker(world), **talk, told_of=("progress",))


# --- the plan


def test_the_plan_is_made_on_the_screen_with_all_faults_at_once(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    form = {"on": "2026-03-16", "area_1": "work", "words_1": "找工作", "step_1": "", "who_1": "self", "by_1": "",
            "area_2": "", "words_2": "多陪孩子"}
    refused = client.post(steps.url(who, "plan/make"), form)
    said = steps.text(refused)
    assert refused.status_code == 422 and "目标 1：第一步做什么" in said and "目标 2：谁来做" in said
    assert "多陪孩子" in refused.content.decode()
    form = {"on": "2026-03-16", "area_1": "work", "words_1": "找工作", "step_1": "去招聘会", "who_1": "self", "by_1": "2026-04-10"}
    assert "朋友圈" in steps.text(client.post(steps.url(who, "plan/make"), form))
    form |= {"area_2": "friends", "words_2": "换个圈子", "step_2": "参加球队", "who_2": "volunteer", "by_2": "2026-04-10"}
    done = client.post(steps.url(who, "plan/make"), form)
    assert done.status_code == 200 and "评议帮教计划" in steps.text(done)
    shown = steps.text(client.get(steps.url(who, "plan")))
    assert "换个圈子 · 参加球队 · 禁毒志愿者，2026-04-10 前" in shown


def test_a_review_says_the_three_peaces_side_by_side_and_adds_nothing_up(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make_plan(worker(world), at=at, person_id=who, on=ON, goals=GOALS)
    make.enter(client, world, "encheng_worker")
    form = {"on": "2026-03-16", **{f"{peace}_by_{by}": "not_yet" if by == "person" else "so"
            for peace in ("calm", "home", "settled") for by in ("worker", "person")}}
    assert client.post(steps.url(who, "plan/review"), form).status_code == 200
    shown = steps.text(client.get(steps.url(who, "plan")))
    assert shown.count("社工：是；本人：还不是") == 3
    goals = [fact for fact in steps.facts(world, who) if fact.kind == "goal_set"]
    assert "还有 2 个目标没有说结果" in steps.text(client.get(steps.url(who, "plan/close")))
    for goal in goals:
        end_goal(worker(world), at=at, person_id=who, goal=goal.id, on=ON, reached="met")
    closed = client.post(steps.url(who, "plan/close"), {"closed_as": "reached", "on": "2026-03-16"})
    assert closed.status_code == 200
    assert not [duty for duty in steps.course(world, who, ON).duties if duty.kind == "review_plan" and duty.state == "open"]


# --- incidents


def test_two_go_together_until_somebody_else_has_looked_again(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    there: Any = {"at": at, "person_id": who, "on": ON}
    record_incident(worker(world), **there, incident="threat", note="门口吵起来，下次先打电话")
    (incident,) = [fact for fact in steps.facts(world, who) if fact.kind == "incident_recorded"]
    assert incident.until == date(2026, 9, 16)
    make.enter(client, world, "encheng_worker")
    assert "两人同去" in client.get(f"/casework/people/{who}/").content.decode()
    with pytest.raises(Refused, match=r"incidents\.two_needed"):
        record_visit(worker(world), **there, how="home")
    record_visit(worker(world), **there, how="phone", met=False)
    for alone in (str(world.posts["encheng_worker"]), "nobody"):
        with pytest.raises(Refused, match=r"incidents\.another_person"):
            record_visit(worker(world), **there, how="home", companion=alone)
    record_visit(worker(world), **there, how="home", companion=str(world.posts["encheng_police"]))
    head = world.actor("encheng_head")
    lift_incident(head, **there, of_incident=incident.id)
    record_visit(worker(world), **there, how="workplace")
    with pytest.raises(Refused, match=r"incidents\.lifted"):
        lift_incident(head, **there, of_incident=incident.id)


def test_the_visit_page_asks_who_went_along_and_says_why(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    form = {"on": "2026-03-16", "how": "home", "met": "yes"}
    make.enter(client, world, "encheng_worker")
    assert "同去的人" not in steps.text(client.get(steps.url(who, "visit")))
    record_incident(worker(world), at=at, person_id=who, on=ON, incident="threat", note="门口吵起来")
    refused = client.post(steps.url(who, "visit"), form)
    assert refused.status_code == 422 and "上门要两人同去" in steps.text(refused)
    done = client.post(steps.url(who, "visit"), {**form, "companion": str(world.posts["encheng_police"])})
    assert done.status_code == 200


# --- the level


def test_a_question_about_the_level_is_answered_by_another_than_who_set_it(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    head = world.actor("encheng_head")
    confirm_level(head, at=at, person_id=who, on=ON, level="high")
    make.enter(client, world, "encheng_worker")
    assert client.post(steps.url(who, "level-told/tell"), {"on": "2026-03-16", "told_how": "face_to_face"}).status_code == 200
    question_level(worker(world), at=at, person_id=who, on=ON, note="最近半年都没有缺检")
    (question,) = [fact for fact in steps.facts(world, who) if fact.kind == "level_questioned"]
    due = [duty for duty in steps.course(world, who, ON).duties if duty.kind == "answer_question"]
    assert [duty.state for duty in due] == ["open"]
    answer: Any = {"at": at, "person_id": who, "question": question.id, "on": ON, "answered_as": "reassess", "note": "确实没有缺检"}
    with pytest.raises(Refused, match=r"questions\.another_answers"):
        answer_question(head, **answer)
    answer_question(world.actor("director"), **answer)
    shown = steps.text(client.get(steps.url(who, "level-told")))
    assert "重新评估" in shown and "确实没有缺检" in shown


# --- stories


def test_a_story_in_which_somebody_is_known_is_refused_and_one_not_agreed_to_any_more_is_not_shown(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    story: Any = {"at": at, "person_id": who, "on": ON}
    with pytest.raises(Refused, match=r"consents\.never"):
        write_story(worker(world), **story, note="王某的三年")
    consent = agreed(world, at, who, "story")
    with pytest.raises(Refused) as refusal:
        write_story(worker(world), **story, note="小明住在东门社区，2026年1月12日报到，电话 13800138000")
    assert {reason.code for reason in refusal.value.reasons} == {"stories.name", "stories.place", "stories.day", "stories.number"}
    write_story(worker(world), **story, note="王某用了三年，重新有了工作。")
    make.enter(client, world, "encheng_other")
    assert "重新有了工作" not in steps.text(client.get("/casework/stories/"))
    (written,) = [fact for fact in steps.facts(world, who) if fact.kind == "story_written"]
    with pytest.raises(Refused, match=r"stories\.another_checks"):
        check_story(worker(world), **story, story=written.id)
    check_story(world.actor("encheng_head"), **story, story=written.id)
    make.enter(client, world, "encheng_head")
    assert "重新有了工作" in steps.text(client.get("/casework/stories/"))
    withdraw_consent(worker(world), at=at, person_id=who, consent=consent, on=ON)
    assert "重新有了工作" not in steps.text(client.get("/casework/stories/"))
    assert "重新有了工作" not in steps.text(client.get(steps.url(who, "story")))


def test_a_studio_that_bears_a_name_shows_the_stories_its_posts_wrote_and_none_of_one_village_is_offered(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    clerk, before = world.actor("clerk"), date(2020, 3, 1)
    town = world.actor("encheng_head").path
    made = [
        UUID(add_body(clerk, at=at, kind="named_studio", name=name, path=path, from_on=before)["body"])
        for name, path in (("李大姐工作室", town), ("小村工作室", f"{town}001"))
    ]
    agreed(world, at, who, "story")
    written = write_story(worker(world), at=at, person_id=who, on=ON, note="王某用了三年，重新有了工作。")["facts"][0]
    check_story(world.actor("encheng_head"), at=at, person_id=who, on=ON, story=str(written))
    make.enter(client, world, "encheng_head")
    page = steps.text(client.get("/casework/stories/"))
    assert "李大姐工作室" in page and "小村工作室" not in page and "重新有了工作" in page
    empty = steps.text(client.get(f"/casework/stories/?studio={made[0]}"))
    assert "重新有了工作" not in empty and "2020" in empty, "the worker's post is of another body"
    assert {client.get(f"/casework/stories/?studio={one}").status_code for one in (made[1], "x")} == {404}
    with acting(clerk):
        run("UPDATE grid_post SET body_id = %s WHERE id = %s", [made[0], world.posts["encheng_worker"]])
    with CaptureQueriesContext(connection) as asked:
        kept = steps.text(client.get(f"/casework/stories/?studio={made[0]}"))
    assert "重新有了工作" in kept and worker(world).holder in kept and len(asked) <= 20
    make.enter(client, world, "hengpi_worker")
    assert client.get(f"/casework/stories/?studio={made[0]}").status_code == 404, "another town's studio is not there"
