"""What the kernels do for a kind of matter that they have never heard of. Run by `test_one_more_context.py` in its copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from guitu.cli import main as command_line
from guitu.duties import gate
from guitu.duties.filters import Wish
from guitu.duties.queries import opened, worklist
from guitu.duties.rows import moment_tag
from guitu.duties.staffing import card
from guitu.figures.counting import Tally
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.hives import commands
from guitu.hives.fold import HIVE
from guitu.kit.actor import Actor
from guitu.kit.counts import Asked
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import batch
from guitu.papers.commands import issue_paper
from guitu.papers.offers import may_issue
from guitu.papers.sources import source_of
from guitu.rules.indicators import Term
from guitu.settling import jobs
from guitu.settling.checking import different
from guitu.settling.load import matters
from tests import casefile, make
from tests.importing.sheets import book, pages
from tests.repository.test_doors import routes

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 16)
UNTIL = date(2026, 4, 15)


@pytest.fixture
def world(world: make.World) -> make.World:
    world.posts["hengpi_police"], world.accounts["hengpi_police"] = make.post_of("police_liaison", make.HENGPI)
    return world


@pytest.fixture
def hive(world: make.World, at: datetime) -> UUID:
    return set_up(world, at)


def set_up(world: make.World, at: datetime, number: int = 7, by: str = "encheng_worker") -> UUID:
    made = commands.set_up_hive(world.actor(by), at=at, path=world.actor(by).path, number=number, on=TODAY)
    return UUID(made["matter"])


def listed(world: make.World, name: str, on: date = TODAY) -> list[dict[str, Any]]:
    actor = world.actor(name)
    kinds = gate.kinds(actor.classes)
    with acting(actor):
        return [opened(text) for text in worklist(actor, Wish(kinds=kinds), kinds, [], card().care, on).duties]


# -- facts, what follows, the worklist --------------------------------------------------------------------------


def test_facts_are_recorded_and_what_follows_is_settled(world: make.World, at: datetime, hive: UUID) -> None:
    worker = world.actor("encheng_worker")
    answer = commands.look_at_hive(worker, at=at, hive_id=hive, on=TODAY, found="weak", note="蜂少")
    assert [code for code, _values, _clause in answer["followed"]] == ["hives.look_by"]
    with acting(worker):
        assert rows("SELECT kind, compartment FROM ledger_fact WHERE matter_id = %s ORDER BY recorded_at, kind", [hive]) == [
            ("hive_looked_at", "venues"), ("hive_set_up", "venues"),
        ]
        assert rows("SELECT state, since_on, closed_at FROM matters_matter WHERE id = %s", [hive]) == [("kept", TODAY, None)]
        assert rows("SELECT state, count(*) FROM duties_duty WHERE matter_id = %s GROUP BY 1 ORDER BY 1", [hive]) == [("done", 1), ("open", 1)]
        assert rows("SELECT count(*), min(compartment) FROM ledger_entry WHERE matter_id = %s", [hive]) == [(2, "venues")]
    commands.look_at_hive(worker, at=at + timedelta(hours=1), hive_id=hive, on=TODAY, found="empty")
    with acting(worker):
        found = rows("SELECT state, closed_at FROM matters_matter WHERE id = %s", [hive])
        assert found == [("given_up", at + timedelta(hours=1))]
    assert listed(world, "encheng_worker") == []


def test_what_is_no_fact_of_it_is_refused(world: make.World, at: datetime, hive: UUID) -> None:
    worker = world.actor("encheng_worker")
    for what, code in (({"found": "angry"}, "not_in_list"), ({"on": TODAY + timedelta(1)}, "in_the_future")):
        with pytest.raises(Refused) as refused:
            commands.look_at_hive(worker, at=at, hive_id=hive, **{"on": TODAY, "found": "strong", **what})
        assert refused.value.reasons[0].code == code
    with pytest.raises(NotVisible):
        commands.look_at_hive(world.actor("hengpi_worker"), at=at, hive_id=hive, on=TODAY, found="strong")


def test_minutes_stand_before_days_on_the_one_worklist(
    client: Client, world: make.World, at: datetime, hive: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at, post_id=world.posts["encheng_worker"])
    with acting(worker):
        run("UPDATE duties_duty SET due_on = %s WHERE matter_id IN (%s, %s) AND state = 'open'", [TODAY, hive, person])
        transaction.set_rollback(True)
    other = set_up(world, at, 8)
    commands.report_swarm(worker, at=at, hive_id=other, seen_at=at + timedelta(minutes=10))
    commands.report_swarm(worker, at=at, hive_id=hive, seen_at=at)
    for name in ("encheng_worker", "encheng_head", "director"):  # looked through, and summed
        found = [one for one in listed(world, name) if one["due_at"]]
        assert [(one["matter_id"], one["due_at"]) for one in found] == [
            (hive, at + timedelta(minutes=30)), (other, at + timedelta(minutes=40)),
        ], name
        of_today = [one for one in listed(world, name) if one["when_on"] == TODAY]
        assert [bool(one["due_at"]) for one in of_today] == sorted((bool(one["due_at"]) for one in of_today), reverse=True)
    make.enter(client, world, "encheng_worker")
    assert "还剩 30 分钟" in client.get("/today/").content.decode()
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:42:00")
    make.enter(client, world, "encheng_worker")  # half an hour without a click ends a login
    page = client.get("/today/").content.decode()
    assert "过期 12 分钟" in page and "过期 2 分钟" in page, "drawn anew each minute"
    with acting(worker):
        ((swarm,),) = rows("SELECT id FROM ledger_fact WHERE matter_id = %s AND kind = 'hive_swarmed'", [hive])
    commands.catch_swarm(worker, at=at + timedelta(minutes=20), hive_id=hive, swarm=str(swarm))
    with pytest.raises(Refused):
        commands.catch_swarm(worker, at=at + timedelta(minutes=21), hive_id=hive, swarm=str(swarm))
    assert [one["matter_id"] for one in listed(world, "encheng_worker") if one["due_at"]] == [other]


@pytest.mark.parametrize(
    ("minutes", "said"), [(25, ("还剩 25 分钟", "apricot")), (0, ("还剩 0 分钟", "apricot")), (95, ("10:35 前", "apricot")),
                          (-1, ("过期 1 分钟", "red")), (-130, ("过期 2 小时", "red")), (-24 * 60, ("过期 1 天", "red"))],
)
def test_a_moment_is_told_by_what_is_left_of_it(at: datetime, minutes: int, said: tuple[str, str]) -> None:
    assert moment_tag(at + timedelta(minutes=minutes), at, TODAY) == said


def test_sums_hold_and_a_rebuild_makes_the_same(
    world: make.World, at: datetime, hive: UUID, capsys: pytest.CaptureFixture[str], own_environment: None
) -> None:
    worker = world.actor("encheng_worker")
    commands.look_at_hive(worker, at=at, hive_id=hive, on=TODAY, found="strong")
    commands.report_swarm(worker, at=at, hive_id=hive, seen_at=at)
    summing.fold(make.ENPING)
    with acting(clock_actor(make.ENPING)):
        assert summing.wrong(make.ENPING) == 0
    assert command_line.main(["rebuild", "--check", "--area", make.ENPING]) == 0
    with acting(clock_actor(make.ENPING), durable=True):
        run("UPDATE duties_duty SET due_at = due_at + interval '1 minute' WHERE matter_id = %s AND due_at IS NOT NULL", [hive])
        run("UPDATE matters_matter SET state = 'given_up' WHERE id = %s", [hive])
    assert different(HIVE, make.ENPING, [hive], at, mend=False) == [{"duties.due_at", "state.state"}]
    assert command_line.main(["rebuild", "--check", "--area", make.ENPING]) == 1
    assert "duties.due_at" in capsys.readouterr().out
    assert command_line.main(["rebuild", "--area", make.ENPING]) == 0
    assert command_line.main(["rebuild", "--check", "--area", make.ENPING]) == 0


def test_many_in_a_batch_are_settled_by_the_job_that_settles_people(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    with batch(worker, settle=False):
        made = [UUID(commands.set_up_hive(worker, at=at, path=make.ENCHENG, number=n, on=TODAY)["matter"]) for n in range(3)]
        person = casefile.person(worker, at)
    assert listed(world, "encheng_worker") == []
    assert {kind for kind, _ in jobs.unsettled(make.ENPING)} == {"hive", "person"}
    jobs.settle_matters(make.ENPING, "hive", [str(one) for one in made])
    jobs.settle_matters(make.ENPING, "person", [str(person)])
    hives = {one["matter_id"] for one in listed(world, "encheng_worker") if one["kind"] == "hive_look"}
    assert hives == set(made) and jobs.unsettled(make.ENPING) == []


def test_recording_stays_within_its_queries(world: make.World, at: datetime, hive: UUID) -> None:
    worker = world.actor("encheng_worker")
    with CaptureQueriesContext(connection) as counted:
        commands.look_at_hive(worker, at=at, hive_id=hive, on=TODAY, found="strong", request_id=make.request_id())
    assert len(counted) == 11, [query["sql"][:150] for query in counted]


# -- the page ---------------------------------------------------------------------------------------------------


def test_the_page_works_refuses_is_nothing_to_outsiders_and_writes_once(client: Client, world: make.World, at: datetime, hive: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    page = f"/hives/{hive}/"
    assert "7号箱" in client.get("/hives/").content.decode() and "安置蜂箱" in client.get(page).content.decode()
    click = make.request_id()
    for _ in range(2):
        assert client.post(f"{page}look/", {"found": "weak", "request_id": click}).status_code == 302
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = 'hive_looked_at'", [hive]) == [(1,)]
    no = client.post(f"{page}look/", {"found": "angry"})
    assert no.status_code == 422 and "7号箱" in no.content.decode()
    make.enter(client, world, "hengpi_worker")
    assert client.get(page).status_code == 404 == client.post(f"{page}look/", {"found": "weak"}).status_code


# -- who takes part from beyond ---------------------------------------------------------------------------------

INVITED = ("hengpi_head", "hengpi_worker", "hengpi_police")
KEPT = {"matters_matter": "id", "hives_hive": "id", "ledger_fact": "matter_id", "settling_summary": "matter_id", "duties_duty": "matter_id"}


def invited(world: make.World, at: datetime, hive: UUID, name: str, also: str = "") -> UUID:
    given = commands.invite_neighbour(
        world.actor("encheng_head"), at=at, hive_id=hive, post_id=world.posts[name], until=UNTIL, also=also
    )
    return UUID(given["part"])


def addresses(hive: UUID) -> list[str]:
    """Every route that names a hive, a matter or a person, filled with this hive."""
    found = []
    for pattern, _entry in routes(get_resolver().url_patterns):
        route = pattern
        if route.startswith("api/v1/") or not any(name in route for name in ("hive_id>", "matter_id>", "person_id>")):
            continue
        for name in ("hive_id", "matter_id", "person_id"):
            route = route.replace(f"<uuid:{name}>", str(hive))
        for name, value in (("uuid:", str(uuid4())), ("slug:", "x"), ("str:", "x"), ("int:", "1")):
            while f"<{name}" in route:
                head, _, rest = route.partition(f"<{name}")
                route = head + value + rest.partition(">")[2]
        found.append("/" + route)
    return found


def test_each_role_in_two_worlds_sees_one_page_more_and_nothing_after_the_end(client: Client, world: make.World, at: datetime, hive: UUID) -> None:
    other = set_up(world, at, 9)
    asked, lists = addresses(hive), ["/hives/", "/today/", "/people/"]
    assert len(asked) > 45

    def seen() -> dict[str, tuple[int, int]]:
        found = {path: client.get(path) for path in [*asked, *lists, f"/hives/{other}/beside/"]}
        return {path: (answer.status_code, answer.content.decode().count("7号箱")) for path, answer in found.items()}

    for name in INVITED:
        make.enter(client, world, name)
        before = seen()
        assert {status for path, (status, _) in before.items() if path not in lists} <= {403, 404, 405}, name
        part = invited(world, at, hive, name)
        during = seen()
        assert {path for path in before if before[path] != during[path]} == {f"/hives/{hive}/beside/"}, name
        for path in asked:
            if not path.endswith(("/beside/", "/beside/look/")):
                assert client.post(path).status_code in (403, 404, 405), (name, path)
        commands.thank_neighbour(world.actor("encheng_head"), at=at, hive_id=hive, part_id=part)
        assert seen() == before, name


def test_who_takes_part_records_at_the_door_for_it_and_no_more_after_the_end(client: Client, world: make.World, at: datetime, hive: UUID) -> None:
    part = invited(world, at, hive, "hengpi_worker")
    make.enter(client, world, "hengpi_worker")
    assert client.post(f"/hives/{hive}/look/", {"found": "weak"}).status_code == 404, "not at the door of the house's own"
    assert client.post(f"/hives/{hive}/beside/look/", {"found": "weak"}).status_code == 302
    commands.thank_neighbour(world.actor("encheng_head"), at=at, hive_id=hive, part_id=part)
    assert client.post(f"/hives/{hive}/beside/look/", {"found": "empty"}).status_code == 404
    with acting(world.actor("encheng_head")):
        assert rows("SELECT post_id FROM ledger_fact WHERE matter_id = %s AND kind = 'hive_looked_at'", [hive]) == [(world.posts["hengpi_worker"],)]
        assert rows("SELECT post_id, state FROM duties_duty WHERE matter_id = %s AND state = 'open'", [hive]) == [(world.posts["encheng_worker"], "open")]


def test_the_part_cuts_the_classes_down_and_ends_by_itself_on_its_day(
    client: Client, world: make.World, at: datetime, hive: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/hives/{hive}/beside/"
    invited(world, at, hive, "hengpi_head")
    invited(world, at, hive, "hengpi_police", also="STATUS")
    for name, shows_state in (("hengpi_head", False), ("hengpi_police", True)):
        make.enter(client, world, name)
        said = client.get(page).content.decode()
        assert "7号箱" in said and ("<p>kept</p>" in said) == shows_state, name
    for moment, status in (("2026-04-14T23:59:59", 200), ("2026-04-15T00:00:01", 404)):
        monkeypatch.setenv("GUITU_NOW", moment)
        make.enter(client, world, "hengpi_police")
        assert client.get(page).status_code == status, moment


def test_crafted_sql_finds_one_hive_at_the_doors_that_say_the_day_and_nothing_in_a_job(world: make.World, at: datetime, hive: UUID) -> None:
    set_up(world, at, 9)
    for name in INVITED:
        part = invited(world, at, hive, name)
        with acting(world.actor(name)):  # a job, a command, any other page
            for table, key in KEPT.items():
                assert rows(f"SELECT count(*) FROM {table} WHERE {key} IS NOT NULL AND scope_path LIKE '440785001%%'") == [(0,)], table
            assert matters(HIVE, [hive], lock=False) == []
        beyond = replace(world.actor(name), on=TODAY)
        with acting(beyond):
            for table, key in KEPT.items():
                assert {one for (one,) in rows(f"SELECT {key} FROM {table} WHERE scope_path LIKE '440785001%%'")} == {hive}, table
        for day in (UNTIL, None):
            with acting(replace(world.actor(name), on=day)):
                assert rows("SELECT count(*) FROM matters_matter WHERE id = %s", [hive]) == [(0,)]
        for sql, values in (
            ("UPDATE matters_part SET expires_on = '2027-01-01' WHERE id = %s", [part]),
            ("UPDATE matters_matter SET scope_path = %s WHERE id = %s", [make.HENGPI, hive]),
            ("UPDATE matters_matter SET sealed_at = now() WHERE id = %s", [hive]),
            ("UPDATE matters_matter SET label = 'x' WHERE id = %s", [hive]),
            ("UPDATE ledger_fact SET kind = 'hive_set_up' WHERE matter_id = %s", [hive]),
            ("DELETE FROM ledger_fact WHERE matter_id = %s", [hive]),
            ("UPDATE hives_hive SET number = 1 WHERE id = %s", [hive]),
        ):
            assert refused(beyond, sql, values), (name, sql)
        commands.thank_neighbour(world.actor("encheng_head"), at=at, hive_id=hive, part_id=part)
        with acting(beyond):
            assert rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s", [hive]) == [(0,)]


def refused(actor: Actor, sql: str, values: list[Any]) -> bool:
    with acting(actor):
        try:
            with transaction.atomic():
                return run(sql, values) <= 0
        except DatabaseError:
            return True


def test_a_compartment_that_a_role_does_not_see_whole_yields_nothing(world: make.World, at: datetime, hive: UUID) -> None:
    """A county's clinic stands over the place, and sees no hive."""
    world.posts["clinic"], world.accounts["clinic"] = make.post_of("clinic_staff", make.ENPING)
    with acting(world.actor("clinic")):
        for table in KEPT:
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table


def test_each_grant_and_each_end_is_a_line(world: make.World, at: datetime, hive: UUID) -> None:
    part = invited(world, at, hive, "hengpi_head")
    commands.thank_neighbour(world.actor("encheng_head"), at=at, hive_id=hive, part_id=part)
    with acting(world.actor("encheng_head")):
        found = rows("SELECT detail ->> 'until', detail ->> 'ended' FROM ledger_entry WHERE object_id = %s ORDER BY at", [part])
    assert sorted(found, key=str) == sorted([(UNTIL.isoformat(), None), (None, TODAY.isoformat())], key=str)


# -- papers and figures -----------------------------------------------------------------------------------------


def test_a_paper_of_it_is_issued_and_is_none_of_a_person(world: make.World, at: datetime, hive: UUID) -> None:
    head = world.actor("encheng_head")
    assert set(may_issue(head, make.ENCHENG, source_of("venues"))) == {"hive_card"}
    assert "hive_card" not in may_issue(head, make.ENCHENG, source_of("people"))
    made = issue_paper(head, at=at, matter_id=hive, kind="hive_card", about="hive", typed={})
    with acting(head):
        assert rows("SELECT matter_id, compartment FROM papers_paper WHERE id = %s", [made["paper"]]) == [(hive, "venues")]
        assert row("SELECT compartment FROM ledger_entry WHERE object_id = %s", [made["paper"]]) == ("venues",)
    person = casefile.person(world.actor("encheng_worker"), at)
    with pytest.raises((Refused, NotVisible)):
        issue_paper(head, at=at, matter_id=person, kind="hive_card", about="hive", typed={})
    with pytest.raises((Refused, NotVisible)):
        issue_paper(head, at=at, matter_id=hive, kind="warning", about="hive", typed={})


def test_a_count_of_it_is_a_figure_whose_rows_open(world: make.World, at: datetime, hive: UUID) -> None:
    worker = world.actor("encheng_worker")
    set_up(world, at, 8)
    for minute in range(2):
        commands.look_at_hive(worker, at=at + timedelta(minutes=minute), hive_id=hive, on=TODAY, found="strong")
    asked = Asked(make.ENCHENG, date(2026, 3, 1), TODAY, at + timedelta(hours=1))
    with acting(world.actor("encheng_head")):
        assert Tally(asked).number(Term("hives_looked_at", (), "period"))[1] == 1
    with acting(world.actor("hengpi_head")):
        assert Tally(asked).number(Term("hives_looked_at", (), "period"))[1] == 0


def test_another_pack_settles_it_again(world: make.World, at: datetime, hive: UUID) -> None:
    with acting(clock_actor(make.ENPING), durable=True):
        run("UPDATE settling_summary SET policy = 'the numbers of the version before' WHERE matter_id = %s", [hive])
    jobs.settle_after_activation(make.ENPING, make.ENPING)
    with acting(clock_actor(make.ENPING)):
        assert rows("SELECT count(*) FROM settling_summary WHERE policy LIKE 'the numbers%%'") == [(0,)]
    assert [one["kind"] for one in listed(world, "encheng_worker")] == ["hive_look"]


# -- a sheet ----------------------------------------------------------------------------------------------------


def test_hives_come_in_by_a_sheet_and_are_taken_back(client: Client, world: make.World, monkeypatch: pytest.MonkeyPatch) -> None:
    at = pages(client, world, "hives", "encheng_head")
    place = at.send(book({"蜂箱": [["箱号", "放在哪里", "哪天放的"], ["11", "本辖区", "2026-03-10"], ["12", "本辖区", "2026-02-30"]]}))
    page = at.page(place)
    assert "新的 1 行" in page and "有问题 1 行" in page
    at.do(place, "start")
    with acting(world.actor("director")):
        assert rows("SELECT m.state FROM hives_hive h JOIN matters_matter m ON m.id = h.id WHERE h.number = 11") == [("kept",)]
    at.do(place, "undo")
    with acting(world.actor("director")):
        assert rows("SELECT m.state FROM hives_hive h JOIN matters_matter m ON m.id = h.id WHERE h.number = 11") == [("given_up",)]
