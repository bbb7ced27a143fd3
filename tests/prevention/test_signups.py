"""网上报名: exactly as many as there are places, whoever asks at once; the waitlist, the link, the door; nobody's name."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.policy import load
from guitu.prevention.activities.commands import call_off_activity, plan_activity, publish_activity
from guitu.prevention.jobs import forget_phones
from guitu.prevention.signups import by_anyone, commands
from guitu.prevention.signups.queries import tally_of
from guitu.rules.room import moving_up
from guitu.rules.signups import SignupsPolicy, may_check_in, may_open, may_sign_up, signed_as
from tests import make
from tests.together import Together

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 20)
POLICY: SignupsPolicy = load("national").on(DAY).signups


def opened(world: make.World, at: datetime, places: int = 30, held_on: date = DAY) -> UUID:
    head = world.actor("encheng_head")
    made = plan_activity(
        head, at=at, path=make.ENCHENG, name="周末相约：亲子禁毒手工", kind="show", held_on=held_on, tags={"entry": ["family"]}, words={"where": "文化站"}
    )
    activity = UUID(made["matter"])
    publish_activity(head, at=at, activity_id=activity)
    commands.open_signups(head, at=at, activity_id=activity, places=places)
    return activity


def put(activity: UUID, heads: int, at: datetime, secret: str = "", phone: str = "") -> str:
    of = by_anyone.activity(activity)
    assert of is not None
    return by_anyone.sign_up(of, secret or uuid4().hex, at, make.World.on, heads=heads, phone=phone)


def standing(world: make.World, activity: UUID) -> dict[str, int]:
    with acting(world.actor("encheng_head")):
        return dict(rows("SELECT state, sum(heads)::int FROM prevention_signup WHERE matter_id = %s GROUP BY 1", [activity]))


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


@pytest.mark.parametrize(
    ("places", "heads", "on", "wanted"),
    [(30, 5, DAY, ""), (30, 6, DAY, "signups.too_many"), (30, 0, DAY, "signups.nobody"), (None, 1, DAY, "signups.not_open"), (30, 1, DAY + timedelta(days=1), "signups.is_over")],
)
def test_who_may_sign_up(places: int | None, heads: int, on: date, wanted: str) -> None:
    said = may_sign_up(places, DAY, heads, on, POLICY)
    assert [one.code for one in said.reasons] == ([wanted] if wanted else [])


def test_opening_and_the_door_have_their_day() -> None:
    assert [bool(may_open(*one)) for one in (("published", 30, 30), ("published", 29, 30), ("planned", 30, 0), ("published", 0, 0))] == [True, False, False, False]
    assert [bool(may_check_in(state, DAY, on)) for state, on in (("confirmed", DAY), ("waiting", DAY), ("came", DAY), ("cancelled", DAY))] == [True, True, False, False]
    assert not may_check_in("confirmed", DAY, DAY - timedelta(days=1))


@given(st.lists(st.integers(1, 5), max_size=30), st.lists(st.integers(0, 29), max_size=12), st.integers(1, 40))
def test_no_more_are_in_than_places_and_nobody_waits_who_would_fit(asked: list[int], gone: list[int], places: int) -> None:
    inside: dict[int, int] = {}
    waiting: list[tuple[int, int]] = []
    for number, heads in enumerate(asked):
        if signed_as(heads, sum(inside.values()), places) == "confirmed":
            inside[number] = heads
        else:
            waiting.append((number, heads))
    for number in gone:
        inside.pop(number, None)
        moved = moving_up(waiting, sum(inside.values()), places)
        inside |= {one: heads for one, heads in waiting if one in moved}
        waiting = [one for one in waiting if one[0] not in moved]
        assert sum(inside.values()) <= places
        assert all(sum(inside.values()) + heads > places for _one, heads in waiting)


def test_sixty_at_once_on_thirty_places_are_exactly_thirty(world: make.World, at: datetime) -> None:
    """From everybody's page and from the desk together; each of everybody's is sent twice."""
    activity, head = opened(world, at), world.actor("encheng_head")

    def everybody(number: int) -> None:
        for turn in range(5):
            secret = uuid4().hex
            for _again in range(2):
                put(activity, 1, at + timedelta(milliseconds=10 * number + turn), secret)

    def desk() -> None:
        for _ in range(5):
            commands.sign_up_at_desk(head, at=at, activity_id=activity, heads=1)

    together = Together()
    for number in range(10):
        together.once(lambda number=number: everybody(number))  # type: ignore[misc]
    for _ in range(2):
        together.once(desk)
    together.end()
    assert standing(world, activity) == {"confirmed": 30, "waiting": 30}
    with acting(head):
        assert sorted(n for (n,) in rows("SELECT number FROM prevention_signup WHERE matter_id = %s", [activity])) == list(range(1, 61))


def test_who_gives_up_lets_the_next_in_and_more_places_let_in_more(world: make.World, at: datetime) -> None:
    activity, head = opened(world, at, places=5), world.actor("encheng_head")
    mine = uuid4().hex
    assert [put(activity, heads, at + timedelta(minutes=n), mine if n == 0 else "") for n, heads in enumerate((4, 3, 2, 1))] == ["confirmed", "waiting", "waiting", "confirmed"]
    by_anyone.give_up(mine)
    by_anyone.give_up(mine)
    assert standing(world, activity) == {"cancelled": 4, "confirmed": 4, "waiting": 2}  # three fit, two do not any more
    with pytest.raises(Refused) as refused:
        commands.open_signups(head, at=at, activity_id=activity, places=3)
    assert code(refused) == "signups.below"
    said = commands.open_signups(head, at=at, activity_id=activity, places=6)
    assert said["followed"] == [["signups.moved_up", {"n": 1}, None]] and standing(world, activity)["confirmed"] == 6
    call_off_activity(head, at=at, activity_id=activity, note="下雨")
    assert by_anyone.activity(activity) is None


def test_at_the_door_by_code_by_list_and_without_a_sign_up(world: make.World, at: datetime) -> None:
    head, activity = world.actor("encheng_head"), opened(world, at, places=4, held_on=make.World.on)
    of = by_anyone.activity(activity)
    assert of is not None
    for heads in (2, 1, 3):
        put(activity, heads, at)
    with acting(head):
        ((gate,),) = rows("SELECT gate FROM prevention_activity WHERE id = %s", [activity])
        numbers = dict(rows("SELECT number, id FROM prevention_signup WHERE matter_id = %s", [activity]))
    for typed, number, on, wanted in (
        ("000000" if gate != "000000" else "1", 1, make.World.on, "signups.code_is_wrong"), (gate, 9, make.World.on, "signups.code_is_wrong"),
        (gate, 1, make.World.on + timedelta(days=1), "signups.not_its_day"), (gate, 3, make.World.on, "signups.still_waiting"),
    ):
        with pytest.raises(Refused) as refused:
            by_anyone.arrive(of, typed, number, at, on)
        assert code(refused) == wanted
    by_anyone.arrive(of, gate, 1, at, make.World.on)
    by_anyone.arrive(of, gate, 1, at, make.World.on)
    commands.check_in(head, at=at, signup_id=numbers[2], came=4)
    with pytest.raises(Refused) as refused:
        commands.check_in(head, at=at, signup_id=numbers[2], came=4)
    assert code(refused) == "signups.came_already"
    commands.check_in_without_signup(head, at=at, activity_id=activity, came=7)
    with acting(head):
        tally = tally_of(activity)
    assert (tally.confirmed, tally.waiting, tally.came) == (0, 3, 2 + 4 + 7)


def test_the_pages_of_everybody_and_of_the_desk(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    activity = opened(world, clock.now(), places=2, held_on=clock.today())
    listed = client.get(f"/p/{make.ENPING}/on/").content.decode()
    assert f"/p/a/{activity}/" in listed and len(listed.encode()) < 60_000
    page = client.get(f"/p/a/{activity}/")
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies and "<script" not in text and "文化站" in text and "还有 2 个名额" in text
    secrets = [re.search(r'name="secret" value="([^"]+)"', client.get(f"/p/a/{activity}/").content.decode()) for _ in range(2)]
    links = [client.post(f"/p/a/{activity}/", {"heads": "2", "phone": "07501234567", "secret": one[1]})["Location"] for one in secrets if one]
    assert "报名成功" in client.get(links[0]).content.decode() and "排在候补" in client.get(links[1]).content.decode()
    assert client.post(f"/p/a/{activity}/", {"heads": "9", "secret": uuid4().hex}).status_code == 422
    assert client.post(f"/p/a/{activity}/here/none/", {"number": "1"}).status_code == 422
    assert client.get(f"/p/a/{uuid4()}/").status_code == client.get("/p/j/nothere/").status_code == 404
    make.enter(client, world, "encheng_head")
    with django_assert_max_num_queries(12):
        shown = client.get(f"/prevention/signups/?activity={activity}").content.decode()
    assert "07501234567" in shown and "到了" in shown
    with acting(world.actor("encheng_head")):
        numbers = dict(rows("SELECT number, id FROM prevention_signup WHERE matter_id = %s", [activity]))
    sent = {"came": "2", "request_id": str(uuid4())}
    for _ in range(2):
        assert client.post(f"/prevention/signups/{numbers[1]}/in/", sent).status_code == 302
    assert client.post(f"/prevention/signups/{numbers[1]}/in/", sent | {"request_id": str(uuid4())}).status_code == 422
    assert client.get(f"/prevention/activities/{activity}/signups/poster/").content.decode().count("<svg class=\"square-code\"") == 2
    typed = re.search(r'<input[^>]*name="signed"[^>]*>', client.get(f"/prevention/activities/{activity}/record/").content.decode())
    assert typed and 'value="2"' in typed[0]
    make.enter(client, world, "hengpi_worker")
    assert client.get(f"/prevention/signups/?activity={activity}").status_code == 404
    assert client.post(f"/prevention/signups/{numbers[2]}/in/", {"came": "2", "request_id": str(uuid4())}).status_code == 404


def test_a_telephone_number_goes_thirty_days_after_the_activity(world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = opened(world, at)
    put(activity, 2, at, phone="07501234567")
    for days, kept in ((29, 1), (30, 0)):
        monkeypatch.setattr(clock, "today", lambda days=days: DAY + timedelta(days=days))
        forget_phones(make.ENPING)
        with acting(world.actor("encheng_head")):
            assert rows("SELECT count(*) FILTER (WHERE phone IS NOT NULL), sum(heads) FROM prevention_signup") == [(kept, 2)]
