"""What one click wrote is taken back whole: place and end follow from the facts that stand, register and scope too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.fold import PERSON
from guitu.casework.load import cases, live
from guitu.casework.matches import commands as matches
from guitu.casework.matching import find_matches
from guitu.casework.measures import commands
from guitu.casework.pairs import pairs
from guitu.casework.registrations.commands import assign_person
from guitu.figures.register.queries import View, register
from guitu.grid.access import clock_actor
from guitu.kit.crypto import shown
from guitu.kit.database import acting, rows, run
from guitu.kit.errors import Refused
from guitu.settling import comparing
from guitu.settling.record import note_of
from guitu.settling.settle import rebuild
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]

VILLAGE = make.ENCHENG + "001"
LATER = make.moment(2026, 3, 20)


def granted(world: make.World, by: str, **what: Any) -> None:
    """A legal fact of another day is taken back when a second person grants it."""
    make.granted(world, by, "director", withdraw_fact, at=LATER, **what)


def of(world: make.World, who: UUID, kind: str, by: str = "director") -> UUID:
    """The id of the newest fact of a kind."""
    return UUID([fact.id for fact in steps.facts(world, who, by) if fact.kind == kind][-1])


def seen(world: make.World, who: UUID, by: str) -> bool:
    with acting(world.actor(by)):
        return bool(rows("SELECT 1 FROM people_person WHERE id = %s", [who]))


def stations(world: make.World, who: UUID) -> list[tuple[str, date]]:
    with acting(world.actor("director")):
        return rows(
            "SELECT path, min(from_on) FROM casework_standing s JOIN people_person p USING (standing_no)"
            " WHERE p.id = %s AND known_until IS NULL GROUP BY path ORDER BY 2",
            [who],
        )


def counted(world: make.World, path: str, on: date) -> int:
    with acting(world.actor("director")):
        return register(View(path, on, make.moment(2026, 3, 31))).registered


def assert_as_rebuilt(world: make.World, who: UUID, at: datetime) -> None:
    with acting(world.actor("director")):
        before = comparing.snapshot(PERSON, [who])
        rebuild(make.ENPING, cases([who]), at)
        assert comparing.snapshot(PERSON, [who]) == before


@pytest.fixture
def moved(world: make.World, at: datetime, today: date) -> tuple[UUID, str]:
    return steps.moved(world, at, today)


def test_a_transfer_withdrawn_brings_the_file_the_register_and_the_worker_back(
    world: make.World, moved: tuple[UUID, str]
) -> None:
    who, _ = moved
    withdraw_fact(world.actor("hengpi_head"), at=LATER, person_id=who, fact_id=of(world, who, "measure_transferred"))
    assert [seen(world, who, by) for by in ("encheng_worker", "encheng_head", "hengpi_head")] == [True, True, False]
    assert [path for path, _ in stations(world, who)] == [VILLAGE]
    assert (counted(world, make.ENCHENG, date(2026, 3, 25)), counted(world, make.HENGPI, date(2026, 3, 25))) == (1, 0)
    with acting(world.actor("director")):
        assert rows("SELECT post_id FROM matters_part WHERE matter_id = %s AND until_on IS NULL", [who]) == [
            (world.posts["encheng_worker"],)
        ]
        assert rows("SELECT DISTINCT post_id FROM duties_duty WHERE matter_id = %s AND state = 'open'", [who]) == [
            (world.posts["encheng_worker"],)
        ]
    assert_as_rebuilt(world, who, LATER)


def test_a_transfer_withdrawn_brings_the_team_of_the_place_back_and_nobody_of_elsewhere(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    with acting(world.actor("encheng_head")):
        for part, post in (("counsellor", "encheng_head"), ("police", "encheng_police"), ("medical", "hengpi_head")):
            run(
                "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on)"
                " SELECT gen_random_uuid(), county_id, scope_path, compartment, id, %s, %s, %s FROM people_person WHERE id = %s",
                [world.posts[post], part, today, who],
            )
    commands.transfer_measure(
        world.actor("encheng_head"), at=at, person_id=who, measure=measure, on=today, to_path=make.HENGPI
    )
    withdraw_fact(world.actor("hengpi_head"), at=LATER, person_id=who, fact_id=of(world, who, "measure_transferred"))
    with acting(world.actor("director")):
        assert rows(
            "SELECT part, post_id FROM matters_part WHERE matter_id = %s AND until_on IS NULL ORDER BY part", [who]
        ) == [
            ("counsellor", world.posts["encheng_head"]), ("police", world.posts["encheng_police"]),
            ("responsible", world.posts["encheng_worker"]),
        ]
    assert_as_rebuilt(world, who, LATER)


def test_a_transfer_of_another_day_moves_the_register_and_leaves_the_file_where_it_is(
    world: make.World, moved: tuple[UUID, str]
) -> None:
    who, _ = moved
    right = date(2026, 3, 18)
    correct_fact(
        world.actor("hengpi_head"), at=LATER, person_id=who, fact_id=of(world, who, "measure_transferred"), on=right, body={}
    )
    assert seen(world, who, "hengpi_head") and not seen(world, who, "encheng_head")
    assert [(path[:9], on) for path, on in stations(world, who)] == [
        (make.ENCHENG, date(2026, 1, 1)), (make.HENGPI, right),
    ]
    assert_as_rebuilt(world, who, LATER)


def test_a_transfer_that_somebody_has_arrived_after_is_not_taken_back_beneath_the_arrival(
    world: make.World, moved: tuple[UUID, str]
) -> None:
    who, measure = moved
    head = world.actor("hengpi_head")
    commands.arrive_at_transfer(head, at=LATER, person_id=who, measure=measure, on=date(2026, 3, 20))
    with pytest.raises(Refused, match="leant_on"):
        withdraw_fact(head, at=LATER, person_id=who, fact_id=of(world, who, "measure_transferred"))


def test_an_isolation_withdrawn_gives_the_detox_back_that_its_click_had_ended(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    before = steps.course(world, who, today)
    police = world.actor("encheng_worker")
    opened = commands.open_measure(police, at=at, person_id=who, kind="compulsory_isolation", on=today, decision_no="1")
    assert steps.course(world, who, today).measures[0].state_on(today) == "converted"
    granted(world, "encheng_worker", person_id=who, fact_id=of(world, who, "measure_decided"))
    after = steps.course(world, who, today)
    assert [m.state_on(today) for m in after.measures] == ["executing"] and after.standing == before.standing
    again = commands.open_measure(
        police, at=LATER, person_id=who, kind="compulsory_isolation", on=date(2026, 3, 18), decision_no="2"
    )
    states = {m.measure_id: m.states[-1] for m in steps.course(world, who, date(2026, 3, 20)).measures}
    assert states[measure] == (date(2026, 3, 18), "converted")
    assert again["measure"] != opened["measure"]


def test_an_isolation_of_before_that_wrote_the_end_itself_is_taken_back_with_it(
    world: make.World, at: datetime, today: date
) -> None:
    """Files of the first version hold the end of the detox as a fact of the same click."""
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    actor = world.actor("encheng_worker")
    click = make.moment(2026, 3, 16, 11)
    casefile.fact(actor, click, who, "measure_ended", today, measure=measure, how="converted")
    casefile.fact(
        actor, click, who, "measure_decided", today, measure=str(UUID(int=9)), measure_kind="compulsory_isolation"
    )
    granted(world, "encheng_worker", person_id=who, fact_id=of(world, who, "measure_decided"))
    assert [m.state_on(today) for m in steps.course(world, who, today).measures] == ["executing"]


def test_a_decision_withdrawn_takes_the_service_of_the_same_click_with_it(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    actor = world.actor("encheng_worker")
    commands.open_measure(
        actor, at=at, person_id=who, kind="community_detox", on=today, decision_no="1", served_on=today
    )
    granted(world, "encheng_worker", person_id=who, fact_id=of(world, who, "measure_decided"))
    course = steps.course(world, who, today)
    assert course.measures == () and not [d for d in course.duties if d.kind == "report_in"]
    commands.open_measure(actor, at=LATER, person_id=who, kind="community_detox", on=today, decision_no="2")


def test_a_service_withdrawn_leaves_the_decision_of_its_click_and_a_later_paper_holds_the_decision(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    actor = world.actor("encheng_worker")
    opened = commands.open_measure(
        actor, at=at, person_id=who, kind="community_detox", on=today, decision_no="1", served_on=today
    )
    commands.report_in(actor, at=LATER, person_id=who, measure=opened["measure"], on=date(2026, 3, 18))
    with pytest.raises(Refused, match="leant_on"):
        withdraw_fact(actor, at=LATER, person_id=who, fact_id=of(world, who, "measure_decided"))
    withdraw_fact(actor, at=LATER, person_id=who, fact_id=of(world, who, "reported_in"))
    granted(world, "encheng_worker", person_id=who, fact_id=of(world, who, "decision_served"))
    assert [m.state_on(today) for m in steps.course(world, who, today).measures] == ["decided"]
    granted(world, "encheng_worker", person_id=who, fact_id=of(world, who, "measure_decided"))
    assert steps.course(world, who, today).measures == ()
    assert_as_rebuilt(world, who, LATER)


def test_an_exit_withdrawn_gives_the_file_back_to_the_grid_worker(world: make.World, at: datetime, today: date) -> None:
    who = steps.person(world, at)
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["grid_one"], part="grid")
    police = world.actor("encheng_police")
    confirm_abstinence(police, at=at, person_id=who, on=today, document_no="恩公禁字〔2026〕7 号")
    assert not seen(world, who, "grid_one")
    withdraw_fact(world.actor("encheng_head"), at=LATER, person_id=who, fact_id=of(world, who, "abstinence_confirmed"))
    assert seen(world, who, "grid_one")


# -- two files of one person -------------------------------------------------------------------------------

NUMBER = "440799199203070011"
Files = tuple[UUID, UUID, UUID]


@pytest.fixture
def twice(world: make.World, at: datetime) -> Files:
    """One person on file in 恩城, and in 横陂 with a measure, a visit, a test and a refused one; and the pair."""
    kept = casefile.person(world.actor("encheng_worker"), at, id_number=NUMBER)
    other = world.actor("hengpi_worker")
    lost = casefile.on_detox(other, at, id_number=NUMBER, scope_path=make.HENGPI + "200")
    casefile.fact(other, at, lost, "visit", date(2026, 2, 2), note="谈了工作")
    casefile.fact(other, at, lost, "urine_test", date(2026, 2, 3), outcome="negative")
    casefile.fact(other, at, lost, "test_missed", date(2026, 3, 10), slot="1:11", reason="refused", notice_served=True,
                  warning_letter=True)
    with acting(clock_actor(make.ENPING)):
        find_matches(make.ENPING, [lost], at)
    with acting(world.actor("clerk")):
        return kept, lost, pairs()[0]["id"]


def story(world: make.World, who: UUID) -> dict[str, Any]:
    course = steps.course(world, who, date(2026, 3, 20))
    return {
        "measures": [(m.kind, m.starts_on) for m in course.measures],
        "refusals": [c.value for c in course.counters if c.code == "test_refusals"],
        "done": sorted(
            (d.kind, d.done_on) for d in course.duties if d.state == "done" and d.done_on == date(2026, 2, 3)
        ),
        "standing": [(s.state, s.from_on) for s in course.standing],
    }


def test_two_files_settled_as_one_are_one_story_and_come_apart_again(
    world: make.World, at: datetime, twice: Files
) -> None:
    kept, lost, match = twice
    clerk = world.actor("clerk")
    before = story(world, kept), story(world, lost), counted(world, make.ENPING, date(2026, 3, 16))
    matches.settle_match(clerk, at=at, match_id=match, how="one", keep=kept)
    joined = story(world, kept)
    assert joined["measures"] == before[1]["measures"] and joined["refusals"] == [1]
    with acting(clerk):
        found = rows("SELECT id, organ FROM casework_measure WHERE person_id = %s", [kept])
    assert [shown("casework_measure|organ", measure, organ) for measure, organ in found] == ["恩平市公安局"]
    assert joined["done"] == [("urine_test", date(2026, 2, 3))]
    assert story(world, lost)["standing"][-1][0] == "struck_off"
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT happened_path FROM ledger_fact WHERE matter_id = %s AND kind = 'visit'", [kept]) == [
            (make.HENGPI + "200",)
        ]
    matches.reopen_match(clerk, at=LATER, match_id=match)
    assert (story(world, kept), story(world, lost), counted(world, make.ENPING, date(2026, 3, 16))) == before
    with acting(clerk):
        assert [pair["id"] for pair in pairs()] == [match]
    assert_as_rebuilt(world, kept, LATER)
    assert_as_rebuilt(world, lost, LATER)


def test_the_strike_off_of_a_settled_pair_withdrawn_opens_the_pair_again(
    world: make.World, at: datetime, twice: Files
) -> None:
    kept, lost, match = twice
    before = story(world, kept), story(world, lost)
    matches.settle_match(world.actor("clerk"), at=at, match_id=match, how="one", keep=kept)
    struck = of(world, lost, "struck_off")
    with pytest.raises(Refused, match="county_settles"):
        withdraw_fact(world.actor("hengpi_head"), at=LATER, person_id=lost, fact_id=struck)
    granted(world, "clerk", person_id=lost, fact_id=struck)
    assert (story(world, kept), story(world, lost)) == before
    with acting(world.actor("clerk")):
        assert [pair["id"] for pair in pairs()] == [match]


def test_a_strike_off_of_an_older_version_that_names_no_pair_opens_it_again_all_the_same(
    world: make.World, at: datetime, twice: Files
) -> None:
    _kept, lost, match = twice
    clerk, head = world.actor("clerk"), world.actor("hengpi_head")
    with acting(clerk, durable=True):  # as versions before 0.2 settled it: nothing joined, nothing named
        run("UPDATE people_match SET settled_at = %s, how = 'one' WHERE id = %s", [at, match])
    struck = UUID(casefile.fact(clerk, at, lost, "struck_off", at.date()))
    with pytest.raises(Refused, match="county_settles"):
        withdraw_fact(head, at=LATER, person_id=lost, fact_id=struck)
    granted(world, "clerk", person_id=lost, fact_id=struck)
    assert "struck_off" not in [f.kind for f in live(steps.facts(world, lost))]
    with acting(clerk):
        assert [pair["id"] for pair in pairs()] == [match]


def test_a_strike_off_of_the_town_itself_is_taken_back_by_the_town(world: make.World, at: datetime, twice: Files) -> None:
    _kept, lost, _match = twice
    head = world.actor("hengpi_head")
    struck = UUID(casefile.fact(head, at, lost, "struck_off", at.date()))
    granted(world, "hengpi_head", person_id=lost, fact_id=struck)
    assert "struck_off" not in [f.kind for f in live(steps.facts(world, lost))]


def test_a_pair_settled_as_one_can_be_taken_back_on_its_page(
    world: make.World, at: datetime, twice: Files, client: Client
) -> None:
    kept, _, match = twice
    matches.settle_match(world.actor("clerk"), at=at, match_id=match, how="one", keep=kept)
    make.enter(client, world, "clerk")
    assert f"/casework/matches/{match}/reopen/" in client.get("/casework/matches/").content.decode()
    answer = client.post(f"/casework/matches/{match}/reopen/", {"request_id": make.request_id()})
    assert answer.status_code == 302
    assert "同一人，档案留在恩城街道" in client.get("/casework/matches/").content.decode()
    make.enter(client, world, "encheng_head")
    assert client.post(f"/casework/matches/{match}/reopen/", {"request_id": make.request_id()}).status_code == 404


def test_what_is_recorded_since_stays_on_the_file_that_went_on(world: make.World, at: datetime, twice: Files) -> None:
    kept, lost, match = twice
    clerk, worker = world.actor("clerk"), world.actor("encheng_worker")
    matches.settle_match(clerk, at=at, match_id=match, how="one", keep=kept)
    casefile.fact(worker, LATER, kept, "visit", date(2026, 3, 18))
    measure = steps.course(world, kept, LATER.date()).measures[0].measure_id
    signed = casefile.fact(worker, LATER, kept, "agreement_signed", date(2026, 3, 19), measure=measure)
    with pytest.raises(Refused, match="leant_on"):
        matches.reopen_match(clerk, at=LATER, match_id=match)
    withdraw_fact(worker, at=LATER, person_id=kept, fact_id=UUID(signed))
    matches.reopen_match(clerk, at=LATER, match_id=match)
    stand = live(steps.facts(world, kept))
    assert [(f.kind, f.on) for f in stand] == [("registered", date(2025, 3, 3)), ("visit", date(2026, 3, 18))]
    with pytest.raises(Refused, match="match_is_open"):
        matches.reopen_match(clerk, at=LATER, match_id=match)
    matches.settle_match(clerk, at=LATER, match_id=match, how="one", keep=lost)
    assert [f.on for f in live(steps.facts(world, lost)) if f.kind == "visit"] == [
        date(2026, 2, 2), date(2026, 3, 18)
    ]
    for who in (kept, lost):
        assert_as_rebuilt(world, who, LATER)


def test_a_measure_on_both_files_is_one_measure_and_a_copied_note_can_be_read(
    world: make.World, at: datetime, twice: Files
) -> None:
    kept, _, match = twice
    casefile.measure(world.actor("encheng_worker"), at, kept, date(2025, 3, 10), until="served")
    before = story(world, kept)
    matches.settle_match(world.actor("clerk"), at=at, match_id=match, how="one", keep=kept)
    (measure,) = steps.course(world, kept, date(2026, 3, 20)).measures
    assert measure.state_on(date(2026, 3, 16)) == "executing"
    kinds = [f.kind for f in live(steps.facts(world, kept))]
    assert kinds.count("measure_decided") == kinds.count("decision_served") == kinds.count("reported_in") == 1
    (visit,) = (f for f in steps.facts(world, kept) if f.kind == "visit")
    with acting(world.actor("encheng_worker")):
        assert note_of(visit) == "谈了工作"
    matches.reopen_match(world.actor("clerk"), at=LATER, match_id=match)
    assert story(world, kept) == before
    assert_as_rebuilt(world, kept, LATER)


def test_two_people_settled_so_by_mistake_are_a_pair_again(world: make.World, at: datetime, twice: Files) -> None:
    _, _, match = twice
    clerk = world.actor("clerk")
    matches.settle_match(clerk, at=at, match_id=match, how="two")
    matches.reopen_match(clerk, at=LATER, match_id=match)
    with acting(clerk):
        assert [pair["id"] for pair in pairs()] == [match]
