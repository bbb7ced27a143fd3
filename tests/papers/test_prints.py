"""One paper for many: a frozen list, an answer per person, one file."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from pypdf import PdfReader

from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.papers import jobs, kinds, pdf
from guitu.papers.prints.commands import start_print, take_pages
from tests import make
from tests.papers.caseload import pdf_text, somebody
from tests.worker import work_off

pytestmark = [pytest.mark.django_db]
NAMES = ("王小明", "李小红", "赵小刚")


@pytest.fixture
def waiting(world: make.World, at: datetime) -> list[UUID]:
    """Three people who have reported in and have not signed; one of them without a number of identity."""
    numbers: tuple[str | None, ...] = ("440799199203070038", None, "440799199203070054")
    return [somebody(world, at, name=name, until="reported", id_number=number) for name, number in zip(NAMES, numbers, strict=True)]


def test_everybody_due_gets_a_paper_and_who_lacks_something_is_told_why(
    world: make.World, at: datetime, client: Client, waiting: list[UUID]
) -> None:
    make.enter(client, world, "encheng_worker")
    assert "3 人" in client.get("/papers/prints/").content.decode()
    page = client.get("/papers/prints/agreement/new/").content.decode()
    whom = re.findall(r'name="whom" value="([^"]+)"', page)
    assert len(whom) == 3
    empty = client.post("/papers/prints/agreement/new/", {"asked_0": "每月走访。", "asked_1": ""})
    assert empty.status_code == 422
    sent = {"request_id": make.request_id(), "asked_0": "每月走访。", "asked_1": "", "whom": whom}
    started = client.post("/papers/prints/agreement/new/", sent)["Location"]
    assert client.post("/papers/prints/agreement/new/", sent)["Location"] == started
    assert "hx-get" in client.get(started).content.decode()
    assert client.post(f"{started}pages/").status_code == 422
    assert work_off()["print_letters"] == 1
    assert client.get(started, headers={"HX-Request": "true", "HX-Target": "progress"})["HX-Refresh"] == "true"
    done = client.get(started).content.decode()
    assert "已出具 2 份，没有出具 1 份。" in done and "证件号码" in done
    got = client.post(f"{started}pages/")
    text = pdf_text(got.content)
    assert "王小明" in text and "赵小刚" in text and "李小红" not in text
    assert len(PdfReader(io.BytesIO(got.content)).pages) == 2
    with acting(world.actor("clerk")):
        looks = rows("SELECT person_id FROM people_access WHERE action = 'print'")
    assert {person for (person,) in looks} == {waiting[0], waiting[2]}


def started(world: make.World, at: datetime, waiting: list[UUID]) -> UUID:
    worker = world.actor("encheng_worker")
    with acting(worker):
        keys = dict(rows("SELECT matter_id, key FROM duties_duty WHERE kind = 'sign_agreement' AND state = 'open'"))
    whom = [(str(person), f"duty:{keys[person]}") for person in waiting]
    return UUID(start_print(worker, at=at, kind="agreement", whom=whom, typed={})["print"])


def test_run_twice_it_issues_once(world: make.World, at: datetime, waiting: list[UUID]) -> None:
    worker, found = world.actor("encheng_worker"), started(world, at, waiting)
    for _ in range(2):
        jobs.print_letters.func(str(worker.post_id), str(worker.account_id), str(found), str(worker.natural_person_id))
    with acting(worker):
        assert rows("SELECT count(*) FROM papers_paper") == [(2,)]


def test_after_a_day_the_pages_are_gone_and_the_papers_stay(
    world: make.World, at: datetime, waiting: list[UUID], clock: Callable[[str], None]
) -> None:
    worker, found = world.actor("encheng_worker"), started(world, at, waiting)
    work_off()
    take_pages(worker, at=at, print_id=found)
    with pytest.raises(Refused):
        take_pages(worker, at=at + timedelta(hours=25), print_id=found)
    jobs.sweep_prints.func(make.ENPING)
    with acting(worker):
        assert rows("SELECT count(*) FROM papers_print WHERE pages IS NOT NULL") == [(1,)]
    clock("2026-03-17T10:00:00")
    jobs.sweep_prints.func(make.ENPING)
    with acting(worker):
        assert rows("SELECT count(*) FROM papers_print WHERE pages IS NOT NULL") == [(0,)]
        assert rows("SELECT count(*) FROM papers_paper") == [(2,)]


def test_nobody_of_another_area_is_printed_for_and_no_print_of_another_is_seen(
    world: make.World, at: datetime, waiting: list[UUID]
) -> None:
    other = world.actor("hengpi_worker")
    with pytest.raises(NotVisible):
        start_print(other, at=at, kind="agreement", whom=[(str(waiting[0]), "duty:x")], typed={})
    found = started(world, at, waiting)
    work_off()
    with pytest.raises(NotVisible):
        take_pages(other, at=at, print_id=found)


@pytest.mark.parametrize(("many", "code"), [(0, "print_nobody"), (501, "print_too_many")])
def test_a_list_has_its_bounds(world: make.World, at: datetime, many: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        start_print(world.actor("encheng_worker"), at=at, kind="agreement", whom=[("x", "y")] * many, typed={})
    assert refused.value.reasons[0].code == code


def test_five_hundred_letters_are_laid_out_in_a_minute() -> None:
    from guitu.casework.paper import SOURCE
    from guitu.papers.sources import examples

    kind = kinds.of_pack("national")["agreement"]
    layout = kinds.file_of("national", pdf.LAYOUT).read_text(encoding="utf-8")
    letters = [
        pdf.letter(kind.title, f"第{n}号", kind.body, {**examples(kind, SOURCE), "姓名": f"第{n}人"}) for n in range(500)
    ]
    begun = time.monotonic()
    data = pdf.render(layout, letters, datetime(2026, 3, 16), many=True)
    assert time.monotonic() - begun < 60
    assert "第499人" in pdf_text(data)
