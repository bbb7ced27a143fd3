"""帮助: a page of the guide, its pictures, and the part that tells about the page one comes from."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from guitu.kit import pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.operations.guide import markup, texts


@door(may="signed_in")
@require_safe
def guide(request: Request, name: str = texts.FIRST) -> HttpResponse:
    """One page of the guide."""
    found = texts.text(name, translation.get_language() or "zh-hans")
    if found is None:
        raise NotVisible
    text, language = found
    context = {"active": "help", "body": markup.drawn(text, _address), "language": language, "parts": markup.headings(text)}
    return pages.render(request, "operations/guide/page.html", context)


@door(may="signed_in")
@require_safe
def topic(request: Request, key: str) -> HttpResponse:
    """The part that tells about a page; what has none, the beginning."""
    of = texts.TOPICS.get(key, texts.Topic(texts.FIRST))
    found = texts.text(of.page, translation.get_language() or "zh-hans")
    heading = of.english if found and found[1] == "en" else of.chinese
    return redirect(reverse("help-page", args=[of.page]) + (f"#{quote(heading)}" if heading else ""))


@door(may="signed_in")
@require_safe
def picture(request: Request, name: str) -> HttpResponse:
    """A picture of the guide: of the demo's invented people."""
    found = texts.picture(name)
    if found is None:
        raise NotVisible
    return HttpResponse(found, content_type="image/png")


def _address(link: str) -> str:
    """Pages, parts and pictures of the guide lead on; what lies elsewhere in the house's papers does not."""
    place, _sharp, part = link.partition("#")
    here = f"#{part}" if part else ""
    if not place:
        return here
    if place.endswith(".png"):
        return reverse("help-picture", args=[place.removesuffix(".png")]) if "/" not in place else ""
    name = place.removesuffix(".md").removesuffix(".en").lower()
    return reverse("help-page", args=[name]) + here if place.endswith(".md") and "/" not in place else ""
