"""所地对接: one handover from its announcement to its close; what is refused; what the clock notes; who sees what."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from guitu.duties import gate
from guitu.duties.filters import Wish
from guitu.duties.queries import opened, worklist
from guitu.duties.staffing import card
from guitu.grid.access import clock_actor
from guitu.handovers import announcing, following, receiving
from guitu.handovers.fold import HANDOVER
from guitu.handovers.jobs import watch
from guitu.handovers.reading import handover_of
from guitu.kit.clock import local_day
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.settling.checking import different
from tests import casefile, make
from tests.handovers import stage
from tests.handovers.stage import DAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def today_of(world: make.World, name: str) -> list[str]:
    """The kinds of duty of handovers that 今日 of a post lists."""
    actor = world.actor(name)
    kinds = gate.kinds(actor.classes, "handovers")
    with acting(actor):
        return [opened(text)["kind"] for text in worklist(actor, Wish(kinds=kinds), kinds, [], card().care, world.on).duties]


def due(world: make.World, handover: UUID) -> dict[str, int]:
    """Of each duty the days until it is due, from the day of the tests."""
    return {duty.kind: (duty.due_on - world.on).days for duty in stage.course(world, handover).duties}


def test_a_facility_announces_to_a_county_in_which_it_sees_nothing(world: make.World, at: datetime) -> None:
    handover = stage.announced(world, at)
    assert "handover_accept" in today_of(world, "encheng_head") and today_of(world, "hengpi_head") == []
    with acting(stage.facility(world, at)):
        assert handover_of(handover, frozenset()).course.state == "announced"
        for table in ("people_person", "people_identity", "casework_current", "duties_duty", "handovers_packet"):
            column = "matter_id" if table in ("duties_duty", "handovers_packet") else "scope_path"
            found = rows(f"SELECT {column} FROM {table}")
            assert {one for (one,) in found} <= {handover}, table
    with acting(world.actor("facility")):
        assert rows("SELECT id FROM matters_matter WHERE kind = 'handover'") == []
    for outsider in ("hengpi_head", "encheng_worker", "yongan_head", "auditor"):
        with acting(world.actor(outsider)), pytest.raises(NotVisible):
            handover_of(handover, frozenset())


def test_nobody_but_a_facility_announces(world: make.World, at: datetime) -> None:
    with acting(stage.reaching(world.actor("yongan_head"), make.ENPING, world.on)), pytest.raises(Exception, match="not of this post"):
        rows("SELECT handovers_announce(gen_random_uuid(), %s, 'x', now(), %s, %s)", [make.ENCHENG, world.on, world.on + DAY])


@pytest.mark.pair("handovers", "visits")
def test_one_handover_from_announcement_to_close(world: make.World, at: datetime) -> None:
    head, worker, officer = world.actor("encheng_head"), world.actor("encheng_worker"), stage.facility(world, at)
    handover = stage.accepted(world, at, 20)
    assert today_of(world, "encheng_worker")[0] == "handover_contact"
    assert due(world, handover) == {"handover_accept": 2, "handover_contact": 5, "handover_meeting": 13, "handover_escort": 17, "handover_sign": 20}
    announcing.move_release(officer, at=at, handover_id=handover, expected_on=world.on + 40 * DAY, moved_because="extended")
    assert due(world, handover) == {"handover_accept": 2, "handover_contact": 25, "handover_meeting": 33, "handover_escort": 37, "handover_sign": 40}
    announcing.move_release(officer, at=at + timedelta(minutes=1), handover_id=handover, expected_on=world.on, moved_because="shortened")
    at += timedelta(minutes=2)
    receiving.record_contact_inside(worker, at=at, handover_id=handover, contact_by="video", on=world.on)
    receiving.record_handover_meeting(worker, at=at, handover_id=handover, on=world.on)
    receiving.plan_escort(worker, at=at, handover_id=handover, escort="facility")
    announcing.notify_release(officer, at=at, handover_id=handover)
    announcing.sign_for_facility(officer, at=at, handover_id=handover)
    assert stage.course(world, handover).state == "accepted"
    receiving.sign_handover(worker, at=at, handover_id=handover)
    assert stage.course(world, handover).state == "received" and stage.course(world, handover).received_on == world.on
    person = casefile.person(worker, at, post_id=world.posts["encheng_worker"])
    with pytest.raises(Refused) as refused:
        following.take_from_file(worker, at=at, handover_id=handover)
    assert codes(refused) == ["handovers.needs_file"]
    following.file_handover(worker, at=at, handover_id=handover, person_id=person, family=2)
    following.record_rules_read(worker, at=at, handover_id=handover, rules_said="national_rules", on=world.on)
    with pytest.raises(Refused) as refused:
        following.take_from_file(worker, at=at, handover_id=handover)
    assert codes(refused) == ["handovers.nothing_on_file"]
    casefile.fact(worker, at, person, "visit", world.on, met=False)
    with pytest.raises(Refused):
        following.take_from_file(worker, at=at, handover_id=handover)  # nobody was met
    casefile.fact(worker, at, person, "visit", world.on, met=True)
    assert watch(make.ENPING, at) == 1
    following.ask_needs(worker, at=at, handover_id=handover, help_needed=["job", "housing"])
    with pytest.raises(Refused) as refused:
        following.close_handover(head, at=at, handover_id=handover)
    assert codes(refused) == ["handovers.open_steps"]
    casefile.measure(worker, at, person, world.on, "community_rehabilitation", until="reported")
    following.take_from_file(worker, at=at, handover_id=handover)
    assert stage.course(world, handover).state == "reported"
    following.close_handover(head, at=at, handover_id=handover)
    assert stage.course(world, handover).state == "closed" and today_of(world, "encheng_worker") == []
    assert different(HANDOVER, make.ENPING, [handover], at + timedelta(hours=8), mend=False) == []


def test_nobody_at_the_gate_is_a_fact_and_a_line_today(world: make.World, at: datetime) -> None:
    handover = stage.accepted(world, at, 0)
    six = make.moment(2026, 3, 16, 18)
    assert watch(make.ENPING, six - timedelta(minutes=1)) == 0 and watch(make.ENPING, six) == 1 and watch(make.ENPING, six + DAY) == 0
    assert stage.course(world, handover).state == "unmet" and "handover_find" in today_of(world, "encheng_worker")
    later = six + timedelta(minutes=30)
    receiving.sign_handover(world.actor("encheng_worker"), at=later, handover_id=handover, facility_on_paper=True)
    assert stage.course(world, handover).state == "received" and "handover_find" not in today_of(world, "encheng_worker")


def test_both_sides_are_two_people_and_not_before_the_day(world: make.World, at: datetime) -> None:
    handover = stage.accepted(world, at, 3)
    with pytest.raises(Refused) as refused:
        receiving.sign_handover(world.actor("encheng_worker"), at=at, handover_id=handover)
    assert codes(refused) == ["handovers.not_yet_out"]
    later = at + 3 * DAY
    receiving.sign_handover(world.actor("encheng_worker"), at=later, handover_id=handover)
    with pytest.raises(Refused) as refused:
        receiving.sign_handover(world.actor("encheng_head"), at=later, handover_id=handover)
    assert codes(refused) == ["handovers.signed_already"]


def test_returned_for_one_of_three_reasons_and_sent_again(world: make.World, at: datetime) -> None:
    handover, head = stage.announced(world, at), world.actor("encheng_head")
    with pytest.raises(Refused):
        receiving.return_handover(head, at=at, handover_id=handover, returned_because="too_much_work")
    receiving.return_handover(head, at=at, handover_id=handover, returned_because="papers_missing", words="缺解除证明书")
    assert today_of(world, "encheng_head") == []
    with pytest.raises(Refused) as refused:
        receiving.accept_handover(head, at=at, handover_id=handover, worker=world.posts["encheng_worker"])
    assert codes(refused) == ["handovers.not_waiting"]
    announcing.send_handover_again(stage.facility(world, at + DAY), at=at + DAY, handover_id=handover)
    assert due(world, handover)["handover_accept"] == 3
    receiving.accept_handover(head, at=at + DAY, handover_id=handover, worker=world.posts["encheng_other"])


def test_the_packet_is_read_by_compartment_and_emptied_after_its_days(world: make.World, at: datetime) -> None:
    handover, officer = stage.received(world, at), stage.facility(world, at)
    announcing.put_packet(officer, at=at, handover_id=handover, part="legal", values={"decision_no": "示例强戒字〔2024〕1号"})
    with pytest.raises(Refused) as refused:
        announcing.put_packet(officer, at=at, handover_id=handover, part="health", values={"health": "高血压"})
    assert codes(refused) == ["handovers.needs_consent"]
    announcing.put_packet(officer, at=at, handover_id=handover, part="health", values={"health": "高血压"}, consent_on=local_day(at))
    seen = {}
    for name in ("encheng_worker", "clerk", "encheng_police"):
        with acting(world.actor(name)):
            seen[name] = {part for part, put in handover_of(handover, world.actor(name).classes).packet.items() if put.values}
    assert seen == {"encheng_worker": {"identity", "legal", "health"}, "clerk": {"identity", "legal"}, "encheng_police": {"identity", "legal"}}
    head = world.actor("encheng_head")
    person = casefile.person(head, at, post_id=world.posts["encheng_worker"])
    following.file_handover(head, at=at, handover_id=handover, person_id=person, family=1)
    with pytest.raises(Refused):
        announcing.withdraw_release(officer, at=at, handover_id=handover, withdrawn_because="not_released")
    for kind in ("reported_in", "visit"):
        body = {"measure": "0"} if kind == "reported_in" else {"met": True}
        casefile.fact(head, at, person, kind, world.on, **body)
    following.take_from_file(head, at=at, handover_id=handover)
    following.ask_needs(head, at=at, handover_id=handover, help_needed=["no_need"])
    following.close_handover(head, at=at, handover_id=handover)
    clock = clock_actor(make.ENPING)
    assert following.empty_packets(clock, at=at + 90 * DAY)["emptied"] == 0
    assert following.empty_packets(clock, at=at + 91 * DAY) == {"emptied": 3, "ended": 1}
    with acting(head):
        assert all(put.is_emptied for put in handover_of(handover, head.classes).packet.values())
    with acting(stage.facility(world, at + 91 * DAY)), pytest.raises(NotVisible):
        handover_of(handover, frozenset())


def test_announced_twice_is_refused(world: make.World, at: datetime) -> None:
    stage.announced(world, at)
    with pytest.raises(Refused) as refused:
        stage.announced(world, at)
    assert codes(refused) == ["handovers.announced_already"]
