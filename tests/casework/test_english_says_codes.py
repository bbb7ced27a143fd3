"""An English page says every code in English."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from tests import casefile, make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    """Somebody with one fact of every code that a timeline can show."""
    worker = world.actor("encheng_worker")
    found = casefile.on_detox(worker, at)
    for how in ("home", "centre", "workplace", "phone", "video"):
        casefile.fact(worker, at, found, "visit", date(2026, 1, 5), how=how, moods=("steady", "work"), needs=("work",))
    for outcome in ("negative", "invalid", "refused", "prescribed"):
        casefile.fact(worker, at, found, "urine_test", date(2026, 1, 6), outcome=outcome)
    for why in ("work", "family", "medical", "study", "other"):
        casefile.fact(worker, at, found, "leave_granted", date(2026, 2, 1), until=date(2026, 2, 3), why=why)
    for custody in ("detained", "arrested", "imprisoned", "corrective_education"):
        casefile.fact(worker, at, found, "taken_into_custody", date(2026, 3, 1), custody=custody)
        casefile.fact(worker, at, found, "released_from_custody", date(2026, 3, 2))
    return found


NEW = ("start-two-way-control", "record-escape", "start-medical-leave", "record-pregnancy", "record-nursing")
OURS = {
    "恩公",
    "社戒",
    "字",
    "号",  # taught as it is written on a paper
    "测试",
    "恩城街道",
    "王",
    "邑康家园",
    "东门",
    "社区",
    "恩平市",
}  # names of people and places of the test


@pytest.mark.parametrize("tab", ["", "show/timeline/", "show/measures/", "show/tests/", "show/visits/"])
def test_the_persons_page(client: Client, world: make.World, person: UUID, tab: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    make.enter(client, world, "encheng_worker")
    page = client.get(f"/casework/people/{person}/{tab}")
    assert page.status_code == 200
    assert left_over(page.content.decode()) == []


@pytest.mark.parametrize(
    "name",
    [
        "open-measure", "record-custody", "grant-leave", "record-status", "visit", "report", "end-measure",
        *NEW,
    ],
)
def test_the_forms(client: Client, world: make.World, person: UUID, name: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    make.enter(client, world, "encheng_worker")
    page = client.get(steps.url(person, name))
    assert page.status_code == 200
    assert left_over(page.content.decode()) == []


def left_over(said: str) -> list[str]:
    """What stands in Chinese and is neither a name nor the text of a law, which is quoted as it is."""
    main = said.split("<main", 1)[1].split("</main>", 1)[0]
    main = re.sub(r'(?s)<details class="clause".*?</details>|<span class="clause-bare".*?</span>', "", main)
    read = re.sub(r"<[^>]+>", " ", main)
    for name in OURS:
        read = read.replace(name, "")
    return HAN.findall(read)


def test_whoever_is_in_nobodys_care(client: Client, world: make.World, at: datetime) -> None:
    casefile.person(world.actor("encheng_head"), at)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    make.enter(client, world, "encheng_head")
    page = client.get("/casework/rosters/without-worker/")
    assert "In society" in page.content.decode() or "no measure" in page.content.decode().lower()
    assert left_over(page.content.decode()) == []
