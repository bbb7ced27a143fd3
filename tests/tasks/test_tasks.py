"""交办: one office gives, one post does, another person checks; a matter that is no person, with its duties and sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from guitu.duties import doors, gate
from guitu.duties.filters import Wish
from guitu.duties.queries import opened, worklist
from guitu.duties.staffing import card
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.settling import jobs
from guitu.settling.checking import different
from guitu.tasks import commands
from guitu.tasks.fold import TASK
from guitu.tasks.reading import task_of, tasks_where
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2026, 4, 15)
CANARY = "核对三家药店的台账"


@pytest.fixture
def world(world: make.World) -> make.World:
    """With the liaison of a member unit and a clinic of the county."""
    for name, role in (("liaison", "member_liaison"), ("clinic", "clinic_staff"), ("facility", "facility_officer")):
        world.posts[name], world.accounts[name] = make.post_of(role, make.ENPING, f"测试{name}")
    return world


def give(world: make.World, at: datetime, *, by: str = "clerk", to: str = "liaison", **other: Any) -> UUID:
    what = {"text": CANARY, "due_on": DUE, "source": "meeting"} | other
    return UUID(commands.give_task(world.actor(by), at=at, owner=world.posts[to], **what)["task"])


def answered(world: make.World, at: datetime, **other: Any) -> UUID:
    task = give(world, at, **other)
    doer = world.actor(other.get("to", "liaison"))
    commands.take_task(doer, at=at, task_id=task)
    commands.answer_task(doer, at=at, task_id=task, words="三家都已核对")
    return task


def state(world: make.World, task: UUID, by: str = "clerk") -> str:
    with acting(world.actor(by)):
        return task_of(task).course.state


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def today_of(world: make.World, name: str, on: date = make.World.on) -> tuple[list[str], dict[str, int]]:
    """The kinds of duty listed on 今日 of a post, and how many it counts of each."""
    actor = world.actor(name)
    kinds = gate.kinds(actor.classes)
    with acting(actor):
        found = worklist(actor, Wish(kinds=kinds), kinds, [], card().care, on)
    counts: dict[str, int] = {}
    for kind, _hidden, _day, n in orjson.loads(found.counts):
        counts[kind] = counts.get(kind, 0) + n
    return [opened(text)["kind"] for text in found.duties], counts


# -- from giving to closing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["liaison", "clinic", "facility", "encheng_head", "encheng_worker", "village", "encheng_police"])
def test_a_task_is_given_taken_answered_and_checked(world: make.World, at: datetime, to: str) -> None:
    task = give(world, at, to=to)
    assert today_of(world, to) == (["task_take"], {"task_take": 1})
    doer = world.actor(to)
    commands.take_task(doer, at=at, task_id=task)
    assert today_of(world, to) == (["task_answer"], {"task_answer": 1})
    commands.answer_task(doer, at=at, task_id=task, words="办好了")
    assert today_of(world, "clerk") == (["task_check"], {"task_check": 1})
    commands.check_task(world.actor("clerk"), at=at, task_id=task)
    assert state(world, task) == "closed" and today_of(world, "clerk") == ([], {}) == today_of(world, to)


def test_who_does_it_is_not_shown_what_the_office_has_to_check(world: make.World, at: datetime) -> None:
    answered(world, at)
    assert today_of(world, "liaison") == ([], {})


def test_another_of_the_office_checks_too_and_a_town_does_not_check_the_countys(world: make.World, at: datetime) -> None:
    task = answered(world, at, to="encheng_worker")
    with pytest.raises(Refused) as refused:
        commands.check_task(world.actor("encheng_head"), at=at, task_id=task)
    assert codes(refused) == ["tasks.not_the_office"]
    commands.check_task(world.actor("director"), at=at, task_id=task, words="属实")
    assert state(world, task) == "closed"


def test_what_is_returned_is_given_again_or_withdrawn(world: make.World, at: datetime) -> None:
    task = give(world, at)
    with pytest.raises(Refused) as refused:
        commands.return_task(world.actor("liaison"), at=at, task_id=task, words=" ")
    assert codes(refused) == ["tasks.needs_words"]
    commands.return_task(world.actor("liaison"), at=at, task_id=task, words="不归我们管")
    assert today_of(world, "clerk")[0] == ["task_decide"]
    commands.reopen_task(world.actor("clerk"), at=at, task_id=task, words="归的", due_on=DUE + timedelta(5))
    assert today_of(world, "liaison")[0] == ["task_take"]
    commands.withdraw_task(world.actor("clerk"), at=at, task_id=task, words="不用了")
    assert state(world, task) == "withdrawn" and today_of(world, "liaison") == ([], {})


def test_what_was_closed_too_early_is_opened_again(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    commands.check_task(world.actor("clerk"), at=at, task_id=task)
    with acting(world.actor("clerk")):
        assert row("SELECT closed_at IS NOT NULL FROM matters_matter WHERE id = %s", [task]) == (True,)
    commands.reopen_task(world.actor("clerk"), at=at, task_id=task, words="还差一家", due_on=DUE)
    assert state(world, task) == "given" and today_of(world, "liaison")[0] == ["task_take"]
    with acting(world.actor("clerk")):
        assert row("SELECT closed_at FROM matters_matter WHERE id = %s", [task]) == (None,)


def test_who_did_it_does_not_check_it_also_not_under_another_post(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    same = replace(world.actor("clerk"), natural_person_id=world.actor("liaison").natural_person_id)
    with pytest.raises(Refused) as refused:
        commands.check_task(same, at=at, task_id=task)
    assert codes(refused) == ["tasks.another_person"] and state(world, task) == "answered"


def test_the_database_knows_no_check_by_who_did_it(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    clerk, doer = world.actor("clerk"), world.actor("liaison").natural_person_id
    sql = (
        "INSERT INTO tasks_step (id, county_id, scope_path, matter_id, no, kind, happened_on, recorded_at, post_id,"
        " natural_person_id) VALUES (gen_random_uuid(), %s, %s, %s, 4, 'checked', '2026-03-16', now(), %s, %s)"
    )
    with acting(clerk), pytest.raises(DatabaseError, match="checked by who did it"), transaction.atomic():
        run(sql, [make.ENPING, make.ENPING, task, clerk.post_id, doer])
    with acting(clerk):
        assert run(sql, [make.ENPING, make.ENPING, task, clerk.post_id, clerk.natural_person_id]) == 1
        transaction.set_rollback(True)


def test_steps_and_tasks_never_change(world: make.World, at: datetime) -> None:
    task = give(world, at)
    for sql in ("UPDATE tasks_step SET kind = 'checked'", "DELETE FROM tasks_step", "UPDATE tasks_task SET source = 'meeting'"):
        with acting(world.actor("clerk")), pytest.raises(DatabaseError), transaction.atomic():
            run(sql)
    assert state(world, task) == "given"


# -- who may ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to", "code"),
    [
        ("clerk", "yongan_head", "tasks.post_elsewhere"), ("encheng_head", "hengpi_worker", "tasks.post_elsewhere"),
        ("encheng_head", "liaison", "tasks.post_elsewhere"), ("clerk", "auditor", "tasks.post_elsewhere"),
        ("clerk", "director", "tasks.post_elsewhere"), ("clerk", "clerk", "tasks.not_to_oneself"),
        ("encheng_worker", "village", "not_for_this_post"), ("liaison", "clinic", "not_for_this_post"),
    ],
)
def test_a_task_goes_to_a_post_of_ones_own_area_by_a_head_only(
    world: make.World, at: datetime, by: str, to: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        give(world, at, by=by, to=to)
    assert codes(refused) == [code]


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"due_on": date(2026, 3, 15)}, "tasks.too_early"), ({"due_on": date(2030, 1, 1)}, "tasks.too_far"), ({"text": " "}, "tasks.needs_words")],
)
def test_a_task_has_words_and_a_last_day_ahead(world: make.World, at: datetime, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        give(world, at, **changed)
    assert codes(refused) == [code]


def test_a_vacant_post_is_given_nothing(world: make.World, at: datetime) -> None:
    world.posts["security"], world.accounts["security"] = make.post_of("security_admin", make.ENPING)
    end_holding(world.actor("security"), at=at, post_id=world.posts["clinic"], until_on=world.on)
    with pytest.raises(Refused) as refused:
        give(world, at, to="clinic")
    assert codes(refused) == ["tasks.vacant"]


@pytest.mark.parametrize("name", ["clinic", "encheng_worker", "encheng_head", "encheng_police", "yongan_head", "auditor", "hengpi_head"])
def test_a_task_of_others_is_not_there(world: make.World, client: Client, at: datetime, name: str) -> None:
    task = answered(world, at)
    with acting(world.actor(name)):
        if name != "auditor":  # whose pages are the logs: he reads lines of every matter, and opens none
            assert tasks_where("true", []) == []
            for table in ("tasks_step", "duties_duty", "matters_part"):
                assert rows(f"SELECT 1 FROM {table} WHERE matter_id = %s", [task]) == []
    if name != "auditor":
        with acting(world.actor(name)), pytest.raises(NotVisible):
            task_of(task)
    make.enter(client, world, name)
    assert client.get(f"/tasks/{task}/").status_code == 404
    assert client.post(f"/tasks/{task}/take/").status_code == 404


def test_a_head_sees_what_is_given_to_posts_of_its_town(world: make.World, at: datetime) -> None:
    task = give(world, at, to="encheng_worker")
    assert state(world, task, "encheng_head") == "given"
    with acting(world.actor("encheng_other")), pytest.raises(NotVisible):
        task_of(task)


# -- sums, rebuilding, sealing ------------------------------------------------------------------------------------


def test_the_sums_of_duties_hold_with_duties_of_tasks(world: make.World, at: datetime) -> None:
    for to in ("liaison", "encheng_worker", "encheng_police", "encheng_head"):
        answered(world, at, to=to)
        give(world, at, to=to)
    summing.fold(make.ENPING)
    with acting(clock_actor(make.ENPING)):
        assert summing.wrong(make.ENPING) == 0
    assert today_of(world, "director")[1] == {"task_take": 4, "task_check": 4}
    assert today_of(world, "encheng_head")[1] == {"task_take": 3, "task_check": 3}
    assert today_of(world, "encheng_police") == (["task_take"], {"task_take": 1})
    assert today_of(world, "liaison") == (["task_take"], {"task_take": 1})


def test_a_changed_row_is_found_and_made_again(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    assert different(TASK, make.ENPING, [task], at, mend=False) == []
    with acting(clock_actor(make.ENPING), durable=True):
        run("UPDATE duties_duty SET due_on = '2026-01-01' WHERE matter_id = %s AND kind = 'task_check'", [task])
        run("UPDATE matters_matter SET state = 'closed' WHERE id = %s", [task])
    assert different(TASK, make.ENPING, [task], at, mend=False) == [{"duties.due_on", "state.state"}]
    assert different(TASK, make.ENPING, [task], at, mend=True) == [{"duties.due_on", "state.state"}]
    assert different(TASK, make.ENPING, [task], at, mend=False) == []


def test_a_task_of_before_its_state_was_kept_is_found_and_settled(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    with acting(clock_actor(make.ENPING), durable=True):
        run("UPDATE matters_matter SET state = NULL, since_on = NULL WHERE id = %s", [task])
    assert jobs.unsettled(make.ENPING) == [("task", task)]
    assert jobs.settle_what_is_left(make.ENPING) == 1
    jobs.settle_matters(make.ENPING, "task", [str(task)])
    assert jobs.unsettled(make.ENPING) == [] == different(TASK, make.ENPING, [task], at, mend=False)


def test_what_was_written_lies_sealed(world: make.World, at: datetime) -> None:
    task = give(world, at)
    commands.return_task(world.actor("liaison"), at=at, task_id=task, words=CANARY)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        for table in ("tasks_task", "tasks_step", "duties_duty", "matters_matter", "ledger_entry", "ledger_answer"):
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is None:
                continue
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert CANARY not in text and CANARY.encode().hex() not in text, table
        cursor.execute("SELECT set_config('guitu.definer', '', false)")


def test_each_step_is_a_line_of_the_ledger(world: make.World, at: datetime) -> None:
    task = answered(world, at)
    with acting(world.actor("director")):
        found = rows("SELECT command, compartment FROM ledger_entry WHERE matter_id = %s ORDER BY detail ->> 'no'", [task])
    assert found == [("give_task", "offices"), ("take_task", "offices"), ("answer_task", "offices")]


# -- on the screen ------------------------------------------------------------------------------------------------


def test_a_task_goes_its_way_on_the_pages(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "clerk")
    form = client.get("/tasks/give/").content.decode()
    assert "测试liaison" in form and "2026-04-15" in form
    what = {"owner": str(world.posts["liaison"]), "text": CANARY, "due_on": "2026-04-15", "source": "instruction"}
    sent = client.post("/tasks/give/", what)
    assert sent.status_code == 302
    page = sent["Location"]
    assert "待接办" in client.get(page).content.decode()
    make.enter(client, world, "liaison")
    today = client.get("/today/").content.decode()
    assert "接办交办" in today and f"{page}?duty=task_take" in today and CANARY not in today and "暂不" not in today
    assert CANARY in client.get(page).content.decode()
    assert client.post(f"{page}take/").status_code == 302
    no = client.post(f"{page}answer/", {"answered-words": ""})
    assert no.status_code == 422 and "请写明" in no.content.decode()
    assert client.post(f"{page}answer/", {"answered-words": "都已核对"}).status_code == 302
    assert client.get("/tasks/").content.decode().count("待核对") == 1
    make.enter(client, world, "clerk")
    assert "核对交办" in client.get("/today/").content.decode()
    assert "都已核对" in client.get(page).content.decode()
    assert client.post(f"{page}check/", {"checked-words": "属实"}).status_code == 302
    assert "已办结 100%" in client.get("/tasks/?box=given&over=1").content.decode()


def test_what_was_typed_stays_and_every_error_is_named(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "clerk")
    empty = client.post("/tasks/give/", {"text": "写了一半"})
    text = empty.content.decode()
    assert empty.status_code == 422 and "写了一半" in text
    assert "请选择交给哪个岗位" in text and "请填写期限" in text and "请选择来自哪里" in text
    what = {"owner": str(world.posts["liaison"]), "text": "写了一半", "due_on": "2026-01-01", "source": "meeting"}
    past = client.post("/tasks/give/", what)
    assert past.status_code == 422 and "期限最早是 2026-03-16" in past.content.decode() and "写了一半" in past.content.decode()


@pytest.mark.parametrize("step", ["take", "answer"])
def test_a_step_that_is_refused_shows_the_words_again(world: make.World, client: Client, at: datetime, step: str) -> None:
    task = answered(world, at)
    make.enter(client, world, "liaison")
    sent = client.post(f"/tasks/{task}/{step}/", {"answered-words": "写了一半"})
    assert sent.status_code == 422 and "现在是“待核对”" in sent.content.decode()
    assert step == "take" or "写了一半" in sent.content.decode()


def test_sent_twice_it_is_given_once_and_taken_once(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "clerk")
    what = {"owner": str(world.posts["liaison"]), "text": "一件", "due_on": "2026-04-15", "source": "meeting", "request_id": make.request_id()}
    first, again = client.post("/tasks/give/", what), client.post("/tasks/give/", what)
    assert first["Location"] == again["Location"]
    make.enter(client, world, "liaison")
    click = {"request_id": make.request_id()}
    assert [client.post(f"{first['Location']}take/", click).status_code for _ in range(2)] == [302, 302]
    with acting(world.actor("clerk")):
        assert rows("SELECT kind FROM tasks_step ORDER BY no") == [("given",), ("taken",)]


def test_a_task_is_returned_opened_again_and_withdrawn_on_its_page(world: make.World, client: Client, at: datetime) -> None:
    task = give(world, at)
    make.enter(client, world, "liaison")
    assert client.post(f"/tasks/{task}/return/", {"returned-words": "不归我们"}).status_code == 302
    make.enter(client, world, "clerk")
    assert "不归我们" in client.get(f"/tasks/{task}/").content.decode()
    again = client.post(f"/tasks/{task}/reopen/", {"reopened-words": "", "reopened-due_on": ""})
    assert again.status_code == 422 and "请填写期限" in again.content.decode() and "请写明" in again.content.decode()
    sent = client.post(f"/tasks/{task}/reopen/", {"reopened-words": "归的", "reopened-due_on": "2026-04-20"})
    assert sent.status_code == 302 and "2026-04-20" in client.get(f"/tasks/{task}/").content.decode()
    assert client.post(f"/tasks/{task}/withdraw/", {"withdrawn-words": "不用了"}).status_code == 302
    assert "已撤销" in client.get(f"/tasks/{task}/").content.decode()


def test_the_pages_speak_english(world: make.World, client: Client, at: datetime) -> None:
    task = answered(world, at)
    make.enter(client, world, "clerk")
    client.cookies["guitu-language"] = "en"
    for page in ("/tasks/?box=given", "/tasks/give/", f"/tasks/{task}/", "/"):
        text = client.get(page).content.decode()
        assert "Task" in text or "task" in text
        assert "核对交办" not in text and "待核对" not in text, page


def test_the_page_of_a_duty_is_named_by_the_argument_that_its_matter_has() -> None:
    of = doors.matter_of("task_take")
    assert of is not None and (of.code, of.later) == ("task", None)
    person = doors.matter_of("visit")
    assert person is not None and person.code == "person"


@pytest.mark.parametrize("box", ["mine", "given", "area"])
def test_a_list_keeps_to_its_number_of_queries(
    world: make.World, client: Client, at: datetime, box: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        give(world, at, to="encheng_head")
    make.enter(client, world, "encheng_head")
    client.get(f"/tasks/?box={box}")
    with django_assert_max_num_queries(9):
        assert client.get(f"/tasks/?box={box}").status_code == 200
