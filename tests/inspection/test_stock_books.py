"""库存账 on the screens: registered, entered, counted, called for; medicines by two people; refused, kept apart, few queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.inspection.checks.commands import record_check
from guitu.inspection.fold import VENUE
from guitu.inspection.medicines.commands import destroy_remains, register_medicine_user, witness_remains
from guitu.inspection.precursors.commands import register_precursor_user
from guitu.inspection.stock.commands import count_stock, enter_stock
from guitu.kit.database import acting, row, rows
from guitu.kit.errors import Refused
from guitu.policy import load
from guitu.rules.checklists import Seen, version
from guitu.settling.checking import different
from tests import make
from tests.inspection.placing import PAPER, VILLAGE
from tests.response.stage import post_at

pytestmark = pytest.mark.django_db(transaction=True)
KG = 1000


def unit(world: make.World, at: datetime, name: str = "示例化工", **more: Any) -> UUID:
    what = {"path": VILLAGE, "goods": ["acetone", "sulphuric"], "stages": ["sale", "use"], "licence": f"示例-{name}"}
    return UUID(register_precursor_user(world.actor("encheng_police"), at=at, name=name, **(what | more))["venue"])


def hospital(world: make.World, at: datetime, name: str = "示例医院") -> UUID:
    police = world.actor("encheng_police")
    what = {"path": VILLAGE, "kind": "medicine", "goods": ["morphine_injection", "diazepam_tablet"]}
    return UUID(register_medicine_user(police, at=at, name=name, **what)["venue"])


def enter(world: make.World, at: datetime, of: UUID, way: str, amount: int, good: str = "acetone", **more: Any) -> str:
    given = enter_stock(world.actor("encheng_police"), at=at, venue_id=of, good=good, way=way, amount=amount, on=world.on, **more)
    return str(given["facts"][0])


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def calls(world: make.World) -> list[str]:
    with acting(world.actor("encheng_police")):
        return [template for (template,) in rows("SELECT template FROM response_call ORDER BY raised_at")]


def test_a_unit_is_registered_with_goods_and_stages_and_its_like_is_shown_first(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_police")
    what = {"name": "示例化工", "path": VILLAGE, "licence": "示例-1", "stages": ["use", "sale"], "goods": ["acetone", "ether"], "on": "2026-03-16",
            "request_id": make.request_id()}
    for other, said in (({"goods": []}, "请选至少一种"), ({"stages": []}, "请选至少一种"), ({"name": ""}, "名称"), ({"goods": ["sugar"]}, "品种")):
        answer = client.post("/inspection/precursors/new/", {**what, **other, "request_id": make.request_id()})
        assert answer.status_code == 422 and said in answer.content.decode()
    first = client.post("/inspection/precursors/new/", what)
    assert first.status_code == 302 and client.post("/inspection/precursors/new/", what)["Location"] == first["Location"], "sent twice, done once"
    page = client.get(first["Location"]).content.decode()
    assert "易制毒第二类" in page and "还缺有效的购买许可、备案（备案）" in page and "乙醚" in page and "还没有记账" in page
    like = client.post("/inspection/precursors/new/", {**what, "licence": "示例-2", "request_id": make.request_id()})
    assert like.status_code == 422 and "不是同一家" in like.content.decode()
    listed = client.get("/inspection/goods/?grade=precursor_2&stage=sale&good=ether").content.decode()
    assert "示例化工" in listed and "没有盘点过" in listed and "共 0 条" in client.get("/inspection/goods/?stage=production").content.decode()


def test_lines_are_written_put_right_and_closed_by_a_count(world: make.World, client: Client, at: datetime, clock: Callable[[str], None]) -> None:
    of = unit(world, at)
    make.enter(client, world, "encheng_police")
    where = f"/inspection/{of}/book/"
    line = {"good": "acetone", "way": "bought", "amount": "120.5", "on": "2026-03-16", "words": "卖方甲公司", "request_id": make.request_id()}
    assert client.post(f"{where}enter/", line).status_code == 302 and client.post(f"{where}enter/", line).status_code == 302
    page = client.get(where).content.decode()
    assert "120.5 千克" in page and "卖方甲公司" in page and page.count("+120.5") == 1
    much = client.post(f"{where}enter/", {**line, "way": "used", "amount": "121", "request_id": make.request_id()})
    assert much.status_code == 422 and "账上只有 120.5 千克" in much.content.decode() and "121" in much.content.decode()
    written = re.search(r"corrects=([0-9a-f-]{36})", page)
    assert written
    right = client.get(f"{where}enter/?corrects={written[1]}").content.decode()
    assert 'value="120.5"' in right and written[1] in right
    clock("2026-03-16T09:10:00")
    assert client.post(f"{where}enter/", {**line, "corrects": written[1], "amount": "100", "request_id": make.request_id()}).status_code == 302
    assert "100 千克" in client.get(where).content.decode()
    clock("2026-03-16T09:20:00")
    count = {"on": "2026-03-16", "found_acetone": "100", "found_sulphuric": "", "others": [str(world.posts["encheng_head"])], "signed": "drawn",
             "site": "M10 10 L200 90 ", "inspector": "M5 5 L300 100 ", "request_id": make.request_id()}
    missing = client.post(f"{where}count/", count)
    assert missing.status_code == 422 and "硫酸" in missing.content.decode()
    alone = client.post(f"{where}count/", {**count, "found_sulphuric": "0", "others": [], "request_id": make.request_id()})
    assert alone.status_code == 422 and "请至少选一位一起盘点的同事" in alone.content.decode()
    myself = client.post(f"{where}count/", {**count, "found_sulphuric": "0", "others": [str(world.posts["encheng_worker"])], "request_id": make.request_id()})
    assert myself.status_code == 422, "who inspects nothing counts nothing"
    for other, said in (({"site": ""}, "在屏幕上签字"), ({"signed": "refused"}, "写明见证人"), ({"inspector": "M1 1 <b>"}, "在屏幕上签字")):
        unsigned = client.post(f"{where}count/", {**count, "found_sulphuric": "0", **other, "request_id": make.request_id()})
        assert unsigned.status_code == 422 and said in unsigned.content.decode(), other
    signed = {**count, "found_sulphuric": "0", "request_id": make.request_id()}
    assert client.post(f"{where}count/", signed).status_code == 302 == client.post(f"{where}count/", signed).status_code
    counted = client.get(where).content.decode()
    record = re.search(rf"/inspection/{of}/records/[0-9a-f-]{{36}}/", counted)
    assert record
    kept = client.get(record[0]).content.decode()
    assert "盘点记录" in kept and "100 千克" in kept and 'd="M10 10 L200 90"' in kept and "和签字时一样" in kept and "相符" in kept
    assert "相符" in counted and "corrects=" not in counted and "盘点以前的账不能再改" in counted and calls(world) == []
    late = client.post(f"{where}enter/", {**line, "on": "2026-03-15", "request_id": make.request_id()})
    assert late.status_code == 422 and "2026-03-16 已经盘点过" in late.content.decode()


def test_a_count_that_differs_is_a_finding_calls_for_the_response_once_and_is_looked_at_by_another(world: make.World, client: Client, at: datetime) -> None:
    of = unit(world, at)
    enter(world, at, of, "opening", 200 * KG)
    police = world.actor("encheng_police")
    what = {"venue_id": of, "found": {"acetone": 150 * KG, "sulphuric": 0}, "others": [world.posts["encheng_head"]], "on": world.on}
    later, request = at + timedelta(minutes=9), make.request_id()
    first = count_stock(police, at=later, request_id=request, **what)
    assert count_stock(police, at=later, request_id=request, **what)["facts"] == first["facts"]
    assert calls(world) == ["precursors"]
    with acting(police):
        assert row("SELECT state, open_findings FROM inspection_venue WHERE id = %s", [of]) == ("serious", 1)
        assert row("SELECT differs, counted_on FROM inspection_stockbook WHERE id = %s", [of]) == (True, world.on)
        due = {kind for (kind,) in rows("SELECT kind FROM duties_duty WHERE matter_id = %s AND state = 'open'", [of])}
    assert due == {"venue_recheck", "stock_count", "stock_check", "stock_report"}
    make.enter(client, world, "clerk")
    page = client.get(f"/inspection/{of}/").content.decode()
    assert "期初加购入，减使用、销毁，等于期末" in page and f"/inspection/{of}/book/" in page
    assert "账物不符" in client.get(f"/inspection/{of}/book/").content.decode() and "账物不符" in client.get("/inspection/goods/?only=differs").content.decode()
    assert client.get(f"/inspection/{of}/recheck/").status_code == 200
    assert different(VENUE, make.ENPING, [of], later + timedelta(hours=1), mend=False) == [], "the same from nothing"


def test_what_is_lost_calls_for_the_response_and_what_is_sold_is_reported(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of = unit(world, at)
    enter(world, at, of, "opening", 50 * KG)
    enter(world, at + timedelta(minutes=1), of, "sold", 5 * KG)
    enter(world, at + timedelta(minutes=2), of, "lost", KG)
    assert calls(world) == ["precursors"]
    clock("2026-03-16T09:10:00")
    make.enter(client, world, "encheng_police")
    report = {"report": "sale", "year": "2025", "on": "2026-03-16", "request_id": make.request_id()}
    assert client.post(f"/inspection/{of}/book/report/", report).status_code == 302
    again = client.post(f"/inspection/{of}/book/report/", {**report, "request_id": make.request_id()})
    assert again.status_code == 422 and "没有要报告的销售" in again.content.decode()
    paper = {"paper": "purchase", "number": "示例备字1号", "on": "2026-03-16", "until": "2027-03-15", "request_id": make.request_id()}
    assert client.post(f"/inspection/{of}/book/licence/", paper).status_code == 302
    page = client.get(f"/inspection/{of}/book/").content.decode()
    assert "示例备字1号" in page and "没有报告" not in page and "还缺有效的购买" not in page
    strict = {"goods": ["acetone", "ephedrine"], "stages": ["use"], "on": "2026-03-16", "request_id": make.request_id()}
    assert client.post(f"/inspection/{of}/book/goods/", strict).status_code == 302
    assert "易制毒第一类" in client.get(f"/inspection/{of}/").content.decode(), "the class goes by the strictest"


def test_of_medicines_the_second_signs_who_is_not_the_first_and_a_card_holds_three_years(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of = hospital(world, at)
    enter(world, at, of, "bought", 50 * KG, "morphine_injection", words="批号 示例01")
    enter(world, at + timedelta(minutes=1), of, "used", 3 * KG, "morphine_injection")
    given = destroy_remains(world.actor("encheng_police"), at=at + timedelta(minutes=2), venue_id=of, good="morphine_injection", amount=500, on=world.on)
    remains = UUID(given["facts"][0])
    with pytest.raises(Refused) as refused:
        witness_remains(world.actor("encheng_police"), at=at + timedelta(minutes=3), venue_id=of, remains=remains)
    assert codes(refused) == ["medicines.another_signs"]
    clock("2026-03-16T09:10:00")
    make.enter(client, world, "encheng_police")
    assert "等另一个人签字" in client.get(f"/inspection/{of}/book/").content.decode()
    short = client.post(f"/inspection/{of}/book/empties/", {"good": "morphine_injection", "amount": "4", "on": "2026-03-16", "request_id": make.request_id()})
    assert short.status_code == 422 and "还没有收回的只有 3 支" in short.content.decode()
    card = {"paper": "seal_card", "on": "2026-03-16", "until": "2029-03-17", "request_id": make.request_id()}
    assert "最长管 3 年" in client.post(f"/inspection/{of}/book/licence/", card).content.decode()
    make.enter(client, world, "clerk")
    assert client.post(f"/inspection/{of}/book/remains/{remains}/sign/", {"request_id": make.request_id()}).status_code == 302
    page = client.get(f"/inspection/{of}/book/").content.decode()
    assert "等另一个人签字" not in page and "签字</td>" in page
    assert client.post(f"/inspection/{of}/book/remains/{remains}/sign/", {"request_id": make.request_id()}).status_code == 422


def test_a_hospital_is_checked_by_police_and_health_together(world: make.World, at: datetime) -> None:
    of = hospital(world, at)
    post_at(world, "health", "member_liaison", make.ENPING, "恩平市卫生健康局")
    listed = load("national").on(world.on).checklists.lists["medicine"]
    what = {"venue_id": of, "on": world.on, "result": "checked", "signed": PAPER, "checklist": version("medicine", listed),
            "seen": [Seen(item.code, "yes") for item in listed.items], "confirmed": [one.code for one in listed.sections]}
    with pytest.raises(Refused) as refused:
        record_check(world.actor("encheng_police"), at=at, others=[world.posts["encheng_head"]], **what)
    assert codes(refused) == ["medicines.jointly"] and refused.value.reasons[0].values["item"] == "卫健"
    assert record_check(world.actor("encheng_police"), at=at, others=[world.posts["health"]], **what)["result"] == "passed"


def test_who_is_elsewhere_gets_the_page_of_nothing(world: make.World, client: Client, at: datetime) -> None:
    of = unit(world, at)
    make.enter(client, world, "hengpi_head")
    for path in ("", "enter/", "count/", "licence/", "report/", "goods/", "empties/", "remains/"):
        assert client.get(f"/inspection/{of}/book/{path}").status_code == 404, path
    assert "共 0 条" in client.get("/inspection/goods/").content.decode()
    make.enter(client, world, "encheng_worker")
    assert client.get(f"/inspection/{of}/book/").status_code == 404 and client.get("/inspection/goods/").status_code in (403, 404)


def test_the_list_keeps_to_its_statements(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    for number in "一二三四":
        unit(world, at, f"第{number}化工")
    make.enter(client, world, "encheng_police")
    client.get("/inspection/goods/?grade=precursor_3")
    with django_assert_max_num_queries(7):  # session, post and the frame are four of them
        assert client.get("/inspection/goods/?grade=precursor_3").content.decode().count("化工") >= 4
