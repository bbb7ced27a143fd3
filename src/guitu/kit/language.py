"""The reader's language: Chinese until somebody chooses another, whatever the browser prefers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from guitu.kit.doors import public


class ChosenLanguage:
    """Reads the choice from its cookie. Django's own would follow the browser, and a county's page turn English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
            response.setdefault("Content-Language", language)
        return response


@public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the language that was clicked, and goes back to the same page."""
    return set_language(request)
