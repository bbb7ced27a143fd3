"""A figure is counted from rows, opens to the rows it counted, and says when it may not or cannot be said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.measures.commands import end_measure
from guitu.casework.registrations.commands import add_person
from guitu.casework.urine_tests.results import confirm_use
from guitu.figures.counting import Figure, Tally, counted_ids, figure, shown, terms_of
from guitu.figures.definitions import definitions
from guitu.figures.small_cells import covered
from guitu.grid.establishing import end_holding
from guitu.kit.counts import Asked
from guitu.kit.database import acting, rows
from guitu.people.intake import NewPerson
from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
NEW_YEAR, ON = date(2026, 1, 1), date(2026, 3, 16)


def booked(
    world: make.World, at: datetime, number: int, *, town: str = make.ENCHENG, by: str = "encheng_worker", village: str = "001",
    source: str = "found", first_found_on: date | None = date(2026, 2, 3), on: date = date(2026, 3, 2),
) -> list[UUID]:
    answers = []
    for n in range(number):
        person = NewPerson(name=f"张{n}", sex="male", scope_path=town + village, post_id=None, born_on=date(1990, 1, 1))
        answer = add_person(world.actor(by), at=at, person=person, on=on, source=source, first_found_on=first_found_on, addicted=False)
        answers.append(UUID(answer["person"]))
    return answers


def asked(at: datetime, path: str = make.ENPING, *, since: date = NEW_YEAR, on: date = ON, latest: bool = True) -> Asked:
    return Asked(path, since, on, at, latest)


def told(world: make.World, name: str, wanted: Asked, by: str = "director") -> Figure:
    with acting(world.actor(by)):
        tally = Tally(wanted)
        return covered(figure(definitions(wanted.path, wanted.on)[name], tally), tally)


def counts(found: Figure) -> tuple[int, int]:
    return int(found.numerator or 0), int(found.denominator or 0)


def number(world: make.World, name: str, wanted: Asked, by: str = "director") -> float | None:
    found = told(world, name, wanted, by).value.number
    return None if found is None else float(found)


def test_the_rate_is_its_two_counts_and_moves_when_one_record_is_taken_back(world: make.World, at: datetime) -> None:
    people = booked(world, at, 3, first_found_on=date(2022, 2, 1), source="roster")
    done = confirm_abstinence(world.actor("clerk"), at=at, person_id=people[0], on=ON, document_no="恩禁〔2026〕7 号")
    found = told(world, "abstinent_rate", asked(at))
    assert (counts(found), found.counted) == ((1, 3), 4)
    later = at + timedelta(hours=1)
    withdraw_fact(world.actor("clerk"), at=later, person_id=people[0], fact_id=done["facts"][0], why="mistake")
    found = told(world, "abstinent_rate", asked(later))
    assert counts(found) == (0, 3)
    assert number(world, "abstinent_rate", asked(at, latest=False)) == pytest.approx(100 / 3)


def test_who_comes_by_the_roster_is_not_newly_found(world: make.World, at: datetime) -> None:
    booked(world, at, 2)
    booked(world, at, 3, source="roster")
    booked(world, at, 1, first_found_on=date(2025, 12, 31))
    assert number(world, "newly_found", asked(at)) == 2
    assert number(world, "newly_found", asked(at, since=date(2025, 12, 31), on=date(2025, 12, 31))) == 1


def test_a_relapse_is_what_the_police_confirmed_while_the_measure_ran(world: make.World, at: datetime) -> None:
    people = [casefile.on_detox(world.actor("encheng_worker"), at, f"王{n}", date(2025, 12, 1)) for n in range(4)]
    booked(world, at, 2)
    confirm_use(world.actor("encheng_police"), at=at, person_id=people[0], on=date(2026, 3, 5), ground="confession",
                document_no="认一号", note="本人在询问笔录中承认。")
    found = told(world, "detox_relapse_rate", asked(at, on=date(2026, 3, 15)))
    assert found.numerator == 1
    assert found.denominator == 4  # the ends of January and February; March is not over
    kept = told(world, "kept_rate", asked(at))
    assert counts(kept) == (3, 4)
    assert number(world, "detox_relapse_rate", asked(at, on=date(2026, 1, 31))) == 0


def test_who_is_due_to_execute_reported_agreed_and_was_tested(world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    steps.measure(world, at, who, until="signed")
    steps.measure(world, at, steps.person(world, at, id_number=None), until="served")
    steps.measure(world, at, steps.person(world, at, id_number=None), until="reported")
    assert told(world, "agreement_rate", asked(at)).numerator == 1
    found = told(world, "reported_rate", asked(at))
    assert counts(found) == (2, 3)
    early = told(world, "reported_rate", asked(at, on=date(2026, 1, 10)))
    assert early.denominator == 0  # the fifteen days had not passed, nobody had come
    assert told(world, "execution_rate", asked(at, on=date(2026, 3, 10))).numerator == 1
    assert told(world, "execution_rate", asked(at)).numerator == 0  # the test of February is overdue for more than thirty days


def test_who_was_released_and_received_on_that_day(world: make.World, at: datetime) -> None:
    for n, until in enumerate(("reported", "served")):
        who = steps.person(world, at, "clerk", id_number=None, name=f"李{n}")
        inside = steps.measure(world, at, who, "compulsory_isolation", until="decided", by="clerk", decided=date(2024, 3, 1))
        end_measure(world.actor("clerk"), at=at, person_id=who, measure=inside, on=date(2026, 3, 2), how="released")
        steps.measure(world, at, who, "community_rehabilitation", until=until, by="clerk", decided=date(2026, 3, 2),
                      reported=date(2026, 3, 2))
    found = told(world, "handover_rate", asked(at))
    assert counts(found) == (1, 2)


def test_posts_that_somebody_holds_are_counted_by_the_day(world: make.World, at: datetime) -> None:
    before = number(world, "town_staff", asked(at))
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["hengpi_worker"], until_on=ON)
    assert number(world, "town_staff", asked(at)) == (before or 0) - 1
    assert number(world, "town_staff", asked(at, on=ON - timedelta(days=1))) == before
    assert number(world, "town_centres", asked(at)) == 2
    assert number(world, "groups", asked(at)) == 2
    assert number(world, "groups_with_worker", asked(at)) == 100


def test_the_rows_opened_are_the_rows_counted(world: make.World, at: datetime) -> None:
    booked(world, at, 7)
    with acting(world.actor("director")):
        for name, definition in definitions(make.ENPING, ON).items():
            if name == "points_of_person":
                continue
            found = figure(definition, Tally(asked(at)))
            for term, counted in zip(terms_of(definition), (found.numerator, found.denominator), strict=False):
                ids, total = counted_ids(term, asked(at), 500, 0)
                assert len(ids) == total, name
                if term.at != "month_ends":
                    assert total == counted, name
                assert {row["id"] for row in shown(term, [one for one, _ in ids])} == {one for one, _ in ids}, name


def test_who_sees_only_his_people_gets_states_of_all_and_nothing_that_he_cannot_count(world: make.World, at: datetime) -> None:
    booked(world, at, 6)
    booked(world, at, 6, by="encheng_other")
    mine = asked(at, make.ENCHENG)
    assert number(world, "registered", mine, "encheng_worker") == 12
    unknown = told(world, "newly_found", mine, "encheng_worker")
    assert unknown.value.why is not None and unknown.value.why.code == "indicators.not_by_this_post"
    assert number(world, "newly_found", mine, "encheng_head") == 12
    assert number(world, "registered", asked(at), "yongan_head") == 0


def test_what_a_figure_was_is_kept_for_each_pair_of_eyes_apart(world: make.World, at: datetime) -> None:
    booked(world, at, 8)
    booked(world, at, 7, town=make.HENGPI, by="hengpi_worker")
    then = asked(at, latest=False)
    for order in (("director", "hengpi_head"), ("hengpi_head", "director")):
        seen = {by: number(world, "registered", then, by) for by in order}
        assert seen == {"director": 15, "hengpi_head": 7}
    assert number(world, "reported_rate", then) is None  # what was known then is not kept of duties


def test_a_small_number_below_the_county_is_hidden_with_another_and_not_only_in_the_table(world: make.World, at: datetime) -> None:
    booked(world, at, 3)
    booked(world, at, 8, town=make.HENGPI, by="hengpi_worker")
    assert number(world, "registered", asked(at)) == 11
    for town in (make.ENCHENG, make.HENGPI):
        found = told(world, "registered", asked(at, town))
        assert (found.value.state, found.numerator) == ("hidden", None)
    assert told(world, "registered", asked(at, make.ENCHENG + "001")).value.state == "hidden"
    assert number(world, "town_centres", asked(at, make.ENCHENG)) == 1  # places are nobody


def test_zero_is_a_number_and_no_denominator_is_not(world: make.World, at: datetime) -> None:
    assert number(world, "newly_found", asked(at)) == 0
    assert told(world, "abstinent_rate", asked(at)).value.state == "unknown"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_pages_say_value_counts_version_and_open_their_rows(world: make.World, at: datetime, client: Client) -> None:
    booked(world, at, 6)
    make.enter(client, world, "director")
    listed = page(client, "/figures/indicators/")
    assert "三年未复吸率" in listed and "0.0%（0 / 6）" in listed
    assert "见面率" not in listed  # counted duty by duty, it comes after the page
    for afterwards in ("/figures/indicators/more/", "/figures/indicators/?all=1"):
        assert "见面率" in page(client, afterwards)
    receipt = page(client, "/figures/indicators/abstinent_rate/")
    assert "abstinent_rate@2008-06-01#" in receipt and "系统预设" in receipt and "四舍五入到 1 位小数" in receipt
    opened = page(client, "/figures/indicators/abstinent_rate/denominator/")
    assert opened.count("张*") == 6
    assert "共 6 条" in opened
    with acting(world.actor("auditor")):
        assert rows("SELECT count(*) FROM people_access WHERE action = 'list'") == [(1,)]


def test_a_change_is_only_said_when_it_was_said_how(world: make.World, at: datetime, client: Client) -> None:
    booked(world, at, 10, first_found_on=date(2025, 2, 1))
    booked(world, at, 5)
    make.enter(client, world, "director")
    compare = "/figures/indicators/newly_found/?on=2026-03-16&against_on=2025-12-31"
    assert "先选按百分点还是按相对比例" in page(client, compare)
    assert "-50.00%" in page(client, compare + "&how=relative")
    assert "-5.00" in page(client, compare + "&how=points")


def test_days_that_are_none_are_said_and_strangers_find_nothing(world: make.World, at: datetime, client: Client) -> None:
    booked(world, at, 2)
    assert client.get("/figures/indicators/").status_code == 302
    make.enter(client, world, "director")
    page(client, "/figures/indicators/?on=2026-02-30", 422)
    page(client, "/figures/indicators/registered/?since=2026-03-15&on=2026-03-01", 422)
    page(client, "/figures/indicators/nothing/", 404)
    page(client, "/figures/indicators/points_of_person/", 404)
    page(client, "/figures/indicators/registered/denominator/", 404)
    page(client, f"/figures/indicators/registered/numerator/?area={make.ENCHENG}", 404)  # hidden cells open to nobody
    make.enter(client, world, "grid")
    page(client, "/figures/indicators/", 404)
    make.enter(client, world, "village")
    assert "不在您名下" not in page(client, "/figures/indicators/")
    page(client, "/figures/indicators/registered/numerator/", 404)


def test_rows_of_others_are_said_by_number_only(world: make.World, at: datetime, client: Client) -> None:
    booked(world, at, 4)
    booked(world, at, 3, by="encheng_other")
    make.enter(client, world, "encheng_worker")
    opened = page(client, "/figures/indicators/registered/numerator/")
    assert opened.count("张*") == 4
    assert "另有 3 条" in opened
    assert str(uuid4()) not in opened
