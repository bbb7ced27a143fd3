"""整改: what the owner does not agree with, photographs of findings, the authority that punishes, and how often before."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image

from guitu.inspection.findings.commands import decide_appeal, make_venue_link, note_punishment, refer_venue
from guitu.inspection.opened import venue_of
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import Refused
from guitu.policy import load
from guitu.rules.venues import repeated
from tests import make
from tests.inspection.placing import check, venue
from tests.links.asking import knock, secret_in, send

pytestmark = pytest.mark.django_db(transaction=True)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def photo(colour: str = "red", name: str = "a.jpg") -> SimpleUploadedFile:
    """A picture that says where it was taken."""
    made, told = io.BytesIO(), Image.Exif()
    told[0x0110] = "CAMERA-OF-SOMEBODY"
    Image.new("RGB", (64, 48), colour).save(made, "JPEG", exif=told)
    assert b"CAMERA-OF-SOMEBODY" in made.getvalue()
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


def test_an_owner_who_does_not_agree_is_answered_by_another_than_the_finder(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of = venue(world, at)
    visit = check(world, at, of, found={"log": "没有日志", "signs": "没有标志"})
    police, clerk = world.actor("encheng_police"), world.actor("clerk")
    token, key = make_venue_link(police, at=at, venue_id=of, to_whom="吴先生", shown="请按期改好。", hours=24)["once"]
    clock("2026-03-16T09:10:00")
    page = knock(client, token, key)
    assert "不同意，请另一个人重新看" in page.content.decode()
    answer = send(client, token, secret_in(page.content), words="日志在楼上办公室，可以看。", appeal="on", file=photo())
    assert "已送出" in answer.content.decode()
    with acting(clerk):
        due = rows("SELECT kind, due_on FROM duties_duty WHERE matter_id = %s AND state = 'open' AND kind = 'venue_appeal'", [of])
        assert due == [("venue_appeal", date(2026, 3, 31))] and venue_of(of, world.on).course.state == "correcting"
    make.enter(client, world, "encheng_head")
    assert "发现这个问题的人不能决定申诉" in client.get(f"/inspection/{of}/appeal/").content.decode(), "the second inspector found it as well"
    for by in ("encheng_police", "encheng_head"):
        with pytest.raises(Refused):
            decide_appeal(world.actor(by), at=at, venue_id=of, words="看过日志", lifted=[f"{visit}:log"])
    clock("2026-03-16T09:30:00")
    make.enter(client, world, "clerk")
    shown = client.get(f"/inspection/{of}/").content.decode()
    assert "对方不同意 2 项" in shown and "对方送来的" in shown
    what = {"lifted": [f"{visit}:log"], "words": " ", "request_id": make.request_id()}
    assert client.post(f"/inspection/{of}/appeal/", what).status_code == 422
    what["words"] = "日志完整，看过原件。"
    assert [client.post(f"/inspection/{of}/appeal/", what).status_code for _ in range(2)] == [302, 302], "sent twice, done once"
    with acting(clerk):
        course = venue_of(of, world.on).course
    assert [one.item for one in course.open] == ["signs"] and course.appeal is None
    record = client.get(f"/inspection/{of}/records/{visit}/").content.decode()
    assert "对方的答复" in record and "日志在楼上办公室" in record and "日志完整，看过原件" in record, "printed beside what was found"
    with pytest.raises(Refused) as refused:
        decide_appeal(clerk, at=at, venue_id=of, words="再来")
    assert code(refused) == "venues.not_appealed"
    with acting(clerk):  # what is left is put right: the first visit found two, one of which was none
        assert rows("SELECT kind FROM duties_duty WHERE matter_id = %s AND state = 'open'", [of]) == [("venue_recheck",)]


def test_a_photograph_is_of_a_finding_made_anew_and_seen_by_who_sees_the_place(world: make.World, client: Client, at: datetime) -> None:
    of = venue(world, at)
    visit = check(world, at, of, found={"signs": "没有标志"})
    make.enter(client, world, "encheng_police")
    where = f"/inspection/{of}/findings/{visit}:signs/photo/"
    assert client.get(where).status_code == 200 and client.get(f"/inspection/{of}/findings/{visit}:log/photo/").status_code == 404
    for name, sent, said in (("none", {}, "照片"), ("words", {"file": SimpleUploadedFile("a.txt", b"words")}, "还没有保存")):
        wrong = client.post(where, {"moment": "found", "request_id": make.request_id(), **sent})
        assert wrong.status_code == 422 and said in wrong.content.decode(), name
    for _ in range(2):
        assert client.post(where, {"moment": "found", "file": photo(), "request_id": make.request_id()}).status_code == 302
    assert client.post(where, {"moment": "fixed", "file": photo("green"), "request_id": make.request_id()}).status_code == 302
    with acting(world.actor("encheng_police")):
        kept = rows("SELECT id, moment FROM inspection_photo WHERE matter_id = %s ORDER BY moment", [of])
        with pytest.raises(DatabaseError), transaction.atomic():
            run("UPDATE inspection_photo SET moment = 'found' WHERE matter_id = %s", [of])
    assert [moment for _id, moment in kept] == ["fixed", "found"], "the same picture is kept once"
    page = client.get(f"/inspection/{of}/").content.decode()
    assert page.count("<img src=") == 2 and "改好后" in page
    answer = client.get(f"/inspection/{of}/photos/{kept[0][0]}/")
    assert answer["Content-Type"] == "image/jpeg" and b"CAMERA" not in answer.content and "no-store" in answer["Cache-Control"]
    make.enter(client, world, "hengpi_head")
    assert client.get(f"/inspection/{of}/photos/{kept[0][0]}/").status_code == 404


def test_findings_go_to_who_punishes_and_what_that_one_said_counts_for_two_years(
    world: make.World, client: Client, at: datetime, clock: Callable[[str], None]
) -> None:
    of, police = venue(world, at), world.actor("encheng_police")
    for number in range(3):
        then = at + timedelta(minutes=number)
        visit = check(world, then, of, found={"log": "没有日志"})
        with pytest.raises(Refused) as refused:
            refer_venue(police, at=then, venue_id=of, punisher="by_police", referred=[], on=world.on, words="屡次没有日志")
        assert code(refused) == "venues.choose_findings"
        sent = refer_venue(police, at=then, venue_id=of, punisher="by_police", referred=[f"{visit}:log"], on=world.on, words="屡次没有日志")
        with acting(police):
            assert row("SELECT due_on FROM duties_duty WHERE kind = 'venue_punishment' AND state = 'open'") == (date(2026, 4, 15),)
        answer, later = {"referral": sent["facts"][0], "punishment": "warning", "on": world.on, "words": "示例决定书"}, then + timedelta(seconds=9)
        with pytest.raises(Refused) as refused:
            note_punishment(police, at=later, venue_id=of, **answer | {"on": world.on - timedelta(days=1)})
        assert code(refused) == "venues.before_referral"
        note_punishment(police, at=later, venue_id=of, **answer)
        with pytest.raises(Refused) as refused:
            note_punishment(police, at=later, venue_id=of, **answer)
        assert code(refused) == "venues.no_referral"
    clock("2026-03-16T10:00:00")
    make.enter(client, world, "encheng_police")
    page = client.get(f"/inspection/{of}/").content.decode()
    assert "移送公安：警告" in page and "二年内受过 3 次警告或者罚款" in page
    assert client.get(f"/inspection/{of}/refer/").status_code == client.get(f"/inspection/{of}/punishment/").status_code == 200


def test_how_often_before_is_counted_as_the_regulation_counts() -> None:
    policy, on = load("national").on(date(2026, 3, 16)).venues, date(2026, 3, 16)
    day = date(2024, 3, 16)
    for what, wanted in (
        ([(day, "warning"), (day, "fine")], []), ([(day, "warning"), (day, "fine"), (day, "warning")], ["venues.three_warnings"]),
        ([(day - timedelta(days=1), "warning"), (day, "fine"), (day, "warning")], []), ([(day, "no_punishment")] * 5, []),
        ([(day, "suspension")], []), ([(day, "suspension"), (on, "suspension")], ["venues.two_suspensions"]),
        ([(on, "warning")] * 3 + [(on, "suspension")] * 2, ["venues.two_suspensions"]),
    ):
        found = repeated(what, on, policy)
        assert [one.code for one in found] == wanted and all(one.clause == "entertainment.53" for one in found)
