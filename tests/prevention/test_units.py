"""无毒小单元: households of a village in one table, sampled, named, vetoed, answered; who may check whom; what a plaque says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.actor import Actor
from guitu.kit.database import acting, row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention.fold import UNIT
from guitu.prevention.units import checking, commands, keeping, naming, queries, sampling
from guitu.rules.unit_samples import chosen
from guitu.settling.comparing import snapshot
from guitu.settling.load import matters
from guitu.settling.settle import rebuild
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGE = make.ENCHENG + "001"
FIRST, SECOND = sorted(make.GROUPS)
STATED = ("house_rules", "none_using", "pledge", "quiz")
AT = make.moment(2026, 3, 16)


def days(n: int) -> datetime:
    return AT + timedelta(days=n)


def declare(world: make.World, *, by: str = "village", at: datetime = AT, sizes: tuple[int, int] = (320, 280), **other: Any) -> UUID:
    what = {
        "path": VILLAGE, "groups": [(FIRST, sizes[0]), (SECOND, sizes[1])], "stated": STATED,
        "exceptions": [(FIRST, n, "away", "全家在外地打工") for n in range(1, 6)] + [(SECOND, 7, "unwilling", "本户不愿意"), (SECOND, 9, "other", "房屋空置")],
    } | other
    return UUID(commands.declare_households(world.actor(by), at=at, **what)["matter"])


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


def visited(clerk: Actor, sample: UUID, faulty: int = 0) -> None:
    with acting(clerk):
        drawn = [id for (id,) in rows("SELECT id FROM prevention_drawn WHERE sample_id = %s ORDER BY id", [sample])]
    for number, one in enumerate(drawn):
        sampling.record_sample_visit(clerk, at=days(1), drawn_id=one, result="faulty" if number < faulty else "sound", on=date(2026, 3, 17))


def named(world: make.World, unit: UUID, at: datetime = AT, later: int = 8) -> UUID:
    """Publish what passed and name it when its five working days are over."""
    clerk = world.actor("clerk")
    batch = UUID(naming.publish_units(clerk, at=at, unit_ids=[unit])["naming"])
    naming.name_units(clerk, at=at + timedelta(days=later), naming_id=batch, document="恩禁毒委〔2026〕3号")
    return batch


def titled(world: make.World, *, faulty: int = 0) -> UUID:
    """The households of a village, declared, confirmed, sampled, visited, assessed and named."""
    unit, clerk = declare(world), world.actor("clerk")
    checking.confirm_unit(world.actor("encheng_head"), at=AT, unit_id=unit)
    sample = UUID(sampling.draw_sample(clerk, at=AT, path=make.ENCHENG)["sample"])
    visited(clerk, sample, faulty)
    assert checking.assess_unit(clerk, at=days(1), unit_id=unit)["passed"]
    named(world, unit, days(1))
    return unit


def test_a_village_declares_600_households_with_seven_exceptions_in_one_call(world: make.World) -> None:
    said = commands.declare_households(
        world.actor("village"), at=AT, request_id="once-and-for-all-0", path=VILLAGE, groups=[(FIRST, 320), (SECOND, 280)], stated=STATED,
        exceptions=[(FIRST, n, "away", "全家在外地打工") for n in range(1, 8)],
    )
    assert said["households"] == 593 and said["excepted"] == 7
    again = commands.declare_households(
        world.actor("village"), at=AT, request_id="once-and-for-all-0", path=VILLAGE, groups=[(FIRST, 320), (SECOND, 280)], stated=STATED,
        exceptions=[(FIRST, n, "away", "全家在外地打工") for n in range(1, 8)],
    )
    assert again == said
    with acting(world.actor("village")):
        assert row("SELECT count(*), count(*) FILTER (WHERE reason <> '') FROM prevention_household") == (600, 7)
        found = queries.households(world.actor("village"), "", "excepted", 2026, _cut(50))
        assert len(found) == 7 and found[0]["why"] == "全家在外地打工"
        columns = {name for (name,) in rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'prevention_household'")}
        assert not columns & {"name", "address", "person_id", "phone"}
    with acting(world.actor("hengpi_head")):
        assert rows("SELECT count(*) FROM prevention_household") == [(0,)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"groups": [(FIRST, 10), (make.ENCHENG + "002001", 3)], "exceptions": []}, "households.groups"), ({"groups": [(FIRST, -1)], "exceptions": []}, "households.groups"),
        ({"exceptions": [(FIRST, 321, "away", "x")]}, "households.no_such"), ({"exceptions": [(FIRST, 1, "away", "x"), (FIRST, 1, "away", "x")]}, "households.no_such"),
        ({"exceptions": [(FIRST, 1, "away", " ")]}, "households.argue"), ({"exceptions": [(FIRST, 1, "using", "x")]}, "households.argue"),
        ({"groups": [(FIRST, 1)], "exceptions": [(FIRST, 1, "away", "x")]}, "households.none"), ({"stated": ("visited",)}, "not_in_list"),
        ({"path": make.HENGPI + "200"}, "units.elsewhere"),
    ],
)
def test_a_table_that_does_not_add_up_is_refused_and_nothing_is_kept(world: make.World, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        declare(world, **change)
    assert code in code_of(refused)
    with acting(world.actor("village")):
        assert rows("SELECT count(*) FROM prevention_household") == [(0,)] and rows("SELECT count(*) FROM prevention_unit") == [(0,)]


def test_the_next_level_checks_and_never_its_own(world: make.World) -> None:
    unit, head = declare(world), world.actor("encheng_head")
    with pytest.raises(Refused) as refused:
        checking.return_unit(head, at=AT, unit_id=unit, note=" ")
    assert code_of(refused) == ["units.needs_words"]
    checking.return_unit(head, at=AT + timedelta(hours=1), unit_id=unit, note="第一小组户数不对")
    with pytest.raises(Refused) as refused:
        checking.confirm_unit(head, at=AT, unit_id=unit)
    assert code_of(refused) == ["units.not_now"]
    assert declare(world, at=AT + timedelta(hours=2), sizes=(300, 280)) == unit  # the same file, put right
    with acting(head):
        assert rows("SELECT count(*) FROM prevention_household") == [(580,)]
    with pytest.raises(NotVisible):
        checking.confirm_unit(world.actor("hengpi_head"), at=AT, unit_id=unit)
    with pytest.raises(Refused) as refused:
        checking.confirm_unit(world.actor("village"), at=AT, unit_id=unit)
    assert code_of(refused) == ["not_for_this_post"]
    checking.confirm_unit(head, at=AT, unit_id=unit)
    with pytest.raises(Refused):
        declare(world)  # confirmed: it changes no more
    school = UUID(commands.declare_unit(head, at=AT, type="school", path=make.ENCHENG, name="恩城中学", stated=["hours"])["matter"])
    with pytest.raises(Refused) as refused:
        checking.confirm_unit(head, at=AT, unit_id=school)
    assert code_of(refused) == ["units.not_its_own"]
    office = UUID(commands.declare_unit(world.actor("clerk"), at=AT, type="unit", path=make.ENPING, name="示例单位", stated=["statement"])["matter"])
    with pytest.raises(Refused) as refused:
        checking.confirm_unit(world.actor("clerk"), at=AT, unit_id=office)
    assert code_of(refused) == ["units.same_person"]
    checking.confirm_unit(world.actor("director"), at=AT, unit_id=office)


def test_no_lot_passes_without_its_sample_and_the_seed_draws_the_same_again(world: make.World) -> None:
    unit, clerk, head = declare(world), world.actor("clerk"), world.actor("encheng_head")
    with pytest.raises(Refused) as refused:
        sampling.draw_sample(clerk, at=AT, path=make.ENCHENG)
    assert code_of(refused) == ["unit_samples.nothing"]
    checking.confirm_unit(head, at=AT, unit_id=unit)
    with pytest.raises(Refused) as refused:
        checking.assess_unit(clerk, at=AT, unit_id=unit)
    assert code_of(refused) == ["units.not_sampled"]
    said = sampling.draw_sample(clerk, at=AT, path=make.ENCHENG)
    sample = UUID(said["sample"])
    assert said["of"] == 593 and said["drawn"] == 55
    with acting(clerk):
        seed, detail = row("SELECT s.seed, e.detail::text FROM prevention_sample s JOIN ledger_entry e ON e.object_id = s.id WHERE s.id = %s", [sample]) or ("", "")
        frozen = [str(id) for (id,) in rows("SELECT id FROM prevention_household WHERE reason = '' ORDER BY id")]
        drawn = {str(id) for (id,) in rows("SELECT household_id FROM prevention_drawn WHERE sample_id = %s", [sample])}
    assert set(chosen(frozen, 55, seed)) == drawn and seed in detail
    with pytest.raises(Refused) as refused:
        checking.assess_unit(clerk, at=AT, unit_id=unit)
    assert code_of(refused) == ["units.not_visited"]
    one = rows_as(clerk, "SELECT id FROM prevention_drawn LIMIT 1")[0][0]
    with pytest.raises(Refused) as refused:
        sampling.record_sample_visit(head, at=AT, drawn_id=one, result="sound", on=date(2026, 3, 16))
    assert code_of(refused) == ["not_for_this_post"]
    visited(clerk, sample, faulty=2)
    checking.assess_unit(clerk, at=days(1), unit_id=unit)
    with acting(clerk):
        told = queries.samples(clerk)[0]
        assert (told["drawn"], told["visited"], told["faulty"]) == (55, 55, 2)


def test_a_find_widens_the_next_sample_of_that_town(world: make.World) -> None:
    titled(world, faulty=1)
    at = make.moment(2027, 3, 1)
    unit = declare(world, at=at)
    checking.confirm_unit(world.actor("encheng_head"), at=at, unit_id=unit)
    said = sampling.draw_sample(world.actor("clerk"), at=at, path=make.ENCHENG)
    assert said["of"] == 593 and said["drawn"] > 100


def test_a_title_is_counted_by_its_days_and_a_veto_stops_it_on_the_same_day(world: make.World) -> None:
    unit, clerk, director = titled(world, faulty=1), world.actor("clerk"), world.actor("director")
    with acting(clerk):
        assert queries.board(clerk, "", date(2026, 3, 24), date(2026, 3, 24))[2] == 0
        assert queries.board(clerk, "", date(2026, 3, 25), date(2026, 3, 25))[2] == 592
        assert queries.unit_of(unit, date(2027, 3, 24))["state"] == "named"
        assert queries.unit_of(unit, date(2027, 3, 25))["state"] == "expired"  # by the date alone; nothing ran
    with pytest.raises(Refused) as refused:
        keeping.veto_unit(clerk, at=days(30), unit_id=unit, cause="relapse", on=date(2026, 4, 15), note="某文书")
    assert code_of(refused) == ["units.veto_not_of_type"]  # no household is ever named for that
    keeping.veto_unit(clerk, at=days(30), unit_id=unit, cause="false_proof", on=date(2026, 4, 15), note="核查通知 3 号")
    keeping.veto_unit(clerk, at=days(31), unit_id=unit, cause="false_proof", on=date(2026, 4, 16), note="核查通知 4 号")
    first, second = _vetoes(clerk, unit)
    with acting(clerk):
        assert queries.unit_of(unit, date(2026, 4, 15))["state"] == "suspended"
        assert [queries.named_on(clerk, day).get("family", 0) for day in (date(2026, 4, 14), date(2026, 4, 15))] == [1, 0]
    with pytest.raises(Refused) as refused:
        keeping.decide_veto(director, at=days(32), unit_id=unit, veto=first, veto_decision="lifted", note="查明")
    assert code_of(refused) == ["units.answer_first"]
    keeping.answer_veto(world.actor("village"), at=days(33), unit_id=unit, veto=first, note="材料已补")
    with pytest.raises(Refused) as refused:
        keeping.decide_veto(clerk, at=days(34), unit_id=unit, veto=first, veto_decision="lifted", note="查明")
    assert code_of(refused) == ["units.decider"]
    keeping.decide_veto(director, at=days(34), unit_id=unit, veto=first, veto_decision="lifted", note="查明属笔误")
    with acting(clerk):
        assert queries.unit_of(unit, date(2026, 4, 19))["state"] == "suspended"  # the other one still stops it
    keeping.decide_veto(director, at=days(60), unit_id=unit, veto=second, veto_decision="revoked", note="材料系伪造")
    with acting(clerk):
        assert queries.unit_of(unit, date(2026, 5, 15))["state"] == "revoked"
        assert queries.named_on(clerk, date(2026, 4, 14)) == {"family": 1}  # history stays
    with pytest.raises(Refused) as refused:
        declare_later(world, days(300))
    assert code_of(refused) == ["units.barred"]
    assert declare_later(world, make.moment(2028, 1, 3)) == unit


def test_publicity_runs_its_working_days_and_an_objection_takes_a_unit_out(world: make.World) -> None:
    clerk, head = world.actor("clerk"), world.actor("encheng_head")
    units = [_school(world, f"第{number}小学") for number in (1, 2)]
    batch = UUID(naming.publish_units(clerk, at=AT, unit_ids=units)["naming"])
    with acting(clerk):
        assert row("SELECT until_on FROM prevention_naming") == (date(2026, 3, 23),)
    with pytest.raises(Refused) as refused:
        naming.name_units(clerk, at=days(7), naming_id=batch, document="1号")
    assert code_of(refused) == ["units.publicity"]
    naming.withhold_unit(clerk, at=days(2), unit_id=units[1], note="有人反映没有上课")
    said = naming.name_units(clerk, at=days(8), naming_id=batch, document="恩禁毒委〔2026〕1号")
    assert said["units"] == 1
    with acting(head):
        assert queries.unit_of(units[0], date(2026, 3, 25))["number"] == "WD-SCHOOL-440785-2026-0001"
        assert queries.unit_of(units[1], date(2026, 3, 25))["state"] == "confirmed"


def test_a_warning_leaves_the_title_and_a_recheck_may_take_it(world: make.World) -> None:
    clerk, unit = world.actor("clerk"), _school(world, "冯如小学")
    named(world, unit)
    keeping.veto_unit(clerk, at=days(20), unit_id=unit, cause="staff_user", on=date(2026, 4, 5), note="通报 2 号")
    due = "SELECT kind, due_on FROM duties_duty WHERE matter_id = %s AND state = 'open' ORDER BY kind"
    with acting(clerk):
        assert queries.unit_of(unit, date(2026, 4, 5))["state"] == "named"
        assert ("veto_reply", date(2026, 4, 20)) in rows(due, [unit])
    with pytest.raises(Refused):
        keeping.recheck_unit(clerk, at=days(30), unit_id=unit, recheck="mend")
    keeping.recheck_unit(clerk, at=days(30), unit_id=unit, recheck="mend", note="宣传栏过期")
    with acting(clerk):
        assert ("title_mend", date(2026, 5, 15)) in rows(due, [unit])
    keeping.recheck_unit(clerk, at=days(40), unit_id=unit, recheck="lost", note="没有改")
    with acting(clerk):
        assert queries.unit_of(unit, date(2026, 4, 25))["state"] == "revoked" and queries.named_on(clerk, date(2026, 4, 24)) == {"school": 1}


def test_renewal_opens_forty_days_before_and_does_not_touch_the_old_title(world: make.World) -> None:
    unit, head, clerk = _school(world, "恩城一小"), world.actor("encheng_head"), world.actor("clerk")
    named(world, unit)  # from 24 March 2026 for a year
    with pytest.raises(Refused) as refused:
        commands.declare_unit_again(head, at=make.moment(2027, 2, 11), unit_id=unit, stated=("hours",))
    assert code_of(refused) == ["units.renew_from"]
    at = make.moment(2027, 2, 15)
    commands.declare_unit_again(head, at=at, unit_id=unit, stated=("hours", "platform", "contest"))
    checking.confirm_unit(clerk, at=at, unit_id=unit)
    checking.assess_unit(clerk, at=at, unit_id=unit, seen=("around",))
    named(world, unit, at)
    with acting(clerk):
        assert rows("SELECT from_on, until_on FROM prevention_title ORDER BY 1") == [
            (date(2026, 3, 24), date(2027, 3, 24)), (date(2027, 3, 24), date(2028, 3, 24)),
        ]
        assert queries.unit_of(unit, date(2027, 3, 24))["state"] == "named"


def test_what_lists_and_figures_read_is_what_a_rebuild_makes(world: make.World) -> None:
    unit = titled(world)
    clerk = world.actor("clerk")
    keeping.veto_unit(clerk, at=days(30), unit_id=unit, cause="false_proof", on=date(2026, 4, 15), note="核查通知 3 号")
    with acting(clerk):
        before = snapshot(UNIT, [unit])
        rebuild(make.ENPING, matters(UNIT, [unit]), days(31))
        assert snapshot(UNIT, [unit]) == before


def test_a_village_needs_its_groups_and_says_what_is_missing(world: make.World) -> None:
    head, clerk = world.actor("encheng_head"), world.actor("clerk")
    unit = UUID(commands.declare_unit(head, at=AT, type="village", path=VILLAGE, name="东门社区")["matter"])
    checking.confirm_unit(clerk, at=AT, unit_id=unit)
    with pytest.raises(Refused) as refused:
        checking.assess_unit(clerk, at=days(30), unit_id=unit)
    assert code_of(refused) == ["units.creating"]
    seen = ("roster", "tests", "no_crops")
    said = checking.assess_unit(clerk, at=days(190), unit_id=unit, seen=seen)
    assert not said["passed"] and "小组命名的比例够了" in str(said["followed"])
    for path in make.GROUPS:
        group = UUID(commands.declare_unit(world.actor("village"), at=days(191), type="group", path=path, name=make.GROUPS[path], stated=("pledged", "notice"))["matter"])
        checking.confirm_unit(head, at=days(191), unit_id=group)
        assert checking.assess_unit(clerk, at=days(191), unit_id=group, seen=("rounds",))["passed"]
        named(world, group, days(191), later=16)
    lot = UUID(commands.declare_households(world.actor("village"), at=days(193), path=VILLAGE, groups=[(FIRST, 10), (SECOND, 10)], stated=STATED)["matter"])
    checking.confirm_unit(head, at=days(193), unit_id=lot)
    assert checking.assess_unit(clerk, at=days(210), unit_id=unit, seen=seen)["passed"]


def test_the_pages_work_and_refuse(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "village")
    base = "/prevention/units/households/declare/"
    assert "第一居民小组" in client.get(base).content.decode()
    sent = {f"n_{FIRST}": "320", f"n_{SECOND}": "280", "exceptions": "第一居民小组 12 外出 去广州打工", "stated": list(STATED), "request_id": str(uuid4())}
    wrong = client.post(base, sent | {"exceptions": "第一居民小组 12 外出 去广州打工\n看不懂的一行", f"n_{SECOND}": ""})
    assert wrong.status_code == 422 and "第 2 行看不懂" in wrong.content.decode() and "去广州打工" in wrong.content.decode()
    done = client.post(base, sent | {"request_id": str(uuid4())})
    assert done.status_code == 302
    page = done["Location"]
    assert "599 户" in client.get(page).content.decode()
    assert client.get(page + "confirm/").status_code == 404
    make.enter(client, world, "encheng_head")
    assert client.post(page + "return/", {"note": ""}).status_code == 422
    assert client.post(page + "confirm/", {}).status_code == 302
    with django_assert_max_num_queries(12):
        assert client.get("/prevention/units/?only=creating").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(f"/prevention/units/households/?area={make.ENCHENG}").status_code == 200
    refused = client.post("/prevention/units/declare/?type=school", {"path": make.ENCHENG, "name": "一中", "tier": "met", "stated": ["hours"]})
    school = refused["Location"]
    again = client.post("/prevention/units/declare/?type=school", {"path": make.ENCHENG, "name": "一中", "tier": "met", "request_id": str(uuid4())})
    assert again.status_code == 422 and "已经有同名的小单元" in again.content.decode()
    make.enter(client, world, "clerk")
    for address in ("", "board/", "declare/", "declare/?type=village", "households/", "samples/", "namings/", "targets/", "targets/set/", "samples/draw/?area=" + make.ENCHENG):
        assert client.get("/prevention/units/" + address).status_code == 200, address
    drawn = client.post(f"/prevention/units/samples/draw/?area={make.ENCHENG}", {})
    assert drawn.status_code == 302 and client.get(drawn["Location"]).status_code == 200
    for address in (school, school + "assess/", school + "veto/", school + "recheck/"):
        assert client.get(address).status_code == 200, address
    board = client.get("/prevention/units/board/").content.decode()
    assert "无数据" in board and "11 类还没有数据" in board
    assert client.post("/prevention/units/targets/set/", {"path": make.ENPING, "type": "village", "year": "2026", "number": "107"}).status_code == 302
    make.enter(client, world, "hengpi_head")
    assert client.get(page).status_code == 404 and client.get(drawn["Location"]).status_code == 404


def test_a_plaque_answers_anybody_and_always(world: make.World, client: Client) -> None:
    unit = _school(world, "恩城中学")
    named(world, unit)
    with acting(world.actor("clerk")):
        code = queries.unit_of(unit, make.World.on)["code"]
    address = f"/prevention/plaque/{code}/"
    page = client.get(address)
    assert page.status_code == 200 and "恩城中学" in page.content.decode() and "WD-SCHOOL-440785-2026-0001" in page.content.decode()
    nothing = client.get("/prevention/plaque/nobody-ever-made-this/")
    assert nothing.status_code == 200 and "没有这块牌匾" in nothing.content.decode()


def _school(world: make.World, name: str) -> UUID:
    head, clerk = world.actor("encheng_head"), world.actor("clerk")
    unit = UUID(commands.declare_unit(head, at=AT, type="school", path=make.ENCHENG, name=name, stated=("hours", "platform", "contest"))["matter"])
    checking.confirm_unit(clerk, at=AT, unit_id=unit)
    assert checking.assess_unit(clerk, at=AT, unit_id=unit, seen=("around",))["passed"]
    return unit


def _vetoes(actor: Actor, unit: UUID) -> list[str]:
    with acting(actor):
        (held,) = matters(UNIT, [unit], lock=False)
        return [one.id for one in held.course(date(2026, 4, 20)).vetoes]


def declare_later(world: make.World, at: datetime) -> UUID:
    said = commands.declare_households(world.actor("village"), at=at, path=VILLAGE, groups=[(FIRST, 10), (SECOND, 10)], stated=STATED)
    return UUID(said["matter"])


def rows_as(actor: Actor, sql: str) -> list[tuple[Any, ...]]:
    with acting(actor):
        return rows(sql)


def _cut(limit: int) -> Any:
    from guitu.lists.pages import Cut
    from guitu.prevention.units.listed import HOUSEHOLDS

    return Cut(HOUSEHOLDS.order, limit)
