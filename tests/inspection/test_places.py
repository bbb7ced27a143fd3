"""巡查 from the register to what was put right: works, refuses with its reason, keeps to itself, writes once, few queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from guitu.grid.access import clock_actor
from guitu.inspection.campaign_names import running
from guitu.inspection.campaigns.queries import tallies
from guitu.inspection.checks.commands import record_check, record_recheck
from guitu.inspection.findings.commands import decide_time, make_venue_link
from guitu.inspection.fold import VENUE
from guitu.inspection.letters.commands import record_letter, record_no_letter
from guitu.inspection.opened import venue_of
from guitu.inspection.venues.commands import close_venue, register_venue
from guitu.kit.counts import Asked
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.settling.checking import different
from tests import make
from tests.inspection.placing import LIST, PAPER, SURE, VERSION, VILLAGE, campaign, check, seen, venue
from tests.links.asking import knock, secret_in, send

pytestmark = pytest.mark.django_db(transaction=True)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def state(world: make.World, of: UUID, by: str = "encheng_police") -> str:
    with acting(world.actor(by)):
        return str(row("SELECT state FROM matters_matter WHERE id = %s", [of])[0])  # type: ignore[index]


# -- the register -----------------------------------------------------------------------------------------------


def test_one_is_put_on_the_register_by_hand_and_its_like_is_shown_first(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "encheng_police")
    what = {"name": "金曲歌舞厅", "kind": "entertainment", "path": VILLAGE, "licence": "示例-1", "address": "解放路8号", "manager": "吴先生",
            "phone": "", "risks": ["closed_rooms"], "request_id": make.request_id()}
    first = client.post("/inspection/new/", what)
    assert first.status_code == 302 and client.post("/inspection/new/", what)["Location"] == first["Location"], "sent twice, done once"
    page = client.get(first["Location"]).content.decode()
    assert "金曲歌舞厅" in page and "吴先生" in page and "未查" in page and "有包间" in page
    like = client.post("/inspection/new/", {**what, "name": "金曲歌舞厅有限公司", "licence": "示例-2", "address": "别处", "request_id": make.request_id()})
    assert like.status_code == 422 and first["Location"] in like.content.decode() and "不是同一家" in like.content.decode()
    sure = {**what, "name": "金曲歌舞厅有限公司", "licence": "示例-2", "address": "别处", "anyway": "on", "request_id": make.request_id()}
    assert client.post("/inspection/new/", sure).status_code == 302
    listed = client.get("/inspection/?name=金曲").content.decode()
    assert listed.count("金曲歌舞厅") == 2 and "共 2 条" in listed and "共 0 条" in client.get("/inspection/?name=银曲").content.decode()


def test_it_is_changed_closed_and_opened_again_with_its_history(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of = venue(world, at)
    make.enter(client, world, "encheng_police")
    where = f"/inspection/{of}"
    later = at + timedelta(minutes=5)
    entry = {"name": "新金曲歌舞厅", "kind": "entertainment", "licence": "示例-9", "was": "1", "request_id": make.request_id()}
    assert client.post(f"{where}/change/", entry).status_code == 302
    assert client.post(f"{where}/change/", {**entry, "name": "别的", "request_id": make.request_id()}).status_code == 409, "changed meanwhile"
    clock("2026-03-16T09:04:00")
    assert client.post(f"{where}/close/", {"closing": "moved_away", "on": "2026-03-16", "request_id": make.request_id()}).status_code == 302
    with pytest.raises(Refused) as refused:
        check(world, later, of)
    assert codes(refused) == ["venues.is_closed"]
    clock("2026-03-16T09:10:00")
    assert client.post(f"{where}/reopen/", {"on": "2026-03-16", "request_id": make.request_id()}).status_code == 302
    page = client.get(f"{where}/").content.decode()
    assert "新金曲歌舞厅" in page and page.count("停业") >= 1 and "重新开业" in page and state(world, of) == "unchecked"


def test_who_is_elsewhere_gets_the_page_of_nothing_and_a_unit_no_telephone(world: make.World, client: Client, at: datetime) -> None:
    of = venue(world, at)
    visit = check(world, at, of)
    make.enter(client, world, "hengpi_head")
    nothing = client.get(f"/inspection/{UUID(int=1)}/")
    for path in ("", "check/", "recheck/", "change/", "letter/", "link/", f"records/{visit}/"):
        assert client.get(f"/inspection/{of}/{path}").status_code == 404 == nothing.status_code, path
    assert "共 0 条" in client.get("/inspection/?all=1").content.decode()
    world.posts["unit"], world.accounts["unit"] = make.post_of("member_liaison", make.ENPING, "某局")
    make.enter(client, world, "unit")
    page = client.get(f"/inspection/{of}/").content.decode()
    assert "金曲歌舞厅" in page and "吴先生" not in page and "13800000000" not in page
    make.enter(client, world, "encheng_worker")
    assert client.get(f"/inspection/{of}/").status_code == 404, "who looks after people has no business with places"


def test_the_register_keeps_to_four_statements(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    for n in range(4):
        venue(world, at, f"第{'一二三四'[n]}歌厅")
    make.enter(client, world, "encheng_police")
    client.get("/inspection/?state=unchecked")
    with django_assert_max_num_queries(8):  # session, post and the frame are four of them
        assert client.get("/inspection/?state=unchecked").content.decode().count("未查") >= 4


# -- the check --------------------------------------------------------------------------------------------------


def sheet(client: Client, of: UUID, world: make.World, **other: Any) -> Any:
    page = client.get(f"/inspection/{of}/check/").content.decode()
    found = re.search(r'name="checklist" value="([^"]+)"', page)
    assert found and page.count('type="radio"') >= 4 * 12, "every item has four answers"
    answers = {f"item_{item.code}": "yes" for item in LIST.items} | {f"sure_{one}": "on" for one in SURE}
    what = {"checklist": found[1], "on": "2026-03-16", "result": "checked", "others": [str(world.posts["encheng_head"])], "signed": "drawn",
            "site": "M10 10 L200 90 ", "inspector": "M5 5 L300 100 ", "persons": "7", "request_id": make.request_id(), **answers}
    return client.post(f"/inspection/{of}/check/", {name: value for name, value in {**what, **other}.items() if value != "-"}), what


def test_a_visit_is_recorded_signed_and_printed_and_what_is_missing_is_no_pass(world: make.World, client: Client, at: datetime) -> None:
    of = venue(world, at)
    make.enter(client, world, "encheng_police")
    for other, said in (
        ({"item_signs": "-"}, "还没有选"), ({"sure_rooms": "-"}, "还没有确认看过"), ({"item_log": "no"}, "请写明看到了什么"),
        ({"others": "-"}, "至少要 2 个人"), ({"site": "-"}, "在屏幕上签字"), ({"site": "M1 1 L2 2<script>"}, "在屏幕上签字"),
        ({"signed": "refused"}, "写明见证人"), ({"checklist": "entertainment@0"}, "换了版本"),
    ):
        answer, _what = sheet(client, of, world, **other)
        assert answer.status_code == 422 and said in answer.content.decode(), other
    assert state(world, of) == "unchecked"
    answer, _what = sheet(client, of, world, item_log="no", words_log="三月没有日志", item_signs="on_the_spot", words_signs="贴上了")
    told = answer.content.decode()
    assert answer.status_code == 200 and "有问题" in told and "前改好" in told and answer["X-Recorded"]
    with acting(world.actor("encheng_police")):
        facts = rows("SELECT id, counted ->> 'persons' FROM ledger_fact WHERE matter_id = %s AND kind = 'venue_checked'", [of])
    assert [persons for _id, persons in facts] == ["7"] and state(world, of) == "correcting"
    record = client.get(f"/inspection/{of}/records/{facts[0][0]}/").content.decode()
    assert "三月没有日志" in record and "和签字时一样" in record and 'd="M10 10 L200 90"' in record and "娱乐场所管理条例" in record
    with acting(world.actor("encheng_police")), pytest.raises(DatabaseError), transaction.atomic():
        run("UPDATE inspection_record SET document = '' WHERE matter_id = %s", [of])


def test_nobody_there_needs_a_day_and_nobody_signs(world: make.World, at: datetime) -> None:
    of = venue(world, at)
    what: dict[str, Any] = {"result": "not_reached", "checklist": "", "seen": (), "confirmed": ()}
    with pytest.raises(Refused) as refused:
        check(world, at, of, **what)
    assert codes(refused) == ["checklists.needs_day"]
    check(world, at, of, **what, again_on=world.on + timedelta(days=2))
    with acting(world.actor("encheng_police")):
        due = rows("SELECT kind, due_on FROM duties_duty WHERE matter_id = %s AND state = 'open'", [of])
    assert due == [("venue_again", world.on + timedelta(days=2))] and state(world, of) == "unchecked"


def test_a_record_is_corrected_by_another_until_somebody_looked_again(world: make.World, at: datetime) -> None:
    of = venue(world, at)
    first = check(world, at, of, found={"log": "没有日志"})
    second = check(world, at, of, corrects=UUID(first))
    assert state(world, of) == "passed"
    with pytest.raises(Refused) as refused:
        check(world, at, of, corrects=UUID(first))
    assert codes(refused) == ["venues.leant_on"]
    third = check(world, at, of, corrects=UUID(second), found={"log": "没有日志"})
    clerk, town = world.actor("clerk"), [world.posts["encheng_head"]]
    later = at + timedelta(hours=1)
    record_recheck(clerk, at=later, venue_id=of, on=world.on, result="checked", others=town, signed=PAPER, fixed=[f"{third}:log"])
    with pytest.raises(Refused) as refused:
        check(world, at, of, corrects=UUID(third))
    assert codes(refused) == ["venues.leant_on"] and state(world, of) == "put_right"


# -- putting right ----------------------------------------------------------------------------------------------


def test_the_owner_asks_for_time_through_the_link_and_another_looks_again(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of = venue(world, at)
    visit = check(world, at, of, found={"log": "没有日志", "drugs": "包厢里有吸管"})
    assert state(world, of) == "serious"
    police, clerk = world.actor("encheng_police"), world.actor("clerk")
    made = make_venue_link(police, at=at, venue_id=of, to_whom="吴先生", shown="请按期改好。", hours=24)
    token, code = made["once"]
    clock("2026-03-16T09:10:00")
    page = knock(client, token, code)
    text = page.content.decode()
    assert "营业日志保存六十日" in text and "第二十五条" in text and "2026-03-19" in text and "测试" not in text
    early = send(client, token, secret_in(page.content), until="2026-03-16")
    assert early.status_code == 422 and "晚于今天" in early.content.decode()
    assert "已送出" in send(client, token, secret_in(page.content), until="2026-03-30").content.decode()
    make.enter(client, world, "clerk")
    shown = client.get(f"/inspection/{of}/").content.decode()
    assert "要求延到" in shown and f"/inspection/{of}/time/" in shown
    assert client.post(f"/inspection/{of}/time/", {"until": "2026-05-01", "request_id": make.request_id()}).status_code == 422
    decide_time(clerk, at=at + timedelta(minutes=20), venue_id=of, until=world.on + timedelta(days=14))
    both = {"fixed": [f"{visit}:log"], "still": {f"{visit}:drugs": "还在"}}
    common = {"at": at + timedelta(hours=1), "venue_id": of, "on": world.on, "result": "checked", "signed": PAPER}
    for by, also, what, code in (
        (police, "clerk", both, "venues.by_another"), (clerk, "encheng_police", {"fixed": [f"{visit}:log"]}, "venues.answer_each"),
        (clerk, "encheng_police", {"fixed": [f"{visit}:log"], "still": {f"{visit}:drugs": " "}}, "checklists.needs_words"),
    ):
        with pytest.raises(Refused) as refused:
            record_recheck(by, others=[world.posts[also]], **common, **what)
        assert codes(refused) == [code]
    make.enter(client, world, "encheng_police")
    assert "发现问题的人不能自己复查" in client.get(f"/inspection/{of}/recheck/").content.decode()
    make.enter(client, world, "clerk")
    sheet_page = client.get(f"/inspection/{of}/recheck/").content.decode()
    assert sheet_page.count('class="check-item"') == 2, "the failed items only"
    record_recheck(clerk, others=[world.posts["encheng_police"]], **common, **both)
    assert state(world, of) == "serious"
    last = common | {"at": at + timedelta(hours=2)}
    record_recheck(clerk, others=[world.posts["encheng_police"]], **last, fixed=[f"{visit}:drugs"])
    assert state(world, of) == "put_right"
    assert different(VENUE, make.ENPING, [of], at + timedelta(hours=3), mend=False) == [], "the same from nothing"


# -- campaigns, letters, what is counted ------------------------------------------------------------------------


def test_a_campaign_is_drawn_once_and_comes_to_what_its_visits_say(world: make.World, client: Client, at: datetime) -> None:
    places = [venue(world, at, f"第{sign}歌厅") for sign in "甲乙丙丁"]
    close_venue(world.actor("encheng_police"), at=at, venue_id=places[3], closing="out_of_business")
    drive = campaign(world, at)
    with pytest.raises(Refused) as refused:
        campaign(world, at, "夏季攻势", way="random", quota=9)
    assert codes(refused) == ["draws.too_many"]
    check(world, at, places[0], campaign=drive, persons=5)
    check(world, at, places[1], campaign=drive, persons=2, found={"log": "没有日志"})
    check(world, at, places[2], campaign=drive, result="refused", checklist="", seen=(), confirmed=())
    with acting(world.actor("clerk")):
        found = running(world.actor("clerk"), world.on)
        tally = tallies(world.actor("clerk"), found)[drive]
    assert {name: tally[name] for name in ("drawn", "seen", "failed", "not_seen", "persons", "deployed")} == {
        "drawn": 3, "seen": 2, "failed": 1, "not_seen": 1, "persons": 7, "deployed": 2,
    }, "two people on one day are two person-times, however many places they saw"
    make.enter(client, world, "clerk")
    to_go = client.get(f"/inspection/?campaign={drive}").content.decode()
    assert "共 1 条" in to_go and "第丙歌厅" in to_go, "who refused has still to be seen"
    assert "出动" in client.get("/inspection/campaigns/").content.decode()
    assert client.post(f"/inspection/campaigns/{drive}/draw/", {"request_id": make.request_id()}).status_code == 422
    with pytest.raises(Refused) as refused:
        check(world, at + timedelta(days=90), places[0], campaign=drive)
    assert codes(refused) == ["venues.not_of_the_campaign"]


def test_letters_are_of_a_year_and_the_unsigned_are_a_list(world: make.World, client: Client, at: datetime) -> None:
    signed, open_one, waits = (venue(world, at, f"第{sign}歌厅") for sign in "甲乙丙")
    police = world.actor("encheng_police")
    what = {"at": at, "venue_id": signed, "letter": "promise", "signer": "actual_manager", "year": 2026, "on": world.on}
    record_letter(police, **what)
    with pytest.raises(Refused) as refused:
        record_letter(police, **what)
    assert codes(refused) == ["venues.signed_already"]
    make.enter(client, world, "encheng_police")
    assert client.post(f"/inspection/{waits}/no-letter/", {"year": "2026", "unsigned": "waiting", "request_id": make.request_id()}).status_code == 302
    page = client.get("/inspection/?letter=unsigned").content.decode()
    assert "第乙歌厅" in page and "第丙歌厅" in page and "待签" in page and "第甲歌厅" not in page
    assert counted("letters_signed", at) == 1 and counted("venues", at) == 3 and counted("venues_checked", at) == 0
    check(world, at, open_one, persons=4)
    assert (counted("venues_checked", at), counted("persons_checked", at)) == (1, 4)


def counted(name: str, at: datetime) -> int:
    from guitu.figures.counting import Tally
    from guitu.rules.indicators import Term

    with acting(clock_actor(make.ENPING)):
        on = make.World.on
        return int(Tally(Asked(make.ENPING, on, on, at + timedelta(hours=1))).number(Term(name, at="period"))[0])


def test_what_lies_elsewhere_or_is_of_no_kind_is_not_registered(world: make.World, at: datetime) -> None:
    police = world.actor("encheng_police")
    with pytest.raises(NotVisible):
        register_venue(police, at=at, path=make.HENGPI + "001", kind="hotel", name="某旅馆")
    for what, code in (({"kind": "castle"}, "venues.unknown_kind"), ({"kind": "hotel", "name": " "}, "venues.needs_name")):
        with pytest.raises(Refused) as refused:
            register_venue(police, at=at, **{"path": VILLAGE, "name": "某旅馆", **what})
        assert codes(refused) == [code]
    of = venue(world, at)
    with pytest.raises(Refused) as refused:
        record_check(police, at=at, venue_id=of, on=world.on, result="checked", others=[world.posts["encheng_worker"]], signed=PAPER,
                     checklist=VERSION, seen=seen(), confirmed=SURE)
    assert codes(refused) == ["venues.nobody_there"], "a social worker inspects nothing"
    with pytest.raises(Refused) as refused:
        check(world, at, of, result="passed")
    assert codes(refused) == ["not_in_list"], "that it passed follows from the answers"
    with acting(world.actor("encheng_police")):
        assert venue_of(of, world.on).course.state == "unchecked"


def test_no_reason_for_a_signed_year_is_taken(world: make.World, at: datetime) -> None:
    of = venue(world, at, kind="own_rental")
    with pytest.raises(Refused) as refused:
        record_no_letter(world.actor("encheng_police"), at=at, venue_id=of, year=2026, unsigned="refuses")
    assert codes(refused) == ["venues.no_letter"]
