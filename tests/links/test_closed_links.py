"""A link that is not open is no link: the same answer whatever the reason, and a database that gives a stranger nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.links import entering
from guitu.links.commands import withdraw_link
from guitu.tasks import commands
from guitu.tasks.reading import task_of
from tests import make
from tests.links.asking import NET, SAID, WHO, knock, made, outcomes, secret_in, send, state
from tests.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


# -- no, and always the same no -----------------------------------------------------------------------------------


SHIFTING = ("X-Request-Id", "Content-Security-Policy", "Retry-After")


def answered(response: Any) -> tuple[Any, ...]:
    return response.status_code, response.content, {k: v for k, v in response.headers.items() if k not in SHIFTING}, sorted(response.cookies)


@pytest.fixture
def noes(world: make.World, at: datetime, task: UUID) -> dict[str, tuple[str, str]]:
    """A link and a code for each reason why nothing opens."""
    found = {"unknown": (entering.secrets.token_urlsafe(24), "123456")}
    _, token, code = made(world, at, task)
    found["wrong_code"] = (token, "000000" if code != "000000" else "000001")
    withdrawn, token, code = made(world, at, task)
    withdraw_link(world.actor("clerk"), at=at, link_id=withdrawn)
    found["withdrawn"] = (token, code)
    _, token, code = made(world, at - timedelta(hours=25), task, hours=24)
    found["expired"] = (token, code)
    _, token, code = made(world, at, task)
    for _ in range(5):
        assert entering.enter(token, code, NET, at) is not None
    found["used_up"] = (token, code)
    _, token, code = made(world, at, task)
    for _ in range(5):
        assert entering.enter(token, "wrong", NET, at) is None
    found["locked"] = (token, code)
    _, token, code = made(world, at, task, by="director")
    end_holding(world.actor("security"), at=at, post_id=world.posts["director"], until_on=world.on)
    found["maker_left"] = (token, code)
    return found


def test_every_no_is_the_same_no_to_the_byte(client: Client, noes: dict[str, tuple[str, str]], world: make.World) -> None:
    said = {why: answered(knock(client, *asked, REMOTE_ADDR=f"198.51.{n}.1")) for n, (why, asked) in enumerate(noes.items())}
    assert len({repr(answer) for answer in said.values()}) == 1
    assert said["unknown"][0] == 422 and not said["unknown"][3]
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute("SELECT DISTINCT outcome FROM links_opening")
        assert {why for (why,) in cursor.fetchall()} >= noes.keys()
        cursor.execute("ROLLBACK")


def test_before_the_code_every_address_shows_the_same_page_and_no_table_is_asked(
    client: Client, noes: dict[str, tuple[str, str]], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        pages = {answered(client.get(f"/l/{token}/"))[:2] for token, _ in noes.values()}
    ((status, page),) = pages
    text = page.decode()
    assert status == 200 and "验证码" in text
    assert not any(word in text for word in ("毒", "戒", "尿", "吸", "检测", "交办", "恩平"))


def test_every_no_takes_the_same_time(noes: dict[str, tuple[str, str]], at: datetime) -> None:
    """The work is the same. Of many tries the quickest counts: it tells what a no costs on a machine that does other
    things as well."""
    took: dict[str, list[float]] = {why: [] for why in ("unknown", "withdrawn", "expired", "locked")}
    dice = Random(7)
    for _ in range(120):
        for why in dice.sample(list(took), len(took)):
            begun = perf_counter()
            assert entering.enter(*noes[why], NET, at) is None
            took[why].append(perf_counter() - begun)
    quick = {why: median(sorted(moments)[:10]) for why, moments in took.items()}
    assert max(quick.values()) < 1.5 * min(quick.values()) + 0.0005, quick  # the same statements; what is left is the machine


def test_a_link_page_is_kept_nowhere_found_nowhere_and_told_to_nobody(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    for page in (client.get(f"/l/{token}/"), knock(client, token, code)):
        assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer" and "noindex" in page["X-Robots-Tag"]
        text = page.content.decode()
        assert 'name="referrer" content="no-referrer"' in text and "noindex" in text and "<script" not in text
        assert not page.cookies


def test_who_tries_too_often_waits_whether_there_is_a_link_or_not(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    _, token, _code = made(world, at, task)
    for asked in (token, entering.secrets.token_urlsafe(24)):
        said = [knock(client, asked, "1", REMOTE_ADDR=f"198.18.{len(asked)}.{n}").status_code for n in range(6)]
        assert said[0] == 422 and said[-1] == 429
    assert outcomes(world).count("wrong_code") <= 4


def test_a_code_is_guessed_five_times_and_never_more(world: make.World, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    for n in range(5):
        assert entering.enter(token, f"{(int(code) + n + 1) % 1_000_000:06d}", NET, at) is None
    assert entering.enter(token, code, NET, at) is None
    assert sorted(outcomes(world)) == ["locked", *["wrong_code"] * 5]


def test_five_openings_at_once_are_no_more_than_five(world: make.World, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    many, opened = Together(), []
    for _ in range(12):
        many.once(lambda: opened.append(entering.enter(token, code, NET, at)))
    many.end()
    assert sum(found is not None for found in opened) == 5


def test_withdrawn_it_takes_no_answer_even_from_a_page_that_is_open(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    link, token, code = made(world, at, task)
    secret = secret_in(knock(client, token, code).content)
    make.enter(client, world, "clerk")
    assert client.post(f"/links/{link}/withdraw/").status_code == 302
    late = send(client, token, secret)
    assert late.status_code == 422 and "没有送出" in late.content.decode() and SAID in late.content.decode()
    assert state(world, task) == "given"
    assert client.post(f"/links/{link}/withdraw/").status_code == 422


def test_a_visit_ends_and_so_does_a_link(world: make.World, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task, hours=24)
    found = entering.enter(token, code, NET, at)
    assert found is not None
    assert entering.entered(found[1], at + timedelta(minutes=29)) is not None
    assert entering.entered(found[1], at + timedelta(minutes=31)) is None
    late = entering.enter(token, code, NET, at + timedelta(hours=23, minutes=50))
    assert late is not None and entering.entered(late[1], at + timedelta(hours=24)) is None


def test_a_task_that_is_over_is_opened_by_no_link(world: make.World, at: datetime, task: UUID) -> None:
    _, token, code = made(world, at, task)
    commands.withdraw_task(world.actor("clerk"), at=at, task_id=task, words="不用了")
    assert entering.enter(token, code, NET, at) is None and outcomes(world) == ["over"]


# -- what the database allows ---------------------------------------------------------------------------------------


def tables() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relrowsecurity")
        return [name for (name,) in cursor.fetchall()]


def test_a_transaction_that_says_nobody_reads_and_writes_nothing(world: make.World, at: datetime, task: UUID) -> None:
    """What a stranger's request runs in before the code, whatever statement was smuggled into it."""
    link, _token, _code = made(world, at, task)
    with transaction.atomic():
        for table in tables():
            assert rows(f"SELECT 1 FROM {table} LIMIT 1") == [], table
    for smuggled in (
        "UPDATE links_link SET withdrawn_at = NULL RETURNING 1", "UPDATE links_link SET answered_at = now() RETURNING 1",
        f"SELECT 1 FROM links_spend('x', now()) s WHERE s OR EXISTS (SELECT FROM links_link WHERE id = '{link}')",
    ):
        with transaction.atomic():
            assert rows(smuggled) == [], smuggled
    for smuggled in (
        "INSERT INTO links_opening (id, county_id, at, outcome, net) VALUES (gen_random_uuid(), '440785', now(), 'opened', '')",
        "DELETE FROM links_link", "DELETE FROM links_opening", "TRUNCATE links_opening",
        "SELECT set_config('role', 'guitu_owner', true)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(smuggled)


def test_an_opened_link_sees_its_one_matter_and_no_other(world: make.World, at: datetime, task: UUID) -> None:
    other = commands.give_task(
        world.actor("clerk"), at=at, owner=world.posts["liaison"], text="另一件", due_on=date(2026, 4, 15), source="meeting"
    )["task"]
    _, token, code = made(world, at, task)
    found = entering.enter(token, code, NET, at)
    assert found is not None
    actor = entering.actor_of(found[0], world.on)
    with acting(actor):
        assert rows("SELECT id FROM matters_matter") == [(task,)]
        assert rows("SELECT DISTINCT matter_id FROM tasks_step UNION SELECT id FROM tasks_task") == [(task,)]
        for table in tables():
            if table.startswith(("people_", "casework_", "papers_", "exports_", "approvals_")):
                assert rows(f"SELECT 1 FROM {table} LIMIT 1") == [], table
        with pytest.raises(NotVisible):
            task_of(UUID(other))
        assert run("UPDATE links_link SET withdrawn_at = now()") == 0
    with pytest.raises(Refused):
        commands.check_task(actor, at=at, task_id=task)
    with acting(replace(actor, on=world.on + timedelta(days=5))):  # the part is over by itself
        assert rows("SELECT id FROM matters_matter") == []
    with acting(replace(actor, on=None)):
        assert rows("SELECT id FROM matters_matter") == []


def test_neither_the_token_nor_the_code_is_anywhere(world: make.World, client: Client, at: datetime, task: UUID) -> None:
    link, token, code = made(world, at, task)
    knock(client, token, code)
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        for table in [*tables(), "grid_guess"]:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert token not in text and token.encode().hex() not in text, table
            assert f'"{code}"' not in text and WHO not in text, table
        cursor.execute("ROLLBACK")
    with acting(world.actor("clerk")):
        stored = row("SELECT shown, to_whom FROM links_link WHERE id = %s", [link])
    assert stored is not None and all(bytes(value)[:2] == b"\x01\x01" for value in stored)


def test_a_line_of_a_link_never_changes(world: make.World, at: datetime, task: UUID) -> None:
    made(world, at, task)
    for sql in ("UPDATE links_link SET expires_at = now()", "UPDATE links_link SET code_hash = ''", "DELETE FROM links_link"):
        with acting(world.actor("clerk")), pytest.raises(DatabaseError), transaction.atomic():
            run(sql)
