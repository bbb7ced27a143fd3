"""The gate refuses what is no key, too often, too much, misspelt: always problem+json, always every reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.grid.establishing import end_holding
from guitu.kit.database import acting, rows
from guitu.systems.commands import withdraw_key
from tests import make
from tests.security import canaries
from tests.systems import keys

pytestmark = [pytest.mark.django_db]
VISIT = {"on": "2026-03-16", "how": "home", "met": True}


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def problem(answer: Any, status: int, kind: str) -> Any:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json" and answer["Cache-Control"] == "no-store"
    said = answer.json()
    assert said["type"] == f"urn:guitu:problem:{kind}" and said["status"] == status and said["title"] and said["detail"]
    return said


def codes(said: Any) -> list[str]:
    return [one["code"] for one in said["reasons"]]


def test_without_a_key_everything_is_answered_with_the_same_bytes(world: make.World, at: datetime, clock: Callable[[str], None]) -> None:
    key, withdrawn = keys.key(world, at), keys.key(world, at)
    withdraw_key(world.actor("security"), at=at, key_id=withdrawn.id, because="测试停用")
    clock("2026-09-01T00:00:01")  # the first day on which the other opens nothing
    client = Client()
    answers = [
        client.get("/api/v1/people", headers=headers)
        for headers in (
            {}, {"Authorization": "Bearer"}, {"Authorization": "Basic dTpw"}, {"Authorization": f"Bearer gt_{'x' * 43}"},
            withdrawn.headers(), key.headers(),
        )
    ]
    for answer in answers:
        problem(answer, 401, "key")
        assert answer["WWW-Authenticate"].startswith("Bearer") and answer.content == answers[0].content


def test_a_login_of_a_person_opens_nothing_here_and_a_key_opens_no_page(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    problem(client.get("/api/v1/people"), 401, "key")
    key = keys.key(world, at)
    assert Client().get("/people/", headers=key.headers())["Location"].startswith("/login/")


def test_withdrawn_it_opens_nothing_from_the_next_call_on(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    assert key.get("/me").status_code == 200
    withdraw_key(world.actor("director"), at=at, key_id=key.id, because="合同到期")
    problem(key.get("/me"), 401, "key")


def test_what_its_kind_of_post_lost_the_key_has_lost_too(world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from guitu.grid.roles import ROLES

    key = keys.key(world, at, actions=["search_people", "see_register"])
    less = {code: replace(role, may=role.may - {"search_people"}) for code, role in ROLES.items()}
    monkeypatch.setattr(ROLES, "_held", less)
    assert codes(problem(key.get("/people"), 403, "not_for_this_key")) == ["api.not_for_this_key"]
    assert key.get("/register").status_code == 200


def test_what_it_was_not_given_it_may_not_do(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.key(world, at, actions=["search_people"])
    for answer in (key.get(f"/people/{wang}"), key.post_to("record_visit", {"person_id": str(wang), **VISIT})):
        problem(answer, 403, "not_for_this_key")


def test_too_often_it_waits(world: make.World, at: datetime, clock: Callable[[str], None]) -> None:
    key = keys.key(world, at, per_minute=2, per_day=4)
    assert [key.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    said = key.get("/me")
    assert said["Retry-After"] == "60" and codes(problem(said, 429, "too_often")) == ["api.too_often"]
    clock("2026-03-16T09:01:30")
    answer = key.get("/me")
    assert answer.status_code == 429 and answer["Retry-After"] == str(86_400 - (9 * 3600 + 90))  # five of four on this day
    clock("2026-03-17T00:00:00")
    assert key.get("/me").status_code == 200


def test_a_name_misspelt_or_said_twice_is_refused(world: make.World, at: datetime) -> None:
    key = keys.key(world, at)
    assert codes(problem(key.get("/people", {"stat": "x", "cursor ": "y"}), 400, "malformed")) == ["api.unknown_parameter"] * 2
    twice = key.client.get("/api/v1/people?late=true&late=false", headers=key.headers())
    assert codes(problem(twice, 400, "malformed")) == ["api.repeated"]
    for wrong in ({"state": "wild"}, {"area": "44078"}, {"late": "maybe"}):
        said = problem(key.get("/people", wrong), 400, "malformed")
        assert [one["field"] for one in said["errors"]] == list(wrong)


def test_the_body_is_strict_json_of_a_bounded_size(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    good = f'{{"person_id": "{wang}", "on": "2026-03-16"'

    def sent(body: Any, kind: str = "application/json", **more: str) -> Any:
        headers = key.headers(**{"Idempotency-Key": str(uuid4()), **more})
        return key.client.post("/api/v1/commands/record_visit", body, content_type=kind, headers=headers)

    deep = good + ', "moods": ' + "[" * 40 + "]" * 40 + "}"
    for body in ("[]", "{", good + ', "on": "2026-03-15"}', good + ', "met": NaN}', good + ', "met": 1e400}', deep, b"\xff\xfe", '"x"',
                 good + ', "note": "\\u0000"}', good + ', "note": "\\ud800"}', good + ', "met": 9007199254740993}'):
        problem(sent(body), 400 if b"1e400" not in (body.encode() if isinstance(body, str) else body) else 422,
                "malformed" if not (isinstance(body, str) and "1e400" in body) else "fields")
    problem(sent(good + "}", "text/plain"), 415, "media_type")
    problem(sent(good + "}", "application/x-www-form-urlencoded"), 415, "media_type")
    problem(sent('{"note": "' + "x" * 300_000 + '"}'), 413, "too_large")
    for wrong in ("short", "", "x" * 65, "有空格 0123456789"):
        problem(sent(good + "}", **{"Idempotency-Key": wrong}), 400, "malformed")
    assert sent(good + "}").status_code == 200


def test_every_field_that_is_wrong_is_said_at_once_in_the_language_asked_for(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    wrong = {"person_id": str(wang), "on": 0, "how": "by_drone", "met": "yes", "moods": ["sad"], "colour": "red"}
    chinese = problem(key.post_to("record_visit", wrong), 422, "fields")
    assert {one["field"].split(".")[0] for one in chinese["errors"]} == {"on", "how", "met", "moods", "colour"}
    assert "缺少" in problem(key.post_to("record_visit", {}), 422, "fields")["detail"]
    answer = key.post_to("record_visit", wrong, **{"Accept-Language": "en-GB,en;q=0.8"})
    english = problem(answer, 422, "fields")
    assert answer["Content-Language"] == "en" and not any("\u4e00" <= sign <= "\u9fff" for sign in english["detail"])
    assert [one["code"] for one in english["errors"]] == [one["code"] for one in chinese["errors"]]


def test_what_the_rules_refuse_comes_with_its_reasons_and_clauses(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    said = problem(key.post_to("record_urine_test", {"person_id": str(wang), "on": "2026-03-16", "outcome": "negative"}), 422, "rules")
    assert said["reasons"] and all(one["sentence"] for one in said["reasons"])
    assert any(one["clause"] and one["clause"]["id"] == "test_procedure.8" and one["clause"]["name"] for one in said["reasons"])
    later = problem(key.post_to("record_visit", {"person_id": str(wang), "on": "2026-03-17"}), 422, "rules")
    assert codes(later) == ["in_the_future"] and later["errors"][0]["field"] == "on"


def test_other_methods_and_addresses_that_lead_nowhere(world: make.World, at: datetime, client: Client) -> None:
    key = keys.key(world, at)
    for method in ("put", "patch", "delete", "options", "trace", "post"):
        answer = getattr(key.client, method)("/api/v1/people", headers=key.headers())
        assert problem(answer, 405, "method") and answer["Allow"] == "GET, HEAD"
    assert problem(key.client.get("/api/v1/commands/record_visit", headers=key.headers()), 405, "method")
    for address in ("/api", "/api/v1", "/api/v1/peoples", "/api/v2/", "/api/v1/commands/", "/api/v1/commands/decide_approval", "/api/v1/people/"):
        answer = client.get(address)
        if address in ("/api", "/api/v1") and answer.status_code == 301:
            continue
        problem(answer, 404, "not_found")
    head = key.client.head("/api/v1/people", headers=key.headers())
    assert head.status_code == 200 and head.content == b""


def test_a_fault_of_ours_says_nothing_of_what_was_sent(
    world: make.World, at: datetime, wang: UUID, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("ZQ-not-a-name")

    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    key.client.raise_request_exception = False
    monkeypatch.setattr("guitu.api.reading.person_given", broken)
    answer = key.get(f"/people/{wang}")
    problem(answer, 500, "broken")
    assert b"ZQ" not in answer.content and str(wang) not in caplog.records[-1].getMessage()
    with acting(make._founder(make.ENPING)):
        assert rows("SELECT count(*) FROM people_access WHERE post_id = %s", [key.post]) == [(0,)]  # the look is undone with it
        assert rows("SELECT status FROM systems_systemcall WHERE key_id = %s", [key.id]) == [(500,)]


def test_the_post_of_a_key_is_nobodys_to_fill_or_to_empty(world: make.World, at: datetime) -> None:
    from guitu.kit.errors import NotVisible

    key = keys.key(world, at)
    with pytest.raises(NotVisible):
        end_holding(world.actor("security"), at=at, post_id=key.post, until_on=at.date())
