"""消息: who is told of what, in the same transaction; read once; seen by nobody else; no word that gives a person away."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.utils import translation

from guitu.approvals.commands import decide_approval
from guitu.casework.invitations.commands import invite_unit
from guitu.casework.registrations.commands import assign_person
from guitu.duties import gate
from guitu.exports.commands import ask_export, finish_export
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import filled
from guitu.ledger.commands import batch
from guitu.ledger.reactions import REACTIONS
from guitu.links import entering
from guitu.notices.commands import read_notice
from guitu.notices.pages_of import DECLARED
from guitu.people.queries import Wish
from guitu.roles import ROLES
from guitu.rules.neutral import may_leave
from guitu.rules.notices import KINDS, OUTSIDE, SAID, outside_line
from guitu.tasks import commands as tasks
from tests import casefile, make
from tests.notices.telling import WORDS, give, told

pytestmark = pytest.mark.django_db(transaction=True)


# -- who is told ----------------------------------------------------------------------------------------------------


def test_a_task_tells_each_side_of_the_others_steps(world: make.World, at: datetime) -> None:
    task = give(world, at)
    clerk, liaison = world.actor("clerk"), world.actor("liaison")
    tasks.return_task(liaison, at=at + timedelta(1), task_id=task, words="不归我们")
    tasks.reopen_task(clerk, at=at + timedelta(2), task_id=task, words="归的", due_on=date(2026, 4, 20))
    tasks.take_task(liaison, at=at + timedelta(3), task_id=task)
    tasks.answer_task(liaison, at=at + timedelta(4), task_id=task, words="办好了")
    tasks.check_task(clerk, at=at + timedelta(5), task_id=task)
    assert told(world, "liaison") == ["task_given", "task_reopened", "task_checked"]
    assert told(world, "clerk") == ["task_returned", "task_answered"]
    for name in ("director", "encheng_head", "auditor"):
        assert told(world, name) == []


def test_a_request_tells_whoever_may_decide_it_and_the_answer_whoever_asked(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, at, "欧阳测试")
    asked = ask_export(
        worker, at=at, wish=Wish(kinds=gate.kinds(worker.classes)), about="全部", purpose="meeting", words="开会研判用", columns=["masked", "last_test"], format="xlsx"
    )
    assert told(world, "encheng_head") == ["approval_asked"] == told(world, "director")
    for name in ("encheng_other", "hengpi_head", "clerk", "encheng_worker"):
        assert told(world, name) == [], name
    decide_approval(world.actor("encheng_head"), at=at, approval_id=UUID(asked["approval"]), grant=False, words="用途不清")
    assert told(world, "encheng_worker") == ["approval_refused"]


def test_a_file_that_is_made_tells_whoever_asked_for_it(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    casefile.on_detox(worker, at, "欧阳测试")
    asked = ask_export(worker, at=at, wish=Wish(kinds=gate.kinds(worker.classes)), about="全部", purpose="meeting", words="开会研判用", columns=["masked"], format="csv")
    assert told(world, "encheng_worker") == []
    finish_export(worker, at=at, door="job", export_id=UUID(asked["export"]), people=[], columns=["masked"], part="")
    assert told(world, "encheng_worker") == ["export_ready"]


def test_who_is_given_a_file_or_invited_to_one_is_told(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at, "欧阳测试")
    head = world.actor("encheng_head")
    assign_person(head, at=at, person_id=person, post_id=world.posts["encheng_other"])
    invite_unit(head, at=at, person_id=person, post_id=world.posts["liaison"], part="co_unit", until=date(2026, 6, 1), purpose="employment")
    assert told(world, "encheng_other") == ["part_given"] and told(world, "liaison") == ["part_invited"]
    assert told(world, "encheng_head") == []


def test_who_made_a_link_is_told_that_it_was_opened_and_answered(world: make.World, at: datetime) -> None:
    task = give(world, at)
    made = tasks.make_task_link(world.actor("director"), at=at, task_id=task, to_whom="王工", shown=WORDS, hours=24)
    client = make.Browser()
    token, code = made["once"]
    page = client.post(f"/l/{token}/", {"code": code}).content.decode()
    assert told(world, "director") == ["link_opened"]
    found = re.search(r'name="secret" value="([^"]+)"', page)
    assert found
    client.post(f"/l/{token}/answer/", {"secret": found[1], "words": "办好了", "who": "王工"})
    assert told(world, "director") == ["link_answered", "link_opened"]
    assert told(world, "clerk") == ["task_answered"]
    assert entering.entered(found[1], at) is None


def test_what_is_refused_tells_nobody_and_sent_twice_tells_once(world: make.World, at: datetime) -> None:
    with pytest.raises(Refused):
        give(world, at, due_on=date(2026, 1, 1))
    assert told(world, "liaison") == []
    click = make.request_id()
    assert give(world, at, request_id=click) == give(world, at, request_id=click)
    assert told(world, "liaison") == ["task_given"]


def test_what_is_taken_over_in_a_batch_tells_nobody(world: make.World, at: datetime) -> None:
    with batch(world.actor("clerk")):
        give(world, at)
    assert told(world, "liaison") == []


def test_every_reaction_belongs_to_a_command_and_every_kind_has_its_words_and_its_page() -> None:
    may = frozenset().union(*(role.may for role in ROLES.values()))
    assert set(REACTIONS) <= may
    assert set(DECLARED) == set(KINDS) and set(OUTSIDE) <= set(KINDS)
    assert {kind.action for kind in DECLARED.values()} <= may


# -- words ------------------------------------------------------------------------------------------------------------


def test_nothing_that_leaves_the_house_or_lies_on_a_locked_screen_gives_anybody_away() -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            outside = [filled(outside_line(kind), {"n": n}) for kind in KINDS for n in (1, 12)]
            spoken = [filled(text, {"code": "A3F2", "n": 2, "minutes": 15}) for text in (*KINDS.values(), *SAID.values())]
        for text in (*outside, *spoken):
            assert may_leave(text), text
            assert not re.search(r"[{}*]", text) and len(text) < 90, text
    assert not may_leave("王某的尿检到期") and not may_leave("请联系 13800138000") and not may_leave("Urine test due")


def test_a_notice_has_no_room_for_a_name(world: make.World, at: datetime) -> None:
    for code in ("王五", "138001380001", "a b", "ab"):
        with acting(world.actor("clerk")), pytest.raises(DatabaseError), transaction.atomic():
            rows(
                "SELECT notices_tell(%s, ARRAY[%s]::uuid[], 'task_given', %s, NULL, %s, %s, interval '15 minutes')",
                [make.ENPING, world.posts["liaison"], code, at, at],
            )
    give(world, at)
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute("SELECT string_agg(t::text, '') FROM notices_notice t")
        assert "药店" not in cursor.fetchone()[0]
        cursor.execute("ROLLBACK")


# -- who sees it --------------------------------------------------------------------------------------------------------


def test_a_post_sees_what_it_was_told_and_what_it_told_and_nothing_else(world: make.World, at: datetime) -> None:
    give(world, at)
    give(world, at, to="encheng_head")
    for name, n in (("liaison", 1), ("encheng_head", 1), ("clerk", 2), ("director", 0), ("auditor", 0), ("encheng_worker", 0), ("yongan_head", 0)):
        with acting(world.actor(name)):
            assert len(rows("SELECT id FROM notices_notice")) == n, name
    with acting(world.actor("liaison")):
        ((notice,),) = rows("SELECT id FROM notices_notice")
    for name in ("clerk", "encheng_head", "director"):
        with pytest.raises(NotVisible):
            read_notice(world.actor(name), at=at, notice_id=notice)
        with acting(world.actor(name)):
            assert run("UPDATE notices_notice SET read_at = now() WHERE id = %s", [notice]) == 0
    for sql in (
        "UPDATE notices_notice SET code = 'X'", "UPDATE notices_notice SET post_id = from_post", "DELETE FROM notices_notice",
        "INSERT INTO notices_notice (id, county_id, post_id, from_post, kind, code, made_at) SELECT gen_random_uuid(), county_id,"
        " post_id, from_post, kind, code, made_at FROM notices_notice",
        f"SELECT notices_tell('421202', ARRAY['{world.posts['yongan_head']}']::uuid[], 'task_given', '', NULL, now(), now(), interval '1 hour')",
    ):
        with acting(world.actor("liaison")), pytest.raises(DatabaseError), transaction.atomic():
            run(sql)
    with transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic():  # who says nobody tells nobody
        run(f"SELECT notices_tell('{make.ENPING}', ARRAY['{world.posts['liaison']}']::uuid[], 'task_given', '', NULL, now(), now(), '1 hour')")


def test_a_post_of_another_county_is_told_nothing(world: make.World, at: datetime) -> None:
    with acting(world.actor("clerk")):
        run(
            "SELECT notices_tell(%s, ARRAY[%s]::uuid[], 'task_given', '', NULL, %s, %s, interval '15 minutes')",
            [make.ENPING, world.posts["yongan_head"], at, at],
        )
    assert told(world, "yongan_head") == []


# -- on the screen --------------------------------------------------------------------------------------------------------


def badge(page: str) -> str:
    """What stands at the line of the menu."""
    found = re.search(r'<a href="/notices/"[^>]*>.*?</a>', page, re.S)
    assert found
    count = re.search(r'class="count"><span>(\d+)', found[0])
    return count[1] if count else ""


def test_unread_is_counted_on_every_page_and_read_when_it_is_opened(world: make.World, client: Client, at: datetime) -> None:
    task = give(world, at)
    give(world, at + timedelta(minutes=1))
    make.enter(client, world, "liaison")
    assert badge(client.get("/").content.decode()) == "2" == badge(client.get("/tasks/").content.decode())
    page = client.get("/notices/").content.decode()
    assert f"新的交办：{task.hex[:4].upper()}" in page and WORDS not in page and page.count("notice-unread") == 2
    with acting(world.actor("liaison")):
        found = row("SELECT id FROM notices_notice WHERE object_id = %s", [task])
    assert found is not None
    opened = client.post(f"/notices/{found[0]}/open/")
    assert opened.status_code == 302 and opened["Location"] == f"/tasks/{task}/"
    assert badge(client.get("/").content.decode()) == "1"
    other = make.Browser()
    make.enter(other, world, "clerk")
    assert badge(other.get("/tasks/").content.decode()) == ""  # the frame that is kept holds nobody's count
    sent = other.get("/notices/?box=sent").content.decode()
    assert sent.count("还没有读") == 1 and "2026-03-16 09:00 已读" in sent and "测试liaison" in sent
    until = re.search(r'name="until" value="([^"]+)"', client.get("/notices/").content.decode())
    assert until
    give(world, at + timedelta(minutes=2))
    assert client.post("/notices/read/", {"until": until[1].replace("&#43;", "+")}).status_code == 302
    assert badge(client.get("/").content.decode()) == "1"  # what came since is unread
    assert client.post("/notices/read/", {"until": "nonsense"}).status_code == 302


def test_what_was_read_keeps_its_first_time_and_sent_twice_reads_once(world: make.World, client: Client, at: datetime, clock: Any) -> None:
    give(world, at)
    with acting(world.actor("liaison")):
        ((notice,),) = rows("SELECT id FROM notices_notice")
    make.enter(client, world, "liaison")
    click = {"request_id": make.request_id()}
    assert [client.post(f"/notices/{notice}/open/", click).status_code for _ in range(2)] == [302, 302]
    clock("2026-03-16T09:05:00")
    client.post(f"/notices/{notice}/open/")
    with acting(world.actor("liaison")):
        assert rows("SELECT read_at FROM notices_notice") == [(at,)]


def test_somebody_elses_notice_is_not_there(world: make.World, client: Client, at: datetime) -> None:
    give(world, at)
    with acting(world.actor("liaison")):
        ((notice,),) = rows("SELECT id FROM notices_notice")
    for name in ("clerk", "encheng_worker", "hengpi_head", "yongan_head"):
        make.enter(client, world, name)
        assert client.post(f"/notices/{notice}/open/").status_code == 404, name


def test_the_list_is_read_a_page_at_a_time_and_nothing_twice(
    world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for n in range(45):
        give(world, at + timedelta(minutes=n // 3))  # some at the same moment
    make.enter(client, world, "liaison")
    seen, url, pages = [], "/notices/", 0
    while url:
        with django_assert_max_num_queries(5):
            page = client.get(url).content.decode()
        seen += re.findall(r"/notices/([0-9a-f-]{36})/open/", page)
        more = re.search(r'href="([^"]+)" rel="next"', page)
        url, pages = more[1].replace("&amp;", "&") if more else "", pages + 1
        give(world, at + timedelta(hours=1))  # meanwhile others come
    assert pages == 3 and len(seen) == 45 == len(set(seen))
    for odd in ("x", "1e400_00", "_", "nan_00000000000000000000000000000000", "-9_zz", "99999999999999_" + "0" * 32):
        assert client.get("/notices/", {"after": odd}).status_code == 200


def test_the_page_speaks_english_and_says_what_it_is_for_when_empty(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "liaison")
    assert "还没有消息" in client.get("/notices/").content.decode()
    give(world, at)
    client.cookies["guitu-language"] = "en"
    text = client.get("/notices/").content.decode()
    assert "Messages" in text and "新的交办" not in text
