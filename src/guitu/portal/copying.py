"""给我一份: one's own file to take along, once to be read and once for a machine. Nothing in it is about anybody else: of what
happened only days, numbers and codes of closed lists, none of what staff wrote down and no name of staff."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guitu.casework.points.queries import month_of, shown
from guitu.kit import clock, pages
from guitu.ledger import fact_words
from guitu.portal import course, door
from guitu.portal.asking import answered
from guitu.portal.door import OwnRequest, own
from guitu.portal.looks import looks_of
from guitu.portal.papers import served
from guitu.portal.reading import facts_of, file_of
from guitu.rules import records

Row = dict[str, Any]
OFFICES_OWN = frozenset({"duty_postponed"})  # for the convenience of a post: nothing that happened to the person
_PLAIN = (bool, int, float, date)
_MOST_LOOKS = 100_000


@own("copy")
def copy(request: OwnRequest) -> HttpResponse:
    return door.shown(request, "portal/copy.html", {"active": "mine"})


@own("copy_to_read")
def to_read(request: OwnRequest) -> HttpResponse:
    context = _document(request)
    made = HttpResponse(pages.render_to_string("portal/document.html", context, request=None), content_type="text/html; charset=utf-8")
    return _taken(made, f"guitu-{context['on']}.html")


@own("copy_for_machines")
def for_machines(request: OwnRequest) -> HttpResponse:
    document = _document(request)
    made = HttpResponse(orjson.dumps(document, option=orjson.OPT_INDENT_2, default=str), content_type="application/json")
    return _taken(made, f"guitu-{document['on']}.json")


def _taken(made: HttpResponse, name: str) -> HttpResponse:
    made["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    made["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return door.bare(made)


def _document(request: OwnRequest) -> Row:
    visit, on = request.visit, clock.today()
    file = file_of(visit.person_id, visit.card, on)
    facts = facts_of(visit.person_id, words=True)
    kept = [one for one in facts if one["kind"] not in OFFICES_OWN]
    balance, _month, _items, _lines = month_of(visit.person_id, on)
    known = {str(one["id"]): one["on"] for one in facts}
    return {
        "on": on.isoformat(), "name": file.masked, "place": file.place, "office": file.office, "contact": file.contact,
        "level": course.level(file.course, on), "course": course.gone(file.course, on), "clean": course.clean(file.course, on),
        "counters": course.counters(file.course, known, file.timeline, on), "points": shown(balance),
        "days": [{"kind": one["kind"], "opens_on": one["opens_on"].isoformat(), "due_on": one["due_on"].isoformat()} for one in file.duties],
        "facts": [
            {"kind": one["kind"], "word": fact_words.kind(one["kind"]), "on": one["on"].isoformat(), "recorded_on": clock.local_day(one["at"]).isoformat(),
             "holds": one["holds"], "says": _says(one["kind"], one["body"])}
            for one in kept
        ],
        "requests": answered(facts), "papers": served(visit.person_id, visit.scope_path), "looks": looks_of(visit.person_id, _MOST_LOOKS),
    }


def _says(kind: str, body: Row) -> Row:
    """What a fact says of the person, without what names somebody or something else."""
    return {name: value for name, value in body.items() if name in plain_fields(kind)}


@cache
def plain_fields(kind: str) -> frozenset[str]:
    """The fields of a kind of fact that hold a day, a number, yes or no, or a code of a closed list: nothing that was typed, and
    no id of a post, of another fact or of a place."""
    hints = get_type_hints(records.KINDS[kind])
    return frozenset(name for name, hint in hints.items() if name not in records.ENVELOPE and _is_plain(hint))


def _is_plain(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Literal:
        return True
    if origin in (Union, UnionType):
        return all(part is type(None) or _is_plain(part) for part in get_args(hint))
    return isinstance(hint, type) and issubclass(hint, _PLAIN)
