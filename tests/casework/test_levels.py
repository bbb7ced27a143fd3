"""One person fills in the sheet, another sets the level; the platform only proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.levels.commands import assess_risk, confirm_level
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.settling.summaries import course_in
from tests import make
from tests.casework.caseload import detox, own, page, text

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
MILD = {
    "drug_type": 4, "since_last_use": 4, "episodes": 0, "missed_tests": 0, "work": 4, "family": 0,
    "mental_state": 0, "contact": 0, "record": 0,
}
SEVERE = {**MILD, "drug_type": 15, "since_last_use": 15, "episodes": 12, "work": 10, "family": 10}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def assessed(world: make.World, at: datetime, person: UUID, **what: Any) -> str:
    given = {"on": TODAY, "scores": tuple(MILD.items()), **what}
    return str(assess_risk(world.actor("encheng_worker"), at=at, person_id=person, **given)["facts"][0])


def level_of(world: make.World, person: UUID) -> Any:
    with acting(world.actor("encheng_worker")):
        [(course,)] = rows("SELECT course FROM settling_summary WHERE matter_id = %s", [person])
    levels = course_in(person, course)["levels"]
    return levels[-1][1] if levels else None


def refusal_code(call: Any) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.reasons[0].code


def test_a_sheet_proposes_and_changes_nothing_until_another_confirms(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    sheet = assessed(world, at, person)
    assert level_of(world, person) is None
    confirm_level(world.actor("encheng_head"), at=at, person_id=person, on=TODAY, level="low", assessment=sheet)
    assert level_of(world, person) == "low"


def test_who_assessed_may_not_confirm(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    sheet = assessed(world, at, person)
    what = {"at": at, "person_id": person, "on": TODAY, "level": "low", "assessment": sheet}
    assert refusal_code(lambda: confirm_level(world.actor("encheng_worker"), **what)) == "levels.another_confirms"


def test_another_level_than_proposed_wants_a_reason(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    sheet = assessed(world, at, person)
    what = {"at": at, "person_id": person, "on": TODAY, "level": "high", "assessment": sheet}
    head = world.actor("encheng_head")
    assert refusal_code(lambda: confirm_level(head, **what)) == "level_wants_reason"
    confirm_level(head, **what, note="家属反映近来情绪不稳")
    assert level_of(world, person) == "high"


def test_only_the_latest_sheet_is_confirmed(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    old = assessed(world, at, person, on=date(2026, 3, 2))
    assessed(world, at, person)
    what = {"at": at, "person_id": person, "on": TODAY, "level": "low", "assessment": old}
    assert refusal_code(lambda: confirm_level(world.actor("encheng_head"), **what)) == "assessment_gone"


def test_a_sheet_with_something_left_out_or_made_up_is_refused(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    short = tuple((factor, points) for factor, points in MILD.items() if factor != "work")
    assert refusal_code(lambda: assessed(world, at, person, scores=short)) == "sheet_incomplete"
    odd = tuple({**MILD, "work": 5}.items())
    assert refusal_code(lambda: assessed(world, at, person, scores=odd)) == "levels.odd_score"
    assert refusal_code(lambda: assessed(world, at, person, triggers=("rumour",))) == "levels.unknown_trigger"


def sent(scores: dict[str, int], **what: Any) -> dict[str, Any]:
    return {"on": "2026-03-16", **{f"factor_{k}": str(v) for k, v in scores.items()}, **what}


def test_the_sheet_is_filled_in_and_confirmed_on_the_page(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    form = text(client.get(page("assess-risk", person)))
    assert "主要用过哪种毒品" in form and "没有工作，也没有收入" in form
    assert "有自杀、自伤的念头或举动" in form
    assert "<span>没有</span>" not in form  # of what?
    key = make.request_id()
    first = client.post(page("assess-risk", person), sent(SEVERE, request_id=key))
    assert first.status_code == 200
    assert "下一次：确认等级" in text(first)
    assert client.post(page("assess-risk", person), sent(SEVERE, request_id=key)).status_code == 200
    own_page = text(client.get(page("confirm-level", person)))
    assert "评估和确认须由不同的人" in own_page
    assert 'type="submit">保存' not in own_page
    make.enter(client, world, "encheng_head")
    with CaptureQueriesContext(connection) as shown:
        form = text(client.get(page("confirm-level", person)))
    assert len(own(shown)) <= 5
    assert "建议：高" in form
    assert "海洛因、冰毒，或者几种都用（15 分）" in form
    with acting(world.actor("encheng_head")):
        sheet = rows("SELECT id FROM ledger_fact WHERE matter_id = %s AND kind = 'risk_assessed'", [person])
    assert len(sheet) == 1
    wanted = {"on": "2026-03-16", "level": "middle", "assessment": str(sheet[0][0])}
    response = client.post(page("confirm-level", person), wanted)
    assert response.status_code == 422
    assert "请写明理由" in text(response)
    assert client.post(page("confirm-level", person), {**wanted, "level": "high"}).status_code == 200
    assert level_of(world, person) == "high"


@pytest.mark.parametrize("odd", ["999999999999999999999", "9" * 5000, "٣", "-1"])
def test_a_score_that_no_sheet_has_is_an_open_question_and_no_error(
    world: make.World, at: datetime, client: Client, odd: str
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("assess-risk", person), {**sent({"drug_type": 15}), "factor_family": odd})
    assert response.status_code == 422


def test_a_sheet_left_half_done_keeps_what_was_chosen(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    half = sent({"drug_type": 15})
    response = client.post(page("assess-risk", person), half)
    assert response.status_code == 422
    assert "评估表还有没选的项" in text(response)
    assert 'name="factor_drug_type" value="15" checked' in text(response)


@pytest.mark.parametrize("name", ["assess-risk", "confirm-level"])
def test_levels_outside_ones_grid_do_not_exist(world: make.World, at: datetime, client: Client, name: str) -> None:
    person = detox(world, at)
    for outsider in ("hengpi_head", "encheng_other", "yongan_head", "village"):
        make.enter(client, world, outsider)
        assert client.get(page(name, person)).status_code == 404
        assert client.post(page(name, person), sent(MILD, level="low")).status_code == 404


def test_the_office_sees_how_often_another_level_was_set_and_why_and_no_worker(world: make.World, at: datetime, client: Client) -> None:
    head = world.actor("encheng_head")
    for level, why in (("low", None), ("high", "not_asked"), ("middle", None)):
        person = detox(world, at, id_number=None)
        sheet = assessed(world, at, person)
        note = "家属反映近来情绪不稳" if level != "low" else None
        confirm_level(head, at=at, person_id=person, on=TODAY, level=level, assessment=sheet, differs_by=why, note=note)
    away = detox(world, at, post="hengpi_worker", scope_path=make.HENGPI + "001", id_number=None)
    sheet = str(assess_risk(world.actor("hengpi_worker"), at=at, person_id=away, on=TODAY, scores=tuple(SEVERE.items()))["facts"][0])
    confirm_level(world.actor("hengpi_head"), at=at, person_id=away, on=TODAY, level="low", assessment=sheet, note="已住院治疗", differs_by="since_then")
    make.enter(client, world, "director")
    client.get("/casework/levels/choices/")
    with CaptureQueriesContext(connection) as captured:
        said = plain(client.get("/casework/levels/choices/"))
    assert len(own(captured)) <= 3
    assert "确认了 4" in said and "和建议一样 1" in said and "比建议高 2" in said and "比建议低 1" in said
    assert "表上没有问到 1 0" in said and "其他 1 0" in said and "评估以后有了新情况 0 1" in said
    assert "恩城街道 1 2 0" in said and "圣堂镇 0 0 1" in said
    assert "王" not in said and "李" not in said  # nobody in care, and nobody who works
    make.enter(client, world, "encheng_head")
    said = plain(client.get("/casework/levels/choices/", {"months": "3"}))
    assert "确认了 3" in said and "圣堂" not in said
    make.enter(client, world, "encheng_worker")
    assert client.get("/casework/levels/choices/").status_code == 404
    monthless = plain(client.get("/casework/levels/choices/", {"months": "-1"}))
    assert "确认了" not in monthless


def plain(response: Any) -> str:
    body = text(response).split("<main", 1)[-1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
