"""The person's page: who, which state and why, what to do, what counts, what happened and what followed."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.kit.database import acting, rows
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
TABS = ("measures", "tests", "visits", "points", "timeline")


@pytest.fixture
def wang(world: make.World) -> UUID:
    """A year of community detox: a strip positive overturned, a refusal, a visit entered late and corrected."""
    worker, d = world.actor("encheng_worker"), date
    person = casefile.on_detox(worker, make.moment(2025, 3, 10))
    at = make.moment
    casefile.fact(worker, at(2025, 4, 8), person, "urine_test", d(2025, 4, 8), outcome="negative")
    test = casefile.fact(
        worker, at(2025, 6, 7), person, "urine_test", d(2025, 6, 7), outcome="positive", sample_a="A1", sample_b="B1"
    )
    for day, stage, lab, outcome in ((15, "first", "lab1", "positive"), (25, "second", "lab2", "negative")):
        casefile.fact(
            worker, at(2025, 6, day), person, "laboratory_result", d(2025, 6, day), test=test, stage=stage,
            laboratory=lab, outcome=outcome,
        )
        if stage == "first":
            casefile.fact(worker, at(2025, 6, 16), person, "test_objected", d(2025, 6, 16), test=test)
    casefile.fact(
        worker, at(2025, 9, 9), person, "urine_test", d(2025, 9, 9), outcome="refused", warning_letter=True, notice="n"
    )
    casefile.fact(worker, at(2026, 2, 20), person, "visit", d(2026, 2, 16), note="母亲住院，工作照常。")
    wrong = casefile.fact(worker, at(2026, 3, 2), person, "visit", d(2026, 3, 2), how="centre")
    casefile.fact(worker, at(2026, 3, 2), person, "visit", d(2026, 3, 1), how="centre", corrects=wrong)
    return person


def _page(client: Client, person: UUID, tab: str = "") -> str:
    answer = client.get(f"/casework/people/{person}/" + (f"show/{tab}/" if tab else ""))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_header_says_who_which_state_how_far_and_in_whose_hands(
    client: Client, world: make.World, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    page = _page(client, wang)
    assert "王**" in page and "王小明" not in page
    assert "社区戒毒 · 执行中" in page
    assert "第 2 年第 1 个月，共 3 年，至 2028-03-10" in page
    assert "责任社工" in page and "男 · 34 岁" in page


def test_attention_names_what_is_late_and_leads_to_the_cure(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    box = re.search(r'<section class="attention".*?</section>', _page(client, wang), re.S)
    assert box
    assert "尿检过期" in box[0] and "没有做" in box[0]
    assert f"/casework/people/{wang}/test/?duty=" in box[0]
    assert box[0].count("<li>") <= 5


def test_counters_say_what_counts_and_points_are_beside_them(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    page = _page(client, wang)
    assert "拒绝、逃避检测" in page and "2025-09-09 尿检：拒绝检测" in page
    assert "本月积分" in page


def test_every_state_says_why_and_by_which_clause(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    page = _page(client, wang, "measures")
    assert "自 2025-03-10 起社区戒毒。" in page
    assert "《中华人民共和国禁毒法》第三十三条" in page
    assert "期满待解除" in page and "将来" in page


def test_the_timeline_shows_late_entries_corrections_and_what_followed(
    client: Client, world: make.World, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    page = _page(client, wang, "timeline")
    assert "02-20 补登" in page
    assert "已更正，见 2026-03-01 的记录" in page and "entry-void" in page
    assert "此前初筛阳性不作数，积分与等级均未变动" in page
    assert "母亲住院，工作照常。" in page
    assert page.index("2026-03-01") < page.index("2025-04-08")


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_has_an_address_and_comes_alone_inside_the_page(
    client: Client, world: make.World, wang: UUID, tab: str
) -> None:
    make.enter(client, world, "encheng_worker")
    assert "<html" in _page(client, wang, tab)
    part = client.get(f"/casework/people/{wang}/show/{tab}/", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part and 'id="tab"' in part


def test_the_page_asks_at_most_eight_questions(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    for tab in ("", *TABS):
        with casefile.capture() as captured:
            _page(client, wang, tab)
        assert len(casefile.content_queries(captured)) <= 2


def test_opening_the_page_leaves_a_line_that_the_page_shows(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    assert "今天" in _page(client, wang)
    assert "今天 ×2" in _page(client, wang)
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM people_access WHERE action = 'open' AND person_id = %s", [wang]) == [(2,)]


def test_an_outsider_gets_the_page_of_somebody_who_never_was(client: Client, world: make.World, wang: UUID) -> None:
    never = uuid4()
    for outsider in ("hengpi_worker", "hengpi_head", "encheng_other", "yongan_head", "auditor"):
        make.enter(client, world, outsider)
        for end in ("", "show/timeline/"):
            real = client.get(f"/casework/people/{wang}/{end}")
            none = client.get(f"/casework/people/{never}/{end}")
            assert real.status_code == none.status_code == 404
            assert real.content == none.content
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM people_access WHERE action = 'open'") == [(0,)]


def test_the_village_sees_contact_and_tasks_and_no_test(client: Client, world: make.World, wang: UUID) -> None:
    head = world.actor("encheng_head")
    assign_person(head, at=make.moment(2026, 3, 16), person_id=wang, post_id=world.posts["village"], part="village")
    make.enter(client, world, "village")
    page = _page(client, wang)
    assert "家访" in page
    for hidden in ("尿检", "检测", "阳性", "积分", "母亲住院"):
        assert hidden not in page
    assert client.get(f"/casework/people/{wang}/show/tests/").status_code == 404


def test_who_may_record_some_things_reads_by_whom_the_others_are_recorded(
    client: Client, world: make.World, wang: UUID
) -> None:
    head = world.actor("encheng_head")
    assign_person(head, at=make.moment(2026, 3, 16), person_id=wang, post_id=world.posts["village"], part="village")
    make.enter(client, world, "village")
    assert "风险评估（由禁毒社工办理）" in _page(client, wang)
    for name in ("encheng_worker", "encheng_police"):  # may record it; records no contact, so nothing is left to others
        make.enter(client, world, name)
        assert "由禁毒社工办理" not in _page(client, wang)


def test_the_grid_worker_sees_tasks_and_nothing_of_the_past(client: Client, world: make.World, wang: UUID) -> None:
    head = world.actor("encheng_head")
    assign_person(head, at=make.moment(2026, 3, 16), person_id=wang, post_id=world.posts["grid"], part="grid")
    make.enter(client, world, "grid")
    page = _page(client, wang)
    assert "王**" in page and "家访" in page and "住处所在" in page
    for hidden in ("戒毒", "尿检", "检测", "措施", "积分", "风险", "吸毒"):
        assert hidden not in page, hidden
    assert "王小明" in client.post(f"/people/{wang}/unmask/", {"purpose": "visit"}).content.decode()


def test_the_police_see_tests_and_no_talk(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_police")
    page = _page(client, wang, "timeline")
    assert "尿检：阴性" in page and "母亲住院" not in page and "本月积分" not in page


def test_the_household_register_sees_state_and_nothing_else(client: Client, world: make.World, at: datetime) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at, home_path=make.HENGPI + "200")
    make.enter(client, world, "hengpi_head")
    page = _page(client, person)
    assert "王**" in page and "社区戒毒" in page and "户籍在本地" in page
    for hidden in ("尿检", "时间线", "完整信息", "积分", "接下来"):
        assert hidden not in page[page.index("<main") : page.index("</main>")], hidden
    assert client.get(f"/people/{person}/unmask/").status_code == 404
    assert "王**" in client.get("/people/?home=1").content.decode()
    assert "王**" not in client.get("/people/?all=1").content.decode()


def _now_of_no_use(page: str) -> str:
    return page[page.index("现在用不上") :].split("</details>", maxsplit=1)[0]


def test_only_steps_that_one_might_look_for_are_refused_and_the_rest_is_folded(
    client: Client, world: make.World, wang: UUID, at: datetime
) -> None:
    make.enter(client, world, "encheng_worker")
    page = _page(client, wang)
    assert "现在不能办" not in page  # the measure is under way: what lies behind it nobody looks for
    folded = _now_of_no_use(page)
    assert "送达、收到决定后报到、签订协议、移交拒绝接受、新执行地报到：这项措施现在是“执行中”" in folded
    assert "变更期限：只用于强制隔离戒毒" in folded and "销假：没有未销的假" in folded
    assert "登记未到检" not in folded  # a slot is overdue

    worker = world.actor("encheng_worker")
    served = casefile.person(worker, at, "李四")
    casefile.measure(worker, at, served, date(2026, 3, 12), until="served")
    page = _page(client, served)
    refused = page[page.index("现在不能办") : page.index("现在用不上")]
    assert "变更执行地：这项措施现在是“已送达待报到”，不能办“变更执行地”。" in refused and "新执行地报到" not in refused
    assert "送达、新执行地报到：这项措施现在是“已送达待报到”" in _now_of_no_use(page)


def test_without_a_measure_its_steps_are_one_line(client: Client, world: make.World, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at, "李四")
    make.enter(client, world, "encheng_worker")
    page = _page(client, person)
    assert "现在不能办" not in page
    assert "变更期限、结束措施、报告严重违反：没有进行中的措施" in _now_of_no_use(page)
