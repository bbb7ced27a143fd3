"""Other numbers are tried on the real histories: what would change is told before anything does, and nothing else is touched."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guitu.approvals.commands import decide_approval
from guitu.cli import main as command_line
from guitu.kit import clock, queue
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.policy import for_area
from guitu.rulepacks import asking, drafts, jobs
from guitu.rulepacks import commands as packs
from guitu.rulepacks.trials import commands, queries, running, telling
from guitu.rules.trials import WORK
from tests import casefile, make
from tests.casework.test_background_work import as_if_the_worker_died
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_environment")]

DRAFT = f"/policy/{make.ENPING}/draft/"
PEOPLE = "/policy/trials/people/"
WEEKLY: dict[str, Any] = {"name": "visits.meet.middle", "value": {"n": 1, "unit": "week"}, "title": "恩平市禁毒办〔2026〕9号"}
EXAMPLE: dict[str, Any] = {
    "title": "报到", "given": ["2026-03-02 责令社区戒毒 3 年", "2026-03-03 送达"], "then": ["报到 应于 2026-03-18 前"], "until": date(2026, 4, 30),
}


def plain(response: object) -> str:
    return re.sub(r"<[^>]+>|\s", "", response.content.decode())  # type: ignore[attr-defined]


def three(world: make.World, at: datetime) -> list[UUID]:
    """Two people of two posts in one town, one of another town."""
    found = []
    for name, who in (("encheng_worker", "王小明"), ("encheng_other", "李小红"), ("hengpi_worker", "赵小刚")):
        actor = world.actor(name)
        found.append(casefile.on_detox(actor, at, who, scope_path=actor.path, post_id=world.posts[name]))
    return found


def drafted(world: make.World, at: datetime, path: str = make.ENPING, from_on: date = date(2026, 3, 16), **what: Any) -> None:
    packs.change_number(world.actor("clerk"), at=at, path=path, from_on=from_on, **(WEEKLY | what))


def started(world: make.World, at: datetime, path: str = make.ENPING, **what: Any) -> UUID:
    return UUID(commands.start_trial(world.actor("clerk"), at=at, path=path, **what)["trial"])


def tried(world: make.World, at: datetime, path: str = make.ENPING, **what: Any) -> UUID:
    found = started(world, at, path, **what)
    run_jobs("try")
    return found


def result(world: make.World, trial: UUID) -> tuple[queries.Far, str]:
    with acting(world.actor("director")):
        found = queries.trial_of(trial)
        assert found is not None and found.state == "done"
        far = queries.far(trial)
        return far, telling.headline(found, far)


def kept(world: make.World, trial: UUID) -> list[tuple[Any, ...]]:
    """All that a trial wrote, without its own keys."""
    with acting(world.actor("director")):
        loads = rows("SELECT scope_path, post_id, changed, care_before, care_after, limit_before, limit_after, ahead, months"
                     " FROM rulepacks_trialload WHERE trial_id = %s ORDER BY 1, 2", [trial])
        found = queries.found(trial, "", "", queries.Cut("t.scope_path, t.matter_id", 100), date(2026, 3, 16))
        told = [(one["matter_id"], one["law"], str(telling.otherwise(one, drafts_now(), drafts_now()))) for one in found]
        return [*loads, *told, *rows("SELECT months FROM rulepacks_trial WHERE id = %s", [trial])]


def drafts_now() -> Any:
    draft = drafts.open_draft(make.ENPING, make.ENPING)
    return running.numbers_in(drafts.text_of(draft)) if draft else running.numbers_in(commands.pack_text("national")[0])


def all_rows() -> dict[str, str]:
    """Every table but those of trials, of jobs and of who is logged in, as one digest each: seen by the owner of all rows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relname NOT LIKE 'rulepacks_trial%' AND relname NOT LIKE 'procrastinate_%' ORDER BY 1"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t")
            found[table] = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
    return found


def test_a_stricter_schedule_is_told_in_one_sentence_by_worker_and_by_person(world: make.World, at: datetime, client: Client) -> None:
    three(world, at)
    drafted(world, at)
    make.enter(client, world, "clerk")
    sent = client.post(f"{DRAFT}try/")
    assert sent.status_code == 302 and "0/3" in plain(client.get(sent["Location"]))
    run_jobs("try")
    make.enter(client, world, "director")
    page = plain(client.get(sent["Location"]))
    assert "今后12个月，每月走访+" in page and "3人会不一样" in page and "什么也没有改" in page
    town = plain(client.get(sent["Location"], {"town": make.ENCHENG}))
    assert "1/30" in town and "横陂" not in town
    people = client.get(PEOPLE, {"trial": sent["Location"].split("/")[-2]})
    shown = plain(people)
    assert "王小明" not in shown and shown.count("走访次数") == 3 and "今后12个月要12次。→今后12个月要" in shown
    assert "试算" in plain(client.get("/policy/")) and sent["Location"] in client.get("/policy/").content.decode()


def test_the_numbers_in_force_tried_against_themselves_change_nothing(world: make.World, at: datetime) -> None:
    file = three(world, at)[0]
    casefile.fact(world.actor("encheng_worker"), at, file, "visit", date(2026, 2, 2), how="home")
    trial = tried(world, at, pack=for_area(make.ENPING))
    far, said = result(world, trial)
    assert (far.done, far.changed, far.newly, far.released, far.left_out) == (3, 0, 0, 0, 0)
    assert "什么也不会变" in said and "3人" in said.replace(" ", "")
    with acting(world.actor("director")):
        ((months,),) = rows("SELECT months FROM rulepacks_trial WHERE id = %s", [trial])
    half = len(months) // 2
    assert months[:half] == months[half:] and sum(months) > 0


def test_a_trial_writes_nothing_but_its_own_rows(world: make.World, at: datetime) -> None:
    three(world, at)
    run_jobs()
    drafted(world, at)
    trial = started(world, at)
    before = all_rows()
    for number in range(commands.LANES):
        while running.go_on(make.ENPING, trial, number):
            pass
    assert all_rows() == before
    with acting(world.actor("director")):
        assert queries.far(trial).changed == 3


def test_killed_anywhere_it_goes_on_and_comes_to_the_same(
    world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(world, at)
    drafted(world, at)
    whole = kept(world, tried(world, at))
    monkeypatch.setattr(running, "SLICE", 1)
    second = started(world, at)
    ticks = iter(range(10_000))
    assert running.go_on(make.ENPING, second, 1, now=lambda: next(ticks) * running.STINT), "its stint is over after one"
    with pytest.raises(RuntimeError), monkeypatch.context() as broken:
        broken.setattr(running, "_so_far", _killed)
        running.go_on(make.ENPING, second, 1)
    as_if_the_worker_died("try_numbers")
    assert queue.take_up() > 0
    run_jobs("try")
    jobs.try_numbers(make.ENPING, str(second), 1)  # once more, long after
    assert kept(world, second) == whole


def _killed(*_what: Any) -> None:
    raise RuntimeError


def test_it_is_stopped_once_and_tells_nothing(world: make.World, at: datetime, client: Client) -> None:
    three(world, at)
    drafted(world, at)
    trial = started(world, at)
    with pytest.raises(Refused) as refused:
        started(world, at)
    assert refused.value.reasons[0].code == "trials.running"
    make.enter(client, world, "clerk")
    page = f"/policy/trials/{trial}/"
    assert client.get(f"{page}progress/").status_code == 200 and "HX-Refresh" not in client.get(f"{page}progress/")
    for _ in range(2):
        assert client.post(f"{page}stop/").status_code == 302
    run_jobs("try")
    assert "没有算完" in plain(client.get(page)) and client.get(f"{page}progress/")["HX-Refresh"] == "true"
    assert client.get(f"{page}book/").status_code == 404
    with pytest.raises(Refused) as over:
        commands.stop_trial(world.actor("clerk"), at=at, trial_id=trial)
    assert over.value.reasons[0].code == "trials.over"
    assert started(world, at), "another may begin"


def test_a_draft_changed_since_is_said_to_be_an_older_one_and_the_second_person_reads_what_was_found(
    world: make.World, at: datetime, client: Client
) -> None:
    three(world, at)
    drafted(world, at)
    packs.keep_example(world.actor("clerk"), at=at, path=make.ENPING, **EXAMPLE)

    def read() -> str:
        with acting(world.actor("clerk")):
            return dict(asking.of_draft(world.actor("clerk"), make.ENPING)[1])["试算"]

    assert "没有试算过" in read()
    trial = tried(world, at)
    assert "每月走访 +" in read() and read().startswith("2026-03-16")
    make.enter(client, world, "clerk")
    page = f"/policy/trials/{trial}/"
    assert "更早的草稿" not in plain(client.get(page))
    client.post(f"{DRAFT}ask/")
    drafted(world, at, value={"n": 2, "unit": "week"})
    assert "更早的草稿" in plain(client.get(page)) and "更早的草稿" in plain(client.get(DRAFT))
    assert "试算以后又改过" in read()
    make.enter(client, world, "director")
    with acting(world.actor("director")):
        ((approval,),) = rows("SELECT id FROM approvals_approval WHERE state = 'open'")
    assert "每月走访+" in plain(client.get("/approvals/"))
    with pytest.raises(Refused):
        decide_approval(world.actor("director"), at=clock.now(), approval_id=UUID(str(approval)), grant=True)


def test_the_same_click_twice_begins_one_trial(world: make.World, at: datetime, client: Client) -> None:
    drafted(world, at)
    make.enter(client, world, "clerk")
    sent = {"request_id": make.request_id(), "from_start": "on"}
    assert client.post(f"{DRAFT}try/", sent)["Location"] == client.post(f"{DRAFT}try/", sent)["Location"]
    with acting(world.actor("clerk")):
        assert rows("SELECT from_start FROM rulepacks_trial") == [(True,)]


def test_as_if_it_had_held_from_the_start_the_past_months_are_otherwise_too(world: make.World, at: datetime) -> None:
    three(world, at)
    drafted(world, at)
    past = []
    for from_start in (False, True):
        trial = tried(world, at, from_start=from_start)
        with acting(world.actor("director")):
            ((months,),) = rows("SELECT months FROM rulepacks_trial WHERE id = %s", [trial])
        each = len(months) // (2 * len(WORK))
        past.append((sum(months[:36]), sum(months[3 * each : 3 * each + 36])))
    (before, dated), (again, whole) = past
    assert before == again == dated < whole
    with acting(world.actor("clerk")):
        assert asking.kept(make.ENPING, make.ENPING, drafts.digest_of(drafts.open_draft(make.ENPING, make.ENPING))).startswith("2026-03-16")  # type: ignore[arg-type]


def test_a_town_with_numbers_of_its_own_is_not_reached_by_its_countys(world: make.World, at: datetime) -> None:
    three(world, at)
    drafted(world, at, make.HENGPI, value={"n": 2, "unit": "week"})
    packs.keep_example(world.actor("clerk"), at=at, path=make.HENGPI, **EXAMPLE)
    with acting(world.actor("clerk")):
        arguments, _shown = asking.of_draft(world.actor("clerk"), make.HENGPI)
    make.granted(world, "clerk", "director", packs.put_in_force, at=at, **arguments)
    drafted(world, at)
    far, _said = result(world, tried(world, at))
    assert (far.done, far.changed) == (3, 2)


def test_who_cannot_be_read_is_left_out_and_said(world: make.World, at: datetime) -> None:
    file = three(world, at)[0]
    drafted(world, at)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('guitu.definer', 'rotate', false)")
        cursor.execute("UPDATE ledger_fact SET body = %s WHERE matter_id = %s", [b"\x00" * 40, file])
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
    far, said = result(world, tried(world, at))
    assert (far.done, far.changed, far.left_out) == (3, 2, 1) and "1 人的记录读不出" in said


def test_workers_beyond_their_number_are_counted_by_both_packs(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    for name in ("王小明", "李小红"):
        casefile.on_detox(worker, at, name, post_id=world.posts["encheng_worker"])
    drafted(world, at, name="caseloads.people_per_worker", value=1)
    far, said = result(world, tried(world, at))
    assert (far.over_before, far.over_after, far.limit_after) == (0, 1, 1) and far.changed == 0
    assert "1 名工作人员带的人超过 1:1（现在 0 名）" in said


@pytest.mark.parametrize("name", ["encheng_worker", "encheng_head", "grid", "auditor", "yongan_head"])
def test_whoever_may_not_try_numbers_finds_nothing(world: make.World, at: datetime, client: Client, name: str) -> None:
    three(world, at)
    drafted(world, at)
    trial = tried(world, at)
    make.enter(client, world, name)
    for page in (f"/policy/trials/{trial}/", f"/policy/trials/{trial}/book/", f"{PEOPLE}?trial={trial}"):
        assert client.get(page).status_code == 404
    assert client.post(f"{DRAFT}try/").status_code == 404
    with pytest.raises((Refused, NotVisible)):
        commands.start_trial(world.actor(name), at=at, path=make.ENPING)
    with acting(world.actor("yongan_head")):
        assert rows("SELECT 1 FROM rulepacks_trial") == rows("SELECT 1 FROM rulepacks_trialperson") == []
    with acting(world.actor("encheng_worker")):
        assert len(rows("SELECT 1 FROM rulepacks_trialperson")) == 1, "of one's own people, as their files"


def test_nothing_to_try_is_said_and_another_place_is_nobodys(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    assert client.post(f"{DRAFT}try/").status_code == 404, "no draft"
    drafted(world, at)
    packs.drop_number(world.actor("clerk"), at=at, path=make.ENPING, name=WEEKLY["name"], from_on=date(2026, 3, 16))
    said = client.post(f"{DRAFT}try/")
    assert said.status_code == 422 and "还没有改任何数字" in plain(said)
    for path, pack in ((make.YONGAN, "national"), (make.ENPING, "nowhere"), (make.ENCHENG + "001", "national")):
        with pytest.raises(NotVisible):
            commands.start_trial(world.actor("clerk"), at=at, path=path, pack=pack)
    assert client.post("/policy/try/", {"path": make.ENPING, "pack": "national"}).status_code == 302


def test_the_book_has_posts_and_months_and_nobody_of_the_people(world: make.World, at: datetime, client: Client) -> None:
    three(world, at)
    drafted(world, at)
    trial = tried(world, at)
    make.enter(client, world, "director")
    sent = client.get(f"/policy/trials/{trial}/book/")
    assert sent.status_code == 200 and "attachment" in sent["Content-Disposition"]
    lines = CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    assert lines[0][4:6] == ["2023-03", "2023-04"] and len(lines[0]) == 4 + 48
    assert len(lines) == 1 + 3 * 6 and "王" not in str(lines)


def test_its_pages_are_read_in_few_queries(world: make.World, at: datetime, client: Client) -> None:
    three(world, at)
    drafted(world, at)
    trial = tried(world, at)
    make.enter(client, world, "director")
    for page, most in ((f"/policy/trials/{trial}/", 6), (f"/policy/trials/{trial}/?town={make.ENCHENG}", 6), (f"{PEOPLE}?trial={trial}", 6)):
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        found = casefile.content_queries(asked)
        assert len(found) <= most, (page, found)


def test_the_command_line_says_the_same(world: make.World, at: datetime, capsys: pytest.CaptureFixture[str]) -> None:
    three(world, at)
    drafted(world, at)
    _far, said = result(world, tried(world, at))
    asked = ["policy", "--try", "draft", "--area", make.ENPING, "--as", str(world.posts["clerk"])]
    assert command_line.main(asked) == 0
    told = capsys.readouterr().out
    assert said in told and f"{make.ENCHENG} 恩城" in told
    assert command_line.main([*asked[:2], "nowhere", *asked[3:]]) == 1
    assert "没有找到" in capsys.readouterr().out
