"""A second person is another human being: not another account, not another post."""

from __future__ import annotations

import importlib
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction

from guitu.casework import staff
from guitu.grid import access
from guitu.grid.models import Account, Holding, NaturalPerson
from guitu.kit.database import acting, row, rows, run
from tests import make
from tests.casefile import on_detox

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ON = date(2026, 3, 16)


def person_of(world: make.World, name: str) -> UUID:
    return Account.objects.get(pk=world.accounts[name]).natural_person_id


def second_login(world: make.World, post: str, holder: str) -> None:
    """The holder of one post takes another, under a login of its own."""
    with acting(world.actor("clerk"), durable=True):
        Holding.objects.filter(post_id=world.posts[post]).update(until_on=date(2026, 1, 1))
        account = Account.objects.create(login=f"second-{post}", natural_person_id=person_of(world, holder))
        Holding.objects.create(
            county_id=make.ENPING, post_id=world.posts[post], account=account, name="同一人", from_on=date(2026, 1, 1)
        )
    world.accounts[post] = account.id


def test_whoever_acts_is_a_natural_person_and_a_holding_says_which(world: make.World) -> None:
    for name in ("clerk", "encheng_worker"):
        assert world.actor(name).natural_person_id == person_of(world, name)
    with acting(world.actor("clerk")):
        sql = "SELECT role, natural_person_id FROM grid_holding WHERE post_id = %s"
        assert rows(sql, [world.posts["encheng_worker"]]) == [("social_worker", person_of(world, "encheng_worker"))]


def test_the_same_human_being_under_another_login_is_no_second_person(world: make.World) -> None:
    second_login(world, "encheng_other", "encheng_worker")
    worker = world.actor("encheng_worker")
    with acting(worker):
        assert staff.is_same_person(worker, world.posts["encheng_worker"], ON)
        assert staff.is_same_person(worker, world.posts["encheng_other"], ON)
        assert not staff.is_same_person(worker, world.posts["encheng_other"], date(2025, 12, 31))
        assert not staff.is_same_person(worker, world.posts["encheng_head"], ON)
        held = staff.holders_of(worker, [str(world.posts["encheng_other"])], ON)
        assert held[str(world.posts["encheng_other"])].natural_person_id == worker.natural_person_id


def test_a_line_of_the_ledger_answers_which_natural_person_acted(world: make.World, at: datetime) -> None:
    second_login(world, "encheng_other", "encheng_worker")
    people = [on_detox(world.actor(name), at) for name in ("encheng_worker", "encheng_other")]
    with acting(world.actor("director")):
        facts = [fact for (fact,) in rows("SELECT id FROM ledger_fact WHERE matter_id = ANY(%s)", [people])]
        who = access.who_acted(facts)
    assert set(who) == set(facts) and set(who.values()) == {person_of(world, "encheng_worker")}


def test_holdings_follow_an_account_to_another_natural_person(world: make.World) -> None:
    with acting(world.actor("clerk"), durable=True):
        Account.objects.filter(pk=world.accounts["encheng_other"]).update(
            natural_person_id=person_of(world, "encheng_worker")
        )
    assert world.actor("encheng_other").natural_person_id == world.actor("encheng_worker").natural_person_id


def test_no_account_and_no_held_post_is_without_a_natural_person(world: make.World) -> None:
    wrong = (
        "UPDATE grid_account SET natural_person_id = NULL",
        "UPDATE grid_holding SET natural_person_id = NULL",
        "UPDATE grid_holding SET natural_person_id = gen_random_uuid()",
        "UPDATE grid_holding SET role = 'audit_admin'",
    )
    for sql in wrong:
        with pytest.raises(DatabaseError), acting(world.actor("clerk")):
            run(sql)
            run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_natural_person_is_seen_in_its_county_only_and_a_number_stands_there_once(world: make.World) -> None:
    with acting(world.actor("clerk"), durable=True):
        NaturalPerson.objects.filter(pk=person_of(world, "clerk")).update(number=b"one number")
        with pytest.raises(DatabaseError), transaction.atomic():
            NaturalPerson.objects.filter(pk=person_of(world, "director")).update(number=b"one number")
    with acting(world.actor("yongan_head")):
        NaturalPerson.objects.filter(pk=person_of(world, "yongan_head")).update(number=b"one number")
        assert row("SELECT count(*) FROM grid_naturalperson WHERE county_id = %s", [make.ENPING]) == (0,)
    assert rows("SELECT 1 FROM grid_naturalperson") == []


def test_an_account_of_an_older_version_becomes_a_person_of_its_own(world: make.World) -> None:
    """The second step of the migration, on rows as the first step leaves them; run again it changes nothing."""
    backfill = importlib.import_module("guitu.grid.migrations.0006_one_natural_person_per_account").BACKFILL
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute(
            "ALTER TABLE grid_holding DROP CONSTRAINT holding_has_natural_person, DROP CONSTRAINT holding_follows_account,"
            " DROP CONSTRAINT holding_follows_post, ALTER role DROP NOT NULL;"
            "ALTER TABLE grid_account ALTER natural_person_id DROP NOT NULL"
        )
        cursor.execute("UPDATE grid_holding SET natural_person_id = NULL, role = NULL")
        cursor.execute("UPDATE grid_account SET natural_person_id = NULL")
        cursor.execute("DELETE FROM grid_naturalperson")
        for _ in range(2):
            cursor.execute(backfill)
            cursor.execute(
                "SELECT count(*), count(DISTINCT h.natural_person_id), bool_and(n.county_id = h.county_id AND h.role = p.role)"
                " FROM grid_holding h JOIN grid_naturalperson n ON n.id = h.natural_person_id JOIN grid_post p ON p.id = h.post_id"
            )
            assert cursor.fetchone() == (len(make.STAFF), len(make.STAFF), True)
        transaction.set_rollback(True, using="owner")
