"""One person's whole way: announced thirty days ahead, met at the gate, in 社区康复 with team and plan, three years of tests with
one positive that is overturned, out of the register, sealed; and then there is nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.load import cases
from guitu.casework.measures.commands import end_measure
from guitu.casework.plans.commands import make_plan
from guitu.casework.sealing import commands as sealing
from guitu.casework.sealing import jobs
from guitu.casework.teams.commands import name_member
from guitu.casework.urine_tests import commands as urine
from guitu.casework.urine_tests import results
from guitu.handovers import announcing, following, receiving
from guitu.kit.database import acting, rows
from guitu.people.search import find
from guitu.rules.dates import days_after
from guitu.settling.settle import HORIZON
from tests import casefile, make
from tests.casework.test_sealing import all_opened
from tests.handovers import stage
from tests.security import canaries, doors
from tests.security.test_at_rest import dumped, found_in

pytestmark = pytest.mark.django_db(transaction=True)
OUT = date(2026, 4, 15)
GOALS = (
    {"area": "friends", "words": "少和以前的朋友来往", "step": "加入篮球队", "who": "self", "by": date(2026, 6, 10)},
    {"area": "work", "words": "找到稳定工作", "step": "陪他去招聘会", "who": "responsible", "by": date(2026, 6, 20)},
)


class Way:
    """The world as it stands on a day, and the one who walks through it."""

    def __init__(self, world: make.World, clock: Callable[[str], None]) -> None:
        self.world, self.clock, self.at = world, clock, make.moment(2026, 3, 16)
        self.person = UUID(int=0)

    def on(self, day: date) -> dict[str, Any]:
        """That day at nine; what every command is told of it."""
        self.clock(f"{day.isoformat()}T09:00:00")
        self.world.on, self.at = day, make.moment(day.year, day.month, day.day)
        return {"at": self.at, "person_id": self.person}

    def by(self, name: str) -> Any:
        return self.world.actor(name)

    def course(self) -> Any:
        with acting(self.by("director")):
            return cases([self.person], lock=False)[0].course(self.world.on + HORIZON)

    def taken(self, **what: Any) -> dict[str, Any]:
        staff = {"tester_1": str(self.world.posts["encheng_worker"]), "tester_2": str(self.world.posts["encheng_police"])}
        return {"on": self.world.on, "outcome": "negative", "note": canaries.NOTE, **staff, **what}


def comes_out(way: Way) -> UUID:
    """From the announcement to the file and the day at the gate."""
    stage.set_up(way.world)
    identity = {"name": canaries.NAME, "id_number": canaries.NUMBER, "sex": "male", "family_name": canaries.FAMILY}
    handover = stage.accepted(way.world, way.at, 30, identity=identity)
    told: dict[str, Any] = {"handover_id": handover}
    receiving.record_contact_inside(way.by("encheng_worker"), at=way.at, contact_by="video", on=way.world.on, **told)
    way.on(days_after(OUT, -7))
    receiving.record_handover_meeting(way.by("encheng_worker"), at=way.at, on=way.world.on, **told)
    receiving.plan_escort(way.by("encheng_worker"), at=way.at, escort="facility", **told)
    way.on(OUT)
    announcing.notify_release(stage.facility(way.world, way.at), at=way.at, **told)
    announcing.sign_for_facility(stage.facility(way.world, way.at), at=way.at, **told)
    receiving.sign_handover(way.by("encheng_worker"), at=way.at, **told)
    worker = way.by("encheng_worker")
    way.person = casefile.person(
        worker, way.at, canaries.NAME, on=OUT, id_number=canaries.NUMBER, phone=canaries.PHONE, address=canaries.ADDRESS,
        post_id=way.world.posts["encheng_worker"], family=[{"name": canaries.FAMILY, "relation": "母亲"}],
    )
    following.file_handover(worker, at=way.at, person_id=way.person, family=1, **told)
    following.record_rules_read(worker, at=way.at, rules_said="national_rules", on=OUT, **told)
    casefile.fact(worker, way.at, way.person, "visit", OUT, note=canaries.NOTE)
    return handover


def test_a_way_from_the_gate_to_an_exit_that_ends(world: make.World, client: Client, clock: Callable[[str], None]) -> None:
    way = Way(world, clock)
    handover = comes_out(way)
    measure = casefile.measure(way.by("encheng_worker"), way.at, way.person, OUT, "community_rehabilitation")
    told = way.on(days_after(OUT, 9))
    make_plan(way.by("encheng_worker"), on=world.on, goals=GOALS, **told)
    name_member(way.by("encheng_worker"), on=world.on, member="volunteer", note="何志愿", **told)
    positive, tested = "", 0
    while due := [duty for duty in way.course().duties if duty.kind == "urine_test" and duty.measure_id == measure and duty.state == "open"]:
        told = way.on(min(due, key=lambda duty: duty.due_on).due_on)
        if tested != 2:
            urine.record_urine_test(way.by("encheng_worker"), **told, **way.taken())
        else:
            strip = way.taken(outcome="positive", substances=("MET",), sample_a="E-118", sample_b="E-119")
            positive = urine.record_urine_test(way.by("encheng_worker"), **told, **strip)["facts"][0]
            overturned(way, positive)
        tested += 1
        if way.course().measures[0].state_on(world.on) == "expired":
            break
    assert tested == 12  # 6, 4 and 2
    course = way.course()
    assert [counter.value for counter in course.counters if counter.code == "use"] in ([], [0]) and positive
    over = days_after(max(duty.due_on for duty in course.duties if duty.kind == "urine_test" and duty.measure_id == measure), 10)
    told = way.on(over)
    end_measure(way.by("encheng_worker"), on=over, measure=measure, **told)
    exit_on = way.course().exit_due_on
    assert exit_on is not None and (exit_on - OUT).days <= 3 * 366 + 40  # the overturned positive moved nothing
    told = way.on(max(exit_on, over))
    confirm_abstinence(way.by("encheng_police"), on=world.on, document_no=canaries.DECISION, **told)
    ends = sealing.check_exit(way.by("clerk"), **way.on(days_after(world.on, 1)))
    assert [duty for duty in way.course().duties if duty.state == "open" and duty.opens_on <= world.on and duty.kind != "read_result"] == []
    way.on(date.fromisoformat(str(ends["sealed_on"])))
    jobs.seal_files(make.ENPING)
    nobody(way, client, handover)


def overturned(way: Way, test: str) -> None:
    """The person objects; two laboratories find nothing."""
    results.object_to_test(way.by("encheng_worker"), test=test, on=way.world.on, at=way.at, person_id=way.person)
    for n, (stage_, laboratory) in enumerate((("first", "county_hospital"), ("second", "city_laboratory")), start=1):
        told = way.on(days_after(way.world.on, 1))
        if n == 2:
            results.object_to_test(way.by("encheng_worker"), test=test, on=way.world.on, **told)
        other = str(way.world.posts["encheng_police"]) if n == 2 else None
        results.record_laboratory_result(
            way.by("encheng_worker"), test=test, stage=stage_, laboratory=laboratory, outcome="negative", on=way.world.on,
            report_no=f"检字 {n} 号", checked_by=other, **told,
        )


def nobody(way: Way, client: Client, handover: UUID) -> None:
    """Every route of a person, the search, the lists, the handover and every table: as if there had never been one."""
    assert found_in(dumped()) == [] and found_in(all_opened()) == []
    for name in ("clerk", "encheng_head", "encheng_worker", "encheng_police"):
        make.enter(client, way.world, name)
        for route in doors.about_people()[::4] if name == "encheng_worker" else ():  # all of them: test_sealing
            one, none = (client.get(doors.address(route, {"person_id": id})) for id in (way.person, uuid4()))
            assert (one.status_code, plain(one.content)) == (none.status_code, plain(none.content)), (name, route)
        for address in ("/people/", "/today/", "/handovers/", f"/handovers/{handover}/"):
            said = client.get(address).content.decode()
            assert canaries.NAME not in said and canaries.NUMBER not in said and str(way.person) not in said, (name, address)
        with acting(way.by(name)):
            assert [find(way.by(name), typed).ids for typed in (canaries.NAME, canaries.NUMBER, canaries.PHONE)] == [[], [], []]
            assert rows("SELECT 1 FROM ledger_fact WHERE matter_id = %s", [way.person]) == []


def plain(content: bytes) -> bytes:
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"ID", re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", content))
