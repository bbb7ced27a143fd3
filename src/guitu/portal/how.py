"""怎么用: the chapter of the guide that is written for the person, in large type; it tells of no file, so that anybody may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from guitu.kit.doors import public
from guitu.operations.guide import markup, texts
from guitu.portal import door


@public
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """From its first part on: what stands above leads to pages that the person does not have."""
    text, language = texts.text("person", translation.get_language() or "zh-hans") or ("", "")
    body = markup.drawn(text[text.find("## ") :], lambda _link: "")
    return door.shown(request, "portal/how.html", {"body": body, "language": language, "referrer": "no-referrer"})
