"""心理咨询: the counsellor's alone, whatever another post sees whole; what cannot wait goes out without a word of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from guitu.casework.consents.commands import give_consent, withdraw_consent
from guitu.casework.counselling.commands import raise_help, take_scale, write_confided
from guitu.casework.incidents.commands import arrange_help
from guitu.casework.registrations.commands import assign_person
from guitu.kit.database import acting, rows, run
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
ON = date(2026, 3, 16)
CALM, HARM = (0,) * 9, (0,) * 8 + (1,)


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    for name in ("counsellor", "counsellor_two"):
        world.posts[name], world.accounts[name] = counsellor(name)
    assign_person(world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["counsellor"], part="counsellor")
    return person


def counsellor(name: str) -> tuple[UUID, UUID]:
    from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post

    with acting(make._founder(make.ENPING)):
        body, _ = Body.objects.get_or_create(county_id=make.ENPING, path=make.ENCHENG, kind="town_centre", name="恩城街道邑康家园")
        post = Post.objects.create(county_id=make.ENPING, body=body, role="counsellor", title="心理咨询师", path=make.ENCHENG)
        account = Account.objects.create(login=f"t-{name}", natural_person=NaturalPerson.objects.create(county_id=make.ENPING))
        Holding.objects.create(
            county_id=make.ENPING, post=post, account=account, name="何咨询", sex="female", from_on=date(2020, 1, 1)
        )
    return post.id, account.id


def agreed(world: make.World, at: datetime, who: UUID) -> str:
    answer = give_consent(
        world.actor("encheng_worker"), at=at, person_id=who, on=date(2026, 3, 1), consent_for="counselling", until=date(2026, 12, 31), note="何咨询"
    )
    return str(answer["facts"][0])


def confided(world: make.World, name: str, who: UUID) -> int:
    with acting(world.actor(name)):
        return len(rows("SELECT id FROM casework_confided WHERE matter_id = %s", [who]))


def test_nothing_is_written_without_consent_and_nothing_opened_when_it_is_taken_back(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    note: Any = {"at": at, "person_id": who, "on": ON, "note": "提到小时候的事"}
    with pytest.raises(Refused, match=r"consents\.never"):
        write_confided(world.actor("counsellor"), **note)
    consent = agreed(world, at, who)
    write_confided(world.actor("counsellor"), **note)
    make.enter(client, world, "counsellor")
    assert "提到小时候的事" in steps.text(client.get(steps.url(who, "counselling")))
    withdraw_consent(world.actor("encheng_worker"), at=at, person_id=who, consent=consent, on=ON)
    shown = steps.text(client.get(steps.url(who, "counselling")))
    assert "提到小时候的事" not in shown and "以前的记录不再打开" in shown


def test_no_other_post_has_a_row_whatever_it_sees_whole(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    agreed(world, at, who)
    write_confided(world.actor("counsellor"), at=at, person_id=who, on=ON, note="只说给她听的")
    assert confided(world, "counsellor", who) == 1
    for name in ("director", "clerk", "encheng_head", "encheng_worker", "encheng_police", "auditor", "counsellor_two"):
        assert confided(world, name, who) == 0
        make.enter(client, world, name)
        assert client.get(steps.url(who, "counselling")).status_code in (403, 404)
    with pytest.raises(NotVisible):
        write_confided(world.actor("counsellor_two"), at=at, person_id=who, on=ON, note="试试")
    # who takes over reads what was written before, and the one before no more
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["counsellor_two"], part="counsellor")
    assert (confided(world, "counsellor", who), confided(world, "counsellor_two", who)) == (0, 1)


def test_what_was_confided_is_sealed_and_never_changes(world: make.World, at: datetime, who: UUID) -> None:
    agreed(world, at, who)
    write_confided(world.actor("counsellor"), at=at, person_id=who, on=ON, note="提到小时候的事")
    with acting(world.actor("counsellor")):
        ((body,),) = rows("SELECT body FROM casework_confided WHERE matter_id = %s", [who])
        assert "小时候".encode() not in bytes(body)
        with pytest.raises(ProgrammingError), transaction.atomic():
            run("UPDATE casework_confided SET body = ''::bytea WHERE matter_id = %s", [who])


def test_an_answer_that_speaks_of_harm_is_told_at_once_without_a_word_of_the_scale(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    agreed(world, at, who)
    scale: Any = {"at": at, "person_id": who, "on": ON, "scale": "phq9"}
    take_scale(world.actor("counsellor"), **scale, answers=CALM)
    assert [fact for fact in steps.facts(world, who) if fact.kind == "help_raised"] == []
    take_scale(world.actor("counsellor"), **scale, answers=HARM)
    (raised,) = [fact for fact in steps.facts(world, who) if fact.kind == "help_raised"]
    (duty,) = [duty for duty in steps.course(world, who, ON).duties if duty.kind == "arrange_help"]
    assert (duty.state, duty.due_on) == ("open", ON)
    for name in ("encheng_worker", "encheng_head"):
        with acting(world.actor(name)):
            told = rows("SELECT kind FROM notices_notice WHERE post_id = %s AND object_id = %s", [world.posts[name], who])
        assert ("help_now",) in told
    make.enter(client, world, "encheng_worker")
    shown = steps.text(client.get(steps.url(who, "incidents")))
    assert "需要马上帮助" in shown and "PHQ" not in shown
    arrange_help(world.actor("encheng_worker"), at=at, person_id=who, raised=raised.id, on=ON, help_by="hospital")
    assert [d.state for d in steps.course(world, who, ON).duties if d.kind == "arrange_help"] == ["done"]
    with pytest.raises(Refused, match=r"incidents\.help_answered"):
        arrange_help(world.actor("encheng_worker"), at=at, person_id=who, raised=raised.id, on=ON, help_by="hospital")


def test_help_is_raised_for_life_without_any_consent(world: make.World, at: datetime, who: UUID) -> None:
    raise_help(world.actor("counsellor"), at=at, person_id=who, on=ON, sign="harm_to_oneself")
    assert [d.state for d in steps.course(world, who, ON).duties if d.kind == "arrange_help"] == ["open"]


def test_a_scale_is_filled_in_on_the_screen_and_shown_as_a_course(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    agreed(world, at, who)
    make.enter(client, world, "counsellor")
    form = {"on": "2026-03-16", **{f"item_{n}": "1" for n in range(1, 8)}}
    refused = client.post(steps.url(who, "counselling/scale/gad7"), form | {"item_3": ""})
    assert refused.status_code == 422 and "第 3 题" in steps.text(refused)
    assert client.post(steps.url(who, "counselling/scale/gad7"), form | {"on": "2026-03-09"}).status_code == 200
    assert client.post(steps.url(who, "counselling/scale/gad7"), form | {"item_1": "3"}).status_code == 200
    shown = steps.text(client.get(steps.url(who, "counselling")))
    assert "9 · 比上次 +2" in shown and "中度 ≥ 10" in shown
    assert client.get(steps.url(who, "counselling/scale/nothing")).status_code == 404


def test_the_wording_of_items_is_brought_by_the_place(
    client: Client, world: make.World, at: datetime, who: UUID, settings: Any, tmp_path: Any
) -> None:
    agreed(world, at, who)
    make.enter(client, world, "counsellor")
    (tmp_path / "gad7.txt").write_text("\n".join(f"本单位的第{n}句" for n in range(7)), encoding="utf-8")
    settings.SCALES = str(tmp_path)
    assert "本单位的第3句" in client.get(steps.url(who, "counselling/scale/gad7")).content.decode()
    (tmp_path / "gad7.txt").write_text("只有一句", encoding="utf-8")
    assert "只有一句" not in client.get(steps.url(who, "counselling/scale/gad7")).content.decode()
