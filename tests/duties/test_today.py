"""今日: what is due, overdue and coming, why, and for whom."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.test import Client

from tests import casefile, make

pytestmark = [pytest.mark.django_db]


def test_the_list_says_who_what_why_and_by_which_clause(
    client: Client, world: make.World, at: datetime
) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, at)
    make.enter(client, world, "encheng_worker")
    page = client.get("/today/").content.decode()
    assert "3月16日 星期一" in page
    assert "王**" in page and "王小明" not in page
    assert "已过期限" in page and "过期" in page
    assert "家访" in page and "尿检频次 12/6/4" in page and "clause-card" in page
    assert "规范 1:30" in page


def test_the_neighbours_list_is_empty_and_says_what_the_place_is_for(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    for outsider in ("encheng_other", "hengpi_worker", "hengpi_head", "yongan_head"):
        make.enter(client, world, outsider)
        page = client.get("/today/").content.decode()
        assert "王**" not in page
        assert "没有待办" in page


def test_the_page_asks_one_question_however_many_duties(
    client: Client, world: make.World, at: datetime
) -> None:
    worker = world.actor("encheng_worker")
    for name in ("王小明", "陈志", "李国强"):
        casefile.on_detox(worker, at, name)
    for post in ("encheng_worker", "encheng_head", "director"):
        make.enter(client, world, post)
        with casefile.capture() as captured:
            assert client.get("/today/").status_code == 200
        asked = casefile.content_queries(captured)
        assert len(asked) == 1, asked


def test_a_filter_keeps_to_its_kind_and_is_in_the_address(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_worker")
    page = client.get("/today/?kind=visits").content.decode()
    assert "<h3>家访" in page and "<h3>尿检" not in page  # 家访 and 见面 of one day are one row
    part = client.get("/today/?kind=tests", HTTP_HX_REQUEST="true").content.decode()
    assert "<h3>尿检</h3>" in part and "<html" not in part
    assert client.get("/today/?kind=nonsense&page=x&area='&post=1").status_code == 200


def test_a_head_sees_who_is_short_of_hands_and_one_workers_list(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_head")
    page = client.get("/today/").content.decode()
    assert "哪里缺人手" in page and "责任社工" in page
    assert "多地人员配备做法“1:30”" in page
    other = client.get(f"/today/?post={world.posts['encheng_other']}").content.decode()
    assert "王**" not in other
    make.enter(client, world, "director")
    page = client.get("/today/").content.decode()
    assert "恩城街道" in page and "王**" in page
    assert "王**" not in client.get(f"/today/?area={make.HENGPI}").content.decode()


def test_the_village_sees_visits_and_no_test(client: Client, world: make.World, at: datetime) -> None:
    from guitu.casework.registrations.commands import assign_person

    person = casefile.on_detox(world.actor("encheng_worker"), at)
    head = world.actor("encheng_head")
    assign_person(head, at=at, person_id=person, post_id=world.posts["village"], part="village")
    make.enter(client, world, "village")
    page = client.get("/today/").content.decode()
    assert "家访" in page and "尿检" not in page and "检测" not in page


def test_a_post_without_a_worklist_has_a_home_all_the_same(client: Client, world: make.World) -> None:
    make.enter(client, world, "auditor")
    assert "<h1>谁看过</h1>" in client.get("/").content.decode()
    assert client.get("/today/").status_code == 404


def test_what_lies_in_two_months_is_shown_as_later(client: Client, world: make.World) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, make.moment(2026, 3, 16), start=date(2026, 3, 10), on=date(2026, 3, 2))
    make.enter(client, world, "encheng_worker")
    page = client.get("/today/").content.decode()
    fold = page[page.index('id="later"') :]
    assert "<details class=\"others\"><summary" in fold and re.search(r"以后的 \d+ 件", fold)


def test_counts_are_of_what_is_due_and_this_week_and_what_is_later_is_folded(client: Client, world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    for n in range(12):
        casefile.on_detox(worker, at, f"王{chr(0x4E00 + n)}")
    make.enter(client, world, "encheng_worker")
    page = client.get("/today/").content.decode()
    bar = page[page.index('<nav class="segments"') : page.index("</nav>", page.index('<nav class="segments"'))]
    counts = [int(n) for n in re.findall(r"<span>(\d+)</span>", bar)]
    told = [int(a or b) for a, b in re.findall(r"今天 (\d+) 件|本周还有 (\d+) 件", page)]
    assert counts[0] == sum(counts[1:]) == sum(told) > 30
    # the first page is full of what is due: a line leads to the page on which the rest begins, and there it is open
    link = re.search(r'<a href="([^"]*)">以后的 \d+ 件', page)
    assert link and 'id="later"' not in page
    assert '<details class="others" open>' in client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "以后的" not in client.get("/today/?hidden=1").content.decode()
    # few are due: the rest is folded, and the filters count none of it
    casefile.on_detox(world.actor("encheng_other"), at, "陈志")
    make.enter(client, world, "encheng_other")
    few = client.get("/today/").content.decode()
    folded = few[few.index('<details class="others"><summary class="btn btn-quiet">以后的') : few.index("</details>\n</section>")]
    rows = folded.count('<li class="duty ')
    assert rows and "btn-primary" not in folded and folded.count('<nav class="pager"') == few.count('<nav class="pager"') == 1
    listed, later = (int(re.findall(words, folded)[0]) for words in (r"共 (\d+) 条", r"以后的 (\d+) 件"))
    assert f"全部 <span>{listed - later}</span>" in few


def test_scripts_carry_the_nonce_of_the_answer_and_forms_send_their_origin(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.get("/today/")
    nonce = re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])
    assert nonce
    assert f'nonce="{nonce[1]}"' in answer.content.decode()
    # with no-referrer a browser sends `Origin: null` and no form would pass the CSRF check
    assert answer["Referrer-Policy"] == "same-origin"


def test_who_is_no_longer_in_care_weighs_on_nobody(client: Client, world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, at)
    clean = casefile.person(worker, at, "陈志", on=date(2020, 1, 6))
    casefile.fact(worker, at, clean, "abstinence_confirmed", date(2026, 3, 10))
    make.enter(client, world, "encheng_head")
    page = client.get("/today/").content.decode()
    row = next(line for line in page.split("<tr>") if f"post={world.posts['encheng_worker']}" in line)
    assert '<td class="num">1</td>' in row  # of the two


def test_each_post_has_the_row_with_its_own_buttons_whoever_looked_before(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    pages: dict[str, str] = {}
    for post in ("encheng_worker", "director", "encheng_worker", "director"):
        make.enter(client, world, post)
        page = client.get("/today/?kind=tests").content.decode()
        row = re.split(r'<li class="duty |</section>', page)[1]
        assert pages.setdefault(post, row) == row
    assert "btn-primary" in pages["encheng_worker"] and "责任社工" not in pages["encheng_worker"]
    assert "btn-primary" not in pages["director"] and "责任社工" in pages["director"]


def test_filters_keep_what_else_is_chosen_whoever_looked_before(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_head")
    post = f"post={world.posts['encheng_worker']}"
    for address, is_kept in (("/today/", False), (f"/today/?{post}", True), ("/today/", False)):
        page = client.get(address).content.decode()
        bar = page[page.index('<nav class="segments"') : page.index("</nav>", page.index('<nav class="segments"'))]
        assert (post in bar) is is_kept
        assert ("看整个辖区" in page) is is_kept


def test_the_cards_follow_what_was_recorded_a_moment_ago(client: Client, world: make.World, at: datetime) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_worker")
    pages = [client.get("/today/").content.decode()]
    casefile.on_detox(world.actor("encheng_worker"), at, "陈志")
    pages += [client.get("/today/").content.decode() for _ in range(2)]
    assert ["<strong>1</strong> <span>人，规范" in page for page in pages] == [True, False, False]
    assert ["<strong>2</strong> <span>人，规范" in page for page in pages] == [False, True, True]


def test_the_strong_button_is_of_what_is_due_and_what_is_recorded_ahead_says_so(
    client: Client, world: make.World, at: datetime
) -> None:
    casefile.on_detox(world.actor("encheng_worker"), at)
    make.enter(client, world, "encheng_worker")
    page = client.get("/today/").content.decode()
    rows = [row for row in page.split('<li class="duty bar-')[1:] if "data-open" in row]
    ahead = [row for row in rows if row.startswith("plain")]
    due = [row for row in rows if not row.startswith("plain")]
    assert due and all("btn-primary" in row for row in due)
    assert ahead and not [row for row in ahead if "btn-primary" in row.split("</section>")[0]]
    assert all("提前记录" in row or "今天见了" in row for row in ahead)
