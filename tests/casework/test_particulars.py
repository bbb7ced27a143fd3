"""更正基本信息: old beside new, a reason, what somebody else wrote meanwhile; and a new identity takes two people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.approvals.commands import decide_approval
from guitu.casework.load import cases
from guitu.casework.particulars.commands import correct_identity, correct_person
from guitu.casework.registrations.commands import assign_person
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.matters.labels import label_in
from guitu.people import search
from guitu.people.correcting import particulars, past
from guitu.rules.identifiers import make_demo_id
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
PHONE, NEW_PHONE = "13800138000", "13912345678"
NUMBER, OTHER = make_demo_id(date(1992, 3, 7), "male", 1), make_demo_id(date(1991, 2, 6), "male", 4)


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    return steps.person(
        world, at, phone=PHONE, address="青云路 12 号", home_address="沙湖镇", id_number=NUMBER,
        family=[{"name": "王大明", "relation": "父亲", "phone": "13700137000"}],
    )


def typed(**what: Any) -> dict[str, Any]:
    """The form as it comes filled in, with what was changed of it."""
    kept = {
        "seen": "0", "name": "王小明", "phone": PHONE, "address": "青云路 12 号", "home_address": "沙湖镇",
        "name_0": "王大明", "relation_0": "父亲", "phone_0": "13700137000", "name_1": "", "relation_1": "", "phone_1": "",
        "because": "self", "words": "", "request_id": new_request_id(),
    }
    return {**kept, **what}


def held(world: make.World, who: UUID, name: str = "encheng_worker") -> Any:
    with acting(world.actor(name)):
        return particulars(who)


def test_the_old_value_stands_beside_and_the_new_one_is_found_by_search(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    page = steps.text(client.get(steps.url(who, "correct-person")))
    assert f"现在：{PHONE}" in page and "现在：青云路 12 号" in page and "更正基本信息" in page
    answer = client.post(steps.url(who, "correct-person"), typed(name="王晓明", phone="139 1234 5678", name_1="李红", relation_1="妻子"))
    assert answer.status_code == 200 and "已更正：姓名、电话、家属" in steps.text(answer)
    now = held(world, who)
    assert (now.values["name"], now.values["phone"], now.no) == ("王晓明", NEW_PHONE, 1)
    assert now.values["family"][1] == {"name": "李红", "relation": "妻子"}
    with acting(world.actor("encheng_worker")):
        assert search.find(world.actor("encheng_worker"), "王晓明").ids == [who]
        assert search.find(world.actor("encheng_worker"), "wxm").ids == [who]
        assert search.find(world.actor("encheng_worker"), NEW_PHONE).ids == [who]
        assert search.find(world.actor("encheng_worker"), PHONE).ids == []
        assert search.find(world.actor("encheng_worker"), "小明").ids == []
        (stored,), = rows("SELECT label FROM matters_matter WHERE id = %s", [who])
        assert label_in(who, stored) == "王**"
        ((detail,),) = rows("SELECT detail FROM ledger_entry WHERE command = 'correct_person'")
        assert "王晓明" not in str(detail) and "phone" in str(detail)
        looks = rows("SELECT purpose, classes FROM people_access WHERE action = 'unmask'")
        assert ("correct", "CONTACT IDENT") in looks
    page = steps.text(client.get(steps.url(who, "correct-person")))
    assert "以前的更正" in page and f"电话：{PHONE}" in page and "姓名：王小明" in page and "本人来说的" in page


def test_a_name_corrected_to_another_surname_changes_every_mask(world: make.World, at: datetime, who: UUID) -> None:
    correct_person(world.actor("encheng_worker"), at=at, person_id=who, seen=0, because="papers", name="黄小明")
    with acting(world.actor("director")):
        assert cases([who], lock=False)[0].masked == "黄**"
        ((stored,),) = rows("SELECT label FROM matters_matter WHERE id = %s", [who])
        assert label_in(who, stored) == "黄**"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "没有改动"),
        ({"name": ""}, "姓名不能空着"),
        ({"name": "王小明（已故）"}, "不是姓名"),
        ({"phone": "1391234567"}, "10 位"),
        ({"because": ""}, "怎么知道的"),
        ({"name_0": "", "phone": NEW_PHONE}, "没有姓名"),
        ({"address": "青云路\u202e13 号"}, "看不见的字符"),
        ({"name": "", "phone": "1", "because": ""}, "姓名不能空着"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_typed_is_lost(
    client: Client, world: make.World, who: UUID, changed: dict[str, str], said: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post(steps.url(who, "correct-person"), typed(words="派出所来电", **changed))
    assert answer.status_code == 422 and said in steps.text(answer)
    assert 'value="派出所来电"' in answer.content.decode()
    assert held(world, who).no == 0


def test_somebody_elses_correction_is_shown_and_nothing_is_overwritten(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    client.get(steps.url(who, "correct-person"))
    correct_person(world.actor("encheng_head"), at=at, person_id=who, seen=0, because="family", phone="13600136000")
    answer = client.post(steps.url(who, "correct-person"), typed(phone=NEW_PHONE))
    page = steps.text(answer)
    assert answer.status_code == 409 and "别人已经改过" in page and f"电话原来是“{PHONE}”" in page
    assert "现在：13600136000" in page and f'value="{NEW_PHONE}"' in answer.content.decode()
    assert held(world, who).values["phone"] == "13600136000"
    assert 'name="seen" value="1"' in answer.content.decode()
    assert client.post(steps.url(who, "correct-person"), typed(phone=NEW_PHONE, seen="1")).status_code == 200
    assert held(world, who).values["phone"] == NEW_PHONE
    with pytest.raises(Stale):
        correct_person(world.actor("encheng_head"), at=at, person_id=who, seen=1, because="family", phone=PHONE)


def test_a_visit_recorded_meanwhile_is_nobodys_correction(world: make.World, at: datetime, who: UUID) -> None:
    record_visit(world.actor("encheng_worker"), at=at, person_id=who, on=at.date())
    correct_person(world.actor("encheng_worker"), at=at, person_id=who, seen=0, because="visit", phone=NEW_PHONE)


def test_sent_twice_it_is_corrected_once(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    sent = typed(phone=NEW_PHONE)
    assert [client.post(steps.url(who, "correct-person"), sent).status_code for _ in range(2)] == [200, 200]
    assert held(world, who).no == 1


@pytest.mark.parametrize("name", ["hengpi_worker", "hengpi_head", "encheng_other", "yongan_head", "grid_two"])
@pytest.mark.parametrize("page", ["correct-person", "correct-identity"])
def test_an_outsider_gets_the_page_of_nothing(client: Client, world: make.World, at: datetime, who: UUID, name: str, page: str) -> None:
    make.enter(client, world, name)
    assert client.get(steps.url(who, page)).status_code == 404
    assert client.post(steps.url(who, page), typed(phone=NEW_PHONE)).status_code == 404
    with pytest.raises((NotVisible, Refused)):
        correct_person(world.actor(name), at=at, person_id=who, seen=0, because="self", phone=NEW_PHONE)
    assert held(world, who).no == 0


def test_a_grid_worker_corrects_what_he_reads_and_no_name(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["grid_one"], part="grid")
    make.enter(client, world, "grid_one")
    page = client.get(steps.url(who, "correct-person")).content.decode()
    assert PHONE in page and "沙湖镇" not in page and 'name="name"' not in page
    sent = typed(phone=NEW_PHONE, name="黄飞鸿")
    assert client.post(steps.url(who, "correct-person"), sent).status_code == 200
    assert (held(world, who).values["phone"], held(world, who).values["name"]) == (NEW_PHONE, "王小明")
    with pytest.raises(Refused) as refusal:
        correct_person(world.actor("grid_one"), at=at, person_id=who, seen=1, because="self", name="黄飞鸿")
    assert refusal.value.reasons[0].code == "particulars.not_read"


def test_the_tick_of_a_visit_leads_to_the_correction_with_its_reason(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "how": "home", "met": "yes", "moods": ["contact"], "request_id": new_request_id()}
    page = client.post(steps.url(who, "visit"), sent).content.decode()
    address = f"{steps.url(who, 'correct-person')}?from=visit"
    assert "更正电话、住处" in page and address in page
    assert 'value="visit" checked' in client.get(address).content.decode()
    sent = {"on": "2026-03-16", "how": "phone", "met": "yes", "request_id": new_request_id()}
    assert "更正电话、住处" not in client.post(steps.url(who, "visit"), sent).content.decode()


def test_the_page_asks_few_questions(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    client.get(steps.url(who, "correct-person"))
    with casefile.capture() as captured:
        client.get(steps.url(who, "correct-person"))
    assert len(casefile.content_queries(captured)) == 2


def identity(**what: Any) -> dict[str, Any]:
    kept = {
        "seen": "0", "id_type": "111", "id_number": OTHER, "sex": "male", "born_on": "1992-03-07", "because": "papers",
        "words": "恩公户字〔2026〕3 号", "request_id": new_request_id(),
    }
    return {**kept, **what}


def asked(world: make.World) -> UUID:
    with acting(world.actor("encheng_head")):
        ((found,),) = rows("SELECT id FROM approvals_approval WHERE command = 'correct_identity' AND state = 'open'")
    return UUID(str(found))


def test_a_new_number_takes_two_people_and_the_birth_date_follows_it(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert f"现在：{NUMBER}" in steps.text(client.get(steps.url(who, "correct-identity")))
    answer = client.post(steps.url(who, "correct-identity"), identity())
    assert answer.status_code == 302 and answer["Location"] == "/approvals/"
    assert held(world, who).values["id_number"] == NUMBER
    make.enter(client, world, "encheng_head")
    page = steps.text(client.get("/approvals/"))
    assert f"{NUMBER} → {OTHER}" in page and "恩公户字〔2026〕3 号" in page and "王小明" in page
    decide_approval(world.actor("encheng_head"), at=at, approval_id=asked(world), grant=True)
    now = held(world, who)
    assert (now.values["id_number"], now.values["born_on"], now.no) == (OTHER, date(1991, 2, 6), 1)
    with acting(world.actor("encheng_worker")):
        assert search.find(world.actor("encheng_worker"), OTHER).ids == [who]
        assert search.find(world.actor("encheng_worker"), OTHER[-4:]).ids == [who]
        assert search.find(world.actor("encheng_worker"), NUMBER).ids == []
        assert cases([who], lock=False)[0].born_on == date(1991, 2, 6)
        assert set(past(who)[0].before) == {"id_number", "born_on"}


def test_nobody_changes_a_number_alone(world: make.World, at: datetime, who: UUID) -> None:
    what = {"seen": 0, "because": "papers", "words": "文书", "id_type": "111", "id_number": OTHER, "sex": "male", "born_on": date(1991, 2, 6)}
    for name in ("encheng_worker", "encheng_head", "clerk"):
        with pytest.raises(Refused) as refusal:
            correct_identity(world.actor(name), at=at, person_id=who, **what)
        assert refusal.value.reasons[0].code == "approvals.needed"


def test_a_number_that_another_file_of_the_town_has_is_refused_when_asked_and_when_granted(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert client.post(steps.url(who, "correct-identity"), identity()).status_code == 302
    steps.person(world, at, "encheng_other", name="陈志", id_number=OTHER)
    answer = client.post(steps.url(who, "correct-identity"), identity())
    assert answer.status_code == 422 and "已经建档" in steps.text(answer)
    with pytest.raises(Refused) as refusal:
        decide_approval(world.actor("encheng_head"), at=at, approval_id=asked(world), grant=True)
    assert refusal.value.reasons[0].code == "already_on_file"
    assert held(world, who).values["id_number"] == NUMBER


def test_corrected_since_it_was_asked_for_it_is_not_granted(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    client.post(steps.url(who, "correct-identity"), identity())
    correct_person(world.actor("encheng_worker"), at=at, person_id=who, seen=0, because="self", phone=NEW_PHONE)
    with pytest.raises(Refused) as refusal:
        decide_approval(world.actor("encheng_head"), at=at, approval_id=asked(world), grant=True)
    assert refusal.value.reasons[0].code == "particulars.changed_since"
    answer = client.post(steps.url(who, "correct-identity"), identity())
    assert answer.status_code == 409 and "别人已经改过" in steps.text(answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"id_number": "440799199203070012"}, "校验"), ({"words": ""}, "凭什么文书"), ({"id_number": "", "sex": ""}, "请选性别"),
     ({"id_number": NUMBER}, "没有改动")],
)
def test_what_cannot_be_asked_for_is_said(client: Client, world: make.World, who: UUID, changed: dict[str, str], said: str) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post(steps.url(who, "correct-identity"), identity(**changed))
    assert answer.status_code == 422 and said in steps.text(answer)
