"""表单用量: sums of forms without a name; what a browser says is bounded; quiet fields; a proposal takes another person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.meter import counting, queries
from guitu.meter.commands import answer_drop, propose_drop
from guitu.rules import meter
from guitu.rules.meter import FieldUse, Use
from tests import casefile, make

ON = date(2026, 3, 16)
VISIT = "/casework/people/6f6b6f6e-0000-4000-8000-000000000000/visit/"


@pytest.fixture(autouse=True)
def _nobody_has_sent_yet() -> None:
    counting._recent.clear()


def sent(client: Client, **changed: str) -> int:
    what = {"form": VISIT, "fields": "how:1 met:1 moods:0 note:1", "touches": "9", "seconds": "40", **changed}
    return client.post("/meter/count/", what).status_code


def kept(world: make.World) -> list[tuple[Any, ...]]:
    with acting(world.actor("clerk")):
        return rows("SELECT form, role, sends, shown, filled, touches, seconds FROM meter_formuse ORDER BY 1, 2")


@pytest.mark.django_db
def test_a_form_sent_is_added_to_the_sums_of_its_role_and_says_nothing_of_who(world: make.World, client: Client) -> None:
    for name in ("encheng_worker", "encheng_other", "village"):
        make.enter(client, world, name)
        assert sent(client) == 204
    assert kept(world) == [("record-visit", "social_worker", 2, 8, 6, 18, 80), ("record-visit", "village_worker", 1, 4, 3, 9, 40)]
    with acting(world.actor("clerk")):
        assert rows("SELECT field, shown, filled, filled_on FROM meter_formfield ORDER BY 1") == [
            ("how", 3, 3, ON), ("met", 3, 3, ON), ("moods", 3, 0, None), ("note", 3, 3, ON),
        ]
        columns = {name for (name,) in rows("SELECT column_name FROM information_schema.columns WHERE table_name IN ('meter_formuse', 'meter_formfield')")}
        assert not rows("SELECT 1 FROM ledger_entry WHERE detail::text LIKE '%%meter%%'")
    assert not {"post_id", "account_id", "natural_person_id", "at", "recorded_at"} & columns
    with acting(world.actor("yongan_head")):
        assert rows("SELECT 1 FROM meter_formuse") == []


@pytest.mark.django_db
def test_what_a_browser_says_is_bounded_and_what_it_makes_up_is_nothing(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    odd = ({"form": "/nowhere/"}, {"form": "https://example.org/"}, {"touches": "-1"}, {"seconds": "soon"}, {"fields": "<script>:1 王小明:1"}, {"fields": ""})
    assert {sent(client, **one) for one in odd} == {204} and kept(world) == []
    assert sent(client, touches="99999999", seconds="99999999", fields="phone_0:0 phone_1:1 " * 500) == 204
    assert kept(world) == [("record-visit", "social_worker", 1, 1, 1, meter.MOST_TOUCHES, meter.MOST_SECONDS)]
    for _ in range(meter.MOST_A_MINUTE + 5):
        sent(client)
    assert kept(world)[0][2] == meter.MOST_A_MINUTE


@pytest.mark.django_db
def test_a_field_nobody_fills_is_shown_proposed_and_answered_by_another(world: make.World, client: Client, clock: Any) -> None:
    clock("2025-12-01T09:00:00")
    make.enter(client, world, "encheng_worker")
    sent(client)
    clock("2026-03-16T09:00:00")
    make.enter(client, world, "encheng_worker")
    sent(client, fields="how:1 met:1 moods:0 note:0")
    assert client.get("/meter/").status_code in (403, 404)
    make.enter(client, world, "clerk")
    page = client.get("/meter/").content.decode()
    assert "没有人填" in page and "记录走访" in page and "/meter/drop/record-visit/moods/" in page and "/meter/drop/record-visit/how/" not in page
    assert "禁毒社工" not in page  # a role of three posts is told with others, or not at all
    request = {"request_id": make.request_id(), "words": "从来没有人勾。"}
    assert [client.post("/meter/drop/record-visit/moods/", request).status_code for _ in range(2)] == [302, 302]
    again = client.post("/meter/drop/record-visit/moods/", {"words": "再说一次"})
    assert again.status_code == 422 and "已经有人提议" in again.content.decode() and "再说一次" in again.content.decode()
    assert client.post("/meter/drop/record-visit/weather/", {"words": "没有"}).status_code == 404
    with acting(world.actor("clerk")):
        (proposal,) = queries.proposals("440785")
    assert client.post(f"/meter/drops/{proposal['id']}/", {"agree": "yes", "words": "好"}).status_code in (403, 404)
    make.enter(client, world, "director")
    with casefile.capture() as asked:
        assert "答复" in client.get("/meter/").content.decode()
    assert len(casefile.content_queries(asked)) <= 6
    assert client.post(f"/meter/drops/{proposal['id']}/", {"agree": "no", "words": "帮扶要看。"}).status_code == 302
    assert "还要问" in client.get("/meter/").content.decode()
    with pytest.raises(Refused, match="answered"):
        answer_drop(world.actor("director"), at=make.moment(2026, 3, 16), proposal_id=proposal["id"], agree=True, words="改主意")


@pytest.mark.django_db
def test_who_proposed_never_answers_under_another_post(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    sent(client)
    made = propose_drop(world.actor("clerk"), at=make.moment(2026, 3, 16), form="record-visit", field="moods", words="没有人勾")
    same = replace(world.actor("director"), natural_person_id=world.actor("clerk").natural_person_id)
    with pytest.raises(Refused, match="another_person"):
        answer_drop(same, at=make.moment(2026, 3, 16), proposal_id=UUID(made["proposal"]), agree=True, words="好")


@pytest.mark.parametrize(
    ("first", "filled", "read", "is_used", "why"),
    [
        (date(2025, 12, 17), None, None, False, ""),  # 89 days: too new to say
        (date(2025, 12, 16), None, None, False, "unfilled"),
        (date(2025, 1, 1), date(2025, 12, 15), ON, True, "unfilled"),
        (date(2025, 1, 1), date(2025, 12, 16), None, False, "unread"),
        (date(2025, 1, 1), ON, date(2025, 12, 15), False, "unread"),
        (date(2025, 1, 1), ON, date(2025, 12, 16), False, ""),
        (date(2025, 1, 1), ON, None, True, ""),
    ],
)
def test_a_field_is_quiet_after_ninety_days(first: date, filled: date | None, read: date | None, is_used: bool, why: str) -> None:
    assert meter.quiet(FieldUse("f", "a", 9, 3, first, filled, read), ON, is_used=is_used) == why


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9)),
    st.lists(st.tuples(st.sampled_from(("x", "y")), st.sampled_from("abcdef"), st.integers(1, 50)), max_size=12),
)
def test_no_line_is_told_that_fewer_than_five_posts_could_have_made(posts: dict[str, int], told: list[tuple[str, str, int]]) -> None:
    uses = [Use(form, role, n, n, n, n, n) for form, role, n in told]
    found = meter.told_apart(uses, posts)
    few = sum(n for n in posts.values() if n < meter.LEAST_POSTS)
    for one in found:
        assert (few if one.role == meter.OTHERS else posts[one.role]) >= meter.LEAST_POSTS
    shown = sum(one.sends for one in found)
    hidden = sum(one.sends for one in uses if posts.get(one.role, 0) < meter.LEAST_POSTS)
    assert shown == sum(one.sends for one in uses) - (hidden if few < meter.LEAST_POSTS else 0)


def test_the_rulebook_reads_what_a_visit_says_of_how_and_met() -> None:
    used = queries.used_by_rules()
    assert {"how", "met", "outcome"} <= used and not {"session_stage", "weather"} & used
