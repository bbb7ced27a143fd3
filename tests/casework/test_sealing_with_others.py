"""A file that other things name is sealed like any other: a call about the person, words confided, points exchanged, a card."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connections

from guitu.casework.consents.commands import give_consent
from guitu.casework.counselling.commands import write_confided
from guitu.casework.registrations.commands import assign_person
from guitu.casework.sealing import commands, jobs
from guitu.portal.cards.commands import issue_card
from guitu.response import raising
from tests import make
from tests.casework.test_counselling import counsellor
from tests.casework.test_sealing import SEALED, Clock, clean, stand
from tests.response import stage

pytestmark = [pytest.mark.django_db]


def test_what_is_written_once_and_names_a_person_lets_go_when_the_file_is_sealed(world: make.World) -> None:
    """A table that a later context brings fails here until its migration says so."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE NOT t.tgisinternal AND t.tgname = c.relname || '_append_only' AND NOT a.attisdropped"
            "   AND (a.attname = 'person_id' OR a.attname = 'matter_id' AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid"
            "     AND k.conname = c.relname || '_compartment' AND pg_get_constraintdef(k.oid) LIKE '%people%'))"
            "   AND strpos(pg_get_functiondef(t.tgfoid), 'guitu.sealing') = 0 AND strpos(pg_get_functiondef(t.tgfoid), '''person_id''') = 0"
        )
        assert cursor.fetchall() == []


def test_a_call_confided_words_and_a_card_do_not_hold_a_sealing_up(world: make.World, at: datetime, clock: Clock) -> None:
    stage.set_up(world)
    who, worker = clean(world, at), world.actor("encheng_worker")
    world.posts["counsellor"], world.accounts["counsellor"] = counsellor("counsellor")
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=world.posts["counsellor"], part="counsellor")
    give_consent(worker, at=at, person_id=who, on=date(2026, 3, 1), consent_for="counselling", until=date(2026, 12, 31), note="何咨询")
    write_confided(world.actor("counsellor"), at=at, person_id=who, on=date(2026, 3, 16), note="只说给她听的")
    raising.raise_call(
        worker, at=at, template="lost_contact", path=make.ENCHENG + "001", known="两天没有联系上", person_id=who
    )
    issue_card(worker, at=at, person_id=who, whose="self", contact="一楼")
    commands.check_exit(world.actor("clerk"), at=at, person_id=who)
    jobs.seal_files(make.ENPING)
    stand(clock, world, SEALED)
    jobs.seal_files(make.ENPING)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute("SELECT count(*), count(person_id) FROM response_call")
        assert cursor.fetchall() == [(1, 0)]
        cursor.execute("SELECT count(*) FROM matters_sealedfile")
        assert cursor.fetchall() == [(1,)]
        for table in ("portal_card", "casework_confided"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchall() == [(0,)]
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
