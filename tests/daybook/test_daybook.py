"""工作记录: one visit, written once, stands on every form, on the book's line and in the month; nothing with a source is blank."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from guitu import policy
from guitu.casework import filled, printing
from guitu.casework.daybook import making, queries, route
from guitu.casework.daybook.commands import keep_month_report
from guitu.casework.filled_values import BLANK, LISTED, MONTH, ORIGINS
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.policy import sources
from guitu.rules import daybook, records
from guitu.rules.daybook import Done
from tests import casefile, make
from tests.casework import steps
from tests.papers.caseload import pdf_text

pytestmark = [pytest.mark.django_db]
MARCH = date(2026, 3, 1)
NOTE = "工作照常，说想学电工。"


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at, phone="15400000001", address="东门社区三巷 5 号")
    steps.measure(world, at, person)
    return person


@pytest.fixture
def visited(world: make.World, at: datetime, who: UUID) -> UUID:
    """One visit at home, one talk at the centre, one call that nobody took."""
    worker = world.actor("encheng_worker")
    what: dict[str, Any] = {"at": at, "person_id": who}
    record_visit(worker, **what, on=date(2026, 3, 10), how="home", moods=("steady",), needs=("training",), note=NOTE)
    record_visit(worker, **what, on=date(2026, 3, 12), how="centre", note="说到家里的事。")
    record_visit(worker, **what, on=date(2026, 3, 13), how="phone", met=False)
    return who


def taken(client: Client, form: str, way: str = "pdf", **given: str) -> Any:
    return client.post(f"/casework/daybook/print/{form}/{way}/", {"month": "2026-03", "post": "", "person": "", **given})


def test_one_visit_is_on_the_record_the_book_and_the_provincial_sheet_and_in_the_month(
    world: make.World, client: Client, visited: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert all(text in client.get("/casework/daybook/?month=2026-03").content.decode() for text in ("王**", "2026-03-10", "家访"))
    record = pdf_text(taken(client, "visit_record").content)
    assert all(text in record for text in ("王小明", "2026-03-10", "家访", "平稳", "学技能", "电工", "东门社区三巷"))
    talks = pdf_text(taken(client, "talk_record").content)
    assert "说到家里的事" in talks and "电工" not in talks
    assert "电工" in pdf_text(taken(client, "visit_book").content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "provincial_visits", "xlsx").content))
    lines = book.get_sheet_by_index(0).to_python()
    assert [line[1] for line in lines[1:]] == ["王小明"] * 3 and lines[1][6] == "家访" and "平台编号" in lines[0]
    month = client.get("/casework/daybook/month/?month=2026-03").content.decode()
    assert "没见到本人 1 次" in month and "what=visits" in month
    with acting(world.actor("clerk")):
        looks = rows("SELECT action, count(*) FROM people_access WHERE person_id = %s AND action IN ('print', 'export') GROUP BY 1", [visited])
    assert dict(looks) == {"print": 3, "export": 1}


def test_no_field_that_has_a_source_is_blank_on_any_form(world: make.World, at: datetime, visited: UUID) -> None:
    """Also of somebody of whom nothing but a name is on file: what is not known says so."""
    worker = world.actor("encheng_worker")
    other = casefile.person(worker, at, "李小红", born_on=None)
    for kind, body in (("visit", {"how": "home"}), ("session_held", {}), ("periodic_report", {}), ("urine_test", {"outcome": "negative"})):
        casefile.fact(worker, at, other, kind, date(2026, 3, 12), **body)
    blank, seen = [], set()
    with acting(worker):
        for form in filled.forms_for(worker.path, worker.classes).values():
            lines = printing.filled(form, making.records(worker, queries.Asked(MARCH), form), date(2026, 3, 16))
            assert len(lines) >= 1, form.code
            blank += [(form.code, slot.name) for line in lines for slot in form.fields if (line[slot.name].strip() == "") != slot.is_new]
            seen.add(form.look)
    assert blank == [] and seen == {"page", "sheet"}


@pytest.mark.parametrize("pack", policy.names())
def test_every_field_of_every_form_names_a_register_or_a_fact_that_is_there_or_is_marked_new(world: make.World, pack: str) -> None:
    with acting(world.actor("clerk")):
        columns = {f"{table}.{column}" for table, column in rows(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('r', 'p') AND a.attnum > 0"
        )}
    assert {origin.comes for origin in ORIGINS.values()} | set(MONTH.values()) | set(LISTED.values()) <= columns
    for form in filled.of_pack(pack).values():
        for slot in form.fields:
            kind, _, field = slot.source.partition(".")
            assert slot.is_new or slot.source in ORIGINS or slot.source in {**MONTH, **LISTED} or field in records.KINDS[kind].__dataclass_fields__


@pytest.mark.parametrize(
    ("old", "new"),
    [('source = "visit.how"', 'source = "visit.weather"'), ('source = "record.worker"', ""), ('name = "方式"', 'name = "办法"'), ('["visit"]', '["registered"]')],
)
def test_a_form_with_a_field_from_nowhere_is_a_fault(old: str, new: str) -> None:
    text = (sources.folder() / "national" / "filled" / "visit_record.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(filled.FilledFault):
        filled.read_form("visit_record", "national", text.replace(old, new, 1))


def test_what_is_corrected_is_printed_as_it_stands_and_another_months_is_not(
    world: make.World, at: datetime, client: Client, visited: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert taken(client, "visit_record", month="2026-02").status_code == 422
    refused = taken(client, "visit_book", "xlsx")
    assert refused.status_code == 422 and "谈话内容" in refused.content.decode()
    assert taken(client, "visit_record", person=str(visited)).status_code == 200


def test_who_does_not_see_the_person_gets_the_page_of_nothing(world: make.World, client: Client, visited: UUID) -> None:
    for name in ("hengpi_worker", "encheng_other"):
        make.enter(client, world, name)
        page = client.get("/casework/daybook/?month=2026-03")
        assert page.status_code == 200 and "王**" not in page.content.decode()
        assert client.get(f"/casework/daybook/?month=2026-03&person={visited}").status_code == 404
        assert client.get(f"/casework/people/{visited}/daybook/").status_code == 404
        assert taken(client, "visit_record", person=str(visited)).status_code == 404
    make.enter(client, world, "encheng_police")
    assert client.get("/casework/daybook/").status_code in (403, 404)
    make.enter(client, world, "village")
    assert "走访记录" not in client.get("/casework/daybook/?month=2026-03").content.decode()  # it reads no names and no notes


def test_the_pages_stay_within_their_queries(world: make.World, client: Client, visited: UUID) -> None:
    make.enter(client, world, "encheng_head")
    for address in ("/casework/daybook/?month=2026-03", "/casework/daybook/month/?month=2026-03"):
        client.get(address)
        with casefile.capture() as asked:
            assert client.get(address).status_code == 200
        assert len(casefile.content_queries(asked)) <= 6, [one[:90] for one in casefile.content_queries(asked)]


def test_a_months_report_is_kept_by_versions_and_the_head_reads_it(world: make.World, client: Client, visited: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    address = "/casework/daybook/month/?month=2026-03"
    sent = {"request_id": make.request_id(), "summary": "三次联系，见到两次。", "hard": "", "plans": "帮他报名电工班。"}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    page = client.get(address).content.decode()
    assert "第 1 稿" in page and "第 2 稿" not in page and "三次联系" in page
    same = client.post(address, {**sent, "request_id": make.request_id()})
    assert same.status_code == 422 and "不用再存" in same.content.decode() and "帮他报名电工班" in same.content.decode()
    report = re.search(r"/casework/daybook/month/([0-9a-f-]{36})/print/", page)
    assert report is not None
    text = pdf_text(client.post(report[0]).content)
    assert "1人，1人次" in text and "三次联系" in text and "第1稿" in text
    make.enter(client, world, "encheng_head")
    read = client.get(f"{address}&post={world.posts['encheng_worker']}").content.decode()
    assert "三次联系" in read and "存为一稿" not in read
    assert client.post(report[0]).status_code == 200
    for name in ("encheng_other", "hengpi_head"):
        make.enter(client, world, name)
        assert client.post(report[0]).status_code == 404
    with pytest.raises(Refused, match="month_ahead"):
        keep_month_report(world.actor("encheng_worker"), at=make.moment(2026, 3, 16), month=date(2026, 4, 1), words={})


def _done() -> Iterator[tuple[list[Done], list[tuple[str, int, int, int]], int]]:
    on = date(2026, 3, 2)
    yield [], [], 0
    yield [Done("a", "visit", on, "home"), Done("a", "visit", on, "workplace", met=False)], [("visit", 2, 1, 1)], 1
    yield [Done("a", "visit", on, "phone"), Done("b", "session_held", on), Done("a", "visit", on, "centre")], [("talk", 2, 2, 0), ("call", 1, 1, 0)], 2
    yield [Done("a", "urine_test", on), Done("b", "urine_test", on), Done("c", "registered", on)], [("test", 2, 2, 0)], 2


@pytest.mark.parametrize(("done", "lines", "people"), list(_done()))
def test_a_month_counts_people_and_times_and_a_person_once(done: list[Done], lines: list[tuple[str, int, int, int]], people: int) -> None:
    assert [(one.group, one.times, one.people, one.unmet) for one in daybook.month(done)] == lines
    assert daybook.people_of(done) == people
    assert BLANK.strip() == ""


def test_the_way_goes_by_places_and_names_only_who_is_due_to_be_seen(world: make.World, at: datetime, client: Client) -> None:
    worker = world.actor("encheng_worker")
    for name, place in (("王小明", "002"), ("李小红", "001"), ("赵小刚", "002")):
        casefile.on_detox(worker, at, name, date(2025, 12, 1), scope_path=make.ENCHENG + place)
    seen = casefile.on_detox(worker, at, "陈小军", date(2025, 12, 1), scope_path=make.ENCHENG + "001")
    record_visit(worker, at=at, person_id=seen, on=date(2026, 3, 16), how="home")
    with acting(worker):
        found = route.stops(worker, worker.post_id, date(2026, 3, 16), date(2026, 3, 16))
    assert found[0].label == "李**" and len(found) == 3 and seen not in {one.person_id for one in found}
    assert [len(one["stops"]) for one in route.by_place(found)] == [1, 2]
    make.enter(client, world, "encheng_worker")
    client.get("/casework/daybook/route/")
    with casefile.capture() as asked:
        page = client.get("/casework/daybook/route/").content.decode()
    assert page.index("李**") < page.index("王**") and len(casefile.content_queries(asked)) <= 6
    text = pdf_text(client.post("/casework/daybook/route/print/", {"span": "today", "post": ""}).content)
    assert "王小明" in text and "陈小军" not in text and "家访" in text
    make.enter(client, world, "encheng_other")
    assert "王**" not in client.get("/casework/daybook/route/").content.decode()
    assert client.post("/casework/daybook/route/print/", {"span": "week", "post": str(worker.post_id)}).status_code == 422
