"""违反协议的处理: reasons first, then the talk, then the letter by two; only then is anything counted, and back in order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.breaches import commands
from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.leave.commands import confirm_absence, grant_leave
from guitu.casework.paper import opened
from guitu.casework.violations.commands import record_police_answer, report_violation
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.papers.commands import issue_paper
from guitu.papers.kinds import kinds_of
from guitu.papers.queries import papers
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
ON = date(2026, 3, 16)


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    return person


def gone(world: make.World, at: datetime, who: UUID, on: date) -> str:
    """A departure of two days without its letter."""
    made = confirm_absence(
        world.actor("encheng_worker"), at=at, person_id=who, on=on, until=on.replace(day=on.day + 2), warning_letter=False,
        note="民警核实",
    )
    return str(made["facts"][0])


def talked(world: make.World, at: datetime, who: UUID, breach: str, **what: Any) -> str:
    said: dict[str, Any] = {
        "critic": str(world.posts["encheng_worker"]), "asked": True, "note": "谈了一次，本人说以后先请假。", "on": ON, **what,
    }
    made = commands.criticise_breach(world.actor("encheng_worker"), at=at, person_id=who, breach=breach, **said)
    return str(made["facts"][0])


def letter(world: make.World, at: datetime, who: UUID) -> str:
    measure = steps.course(world, who, ON).measures[0].measure_id
    made = issue_paper(
        world.actor("encheng_worker"), at=at, matter_id=who, kind="warning", about=f"measure:{measure}",
        typed={"告诫事由": "没有请假离开本县两日。"},
    )
    return str(made["paper"])


def served(world: make.World, at: datetime, who: UUID, breach: str, **what: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "server_1": str(world.posts["encheng_worker"]), "server_2": str(world.posts["encheng_police"]), "on": ON,
        "paper": what.pop("paper", None) or letter(world, at, who), **what,
    }
    return commands.serve_warning(world.actor("encheng_worker"), at=at, person_id=who, breach=breach, **base)


def counted(world: make.World, who: UUID) -> int:
    return next(one.value for one in steps.course(world, who, ON).counters if one.code == "departures")


def test_step_by_step_to_the_police_and_nothing_counts_before_its_letter(world: make.World, at: datetime, who: UUID) -> None:
    measure = steps.course(world, who, ON).measures[0].measure_id
    for number, on in enumerate((date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 16)), 1):
        breach = gone(world, at, who, on)
        talked(world, at, who, breach)
        assert counted(world, who) == number - 1 and not steps.course(world, who, ON).proposals
        served(world, at, who, breach)
        assert counted(world, who) == number
    assert not [duty for duty in steps.course(world, who, ON).duties if duty.kind == "complete_papers" and duty.state == "open"]
    what: dict[str, Any] = {"at": at, "person_id": who, "measure": measure, "ground": "departures", "on": ON}
    report_violation(world.actor("encheng_worker"), **what, receipt_no="移 1 号")
    (report,) = [fact for fact in steps.facts(world, who) if fact.kind == "violation_reported"]
    with acting(world.actor("encheng_worker")):
        pack = opened(who, ON).values(kinds_of(make.ENPING)["violation_evidence"], f"fact:{report.id}")["证据清单"]
    assert pack.count("擅自离开至") == pack.count("告诫书2026-03-16送达（本人签收）") == 3
    record_police_answer(world.actor("clerk"), **what, upheld=True, document_no="恩公（禁）字 1 号")
    assert steps.course(world, who, ON).measures[0].state_on(ON) == "executing"  # the police decide, not the page


def test_what_is_on_record_or_not_asked_stops_the_talk(world: make.World, at: datetime, who: UUID) -> None:
    actor = world.actor("encheng_worker")
    noted = commands.note_breach(actor, at=at, person_id=who, on=date(2026, 3, 10), broken="not_reported", note="没有来，电话不通。")
    breach = str(noted["facts"][0])
    assert steps.code_of(lambda: talked(world, at, who, breach, asked=False)) == "breaches.ask_first"
    assert steps.code_of(lambda: talked(world, at, who, breach, note=" ")) == "breaches.words"
    assert steps.code_of(lambda: talked(world, at, who, breach, on=date(2026, 3, 9))) == "breaches.before"
    grant_leave(actor, at=at, person_id=who, on=date(2026, 3, 9), until=date(2026, 3, 11), outside_county=False)
    assert steps.code_of(lambda: talked(world, at, who, breach)) == "breaches.on_leave"
    what: dict[str, Any] = {"at": at, "person_id": who, "breach": breach, "on": ON, "excuse": "approved_leave"}
    assert steps.code_of(lambda: commands.excuse_breach(actor, **what)) == "breaches.proof"
    commands.excuse_breach(actor, **what, note="请假单在档案里")
    assert steps.code_of(lambda: talked(world, at, who, breach)) == "breaches.excused_already"


def test_an_excused_departure_is_none(world: make.World, at: datetime, who: UUID) -> None:
    breach = gone(world, at, who, date(2026, 2, 2))
    commands.excuse_breach(
        world.actor("encheng_worker"), at=at, person_id=who, breach=breach, on=ON, excuse="hospital", note="出院小结"
    )
    course = steps.course(world, who, ON)
    assert counted(world, who) == 0 and not [one for one in course.counters if one.pending]
    assert not [duty for duty in course.duties if duty.kind == "complete_papers"]


def test_the_letter_takes_a_talk_two_people_a_paper_and_a_witness_of_a_refusal(world: make.World, at: datetime, who: UUID) -> None:
    breach = gone(world, at, who, date(2026, 2, 2))
    paper = letter(world, at, who)
    serve: dict[str, Any] = {"world": world, "at": at, "who": who, "breach": breach, "paper": paper}
    assert steps.code_of(lambda: served(**serve)) == "breaches.criticise_first"
    talked(world, at, who, breach)
    same = str(world.posts["encheng_worker"])
    assert steps.code_of(lambda: served(**serve, server_2=same)) == "breaches.two_serve"
    assert steps.code_of(lambda: served(**serve, received="unsigned")) == "breaches.witness"
    served(**serve, received="unsigned", witness="居委会老李")
    with acting(world.actor("encheng_worker")):
        (kept,) = papers(who)
    assert (kept.state, kept.served_on) == ("served", ON)
    assert steps.code_of(lambda: served(**serve)) == "breaches.warned_already"


def test_what_stands_under_a_later_step_is_taken_back_after_it(world: make.World, at: datetime, who: UUID) -> None:
    breach = gone(world, at, who, date(2026, 2, 2))
    talk = talked(world, at, who, breach)
    warned = str(served(world, at, who, breach)["facts"][0])
    back: dict[str, Any] = {"at": at, "person_id": who}
    actor = world.actor("encheng_worker")
    for under in (breach, talk):
        assert steps.code_of(lambda under=under: withdraw_fact(actor, **back, fact_id=UUID(under))) == "corrections.leant_on"
    for fact in (warned, talk):
        withdraw_fact(actor, **back, fact_id=UUID(fact))
    assert counted(world, who) == 0


def test_the_page_offers_the_next_step_alone_and_the_click_writes_once(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    breach = gone(world, at, who, date(2026, 2, 2))
    make.enter(client, world, "encheng_worker")
    shown = client.get(steps.url(who, "breaches"))
    assert f"breaches/talk/?about={breach}" in shown.content.decode() and "breaches/letter/" not in shown.content.decode()
    data = {
        "breach": breach, "on": "2026-03-16", "critic": str(world.posts["encheng_worker"]), "asked": "on", "note": "谈了。",
        "request_id": new_request_id(), "stage": "confirm",
    }
    first, second = (client.post(steps.url(who, "breaches/talk"), data) for _ in range(2))
    assert first.status_code == 200 and steps.text(first) == steps.text(second)
    assert len([fact for fact in steps.facts(world, who) if fact.kind == "breach_criticised"]) == 1
    with CaptureQueriesContext(connection) as asked:
        after = client.get(steps.url(who, "breaches"))
    assert "about=measure:" in after.content.decode() and "breaches/letter/" in after.content.decode()
    assert len(asked) <= 18, [one["sql"][:90] for one in asked]
    assert "请先出具告诫书" in steps.text(client.get(steps.url(who, "breaches/letter")))
    refused = client.post(steps.url(who, "breaches/talk"), {**data, "request_id": new_request_id()})
    assert refused.status_code == 422


def test_each_step_says_what_it_foretold(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    for on, how in (("2026-03-05", "没有来"), ("2026-03-10", "又没有来")):
        steps.confirmed(client, who, "breaches/note", {"on": on, "broken": "not_reported", "note": how})
    first, second = (fact.id for fact in steps.facts(world, who) if fact.kind == "agreement_breached")
    steps.confirmed(client, who, "breaches/excuse", {"breach": first, "on": "2026-03-16", "excuse": "hospital", "note": "出院小结"})
    by = str(world.posts["encheng_worker"])
    steps.confirmed(client, who, "breaches/talk", {"breach": second, "on": "2026-03-16", "critic": by, "asked": "on", "note": "谈了。"})
    steps.confirmed(client, who, "breaches/letter", {
        "breach": second, "on": "2026-03-16", "paper": letter(world, at, who), "server_1": by, "server_2": str(world.posts["encheng_police"]),
        "received": "signed_for",
    })


@pytest.mark.parametrize("outsider", ["hengpi_worker", "encheng_other", "grid"])
def test_to_an_outsider_there_is_no_such_page(client: Client, world: make.World, who: UUID, outsider: str) -> None:
    make.enter(client, world, outsider)
    for name in ("breaches", "breaches/note", "breaches/letter"):
        assert client.get(steps.url(who, name)).status_code == 404
