"""The frame around a page is drawn once and kept; what belongs to one request is not."""

from dataclasses import replace
from typing import Any

from django.middleware.csrf import get_token
from django.test import RequestFactory

from guitu.frame import preview
from guitu.kit import kept
from guitu.kit.pages import environment, render_to_string

SOURCE = (
    '{% call made_once("test", word) %}{{ word }}|{{ csrf_token() }}|{{ nonce() }}|{{ here() }}'
    '{% call made_once("inner") %}|{{ csrf_token() }}{% endcall %}{% endcall %}'
)


def asked(path: str, nonce: str) -> Any:
    request = RequestFactory().get(path)
    request.csp_nonce = nonce  # type: ignore[attr-defined]
    request.frame = preview.sample_frame()  # type: ignore[attr-defined]
    return request


def drawn(request: Any, word: str = "x") -> list[str]:
    token = kept.request.set(request)
    try:
        return environment().from_string(SOURCE).render(word=word).split("|")
    finally:
        kept.request.reset(token)


def test_token_nonce_and_address_are_those_of_the_request() -> None:
    one, two = asked("/a/?q=1&s=2", "n1"), asked("/b/", "n2")
    first, second = drawn(one), drawn(two)
    assert first == ["x", one.page_csrf, "n1", "/a/?q=1&amp;s=2", one.page_csrf]
    assert second == ["x", two.page_csrf, "n2", "/b/", two.page_csrf]
    assert one.page_csrf != two.page_csrf


def test_what_is_kept_holds_no_token_and_no_nonce(settings: Any) -> None:
    settings.ROOT_URLCONF = "guitu.frame.preview"
    kept._kept.clear()
    request = asked("/people/?nobody=knows", "a-nonce-of-one-answer")
    request.META["CSRF_COOKIE"] = "b" * 32
    page = render_to_string("frame/base.html", {}, request=request)
    for text, _ in kept._kept.values():
        assert "a-nonce-of-one-answer" not in text
        assert "nobody=knows" not in text
        assert request.page_csrf not in text
    assert len(kept._kept) >= 4
    assert "a-nonce-of-one-answer" in page
    assert request.page_csrf in page
    assert get_token(request)
    assert not set(page) & set(kept._OF_THE_REQUEST)


def test_what_it_depends_on_makes_another() -> None:
    assert drawn(asked("/", "n"), "x")[0] == "x"
    assert drawn(asked("/", "n"), "y")[0] == "y"


def test_what_waits_at_a_line_of_the_menu_is_the_requests_own() -> None:
    """Two posts with the same frame, of which one has something unread."""
    source = '{% call made_once("badges", word) %}<a>{{ badge("today") }}</a>{{ badge("people") }}|{{ csrf_token() }}{% endcall %}'
    one, two = asked("/a/", "n1"), asked("/b/", "n2")
    two.frame = replace(two.frame, badges=(("people", 7),))
    assert one.frame == two.frame
    said = []
    for request in (one, two):
        token = kept.request.set(request)
        try:
            said.append(environment().from_string(source).render(word="y"))
        finally:
            kept.request.reset(token)
    assert "<span>3</span>" in said[0].split("</a>")[0] and "<span>7</span>" not in said[0]
    assert "<span>7</span>" in said[1].split("</a>")[1] and "<span>3</span>" not in said[1]
    assert "\ue004" not in "".join(said)
