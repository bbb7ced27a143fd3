"""Nothing is evidence by default, and what a form cannot take it says at the field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.levels.commands import assess_risk
from guitu.casework.load import cases
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.database import acting
from guitu.rules import records
from tests import make
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def typed(world: make.World, **what: Any) -> dict[str, Any]:
    return {"on": "2026-03-16", "outcome": "negative", "purpose": "scheduled",
            "tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"]),
            "request_id": make.request_id(), **what}


POSITIVE = {
    "outcome": "positive",
    "substances": ["MET"],
    "sample_a": "A1",
    "sample_b": "B1",
    "told": "on",
    "signed": "on",
}


def kept(world: make.World, person: UUID, kind: str = "urine_test") -> list[Any]:
    with acting(world.actor("encheng_worker")):
        return [f for f in records.effective(cases([person], lock=False)[0].facts) if f.kind == kind]


def field_in_error(response: Any, name: str) -> bool:
    """The error summary links into the field."""
    return re.search(rf'href="#[^"]*{name}[^"]*"', text(response)) is not None


DROPPED: dict[str, tuple[dict[str, Any], str]] = {
    "a second tester equal to the first": ({"tester_2": "{tester_1}"}, "tester_2"),
    "a letter without a refusal": ({"warning_letter": "on"}, "warning_letter"),
    "bottles without a positive": ({"sample_a": "A1", "sample_b": "B1"}, "sample_a"),
    "substances without a positive": ({"substances": ["MET"]}, "substances"),
    "an approver without a forced test": ({"forced_by": "{tester_2}"}, "forced_by"),
    "a notice that is no paper": ({"notice": "nonsense"}, "notice"),
    "testers who are no posts": ({"tester_2": "nonsense"}, "tester_2"),
    "a receipt of a test that was taken here": ({"receipt_no": "异 1"}, "receipt_no"),
}


@pytest.mark.parametrize(
    ("what", "field"),
    DROPPED.values(),
    ids=DROPPED.keys(),
)
def test_what_a_test_cannot_take_is_said_at_the_field(
    world: make.World, at: datetime, client: Client, what: dict[str, Any], field: str
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = typed(world)
    sent |= {name: value.format(**sent) if isinstance(value, str) else value for name, value in what.items()}
    refused = client.post(page("record-urine-test", person), sent)
    assert refused.status_code == 422
    assert field_in_error(refused, field)
    assert kept(world, person) == []


def test_papers_of_a_missed_test_without_a_refusal_are_said_at_the_field(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "slot": "1:1", "reason": "none_given", "warning_letter": "on"}
    refused = client.post(page("record-missed-test", person), sent)
    assert refused.status_code == 422 and field_in_error(refused, "warning_letter")
    assert kept(world, person, "test_missed") == []


def test_nothing_is_ticked_before_the_person_was_told(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("record-urine-test", person)))
    for name in ("told", "signed"):
        tags = re.findall(rf'<input[^>]*name="{name}"[^>]*>', shown)
        assert tags and not [tag for tag in tags if "checked" in tag]


def test_a_positive_asks_whether_the_person_was_told_and_signed(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    without = {name: value for name, value in POSITIVE.items() if name not in ("told", "signed")}
    refused = client.post(page("record-urine-test", person), typed(world, **without))
    assert refused.status_code == 422
    assert field_in_error(refused, "told") and field_in_error(refused, "signed")
    later = {**without, "told": "later", "signed": "later"}
    assert client.post(page("record-urine-test", person), typed(world, **later)).status_code == 200
    (test,) = kept(world, person)
    assert (test.told, test.signed) == (False, False)


def test_a_signature_refused_on_the_spot_is_kept(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = typed(world, **{**POSITIVE, "signed": "refused"})
    assert client.post(page("record-urine-test", person), sent).status_code == 200
    (test,) = kept(world, person)
    assert (test.told, test.signed, test.signature_refused) == (True, False, True)


def test_a_negative_is_recorded_in_two_touches_and_says_nothing_of_telling(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    assert client.post(page("record-urine-test", person), typed(world)).status_code == 200
    (test,) = kept(world, person)
    assert (test.told, test.signed) == (False, False)


def test_the_risk_sheet_shows_the_last_answer_beside_and_marks_none(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    with acting(world.actor("encheng_worker")):
        factors = cases([person], lock=False)[0].policy().on(TODAY).levels.factors
    scores = [(factor, min(choices.values())) for factor, choices in factors.items()]
    assess_risk(world.actor("encheng_worker"), at=at, person_id=person, on=date(2026, 2, 1), scores=scores)
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("assess-risk", person)))
    assert not re.findall(r'<input[^>]*name="factor_work"[^>]*checked', shown)
    assert "还是这样？" in shown
    assert "上次（2026-02-01）" in shown
    sent = {"on": "2026-03-16", **{f"factor_{factor}": str(points) for factor, points in scores[1:]}}
    assert client.post(page("assess-risk", person), sent).status_code == 422


def test_a_test_elsewhere_names_its_testers_or_the_receipt(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    bare = typed(world, elsewhere="on", tester_1="", tester_2="")
    refused = client.post(page("record-urine-test", person), bare)
    assert refused.status_code == 422 and field_in_error(refused, "receipt_no")
    assert client.post(page("record-urine-test", person), {**bare, "receipt_no": "异 1"}).status_code == 200
    (test,) = kept(world, person)
    assert test.elsewhere and test.receipt


def test_named_testers_of_a_test_elsewhere_are_kept(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    two = {"tester_1": str(world.posts["hengpi_worker"]), "tester_2": str(world.posts["hengpi_head"])}
    record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, outcome="negative",
                      elsewhere=True, receipt_no=None, **two)
    (test,) = kept(world, person)
    assert (test.tester_1, test.tester_2) == (two["tester_1"], two["tester_2"])
