"""村组: somebody is placed in a group of the village; the group's grid worker sees the file, and no other group's."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.measures.commands import arrive_at_transfer, transfer_measure
from guitu.casework.registrations.commands import add_person, assign_person
from guitu.casework.registrations.placing import place_person
from guitu.casework.visits.commands import record_visit
from guitu.figures.register.queries import View, register
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.settling.comparing import snapshot
from guitu.settling.settle import rebuild
from tests import casefile, make
from tests.casework import caseload, steps

pytestmark = [pytest.mark.django_db]
VILLAGE = make.ENCHENG + "001"
ONE, TWO = make.GROUPS
LAST_YEAR = date(2025, 12, 31)


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    found = steps.person(world, at)
    steps.measure(world, at, found)
    return found


def given(world: make.World, at: datetime, who: UUID, post: str = "grid_one") -> None:
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts[post], part="grid")


def where(world: make.World) -> str:
    with acting(world.actor("director")):
        return str(rows("SELECT scope_path FROM people_person")[0][0])


def counted(world: make.World, path: str, on: date, known: datetime) -> dict[str, int]:
    with acting(world.actor("director")):
        return register(View(path, on, known)).counts


def test_a_grid_worker_sees_whom_the_town_gave_and_nobody_else(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    for name in ("grid_one", "grid_two"):
        make.enter(client, world, name)
        assert client.get(f"/casework/people/{who}/").status_code == 404
    given(world, at, who)
    assert where(world) == ONE
    make.enter(client, world, "grid_one")
    listed = steps.text(client.get("/people/"))
    assert "王**" in listed and "东门社区第一居民小组" in listed and "社区戒毒" not in listed
    page = steps.text(client.get(f"/casework/people/{who}/"))
    assert "王**" in page and "社区戒毒" not in page and "尿检" not in page
    make.enter(client, world, "grid_two")
    assert "王**" not in steps.text(client.get("/people/"))
    assert client.get(f"/casework/people/{who}/").status_code == 404


def test_on_his_list_are_visits_only_and_he_records_one(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    given(world, at, who)
    make.enter(client, world, "grid_one")
    today = steps.text(client.get("/today/"))
    assert "王**" in today and "尿检" not in today and "东门社区第一居民小组" in today
    assert client.get(caseload.page("record-urine-test", who)).status_code == 404
    assert client.get(caseload.page("record-visit", who)).status_code == 200
    record_visit(world.actor("grid_one"), at=at, person_id=who, on=at.date(), how="home", met=True)


def test_what_was_confided_to_the_social_worker_is_not_told_to_the_grid_worker(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    record_visit(
        world.actor("encheng_worker"), at=at, person_id=who, on=at.date(), how="home", met=True, moods=("low",), needs=("work",)
    )
    given(world, at, who)
    make.enter(client, world, "encheng_worker")
    assert "家访：低落；需要：找工作" in steps.text(client.get(f"/casework/people/{who}/"))
    make.enter(client, world, "grid_one")
    page = steps.text(client.get(f"/casework/people/{who}/"))
    assert "家访" in page and "低落" not in page and "找工作" not in page


def test_the_persons_page_names_the_grid_worker(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    given(world, at, who)
    make.enter(client, world, "encheng_worker")
    page = steps.text(client.get(f"/casework/people/{who}/"))
    assert f"网格员 {world.actor('grid_one').holder}" in page and "东门社区第一居民小组" in page


def test_placing_changes_no_sum_of_the_town_or_the_village_on_any_day(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    before = [counted(world, path, on, at) for path in (make.ENPING, make.ENCHENG, VILLAGE) for on in (LAST_YEAR, today)]
    place_person(world.actor("encheng_worker"), at=make.moment(2026, 3, 16, 11), person_id=who, path=ONE)
    after = [counted(world, path, on, at) for path in (make.ENPING, make.ENCHENG, VILLAGE) for on in (LAST_YEAR, today)]
    assert before == after
    assert counted(world, ONE, today, at) == {"community_detox": 1}
    assert counted(world, TWO, today, at) == {}


def test_a_rebuild_after_placing_gives_the_same(world: make.World, at: datetime, who: UUID) -> None:
    place_person(world.actor("encheng_worker"), at=at, person_id=who, path=ONE)
    record_visit(world.actor("encheng_worker"), at=make.moment(2026, 3, 16, 12), person_id=who, on=at.date(), how="home", met=True)
    with acting(world.actor("encheng_worker")):
        before = snapshot(PERSON, [who])
        rebuild(make.ENPING, cases([who]), make.moment(2026, 3, 16, 13))
        assert snapshot(PERSON, [who]) == before


def test_somebody_who_came_from_another_town_counts_in_the_village_found_out_later(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    with acting(world.actor("director")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
        village = str(rows("SELECT min(path) FROM grid_area WHERE starts_with(path, %s) AND length(path) = 12", [make.HENGPI])[0][0])
    moved, placed = make.moment(2026, 3, 16, 10), make.moment(2026, 3, 16, 11)
    transfer_measure(world.actor("encheng_worker"), at=moved, person_id=who, measure=measure, on=today, to_path=make.HENGPI)
    place_person(world.actor("hengpi_head"), at=placed, person_id=who, path=village)
    for path, number in ((village, 1), (make.HENGPI, 1), (make.ENCHENG, 0), (make.ENPING, 1)):
        assert sum(counted(world, path, today, placed).values()) == number
    assert sum(counted(world, make.ENCHENG, today, make.moment(2026, 3, 16, 9, 30)).values()) == 1  # as known before it
    assert sum(counted(world, VILLAGE, LAST_YEAR, placed).values()) == 0
    assert sum(counted(world, VILLAGE, date(2026, 2, 1), placed).values()) == 1
    with acting(world.actor("director")):
        before = snapshot(PERSON, [who])
    with acting(world.actor("hengpi_head")):
        rebuild(make.ENPING, cases([who]), make.moment(2026, 3, 16, 13))
    with acting(world.actor("director")):
        assert snapshot(PERSON, [who]) == before
    assert [body["to_path"] for body in casefile.said(world.actor("director"), "measure_transferred")] == [make.HENGPI]


def test_in_another_group_the_first_ones_grid_worker_sees_the_file_no_more(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    given(world, at, who)
    place_person(world.actor("encheng_worker"), at=at, person_id=who, path=TWO)
    make.enter(client, world, "grid_one")
    assert client.get(f"/casework/people/{who}/").status_code == 404
    given(world, at, who, "grid_two")
    make.enter(client, world, "grid_two")
    assert client.get(f"/casework/people/{who}/").status_code == 200


def test_the_register_of_the_village_opens_down_to_the_group(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    given(world, at, who)
    make.enter(client, world, "encheng_head")
    page = steps.text(client.get("/figures/register/", {"area": VILLAGE, "all": "1"}))
    assert "第一居民小组 1 1 1" in page


@pytest.mark.parametrize("path", [make.HENGPI, make.ENCHENG + "002", VILLAGE, VILLAGE + "999", "", "440785001001001x"])
def test_a_place_outside_the_village_or_none_is_refused(
    client: Client, world: make.World, at: datetime, who: UUID, path: str
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post(steps.url(who, "place-person"), {"path": path, "request_id": new_request_id()})
    assert answer.status_code == 422
    assert where(world) == VILLAGE
    with pytest.raises(Refused):
        place_person(world.actor("encheng_worker"), at=at, person_id=who, path=path)


def test_a_group_not_known_any_more_goes_back_to_the_village(world: make.World, at: datetime, who: UUID) -> None:
    given(world, at, who)
    place_person(world.actor("encheng_head"), at=at, person_id=who, path=VILLAGE)
    assert where(world) == VILLAGE
    with acting(world.actor("director")):
        assert rows("SELECT part FROM matters_part WHERE until_on IS NULL") == [("responsible",)]


def test_a_click_sent_twice_places_once_and_leaves_one_line(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_head")
    data = {"path": ONE, "request_id": new_request_id()}
    first, second = (client.post(steps.url(who, "place-person"), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    with acting(world.actor("director")):
        assert rows("SELECT detail->>'placed' FROM ledger_entry WHERE command = 'place_person'") == [(ONE,)]


@pytest.mark.parametrize("outsider", ["encheng_other", "hengpi_head", "encheng_police", "grid_one", "yongan_head", "auditor"])
def test_others_neither_find_the_page_nor_place(
    client: Client, world: make.World, at: datetime, who: UUID, outsider: str
) -> None:
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, "place-person")).status_code == 404
    assert client.post(steps.url(who, "place-person"), {"path": ONE}).status_code == 404


def test_the_database_itself_places_nobody_out_of_ones_hands(world: make.World, at: datetime, who: UUID) -> None:
    for name, path in (("encheng_other", ONE), ("hengpi_head", ONE), ("encheng_head", make.HENGPI), ("encheng_head", make.ENCHENG + "002")):
        with acting(world.actor(name)):
            assert rows("SELECT people_place(%s, %s, %s)", [who, path, at.date()]) == [(False,)]


def test_a_village_worker_places_her_own_people(world: make.World, at: datetime, who: UUID) -> None:
    with pytest.raises(NotVisible):
        place_person(world.actor("village"), at=at, person_id=who, path=ONE)
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["village"], part="village")
    place_person(world.actor("village"), at=at, person_id=who, path=ONE)
    assert where(world) == ONE


def test_whose_village_is_not_known_is_placed_in_one_first(world: make.World, at: datetime) -> None:
    found = steps.person(world, at, scope_path=make.ENCHENG)
    with pytest.raises(Refused):
        place_person(world.actor("encheng_worker"), at=at, person_id=found, path=ONE)
    place_person(world.actor("encheng_worker"), at=at, person_id=found, path=VILLAGE)
    place_person(world.actor("encheng_worker"), at=at, person_id=found, path=ONE)
    assert where(world) == ONE


def test_once_three_clean_years_are_confirmed_the_grid_worker_sees_the_file_no_more(
    client: Client, world: make.World, at: datetime
) -> None:
    who = steps.person(world, at)
    given(world, at, who)
    confirm_abstinence(world.actor("encheng_police"), at=at, person_id=who, on=at.date(), document_no="示例〔2026〕1号")
    make.enter(client, world, "grid_one")
    assert client.get(f"/casework/people/{who}/").status_code == 404


def test_the_form_of_a_new_file_asks_for_the_group_of_the_village_chosen(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    field = client.get("/casework/people/add/groups/", {"scope_path": VILLAGE}).content.decode()
    assert "第二居民小组" in field
    for elsewhere in (make.ENCHENG + "002", make.HENGPI + "200", "x", ""):
        assert "小组</option>" not in client.get("/casework/people/add/groups/", {"scope_path": elsewhere}).content.decode().replace("没有录入小组</option>", "")
    data = {
        "stage": "add", "name": "王小明", "id_number": "", "sex": "male", "born_on": "1992-03-07", "scope_path": VILLAGE,
        "group": TWO, "on": "2026-03-16", "source": "found", "addicted": "1", "request_id": new_request_id(),
    }
    refused = client.post("/casework/people/add/", {**data, "scope_path": make.ENCHENG + "002"})
    assert refused.status_code == 422
    assert client.post("/casework/people/add/", data).status_code == 302
    assert where(world) == TWO


def test_a_group_registered_at_once_is_where_the_person_was_from_the_first_day(
    world: make.World, at: datetime, today: date
) -> None:
    add_person(world.actor("encheng_worker"), at=at, person=caseload.someone(scope_path=TWO), on=date(2026, 1, 1))
    assert counted(world, TWO, today, at) == counted(world, VILLAGE, today, at) != {}


def test_the_group_that_somebody_left_is_known_of_the_days_before_and_when_the_change_of_place_is_taken_back(
    client: Client, world: make.World, at: datetime, who: UUID, today: date
) -> None:
    given(world, at, who)
    with acting(world.actor("director")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
    moved, back = make.moment(2026, 3, 16, 10), make.moment(2026, 3, 16, 11)
    transfer_measure(world.actor("encheng_worker"), at=moved, person_id=who, measure=measure, on=today, to_path=make.HENGPI)
    assert sum(counted(world, ONE, date(2026, 2, 1), moved).values()) == 1
    as_rebuilt(world, who, "hengpi_head")
    fact = next(f for f in steps.facts(world, who) if f.kind == "measure_transferred")
    withdraw_fact(world.actor("hengpi_head"), at=back, person_id=who, fact_id=UUID(fact.id))
    assert where(world) == ONE
    assert sum(counted(world, ONE, today, back).values()) == 1
    as_rebuilt(world, who, "encheng_head")
    make.enter(client, world, "grid_one")
    assert client.get(f"/casework/people/{who}/").status_code == 200


def test_who_moved_away_and_back_into_the_village_was_in_the_group_before(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    place_person(world.actor("encheng_worker"), at=at, person_id=who, path=ONE)
    with acting(world.actor("director")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
    moved, back = make.moment(2026, 3, 16, 10), make.moment(2026, 3, 16, 11)
    transfer_measure(
        world.actor("encheng_worker"), at=moved, person_id=who, measure=measure, on=date(2026, 3, 10), to_path=make.HENGPI
    )
    arrive_at_transfer(world.actor("hengpi_head"), at=moved, person_id=who, measure=measure, on=date(2026, 3, 11))
    transfer_measure(world.actor("hengpi_head"), at=back, person_id=who, measure=measure, on=today, to_path=VILLAGE)
    assert where(world) == VILLAGE
    assert sum(counted(world, ONE, date(2026, 3, 9), back).values()) == 1
    assert sum(counted(world, ONE, today, back).values()) == 0, "in which group the person lives now nobody has said"
    as_rebuilt(world, who, "encheng_head")


def as_rebuilt(world: make.World, who: UUID, post: str) -> None:
    with acting(world.actor("director")):
        before = snapshot(PERSON, [who])
    with acting(world.actor(post)):
        rebuild(make.ENPING, cases([who]), make.moment(2026, 3, 16, 13))
    with acting(world.actor("director")):
        assert snapshot(PERSON, [who]) == before
