"""本人自己换积分、撤回同意: what the person does with their own points and consents, written down by the house."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

import pytest

from guitu.casework.consents.commands import give_consent
from guitu.casework.shop.commands import hand_out
from guitu.kit.database import acting, rows
from tests import casefile, make
from tests.casework.test_exchanging import balance, codes_of, earned, pieces, stocked
from tests.portal.coming import at_home

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")


def test_points_become_rice_at_ones_own_door_and_the_code_is_shown_once(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    phone = at_home(world, at, person)
    page = phone.get("/me/exchange/").content.decode()
    assert "大米 5 kg · 40" in page and "2026-04-01" in page and "52" in page
    assert phone.post("/me/exchange/", {"good": str(good)}).status_code == 422
    wish = {"good": str(good), "day": "2026-04-01", "request_id": make.request_id()}
    shown = phone.post("/me/exchange/", wish).content.decode()
    (code,) = re.findall(r"<code>([^<]+)</code>", shown)
    again = phone.post("/me/exchange/", wish).content.decode()
    assert "已经显示过" in again and code not in again
    assert balance(world, person) == 1200 and pieces(world, good) == 2
    had = phone.get("/me/exchange/").content.decode()
    (redemption,) = re.findall(r"/me/exchange/([0-9a-f-]{36})/", had)
    (new_code,) = re.findall(r"<code>([^<]+)</code>", phone.post(f"/me/exchange/{redemption}/", {"what": "code"}).content.decode())
    assert codes_of(lambda: hand_out(world.actor("keeper"), at=at, code=code)) == {"redemptions.no_such_code"}
    hand_out(world.actor("keeper"), at=at, code=new_code)
    assert phone.post(f"/me/exchange/{redemption}/", {"what": "give_up"}).status_code == 422
    assert "已领走" in phone.get("/me/exchange/").content.decode()


def test_what_is_given_up_comes_back_and_nobody_touches_what_is_anothers(world: make.World, at: datetime) -> None:
    person, good = earned(world, at), stocked(world, at)
    other = casefile.person(world.actor("encheng_worker"), at, "李小红", post_id=world.posts["encheng_worker"])
    phone, stranger = at_home(world, at, person), at_home(world, at, other)
    phone.post("/me/exchange/", {"good": str(good), "day": "2026-04-01"})
    (redemption,) = re.findall(r"/me/exchange/([0-9a-f-]{36})/", phone.get("/me/exchange/").content.decode())
    assert stranger.post(f"/me/exchange/{redemption}/", {"what": "give_up"}).status_code == 404
    assert "大米" not in re.sub(r"<form.*?</form>", "", stranger.get("/me/exchange/").content.decode(), flags=re.DOTALL)
    assert phone.post(f"/me/exchange/{redemption}/", {"what": "give_up"}).status_code == 302
    assert balance(world, person) == 5200 and pieces(world, good) == 3


def test_every_line_of_a_month_says_why_and_who_may_say_that_it_is_wrong(world: make.World, at: datetime) -> None:
    person = earned(world, at)
    phone = at_home(world, at, person)
    page = phone.get("/me/points/?month=2026-03").content.decode()
    assert "每一笔" in page and "这一笔不对" not in page  # nothing was taken off
    with acting(world.actor("director")):
        ((line,),) = rows("SELECT id FROM casework_pointstransfer WHERE person_id = %s AND item = 'P05'", [person])
    assert phone.get(f"/me/points/2026-03/{line}/").status_code == 404


def test_a_consent_is_taken_back_with_one_tap(world: make.World, at: datetime) -> None:
    person = earned(world, at)
    worker = world.actor("encheng_worker")
    given = give_consent(worker, at=at, person_id=person, on=date(2026, 3, 10), consent_for="neighbours", until=date(2026, 9, 10), note="楼栋长王阿姨")
    phone = at_home(world, at, person)
    assert "楼栋长王阿姨" in phone.get("/me/consents/").content.decode()
    consent = given["facts"][0]
    assert phone.post("/me/consents/", {"consent": str(UUID(int=7))}).status_code == 200
    assert phone.post("/me/consents/", {"consent": consent, "request_id": make.request_id()}).status_code == 200
    page = phone.get("/me/consents/").content.decode()
    assert "2026-03-16 撤回了" in page and 'value="' + str(consent) not in page
    assert [one["consent"] for one in casefile.said(worker, "consent_withdrawn", person)] == [consent]
