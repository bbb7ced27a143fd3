"""The gates over stretches, met through the commands and the pages."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.exits import commands as exits
from guitu.casework.measures import commands
from guitu.casework.registrations.commands import add_person
from guitu.casework.statuses.commands import record_status
from guitu.casework.violations import commands as violations
from guitu.casework.visits.commands import record_visit
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from guitu.people.intake import NewPerson
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    return steps.person(world, at)


def isolated(world: make.World, at: datetime, who: UUID, on: date) -> str:
    actor = world.actor("encheng_worker")
    opened = commands.open_measure(actor, at=at, person_id=who, kind="compulsory_isolation", on=on, decision_no="1")
    return str(opened["measure"])


def test_isolation_is_not_released_in_its_first_year(world: make.World, at: datetime, who: UUID) -> None:
    measure = isolated(world, at, who, date(2025, 9, 1))
    actor = world.actor("encheng_worker")
    with pytest.raises(Refused, match="isolation_a_year"):
        commands.end_measure(actor, at=at, person_id=who, measure=measure, on=date(2026, 3, 1))
    commands.end_measure(actor, at=at, person_id=who, measure=measure, on=date(2026, 3, 1), how="not_applicable")


def test_shortening_twice_by_a_year_is_refused(world: make.World, at: datetime, who: UUID) -> None:
    measure = isolated(world, at, who, date(2025, 9, 1))
    actor = world.actor("encheng_worker")
    commands.extend_measure(actor, at=at, person_id=who, measure=measure, on=date(2026, 3, 1), months=-12)
    with pytest.raises(Refused, match="months"):
        commands.extend_measure(actor, at=at, person_id=who, measure=measure, on=date(2026, 3, 2), months=-12)


def test_an_older_detox_beside_a_running_one_is_refused(world: make.World, at: datetime, who: UUID) -> None:
    steps.measure(world, at, who)
    with pytest.raises(Refused, match="lasts_into"):
        commands.open_measure(
            world.actor("encheng_worker"), at=at, person_id=who, kind="community_detox", on=date(2024, 1, 5)
        )


def test_after_medical_leave_isolation_becomes_detox_and_the_days_served_are_deducted(
    world: make.World, at: datetime, who: UUID
) -> None:
    measure = isolated(world, at, who, date(2025, 9, 1))
    actor = world.actor("encheng_worker")
    with pytest.raises(Refused, match="inside_isolation"):
        commands.open_measure(actor, at=at, person_id=who, kind="community_detox", on=date(2026, 3, 2))
    with pytest.raises(Refused, match="deduct"):
        commands.open_measure(
            actor, at=at, person_id=who, kind="community_detox", on=date(2026, 3, 2), served_days_deducted=400
        )
    commands.open_measure(
        actor, at=at, person_id=who, kind="community_detox", on=date(2026, 3, 2), served_days_deducted=182
    )
    found = {m.measure_id: m.state_on(date(2026, 3, 2)) for m in steps.course(world, who, date(2026, 3, 16)).measures}
    assert found.pop(measure) == "converted" and list(found.values()) == ["decided"]


def test_a_visit_after_death_and_before_birth_is_refused_at_the_day(world: make.World, at: datetime, who: UUID) -> None:
    actor = world.actor("encheng_worker")
    with pytest.raises(Refused, match="before_birth") as refusal:
        record_visit(actor, at=at, person_id=who, on=date(1991, 1, 1))
    assert refusal.value.field == "on"
    record_status(actor, at=at, person_id=who, status="died", on=date(2026, 3, 10))
    with pytest.raises(Refused, match="after_death"):
        record_visit(actor, at=at, person_id=who, on=date(2026, 3, 11))
    record_visit(actor, at=at, person_id=who, on=date(2026, 3, 9))


def test_a_visit_before_anything_known_is_asked_about_once_and_then_taken(
    world: make.World, at: datetime, who: UUID, client: Client
) -> None:
    steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    form = {"on": "2016-02-01", "how": "home", "met": "yes", "request_id": new_request_id()}
    asked = client.post(steps.url(who, "visit"), form)
    assert asked.status_code == 422 and "早于" in steps.text(asked) and 'name="sure"' in asked.content.decode()
    taken = client.post(steps.url(who, "visit"), {**form, "sure": "on"})
    assert taken.status_code == 200
    assert [f.on for f in steps.facts(world, who) if f.kind == "visit"] == [date(2016, 2, 1)]


def test_a_step_before_anything_known_is_asked_about_on_its_check_page(
    world: make.World, at: datetime, who: UUID, client: Client
) -> None:
    steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    form = {"custody": "detained", "on": "2016-02-01", "request_id": new_request_id()}
    check = client.post(steps.url(who, "record-custody"), form)
    assert check.status_code == 200 and "早于" in steps.text(check)


def test_the_exit_wants_the_number_of_the_police_paper_by_command_and_on_the_page(
    world: make.World, at: datetime, today: date, client: Client
) -> None:
    person = NewPerson("王小明", "male", make.ENCHENG + "001", None, born_on=date(1992, 3, 7))
    answer = add_person(
        world.actor("encheng_worker"), at=at, person=person, on=today, first_found_on=date(2020, 3, 1), addicted=False
    )
    who, police = UUID(answer["person"]), world.actor("encheng_police")
    with pytest.raises(Refused, match="document_missing"):
        exits.confirm_abstinence(police, at=at, person_id=who, on=today)
    make.enter(client, world, "encheng_police")
    data = {"on": "2026-03-16", "document_no": "", "request_id": new_request_id()}
    assert client.post(steps.url(who, "confirm-abstinence"), data).status_code == 422
    exits.confirm_abstinence(police, at=at, person_id=who, on=today, document_no="恩公禁字〔2026〕7 号")


def test_the_exit_of_somebody_in_a_measure_is_refused_with_what_holds_it(
    world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    steps.measure(world, at, who)
    with pytest.raises(Refused, match="held"):
        exits.confirm_abstinence(world.actor("encheng_police"), at=at, person_id=who, on=today, document_no="7 号")


def test_the_answer_of_the_police_is_recorded_with_its_number(
    world: make.World, at: datetime, today: date, client: Client
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    casefile.fact(
        world.actor("encheng_worker"), at, who, "violation_reported", date(2026, 3, 2), measure=measure, ground="departures"
    )
    make.enter(client, world, "encheng_police")
    form = {"which": f"{measure}:departures", "on": "2026-03-12", "upheld": "no", "document_no": ""}
    assert client.post(steps.url(who, "violation-answered"), form).status_code == 422
    check, done = steps.confirmed(client, who, "violation-answered", {**form, "document_no": "恩公禁字〔2026〕8 号"})
    assert "不认定" in steps.text(check) and done.status_code == 200
    (answer,) = (f for f in steps.facts(world, who) if f.kind == "violation_answered")
    assert (answer.on, answer.upheld) == (date(2026, 3, 12), False)
    with pytest.raises(Refused, match="nothing_to_answer"):
        violations.record_police_answer(
            world.actor("encheng_police"), at=at, person_id=who, measure=measure, ground="departures", on=today,
            upheld=True, document_no="9 号",
        )


def test_of_a_day_within_what_is_known_nothing_is_asked(
    world: make.World, at: datetime, who: UUID, client: Client
) -> None:
    steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    form = {"on": "2026-03-02", "how": "home", "met": "yes", "request_id": new_request_id()}
    assert client.post(steps.url(who, "visit"), form).status_code == 200
    assert "早于" not in steps.text(
        client.post(
            steps.url(who, "record-custody"),
            {"custody": "detained", "on": "2026-03-03", "request_id": new_request_id()},
        )
    )


def test_a_correction_to_a_day_before_anything_known_is_asked_about_on_its_page(
    world: make.World, at: datetime, who: UUID, client: Client
) -> None:
    steps.measure(world, at, who)
    actor = world.actor("encheng_worker")
    visit = record_visit(actor, at=at, person_id=who, on=date(2026, 3, 2))["facts"][0]
    make.enter(client, world, "encheng_worker")
    form = {"on": "2016-02-01", "how": "home", "met": "on", "because": "mistake", "request_id": new_request_id()}
    page = client.post(reverse("correct-fact", args=[who, visit]), form)
    assert page.status_code == 200 and "早于" in steps.text(page)
