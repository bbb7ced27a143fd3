"""导出: a list leaves the house as a file that one person asked for, sealed, marked, fetched once, gone after a day."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from guitu.approvals.commands import decide_approval, withdraw_approval
from guitu.casework.registrations.commands import assign_person
from guitu.exports.commands import finish_export, release_export
from guitu.exports.queries import asked_by_me
from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.exports import AT_ONCE
from tests import casefile, make
from tests.exports.asking import NAME, NUMBER, USUAL, WORDS, ask, fetched, looks, lying, only, page, request_of
from tests.worker import work_off

pytestmark = [pytest.mark.django_db(transaction=True)]


# -- at once ----------------------------------------------------------------------------------------------------


def test_a_worker_exports_the_list_as_shown_and_fetches_it_once(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    assert "导出这些" in client.get("/people/").content.decode()
    assert "共 1 人" in client.get("/exports/people/?state=current").content.decode()
    assert ask(client, world, query="?state=current").status_code == 302
    assert "正在制作" in page(client) and lying() == []
    assert work_off()["make_export"] == 1
    assert "可以下载" in page(client)
    sheet = fetched(client, world)
    assert sheet[0] == ["姓名", "性别", "证件号码", "所在地", "状态"]
    assert sheet[1] == [NAME, "男", NUMBER, "恩城街道 东门社区", "社区戒毒"]
    holder = world.actor("encheng_worker").holder
    assert all(part in sheet[2][0] for part in (holder, "核对名册", "共 1 人", only(world).hex[:8].upper()))
    assert lying() == [] and "已下载" in page(client)
    again = client.post(f"/exports/{only(world)}/fetch/")
    assert again.status_code == 422 and "已经下载过" in again.content.decode()


def test_everybody_in_the_file_has_a_line_that_says_so_and_the_ledger_tells_the_steps(
    world: make.World, client: Client, at: datetime, wang: UUID
) -> None:
    li = casefile.person(world.actor("encheng_worker"), at, "李小红")
    ask(client, world)
    work_off()
    fetched(client, world)
    assert looks(world) == [(person, "BASIC IDENT STATUS", "roster") for person in sorted([wang, li])]
    with acting(world.actor("auditor")):
        steps = rows("SELECT detail->>'step' FROM ledger_entry WHERE object_kind = 'export' ORDER BY at, detail->>'step'")
    assert sorted(step for (step,) in steps) == ["asked", "fetched", "made"]
    assert "导出过" in client.get(f"/casework/people/{wang}/").content.decode()


def test_the_list_is_frozen_when_it_is_asked_for(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    casefile.person(world.actor("encheng_worker"), at, "后来的人")
    work_off()
    assert [line[0] for line in fetched(client, world)[1:-1]] == [NAME]


def test_only_what_the_filter_leaves_is_in_the_file(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    casefile.person(world.actor("encheng_worker"), at, "别处的人", scope_path=make.ENCHENG + "002")
    ask(client, world, query=f"?area={make.ENCHENG}002")
    work_off()
    assert [line[0] for line in fetched(client, world)[1:-1]] == ["别处的人"]


def test_the_text_file_keeps_long_numbers_and_runs_no_formula(world: make.World, client: Client, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at, "王小明", id_number=NUMBER, address="=HYPERLINK(1)")
    ask(client, world, format="csv", columns=["name", "id_number", "address"])
    work_off()
    answer = client.post(f"/exports/{only(world)}/fetch/")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[1] == ["王小明", f"'{NUMBER}", "'=HYPERLINK(1)"] and "导出编号" in lines[2][0]


def test_what_is_not_filled_in_is_named_at_once_and_nothing_typed_is_lost(world: make.World, client: Client, wang: UUID) -> None:
    answer = ask(client, world, columns=[], purpose="", words="写了的话要留下")
    text = answer.content.decode()
    assert answer.status_code == 422 and "请至少选一列" in text and "请选择用途" in text and "写了的话要留下" in text
    answer = ask(client, world, words="")
    assert answer.status_code == 422 and "请说明交给谁" in answer.content.decode()


def test_a_list_of_nobody_is_not_exported(world: make.World, client: Client) -> None:
    answer = ask(client, world)
    assert answer.status_code == 422 and "名单里没有人" in answer.content.decode()


def test_the_same_click_sent_twice_makes_one_file(world: make.World, client: Client, wang: UUID) -> None:
    click = str(uuid4())
    assert [ask(client, world, request_id=click).status_code for _ in range(2)] == [302, 302]
    only(world)
    assert work_off()["make_export"] == 1 and len(looks(world)) == 1
    click = str(uuid4())
    answers = [client.post(f"/exports/{only(world)}/fetch/", {"request_id": click}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 422], "the file is gone with the first"


def test_of_people_carried_out_elsewhere_only_the_masked_row_is_offered(
    world: make.World, client: Client, at: datetime
) -> None:
    casefile.person(world.actor("hengpi_worker"), at, NAME, scope_path=make.HENGPI + "001", home_path=casefile.VILLAGE)
    make.enter(client, world, "encheng_head")
    shown = client.get("/exports/people/?home=1").content.decode()
    assert 'value="masked"' in shown and 'value="id_number"' not in shown
    assert ask(client, world, "encheng_head", "?home=1").status_code == 422
    assert ask(client, world, "encheng_head", "?home=1", columns=["masked", "state"]).status_code == 302
    work_off()
    assert fetched(client, world, "encheng_head")[1][0] == "欧**"


# -- with a second person -----------------------------------------------------------------------------------------


def test_test_results_are_refused_with_words_and_asked_again_are_granted(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    casefile.fact(world.actor("encheng_worker"), at, wang, "urine_test", date(2026, 3, 12), outcome="negative")
    asked = [*USUAL, "last_test"]
    assert ask(client, world, columns=asked).status_code == 302
    assert "等决定" in page(client) and work_off()["make_export"] == 0
    make.enter(client, world, "encheng_head")
    shown = client.get("/approvals/").content.decode()
    assert all(part in shown for part in ("导出名单", WORDS, "最近尿检", "核对名册"))
    decided = client.post(f"/approvals/{request_of(world)}/decide/", {f"words-{request_of(world)}": "请只导出姓名"})
    assert decided.status_code == 302
    make.enter(client, world, "encheng_worker")
    assert "不同意" in page(client) and "请只导出姓名" in page(client) and lying() == []
    ask(client, world, columns=asked)
    with acting(world.actor("encheng_head")):
        ((second,),) = rows("SELECT id FROM approvals_approval WHERE state = 'open'")
    make.enter(client, world, "encheng_head")
    assert client.post(f"/approvals/{second}/decide/", {"grant": "1"}).status_code == 302
    assert work_off()["make_export"] == 1
    make.enter(client, world, "encheng_worker")
    with acting(world.actor("encheng_worker")):
        ((export,),) = rows("SELECT id FROM exports_export WHERE made_at IS NOT NULL")
    answer = client.post(f"/exports/{export}/fetch/")
    assert CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1][-1] == "2026-03-12"


def test_more_than_fifty_people_wait_for_another_person(world: make.World, client: Client, at: datetime) -> None:
    for number in range(AT_ONCE + 1):
        casefile.person(world.actor("encheng_worker"), at, f"王{chr(0x4E00 + number)}", on=date(2026, 3, 15))
    work_off()
    ask(client, world, columns=["masked", "sex"])
    assert work_off()["make_export"] == 0 and "等决定" in page(client)
    decide_approval(world.actor("director"), at=at, approval_id=request_of(world), grant=True)
    assert work_off()["make_export"] == 1
    assert len(fetched(client, world)) == AT_ONCE + 3 and len(looks(world)) == AT_ONCE + 1


def test_nobody_grants_an_export_of_their_own_and_none_is_released_ungranted(
    world: make.World, client: Client, at: datetime, wang: UUID
) -> None:
    ask(client, world, "encheng_head", columns=["masked", "last_test"])
    with pytest.raises(Refused):
        decide_approval(world.actor("encheng_head"), at=at, approval_id=request_of(world), grant=True)
    with pytest.raises(Refused):
        release_export(world.actor("encheng_head"), at=at, export_id=only(world, "encheng_head"))
    with pytest.raises((Refused, NotVisible)):
        decide_approval(world.actor("hengpi_head"), at=at, approval_id=request_of(world), grant=True)
    assert work_off()["make_export"] == 0


def test_what_was_withdrawn_or_never_decided_says_so(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None], wang: UUID
) -> None:
    ask(client, world, columns=["masked", "last_test"])
    clock("2026-05-16T09:00:00")
    make.enter(client, world, "encheng_worker")
    assert "过期未决定" in page(client)
    withdraw_approval(world.actor("encheng_worker"), at=at, approval_id=request_of(world))
    assert "已撤回" in page(client)


# -- who may ----------------------------------------------------------------------------------------------------


def test_a_stranger_learns_nothing_of_an_export(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    work_off()
    export = only(world)
    for other in ("encheng_other", "encheng_head", "director", "hengpi_worker", "yongan_head", "village", "auditor"):
        make.enter(client, world, other)
        assert client.post(f"/exports/{export}/fetch/").status_code == 404, other
        with acting(world.actor(other)):
            assert rows("SELECT id FROM exports_export") == [], other
    assert lying() == [f"{export}.export"]


@pytest.mark.parametrize("name", ["village", "grid", "encheng_police", "auditor"])
def test_a_post_that_may_not_export_has_no_such_page(world: make.World, client: Client, name: str) -> None:
    make.enter(client, world, name)
    assert client.get("/exports/people/").status_code == 404 and client.get("/exports/").status_code == 404
    assert "导出这些" not in client.get("/people/").content.decode()


def test_a_column_that_the_post_does_not_read_is_refused(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    assert 'value="worker"' not in client.get("/exports/people/").content.decode(), "over one's own people only oneself"
    assert ask(client, world, columns=["name", "worker"]).status_code == 422


def test_whoever_is_given_to_another_post_before_the_file_is_made_is_not_in_it(
    world: make.World, client: Client, at: datetime, wang: UUID
) -> None:
    casefile.person(world.actor("encheng_worker"), at, "李小红")
    ask(client, world)
    assign_person(world.actor("encheng_head"), at=at, person_id=wang, post_id=world.posts["encheng_other"], part="responsible")
    work_off()
    assert "1，提出时 2" in page(client)
    assert [line[0] for line in fetched(client, world)[1:-1]] == ["李小红"] and wang not in {one for one, *_ in looks(world)}


def test_with_nobody_left_there_is_no_file(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    assign_person(world.actor("encheng_head"), at=at, person_id=wang, post_id=world.posts["encheng_other"], part="responsible")
    work_off()
    assert "没有可导出的人" in page(client) and lying() == [] and looks(world) == []
    assert client.post(f"/exports/{only(world)}/fetch/").status_code == 422


def test_who_lost_somebody_of_the_file_does_not_fetch_it(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    work_off()
    assign_person(world.actor("encheng_head"), at=at, person_id=wang, post_id=world.posts["encheng_other"], part="responsible")
    assert "范围已变" in page(client)
    assert client.post(f"/exports/{only(world)}/fetch/").status_code == 404


def test_nothing_is_made_for_somebody_who_has_left_the_post(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    post, account = make.post_of("security_admin", make.ENPING)
    world.posts["security"], world.accounts["security"] = post, account
    end_holding(world.actor("security"), at=at, post_id=world.posts["encheng_worker"], until_on=at.date())
    work_off()
    assert lying() == [] and looks(world) == []


def test_another_human_being_at_the_same_post_finds_nothing(world: make.World, client: Client, at: datetime, wang: UUID) -> None:
    ask(client, world)
    work_off()
    other = replace(world.actor("encheng_worker"), natural_person_id=world.actor("encheng_other").natural_person_id)
    with acting(other):
        assert asked_by_me(other, at) == []
    with pytest.raises(NotVisible):
        finish_export(other, at=at, export_id=only(world), people=[], columns=[], part="")
