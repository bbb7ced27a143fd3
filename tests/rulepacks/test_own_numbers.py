"""A place changes a number on screen: in a draft, with an example, granted by a second person, and then it holds."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.approvals.commands import decide_approval
from guitu.cli import main as command_line
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.packs import timeline_of
from guitu.rulepacks import commands
from tests import casefile, make
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_environment")]

HERE = f"/policy/{make.ENPING}/"
NAME = "urine_tests.per_year.community_detox_3"
NUMBER = f"{HERE}numbers/{NAME}/"
DRAFT = f"{HERE}draft/"
EXAMPLE = {
    "title": "收到决定书后 15 日内报到", "given": "2026-03-02 责令社区戒毒 3 年\n2026-03-03 送达", "then": "报到 应于 2026-03-18 前",
    "until": "2026-04-30",
}


def plain(response: object) -> str:
    return re.sub(r"<[^>]+>|\s", "", response.content.decode())  # type: ignore[attr-defined]


def click(**more: str) -> dict[str, str]:
    return {"request_id": make.request_id(), **more}


def fewer_tests(**more: str) -> dict[str, str]:
    return click(value="10、8、6", from_on="2026-12-01", title="恩平市禁毒办〔2026〕9号", article="第二条", summary="每年少两次。", **more)


def asked(world: make.World) -> UUID:
    with acting(world.actor("director")):
        ((found,),) = rows("SELECT id FROM approvals_approval WHERE state = 'open'")
    return UUID(str(found))


def in_force(world: make.World, on: date) -> object:
    with acting(world.actor("clerk")):
        return timeline_of(make.ENPING, make.HENGPI).on(on).urine_tests.per_year["community_detox_3"]


def test_a_number_is_changed_with_its_document_and_holds_from_its_day_once_a_second_person_grants_it(
    world: make.World, at: datetime, client: Client
) -> None:
    file = casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "clerk")
    assert "12/6/4" in plain(client.get(HERE)) and client.get(NUMBER).status_code == 200
    assert client.post(NUMBER, fewer_tests()).status_code == 302
    assert "12/6/410/8/6" in plain(client.get(DRAFT)), "old beside new"
    assert in_force(world, date(2026, 12, 5)) == (12, 6, 4), "a draft changes nothing"
    assert client.post(f"{DRAFT}example/", click(**EXAMPLE)).status_code == 302
    assert "1人里，1人会不一样" in plain(client.get(f"{DRAFT}?foretell=1"))
    assert client.post(f"{DRAFT}ask/", click()).status_code == 302
    answer = decide_approval(world.actor("director"), at=clock.now(), approval_id=asked(world), grant=True)
    assert answer["answer"]["to_settle"] == 1
    assert in_force(world, date(2026, 12, 5)) == (10, 8, 6)
    assert in_force(world, date(2026, 11, 30)) == (12, 6, 4)
    run_jobs()
    assert command_line.main(["rebuild", "--check", "--area", make.ENPING]) == 0
    page = plain(client.get(HERE))
    assert "恩平市禁毒办〔2026〕9号" in plain(client.get(NUMBER)) and "自己改过" not in page, "until its day the old one is shown"
    with acting(world.actor("clerk")):
        duties = rows("SELECT policy FROM duties_duty WHERE matter_id = %s", [file])
    assert any(policy.startswith(f"{make.ENPING}@") for (policy,) in duties)


def test_the_same_click_twice_writes_one_change_and_an_older_page_is_told(
    world: make.World, client: Client
) -> None:
    make.enter(client, world, "clerk")
    sent = fewer_tests(seen="0")
    for _ in range(2):
        assert client.post(NUMBER, sent).status_code == 302
    with acting(world.actor("clerk")):
        assert rows("SELECT jsonb_array_length(numbers), version FROM rulepacks_draft") == [(1, 1)]
    late = client.post(NUMBER, fewer_tests(seen="0") | {"value": "9、8、7"})
    assert late.status_code == 422
    assert "别人改过这份草稿" in plain(late) and 'value="9、8、7"' in late.content.decode(), "what was typed is still there"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": ""}, "请填写"), ({"value": "十、八"}, "规则读不懂"), ({"from_on": "1999-01-01"}, "不能早于"),
        ({"from_on": "2026-13-01"}, "日期写成"), ({"value": "12、6、4"}, "本来就是这个值"), ({"title": ""}, "也请写文件名"),
    ],
)
def test_what_the_rule_cannot_read_is_refused_and_nothing_typed_is_lost(
    world: make.World, client: Client, typed: dict[str, str], said: str
) -> None:
    make.enter(client, world, "clerk")
    answer = client.post(NUMBER, fewer_tests() | typed)
    assert answer.status_code == 422 and said in plain(answer)
    assert "每年少两次" in answer.content.decode()
    with acting(world.actor("clerk")):
        assert rows("SELECT 1 FROM rulepacks_draft") == []


def test_what_the_law_fixes_is_no_ones_to_change(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    page = client.get(f"{HERE}numbers/measures.community_detox_years/")
    assert "不能改" in plain(page) and "写进草稿" not in plain(page)
    with pytest.raises(Refused) as refused:
        commands.change_number(
            world.actor("clerk"), at=at, path=make.ENPING, name="measures.community_detox_years", from_on=date(2027, 1, 1), value=2
        )
    assert refused.value.reasons[0].code == "rulepacks.fixed_by_law"


def test_a_draft_whose_example_fails_or_that_has_none_is_not_asked_for(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    client.post(NUMBER, fewer_tests())
    none = client.post(f"{DRAFT}ask/", click())
    assert none.status_code == 422 and "至少要有一个算例" in plain(none)
    client.post(f"{DRAFT}example/", click(**(EXAMPLE | {"then": "报到 应于 2026-03-19 前"})))
    page = client.get(DRAFT)
    assert "算例“收到决定书后15日内报到”" in plain(page)
    assert client.post(f"{DRAFT}ask/", click()).status_code == 422
    odd = client.post(f"{DRAFT}example/", click(title="", given="x", then="", until=""))
    assert odd.status_code == 422 and all(text in plain(odd) for text in ("起个名字", "至少一句", "算到哪一天"))


def test_what_was_asked_for_and_then_changed_is_not_what_is_granted(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    client.post(NUMBER, fewer_tests())
    client.post(f"{DRAFT}example/", click(**EXAMPLE))
    client.post(f"{DRAFT}ask/", click())
    client.post(NUMBER, fewer_tests() | {"value": "8、8、6"})
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=clock.now(), approval_id=asked(world), grant=True)
    assert refused.value.reasons[0].code == "pack_has_changed"
    assert in_force(world, date(2027, 1, 1)) == (12, 6, 4)


def test_a_change_an_example_and_the_whole_draft_are_taken_back(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    client.post(NUMBER, fewer_tests())
    client.post(f"{DRAFT}example/", click(**EXAMPLE))
    assert client.post(f"{DRAFT}drop/number/", click(name=NAME, from_on="2026-12-01")).status_code == 302
    assert client.post(f"{DRAFT}drop/example/", click(title=EXAMPLE["title"])).status_code == 302
    with acting(world.actor("clerk")):
        assert rows("SELECT numbers, clauses, examples FROM rulepacks_draft") == [("[]", "{}", "[]")]
    assert client.post(f"{DRAFT}drop/example/", click(title=EXAMPLE["title"])).status_code == 404
    assert client.post(f"{DRAFT}drop/", click()).status_code == 302
    assert "没有草稿" in plain(client.get(DRAFT))


def test_a_table_of_points_and_a_list_of_states_are_typed_part_by_part(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    points = f"{HERE}numbers/points.items.P01/"
    assert "每月最多几次" in plain(client.get(points))
    sent = click(value_name="按时定期报到", value_points="12", value_most_times="3", from_on="2026-12-01")
    assert client.post(points, sent).status_code == 302
    states = f"{HERE}numbers/visits.states/"
    page = client.get(states).content.decode()
    assert page.count('type="checkbox"') > 3
    assert client.post(states, click(from_on="2026-12-01") | {"value": ["community_detox", "voluntary"]}).status_code == 302
    with acting(world.actor("clerk")):
        ((numbers,),) = rows("SELECT jsonb_path_query_array(numbers, '$[*].value')::text FROM rulepacks_draft")
    assert '["community_detox", "voluntary"]' in numbers and '"points": 12' in numbers
    assert "分值12" in plain(client.get(DRAFT))


def test_a_town_has_its_own_numbers_over_those_of_its_county(world: make.World, at: datetime) -> None:
    def changed(path: str, value: list[int]) -> None:
        clerk = world.actor("clerk")
        commands.change_number(clerk, at=at, path=path, name=NAME, from_on=date(2026, 1, 1), value=value, title=f"{path} 文件")
        example = {"title": "例", "given": ["2026-03-02 责令社区戒毒 3 年", "2026-03-03 送达"], "then": ["报到 应于 2026-03-18 前"]}
        commands.keep_example(clerk, at=at, path=path, until=date(2026, 4, 30), **example)
        with acting(clerk):
            from guitu.rulepacks.asking import of_draft

            arguments, _shown = of_draft(clerk, path)
        make.granted(world, "clerk", "director", commands.put_in_force, at=at, **arguments)

    changed(make.ENPING, [11, 6, 4])
    changed(make.HENGPI, [10, 6, 4])
    with acting(world.actor("clerk")):
        found = {path: timeline_of(make.ENPING, path) for path in (make.ENPING, make.HENGPI)}
    values = {path: one.on(date(2026, 6, 1)).urine_tests.per_year["community_detox_3"] for path, one in found.items()}
    assert values == {make.ENPING: (11, 6, 4), make.HENGPI: (10, 6, 4)}
    assert found[make.HENGPI].clause(NAME, date(2026, 6, 1)) == f"p{make.HENGPI}.1"
    commands.change_number(world.actor("clerk"), at=at, path=make.ENPING, name="visits.meet.high", from_on=date(2027, 1, 1), value={"n": 2, "unit": "week"})
    with acting(world.actor("clerk")):
        ((kept,),) = rows("SELECT jsonb_array_length(numbers) FROM rulepacks_draft WHERE state = 'open'")
    assert kept == 2, "a new draft begins with what is in force"


@pytest.mark.parametrize("name", ["encheng_worker", "yongan_head", "grid", "director", "auditor"])
def test_whoever_may_not_change_numbers_finds_no_page_to_do_it(world: make.World, client: Client, at: datetime, name: str) -> None:
    make.enter(client, world, name)
    for page in (NUMBER, DRAFT):
        assert client.get(page).status_code == 404
    assert client.post(NUMBER, fewer_tests()).status_code == 404
    assert client.get(HERE).status_code == (200 if name in ("encheng_worker", "director") else 404)
    with pytest.raises((Refused, NotVisible)):
        commands.drop_draft(world.actor(name), at=at, path=make.ENPING)


def test_the_page_of_all_numbers_is_read_in_few_queries(world: make.World, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make.enter(client, world, "clerk")
    client.get(HERE)
    with CaptureQueriesContext(connection) as asked_for:
        client.get(HERE)
    assert len(asked_for.captured_queries) <= 9


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [("measures.last_day", "到对应日的前一日", "day_before"), ("standing.measure_counts_from", "送达之日", "served")],
)
def test_a_number_that_is_a_code_is_read_in_words_on_its_page_and_on_the_command_line(
    world: make.World, client: Client, capsys: pytest.CaptureFixture[str], name: str, word: str, code: str
) -> None:
    make.enter(client, world, "clerk")
    page = client.get(f"{HERE}numbers/{name}/").content.decode()
    shown = re.sub(r"<[^>]+>", "", page)
    assert word in shown and code not in shown and f'value="{code}"' in page
    command_line.main(["policy", "--area", make.ENPING])
    said = capsys.readouterr().out
    assert f"{name.rsplit('.', 1)[1]} = {word}" in said and f"= {code}" not in said
