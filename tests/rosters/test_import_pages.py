"""The pages of an import: works, refuses in plain words, shows nothing to outsiders, bears a second tap."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.casework.rosters import batch_actions, pipeline
from guitu.cli.proving import archives as hostile
from guitu.kit.database import acting, rows
from tests import casefile, make
from tests.rosters.batches import book, person
from tests.rosters.test_import_commands import ninety, outcomes
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]


def upload(client: Client, path: Path) -> Any:
    """Sent, and read by the readers."""
    answer = client.post("/casework/rosters/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    run_jobs("read")
    return answer


def batch_in(answer: Any) -> UUID:
    return UUID(answer["Location"].rstrip("/").split("/")[-1])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_roster_with_errors_goes_in_in_part_and_then_shows_its_people(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    make.enter(client, world, "encheng_head")
    sent = upload(client, book(tmp_path / "三月.xlsx", ninety()))
    assert sent.status_code == 302
    page = text_of(client.get(sent["Location"]))
    assert "能导入 78 行，有问题 11 行" in page
    assert "“2025-02-30”没有这一天" in page
    assert "自用列" in page
    assert re.search(r'class="num">17</td>', page)
    done = client.post(f"{sent['Location']}start/", follow=True)
    assert "导入了 78 人" in text_of(done)
    again = client.post(f"{sent['Location']}start/", follow=True)
    assert "导入了 78 人" in text_of(again)
    assert outcomes(world.actor("encheng_head"), batch_in(sent))["added"] == 78


def test_the_errors_book_comes_back_corrected(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    sent = upload(client, book(tmp_path / "a.xlsx", ninety()))
    found = client.get(f"{sent['Location']}errors.xlsx")
    assert found["Content-Disposition"].startswith("attachment")
    (tmp_path / "e.xlsx").write_bytes(found.content)
    again = upload(client, tmp_path / "e.xlsx")
    # the second of two lines with one number stands alone now
    assert "能导入 1 行，有问题 10 行" in text_of(client.get(again["Location"]))


def test_the_template_can_be_taken_away(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.get("/casework/rosters/template.xlsx")
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "不是能读的表格"),
        ("a.xlsx", b"", "请先选一个文件|文件是空的"),
        ("a.xlsx", b"PK\x03\x04 broken", "已损坏|不是能读的表格"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
    ],
)
def test_a_wrong_file_gets_a_plain_answer(
    client: Client, world: make.World, name: str, content: bytes, said: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post("/casework/rosters/", {"file": SimpleUploadedFile(name, content)})
    run_jobs("read")
    page = client.get(answer["Location"], follow=True) if answer.status_code == 302 else answer
    assert re.search(said, text_of(page))


@pytest.mark.parametrize(
    ("make_it", "said"),
    [
        (lambda path: hostile.ole(path, "EncryptionInfo", "EncryptedPackage"), "打开密码"),
        (hostile.encrypted_archive, "打开密码"),
        (lambda path: hostile.zip_bomb(path, 450), "解开后超过"),
    ],
)
def test_a_hostile_file_gets_a_plain_answer_and_leaves_nothing(
    client: Client, world: make.World, tmp_path: Path, make_it: Callable[[Path], Path], said: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = upload(client, make_it(tmp_path / "a.xlsx"))
    assert said in text_of(client.get(answer["Location"]))
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM casework_importrow") == [(0,)]
    assert list(Path(settings.UPLOADS).glob("*.roster")) == []


def test_nothing_chosen_is_said_beside_the_field(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post("/casework/rosters/", {})
    assert answer.status_code == 422
    assert "请先选一个文件" in text_of(answer)


def test_a_file_without_a_known_column_can_be_told_which_it_is(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    make.enter(client, world, "encheng_head")
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,号儿,性别\n林一,{person(1)['身份证号']},男\n", encoding="utf-8")
    sent = upload(client, path)
    columns = client.get(sent["Location"], follow=True)
    assert "身份证号" in text_of(columns)
    twice = client.post(f"{sent['Location']}columns/", {"column-0": "name", "column-1": "name", "column-2": ""})
    assert twice.status_code == 422
    told = client.post(
        f"{sent['Location']}columns/", {"column-0": "name", "column-1": "id_number", "column-2": "sex"}, follow=True
    )
    assert "能导入 1 行" in text_of(told)


def test_an_outsider_gets_the_page_of_nothing(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_worker")
    place = upload(client, book(tmp_path / "a.xlsx", [person(1)]))["Location"]
    for outsider in ("hengpi_head", "encheng_other", "yongan_head", "auditor", "village"):
        make.enter(client, world, outsider)
        for part in ("", "columns/", "progress/", "errors.xlsx", "undo/"):
            assert client.get(place + part).status_code == 404, (outsider, part)
        for part in ("columns/", "start/", "stop/", "undo/"):
            assert client.post(place + part).status_code == 404, (outsider, part)


def test_many_rows_go_to_the_background_and_can_be_stopped(
    client: Client, world: make.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_actions, "SMALL", 3)
    monkeypatch.setattr(pipeline, "SMALL", 3)
    monkeypatch.setattr(pipeline, "CHUNK", 2)
    head = world.actor("encheng_head")
    make.enter(client, world, "encheng_head")
    place = upload(client, book(tmp_path / "a.xlsx", [person(n) for n in range(1, 8)]))["Location"]
    batch = batch_in({"Location": place})
    page = client.post(f"{place}start/", follow=True)
    assert "0 / 7" in text_of(page)
    assert "停止" in text_of(page)
    client.post(f"{place}stop/")
    run_jobs("import")
    assert outcomes(head, batch) == {"waiting": 7}
    client.post(f"{place}start/")
    run_jobs("import")
    assert outcomes(head, batch) == {"added": 7}
    assert client.get(f"{place}progress/")["HX-Redirect"] == place
    client.post(f"{place}undo/")
    run_jobs("import")
    assert outcomes(head, batch) == {"undone": 7}


def test_a_batch_is_taken_back_after_a_look(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    place = upload(client, book(tmp_path / "a.xlsx", [person(1), person(2)]))["Location"]
    client.post(f"{place}start/")
    assert "撤回 2 人" in text_of(client.get(f"{place}undo/"))
    assert "已撤回 2 人" in text_of(client.post(f"{place}undo/", follow=True))
    assert "已撤回 2 人" in text_of(client.post(f"{place}undo/", follow=True))


def test_what_differs_is_shown_and_nothing_is_overwritten(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    first = upload(client, book(tmp_path / "a.xlsx", [person(1)]))["Location"]
    client.post(f"{first}start/")
    second = upload(client, book(tmp_path / "b.xlsx", [person(1, 现住址="新路 2 号")]))["Location"]
    client.post(f"{second}start/")
    page = text_of(client.get(f"{second}?tab=differs"))
    assert "青云路 1 号" in page
    assert "新路 2 号" in page
    with acting(world.actor("encheng_head")):
        assert rows("SELECT action FROM people_access WHERE person_id IS NOT NULL") == [("open",)]


def test_whom_nobody_looks_after_is_a_list(client: Client, world: make.World, tmp_path: Path) -> None:
    make.enter(client, world, "encheng_head")
    place = upload(client, book(tmp_path / "a.xlsx", [person(1), person(2, 责任社工="无此人")]))["Location"]
    client.post(f"{place}start/")
    assert text_of(client.get("/casework/rosters/without-worker/")).count("林*") == 2


def test_the_preview_asks_the_same_few_questions_however_many_rows(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    make.enter(client, world, "encheng_head")
    counts = []
    for many in (2, 40):
        place = upload(client, book(tmp_path / f"{many}.xlsx", [person(n, 姓名="") for n in range(1, many)]))["Location"]
        with casefile.capture() as captured:
            client.get(place)
        counts.append(len(casefile.content_queries(captured)))
    assert counts[0] == counts[1] <= 6


def test_no_file_of_an_upload_is_left_behind(client: Client, world: make.World, tmp_path: Path) -> None:
    import tempfile

    make.enter(client, world, "encheng_head")
    before = set(Path(tempfile.gettempdir()).glob("tmp*"))
    upload(client, book(tmp_path / "a.xlsx", [person(1)]))
    assert set(Path(tempfile.gettempdir()).glob("tmp*")) <= before
    with acting(world.actor("encheng_head")):
        assert rows("SELECT count(*) FROM casework_importrow") == [(1,)]
