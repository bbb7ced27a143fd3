"""本人的门: every page of it, one line per page read, not a word that tells anybody what it is about."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.rules.neutral import unfit_word
from tests import casefile, make
from tests.portal.coming import CONTACT, at_home

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/me/", "/me/days/", "/me/points/", "/me/papers/", "/me/results/", "/me/consents/", "/me/exchange/", "/me/looks/", "/me/ask/", "/me/ask/help/", "/me/ask/leave/",
    "/me/ask/cannot_come/", "/me/ask/level/", "/me/ask/correction/", "/me/ask/other/", "/me/mine/", "/me/rights/", "/me/copy/",
)
FOR_GUARDIAN = ("/me/", "/me/days/", "/me/ask/", "/me/ask/help/", "/me/ask/leave/", "/me/ask/cannot_come/", "/me/mine/", "/me/rights/")


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    worker = world.actor("encheng_worker")
    found = casefile.on_detox(world.actor("encheng_head"), at, "王小明", post_id=world.posts["encheng_worker"])
    casefile.fact(worker, at, found, "urine_test", date(2026, 1, 5), outcome="negative")
    casefile.fact(worker, at, found, "absence_confirmed", date(2026, 2, 12), "民警核实", until=date(2026, 2, 14), warning_letter=True)
    return found


def visible(page: bytes) -> str:
    """All of a page but what the machine made by chance: the form token, the nonce and the ids."""
    return re.sub(r'(value|nonce)="[A-Za-z0-9_\-]{16,}"', "", page.decode())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_writes_one_line_weighs_little_and_says_no_word_of_it(
    world: make.World, at: datetime, person: UUID, language: str
) -> None:
    phone = at_home(world, at, person)
    phone.cookies["guitu-language"] = language
    for path in PAGES:
        before = own_looks(world, person)
        page = phone.get(path)
        assert page.status_code == 200, path
        assert own_looks(world, person) == before + 1, path
        assert len(page.content) <= 20_000, path
        assert unfit_word(visible(page.content)) == "", path
        assert "no-store" in page["Cache-Control"] and "noindex" in page["X-Robots-Tag"], path
        assert "geolocation=()" in page["Permissions-Policy"] and "camera=()" in page["Permissions-Policy"], path
        assert "<title>归途</title>" in page.content.decode() or "<title>Guitu</title>" in page.content.decode(), path
        assert "测试" not in page.content.decode(), path  # the name of no member of staff


def own_looks(world: make.World, person: UUID) -> int:
    with acting(world.actor("director")):
        return int(rows("SELECT count(*) FROM people_access WHERE person_id = %s AND action = 'own'", [person])[0][0])


def test_the_first_page_says_the_next_day_why_and_help(world: make.World, at: datetime, person: UUID) -> None:
    text = at_home(world, at, person).get("/me/").content.decode()
    assert "下一次" in text and "为什么" in text and CONTACT in text and "看病" in text and "已走过" in text


def test_the_counters_of_the_law_stand_with_their_days_and_clause(world: make.World, at: datetime, person: UUID) -> None:
    text = at_home(world, at, person).get("/me/days/").content.decode()
    assert "2026-02-12" in text and "1 次 / 3 次" in text and "《条例》" in text and "平稳的日子" in text


def test_who_looked_is_told_by_post_office_day_and_purpose_from_the_first_day(world: make.World, at: datetime, person: UUID, client: Client) -> None:
    make.enter(client, world, "encheng_head")
    client.get(f"/people/{person}/")
    client.get(f"/casework/people/{person}/")
    text = at_home(world, at, person).get("/me/looks/").content.decode()
    assert "恩城街道办事处" in text and "日常工作" in text and "2026-03-16" in text
    assert "测试" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_how_it_works_is_read_by_anybody_and_tells_nothing(language: str) -> None:
    phone = make.Browser()
    phone.cookies["guitu-language"] = language
    page = phone.get("/me/how/")
    assert page.status_code == 200 and unfit_word(visible(page.content)) == "" and len(page.content) <= 20_000 and not page.cookies
    assert {"zh-hans": "卡片丢了、手机丢了", "en": "If card or telephone is lost"}[language] in page.content.decode()
    assert "readme" not in page.content.decode() and "/me/how/" in phone.get("/me/in/").content.decode()


def test_nobody_comes_in_without_a_visit(world: make.World, at: datetime, person: UUID) -> None:
    for path in PAGES:
        assert Client().get(path).headers["Location"] == "/me/in/", path


@pytest.mark.parametrize(("path", "most"), [("/me/", 3), ("/me/days/", 4), ("/me/looks/", 4), ("/me/ask/", 3), ("/me/results/", 4), ("/me/copy/machine/", 7)])
def test_each_page_asks_little_of_the_database(world: make.World, at: datetime, person: UUID, path: str, most: int) -> None:
    phone = at_home(world, at, person)
    phone.get(path)
    with casefile.capture() as asked:
        assert phone.get(path).status_code == 200
    said = [one["sql"] for one in asked.captured_queries if not any(word in one["sql"] for word in ("set_config", "BEGIN", "COMMIT", "SAVEPOINT"))]
    assert len(said) <= most, said
