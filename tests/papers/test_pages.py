"""The pages of papers: works · refuses with its reason · a stranger finds nothing · sent twice issues once."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from guitu.casework.measures import commands as measures
from guitu.kit.database import acting, rows
from tests import casefile, make
from tests.papers.caseload import issued, pdf_text, somebody, word_text

pytestmark = [pytest.mark.django_db]


def text(answer: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode().partition("<main")[2].partition("</main>")[0])


def main(answer: Any) -> str:
    return answer.content.decode().partition("<main")[2]


def count(world: make.World) -> int:
    with acting(world.actor("encheng_head")):
        return int(rows("SELECT count(*) FROM papers_paper")[0][0])


def test_an_agreement_from_the_tab_to_the_file(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at)
    make.enter(client, world, "encheng_worker")
    tab = client.get(f"/casework/people/{person}/show/papers/")
    assert "还没有文书" in text(tab) and "档案 22 项" in text(tab)
    offered = client.get(f"/papers/people/{person}/new/")
    assert "协议书" in text(offered) and "责令社区戒毒决定书" not in text(offered)
    page = f"/papers/people/{person}/new/agreement/"
    assert "王小明" in text(client.get(page))
    filled = {"asked_0": "每月走访一次。", "asked_1": "", "request_id": make.request_id()}
    read_back = client.post(page, {**filled, "stage": "check"})
    assert read_back.status_code == 200 and "每月走访一次。" in text(read_back)
    assert count(world) == 0
    done = client.post(page, {**filled, "stage": "confirm"})
    again = client.post(page, {**filled, "stage": "confirm"})
    assert done["Location"] == again["Location"] and count(world) == 1
    shown = client.get(done["Location"])
    assert "第1号" in text(shown) and "已出具" in text(shown)
    pages = client.post(f"{done['Location']}print/pdf/")
    assert pages["Content-Type"] == "application/pdf" and pages["Content-Disposition"].startswith("attachment")
    assert "王小明" in pdf_text(pages.content)
    assert client.post(f"{done['Location']}print/pdf/").content == pages.content
    letter = client.post(f"{done['Location']}print/word/")
    assert "王小明" in word_text(letter.content)
    assert client.post(f"{done['Location']}print/word/").content == letter.content
    assert client.post(f"{done['Location']}print/odt/").status_code == 404
    tab = client.get(f"/casework/people/{person}/show/papers/")
    assert "第1号" in text(tab)


def test_what_is_lacking_is_named_with_its_page_and_may_be_typed_for_this_one(
    world: make.World, at: datetime, client: Client
) -> None:
    person = casefile.on_detox(world.actor("encheng_worker"), at, id_number=None)
    make.enter(client, world, "encheng_worker")
    page = f"/papers/people/{person}/new/agreement/"
    form = client.get(page)
    assert "证件号码" in text(form) and "决定文号" in text(form)
    names = re.findall(r'name="(lacking_\d+)"', main(form))
    short = client.post(page, {"stage": "confirm"})
    assert short.status_code == 422 and "请填写" in text(short) and count(world) == 0
    done = client.post(page, {**dict.fromkeys(names, "没有登记"), "stage": "confirm"})
    assert done.status_code == 302 and count(world) == 1


def test_a_character_that_no_font_has_is_named_before_anything_is_issued(
    world: make.World, at: datetime, client: Client
) -> None:
    person = somebody(world, at, name="王𠮷明")
    make.enter(client, world, "encheng_worker")
    page = f"/papers/people/{person}/new/agreement/"
    assert "𠮷" in text(client.get(page)).partition("字库里没有这个字")[2][:20]
    assert client.post(page, {"stage": "confirm"}).status_code == 422
    assert count(world) == 0


def test_served_replaced_withdrawn_by_their_pages(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at)
    paper = issued(world, at, person, "warning", 告诫事由="没有到站。")
    make.enter(client, world, "encheng_worker")
    page = f"/papers/{paper}/"
    for step in ("serve", "replace", "withdraw"):
        assert client.get(f"{page}{step}/").status_code == 200
        empty = client.post(f"{page}{step}/", {})
        assert empty.status_code == 422 and "请" in text(empty)
    left = client.post(f"{page}serve/", {"on": "2026-03-16", "how": "left", "words": ""})
    assert left.status_code == 422 and "见证人" in text(left)
    early = client.post(f"{page}serve/", {"on": "2026-03-01", "how": "in_person", "words": ""})
    assert early.status_code == 422 and "早于出具日期" in text(early)
    assert client.post(f"{page}serve/", {"on": "2026-03-16", "how": "left", "words": "见证人李四"})["Location"] == page
    assert "已送达" in text(client.get(page)) and "见证人李四" in text(client.get(page))
    renewed = client.post(f"{page}replace/", {"why": "wrong_value", "words": "日期写错", "asked_0": "三月十六日没有到站。"})
    assert renewed.status_code == 302 and renewed["Location"] != page
    assert "已重出" in text(client.get(page)) and "日期写错" in text(client.get(page))
    assert "三月十六日没有到站。" in text(client.get(renewed["Location"]))
    assert client.post(f"{renewed['Location']}withdraw/", {"why": "not_needed", "words": ""}).status_code == 302
    assert "已撤回" in text(client.get(renewed["Location"]))


def test_a_decision_shows_as_served_when_the_step_is_recorded(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at, until="decided")
    paper = issued(world, at, person, "detox_decision", by="encheng_police", 事实和依据="于三月九日被查获。")
    make.enter(client, world, "encheng_police")
    page = client.get(f"/papers/{paper}/")
    assert f"/casework/people/{person}/" in main(page).partition("登记送达")[0].rpartition("href=")[2]
    with acting(world.actor("encheng_police")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
    measures.serve_decision(world.actor("encheng_police"), at=at, person_id=person, measure=measure, on=at.date())
    assert "已送达" in text(client.get(f"/papers/{paper}/"))


def test_the_answer_to_a_legal_step_offers_its_paper(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at, until="reported")
    with acting(world.actor("encheng_worker")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
    make.enter(client, world, "encheng_worker")
    filled = {"measure": measure, "on": "2026-03-16", "guardian_signed": "on", "note": "", "stage": "confirm"}
    answer = client.post(f"/casework/people/{person}/sign-agreement/", filled)
    assert answer.status_code == 200 and f"/papers/people/{person}/new/agreement/" in main(answer)


def test_the_checklist_fills_itself(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at)
    make.enter(client, world, "encheng_worker")

    def items() -> dict[str, str]:
        found = main(client.get(f"/casework/people/{person}/show/papers/")).partition('class="items"')[2].partition("</ul>")[0]
        lines = [re.sub(r"<[^>]+>|\s+", " ", one).split() for one in found.split("<li>")[1:]]
        return {line[0]: " ".join(line[1:]) for line in lines}

    before = items()
    assert len(before) == 22
    assert before["协议书"].startswith("未归档") and before["请假"].startswith("还不涉及")
    issued(world, at, person)
    casefile.fact(world.actor("encheng_worker"), at, person, "visit", at.date())
    after = items()
    assert "已归档" in after["协议书"] and "2026-03-16" in after["协议书"]
    assert "系统里有" in after["定期访谈"] and before["定期访谈"].startswith("未归档")


@pytest.mark.parametrize("name", ["hengpi_head", "encheng_other", "yongan_head", "village"])
def test_a_stranger_finds_no_paper(world: make.World, at: datetime, client: Client, name: str) -> None:
    person = somebody(world, at)
    paper = issued(world, at, person)
    make.enter(client, world, name)
    for step in ("", "serve/", "replace/", "withdraw/", "file/", "print/pdf/"):
        assert client.post(f"/papers/{paper}/{step}").status_code in (404, 405), step
        assert client.get(f"/papers/{paper}/{step}").status_code in (404, 405), step
    assert client.get(f"/papers/people/{person}/new/").status_code == 404


def test_the_director_sees_that_a_paper_is_there_and_prints_none(world: make.World, at: datetime, client: Client) -> None:
    paper = issued(world, at, somebody(world, at))
    make.enter(client, world, "director")
    page = client.get(f"/papers/{paper}/")
    assert page.status_code == 200 and "下载" not in text(page)
    assert client.post(f"/papers/{paper}/print/pdf/").status_code == 404


def test_the_tab_asks_a_fixed_number_of_questions(world: make.World, at: datetime, client: Client) -> None:
    person = somebody(world, at)
    make.enter(client, world, "encheng_worker")
    address = f"/casework/people/{person}/show/papers/"
    client.get(address)
    counts = []
    for papers in (0, 4):
        for _ in range(papers):
            issued(world, at, person)
        with casefile.capture() as captured:
            client.get(address)
        counts.append(len(casefile.content_queries(captured)))
    assert counts[0] == counts[1] <= 5


