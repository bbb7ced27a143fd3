"""帮助: the guide inside the product, in the reader's language, at the part that tells about the page; safe to draw."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from guitu.kit import menu
from guitu.operations.guide import markup, texts
from tests import make

pytestmark = [pytest.mark.django_db]
KEYS = sorted({entry.key for entry in menu.MENU.values()} | {"account"})


@pytest.fixture
def reader(world: make.World, client: Client) -> Client:
    make.enter(client, world, "encheng_worker")
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_each_line_of_the_menu_leads_to_its_part(reader: Client, key: str, language: str) -> None:
    sent = reader.get(f"/operations/help/about/{key}/", headers={"accept-language": language})
    assert sent.status_code == 302
    page, _sharp, part = sent["Location"].partition("#")
    assert part, f"no topic for {key}"
    shown = reader.get(page, headers={"accept-language": language}).content.decode()
    assert f'id="{unquote(part)}"' in shown
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in shown


def test_every_link_and_picture_of_the_guide_leads_somewhere(reader: Client) -> None:
    for name in ("readme", "areas", "homes", "papers", "indicators"):
        for language in ("zh-hans", "en"):
            page = reader.get(f"/operations/help/{name}/", headers={"accept-language": language}).content.decode()
            body = page.partition("<article")[2].partition("</article>")[0]
            for place in re.findall(r'(?:href|src)="(/[^"#]+)', body):
                assert reader.get(place).status_code == 200, (name, place)


def test_a_page_that_is_none_is_the_page_of_nothing(reader: Client) -> None:
    for place in ("nothing/", "secret.png", "..%2Fadr/"):
        assert reader.get(f"/operations/help/{place}").status_code == 404
    assert reader.get("/operations/help/about/nothing/").status_code == 302


def test_every_page_offers_the_help_of_its_topic(reader: Client) -> None:
    assert 'href="/operations/help/about/people/"' in reader.get("/people/").content.decode()
    assert 'href="/operations/help/about/today/"' in reader.get("/").content.decode()


def test_what_stands_in_the_text_is_escaped() -> None:
    text = "# A <b>\n\n<script>x</script> **<i>** `<u>` [<s>](javascript:x) ![<t>](x.png)\n\n- <a>\n  more\n\n| <th> |\n|---|\n| <td> |"
    shown = markup.drawn(text, lambda link: link if link.endswith(".png") else "")
    assert not re.search(r"<(script|i|u|s|t|b|a)\b", shown) and 'href="javascript' not in shown
    assert "<li>&lt;a&gt; more</li>" in shown and '<th scope="col">&lt;th&gt;</th>' in shown


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    assert markup.drawn("第一行，\n第二行。", str) == "<p>第一行，第二行。</p>"
    assert markup.drawn("one\ntwo", str) == "<p>one two</p>"
    assert texts.text("../README", "zh-hans") is None
