"""作品 and 表扬: taken in, judged without authors, prized by means, certified; a certificate's page is never the page of nothing."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention import certificates
from guitu.prevention.honours import commands as honours
from guitu.prevention.honours.reading import honour_of
from guitu.prevention.schools.commands import add_school
from guitu.prevention.works import commands, queries
from guitu.prevention.works.judging import judged_by
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "林小禾"
JURORS = ("director", "hengpi_head", "officer", "teacher")
OVER = timedelta(days=20)


@pytest.fixture
def world(world: make.World) -> make.World:
    for name, role, path in (("teacher", "teacher", make.ENCHENG), ("officer", "propaganda_officer", make.ENPING)):
        world.posts[name], world.accounts[name] = make.post_of(role, path, f"测试{name}")
    return world


def called(world: make.World, at: datetime, last_on: date = date(2026, 4, 1)) -> UUID:
    made = commands.open_collection(world.actor("clerk"), at=at, path=make.ENPING, title="禁毒书画文报征集", categories=["painting", "poem"], opens_on=make.World.on, last_on=last_on)
    return UUID(made["collection"])


def taken(world: make.World, at: datetime, call: UUID, by: str = "clerk", **other: Any) -> UUID:
    what = {"path": make.ENPING, "category": "painting", "title": "远离毒品", "author": CANARY, "is_minor": True} | other
    return UUID(commands.take_work(world.actor(by), at=at, collection_id=call, **what)["work"])


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_juror_sees_no_author_and_nothing_of_his_own_school_or_town(world: make.World, client: Client, at: datetime) -> None:
    school = UUID(add_school(world.actor("clerk"), at=at, path=make.ENCHENG, name="测试中学", level="secondary", pupils=900, post_id=world.posts["teacher"])["school"])
    call = called(world, at)
    county = taken(world, at, call)
    own = taken(world, at, call, "teacher", path=make.ENCHENG, school_id=school, title="自己学校的")
    elsewhere = taken(world, at, call, path=make.HENGPI, title="横陂来的")
    for juror in JURORS:
        commands.name_juror(world.actor("clerk"), at=at, collection_id=call, post_id=world.posts[juror])
    seen = {"director": {county, own, elsewhere}, "officer": {county, own, elsewhere}, "hengpi_head": {county, own}, "teacher": {county, elsewhere}}
    for juror, wanted in seen.items():
        with acting(world.actor(juror)) as actor:
            judged = judged_by(actor.post_id, call)
            assert judged is not None and set(judged) == wanted, juror
            assert rows("SELECT 1 FROM prevention_author") == [], juror  # the database keeps them apart
            assert "by" not in judged[county] and CANARY not in str(judged)
        make.enter(client, world, juror)
        for page in (f"/prevention/works/{call}/judge/", f"/prevention/works/{call}/judge/{county}/", f"/prevention/works/{call}/"):
            text = client.get(page).content.decode()
            assert CANARY not in text and "测试中学" not in text
            assert ("自己学校的" in text) == (page.endswith("/judge/") and juror != "teacher")
    with pytest.raises(Refused) as refused:
        commands.mark_work(world.actor("teacher"), at=at, work_id=own, theme=1, idea=1, expression=1)
    assert code_of(refused) == "works.conflict"
    commands.declare_conflict(world.actor("officer"), at=at, work_id=county)
    with acting(world.actor("officer")) as officer:
        assert county not in (judged_by(officer.post_id, call) or {})
    with acting(world.actor("clerk")):  # no juror: the office knows
        assert {one["by"]["name"] for one in queries.works(call, "")} == {CANARY}
    with acting(world.actor("encheng_worker")) as worker:
        assert judged_by(worker.post_id, call) is None


def test_prizes_follow_the_means_and_certificates_are_numbered_named_only_with_consent(world: make.World, client: Client, at: datetime) -> None:
    call = called(world, at)
    works = [taken(world, at, call, title=f"第{n}幅", is_minor=n != 0, has_consent=n == 1) for n in range(4)]
    for juror in ("director", "hengpi_head", "officer"):
        commands.name_juror(world.actor("clerk"), at=at, collection_id=call, post_id=world.posts[juror])
    with pytest.raises(Refused) as refused:
        commands.decide_prizes(world.actor("clerk"), at=at, collection_id=call)
    assert code_of(refused) == "works.still_taking"
    with pytest.raises(Refused) as refused:
        commands.decide_prizes(world.actor("clerk"), at=at + OVER, collection_id=call)
    assert code_of(refused) == "works.marks_missing"
    with pytest.raises(Refused) as refused:
        commands.mark_work(world.actor("officer"), at=at, work_id=works[0], theme=41, idea=0, expression=0)
    assert code_of(refused) == "works.mark_range"
    for juror in ("director", "hengpi_head", "officer"):
        for n, work in enumerate(works):
            commands.mark_work(world.actor(juror), at=at, work_id=work, theme=40 - n, idea=20, expression=20)
    with pytest.raises(Refused) as refused:
        commands.decide_prizes(world.actor("officer"), at=at + OVER, collection_id=call)
    assert code_of(refused) == "works.juror_decides"
    commands.decide_prizes(world.actor("clerk"), at=at + OVER, collection_id=call)
    assert commands.certify_works(world.actor("clerk"), at=at + OVER, collection_id=call)["issued"] == 3
    assert commands.certify_works(world.actor("clerk"), at=at + OVER, collection_id=call)["issued"] == 0
    with acting(world.actor("clerk")):
        listed = queries.works(call, "")
        assert [one["prize"] for one in listed] == ["first", "second", "third", ""]
        number, pdf = certificates.printed(listed[0]["certificate"], lambda code: f"http://guitu.test/p/c/{code}/")
        assert number == "作品2026-0001" and pdf.startswith(b"%PDF")
        assert certificates.printed(listed[0]["certificate"], lambda code: f"http://guitu.test/p/c/{code}/")[1] == pdf
    pages = [client.get(f"/p/c/{one['code']}/").content.decode() for one in listed[:3]]
    assert [CANARY in page for page in pages] == [True, True, False]  # grown up; with consent; a minor without
    assert all("这张证书有效" in page for page in pages) and "不公开" in pages[2]
    commands.withdraw_certificate(world.actor("clerk"), at=clock.now(), certificate_id=listed[1]["certificate"], note="重名，重出")
    page = client.get(f"/p/c/{listed[1]['code']}/")
    assert page.status_code == 200 and "这张证书已撤回" in page.content.decode() and "重名" not in page.content.decode()
    assert client.get("/p/c/nobody2made3this4/").status_code == 200 and "没有查到" in client.get("/p/c/nobody2made3this4/").content.decode()
    assert commands.certify_works(world.actor("clerk"), at=at + OVER, collection_id=call)["issued"] == 1  # another issue is another row


def picture(name: str) -> SimpleUploadedFile:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = CANARY
    Image.new("RGB", (60, 40), "white").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def test_the_pages_of_a_call(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "clerk")
    today = clock.today()
    sent = {"title": "手抄报征集", "path": make.ENPING, "categories": ["newspaper"], "opens_on": str(today), "last_on": str(today), "request_id": str(uuid4())}
    first = client.post("/prevention/works/open/", sent)
    assert first.status_code == 302 and client.post("/prevention/works/open/", sent)["Location"] == first["Location"]
    page = first["Location"]
    work = {"category": "newspaper", "title": "小报", "author": CANARY, "school_id": "", "path": make.ENCHENG, "is_minor": "on"}
    assert client.post(page + "take/", work).status_code == 302
    assert client.post(page + "take/", work | {"author": "", "title": ""}).status_code == 422
    bad = client.post(page + "pictures/", {"files": [picture(f"{CANARY}.jpg")], "request_id": str(uuid4())})
    assert bad.status_code == 422 and "没有这个编号" in bad.content.decode()
    assert client.post(page + "pictures/", {"files": [picture(f"1 {CANARY}.jpg"), picture("1 again.jpg")], "request_id": str(uuid4())}).status_code == 302
    with acting(world.actor("clerk")):
        ((id,),) = rows("SELECT id FROM prevention_work")
        kind, data = queries.picture(id)
    assert kind == "image/jpeg" and CANARY.encode() not in data
    shown = client.get(f"/prevention/works/one/{id}/picture/")
    assert shown.status_code == 200 and "Content-Disposition" not in shown
    assert client.get(page + "juror/").status_code == client.get("/prevention/works/open/").status_code == 200
    with django_assert_max_num_queries(14):
        assert "小报" in client.get(page).content.decode()
    make.enter(client, world, "village")
    assert client.get(page).status_code == 404


def test_an_honour_is_public_for_five_working_days_given_by_another_person_and_taken_back(world: make.World, client: Client, at: datetime) -> None:
    head, clerk = world.actor("encheng_head"), world.actor("clerk")
    made = UUID(honours.nominate_honour(head, at=at, path=make.ENCHENG, kind="person", holder="测试人", deeds="十年如一日")["honour"])
    with pytest.raises(Refused) as refused:
        honours.publicise_honour(head, at=at, honour_id=made)
    assert code_of(refused) == "honours.another_person"
    honours.publicise_honour(clerk, at=at, honour_id=made)  # Monday the 16th: public until the 23rd
    with pytest.raises(Refused) as refused:
        honours.grant_honour(clerk, at=at + timedelta(days=7), honour_id=made)
    assert code_of(refused) == "honours.still_public"
    honours.grant_honour(clerk, at=at + timedelta(days=8), honour_id=made)
    with acting(clerk):
        code = honour_of(made, make.World.on)["code"]
    assert "测试人" in client.get(f"/p/c/{code}/").content.decode()
    with pytest.raises(Refused):
        honours.revoke_honour(clerk, at=at + timedelta(days=9), honour_id=made, note=" ")
    honours.revoke_honour(clerk, at=at + timedelta(days=9), honour_id=made, note="查实有误")
    with acting(clerk):
        assert honour_of(made, make.World.on)["state"] == "revoked"
    council = UUID(honours.nominate_honour(head, at=at, path=make.ENCHENG, kind="council", holder="测试理事", deeds="第二届理事会理事", ends_on=date(2029, 3, 16))["honour"])
    with pytest.raises(NotVisible):
        honours.refuse_honour(world.actor("hengpi_head"), at=at, honour_id=council, note="不归我管")
    honours.refuse_honour(clerk, at=at, honour_id=council, note="届次有误")
    honours.note_honour(head, at=at, path=make.ENCHENG, kind="unit", holder="某居委会", level="province", granted_on=date(2021, 6, 1), title="优秀集体")
    make.enter(client, world, "encheng_head")
    text = client.get("/prevention/honours/").content.decode()
    assert "某居委会" in text and "不授予" in text
    assert client.get(f"/prevention/honours/{council}/").status_code == 200
    make.enter(client, world, "teacher")
    assert client.get("/prevention/honours/").status_code == 404
