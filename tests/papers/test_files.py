"""Files that are sent: made anew, kept once, encrypted, and handed back as nothing that runs."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.papers import pdf
from guitu.papers.files.commands import Sent, attach_file, take_file
from guitu.papers.files.remaking import Remade, remake
from tests import make
from tests.papers.caseload import issued, somebody


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **more: Any) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(target, kind, **more)
    return target.getvalue()


def with_position() -> bytes:
    plain = Image.effect_noise((600, 400), 40).convert("RGB")
    found = plain.getexif()
    found[0x0112] = 6  # lying on its side
    found[0x010F] = "camera of a canary"
    place = found.get_ifd(0x8825)
    place[1], place[2] = "N", (22.0, 11.0, 3.0)
    target = io.BytesIO()
    plain.save(target, "JPEG", exif=found, comment=b"a canary sings")
    return target.getvalue()


def hostile_pdf() -> bytes:
    layout = '#let d = json(bytes(sys.inputs.data))\n#set document(title: d.title)\n#set text(font: d.fonts.body)\n= #d.title'
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf.render(layout, [{"title": "扫描件"}], datetime(2026, 3, 16)))))
    run = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('canary')")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(run)
    writer.add_attachment("canary.exe", b"MZ canary")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_photograph_loses_where_and_with_what_it_was_taken_and_stands_upright() -> None:
    made = remake(with_position())
    found = Image.open(io.BytesIO(made.data))
    assert (found.format, found.size) == ("JPEG", (400, 600))
    assert dict(found.getexif()) == {} and "comment" not in found.info
    assert b"canary" not in made.data and b"Exif" not in made.data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_whatever_kind_of_picture_comes_a_jpeg_of_a_page_is_kept(kind: str) -> None:
    made = remake(photo(kind, (3000, 1200)))
    assert made.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(made.data)).size == (2048, 819)


def test_a_pdf_is_drawn_anew_without_its_script_and_its_attachment() -> None:
    made = remake(hostile_pdf())
    assert (made.media_type, made.pages) == ("application/pdf", 1)
    found = PdfReader(io.BytesIO(made.data))
    assert "扫描件" in found.pages[0].extract_text()
    assert "/OpenAction" not in found.root_object and found.attachments == {}
    assert not re.search(rb"canary|/JavaScript|/EmbeddedFile", made.data)


def bomb() -> bytes:
    """A small PNG that says of itself to be of four gigapixels."""
    found = bytearray(photo("PNG", (16, 16)))
    found[16:24] = (65_000).to_bytes(4, "big") * 2
    return bytes(found)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"), (b"<html><script>", "file_kind_not_taken"), (b"GIF89a" + b"x" * 100, "file_kind_not_taken"),
        (b"MZ\x90\x00", "file_kind_not_taken"), (b"<svg onload='x'>", "file_kind_not_taken"), (b"PK\x03\x04", "file_kind_not_taken"),
        (b"\xff\xd8\xff<html><script>alert(1)</script>", "file_unreadable"), (photo()[:2000], "file_unreadable"),
        (b"%PDF-1.7\nno pages", "file_unreadable"), (bomb(), "file_unreadable"), (b"\xff\xd8\xff" + b"x" * (20 << 20), "file_too_big"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_and_no_pages_is_not_taken(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        remake(data)
    assert refused.value.reasons[0].code in (code, "file_too_many_pixels")


SMALL = Remade("image/jpeg", b"\xff\xd8\xff small", 1)


@pytest.mark.django_db
def test_the_same_file_sent_again_is_one_file(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    paper = issued(world, at, person)
    told = {"at": at, "matter_id": person, "paper_id": paper}
    first = attach_file(worker, file=Sent(b"scan", SMALL), **told)
    again = attach_file(worker, file=Sent(b"scan", SMALL), **told)
    other = attach_file(worker, file=Sent(b"another", SMALL), **told)
    assert first["file"] == again["file"] != other["file"]
    assert again["again"] is True
    with acting(worker):
        assert rows("SELECT count(*) FROM papers_content") == [(2,)]
        assert b"small" not in bytes(rows("SELECT data FROM papers_content LIMIT 1")[0][0])


@pytest.mark.django_db
def test_a_file_is_seen_by_who_sees_the_person_and_nobody_else(world: make.World, at: datetime) -> None:
    worker, person = world.actor("encheng_worker"), somebody(world, at)
    told = {"at": at, "matter_id": person, "file": Sent(b"scan", SMALL)}
    found = attach_file(worker, item="handbook", **told)["file"]
    answer: Any = take_file(worker, at=at, file_id=found)
    assert answer.beside == SMALL.data
    for name in ("hengpi_worker", "hengpi_head", "encheng_other", "yongan_head"):
        with pytest.raises(NotVisible):
            take_file(world.actor(name), at=at, file_id=found)
        with pytest.raises(NotVisible):
            attach_file(world.actor(name), item="handbook", **told)
    with pytest.raises(Refused):
        attach_file(worker, item="no_such_item", **told)
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM people_access WHERE person_id = %s AND action = 'export'", [person]) == [(1,)]


@pytest.mark.django_db
def test_a_scan_sent_by_the_page_fills_its_item_and_comes_back_as_an_attachment(
    world: make.World, at: datetime, client: Client
) -> None:
    person = somebody(world, at)
    make.enter(client, world, "encheng_worker")
    page = f"/papers/people/{person}/items/handbook/"
    assert client.get(page).status_code == 200
    sent = {"request_id": make.request_id(), "file": SimpleUploadedFile("evil.html", with_position(), "text/html")}
    assert client.post(page, sent)["Location"].endswith("/papers/")
    wrong = {"request_id": make.request_id(), "file": SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")}
    refused = client.post(page, wrong)
    assert refused.status_code == 422 and "这里只收照片" in refused.content.decode()
    tab = client.get(f"/casework/people/{person}/show/papers/").content.decode()
    address = re.search(r'action="(/papers/files/[0-9a-f-]+/)"', tab)
    assert address and "人员手册" in tab
    answer = client.post(address[1])
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(answer.content)).size == (400, 600)
