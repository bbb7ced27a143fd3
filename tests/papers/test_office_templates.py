"""The county's own Word templates: whatever breaks in one is named before anybody prints with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.casework.paper import SOURCE
from guitu.kit.database import acting
from guitu.kit.errors import Refused
from guitu.papers import held, kinds, word
from guitu.papers.office_templates.commands import Looked, drop_template, upload_template, use_template
from guitu.papers.sources import examples
from tests import make
from tests.papers.caseload import issued, pdf_text, somebody, word_text

KIND = kinds.kinds_of(make.ENPING)["warning"]


@lru_cache(maxsize=1)
def shipped() -> bytes:
    return word.template_of(KIND.title, KIND.body)


def changed(change: Callable[[Any], None]) -> bytes:
    document = docx.Document(io.BytesIO(shipped()))
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def added(text: str) -> bytes:
    return changed(lambda document: document.add_paragraph(text))


def with_part(name: str, data: bytes = b"x", instead: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped())) as source, zipfile.ZipFile(target, "w") as made:
        for one in source.namelist():
            if not (instead and one == name):
                made.writestr(one, source.read(one))
        made.writestr(name, data)
    return target.getvalue()


def without_a_field(document: Any) -> None:
    for paragraph in document.paragraphs:
        if "告诫事由" in paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)


def with_a_row_swallowed(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{%tr if 1 %}", "{{ 住址 }}"
    table.add_row().cells[0].text = "{%tr endif %}"


EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://evil/x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"<html>", "template_not_word"),
        (lambda: shipped()[:900], "template_not_word"),
        (lambda: with_part("word/vbaProject.bin"), "template_has_macro"),
        (lambda: with_part("word/embeddings/a.xlsx"), "template_has_embedded_object"),
        (lambda: with_part("word/_rels/settings.xml.rels", EXTERNAL), "template_has_external_link"),
        (lambda: with_part("word/bomb.xml", b"0" * (41 << 20)), "template_too_big"),
        (lambda: with_part("word/x.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "template_broken"),
        (lambda: with_part("word/x.xml", b"<a><b></a>"), "template_broken"),
        (lambda: added("{{ 身高 }}"), "template_field_unknown"),
        (lambda: changed(without_a_field), "template_field_lacking"),
        (lambda: added("｛｛ 姓名 ｝｝"), "template_wide_braces"),
        (lambda: added("{ 姓名 }"), "template_single_braces"),
        (lambda: added("{{ 姓名"), "template_syntax"),
        (lambda: added("{% if 姓名 %}没有结束"), "template_syntax"),
        (lambda: added("{{ 姓名|safe }}"), "template_tag_forbidden"),
        (lambda: added("{{ 姓名.__class__.__mro__ }}"), "template_tag_forbidden"),
        (lambda: added("{{ lipsum() }}"), "template_tag_forbidden"),
        (lambda: added("{% for x in range(999999999) %}x{% endfor %}"), "template_tag_forbidden"),
        (lambda: added("{% set x = 1 %}"), "template_tag_forbidden"),
        (lambda: added("{% include '/etc/passwd' %}"), "template_tag_forbidden"),
        (lambda: added("某\U0002b740某"), "template_character_missing"),
        (lambda: changed(with_a_row_swallowed), "template_value_lost"),
        (lambda: added("{{r 住址 }}"), "template_value_lost"),
    ],
)
def test_what_breaks_in_a_template_is_named(data: Callable[[], bytes], code: str) -> None:
    faults = word.check(data(), KIND, examples(KIND, SOURCE))
    assert code in [fault.code for fault in faults], faults


def test_the_template_of_the_pack_and_one_with_other_words_are_good() -> None:
    known = examples(KIND, SOURCE)
    assert word.check(shipped(), KIND, known) == []
    assert word.check(added("本县另加：{{ 住址 }}。{% if 电话 %}电话 {{ 电话 }}{% endif %}"), KIND, known) == []


@pytest.mark.django_db
def test_in_use_it_prints_and_put_away_the_pack_prints_again(world: make.World, at: datetime) -> None:
    clerk, worker, person = world.actor("clerk"), world.actor("encheng_worker"), somebody(world, at)
    before = issued(world, at, person, "warning", 告诫事由="没有到站。")
    own = upload_template(clerk, at=at, kind="warning", template=Looked(added("本县另加一句。"), []))["template"]
    with pytest.raises(Refused):
        use_template(clerk, at=at, kind="warning", template_id=own)
    make.granted(world, "clerk", "director", use_template, at=at, kind="warning", template_id=UUID(own))
    during = issued(world, at, person, "warning", 告诫事由="没有到站。")
    drop_template(clerk, at=at, kind="warning", template_id=own)
    after = issued(world, at, person, "warning", 告诫事由="没有到站。")
    with acting(worker):
        for paper in (before, after):
            assert "本县另加一句" not in word_text(held.made_again(held.held(paper), "word"))
            assert "没有到站。" in pdf_text(held.made_again(held.held(paper), "pdf"))
        assert "本县另加一句" in word_text(held.made_again(held.held(during), "word"))
        with pytest.raises(Refused):
            held.made_again(held.held(during), "pdf")
    with pytest.raises(Refused):
        drop_template(clerk, at=at, kind="warning", template_id=own)


@pytest.mark.django_db
def test_one_with_a_fault_is_not_kept_and_no_town_may_bring_one(world: make.World, at: datetime) -> None:
    faulty = Looked(b"x", [word.Fault("template_not_word")])
    for name, template, code in (("clerk", faulty, "template_faulty"), ("encheng_head", Looked(shipped(), []), "not_for_this_post")):
        with pytest.raises(Refused) as refused:
            upload_template(world.actor(name), at=at, kind="warning", template=template)
        assert refused.value.reasons[0].code == code


@pytest.mark.django_db
def test_the_page_names_every_fault_at_once_and_takes_a_good_one(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    assert "告诫书" in client.get("/papers/templates/").content.decode()
    got = client.get("/papers/templates/warning/word/")
    assert got["Content-Disposition"].startswith("attachment") and got.content[:2] == b"PK"
    bad = client.post("/papers/templates/warning/", {"file": SimpleUploadedFile("x.docx", added("{{ 身高 }}{{ 体重 }}"))})
    assert bad.status_code == 422
    assert all(word in bad.content.decode() for word in ("“身高”", "“体重”"))
    good = client.post("/papers/templates/warning/", {"file": SimpleUploadedFile("x.docx", added("另加。"))})
    assert good.status_code == 302
    page = client.get("/papers/templates/warning/").content.decode()
    assert "还没有启用" in page
    address = page.split('action="/papers/templates/warning/use/')[1].split('"')[0]
    sent = {"request_id": make.request_id()}
    assert [client.post(f"/papers/templates/warning/use/{address}", sent).status_code for _ in range(2)] == [302, 302]
    assert "还没有启用" in client.get("/papers/templates/warning/").content.decode()
    make.enter(client, world, "director")
    asked = client.get("/approvals/").content.decode()
    assert "启用自己的文书样式" in asked and "另加。" in asked and asked.count("id=\"approval-") == 1
    approval = asked.split('id="approval-')[1].split('"')[0]
    assert client.post(f"/approvals/{approval}/decide/", {"grant": "1"}).status_code == 302
    make.enter(client, world, "clerk")
    assert client.post(f"/papers/templates/release_notice/use/{address}", sent | {"request_id": make.request_id()}).status_code == 404
    assert "正在用" in client.get("/papers/templates/warning/").content.decode()
    assert client.post(f"/papers/templates/warning/drop/{address}").status_code == 302
    assert client.post(f"/papers/templates/warning/drop/{address}").status_code == 422
