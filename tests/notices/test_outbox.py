"""What leaves the house: put together, not at night, not too often, tried again, given up, and never twice under two names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.utils import IntegrityError
from django.test import Client

from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import Refused
from guitu.notices import outbox as sending
from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.outbox import LOST_AFTER, claim, send_due
from guitu.notices.settings_commands import confirm_address, forget_address, set_address, try_address
from guitu.rules.notices import CODE_MINUTES
from guitu.timetable import send_every_notice
from tests import make
from tests.notices.outside import open_way, outbox, web
from tests.notices.telling import WORDS, give
from tests.together import Together
from tests.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)
QUARTER = timedelta(minutes=15)


class Taken:
    """A way out that takes everything and remembers it."""

    def __init__(self, *refuse: str) -> None:
        self.messages: list[tuple[str, Message]] = []
        self.refuse = list(refuse)

    def __call__(self, way: str, config: Any, address: str, message: Message, at: datetime) -> None:
        self.messages.append((address, message))
        if self.refuse:
            raise NotDelivered(self.refuse.pop(0))


def send(at: datetime, sender: Any = None) -> int:
    return send_due(make.ENPING, lambda: at, sender or Taken())


@pytest.fixture
def robot(world: make.World, at: datetime, settings: Any) -> Any:
    """A group's robot that is told everything."""
    settings.OUTSIDE = frozenset({"https://qyapi.weixin.qq.com"})
    open_way(world, at, "wecom", url="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K")
    return world


def by_sms(world: make.World, at: datetime, name: str = "liaison") -> None:
    """Somebody who has proved his number."""
    open_way(world, at, "sms")
    set_address(world.actor(name), at=at, way="sms", address="13800138000")
    code = code_sent(at)
    assert confirm_address(world.actor(name), at=at, way="sms", code=code)["confirmed"]


def code_sent(at: datetime) -> str:
    taken = Taken()
    send(at, taken)
    digits = [part for part in taken.messages[-1][1].text.replace("，", " ").split() if part.isdigit() and len(part) == 6]
    return digits[0]


# -- put together -----------------------------------------------------------------------------------------------------


def test_what_comes_within_a_window_leaves_as_one_line(robot: make.World, at: datetime) -> None:
    for minute in (0, 5, 14):
        give(robot, at + timedelta(minutes=minute))
    give(robot, at + timedelta(minutes=16))
    assert outbox(robot) == [("wecom", "task_given", 3, "waiting"), ("wecom", "task_given", 1, "waiting")]
    taken = Taken()
    assert send(at + timedelta(minutes=14, seconds=59), taken) == 0
    assert send(at + QUARTER, taken) == 1 and send(at + 2 * QUARTER, taken) == 1
    assert [message.text for _, message in taken.messages] == ["您有 3 项新的事项，请登录查看。", "您有 1 项新的事项，请登录查看。"]
    assert WORDS not in str(taken.messages)


def test_what_is_on_its_way_is_changed_no_more(robot: make.World, at: datetime) -> None:
    """The same key never stands for two texts, also after a first try that failed."""
    give(robot, at)
    claimed = claim(make.ENPING, at + QUARTER)
    give(robot, at + timedelta(minutes=1))
    assert claimed is not None and claimed.n == 1
    assert outbox(robot, "n", "state") == [(1, "sending"), (1, "waiting")]


def test_a_digest_is_one_row_however_many_tell_at_once(robot: make.World, at: datetime) -> None:
    many = Together()
    for _ in range(6):
        many.once(lambda: give(robot, at))
    many.end()
    assert outbox(robot) == [("wecom", "task_given", 6, "waiting")]
    with acting(robot.actor("admin")), pytest.raises(IntegrityError, match="digest_once"), transaction.atomic():
        run(
            "INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, state, attempts, next_at, trouble)"
            " SELECT gen_random_uuid(), county_id, target_id, way, 'trial', window_at, 1, 'waiting', 0, next_at, '' FROM notices_delivery"
            " UNION ALL SELECT gen_random_uuid(), county_id, target_id, way, 'trial', window_at, 1, 'waiting', 0, next_at, '' FROM notices_delivery"
        )


def test_three_workers_send_each_message_once(robot: make.World, at: datetime, settings: Any) -> None:
    for n in range(40):
        give(robot, at + n * QUARTER)
    later, taken = at + timedelta(hours=24), Taken()
    for minute, n in ((0, 20), (1, 40), (2, 40)):  # a group is told twenty times a minute, whoever sends
        workers = Together()
        for _ in range(3):
            workers.once(partial(send, later + timedelta(minutes=minute), taken))
        workers.end()
        ids = [message.id for _, message in taken.messages]
        assert len(ids) == n == len(set(ids))
    assert {state for (state,) in outbox(robot, "state")} == {"sent"}


def test_a_command_that_fails_leaves_nothing_in_the_outbox(robot: make.World, at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), acting(robot.actor("clerk")):
        run(
            "SELECT notices_tell(%s, ARRAY[%s]::uuid[], 'task_given', '', NULL, %s, %s, interval '15 minutes')",
            [make.ENPING, robot.posts["liaison"], at, at],
        )
        raise ZeroDivisionError
    assert outbox(robot) == []


# -- when, and how often ------------------------------------------------------------------------------------------------


def test_at_night_nothing_leaves_and_in_the_morning_it_does(robot: make.World) -> None:
    evening = make.moment(2026, 3, 16, 20, 50)
    give(robot, evening)
    taken = Taken()
    for moment in (make.moment(2026, 3, 16, 21, 0), make.moment(2026, 3, 17, 0, 30), make.moment(2026, 3, 17, 7, 59)):
        assert send(moment, taken) == 0
    assert outbox(robot, "next_at") == [(make.moment(2026, 3, 17, 8, 0),)]
    assert send(make.moment(2026, 3, 17, 8, 0), taken) == 1 and len(taken.messages) == 1


def test_a_person_is_told_five_times_in_a_quarter_and_the_rest_waits(world: make.World, at: datetime) -> None:
    by_sms(world, at)
    with connections["owner"].cursor() as cursor:  # six windows that are all due now
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute(
            "INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, state, attempts, next_at, trouble)"
            " SELECT gen_random_uuid(), s.county_id, s.id, 'sms', 'task_given', %s::timestamptz - interval '1 minute' * g, 1, 'waiting', 0, %s, ''"
            " FROM notices_setting s, generate_series(1, 6) g", [at, at],
        )
        cursor.execute("COMMIT")
    later, taken = at + timedelta(hours=1), Taken()
    assert send(later, taken) == 5
    assert send(later + timedelta(minutes=14), taken) == 0
    assert send(later + timedelta(minutes=15), taken) == 1 and len(taken.messages) == 6


# -- failing ------------------------------------------------------------------------------------------------------------


def test_what_fails_is_tried_again_ever_later_and_then_given_up(robot: make.World, at: datetime) -> None:
    give(robot, at)
    taken, moment, waits = Taken(*["no_answer"] * 20), at + QUARTER, []
    for _ in range(8):
        assert send(moment, taken) == 0
        ((state, attempts, after, trouble),) = outbox(robot, "state", "attempts", "next_at", "trouble")
        waits.append(int((after - moment).total_seconds() // 60))
        moment = after
        assert trouble == "no_answer" and attempts == len(waits)
    assert waits[:7] == [1, 2, 4, 8, 16, 32, 64] and state == "given_up"
    assert send(moment + timedelta(hours=1), taken) == 0 and len(taken.messages) == 8
    assert len({message.id for _, message in taken.messages}) == 1


def test_who_left_is_sent_nothing_more(world: make.World, at: datetime) -> None:
    by_sms(world, at)
    give(world, at)
    world.posts["security"], world.accounts["security"] = make.post_of("security_admin", make.ENPING)
    end_holding(world.actor("security"), at=at, post_id=world.posts["liaison"], until_on=world.on)
    taken = Taken()
    assert send(at + QUARTER, taken) == 0 and taken.messages == []
    assert outbox(world, "kind", "state", "trouble")[-1] == ("task_given", "given_up", "left")


def test_an_address_that_was_removed_is_sent_nothing_more(world: make.World, at: datetime) -> None:
    by_sms(world, at)
    give(world, at)
    forget_address(world.actor("liaison"), at=at, way="sms")
    assert send(at + QUARTER) == 0
    assert outbox(world, "kind", "trouble")[-1] == ("task_given", "left")
    give(world, at + timedelta(hours=1))
    assert len(outbox(world)) == 2  # nothing new for who has no address


KILLED = """
import os, sys, django
django.setup()
from datetime import datetime
from guitu.notices.outbox import send_due
at = datetime.fromisoformat(sys.argv[1])
send_due("440785", lambda: at)
"""


def test_killed_between_sending_and_marking_it_is_sent_again_under_the_same_key(
    world: make.World, at: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once: the receiver sees the same key twice, and a receiver that looks at it shows the message once."""
    with web() as heard:
        settings.OUTSIDE = frozenset({heard.address})
        open_way(world, at, "webhook", heard, secret="S1")
        give(world, at)
        heard.before = lambda: time.sleep(30)  # it has the message and does not answer yet
        environ = {
            **os.environ, "GUITU_OUTSIDE": heard.address, "DJANGO_SETTINGS_MODULE": "guitu.settings", "GUITU_ROLE": "app",
            "DATABASE_URL": address_of_the_test(), "GUITU_TESTING": "1",
        }
        process = subprocess.Popen([sys.executable, "-c", KILLED, (at + QUARTER).isoformat()], env=environ)
        until = time.monotonic() + 40
        while not heard.said and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert len(heard.said) == 1 and outbox(world, "state", "attempts") == [("sending", 1)]
        heard.before = None
        assert send_due(make.ENPING, lambda: at + QUARTER + timedelta(minutes=1)) == 0  # it may still be under way
        assert send_due(make.ENPING, lambda: at + QUARTER + LOST_AFTER) == 1
        keys = [headers["Idempotency-Key"] for _, headers, _ in heard.said]
        bodies = [body for _, _, body in heard.said]
    assert len(keys) == 2 and keys[0] == keys[1] and bodies[0] == bodies[1]
    assert outbox(world, "state", "attempts") == [("sent", 2)]


def address_of_the_test() -> str:
    """The test database, for a process of its own, as the application role."""
    found = connections["default"].settings_dict
    return f"postgresql://{found['USER']}:{found['PASSWORD']}@/{found['NAME']}?host={found['HOST']}&port={found['PORT'] or 5432}"


def test_a_worker_that_was_slow_does_not_mark_what_another_took_over(robot: make.World, at: datetime) -> None:
    give(robot, at)
    first = claim(make.ENPING, at + QUARTER)
    second = claim(make.ENPING, at + QUARTER + LOST_AFTER)
    assert first is not None and second is not None and first.id == second.id and second.attempts == 2
    sending._failed(make.ENPING, first, "no_answer", at + QUARTER + LOST_AFTER)
    assert outbox(robot, "state", "attempts") == [("sending", 2)]


# -- the clock ------------------------------------------------------------------------------------------------------------


def test_by_the_minute_the_worker_sends_what_is_due(world: make.World, at: datetime, clock: Any) -> None:
    by_sms(world, at)
    give(world, at)
    send_every_notice(0)
    send_every_notice(0)  # the one before has not run yet: no second job
    assert rows("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_notices'") == [(2,)]  # one a county
    clock("2026-03-16T09:15:00")
    assert work_off()["send_notices"] >= 2
    ((file),) = [path for path in Path(settings.SMS).iterdir() if b"\\u9a8c" not in path.read_bytes()]
    said = orjson.loads(file.read_bytes())
    assert said["to"] == "13800138000" and said["text"] == "您有 1 项新的事项，请登录查看。" and file.stat().st_mode & 0o077 == 0


@pytest.fixture(autouse=True)
def _no_short_messages() -> None:
    for path in Path(settings.SMS).iterdir():
        path.unlink()


# -- an address is proved ---------------------------------------------------------------------------------------------


def test_nothing_is_sent_to_an_address_before_its_code_came_back(world: make.World, at: datetime) -> None:
    open_way(world, at, "sms")
    liaison = world.actor("liaison")
    set_address(liaison, at=at, way="sms", address="13800138000")
    give(world, at)
    assert outbox(world, "kind") == [("address_code",)]
    code = code_sent(at)
    wrong = "000000" if code != "000000" else "000001"
    late = at + timedelta(minutes=CODE_MINUTES)
    assert not confirm_address(liaison, at=at, way="sms", code=wrong)["confirmed"]
    assert not confirm_address(liaison, at=late, way="sms", code=code)["confirmed"]
    assert not confirm_address(world.actor("clerk"), at=at, way="sms", code=code)["confirmed"]
    assert confirm_address(liaison, at=at, way="sms", code=code)["confirmed"]
    give(world, at)
    assert sorted(outbox(world, "kind")) == [("address_code",), ("task_given",)]
    with acting(world.actor("admin")):
        assert rows("SELECT 1 FROM notices_delivery WHERE secret IS NOT NULL") == []


def test_an_address_in_use_is_tried_by_a_code_that_comes_back_and_the_post_counts_as_heard(
    world: make.World, at: datetime, client: Client, clock: Callable[[str], None]
) -> None:
    open_way(world, at, "sms")
    liaison = world.actor("liaison")
    with pytest.raises(Refused):
        try_address(liaison, at=at, way="sms")
    set_address(liaison, at=at, way="sms", address="13800138000")
    assert confirm_address(liaison, at=at, way="sms", code=code_sent(at))["confirmed"]
    later = at + timedelta(days=20)
    try_address(liaison, at=later, way="sms")
    with pytest.raises(Refused) as waits:
        try_address(liaison, at=later + timedelta(minutes=1), way="sms")
    assert [reason.code for reason in waits.value.reasons] == ["notices.code_waits"]
    code = code_sent(later)
    give(world, later)
    assert ("task_given",) in outbox(world, "kind")  # it stays in use while the code is under way
    assert confirm_address(liaison, at=later, way="sms", code=code)["confirmed"]
    with acting(liaison):
        assert rows("SELECT what, heard_at FROM response_heard WHERE post_id = %s ORDER BY heard_at", [world.posts["liaison"]]) == [("code", at), ("code", later)]
    clock((later + timedelta(hours=1)).isoformat())
    make.enter(client, world, "liaison")
    page = client.get("/notices/settings/").content.decode()
    assert "试通" in page and "发一个码" in page
    assert client.post("/notices/settings/sms/try/").status_code == 302 and client.post("/notices/settings/sms/try/").status_code == 422
    assert client.post("/notices/settings/post/try/").status_code == 404


def test_a_code_is_guessed_five_times_and_no_more(world: make.World, at: datetime) -> None:
    open_way(world, at, "sms")
    liaison = world.actor("liaison")
    set_address(liaison, at=at, way="sms", address="13800138000")
    code = code_sent(at)
    for n in range(5):
        assert not confirm_address(liaison, at=at, way="sms", code=f"{(int(code) + n + 1) % 1_000_000:06d}")["confirmed"]
    assert not confirm_address(liaison, at=at, way="sms", code=code)["confirmed"]


def test_codes_come_at_night_too(world: make.World) -> None:
    night = make.moment(2026, 3, 16, 23)
    open_way(world, night, "sms")
    set_address(world.actor("liaison"), at=night, way="sms", address="13800138000")
    assert send(night) == 1


# -- who sees what --------------------------------------------------------------------------------------------------------


def test_an_address_is_its_owners_and_lies_sealed(world: make.World, at: datetime) -> None:
    by_sms(world, at)
    give(world, at)
    for name, settings_seen, deliveries in (("liaison", 1, 1), ("clerk", 0, 0), ("director", 0, 0), ("admin", 0, 2), ("yongan_head", 0, 0)):
        with acting(world.actor(name)):
            assert len(rows("SELECT 1 FROM notices_setting")) == settings_seen, name
            assert len(rows("SELECT 1 FROM notices_delivery")) == deliveries, name
    with acting(world.actor("clerk")):
        assert run("UPDATE notices_setting SET kinds = '{}'") == 0 and run("DELETE FROM notices_setting") == 0
    with acting(world.actor("clerk")), pytest.raises(DatabaseError), transaction.atomic():
        run(
            "INSERT INTO notices_channel (id, county_id, scope_path, way, config, kinds, is_on, changed_at)"
            " VALUES (gen_random_uuid(), '440785', '440785', 'webhook', '', '{}', true, now())"
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        for table in ("notices_setting", "notices_channel", "notices_delivery", "notices_notice", "ledger_entry"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            assert "13800138000" not in cursor.fetchone()[0], table
        cursor.execute("ROLLBACK")
    with acting(world.actor("liaison")):
        stored = row("SELECT address FROM notices_setting")
    assert stored is not None and bytes(stored[0])[:2] == b"\x01\x01"
