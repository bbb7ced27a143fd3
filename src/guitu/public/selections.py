"""评选结果: which units were chosen and which were not, and why, for anybody to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guitu.kit.doors import public
from guitu.kit.telling import sentence
from guitu.prevention.selections.queries import result_by
from guitu.public.pages import bare
from guitu.rules.verdict import Reason


@public
@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing before it is decided; no juror's name."""
    found = result_by(code)
    if found is None:
        return bare(request, "told.html", {"title": sentence(Reason("selections.no_page")), "words": sentence(Reason("public.ask_giver"))}, 404)
    title, decided_on, of = found
    return bare(request, "selection.html", {"title": title, "decided_on": decided_on, "of": of})
