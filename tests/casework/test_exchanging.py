"""兑换: points for goods, put aside by one human being, handed out by another against a one-time code; balances that the database
keeps, disputes that another decides, points that lapse. What was handed out is never taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.disputes.commands import decide_dispute, dispute_points
from guitu.casework.points.commands import confirm_deduction, grant_points
from guitu.casework.shop.catalogue import add_good, allot_budget, set_price, stock_good
from guitu.casework.shop.commands import cancel_reservation, hand_out, renew_code, reserve_good, tend_points
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import caseload

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 3, 16)
NEXT = date(2026, 4, 1)
EARNED = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def codes_of(do: Callable[[], Any]) -> set[str]:
    with pytest.raises(Refused) as refusal:
        do()
    return {reason.code for reason in refusal.value.reasons}


def earned(world: make.World, at: datetime, **who: Any) -> UUID:
    """Somebody with 52 points of March: work with proof, training, helping others, sessions, family, lessons."""
    person = caseload.detox(world, at, **who)
    for item, quantity in (("P05", 1), ("P06", 5), ("P10", 1), ("P08", 2), ("P09", 1), ("P04", 5)):
        grant_points(world.actor("encheng_worker"), at=at, person_id=person, item=item, quantity=quantity, on=EARNED)
    return person


def stocked(world: make.World, at: datetime, name: str = "大米 5 kg", price: int = 40, pieces: int = 3) -> UUID:
    clerk, keeper = world.actor("clerk"), world.actor("keeper")
    good = UUID(add_good(clerk, at=at, name=name, price=Decimal(price), from_on=TODAY)["good"])
    allot_budget(clerk, at=at, yuan=price * pieces, note="年度预算")
    stock_good(keeper, at=at, good_id=good, pieces=pieces, cost=Decimal(price), note="第一批")
    return good


def balance(world: make.World, person: UUID) -> int:
    with acting(world.actor("director")):
        found = row("SELECT balance FROM casework_pointsaccount WHERE matter_id = %s", [person])
        added = row("SELECT coalesce(sum(hundredths), 0) FROM casework_pointstransfer WHERE person_id = %s", [person])
    assert found is not None and added is not None and found[0] == added[0]
    return int(found[0])


def pieces(world: make.World, good: UUID) -> int:
    with acting(world.actor("clerk")):
        found = row("SELECT pieces FROM casework_good WHERE id = %s", [good])
    assert found is not None
    return int(found[0])


def reserved(world: make.World, at: datetime, person: UUID, good: UUID, **more: Any) -> dict[str, Any]:
    return reserve_good(world.actor("encheng_worker"), at=at, person_id=person, good_id=good, **({"pick_on": NEXT} | more))


def test_fifty_two_points_go_home_as_rice(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    assert balance(world, person) == 52_00
    made = reserved(world, at, person, good)
    assert (balance(world, person), pieces(world, good)) == (12_00, 2)
    done = hand_out(world.actor("keeper"), at=at, code=made["once"].lower())
    assert done["good"] == "大米 5 kg"
    assert codes_of(lambda: hand_out(world.actor("keeper"), at=at, code=made["once"])) == {"redemptions.no_such_code"}
    assert codes_of(lambda: cancel_reservation(world.actor("encheng_worker"), at=at, redemption_id=UUID(made["redemption"]))) == {"redemptions.over"}
    assert (balance(world, person), pieces(world, good)) == (12_00, 2)


def test_all_that_stands_against_it_is_said_at_once(world: make.World, at: datetime) -> None:
    person, dear = earned(world, at), stocked(world, at, "电水壶", 120, 1)
    assert codes_of(lambda: reserved(world, at, person, dear, pick_on=TODAY + timedelta(days=1))) == {"redemptions.too_dear", "redemptions.not_a_day"}
    assert codes_of(lambda: reserved(world, at, person, dear, pick_on=date(2026, 5, 1))) == {"redemptions.too_dear", "redemptions.odd_day"}
    cheap = stocked(world, at, "毛巾", 10, 1)
    assert reserved(world, at, person, cheap, pick_on=TODAY + timedelta(days=1), by_appointment=True)["keep_by"] == "2026-03-30"
    assert codes_of(lambda: reserved(world, at, person, cheap)) == {"redemptions.none_left"}
    set_price(world.actor("clerk"), at=at, good_id=dear, from_on=NEXT)
    with pytest.raises(NotVisible):
        reserve_good(world.actor("hengpi_worker"), at=at, person_id=person, good_id=cheap, pick_on=NEXT)


def test_a_quarter_has_three_pieces(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at, "毛巾", 10, 9)
    made = [reserved(world, at, person, good) for _ in range(3)]
    assert codes_of(lambda: reserved(world, at, person, good)) == {"redemptions.quarter_gifts"}
    cancel_reservation(world.actor("encheng_worker"), at=at, redemption_id=UUID(made[0]["redemption"]))
    assert reserved(world, at, person, good)["price"] == "10"


def test_who_entered_it_does_not_hand_it_out_from_another_post(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    code = reserved(world, at, person, good)["once"]
    worker = world.actor("encheng_worker")
    other_post = replace(world.actor("keeper"), natural_person_id=worker.natural_person_id)
    assert codes_of(lambda: hand_out(other_post, at=at, code=code)) == {"redemptions.another_hands_out"}
    with acting(world.actor("director")), pytest.raises(DatabaseError), transaction.atomic():
        run("UPDATE casework_redemption SET state = 'issued', ended_by = reserved_by, code = NULL")


def test_a_new_code_voids_the_one_before(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    made = reserved(world, at, person, good)
    new = renew_code(world.actor("encheng_worker"), at=at, redemption_id=UUID(made["redemption"]))
    keeper = world.actor("keeper")
    assert codes_of(lambda: hand_out(keeper, at=at, code=made["once"])) == {"redemptions.no_such_code"}
    assert hand_out(keeper, at=at, code=f" {new['once'][:4]}-{new['once'][4:]}")["price"] == "40"


def test_sent_twice_it_is_put_aside_once_and_the_code_is_shown_once(world: make.World, at: datetime) -> None:
    person, good, request = earned(world, at), stocked(world, at), make.request_id()
    first = reserved(world, at, person, good, request_id=request)
    again = reserved(world, at, person, good, request_id=request)
    assert first["redemption"] == again["redemption"] and "once" not in again
    assert balance(world, person) == 12_00


def test_a_late_correction_takes_nothing_back_that_was_handed_out_and_leaves_no_debt(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    hand_out(world.actor("keeper"), at=at, code=reserved(world, at, person, good)["once"])
    with acting(world.actor("encheng_worker")):
        training = rows("SELECT fact_id FROM casework_pointstransfer WHERE person_id = %s AND item = 'P06'", [person])[0][0]
    withdraw_fact(world.actor("encheng_worker"), at=at, person_id=person, fact_id=training)
    assert balance(world, person) == 0
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT kind, hundredths FROM casework_pointstransfer WHERE person_id = %s AND kind = 'forgiven'", [person]) == [("forgiven", 3_00)]
    grant_points(world.actor("encheng_worker"), at=at + timedelta(days=1), person_id=person, item="P07", quantity=1, on=TODAY)
    assert balance(world, person) == 2_00


def test_a_transfer_whose_sides_do_not_come_to_nothing_is_no_transfer(world: make.World, at: datetime) -> None:
    person = earned(world, at)
    one_sided = (
        "INSERT INTO casework_pointstransfer (id, county_id, scope_path, person_id, transfer_id, kind, source, item, earned_on, posted_at, hundredths)"
        " SELECT gen_random_uuid(), county_id, scope_path, id, gen_random_uuid(), 'settled', 'typed', 'P01', '2026-03-01', now(), 500 FROM people_person"
        " WHERE id = %s"
    )
    with pytest.raises(DatabaseError, match="does not balance"), acting(world.actor("encheng_worker"), durable=False):
        run(one_sided, [person])
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for sql in (
        "UPDATE casework_pointsaccount SET balance = 99900", "UPDATE casework_good SET pieces = 99", "UPDATE casework_pointsbudget SET balance = 1",
        "UPDATE casework_pointsside SET hundredths = 0", "DELETE FROM casework_pointsside",
    ):
        with pytest.raises(DatabaseError), acting(world.actor("director")):
            run(sql)


def test_what_was_not_fetched_comes_back_by_the_clock(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    reserved(world, at, person, good)
    late = at + timedelta(days=30)
    assert tend_points(clock_actor(make.ENPING), at=late)["given_back"] == 1
    assert tend_points(clock_actor(make.ENPING), at=late)["given_back"] == 0
    assert (balance(world, person), pieces(world, good)) == (52_00, 3)


def test_points_lapse_when_the_year_after_is_over_the_oldest_first_and_it_is_told_before(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at, "毛巾", 10)
    hand_out(world.actor("keeper"), at=at, code=reserved(world, at, person, good)["once"])
    clock = clock_actor(make.ENPING)
    assert tend_points(clock, at=make.moment(2027, 12, 31))["lapsed"] == 0
    told = [tend_points(clock, at=make.moment(2027, month, day))["told"] for month, day in ((10, 31), (11, 1), (11, 2))]
    assert told == [0, 1, 0]
    assert tend_points(clock, at=make.moment(2027, 12, 1))["told"] == 1
    assert tend_points(clock, at=make.moment(2028, 1, 1))["lapsed"] == 1
    assert balance(world, person) == 0
    assert tend_points(clock, at=make.moment(2028, 1, 2))["lapsed"] == 0


def deducted(world: make.World, at: datetime) -> tuple[UUID, UUID, str]:
    person = earned(world, at)
    grant = str(grant_points(world.actor("encheng_worker"), at=at, person_id=person, item="N06", on=TODAY, note="代签")["facts"][0])
    confirmed = confirm_deduction(world.actor("encheng_head"), at=at, person_id=person, grant=grant, on=TODAY)["facts"][0]
    with acting(world.actor("encheng_worker")):
        line = rows("SELECT id FROM casework_pointstransfer WHERE person_id = %s AND item = 'N06'", [person])[0][0]
    return person, line, confirmed


def test_a_dispute_decided_for_the_person_gives_back_what_was_taken_once(world: make.World, at: datetime) -> None:
    person, line, confirmed = deducted(world, at)
    assert balance(world, person) == 32_00
    asked = dispute_points(world.actor("encheng_worker"), at=at, person_id=person, line_id=line, words="那天本人在场")
    assert asked["decide_by"] == "2026-03-30"
    dispute = UUID(asked["dispute"])
    assert codes_of(lambda: dispute_points(world.actor("encheng_worker"), at=at, person_id=person, line_id=line, words="再说")) == {"redemptions.disputed"}
    confirmer = world.actor("encheng_head")
    assert codes_of(lambda: decide_dispute(confirmer, at=at, dispute_id=dispute, for_person=True, words="是")) == {"redemptions.another_decides"}
    assert decide_dispute(world.actor("director"), at=at, dispute_id=dispute, for_person=True, words="有录像")["given_back"] == "20"
    assert balance(world, person) == 52_00
    assert codes_of(lambda: decide_dispute(world.actor("clerk"), at=at, dispute_id=dispute, for_person=True, words="再")) == {"redemptions.decided"}
    grant_points(world.actor("encheng_worker"), at=at, person_id=person, item="P07", quantity=1, on=TODAY)  # settled again: nothing moves twice
    assert balance(world, person) == 54_00
    withdraw_fact(world.actor("encheng_head"), at=at, person_id=person, fact_id=UUID(confirmed))
    assert balance(world, person) == 54_00


def test_a_dispute_comes_within_fifteen_days_and_of_a_deduction(world: make.World, at: datetime) -> None:
    person, line, _confirmed = deducted(world, at)
    worker = world.actor("encheng_worker")
    with acting(worker):
        gain = rows("SELECT id FROM casework_pointstransfer WHERE person_id = %s AND item = 'P05'", [person])[0][0]
    assert codes_of(lambda: dispute_points(worker, at=at, person_id=person, line_id=gain, words="少了")) == {"redemptions.nothing_taken_off"}
    assert codes_of(lambda: dispute_points(worker, at=at, person_id=person, line_id=line, words=" ")) == {"redemptions.needs_words"}
    late = at + timedelta(days=16)
    assert codes_of(lambda: dispute_points(worker, at=late, person_id=person, line_id=line, words="晚了")) == {"redemptions.dispute_late"}


def test_the_shelf_is_paid_from_the_budget_and_no_further(world: make.World, at: datetime) -> None:
    clerk, keeper = world.actor("clerk"), world.actor("keeper")
    good = UUID(add_good(clerk, at=at, name="食用油 1.8 L", price=Decimal(35), from_on=TODAY)["good"])
    allot_budget(clerk, at=at, yuan=100, note="预算")
    assert codes_of(lambda: stock_good(keeper, at=at, good_id=good, pieces=3, cost=Decimal(35), note="单据")) == {"redemptions.budget_short"}
    stock_good(keeper, at=at, good_id=good, pieces=2, cost=Decimal("34.50"), note="单据")
    assert codes_of(lambda: add_good(clerk, at=at, name="食用油 1.8 L", price=Decimal(35), from_on=TODAY)) == {"redemptions.on_file"}
    assert codes_of(lambda: set_price(clerk, at=at, good_id=good, price=Decimal(30), from_on=TODAY)) == {"redemptions.price_is_set"}
    with acting(clerk):
        assert rows("SELECT balance FROM casework_pointsbudget WHERE county_id = %s", [make.ENPING]) == [(31_00,)]
