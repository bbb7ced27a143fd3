"""A unit from outside the team is invited to one file: it sees what its role and its part both allow, until a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from django.test import Client

from guitu.casework.invitations.commands import end_invitation, invite_unit
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.database import acting, dicts, rows
from guitu.kit.errors import NotVisible, Refused
from tests import casefile, make

pytestmark = pytest.mark.django_db

UNTIL = date(2026, 4, 15)
FORM = {"part": "co_unit", "purpose": "employment", "until": "2026-04-15", "also": ["STATUS"]}


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at)


@pytest.fixture
def liaison(world: make.World) -> UUID:
    """A member unit of the county, which sees nobody by itself."""
    post, account = make.post_of("member_liaison", make.ENPING, "赵敏")
    world.posts["liaison"], world.accounts["liaison"] = post, account
    return post


def invite(world: make.World, at: datetime, person: UUID, post: UUID, **what: Any) -> UUID:
    asked = {"part": "co_unit", "until": UNTIL, "purpose": "employment", "also": ("STATUS",), **what}
    return UUID(invite_unit(world.actor("encheng_worker"), at=at, person_id=person, post_id=post, **asked)["part"])


def page(client: Client, world: make.World, name: str, person: UUID) -> Any:
    make.enter(client, world, name)
    return client.get(f"/casework/invited/{person}/")


def test_the_worker_invites_on_the_screen_and_the_unit_sees_the_file_in_its_list(
    client: Client, world: make.World, wang: UUID, liaison: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert f"/casework/people/{wang}/invite-unit/" in client.get(f"/casework/people/{wang}/").content.decode()
    asked = client.get(f"/casework/people/{wang}/invite-unit/").content.decode().partition("<main")[2]
    assert str(liaison) in asked and str(world.posts["hengpi_head"]) in asked
    for sees_it in ("encheng_worker", "encheng_head", "encheng_police"):
        assert str(world.posts[sees_it]) not in asked
    done = client.post(f"/casework/people/{wang}/invite-unit/", FORM | {"post_id": str(liaison)})
    assert done.status_code == 200
    shown = client.get(f"/casework/people/{wang}/").content.decode()
    assert "恩平市禁毒办" in shown and "配合单位 · 就业、培训 · 到 2026-04-15 为止" in shown
    make.enter(client, world, "liaison")
    listed = client.get("/casework/invited/").content.decode()
    assert "王**" in listed and "东门社区" in listed and f"/casework/invited/{wang}/" in listed


def test_what_is_shown_is_the_role_cut_down_to_the_part(
    client: Client, world: make.World, at: datetime, wang: UUID, liaison: UUID
) -> None:
    record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=wang, on=date(2026, 3, 16), outcome="negative",
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_other"]),
    )
    invite(world, at, wang, liaison)
    seen = page(client, world, "liaison", wang).content.decode()
    assert "社区戒毒" in seen and "最近的检测" not in seen  # its role reads no tests, whatever the part allows
    police = world.posts["hengpi_police"] = make.post_of("police_liaison", make.HENGPI)[0]
    world.accounts["hengpi_police"] = next(iter(holders(police)))
    invite(world, at, wang, police, also=("TEST",))
    seen = page(client, world, "hengpi_police", wang).content.decode()
    assert "最近的检测" in seen and "阴性" in seen and "社区戒毒" not in seen


def holders(post: UUID) -> list[UUID]:
    with acting(make._founder(make.ENPING)):
        return [account for (account,) in rows("SELECT account_id FROM grid_holding WHERE post_id = %s", [post])]


def test_names_numbers_and_notes_are_never_shown(client: Client, world: make.World, at: datetime, liaison: UUID) -> None:
    known = casefile.person(world.actor("encheng_worker"), at, phone="13800138000", address="东门路 8 号")
    casefile.fact(world.actor("encheng_worker"), at, known, "visit", date(2026, 3, 11), note="谈了家里的事")
    invite(world, at, known, liaison)
    seen = page(client, world, "liaison", known).content.decode()
    assert "王**" in seen
    for hidden in ("王小明", "13800138000", "东门路", "家里的事"):
        assert hidden not in seen


@pytest.mark.parametrize("how", ["its day", "withdrawn", "moved away"])
def test_at_the_next_click_after_the_end_there_is_nothing(
    client: Client, world: make.World, at: datetime, wang: UUID, liaison: UUID, clock: Callable[[str], None], how: str
) -> None:
    part = invite(world, at, wang, liaison)
    clock("2026-04-14T23:59:00")
    assert page(client, world, "liaison", wang).status_code == 200
    if how == "its day":
        clock("2026-04-15T00:00:01")
    elif how == "withdrawn":
        make.enter(client, world, "encheng_worker")
        gone = client.post(f"/casework/people/{wang}/invitations/{part}/end/")
        assert gone.status_code == 302
    else:
        with acting(world.actor("encheng_head"), durable=True):
            assert rows("SELECT casework_move_person(%s, %s, NULL, %s)", [wang, make.HENGPI, world.on]) == [(True,)]
    assert page(client, world, "liaison", wang).status_code == 404
    assert "王**" not in client.get("/casework/invited/").content.decode()


def test_each_grant_each_end_and_each_look_is_a_line(
    client: Client, world: make.World, at: datetime, wang: UUID, liaison: UUID
) -> None:
    part = invite(world, at, wang, liaison)
    page(client, world, "liaison", wang)
    end_invitation(world.actor("encheng_worker"), at=at, person_id=wang, part_id=part)
    with acting(world.actor("encheng_head")):
        lines = dicts("SELECT command, matter_id, compartment, detail::text AS detail FROM ledger_entry WHERE object_id = %s ORDER BY command DESC", [part])
        looks = dicts("SELECT action, classes, post_id FROM people_access WHERE person_id = %s AND post_id = %s", [wang, liaison])
    assert [(line["command"], line["matter_id"], line["compartment"]) for line in lines] == [
        ("invite_unit", wang, "people"), ("end_invitation", wang, "people"),
    ]
    assert orjson.loads(lines[0]["detail"]) == {
        "post": str(liaison), "part": "co_unit", "until": "2026-04-15", "classes": "BASIC STATUS",
        "purpose": "employment",
    }
    # the look lies where the file lies: its office sees it, under 谁看过
    assert looks == [{"action": "open", "classes": "BASIC STATUS", "post_id": liaison}]


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        ("encheng_head", {}, "participation.sees_already"),
        ("encheng_worker", {}, "participation.sees_already"),
        ("village", {}, "participation.post_unknown"),  # takes part in nothing from outside
        ("nobody", {}, "participation.post_unknown"),
        ("liaison", {"until": date(2026, 3, 16)}, "participation.must_be_ahead"),
        ("liaison", {"also": ("TEST",)}, "participation.not_of_role"),
        ("hengpi_head", {"also": ("NOTE",)}, "participation.not_of_role"),
        ("hengpi_head", {"purpose": "curiosity"}, "participation.post_unknown"),
    ],
)
def test_an_invitation_is_refused_with_its_reason(
    world: make.World, at: datetime, wang: UUID, liaison: UUID, who: str, what: dict[str, Any], code: str
) -> None:
    post = world.posts.get(who, uuid4())
    with pytest.raises(Refused) as refused:
        invite(world, at, wang, post, **({"also": ()} | what))
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_the_same_post_is_invited_again_only_when_its_part_is_over(
    world: make.World, at: datetime, wang: UUID, liaison: UUID
) -> None:
    invite(world, at, wang, liaison, also=())
    with pytest.raises(Refused, match="invited_already"):
        invite(world, at, wang, liaison, also=())
    invite(world, make.moment(2026, 4, 15), wang, liaison, also=(), until=date(2026, 5, 1))


def test_what_was_typed_stays_when_the_form_is_refused(
    client: Client, world: make.World, wang: UUID, liaison: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post(f"/casework/people/{wang}/invite-unit/", FORM | {"post_id": str(liaison), "until": "2026-03-16", "also": []})
    text = answer.content.decode()
    assert answer.status_code == 422 and "最早 03-17" in text
    assert f'value="{liaison}" selected' in text and 'value="2026-03-16"' in text


def test_sent_twice_invites_once_and_withdrawn_twice_ends_once(
    client: Client, world: make.World, wang: UUID, liaison: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    once = FORM | {"post_id": str(liaison), "request_id": make.request_id(), "also": ["STATUS"]}
    assert [client.post(f"/casework/people/{wang}/invite-unit/", once).status_code for _ in "12"] == [200, 200]
    with acting(world.actor("encheng_worker")):
        [(part,)] = rows("SELECT id FROM matters_part WHERE beyond")
    again = {"request_id": make.request_id()}
    ended = [client.post(f"/casework/people/{wang}/invitations/{part}/end/", again).status_code for _ in "12"]
    assert ended == [302, 302]


@pytest.mark.parametrize("name", ["encheng_other", "hengpi_head", "yongan_head", "village"])
def test_who_does_not_look_after_the_person_neither_invites_nor_withdraws(
    client: Client, world: make.World, at: datetime, wang: UUID, liaison: UUID, name: str
) -> None:
    part = invite(world, at, wang, liaison)
    make.enter(client, world, name)
    assert client.get(f"/casework/people/{wang}/invite-unit/").status_code == 404
    assert client.post(f"/casework/people/{wang}/invite-unit/", FORM | {"post_id": str(liaison)}).status_code == 404
    assert client.post(f"/casework/people/{wang}/invitations/{part}/end/").status_code == 404
    assert client.get(f"/casework/invited/{wang}/").status_code == 404


def test_who_is_invited_cannot_invite_others(world: make.World, at: datetime, wang: UUID) -> None:
    invite(world, at, wang, world.posts["hengpi_worker"])
    with pytest.raises(NotVisible):
        invite_unit(
            world.actor("hengpi_worker"), at=at, person_id=wang, post_id=world.posts["hengpi_head"], part="co_unit",
            until=UNTIL, purpose="medical",
        )


def test_the_list_and_the_file_stay_within_their_queries(
    client: Client, world: make.World, at: datetime, wang: UUID, liaison: UUID
) -> None:
    invite(world, at, wang, liaison)
    make.enter(client, world, "liaison")
    client.get("/casework/invited/")
    for path, number in (("/casework/invited/", 1), (f"/casework/invited/{wang}/", 3)):
        with casefile.capture() as captured:
            client.get(path)
        assert len(casefile.content_queries(captured)) == number, path
