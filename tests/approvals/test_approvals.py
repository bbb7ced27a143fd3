"""申请—决定: what one person asks for and another grants runs at once, once, and as the one who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.test import Client

from guitu.approvals.arguments import packed, unpacked
from guitu.approvals.commands import ask_approval, decide_approval, withdraw_approval
from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.activation import activate_policy
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
NEVER_STORED_CLEAR = "恩平市测试"


def asked(world: make.World, at: datetime, digest: str = "") -> UUID:
    what = {"pack": "national", "path": make.ENPING, "digest": digest}
    answer = ask_approval(
        world.actor("clerk"), at=at, name="activate_policy", arguments=what, shown=[("地方", NEVER_STORED_CLEAR)]
    )
    return UUID(answer["approval"])


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def in_force(world: make.World) -> list[tuple[str]]:
    with acting(world.actor("clerk")):
        return rows("SELECT pack FROM ledger_policyversion")


def test_nothing_happens_until_another_person_says_yes(world: make.World, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        activate_policy(world.actor("clerk"), at=at, pack="national", path=make.ENPING)
    assert code(refused) == "approvals.needed"
    request = asked(world, at)
    assert in_force(world) == []
    answer = decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    assert answer["state"] == "granted" and in_force(world) == [("national",)]


def test_the_command_runs_as_the_one_who_asked_and_its_line_names_the_request(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    with acting(world.actor("auditor")):
        lines = rows("SELECT command, post_id, request_id FROM ledger_entry WHERE object_kind = 'policy_version'")
        decided = rows("SELECT post_id FROM ledger_entry WHERE command = 'decide_approval'")
    assert lines == [("activate_policy", world.posts["clerk"], str(request))]
    assert decided == [(world.posts["director"],)]


def test_who_asked_never_decides_whatever_the_post(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    same = replace(world.actor("director"), natural_person_id=world.actor("clerk").natural_person_id)
    with pytest.raises(Refused) as refused:
        decide_approval(same, at=at, approval_id=request, grant=True)
    assert code(refused) == "approvals.another_person" and in_force(world) == []


def test_the_database_knows_no_decision_by_the_one_who_asked(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    me = world.actor("clerk").natural_person_id
    with pytest.raises(IntegrityError, match="decided_by_another_person"), acting(world.actor("clerk")):
        run("UPDATE approvals_approval SET state = 'granted', decided_at = now(), decided_person = %s WHERE id = %s", [me, request])


@pytest.mark.parametrize("name", ["encheng_head", "encheng_worker", "grid", "auditor", "yongan_head"])
def test_a_post_without_the_right_learns_nothing_of_a_request(world: make.World, at: datetime, name: str) -> None:
    request = asked(world, at)
    with pytest.raises((NotVisible, Refused)):
        decide_approval(world.actor(name), at=at, approval_id=request, grant=True)
    with acting(world.actor(name)):
        seen = row("SELECT count(*) FROM approvals_approval WHERE id = %s", [request])
    assert seen == (1 if name == "auditor" else 0,)  # the audit sees the whole county's lines, sealed


def test_a_no_needs_words_and_nothing_is_done(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at, approval_id=request, grant=False, words="  ")
    assert code(refused) == "approvals.needs_words"
    decide_approval(world.actor("director"), at=at, approval_id=request, grant=False, words="下个月再说")
    assert in_force(world) == []


def test_a_request_is_decided_once(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    assert code(refused) == "approvals.decided" and len(in_force(world)) == 1


def test_what_was_withdrawn_or_lies_too_long_is_not_decided(world: make.World, at: datetime) -> None:
    one, other = asked(world, at), asked(world, at)
    withdraw_approval(world.actor("clerk"), at=at, approval_id=one)
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at, approval_id=one, grant=True)
    assert code(refused) == "approvals.decided"
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at + timedelta(31), approval_id=other, grant=True)
    assert code(refused) == "approvals.lapsed" and in_force(world) == []


def test_only_the_post_that_asked_takes_it_back(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    with pytest.raises(NotVisible):
        withdraw_approval(world.actor("director"), at=at, approval_id=request)


def test_when_the_asker_has_left_the_post_nobody_runs_it_in_his_name(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    post, account = make.post_of("security_admin", make.ENPING)
    world.posts["security"], world.accounts["security"] = post, account
    end_holding(world.actor("security"), at=at, post_id=world.posts["clerk"], until_on=at.date())
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    assert code(refused) == "approvals.asker_left"
    with acting(world.actor("director")):
        assert rows("SELECT pack FROM ledger_policyversion") == []


def test_what_the_command_refuses_stays_undecided(world: make.World, at: datetime) -> None:
    request = asked(world, at, digest="another text")
    with pytest.raises(Refused) as refused:
        decide_approval(world.actor("director"), at=at, approval_id=request, grant=True)
    assert code(refused) == "pack_has_changed"
    with acting(world.actor("director")):
        assert row("SELECT state FROM approvals_approval WHERE id = %s", [request]) == ("open",)


def test_nobody_asks_for_what_the_post_may_not_do(world: make.World, at: datetime) -> None:
    with pytest.raises(Refused):
        ask_approval(world.actor("director"), at=at, name="activate_policy", arguments={}, shown=[])
    with pytest.raises(NotVisible):
        ask_approval(world.actor("clerk"), at=at, name="import_roster", arguments={}, shown=[])


def test_arguments_and_words_lie_sealed(world: make.World, at: datetime) -> None:
    request = asked(world, at)
    with acting(world.actor("director")):
        found = row("SELECT row_to_json(a)::text FROM approvals_approval a WHERE id = %s", [request])
    assert found and NEVER_STORED_CLEAR not in found[0] and NEVER_STORED_CLEAR.encode().hex() not in found[0]


def test_arguments_come_back_as_they_were(at: datetime, world: make.World) -> None:
    what = {"day": at.date(), "at": at, "id": world.posts["clerk"], "n": 3, "yes": True, "none": None, "many": [at.date(), "a"]}
    assert unpacked(packed(what)) == what
    with pytest.raises(TypeError):
        packed({"odd": object()})


# -- on the screen ------------------------------------------------------------------------------------------


def test_the_clerk_asks_on_the_page_and_the_director_finds_it_on_today_and_grants_it(
    world: make.World, client: Client, at: datetime
) -> None:
    make.enter(client, world, "clerk")
    sent = client.post("/policy/activate/", {"pack": "national", "path": make.ENPING})
    assert sent.status_code == 302 and "等决定" in client.get(sent["Location"]).content.decode()
    make.enter(client, world, "director")
    assert "等我决定的申请" in client.get("/today/").content.decode()
    page = client.get("/approvals/").content.decode()
    assert "启用政策包" in page and "恩平市" in page
    with acting(world.actor("director")):
        ((request,),) = rows("SELECT id FROM approvals_approval")
    no = client.post(f"/approvals/{request}/decide/", {f"words-{request}": ""})
    assert no.status_code == 422 and "请写明理由" in no.content.decode()
    yes = client.post(f"/approvals/{request}/decide/", {"grant": "1"})
    assert yes.status_code == 302 and in_force(world) == [("national",)]
    assert "等我决定的申请" not in client.get("/today/").content.decode()
    make.enter(client, world, "clerk")
    assert "已同意" in client.get("/approvals/").content.decode()


def test_a_refusal_keeps_what_was_typed(world: make.World, client: Client, at: datetime) -> None:
    request = asked(world, at, digest="another text")
    make.enter(client, world, "director")
    answer = client.post(f"/approvals/{request}/decide/", {"grant": "1", f"words-{request}": "写了一半的话"})
    assert answer.status_code == 422 and "写了一半的话" in answer.content.decode()


def test_the_clerk_takes_a_request_back(world: make.World, client: Client, at: datetime) -> None:
    request = asked(world, at)
    make.enter(client, world, "clerk")
    assert client.post(f"/approvals/{request}/withdraw/").status_code == 302
    assert "已撤回" in client.get("/approvals/").content.decode()


@pytest.mark.parametrize("name", ["grid", "village"])
def test_who_neither_asks_nor_decides_has_no_such_page(world: make.World, client: Client, name: str) -> None:
    make.enter(client, world, name)
    assert client.get("/approvals/").status_code == 404
