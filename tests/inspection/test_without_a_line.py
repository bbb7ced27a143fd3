"""What is checked without a line: photographs with the record that names them, a draft on the list it was begun with, eight
hours of visits sent twice."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.inspection.checks.commands import bring_photo, record_check
from guitu.inspection.opened import venue_of
from guitu.inspection.photos import Pictured, taken
from guitu.inspection.records import record_of
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.papers.files.commands import Sent
from guitu.rules.checklists import Seen
from tests import make
from tests.inspection.placing import LIST, PAPER, SURE, VERSION, another_list, campaign, check, seen, venue
from tests.inspection.test_places import codes, sheet
from tests.papers.test_files import photo

pytestmark = pytest.mark.django_db(transaction=True)
NEW_WORDS = ("营业日志保存六十日，没有删改", "营业日志保存九十日，没有删改")


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", data, "image/jpeg")


def test_a_record_names_its_photographs_says_how_many_have_come_and_takes_no_other(
    world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any
) -> None:
    of = venue(world, at)
    make.enter(client, world, "encheng_police")
    here, later, other = (photo(size=(200 + n, 100)) for n in range(3))
    found = {"item_log": "no", "words_log": "三月没有日志"}
    assert sheet(client, of, world, **found, item_signs="no", words_signs="没有", photos_signs=[upload(here), upload(here)])[0].status_code == 200
    for more, said in (({"photos_signs": upload(here)}, "没有问题，不用拍照"), ({"photos_log": upload(b"no picture")}, "照片"),
                       ({"photos_log_sha256": " ".join(f"{n:064x}" for n in range(7))}, "最多 6 张照片")):
        answer, _what = sheet(client, of, world, **found, **more)
        assert answer.status_code == 422 and said in answer.content.decode()
    assert len(stored(world, of)) == 1, "the same picture twice is one"
    before = visits(world, of)
    named = f"{sha256(here).hexdigest()} {sha256(later).hexdigest()} <script>"
    answer, what = sheet(client, of, world, **found, photos_log=upload(here), photos_log_sha256=named)
    assert answer.status_code == 200 and answer["X-Recorded"] == what["request_id"]
    visit = next(one for one in visits(world, of) if one not in before)
    where = f"/inspection/{of}/records/{visit}/"
    page = client.get(where).content.decode()
    assert "照片 1 / 2" in page and "还有 1 张没有到" in page and "和签字时一样" in page
    bring = lambda data: client.post(f"{where}photo/", {"photo": upload(data), "request_id": make.request_id()})  # noqa: E731
    refused = bring(other)
    assert refused.status_code == 422 and "不在这份记录里" in refused.content.decode()
    assert bring(later).status_code == 302 == bring(later).status_code, "brought twice, kept once"
    page = client.get(where).content.decode()
    assert "照片 2 / 2" in page and "没有到" not in page and "和签字时一样" in page, "what comes later changes nothing that was signed"
    assert len(stored(world, of)) == 3
    with django_assert_max_num_queries(12):  # session, post and the frame are four of them
        client.get(where)
    make.enter(client, world, "hengpi_head")
    assert client.get(where).status_code == 404 == bring(later).status_code


def test_a_draft_keeps_the_version_of_its_list_and_one_that_is_too_old_is_looked_at_again(
    world: make.World, client: Client, at: datetime, clock: Any
) -> None:
    of = venue(world, at)
    another_list(world, at + timedelta(hours=1), *NEW_WORDS)
    clock("2026-03-16T12:00:00")
    make.enter(client, world, "encheng_police")
    now = client.get(f"/inspection/{of}/check/").content.decode()
    kept = client.get(f"/inspection/{of}/check/?list={VERSION}").content.decode()
    assert NEW_WORDS[1] in now and VERSION not in now
    assert NEW_WORDS[0] in kept and VERSION in kept and "旧的一版检查表" in kept
    answer, _what = sheet(client, of, world, checklist=VERSION, item_log="no", words_log="没有日志")
    assert answer.status_code == 200
    record = client.get(f"/inspection/{of}/records/{visits(world, of)[0]}/").content.decode()
    assert NEW_WORDS[0] in record and NEW_WORDS[1] not in record, "the record is of the list that was answered"
    clock("2026-03-26T12:00:00")
    make.enter(client, world, "encheng_police")
    late, what = sheet(client, of, world, checklist=VERSION, on="2026-03-26", item_log="no", words_log="还是没有")
    page = late.content.decode()
    version = re.search(r'name="checklist" value="([^"]+)"', page)
    assert late.status_code == 422 and "换了版本" in page and version and version[1] != VERSION and "还是没有" in page
    again = client.post(f"/inspection/{of}/check/", {**what, "checklist": version[1], "on": "2026-03-26", "item_log": "no", "words_log": "还是没有"})
    assert again.status_code == 200, "looked at again, it is recorded on the list that holds"


def test_eight_hours_without_a_line_lose_nothing_and_double_nothing(world: make.World, at: datetime) -> None:
    """60 visits, 120 photographs, the list changed midway; every second answer was lost and is asked for again."""
    places = [venue(world, at, f"歌厅{n}") for n in range(60)]
    drive = campaign(world, at)
    made = taken(photo(size=(64, 48)))
    assert made is not None
    sent: list[tuple[dict[str, Any], list[str]]] = []
    for n, of in enumerate(places):
        photos = [Sent(b"%d of %d" % (p, n), made.made) for p in range(2)]
        what: dict[str, Any] = {
            "venue_id": of, "on": world.on, "result": "checked", "others": [world.posts["encheng_head"]], "signed": PAPER, "checklist": VERSION,
            "seen": seen(log="没有日志"), "confirmed": SURE, "campaign": drive, "persons": n % 3, "request_id": make.request_id(),
            "photos": [Pictured("log", one.digest, one) for one in photos],
        }
        sent.append((what, [one.digest for one in photos]))
    police, back = world.actor("encheng_police"), at + timedelta(hours=8)
    another_list(world, at + timedelta(hours=4), *NEW_WORDS)
    first = [record_check(police, at=back, **what) for what, _digests in sent]
    again = [record_check(police, at=back + timedelta(minutes=1), **what) for what, _digests in sent[::2]]
    assert [one["visit"] for one in again] == [one["visit"] for one in first[::2]], "the same request is the same visit"
    with acting(police):
        kept = rows("SELECT matter_id FROM ledger_fact WHERE kind = 'venue_checked'")
        photos_kept = rows("SELECT count(*), count(DISTINCT (matter_id, digest)) FROM inspection_photo WHERE moment = 'visit'")
        assert len(kept) == 60 == len(set(kept)) and photos_kept == [(120, 120)]
        for answer, (what, digests) in zip(first, sent, strict=True):
            told, digest = record_of(what["venue_id"], UUID(answer["visit"]))
            fact: Any = venue_of(what["venue_id"], world.on).held.fact(answer["visit"])
            assert digest == fact.record, "the printed hash holds"
            assert [one for _item, one in told["photos"]] == digests and told["list"]["title"] == LIST.title
        assert rows("SELECT count(*) FROM inspection_deployment") == [(2,)]


def test_no_photograph_is_brought_to_a_record_that_names_none(world: make.World, at: datetime) -> None:
    of = venue(world, at)
    visit = check(world, at, of, found={"log": "没有日志"})
    sent = taken(photo(size=(64, 48)))
    with pytest.raises(Refused) as refused:
        bring_photo(world.actor("encheng_police"), at=at, venue_id=of, visit_id=UUID(visit), photo=sent)
    assert codes(refused) == ["checklists.not_of_the_record"]
    with pytest.raises(Refused) as refused:
        check(world, at, of, seen=[*seen(), Seen("log", "yes")], photos=[Pictured("log", "0" * 64)])
    assert "checklists.no_photo_needed" in codes(refused)


def visits(world: make.World, of: UUID) -> list[UUID]:
    with acting(world.actor("encheng_police")):
        return [id for (id,) in rows("SELECT id FROM ledger_fact WHERE matter_id = %s AND kind = 'venue_checked' ORDER BY recorded_at DESC", [of])]


def stored(world: make.World, of: UUID) -> list[UUID]:
    with acting(world.actor("encheng_police")):
        return [id for (id,) in rows("SELECT id FROM inspection_photo WHERE matter_id = %s", [of])]
