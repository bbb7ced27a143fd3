"""What raw SQL of the application role can and cannot do, the application left aside."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from guitu.kit.actor import Actor
from guitu.kit.database import acting, row, rows, run
from guitu.people import intake
from tests import make
from tests.security import canaries

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ABOUT_PEOPLE = (
    "matters_matter", "matters_part", "people_person", "people_identity", "people_access", "casework_measure",
    "ledger_fact", "casework_current", "settling_summary", "casework_pointstransfer", "duties_duty", "ledger_entry",
)
EVIDENCE = ("ledger_fact", "casework_pointstransfer", "ledger_entry", "ledger_policyversion", "people_access")
KEY = {"settling_summary": "matter_id", "people_person": "id", "ledger_entry": "matter_id", "ledger_fact": "matter_id", "matters_matter": "id", "matters_part": "matter_id",
       "duties_duty": "matter_id"}
STRANGERS = ("hengpi_worker", "hengpi_head", "encheng_other", "yongan_head", "yongan_worker", "village")


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def refused(sql: str, params: list[object]) -> bool:
    """True when the database says no, or touches nothing."""
    try:
        with transaction.atomic():
            return run(sql, params) <= 0
    except DatabaseError:
        return True


def columns(table: str) -> list[str]:
    sql = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    return [name for (name,) in rows(sql, [table])]


def statements(rng: random.Random, wang: UUID, actor: Actor) -> Iterator[tuple[str, list[object]]]:
    """Crafted statements that reach for one person's rows, whatever the context says."""
    for table in ABOUT_PEOPLE:
        key = KEY.get(table, "person_id")
        yield f"SELECT 1 FROM {table} WHERE {key} = %s", [wang]
        yield f"SELECT 1 FROM {table} WHERE {key} = %s OR 1 = 1 AND scope_path < %s", [wang, actor.hi + "~"]
        column = rng.choice(columns(table))
        yield f"UPDATE {table} SET {column} = {column} WHERE {key} = %s", [wang]
        yield f"UPDATE {table} SET scope_path = %s WHERE {key} = %s", [actor.path, wang]
        yield f"DELETE FROM {table} WHERE {key} = %s", [wang]
        yield (
            f"WITH taken AS (UPDATE {table} SET scope_path = %s WHERE {key} = %s RETURNING 1) SELECT 1 FROM taken",
            [actor.path, wang],
        )


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_reads_and_changes_none_of_a_persons_rows(world: make.World, wang: UUID, name: str) -> None:
    rng, actor, tried = random.Random(name), world.actor(name), 0
    with acting(actor):
        for sql, params in statements(rng, wang, actor):
            tried += 1
            assert refused(sql, params), (name, sql)
    assert tried == 6 * len(ABOUT_PEOPLE)


def test_a_row_cannot_be_hung_on_a_person_of_another_place(world: make.World, wang: UUID, at: datetime) -> None:
    """Keys look past row security: the place is part of the key."""
    head = world.actor("hengpi_head")
    with acting(head):
        run("SET CONSTRAINTS ALL IMMEDIATE")
        for path in (head.path, make.ENCHENG + "001"):
            for person in (wang, uuid4()):
                assert refused(
                    "INSERT INTO ledger_fact (id, county_id, scope_path, happened_path, kind, happened_on, recorded_at,"
                    " body, post_id, matter_id) VALUES (%s, %s, %s, %s, 'visit', '2026-03-16', now(), '{}', %s, %s)",
                    [uuid4(), make.ENPING, path, path, head.post_id, person],
                )
                assert refused(
                    "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on)"
                    " VALUES (%s, %s, %s, 'people', %s, %s, 'grid', '2026-03-16')",
                    [uuid4(), make.ENPING, path, person, head.post_id],
                )


def test_a_row_cannot_be_moved_out_of_ones_area(world: make.World, wang: UUID) -> None:
    with acting(world.actor("encheng_head")):
        for table in ("matters_matter", "people_person", "people_identity", "matters_part", "duties_duty", "settling_summary"):
            key = KEY.get(table, "person_id")
            assert rows(f"SELECT count(*) FROM {table} WHERE {key} = %s", [wang]) != [(0,)], table
            for path in (make.HENGPI, make.YONGAN, make.ENPING, "", "441"):
                assert refused(f"UPDATE {table} SET scope_path = %s WHERE {key} = %s", [path, wang]), (table, path)


@pytest.mark.parametrize("table", EVIDENCE)
def test_evidence_is_neither_changed_nor_removed_by_crafted_sql(
    world: make.World, wang: UUID, table: str
) -> None:
    for name in ("encheng_worker", "director"):
        with acting(world.actor(name)):
            for sql in (
                f"DELETE FROM {table}",
                f"TRUNCATE {table}",
                f"UPDATE {table} SET scope_path = scope_path",
                f"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
                f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"DROP TABLE {table}",
                f"CREATE TRIGGER t BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
                f"COPY {table} TO PROGRAM 'cat'",
                f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    run(sql)


def test_naming_oneself_the_definer_opens_nothing(world: make.World, wang: UUID) -> None:
    with acting(world.actor("hengpi_head")):
        run("SELECT set_config('guitu.definer', 'people_resolve_identities', true)")
        assert rows("SELECT count(*) FROM people_identity") == [(0,)]
        for sql in ("SET ROLE guitu_owner", "SET SESSION AUTHORIZATION guitu_owner", "SET row_security = off"):
            try:
                with transaction.atomic():
                    run(sql)
                    assert rows("SELECT count(*) FROM people_identity") == [(0,)], sql
            except DatabaseError:
                continue


# -- functions that look past row security ------------------------------------------------------------------


def probe(world: make.World, name: str, county: str, town: str) -> bool:
    with acting(world.actor(name)):
        index = intake.id_index(canaries.NUMBER)
        return bool(rows("SELECT * FROM people_resolve_identities(%s, %s, %s)", [county, [town], [index]]))


def test_the_question_of_one_number_answers_about_ones_own_town_only(world: make.World, wang: UUID) -> None:
    assert probe(world, "encheng_worker", make.ENPING, make.ENCHENG)
    assert probe(world, "encheng_other", make.ENPING, make.ENCHENG)
    assert probe(world, "clerk", make.ENPING, make.ENCHENG)
    for stranger in ("hengpi_worker", "hengpi_head", "yongan_head", "yongan_worker"):
        assert not probe(world, stranger, make.ENPING, make.ENCHENG), stranger
        assert not probe(world, stranger, make.ENPING, make.HENGPI), stranger


def test_a_town_of_a_lower_code_does_not_learn_of_one_of_a_higher(world: make.World, at: datetime) -> None:
    """恩城 is 001, 横陂 101: `town >= mine` alone would answer."""
    canaries.someone_known_well(world, at, "hengpi_worker", make.HENGPI)
    assert probe(world, "hengpi_worker", make.ENPING, make.HENGPI)
    for stranger in ("encheng_worker", "encheng_head", "village"):
        assert not probe(world, stranger, make.ENPING, make.HENGPI), stranger
        assert not probe(world, stranger, make.ENPING, make.ENCHENG), stranger


def move(world: make.World, name: str, person: UUID, target: str) -> bool:
    actor = world.actor(name)
    with acting(actor):
        found = row("SELECT casework_move_person(%s, %s, %s, %s)", [person, target, None, date(2026, 3, 16)])
        moved = bool(found and found[0])
        transaction.set_rollback(True)
    connection.needs_rollback = False
    return moved


def test_nobody_moves_a_person_that_is_not_his(world: make.World, wang: UUID) -> None:
    for stranger in STRANGERS:
        assert not move(world, stranger, wang, make.HENGPI), stranger
    assert not move(world, "encheng_worker", wang, make.YONGAN)
    assert not move(world, "encheng_worker", wang, "440785999")
    assert not move(world, "encheng_worker", uuid4(), make.HENGPI)
    assert move(world, "encheng_worker", wang, make.HENGPI)
    assert move(world, "encheng_head", wang, make.HENGPI)


def test_a_move_into_a_town_that_has_the_number_answers_as_into_any_other(
    world: make.World, wang: UUID, at: datetime
) -> None:
    other = canaries.someone_known_well(world, at, "hengpi_worker", make.HENGPI)
    with acting(world.actor("encheng_worker")):
        on = date(2026, 3, 16)
        assert row("SELECT casework_move_person(%s, %s, %s, %s)", [wang, make.HENGPI, None, on]) == (True,)
    with acting(world.actor("director")):
        towns = dict(rows("SELECT person_id, town_path FROM people_identity"))
    assert towns[other] == make.HENGPI and towns[wang].startswith(make.HENGPI + "/")
    assert not probe(world, "encheng_worker", make.ENPING, make.ENCHENG)


def test_posts_to_enter_as_are_listed_in_a_demo_database_only(world: make.World) -> None:
    assert rows("SELECT * FROM grid_demo_posts(%s)", [world.on]) == []


def test_posts_are_told_to_who_names_the_account_or_the_post(world: make.World, wang: UUID) -> None:
    assert rows("SELECT * FROM grid_posts_of(%s, %s)", [uuid4(), world.on]) == []
    assert rows("SELECT * FROM grid_post_named(%s, %s)", [uuid4(), world.on]) == []
    told = {name for (name,) in rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND p.prosecdef AND has_function_privilege(p.oid, 'EXECUTE')"
    )}
    assert told == {
        "links_enter", "links_entered", "links_spend",
        "inspection_take_tip", "inspection_tip_of", "inspection_self_check_of", "inspection_say_self_check", "inspection_public_records",  # everybody's pages
        "inspection_forget_tip", "inspection_tips_waiting", "inspection_tips_follow_areas", "inspection_self_checks_follow_areas",
        "portal_enter", "portal_entered", "portal_leave", "portal_choose_pin", "portal_card_hash", "portal_sealed_file",  # each asks for a secret
        "casework_wish_of",  # everybody's page, by the digest of a code
        "portal_ask_code", "portal_by_code", "portal_code_used", "portal_number_shared",  # by a keyed digest of a number
        "notices_tell", "notices_unread_of",
        "grid_posts_of", "grid_post_named", "grid_demo_posts", "grid_counties", "grid_load_areas", "grid_add_groups", "grid_close_group", "people_resolve_identities",
        "casework_move_person", "casework_move_back", "people_place", "casework_fold_standing", "casework_recount_standing", "casework_counties_to_fold",
        "duties_fold", "duties_recount", "duties_counties_to_fold", "matters_on_the_team", "matters_open",
        *(f"blocks_{what}" for what in (
            "unsealed_lines", "unsealed_looks", "lines", "looks", "mark", "overfull", "unlined", "late", "waiting")),
        "systems_enter", "response_live", "response_follow_areas", "lists_habits_of", "matters_at_post", "matters_held", "duties_at_post",
        "casework_rows_of_file", "casework_seal_file", "casework_open_sealed", "casework_destroy_sealed", "casework_put_off_destroying",
        "casework_quieten", "casework_words_kept", "casework_forget_words",  # each refuses whoever is not meant: tests/casework/test_sealing.py
        *(f"prevention_{what}" for what in (  # of everybody's pages, each by a code or the digest of a secret: tests/prevention
            "quiz_of", "sit", "sat", "sitting_of", "give", "hand_in", "certificate_of", "on", "open_place", "book", "booked", "cancel", "next_work",
            "next_certificate", "forget_phones", "open_activity", "sign_up", "signed_up", "give_up", "arrive", "book_of", "leave_remark", "remarks_of",
                "forget_signed", "programme_at", "put_stamp", "card_of", "give_gift", "survey_of", "answer_survey", "programmes_follow_areas", "selection_of", "selections_follow_areas")),
        "grid_make_area", "grid_rename_area", "grid_close_area", "grid_rearrange_areas", "grid_follow_areas",
        *(f"{package}_follow_areas" for package in (
            "approvals", "matters", "people", "notices", "papers", "rulepacks", "systems", "tasks", "casework", "casework_kits", "importing", "prevention", "prevention_units", "inspection", "handovers")), "prevention_plaque",
        "handovers_announce", "handovers_of_facility", "handovers_live",  # a facility's own: tests/handovers
        "casework_hold_points",  # locks an account of the county and a good, and gives two numbers
    }


def test_another_countys_posts_and_holders_are_nobodys_business(world: make.World) -> None:
    with acting(world.actor("encheng_worker")):
        for table in ("grid_post", "grid_holding", "grid_body"):
            assert rows(f"SELECT count(*) FROM {table} WHERE county_id <> %s", [make.ENPING]) == [(0,)]
            assert refused(f"UPDATE {table} SET county_id = '421202'", [])
