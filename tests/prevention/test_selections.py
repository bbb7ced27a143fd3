"""无毒社区评选: each juror judges alone and says why; who has to do with a unit does not; the result is published with its reasons."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention.selections import commands, queries
from guitu.prevention.units.commands import declare_unit
from guitu.rules.selections import SelectionsPolicy, is_chosen, is_conflict, may_decide
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGE, OTHER = make.ENCHENG + "001", make.ENCHENG + "002"
LAST = date(2026, 3, 30)
JURY = ("officer", "teacher", "liaison", "encheng_worker")


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["officer"], world.accounts["officer"] = make.post_of("propaganda_officer", make.ENPING, "测试专员")
    world.posts["liaison"], world.accounts["liaison"] = make.post_of("member_liaison", VILLAGE, "测试联络员")
    world.posts["teacher"], world.accounts["teacher"] = make.post_of("teacher", make.ENCHENG, "测试老师")
    return world


def opened(world: make.World, at: datetime, jury: tuple[str, ...] = JURY) -> tuple[UUID, dict[str, UUID]]:
    clerk = world.actor("clerk")
    units = [UUID(declare_unit(clerk, at=at, type="village", path=path, name=name)["matter"]) for path, name in ((VILLAGE, "甲社区"), (OTHER, "乙村"))]
    made = UUID(commands.open_selection(clerk, at=at, path=make.ENPING, title="2026 年无毒社区评选", unit_ids=units, last_on=LAST)["selection"])
    for name in jury:
        commands.name_selection_juror(clerk, at=at, selection_id=made, post_id=world.posts[name])
    with acting(clerk):
        return made, {one["name"]: one["id"] for one in queries.candidates(made)}


def vote(world: make.World, by: str, of: UUID, *, yes: bool, at: datetime, why: str = "宣传栏常换，网格员常来") -> None:
    commands.vote_on_unit(world.actor(by), at=at, candidate_id=of, is_for=yes, reason=why)


def code_of(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons[0].code


def test_a_round_is_judged_apart_decided_by_its_votes_and_published_with_its_reasons(world: make.World, client: Client, at: datetime) -> None:
    made, of = opened(world, at)
    one, two = of["甲社区"], of["乙村"]
    with acting(world.actor("liaison")):
        mine = queries.judged_by(world.posts["liaison"], made)
    assert mine is not None and [each["name"] for each in mine] == ["乙村"], "what lies where the juror works is in no list and no sum"
    assert code_of(lambda: vote(world, "liaison", one, yes=True, at=at)) == "selections.conflict"
    for by in ("officer", "teacher", "encheng_worker"):
        vote(world, by, one, yes=by != "teacher", at=at)
        vote(world, by, two, yes=by == "officer", at=at)
    vote(world, "officer", two, yes=False, at=at, why="宣传栏空着")
    with acting(world.actor("encheng_worker")):
        seen = rows("SELECT post_id FROM prevention_vote")
    assert {post for (post,) in seen} == {world.posts["encheng_worker"]}, "the database gives a juror his own votes alone"
    decide = lambda by="clerk", on=at, **reasons: commands.decide_selection(world.actor(by), at=on, selection_id=made, reasons={str(one): "三年没有新发生", str(two): "宣传栏空着"} | reasons)  # noqa: E731
    assert code_of(decide) == "selections.still_open", "the juror of the village may still vote"
    commands.say_unit_conflict(world.actor("liaison"), at=at, candidate_id=two, note="去年在那里工作")
    assert code_of(lambda: vote(world, "liaison", two, yes=True, at=at)) == "selections.conflict"
    assert code_of(lambda: decide("officer")) == "not_for_this_post"
    assert code_of(lambda: decide(**{str(two): " "})) == "selections.needs_reason"
    where = f"/p/e/{_code(world, made)}/"
    assert client.get(where).status_code == 404, "nothing before it is decided"
    assert decide()["chosen"] == 1 and code_of(decide) == "selections.is_over"
    assert code_of(lambda: vote(world, "officer", one, yes=False, at=at)) == "selections.is_over"
    page = client.get(where).content.decode()
    assert page.index("甲社区") < page.index("乙村") and "赞成 2 票，共 3 票" in page and "赞成 0 票，共 3 票" in page and "宣传栏空着" in page
    assert "测试" not in page and "去年在那里工作" not in page and "<script" not in page, "no juror, and nobody's conflict"
    make.enter(client, world, "clerk")
    inside = client.get(f"/prevention/selections/{made}/").content.decode()
    assert "去年在那里工作" in inside and "就在那里工作" in inside, "conflicts are on record for the office"


def _code(world: make.World, made: UUID) -> str:
    with acting(world.actor("clerk")):
        return str(queries.selection_of(made)["code"])


def test_what_a_round_refuses(world: make.World, at: datetime) -> None:
    made, of = opened(world, at, ("officer", "teacher"))
    clerk = world.actor("clerk")
    units = [one["unit_id"] for one in _candidates(world, made)]
    begin = lambda **other: commands.open_selection(clerk, at=at, **({"path": make.ENPING, "title": "评选", "unit_ids": units, "last_on": LAST} | other))  # noqa: E731
    assert code_of(lambda: begin(title=" ")) == "selections.needs_words"
    assert code_of(lambda: begin(unit_ids=units[:1])) == code_of(lambda: begin(unit_ids=[*units, uuid4()])) == "selections.candidates"
    assert code_of(lambda: begin(path=make.HENGPI)) == "selections.candidates", "units of another town"
    assert code_of(lambda: begin(last_on=date(2026, 3, 1))) == "selections.last_day"
    assert code_of(lambda: commands.name_selection_juror(clerk, at=at, selection_id=made, post_id=world.posts["officer"])) == "selections.juror_twice"
    assert code_of(lambda: commands.name_selection_juror(clerk, at=at, selection_id=made, post_id=world.posts["grid"])) == "selections.no_judge"
    with pytest.raises(NotVisible):
        commands.name_selection_juror(world.actor("hengpi_head"), at=at, selection_id=made, post_id=world.posts["hengpi_head"])
    assert code_of(lambda: vote(world, "encheng_worker", of["甲社区"], yes=True, at=at)) == "selections.not_a_juror"
    assert code_of(lambda: vote(world, "officer", of["甲社区"], yes=True, at=at, why=" ")) == "selections.needs_reason"
    assert code_of(lambda: vote(world, "officer", of["甲社区"], yes=True, at=at + timedelta(days=20))) == "selections.closed"
    assert code_of(lambda: commands.decide_selection(clerk, at=at, selection_id=made, reasons={})) == "selections.too_few_jurors"
    commands.name_selection_juror(clerk, at=at, selection_id=made, post_id=world.posts["encheng_worker"])
    assert code_of(lambda: commands.decide_selection(clerk, at=at + timedelta(days=20), selection_id=made, reasons={})) == "selections.votes_missing"
    commands.name_selection_juror(clerk, at=at, selection_id=made, post_id=world.posts["director"])
    assert code_of(lambda: commands.decide_selection(world.actor("director"), at=at, selection_id=made, reasons={})) == "selections.juror_decides"


def _candidates(world: make.World, made: UUID) -> list[dict[str, Any]]:
    with acting(world.actor("clerk")):
        return queries.candidates(made)


def test_pages_of_a_round_work_refuse_and_are_nothing_to_an_outsider(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    now = clock.now()
    made, of = opened(world, now - timedelta(days=1), ("officer", "teacher", "encheng_worker"))
    make.enter(client, world, "clerk")
    units = [str(one["unit_id"]) for one in _candidates(world, made)]
    sent = {"title": "再评一次", "unit_ids": units, "last_on": str(clock.today()), "request_id": str(uuid4())}
    first = client.post("/prevention/selections/open/", sent)
    assert first.status_code == 302 and client.post("/prevention/selections/open/", sent)["Location"] == first["Location"]
    assert client.post("/prevention/selections/open/", sent | {"unit_ids": units[:1], "request_id": str(uuid4())}).status_code == 422
    assert client.get("/").status_code == 200
    with django_assert_max_num_queries(12):
        assert "再评一次" in client.get("/prevention/selections/").content.decode()
    with django_assert_max_num_queries(16):
        assert "甲社区" in client.get(f"/prevention/selections/{made}/").content.decode()
    make.enter(client, world, "teacher")
    judge, one = f"/prevention/selections/{made}/judge/", f"/prevention/selections/vote/{of['甲社区']}/"
    assert "乙村" in client.get(judge).content.decode() and client.get(f"/prevention/selections/{made}/decide/").status_code == 404
    said = {"is_for": "yes", "reason": "干净整齐", "request_id": str(uuid4())}
    assert client.post(one, said)["Location"] == client.post(one, said)["Location"] == judge
    assert client.post(one, said | {"reason": " ", "request_id": str(uuid4())}).status_code == 422
    assert "干净整齐" in client.get(one).content.decode()
    assert client.post(one + "conflict/", {"note": "亲戚在那里工作"}).status_code == 302
    assert client.get(one).status_code == 404 and "甲社区" not in client.get(judge).content.decode()
    make.enter(client, world, "grid")
    assert {client.get(where).status_code for where in (judge, one, "/prevention/selections/", f"/prevention/selections/{made}/")} == {404}


def test_rules_of_conflict_share_and_day() -> None:
    policy = SelectionsPolicy(3, 50)
    assert is_conflict(VILLAGE, VILLAGE) and is_conflict(make.ENCHENG, make.ENCHENG) and is_conflict(VILLAGE, make.ENCHENG)
    assert not is_conflict(make.ENCHENG, VILLAGE) and not is_conflict(make.ENPING, VILLAGE) and not is_conflict(OTHER, VILLAGE)
    assert not is_conflict(make.ENPING, make.ENPING) and is_conflict(VILLAGE, VILLAGE + "001")
    assert [is_chosen(votes, policy) for votes in ([], [True, False], [True, True, False], [False])] == [False, False, True, False]
    assert may_decide(3, 0, True, LAST, LAST + timedelta(days=1), policy).allowed and not may_decide(3, 0, True, LAST, LAST, policy).allowed
