"""Taking part from beyond the area opens one file at the pages made for it, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import get_resolver

from guitu.casework.invitations.commands import end_invitation, invite_unit
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows, run
from tests import casefile, make
from tests.repository.test_doors import routes
from tests.security import canaries

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

UNTIL = date(2026, 4, 15)
INVITED = ("hengpi_head", "hengpi_worker", "hengpi_police", "liaison", "clinic", "facility", "counsellor")
FILE = ("people_person", "casework_current", "settling_summary", "ledger_fact", "casework_measure", "casework_pointstransfer", "duties_duty")
KEY = {"people_person": "id", "ledger_fact": "matter_id", "settling_summary": "matter_id", "duties_duty": "matter_id"}


@pytest.fixture
def posts(world: make.World) -> make.World:
    more = {
        "hengpi_police": ("police_liaison", make.HENGPI), "liaison": ("member_liaison", make.ENPING),
        "clinic": ("clinic_staff", make.ENPING), "facility": ("facility_officer", make.ENPING),
        "counsellor": ("counsellor", make.ENPING),
    }
    for name, (role, path) in more.items():
        world.posts[name], world.accounts[name] = make.post_of(role, path)
    return world


@pytest.fixture
def wang(posts: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(posts, at)


def invite(world: make.World, at: datetime, person: UUID, name: str) -> UUID:
    given = invite_unit(
        world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts[name], part="co_unit", until=UNTIL,
        purpose="medical",
    )
    return UUID(given["part"])


def at_the_door(world: make.World, name: str, on: date = date(2026, 3, 16)) -> Actor:
    """The actor as the doors for participants know it: with the day."""
    return replace(world.actor(name), on=on)


def refused(sql: str, params: list[object]) -> bool:
    try:
        with transaction.atomic():
            return run(sql, params) <= 0
    except DatabaseError:
        return True


def addresses(person: UUID, part: UUID) -> Iterator[tuple[str, str]]:
    """Every route that names a person or a matter, filled with this one."""
    for route, entry in routes(get_resolver().url_patterns):
        if route.startswith("api/v1/"):  # a key opens it, no cookie
            continue
        if "person_id>" in route or "matter_id>" in route:
            path = route.replace("<uuid:person_id>", str(person)).replace("<uuid:matter_id>", str(person))
            for name, value in (("uuid:part_id", str(part)), ("uuid:", str(uuid4())), ("slug:", "x"), ("str:", "x")):
                while f"<{name}" in path:
                    head, _, rest = path.partition(f"<{name}")
                    path = head + value + rest.partition(">")[2]
            yield "/" + path, entry.name or ""


@pytest.mark.parametrize("name", INVITED)
def test_no_other_route_opens_the_file_to_who_is_invited(
    client: Client, posts: make.World, at: datetime, wang: UUID, name: str
) -> None:
    part, stranger = invite(posts, at, wang, name), casefile.person(posts.actor("encheng_other"), at, "李卫东")
    make.enter(client, posts, name)
    asked = list(addresses(wang, part))
    assert len(asked) > 40
    for path, route in asked:
        for method in (client.get, client.post):
            answer = method(path)
            if route == "invited-file" and method == client.get:
                assert answer.status_code == 200
                continue
            assert answer.status_code in (404, 405), (name, path)
            assert canaries.NAME not in answer.content.decode()
    for path, _ in addresses(stranger, part):
        assert client.get(path).status_code in (404, 405), path


@pytest.mark.parametrize("name", INVITED)
def test_two_worlds_differ_only_in_the_list_and_the_page_of_the_file(
    client: Client, posts: make.World, at: datetime, wang: UUID, name: str
) -> None:
    """Before, and with an invitation: pages of lists are the same to the letter; after its end all are."""
    make.enter(client, posts, name)
    mine = {f"/casework/invited/{wang}/", "/casework/invited/"}
    paths = {"/", "/people/", f"/people/?area={make.ENCHENG}", "/figures/", f"/casework/people/{wang}/", *mine}

    def world() -> dict[str, tuple[int, int]]:
        found = {path: client.get(path) for path in paths}
        return {path: (answer.status_code, answer.content.decode().count("欧**")) for path, answer in found.items()}

    before = world()
    part = invite(posts, at, wang, name)
    during = world()
    assert {path for path in paths if before[path] != during[path]} == mine
    end_invitation(posts.actor("encheng_head"), at=at, person_id=wang, part_id=part)
    assert world() == before


@pytest.mark.parametrize("name", INVITED)
def test_crafted_sql_reads_one_file_without_names_and_changes_nothing(
    posts: make.World, at: datetime, wang: UUID, name: str
) -> None:
    invite(posts, at, wang, name)
    with acting(posts.actor(name)):  # a job, a command, any other page: the part counts for nothing
        for table in (*FILE, "matters_matter", "people_identity"):
            key = {"matters_matter": "id"}.get(table, KEY.get(table, "person_id"))
            assert rows(f"SELECT count(*) FROM {table} WHERE {key} = %s", [wang]) == [(0,)], table
    with acting(at_the_door(posts, name)):
        assert rows("SELECT id FROM matters_matter WHERE scope_path LIKE '440785001%%'") == [(wang,)]
        assert rows("SELECT id FROM people_person WHERE scope_path LIKE '440785001%%'") == [(wang,)]
        assert rows("SELECT count(*) FROM people_identity WHERE person_id = %s", [wang]) == [(0,)]
        for table in FILE:
            key = KEY.get(table, "person_id")
            assert refused(f"DELETE FROM {table} WHERE {key} = %s", [wang]) or table == "duties_duty", table
        for table in ("people_person", "casework_current", "settling_summary", "casework_measure"):
            key = KEY.get(table, "person_id")
            assert refused(f"UPDATE {table} SET county_id = county_id WHERE {key} = %s", [wang]), table
        for change in ("sealed_at = now()", "closed_at = now()", "label = 'x'", "state = 'x'"):
            assert refused(f"UPDATE matters_matter SET {change} WHERE id = %s", [wang]), change
        assert refused("UPDATE casework_standing SET state = state WHERE path LIKE '440785001%%'", [])
        assert refused(
            "INSERT INTO ledger_fact (id, county_id, scope_path, happened_path, kind, happened_on, recorded_at, body,"
            " post_id, matter_id) SELECT gen_random_uuid(), county_id, scope_path, scope_path, 'visit', '2026-03-16',"
            " now(), '{}', %s, id FROM people_person WHERE id = %s",
            [posts.posts[name], wang],
        )
        transaction.set_rollback(True)


def test_a_part_is_not_longer_wider_or_handed_on_by_who_has_it(posts: make.World, at: datetime, wang: UUID) -> None:
    part = invite(posts, at, wang, "hengpi_worker")
    mine = posts.posts["hengpi_worker"]
    new = (
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, beyond,"
        " expires_on, given_by) SELECT gen_random_uuid(), county_id, scope_path, compartment, matter_id, %s, 'co_unit',"
        " from_on, %s, '2027-01-01', %s FROM matters_part WHERE id = %s"
    )
    with acting(at_the_door(posts, "hengpi_worker")):
        assert rows("SELECT id FROM matters_part WHERE id = %s", [part]) == [(part,)]
        for column, value in (("expires_on", "2027-01-01"), ("classes", "NOTE"), ("beyond", "false"), ("until_on", "2027-01-01")):
            assert refused(f"UPDATE matters_part SET {column} = %s WHERE id = %s", [value, part]), column
        for beyond in (True, False):
            assert refused(new, [mine, beyond, mine, part])
            assert refused(new, [posts.posts["hengpi_head"], beyond, mine, part])


def test_nobody_invites_itself_to_keep_a_file_that_leaves(posts: make.World, at: datetime, wang: UUID) -> None:
    new = (
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, beyond,"
        " expires_on, given_by) SELECT gen_random_uuid(), county_id, scope_path, 'people', id, %s, 'co_unit',"
        " '2026-03-16', true, '2027-01-01', %s FROM people_person WHERE id = %s"
    )
    for name in ("encheng_head", "encheng_worker"):
        with acting(posts.actor(name)):
            assert refused(new, [posts.posts[name], posts.posts[name], wang]), name
            assert refused(new, [posts.posts["hengpi_head"], posts.posts["clerk"], wang]), name  # in another's name


def test_a_part_beyond_always_ends(posts: make.World, wang: UUID) -> None:
    new = (
        "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, beyond,"
        " given_by) SELECT gen_random_uuid(), county_id, scope_path, 'people', id, %s, 'co_unit', '2026-03-16', true, %s"
        " FROM people_person WHERE id = %s"
    )
    head = posts.actor("encheng_head")
    with acting(head):
        assert refused(new, [posts.posts["hengpi_head"], head.post_id, wang])


@pytest.mark.parametrize("day", [date(2026, 4, 14), date(2026, 4, 15), None])
def test_the_database_counts_the_days(posts: make.World, at: datetime, wang: UUID, day: date | None) -> None:
    invite(posts, at, wang, "liaison")
    with acting(replace(posts.actor("liaison"), on=day)):
        assert rows("SELECT count(*) FROM people_person WHERE id = %s", [wang]) == [(int(day == date(2026, 4, 14)),)]


def test_a_look_and_a_line_are_written_as_oneself_and_only_while_it_lasts(
    posts: make.World, at: datetime, wang: UUID
) -> None:
    invite(posts, at, wang, "hengpi_worker")
    look = (
        "INSERT INTO people_access (id, county_id, scope_path, at, post_id, action, outcome, person_id, classes, purpose,"
        " request_id, detail) VALUES (%s, '440785', %s, now(), %s, 'open', 'done', %s, '', '', '', '{}')"
    )
    me, head = posts.posts["hengpi_worker"], posts.posts["encheng_head"]
    with acting(at_the_door(posts, "hengpi_worker")):
        assert not refused(look, [uuid4(), casefile.VILLAGE, me, wang])
        assert refused(look, [uuid4(), casefile.VILLAGE, head, wang])
        assert refused(look, [uuid4(), casefile.VILLAGE, me, uuid4()])
        transaction.set_rollback(True)
    with acting(at_the_door(posts, "hengpi_worker", UNTIL)):
        assert refused(look, [uuid4(), casefile.VILLAGE, me, wang])
