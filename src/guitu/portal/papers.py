"""我的文书: what was issued and served, by its title, number and day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from guitu.kit.database import Statement, dicts
from guitu.kit.telling import said
from guitu.papers.kinds import kinds_of
from guitu.papers.words import SERVED
from guitu.portal import door
from guitu.portal.door import OwnRequest, own

_SERVED = Statement(
    "SELECT p.kind, p.year, p.number, p.issued_on, p.served_on, p.served_how, b.name AS office, p.ended_on FROM papers_paper p"
    " LEFT JOIN grid_body b ON b.id = p.body_id WHERE p.matter_id = %s AND p.served_on IS NOT NULL ORDER BY p.served_on DESC, p.id"
)


def served(person_id: Any, path: str) -> list[dict[str, Any]]:
    kinds = kinds_of(path)
    return [
        {
            "title": said(kinds[one["kind"]].title) if one["kind"] in kinds else one["kind"], "number": f"{one['year']}-{one['number']}",
            "on": one["issued_on"].isoformat(), "served_on": one["served_on"].isoformat(), "how": said(SERVED.get(one["served_how"], "")) if one["served_how"] else "",
            "office": one["office"] or "", "ended_on": one["ended_on"].isoformat() if one["ended_on"] else "",
        }
        for one in dicts(_SERVED, [str(person_id)])
    ]


@own("papers")
def papers(request: OwnRequest) -> HttpResponse:
    found = served(request.visit.person_id, request.visit.scope_path)
    return door.shown(request, "portal/papers.html", {"active": "mine", "papers": found})
