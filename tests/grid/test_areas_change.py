"""区划调整: everything that lies at a place goes along, figures of past days stay, and nobody sees more by accident."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from guitu.approvals.commands import decide_approval
from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.measures.commands import transfer_measure
from guitu.casework.visits.commands import record_visit
from guitu.figures.register.queries import View, balances, by_unit, register
from guitu.grid import area_load, divisions, summing
from guitu.grid.area_changes.commands import close_area, make_area, rearrange_areas, rename_area
from guitu.grid.area_groups.commands import make_area_group
from guitu.grid.area_groups.queries import area_group
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.settling.comparing import snapshot
from guitu.settling.settle import rebuild
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
COUNTY, ENCHENG, HENGPI = make.ENPING, make.ENCHENG, make.HENGPI
PAPER = "恩府函〔2026〕12 号"
DAY = date(2026, 3, 10)


def rearranged(world: make.World, at: datetime, **what: Any) -> Any:
    base = {"kind": "merge", "into": "", "name": "", "area_kind": "", "number": "", "on": DAY, "document": PAPER, "receiver": None, "keep": False}
    return make.granted(world, "clerk", "director", rearrange_areas, at=at, **{**base, **what})


def ask(world: make.World, sql: str, values: Any = (), by: str = "director") -> list[Any]:
    with acting(world.actor(by)):
        return rows(sql, values)


def nothing_differs(world: make.World) -> None:
    """As `guitu rebuild --check` says it: derived rows and sums."""
    with acting(world.actor("director")):
        people = [person for (person,) in rows("SELECT id FROM people_person WHERE county_id = %s ORDER BY id", [COUNTY])]
        held, before = cases(people), snapshot(PERSON, people)
        rebuild(COUNTY, held, make.moment(2026, 3, 16, 12))
        assert snapshot(PERSON, people) == before
    assert summing.wrong(COUNTY) == 0


def adds_up(world: make.World, days: list[date], known: datetime) -> None:
    with acting(world.actor("director")):
        for day in days:
            for latest in (False, True):
                view = View(COUNTY, day, known, latest=latest)
                assert balances(register(view)), day
                towns: dict[str, int] = {}
                for one in by_unit(view):
                    towns[one["state"]] = towns.get(one["state"], 0) + one["number"]
                assert towns == register(view).counts, day


def in_register(world: make.World, path: str, day: date, known: datetime) -> int:
    with acting(world.actor("director")):
        return register(View(path, day, known)).current


def test_a_town_that_goes_into_another_takes_everything_along_and_the_past_stays(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at, by="hengpi_worker", scope_path=HENGPI + "001")
    steps.measure(world, at, who, by="hengpi_worker")
    record_visit(world.actor("hengpi_worker"), at=at, person_id=who, on=date(2026, 3, 5), how="home")
    stays = steps.person(world, at, name="李四", id_number="")
    before = in_register(world, HENGPI, DAY - timedelta(days=1), at)
    rearranged(world, at, paths=[HENGPI], into=ENCHENG)
    ((path,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert path.startswith(ENCHENG) and len(path) == 12
    later = at + timedelta(minutes=1)
    assert before == in_register(world, HENGPI, DAY - timedelta(days=1), later) == 1
    assert in_register(world, HENGPI, DAY, later) == 0 and in_register(world, path, DAY, later) == 1
    assert in_register(world, HENGPI, DAY, at - timedelta(seconds=1)) == 0
    adds_up(world, [date(2026, 1, 1), DAY - timedelta(days=1), DAY, at.date(), date(2027, 1, 1)], later)
    nothing_differs(world)
    assert {p for (p,) in ask(world, "SELECT DISTINCT happened_path FROM ledger_fact WHERE matter_id = %s", [who])} == {HENGPI + "001"}
    for table in ("ledger_fact", "casework_current", "duties_duty", "people_identity", "matters_part", "casework_measure"):
        key = "person_id" if table in ("casework_current", "people_identity", "casework_measure") else "matter_id"
        assert {p for (p,) in ask(world, f"SELECT DISTINCT scope_path FROM {table} WHERE {key} = %s", [who])} == {path}
    assert ask(world, "SELECT town_path FROM people_identity WHERE person_id = %s", [who]) == [(ENCHENG,)]
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [stays]) == [(ENCHENG + "001",)]
    # the worker goes on with the same people and no others; who saw the whole town does not see the larger one
    make.enter(client, world, "hengpi_worker")
    assert client.get(f"/casework/people/{who}/").status_code == 200
    assert client.get(f"/casework/people/{stays}/").status_code == 404
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/casework/people/{stays}/").status_code in (302, 404)
    make.enter(client, world, "encheng_head")
    assert client.get(f"/casework/people/{who}/").status_code == 200


def test_a_village_goes_to_another_town_and_is_received_there(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    steps.measure(world, at, who)
    rearranged(world, at, kind="move", paths=[ENCHENG + "001"], into=HENGPI, receiver=world.posts["hengpi_worker"])
    ((path,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert path[:9] == HENGPI
    assert ask(world, "SELECT post_id FROM matters_part WHERE matter_id = %s AND until_on IS NULL AND part = 'responsible'", [who]) == [
        (world.posts["hengpi_worker"],)
    ]
    assert ask(world, "SELECT path FROM grid_post WHERE id = %s", [world.posts["grid_one"]]) == [(path + "001",)]
    for name, status in (("encheng_worker", 404), ("encheng_head", 404), ("hengpi_worker", 200), ("hengpi_head", 200)):
        make.enter(client, world, name)
        assert client.get(f"/casework/people/{who}/").status_code == status, name
    adds_up(world, [date(2026, 2, 1), DAY, at.date()], at + timedelta(minutes=1))
    nothing_differs(world)
    # moved on, and known better in between
    rearranged(world, at + timedelta(minutes=2), kind="recode", paths=[HENGPI], area_kind="subdistrict", name="圣堂街道", on=date(2026, 3, 12))
    ((now,),) = ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who])
    assert int(now[6:9]) < 100
    adds_up(world, [date(2026, 2, 1), DAY, date(2026, 3, 11), date(2026, 3, 12), at.date()], at + timedelta(minutes=3))
    nothing_differs(world)
    assert [in_register(world, p, d, at + timedelta(minutes=3)) for p, d in (
        (ENCHENG, date(2026, 3, 9)), (HENGPI, date(2026, 3, 10)), (HENGPI, date(2026, 3, 12)), (now[:9], date(2026, 3, 12)))] == [1, 1, 0, 1]


LIST = "/settings/areas/"
MERGE = f"/operations/areas/merge/{HENGPI}/"


def test_a_county_clerk_sees_what_would_move_asks_and_the_director_grants(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at, by="hengpi_worker", scope_path=HENGPI)
    make.enter(client, world, "clerk")
    page = steps.text(client.get(LIST))
    assert "恩城街道" in page and "圣堂镇" in page
    assert "合并到别处" in steps.text(client.get(f"{LIST}{HENGPI}/"))
    assert "到哪里" in steps.text(client.get(MERGE))
    sent = {"paths": [HENGPI], "into": ENCHENG, "name": "", "area_kind": "", "number": "", "on": "2026-03-16", "document": PAPER}
    page = steps.text(client.post(MERGE, sent))
    assert "会动到什么" in page and "人员档案 1" in page and "横陂镇人民政府 · 镇街负责人" in page
    assert ask(world, "SELECT count(*) FROM grid_areachange") == [(0,)]
    asked = {**sent, "ask": "1", "request_id": make.request_id()}
    assert [client.post(MERGE, asked).status_code for _ in range(2)] == [302, 302]
    ((approval,),) = ask(world, "SELECT id FROM approvals_approval")
    assert "等决定" in steps.text(client.get("/approvals/"))
    make.enter(client, world, "director")
    page = steps.text(client.get("/approvals/"))
    assert "调整区划" in page and "合并" in page and PAPER in page and "任职同日结束" in page
    assert client.post(f"/approvals/{approval}/decide/", {"grant": "1"}).status_code == 302
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who]) == [(ENCHENG,)]
    page = steps.text(client.get(f"{LIST}{HENGPI}/"))
    assert "现在是恩城街道" in page and "合并" in page and PAPER in page
    assert "圣堂镇" in steps.text(client.get(f"{LIST}?only=gone")) and "圣堂镇" not in steps.text(client.get(LIST))
    make.enter(client, world, "hengpi_head")
    assert client.get("/people/").status_code != 200


@pytest.mark.parametrize(
    ("kind", "path", "sent", "said"),
    [
        ("merge", HENGPI, {}, "请选并到哪里"),
        ("merge", HENGPI, {"into": HENGPI}, "请重新选择"),
        ("merge", HENGPI, {"into": ENCHENG, "on": "2026-03-17"}, "还没有到"),
        ("merge", HENGPI, {"into": ENCHENG, "on": "2024-01-01"}, "日期最早"),
        ("merge", HENGPI, {"into": ENCHENG, "on": ""}, "从哪天起"),
        ("merge", HENGPI, {"into": ENCHENG, "document": ""}, "批准文件"),
        ("merge", HENGPI, {"into": ENCHENG, "receiver": "x"}, "接手的岗位不在新的地方"),
        ("merge", HENGPI, {"into": "421202003"}, "请重新选择"),
        ("merge", HENGPI, {"name": "新镇", "area_kind": "town", "number": "010"}, "100 到 199"),
        ("merge", HENGPI, {"name": "新镇", "area_kind": "town", "number": "101"}, "用过了"),
        ("merge", HENGPI, {"name": "恩城街道", "area_kind": "town"}, "已经有叫"),
        ("move", ENCHENG + "001", {"into": ""}, "请选并到哪里"),
        ("split", ENCHENG, {"paths": [ENCHENG + "001"], "name": ""}, "请写新地方的名称"),
        ("split", ENCHENG, {"paths": []}, "已经撤并"),
        ("recode", HENGPI, {"name": "圣堂街道", "area_kind": "group"}, "请重新选择"),
    ],
)
def test_what_cannot_be_rearranged_is_said_and_nothing_is_asked_for(
    client: Client, world: make.World, kind: str, path: str, sent: dict[str, Any], said: str
) -> None:
    make.enter(client, world, "clerk")
    base = {"paths": [path], "into": "", "name": "", "area_kind": "", "number": "", "on": "2026-03-16", "document": PAPER, "ask": "1"}
    answer = client.post(f"/operations/areas/{kind}/{path}/", {**base, **sent})
    assert answer.status_code == 422 and said in steps.text(answer), steps.text(answer)
    assert ask(world, "SELECT count(*) FROM approvals_approval") == [(0,)]


@pytest.mark.parametrize("name", ["encheng_head", "encheng_worker", "village", "grid", "auditor", "director", "encheng_police"])
def test_others_neither_open_the_pages_that_change_places_nor_change_any(client: Client, world: make.World, at: datetime, name: str) -> None:
    make.enter(client, world, name)
    for page in (MERGE, f"{LIST}{HENGPI}/rename/", f"{LIST}{HENGPI}/close/", f"{LIST}{COUNTY}/make/", f"{LIST}{HENGPI}/code/", f"{LIST}{HENGPI}/fact/"):
        assert client.get(page).status_code == client.post(page, {}).status_code == 404, page
    with pytest.raises(Refused):
        rename_area(world.actor(name), at=at, path=HENGPI, name="圣堂街道", on=DAY, document=PAPER)
    seen = {"encheng_head": 200, "director": 200}.get(name, 404)
    assert client.get(f"{LIST}{ENCHENG}/").status_code == seen
    assert client.get(f"{LIST}{make.YONGAN}/").status_code == client.get(f"{LIST}999/").status_code == 404
    if name == "encheng_head":
        assert client.get(f"{LIST}{HENGPI}/").status_code == 404


def test_nobody_rearranges_alone_nor_by_a_second_account(world: make.World, at: datetime) -> None:
    what = {"kind": "merge", "paths": [HENGPI], "into": ENCHENG, "on": DAY, "document": PAPER}
    with pytest.raises(Refused) as found:
        rearrange_areas(world.actor("clerk"), at=at, **what)
    assert found.value.reasons[0].code == "approvals.needed"
    for name in ("encheng_head", "director"):
        with pytest.raises(Refused):
            rearrange_areas(world.actor(name), at=at, **what)
    # nor by crafted SQL from another post
    for name in ("encheng_head", "director", "encheng_worker"):
        assert ask(
            world,
            "SELECT grid_rearrange_areas(gen_random_uuid(), 'merge', ARRAY[%s], ARRAY[%s], '{}', '{}', '{}', '{}', '{}', %s, 'x', now())",
            [HENGPI, ENCHENG, DAY], by=name,
        ) == [(False,)]
        assert ask(world, "SELECT grid_close_area(gen_random_uuid(), %s, %s, 'x', now())", [HENGPI, DAY], by=name) == [(False,)]


def test_a_farm_is_made_or_taken_in_use_renamed_and_closed_when_nobody_is_there(client: Client, world: make.World, at: datetime) -> None:
    make.enter(client, world, "clerk")
    hidden = ask(world, "SELECT path, name FROM grid_area WHERE starts_with(path, %s) AND length(path) = 9 AND is_virtual ORDER BY path", [COUNTY])
    page = f"{LIST}{COUNTY}/make/"
    sent = {"kind": "quasi_township", "name": "河排林场", "number": "", "on": "2026-03-10", "document": PAPER, "request_id": make.request_id()}
    assert [client.post(page, sent).status_code for _ in range(2)] == [302, 302]
    ((farm, virtual),) = ask(world, "SELECT path, is_virtual FROM grid_area WHERE name = '河排林场' AND starts_with(path, %s)", [COUNTY])
    assert farm[6:] >= "400" and not virtual
    assert "河排林场" in steps.text(client.get(LIST))
    for path, name in hidden[:1]:
        assert name in steps.text(client.get(f"{LIST}?only=hidden")) and "启用这个地方" in steps.text(client.get(f"{LIST}{path}/"))
        assert client.post(page, {**sent, "name": name, "number": path[6:], "request_id": make.request_id()}).status_code == 302
        assert name in steps.text(client.get(LIST))
    village = make_area(world.actor("clerk"), at=at, above=farm, kind="villagers_committee", name="林场村", on=DAY, document=PAPER)["area"]
    who = steps.person(world, at, by="clerk", scope_path=village)
    assert "下面还有 1 个地方" in steps.text(client.get(f"{LIST}{farm}/close/"))
    for path, said in ((farm, "下面还有 1 个地方"), (village, "还有 1 份人员档案")):
        refused = client.post(f"{LIST}{path}/close/", {"on": "2026-03-16", "document": PAPER})
        assert refused.status_code == 422 and said in steps.text(refused)
    assert client.post(f"{LIST}{farm}/rename/", {"name": "河排场", "on": "2026-03-12", "document": PAPER, "was": "河排林场"}).status_code == 302
    assert client.post(f"{LIST}{farm}/rename/", {"name": "河排", "on": "2026-03-12", "document": PAPER, "was": "河排林场"}).status_code == 409
    assert "河排林场 → 河排场" in steps.text(client.get(f"{LIST}{farm}/"))
    rename_area(world.actor("clerk"), at=at, path=village, name="河排林场村", on=DAY, document=PAPER)
    nothing_differs(world)
    rearranged(world, at, kind="merge", paths=[village], into=ENCHENG + "001")
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who]) == [(ENCHENG + "001",)]
    assert client.post(f"{LIST}{farm}/close/", {"on": "2026-03-16", "document": PAPER}).status_code == 302
    assert client.post(f"{LIST}{farm}/close/", {"on": "2026-03-16", "document": PAPER}).status_code == 404
    with pytest.raises(NotVisible):
        close_area(world.actor("clerk"), at=at, path=farm, on=DAY, document=PAPER)


def test_codes_of_others_and_what_is_known_of_a_place_stand_beside_with_day_and_source(client: Client, world: make.World) -> None:
    make.enter(client, world, "clerk")
    own = f"{LIST}{ENCHENG}/"
    for sent, status in (
        ({"authority": "public_security", "code": "440785 01", "on": "2026-03-01"}, 422),
        ({"authority": "public_security", "code": "44078501", "on": "2027-03-01"}, 422),
        ({"authority": "x", "code": "44078501", "on": "2026-03-01"}, 422),
        ({"authority": "public_security", "code": "44078501", "on": "2026-03-01"}, 302),
        ({"authority": "public_security", "code": "44078501", "on": "2026-03-02"}, 422),
        ({"authority": "public_security", "code": "44078502", "on": "2026-02-01"}, 422),
        ({"authority": "public_security", "code": "44078502", "on": "2026-03-10"}, 302),
    ):
        assert client.post(f"{own}code/", sent).status_code == status, sent
    for sent, status in (
        ({"item": "population", "quantity": "142000.5", "on": "2025-12-31", "source": "年鉴"}, 422),
        ({"item": "population", "quantity": "-1", "on": "2025-12-31", "source": "年鉴"}, 422),
        ({"item": "population", "quantity": "142000", "on": "2025-12-31", "source": ""}, 422),
        ({"item": "population", "quantity": "142000", "on": "2025-12-31", "source": "2025 年鉴"}, 302),
        ({"item": "population", "quantity": "140000", "on": "2024-12-31", "source": "2024 年鉴"}, 302),
        ({"item": "area_km2", "quantity": "12.4", "on": "2025-12-31", "source": "2025 年鉴"}, 302),
    ):
        assert client.post(f"{own}fact/", sent).status_code == status, sent
    page = steps.text(client.get(own))
    for said in ("44078502", "到 2026-03-10", "142,000", "140,000", "12.4", "2025 年鉴"):
        assert said in page, said


def test_a_group_of_areas_keeps_its_ground_and_its_past(world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    steps.person(world, at, by="hengpi_worker", scope_path=HENGPI + "001")
    steps.person(world, at, name="李四", id_number="")
    villages = [path for (path,) in ask(world, "SELECT path FROM grid_area WHERE starts_with(path, %s) AND length(path) = 9 AND NOT is_virtual ORDER BY path", [COUNTY])]
    other = next(path for path in villages if path not in (ENCHENG, HENGPI))
    group = UUID(make_area_group(clerk, at=at, name="沿江片区", paths=[HENGPI, other])["group"])
    rearranged(world, at, paths=[HENGPI], into=ENCHENG)
    later = at + timedelta(minutes=1)
    with acting(clerk):
        found = area_group(clerk, group)
        assert found is not None and HENGPI not in found.areas and ENCHENG not in found.areas and other in found.areas
        assert all(len(path) == 12 and path.startswith(ENCHENG) for path in found.areas if path != other)
        for day in (DAY - timedelta(days=1), DAY, at.date()):
            view = View(COUNTY, day, later, group=found)
            assert register(view).current == 1 and balances(register(view)), day
            assert sum(one["number"] for one in by_unit(view)) == 1


def test_rights_do_not_grow_unless_it_is_said(client: Client, world: make.World, at: datetime) -> None:
    """A key ends, a head of the town that went is no head of the larger one; said so, he goes on. A worker keeps his people."""
    steps.person(world, at)
    held = "SELECT until_on IS NULL FROM grid_holding WHERE post_id = %s"
    rearranged(world, at, paths=[HENGPI], into=ENCHENG, keep=True)
    assert ask(world, held, [world.posts["hengpi_head"]]) == ask(world, held, [world.posts["hengpi_worker"]]) == [(True,)]
    make.enter(client, world, "hengpi_head")
    assert "王**" in steps.text(client.get("/people/"))
    make.enter(client, world, "hengpi_worker")
    assert "王**" not in steps.text(client.get("/people/"))


def test_a_town_that_only_gets_another_code_keeps_all_it_has(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    before = client.get(f"/casework/people/{who}/")
    rearranged(world, at, kind="recode", paths=[ENCHENG], name="恩城镇", area_kind="town", number="150")
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who]) == [("440785150001",)]
    assert before.status_code == client.get(f"/casework/people/{who}/").status_code == 200  # the same session, at the next click
    later = at + timedelta(minutes=1)
    record_visit(world.actor("encheng_worker"), at=later, person_id=who, on=date(2026, 3, 15), how="home")
    record_visit(world.actor("encheng_worker"), at=later, person_id=who, on=date(2026, 3, 3), how="home")
    assert ask(world, "SELECT happened_on, happened_path FROM ledger_fact WHERE kind = 'visit' ORDER BY 1") == [
        (date(2026, 3, 3), ENCHENG + "001"), (date(2026, 3, 15), "440785150001")
    ]
    # and on to another town: taken back, the file is where its place is by now
    transfer_measure(world.actor("encheng_worker"), at=later, person_id=who, measure=measure, on=date(2026, 3, 15), to_path=HENGPI + "001")
    nothing_differs(world)
    adds_up(world, [DAY - timedelta(days=1), DAY, date(2026, 3, 14), date(2026, 3, 15), at.date()], later)
    ((fact,),) = ask(world, "SELECT id FROM ledger_fact WHERE kind = 'measure_transferred'")
    withdraw_fact(world.actor("hengpi_head"), at=later + timedelta(minutes=1), person_id=who, fact_id=fact)
    assert ask(world, "SELECT scope_path FROM people_person WHERE id = %s", [who]) == [("440785150001",)]
    nothing_differs(world)


def test_a_change_that_comes_to_be_known_late_holds_from_its_day_also_for_who_has_left(world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    transfer_measure(world.actor("encheng_worker"), at=at, person_id=who, measure=measure, on=date(2026, 3, 12), to_path=HENGPI + "001")
    rearranged(world, at + timedelta(minutes=1), kind="move", paths=[ENCHENG + "001"], into=make.ENPING + "102", on=date(2026, 3, 5))
    later = at + timedelta(minutes=2)
    days = [date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 11), date(2026, 3, 12)]
    assert [in_register(world, ENCHENG, day, later) for day in days] == [1, 0, 0, 0]
    assert [in_register(world, make.ENPING + "102", day, later) for day in days] == [0, 1, 1, 0]
    assert [in_register(world, HENGPI, day, later) for day in days] == [0, 0, 0, 1]
    assert [in_register(world, ENCHENG, day, at) for day in days] == [1, 1, 1, 0]
    adds_up(world, days, later)
    nothing_differs(world)


def test_the_same_number_on_file_in_both_towns_stays_two_files(world: make.World, at: datetime) -> None:
    one, other = steps.person(world, at), steps.person(world, at, by="hengpi_worker", scope_path=HENGPI + "001")
    rearranged(world, at, paths=[HENGPI], into=ENCHENG)
    towns = dict(ask(world, "SELECT person_id, town_path FROM people_identity"))
    assert towns == {one: ENCHENG, other: f"{ENCHENG}/{other}"}
    nothing_differs(world)


def test_part_of_a_village_becomes_one_of_its_own_by_its_groups(client: Client, world: make.World, at: datetime) -> None:
    steps.person(world, at, scope_path="440785001001001")
    stays = steps.person(world, at, name="李四", id_number="", scope_path="440785001001002")
    make.enter(client, world, "clerk")
    page = f"/operations/areas/split/{ENCHENG}001/"
    sent = {"paths": ["440785001001001"], "name": "东门二社区居民委员会", "area_kind": "", "number": "", "on": "2026-03-10", "document": PAPER}
    said = steps.text(client.post(page, sent))
    assert "人员档案 1" in said and "东门二社区居民委员会" not in said.split("会动到什么")[0].replace('value="东门二社区居民委员会"', "")
    assert client.post(page, {**sent, "ask": "1"}).status_code == 302
    ((approval,),) = ask(world, "SELECT id FROM approvals_approval")
    decide_approval(world.actor("director"), at=at, approval_id=approval, grant=True)
    ((path,),) = ask(world, "SELECT path FROM grid_area WHERE name = '东门二社区居民委员会'")
    assert ask(world, "SELECT scope_path FROM people_person WHERE id <> %s", [stays]) == [(path + "001",)]
    assert ask(world, "SELECT path FROM grid_post WHERE id = %s", [world.posts["grid_one"]]) == [(path + "001",)]
    later = at + timedelta(minutes=1)
    assert [in_register(world, ENCHENG + "001", day, later) for day in (date(2026, 3, 9), DAY)] == [2, 1]
    assert [in_register(world, path, day, later) for day in (date(2026, 3, 9), DAY)] == [0, 1]
    adds_up(world, [date(2026, 3, 9), DAY], later)
    nothing_differs(world)


def test_a_reload_of_the_division_leaves_what_the_county_changed(world: make.World, at: datetime) -> None:
    rename_area(world.actor("clerk"), at=at, path=HENGPI, name="圣堂街道", on=DAY, document=PAPER)
    rearranged(world, at, kind="recode", paths=[ENCHENG], name="恩城镇", area_kind="town", number="150")
    with transaction.atomic():
        area_load.load(connection, divisions.county(COUNTY))
    found = dict(ask(world, "SELECT path, name || ':' || (valid_to IS NULL) FROM grid_area WHERE path IN (%s, %s, '440785150')", [HENGPI, ENCHENG]))
    assert found == {HENGPI: "圣堂街道:true", ENCHENG: "恩城街道:false", "440785150": "恩城镇:true"}


def test_a_page_opened_before_the_place_went_loses_nothing(client: Client, world: make.World, at: datetime) -> None:
    make.enter(client, world, "encheng_head")
    rearranged(world, at, kind="move", paths=[ENCHENG + "002"], into=HENGPI)
    with pytest.raises(Refused) as found:
        steps.person(world, at, by="encheng_head", scope_path=ENCHENG + "002")
    assert found.value.reasons[0].code == "areas.not_there" and found.value.field == "scope_path"
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    with pytest.raises(Refused) as found:
        transfer_measure(world.actor("encheng_worker"), at=at, person_id=who, measure=measure, on=date(2026, 3, 12), to_path=ENCHENG + "002")
    assert ask(world, "SELECT count(*) FROM people_person") == [(1,)]
