"""月报: the worker's own month writes itself; words are added, a version is kept and printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guitu.casework.daybook import month as months
from guitu.casework.daybook import queries
from guitu.casework.daybook.commands import keep_month_report, print_month_report
from guitu.casework.daybook.forms import MonthForm, month_named
from guitu.casework.daybook.views import tabs
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import listed, numbered, shown
from guitu.kit.web import uuid_or_none
from guitu.papers.views import attachment
from guitu.rules.dates import months_before, period_end

_OPENS = {"visit": "visits", "talk": "visits", "call": "visits", "report": "reports", "test": "tests", "missed": "tests"}


@door(may="keep_month_report")
def month(request: Request) -> HttpResponse:
    """The sums as they are now, the words, the versions kept. A head reads those of the posts of the area; only the post
    itself adds words and keeps."""
    actor, today = request.actor, clock.today()
    of = month_named(request.GET.get("month", ""), today)
    post = (uuid_or_none(request.GET.get("post", "")) if actor.whole else None) or actor.post_id
    is_own = post == actor.post_id

    def form(data: Any) -> MonthForm:
        kept = months.kept(actor.county_id, of, post) if data is None else []
        return MonthForm(data, initial=dict(kept[0].words) if kept else {})

    def show(form: MonthForm, status: int) -> HttpResponse:
        body = months.counted(actor, of, post, today)
        context = {
            "active": "daybook", "tabs": tabs("month-report", actor), "month": of, "form": form if is_own else None, "errors": errors_of(form),
            "lines": [_line(of, post, request, *line) for line in body["lines"]], "people": body["people"],
            "times": sum(line[1] for line in body["lines"]), "left": _told(body["left"]), "next": _told(body["next"]),
            "kept": months.kept(actor.county_id, of, post), "posts": queries.posts(actor, today) if actor.whole else [],
            "chosen_post": str(post), "earlier": _near(of, -1, post), "later": _near(of, 1, post) if period_end(of, 1) <= today else "",
            "request_id": request.POST.get("request_id") or new_request_id(), "here": _near(of, 0, post),
        }
        return pages.render(request, "casework/daybook/month.html", context, status=status)

    return take(request, form, keep_month_report, {"month": of}, show, lambda _answer: _near(of, 0, post))


def _near(of: Any, by: int, post: UUID) -> str:
    return address("month-report", query={"month": months_before(of, -by).isoformat()[:7], "post": str(post)})


def _line(of: Any, post: UUID, request: Request, group: str, times: int, people: int, unmet: int) -> dict[str, Any]:
    """One line of the month, with the way to its rows."""
    query = {"month": of.isoformat()[:7], "what": _OPENS.get(group, "")} | ({"post": str(post)} if request.actor.whole else {})
    return {
        "label": shown(f"daybook_group.{group}"), "times": times, "people": people,
        "unmet": numbered(_("没见到本人 %(n)s 次") % {"n": unmet}) if unmet else "",
        "url": address("daybook", query={name: value for name, value in query.items() if value}),
    }


def _told(found: list[list[Any]]) -> str:
    return listed(_("%(what)s %(n)s 件") % {"what": shown(f"duty_kind.{kind}"), "n": n} for kind, n in found)


@door(may="print_month_report")
@require_POST
def print_report(request: Request, report_id: UUID) -> HttpResponse:
    """A version that was kept, as a page."""
    now = clock.now()
    with reading(request):
        report = months.one(report_id)
        data = months.pages_of(report, now, request.actor.path)
    print_month_report(request.actor, at=now, door="web", report_id=report_id)
    return attachment(data, "application/pdf", f"{_('月报')}-{report.month.isoformat()[:7]}-{report.version}.pdf")


