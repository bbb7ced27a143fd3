"""告知初筛结果: told on which day, by whom, signed or not; from that day the person may object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.load import cases
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.results import record_laboratory_result
from guitu.kit.database import acting
from guitu.rules import records
from guitu.settling.record import note_of
from tests import make
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]

TAKEN = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-18T09:00")
    yield


def strip(world: make.World, at: datetime, person: UUID, **what: Any) -> str:
    """A strip positive of which the person was not told."""
    found = {"outcome": "positive", "substances": ("MET",), "sample_a": "A1", "sample_b": "B1", "told": False}
    answer = record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=TAKEN,
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]),
        **{**found, "signed": False, **what},
    )
    return str(answer["facts"][0])


def sent(world: make.World, test: str, /, **what: str) -> dict[str, str]:
    told_by = str(world.posts["encheng_worker"])
    return {"test": test, "on": "2026-03-18", "told_by": told_by, "signature": "signed", **what}


def standing_test(world: make.World, person: UUID) -> Any:
    with acting(world.actor("encheng_worker")):
        facts = records.effective(cases([person], lock=False)[0].facts)
        return next(fact for fact in facts if fact.kind == "urine_test")


def duty_of(world: make.World, person: UUID, step: str) -> Any:
    with acting(world.actor("encheng_worker")):
        course = cases([person], lock=False)[0].course(date(2026, 6, 30))
    return next(duty for duty in course.duties if duty.key.endswith(f":{step}"))


def test_the_worklist_leads_to_a_page_with_two_questions_and_one_button(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    make.enter(client, world, "encheng_worker")
    where = page("tell-result", person, duty=f"read_result:{test}:told")
    assert where.replace("&", "&amp;") in text(client.get("/today/"))
    shown = text(client.get(where))
    for said in ("哪天告知的", "谁告知的", "本人在检测报告上签字了吗", "2026-03-16 初筛阳性（", "不等于复吸", "3 日内", "至少 6 个月"):
        assert said in shown, said
    assert 'name="outcome"' not in shown and shown.count('type="radio"') == 2
    assert f'value="{world.posts["encheng_worker"]}" selected' in shown  # oneself
    assert 'value="2026-03-18"' in shown  # today


def test_the_days_for_an_objection_run_from_the_day_of_telling(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("tell-result", person), sent(world, test))
    assert response.status_code == 200
    said = text(response)
    assert "补上：告知初筛结果，比应完成之日晚 2 天" in said
    assert "异议期 3 日，至 03-23" in said
    told = standing_test(world, person)
    assert (told.told, told.told_on, told.signed, told.signature_refused) == (True, date(2026, 3, 18), True, False)
    assert told.told_by == str(world.posts["encheng_worker"])
    assert (told.on, told.sample_a, told.substances) == (TAKEN, "A1", ("MET",))
    assert duty_of(world, person, "told").done_on == date(2026, 3, 18)
    objection = {"on": "2026-03-18", "test": told.id}
    assert client.post(page("object-to-test", person), objection).status_code == 200


def test_who_refuses_to_sign_has_been_told_all_the_same(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, note="到站检测")
    make.enter(client, world, "encheng_worker")
    refused = sent(world, test, signature="refused", note="罗海在场，本人说要再想想")
    assert client.post(page("tell-result", person), refused).status_code == 200
    told = standing_test(world, person)
    assert (told.signed, told.signature_refused) == (False, True)
    shown = text(client.get(page("person", person)))
    assert "尿检初筛：阳性（甲基苯丙胺）；2026-03-18 告知本人；本人拒绝签字" in shown
    assert "；还没有告知本人" in shown  # as first recorded, struck out
    duty = duty_of(world, person, "told")
    assert duty.state == "done"
    assert [reason.code for reason in duty.reasons] == ["urine_tests.told", "urine_tests.signature_refused"]
    with acting(world.actor("encheng_worker")):
        assert note_of(told) == "到站检测\n罗海在场，本人说要再想想"


def test_told_on_the_spot_only_the_signature_is_missing(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True)
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("tell-result", person)))
    assert 'value="2026-03-16"' in shown and test in shown
    assert client.post(page("tell-result", person), sent(world, test, on="2026-03-16")).status_code == 200


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"on": "2026-03-15"}, "告知的日子 03-15 早于采样日 03-16"),
        ({"on": "2026-03-19"}, "还没有到，不能登记以后的事"),
        ({"on": ""}, "请填写告知的日子"),
        ({"signature": ""}, "请选择本人签字了没有"),
        ({"signature": "maybe"}, "还不能保存"),
        ({"told_by": ""}, "请选择是谁告知的"),
        ({"told_by": "00000000-0000-4000-8000-000000000000"}, "不在岗"),
        ({"test": "x"}, "请选择是哪一次检测"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    world: make.World, at: datetime, client: Client, what: dict[str, str], said: str
) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("tell-result", person), sent(world, test, **what))
    assert response.status_code == 422
    assert said in text(response)
    assert not standing_test(world, person).told


def test_a_result_is_told_once_and_only_a_positive(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True, signed=True)
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("tell-result", person)))
    assert "没有等着告知的结果" in shown and "保存后" not in shown
    response = client.post(page("tell-result", person), sent(world, test))
    assert response.status_code == 422
    assert "这次结果已经告知本人" in text(response)
    clean = detox(world, at, id_number=None)
    negative = strip(world, at, clean, outcome="negative", substances=(), sample_a=None, sample_b=None)
    assert client.post(page("tell-result", clean), sent(world, negative)).status_code == 422


def test_a_laboratory_keeps_its_test_when_the_person_is_told_afterwards(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    record_laboratory_result(
        world.actor("encheng_worker"), at=make.moment(2026, 3, 18), person_id=person, test=test, stage="first",
        laboratory="county_police_laboratory", outcome="positive", on=date(2026, 3, 17), report_no="检 1",
    )
    make.enter(client, world, "encheng_worker")
    assert client.post(page("tell-result", person), sent(world, test)).status_code == 200
    assert duty_of(world, person, "laboratory").state == "done"


def test_the_police_may_tell_it_too_and_nobody_outside(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    for outsider in ("hengpi_worker", "encheng_other", "yongan_worker", "village"):
        make.enter(client, world, outsider)
        assert client.get(page("tell-result", person)).status_code == 404
        assert client.post(page("tell-result", person), sent(world, test)).status_code == 404
    make.enter(client, world, "encheng_police")
    assert client.post(page("tell-result", person), sent(world, test)).status_code == 200


def test_a_correction_cannot_say_what_does_not_fit_together(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True, signed=True)
    make.enter(client, world, "encheng_worker")
    where = f"/casework/people/{person}/facts/{test}/correct/"
    form = {
        "on": "2026-03-16", "outcome": "positive", "purpose": "scheduled", "substances": "MET", "sample_a": "A1",
        "sample_b": "B1", "tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"]),
        "told": "on", "signed": "on", "because": "mistake",
    }
    assert "只能选一个" in text(client.post(where, {**form, "signature_refused": "on"}))
    assert "早于采样日" in text(client.post(where, {**form, "told_on": "2026-03-15"}))
    assert "还没有到" in text(client.post(where, {**form, "told_on": "2026-03-28"}))
    untold = {name: value for name, value in form.items() if name not in ("told", "signed")}
    assert "还没有告知本人" in text(client.post(where, {**untold, "told_on": "2026-03-17"}))
