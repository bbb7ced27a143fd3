"""队伍: who works or helps, whose certificate expires soon; beginning, changing, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.bodies.queries import bodies_inside
from guitu.grid.listed import STAFF
from guitu.grid.staff import commands, queries
from guitu.grid.staff.forms import LeavingForm, NewStaffForm, StaffForm
from guitu.grid.staff.queries import Wish
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.rules.dates import days_after
from guitu.rules.words import CODES


@door(may="see_staff")
def staff(request: Request) -> HttpResponse:
    """Filters are in the address."""
    actor, today = request.actor, clock.today()
    days: int = timeline_of(actor.county_id, actor.path).on(today).bodies.certificate_warn_days
    warn = days_after(today, days)
    listing = Listing(STAFF, request)
    kind = listing.of("kind") if listing.of("kind") in CODES["staff_kind"] else ""
    only = listing.of("only") if listing.of("only") in ("expiring", "ended") else ""
    wish = Wish(kind, only)
    listed = queries.staff(actor, wish, today, warn, listing.cut)
    listing.counted(listed[0]["total"] if listed else 0)
    labels = (("", _("在册人员")), ("expiring", _("证书 %(n)s 天内到期") % {"n": days}), ("ended", _("已离开")))
    context = {
        "active": "settings", "listed": listed, "listing": listing, "wish": wish, "today": today, "warn": warn,
        "words": {table: {code: said(word) for code, word in CODES[table].items()} for table in _TABLES},
        "filters": [{"label": text, "count": None, "url": listing.address(only=code), "on": only == code} for code, text in labels],
        "kind_choices": [(code, said(word)) for code, word in CODES["staff_kind"].items()],
        "may_change": "add_staff" in actor.may,
    }
    return pages.render(request, "grid/staff/page.html", context)


_TABLES = ("staff_kind", "certificate", "certificate_source")


@door(may="add_staff")
def add(request: Request) -> HttpResponse:
    def form(data: Any) -> NewStaffForm:
        return NewStaffForm(data, choices=_bodies(request), initial={"from_on": clock.today(), "kind": "full_time"})

    return _take(request, form, commands.add_staff, _("登记人员"), {})


@door(may="change_staff")
def change(request: Request, staff_id: UUID) -> HttpResponse:
    def form(data: Any) -> StaffForm:
        found = _own(request, staff_id)
        begun = {
            **{name: found[name] for name in ("name", "kind", "certificate", "issuer", "certificate_until", "source")},
            "certificate_no": found["no"], "body_id": str(found["body_id"]),
        }
        return StaffForm(data, choices=_bodies(request), initial=begun)

    seen = request.POST.get("was", "")
    of = {"staff_id": staff_id} | ({"seen": int(seen) if seen.isdigit() else 0} if request.method == "POST" else {})
    return _take(request, form, commands.change_staff, _("修改人员"), of)


@door(may="end_staff")
def end(request: Request, staff_id: UUID) -> HttpResponse:
    def form(data: Any) -> LeavingForm:
        return LeavingForm(data, choices={}, initial={"until_on": clock.today()})

    return _take(request, form, commands.end_staff, _("登记离开"), {"staff_id": staff_id})


def _take(
    request: Request, form_of: Callable[[Any], Any], command: Callable[..., Answer], title: str, of: dict[str, Any]
) -> HttpResponse:
    return take(
        request, form_of, command, of, lambda form, status: _form(request, form, title, of, status), lambda _answer: reverse("staff")
    )


def _form(request: Request, form: Any, title: str, of: dict[str, Any], status: int = 200) -> HttpResponse:
    found = _own(request, of["staff_id"]) if "staff_id" in of else None
    context = {
        "active": "settings", "form": form, "title": title, "submit": "", "back": reverse("staff"), "body": None,
        "lead": f"{found['name']} · {found['body']}" if found else "", "seen": "",
        "was": of.get("seen", found["version"]) if found else None, "request_id": new_request_id(),
        "errors": errors_of(form),
    }
    return pages.render(request, "grid/bodies/form.html", context, status=status)


def _own(request: Request, staff_id: UUID) -> dict[str, Any]:
    found = queries.one(request.actor, staff_id, clock.today())
    if found is None:
        raise NotVisible
    return found


def _bodies(request: Request) -> dict[str, list[tuple[str, str]]]:
    return {"body_id": [("", _("请选择")), *bodies_inside(request.actor, clock.today())]}
