"""English: whole, with the same places for values, in plain words; and Chinese unless somebody chose it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from uuid import UUID

import pytest
from babel.messages.catalog import Message
from django.test import Client
from django.utils import translation

from guitu.frame import catalogue
from guitu.grid.models import Area
from guitu.kit.pages import render_to_string
from guitu.kit.telling import joined, numbered, sentence, shown
from guitu.rules.verdict import Reason
from tests import casefile, make

HAN = re.compile(r"[\u3400-\u9fff]+")
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
NOT_SAID = re.compile(r"addict|junkie|abuser|\busers?\b|!", re.IGNORECASE)
TAUGHT_AS_WRITTEN = {
    "姓名",
    "现状日期",
    "身份证号",
    "至",
    "恩城街道",
    "恩公",
    "社戒",
    "字",
    "号",
    "责令社区戒毒",
    "年",
    "报到",
    "应于",
    "前",
}  # what stands in a sheet or on a paper


def _said(text: Message) -> tuple[str, ...]:
    return tuple(text.string) if isinstance(text.string, (tuple, list)) else (text.string or "",)


def _asked(text: Message) -> tuple[str, ...]:
    return tuple(text.id) if isinstance(text.id, (tuple, list)) else (text.id,)


TEXTS = [text for text in catalogue.known_texts() if text.id]


def test_every_text_has_its_english() -> None:
    texts, known = catalogue.found_texts(), catalogue.known_texts()
    for text in texts:
        there = known.get(text.id, text.context) if text.id else None
        text.string = there.string if there else text.string
    assert catalogue.waiting(texts) == [], "python -m guitu.frame.catalogue extract, then write the English"


def test_both_languages_have_the_same_places_for_values() -> None:
    for text in TEXTS:
        wanted = set(PLACES.findall(_asked(text)[0]))
        for said in _said(text):
            assert set(PLACES.findall(said)) == wanted, said


def test_english_speaks_of_persons_plainly() -> None:
    for text in TEXTS:
        for said in _said(text):
            assert not NOT_SAID.search(said), said


def test_english_has_no_chinese_but_what_is_taught_as_it_is_written() -> None:
    for text in TEXTS:
        for said in _said(text):
            assert set(HAN.findall(said)) <= TAUGHT_AS_WRITTEN, said


def test_the_page_names_its_language() -> None:
    with translation.override("en"):
        assert '<html lang="en">' in render_to_string("frame/errors/404.html")
    with translation.override("zh-hans"):
        assert '<html lang="zh-Hans">' in render_to_string("frame/errors/404.html")


def test_the_catalogue_compiles_to_what_django_reads() -> None:
    target = catalogue.compile_catalogue()
    assert target.read_bytes()[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def test_the_rulebook_speaks_the_readers_language() -> None:
    reason = Reason("steps.one_at_a_time", {"kind": "community_detox"})
    with translation.override("en"):
        assert sentence(reason).startswith("One is running already: Community detoxification.")
        assert shown(["community_detox", "voluntary"]) == "Community detoxification, Voluntary treatment"
    with translation.override("zh-hans"):
        assert sentence(reason) == "已有执行中的社区戒毒。先办结这一项，再登记新的决定。"


def test_sentences_in_a_row_are_parted_as_their_script_parts_them() -> None:
    assert joined(["还没有满。", "请等。"]) == "还没有满。请等。"
    assert joined(["Not yet.", "Please wait."]) == "Not yet. Please wait."


def test_english_tells_one_from_many() -> None:
    assert numbered("1 day(s) left, every 3 month(s)") == "1 day left, every 3 months"
    assert numbered("剩 1 天") == "剩 1 天"


class _Words(HTMLParser):
    """What a reader meets: text, and the attributes that are read aloud or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped = tag if tag in ("script", "style") or dict(attrs).get("lang") == "zh-Hans" else self.skipped
        self.found += [value or "" for name, value in attrs if name in ("aria-label", "placeholder", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self.skipped = "" if tag == self.skipped else self.skipped

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.found.append(data)


def words_of(page: str) -> Iterator[str]:
    parser = _Words()
    parser.feed(page)
    for text in parser.found:
        if HAN.search(re.sub(r"《[^》]*》[^ ,.;]*", "", text)):
            yield text.strip()


# Bodies, places, papers and people are called what they are called.
NAMES = re.compile(
    r"恩公（社戒）字〔2026〕118 号|浙公通字〔2022〕65号( 分类因素)?|恩城(街道(办事处)?|派出所)|横陂镇(人民政府)?|恩平市|东门社区|邑康家园|禁毒办|禁毒工作室|测试\d+|王\*+|陈\*+"
)
PERSON = "/casework/people/{id}/"
FORMS = ("visit", "report", "test", "test-notice", "told", "missed-test", "waived-tests", "points", "risk", "level", "postpone",
         "grant-leave", "record-return", "confirm-absence", "open-measure", "transfer-measure", "end-measure",
         "record-custody", "record-lost-contact", "record-status", "assign-person")
TABS = ("measures", "tests", "visits", "points")
PAGES = (
    "/", "/people/", "/figures/register/", "/figures/register/community_detox/", "/casework/rosters/", "/casework/rosters/without-worker/",
    "/casework/matches/", "/casework/people/add/", "/password/", "/posts/choose/", "/settings/posts/", PERSON,
    *(f"{PERSON}{form}/" for form in FORMS), *(f"{PERSON}show/{tab}/" for tab in TABS),
)


@pytest.fixture
def wang(world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> UUID:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    return casefile.on_detox(world.actor("encheng_worker"), at)


def in_english(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/"})
    assert answer.status_code == 302 and answer["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["encheng_worker", "encheng_police", "clerk", "director"])
def test_pages_in_english_have_no_chinese_but_names(client: Client, world: make.World, wang: UUID, who: str) -> None:
    make.enter(client, world, who)
    in_english(client)
    places = re.compile(
        "|".join(
            sorted(
                {*Area.objects.values_list("name", flat=True), *Area.objects.values_list("short", flat=True)},
                key=len,
                reverse=True,
            )
        )
    )
    shown: dict[str, list[str]] = {}
    for page in PAGES:
        answer = client.get(page.format(id=wang))
        assert answer.status_code in (200, 404, 422), page
        left = [text for text in words_of(answer.content.decode()) if HAN.search(places.sub("", NAMES.sub("", text)))]
        if left:
            shown[page] = left
    assert shown == {}


@pytest.mark.django_db
def test_a_page_is_chinese_whatever_the_browser_prefers(client: Client, world: make.World, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh-Hans">' in page and "今日" in page
