"""The schema is what the doors do: schemathesis asks each of them what its schema allows and what it does not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck
from schemathesis.specs.openapi.checks import (
    ensure_resource_availability,
    positive_data_acceptance,
    unsupported_method,
    use_after_free,
)

from guitu.api import openapi
from guitu.wsgi import application
from tests import make
from tests.security import canaries
from tests.systems import keys

pytestmark = [pytest.mark.django_db]
HAN = re.compile(r"[\u4e00-\u9fff]")
EXAMPLES = int(os.environ.get("GUITU_API_EXAMPLES", "8"))
# What a rule refuses is no fault of the schema; of ids made up nothing is found.
NOT_OURS = [positive_data_acceptance, unsupported_method, ensure_resource_availability, use_after_free]


@pytest.fixture
def api(world: make.World, at: Any) -> Iterator[tuple[Any, keys.Key]]:
    canaries.someone_known_well(world, at)
    key = keys.all_of(world, at, "county_clerk", per_minute=600, per_day=100_000)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application), key


def test_every_door_keeps_to_its_schema_and_never_breaks(api: tuple[Any, keys.Key], clock: Any) -> None:
    schema, key = api
    seen: dict[str, int] = {}
    for number, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        clock(f"2026-03-16T{10 + number // 60:02d}:{number % 60:02d}:00")  # each in a minute of its own

        @hypothesis.settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        )
        @hypothesis.given(case=operation.as_strategy())
        def knock(case: Any) -> None:
            headers = key.headers(**({"Idempotency-Key": str(uuid4())} if case.method == "POST" else {}))
            response = case.call_and_validate(headers=headers, excluded_checks=NOT_OURS)
            seen[f"{response.status_code}"] = seen.get(f"{response.status_code}", 0) + 1
            assert response.status_code < 500

        knock()
    assert seen.get("200", 0) > 10 and {"404", "422"} <= seen.keys(), seen


def test_the_schema_and_the_page_are_for_everybody_and_hold_no_asset_of_others(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    found = answer.json()
    assert found["openapi"] == "3.1.0" and answer["Cache-Control"] == "no-store"
    refused = found["paths"]["/people"]["get"]["responses"]
    assert list(refused["401"]["content"]) == ["application/problem+json"]
    page = client.get("/api/v1/").content.decode()
    for path, methods in found["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
    assert "http://" not in page.replace("http://www.w3.org", "") and "cdn" not in page
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()
    summaries = [one["summary"] for methods in english["paths"].values() for one in methods.values()]
    assert english["info"]["title"] == "Guitu API" and not HAN.search(" ".join(summaries))
    assert {one["operationId"] for methods in english["paths"].values() for one in methods.values()} == {
        one["operationId"] for methods in found["paths"].values() for one in methods.values()
    }


def test_the_names_of_doors_stay(client: Client) -> None:
    """Others build on these: a name taken away or a field made necessary breaks their programs."""
    found = openapi.schema()
    doors = {(method, path) for path, methods in found["paths"].items() for method in methods}
    assert {
        ("get", "/me"), ("get", "/people"), ("get", "/people/{person_id}"), ("get", "/people/{person_id}/facts"), ("get", "/duties"),
        ("get", "/register"), ("get", "/figures/{name}"), ("get", "/tasks/{task_id}"), ("post", "/commands/record_visit"),
        ("post", "/commands/record_urine_test"),
    } <= doors
    visit = found["components"]["schemas"]["record_visit_body"]
    assert visit["required"] == ["person_id", "on"] and visit["additionalProperties"] is False
