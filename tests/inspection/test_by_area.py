"""One view by area, the letters of a year with both rates, and what anybody may read of entertainment venues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guitu.inspection.areas import queries as areas
from guitu.inspection.findings.commands import note_punishment, refer_venue
from guitu.inspection.letters import queries as letters
from guitu.inspection.letters.commands import record_letter, record_no_letter
from guitu.inspection.venues.commands import close_venue
from guitu.kit.database import acting, rows
from tests import make
from tests.inspection.placing import check, venue

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_board_by_area_says_in_a_word_what_is_worst_and_leads_to_the_places(
    world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any
) -> None:
    first, second = venue(world, at, "第甲歌厅"), venue(world, at, "第乙歌厅")
    venue(world, at, "第丙医院", kind="medicine")
    close_venue(world.actor("encheng_police"), at=at, venue_id=venue(world, at, "第丁歌厅"), closing="moved_away")
    check(world, at, first, found={"drugs": "包厢里有吸管", "log": "没有日志"})
    check(world, at, second)
    make.enter(client, world, "clerk")
    client.get("/inspection/areas/")
    with django_assert_max_num_queries(8):  # session, post and the frame are four of them
        page = client.get("/inspection/areas/").content.decode()
    assert "/sheets/venues/now.xlsx" in page and "用表格导入、导出" in client.get("/inspection/").content.decode()
    assert "重大 1 家" in page and f"?area={make.ENCHENG}" in page and "没有登记" in page
    with acting(world.actor("clerk")):
        town = next(one for one in areas.board(world.actor("clerk"), ["medicine"], world.on) if one["path"] == make.ENCHENG)
    assert {name: town[name] for name in ("venues", "goods", "serious", "passed", "unchecked", "findings")} == {
        "venues": 2, "goods": 1, "serious": 1, "passed": 1, "unchecked": 1, "findings": 2,
    }
    assert "共 1 条" in client.get(f"/inspection/?area={make.ENCHENG}&state=serious").content.decode()
    assert "共 0 条" in client.get(f"/inspection/?area={make.HENGPI}").content.decode()
    make.enter(client, world, "encheng_worker")
    assert client.get("/inspection/areas/").status_code in (403, 404), "who looks after people has no business with places"


def test_the_letters_of_a_year_have_two_rates_and_each_unsigned_one_a_reason_or_a_question(
    world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any
) -> None:
    police = world.actor("encheng_police")
    found = [venue(world, at, f"第{sign}歌厅") for sign in "甲乙丙丁"]
    venue(world, at, "自住出租屋", kind="own_rental")
    check(world, at, found[0])
    check(world, at, found[1])
    record_letter(police, at=at, venue_id=found[0], letter="duty", signer="actual_manager", year=2026, on=world.on)
    record_letter(police, at=at, venue_id=found[1], letter="duty", signer="actual_manager", year=2025, on=world.on)
    record_letter(police, at=at, venue_id=found[3], letter="promise", signer="actual_manager", year=2026, on=world.on)
    record_no_letter(police, at=at, venue_id=found[2], year=2026, unsigned="refuses")
    with acting(police):
        (town,) = [one for one in letters.of_year(world.actor("clerk"), 2026, ["entertainment"]) if one["registered"]]
    wanted = {"registered": 4, "checked": 2, "signed": 2, "signed_of_checked": 1, "expiring": 1, "refuses": 1, "without_reason": 1}
    assert {name: town[name] for name in wanted} == wanted
    make.enter(client, world, "clerk")
    client.get("/inspection/letters/")
    with django_assert_max_num_queries(7):  # session, post and the frame are four of them
        page = client.get("/inspection/letters/").content.decode()
    assert "2 / 4 = 50.0%" in page and "1 / 2 = 50.0%" in page and "拒签" in page and "letter=unsigned" in page
    assert "1 / 4 = 25.0%" in client.get("/inspection/letters/?year=2025").content.decode()


def test_anybody_reads_how_a_venue_was_inspected_and_nobody_s_name(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of, police = venue(world, at), world.actor("encheng_police")
    venue(world, at, "某旅馆", kind="hotel")
    visit = check(world, at, of, found={"log": "账本写了郑无名"})
    sent = refer_venue(police, at=at, venue_id=of, punisher="by_police", referred=[f"{visit}:log"], on=world.on, words="屡次")["facts"][0]
    note_punishment(police, at=at + timedelta(minutes=1), venue_id=of, referral=sent, punishment="warning", on=world.on)
    clock("2026-03-16T10:00:00")
    towns = client.get(f"/p/{make.ENPING}/inspected/")
    assert towns.status_code == 200 and not towns.cookies and f"/p/{make.ENPING}/inspected/{make.ENCHENG}/" in towns.content.decode()
    text = client.get(f"/p/{make.ENPING}/inspected/{make.ENCHENG}/").content.decode()
    assert "金曲歌舞厅" in text and "整改中" in text and "警告" in text and "1 项没有改好" in text
    for hidden in ("吴先生", "13800000000", "郑无名", "某旅馆", "街1号", "示例-"):
        assert hidden not in text, hidden
    assert "没有登记的娱乐场所" in client.get(f"/p/{make.ENPING}/inspected/{make.HENGPI}/").content.decode()
    assert client.get(f"/p/{make.ENPING}/inspected/440785999/").status_code == client.get("/p/999999/inspected/").status_code == 404
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT id FROM inspection_venue") == []
