"""严重违反: the counters ask for a report, the town makes it with the evidence, the police decide."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.leave.commands import confirm_absence
from guitu.casework.urine_tests.results import confirm_use
from guitu.casework.violations import commands
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


def away(world: make.World, at: datetime, who: UUID, times: int) -> None:
    """So many departures with their letters, of two days each."""
    for number in range(times):
        on = date(2026, 2, 1 + 4 * number)
        confirm_absence(
            world.actor("encheng_worker"), at=at, person_id=who, on=on, until=on.replace(day=on.day + 2),
            warning_letter=True, note="民警核实",
        )


def test_after_the_third_departure_the_report_goes_out_with_its_evidence_and_decides_nothing(
    client: Client, world: make.World, at: datetime, today: date
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    away(world, at, who, 3)
    make.enter(client, world, "encheng_worker")
    page = steps.text(client.get(steps.url(who, "report-violation")))
    assert "累计 3 次，达到 3 次" in page and page.count("告诫书") == 3 and "由公安机关决定" in page
    data = {"which": f"{measure}:departures", "on": "2026-03-16", "receipt_no": "移 1", "request_id": new_request_id()}
    check = client.post(steps.url(who, "report-violation"), data)
    assert "补上：报告严重违反，比应完成之日晚 32 天" in steps.text(check)
    first, second = (client.post(steps.url(who, "report-violation"), {**data, "stage": "confirm"}) for _ in range(2))
    assert first.status_code == 200 and steps.text(first) == steps.text(second)
    course = steps.course(world, who, today)
    assert course.measures[0].state_on(today) == "executing"
    assert [d.state for d in course.duties if d.kind == "report_violation"] == ["done"]
    with pytest.raises(Refused, match="reported_already"):
        commands.report_violation(
            world.actor("encheng_worker"), at=at, person_id=who, measure=measure, ground="departures", on=today
        )


def test_two_departures_are_not_enough(client: Client, world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    away(world, at, who, 2)
    make.enter(client, world, "encheng_worker")
    page = client.get(steps.url(who, "report-violation"))
    assert "还没有达到严重违反" in steps.text(page) and "disabled" in page.content.decode()
    refused = client.post(steps.url(who, "report-violation"), {"which": f"{measure}:departures", "on": "2026-03-16"})
    assert refused.status_code == 422


def test_of_two_findings_of_use_that_nobody_reported_either_line_is_taken(
    client: Client, world: make.World, at: datetime
) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    for on in (date(2026, 3, 2), date(2026, 3, 9)):
        confirm_use(world.actor("clerk"), at=at, person_id=who, on=on, ground="confession", document_no="恩公 7 号")
    make.enter(client, world, "encheng_worker")
    assert f'value="{measure}:use:2"' in client.get(steps.url(who, "report-violation")).content.decode()
    data = {"which": f"{measure}:use:2", "on": "2026-03-16", "receipt_no": "移 2", "request_id": new_request_id()}
    done = client.post(steps.url(who, "report-violation"), {**data, "stage": "confirm"})
    assert done.status_code == 200, steps.text(done)
    (reported,) = [fact for fact in steps.facts(world, who) if fact.kind == "violation_reported"]
    assert (reported.measure, reported.ground) == (measure, "use")


@pytest.mark.parametrize("outsider", ["hengpi_worker", "hengpi_head", "encheng_other", "village"])
def test_to_an_outsider_the_person_is_not_there(client: Client, world: make.World, at: datetime, outsider: str) -> None:
    who = steps.person(world, at)
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, "report-violation")).status_code == 404
    assert client.post(steps.url(who, "report-violation"), {"on": "2026-03-16"}).status_code == 404
