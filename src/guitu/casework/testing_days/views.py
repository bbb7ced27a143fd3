"""The doors of testing days: the list, a new day, one day where the next person is always on top, and its sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_safe

from guitu.casework.kit_stock import TOWN
from guitu.casework.record_page import noted, refused_at, setting_of
from guitu.casework.staff import colleagues
from guitu.casework.testing import draw
from guitu.casework.testing_days import commands, forms, reading
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.grid.roles import ROLES
from guitu.grid.taking import take
from guitu.kit import clock
from guitu.kit.doors import Request, door, id_shown_again, new_request_id
from guitu.kit.doors import reading as in_transaction
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import with_more
from guitu.recording import faults
from guitu.rules import testing_days
from guitu.rules.dates import days_after

Row = dict[str, Any]
AHEAD = 7  # days: so far ahead a day is usually set


@door(may="see_testing")
@require_safe
def days(request: Request) -> HttpResponse:
    can = len(request.actor.path) >= TOWN and "plan_testing_day" in request.actor.may
    return draw(request, "casework/testing_days/list.html", "testing-days", days=reading.days(request.actor), can=can, today=clock.today())


@door(may="plan_testing_day", many=("people",))
def plan(request: Request) -> HttpResponse:
    """A day, two who test, and who comes: those whose test is open, the longest due first."""
    today = clock.today()
    on = days_after(today, AHEAD)

    def form(data: Any) -> forms.DayForm:
        staff = [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in colleagues(request.actor, request.actor.path, today)]
        people = reading.due(request.actor, on)
        named = [(str(one["id"]), with_more(f"{one['name']} · {one['place']}", say("应于 %(by)s 前") % {"by": one["due_on"].isoformat()})) for one in people]
        begun = {"on": on, "people": [str(one["id"]) for one in people if one["due_on"] <= on]}
        begun |= {f"tester_{n}": post for n, (post, _name) in enumerate(staff[:2], start=1)}
        return forms.DayForm(data, staff=staff, people=named, initial=begun)

    def show(form: forms.DayForm, status: int) -> HttpResponse:
        request_id = request.POST.get("request_id") or new_request_id()
        return draw(request, "casework/testing_days/plan.html", "testing-days", status, form=form, errors=errors_of(form), request_id=request_id)

    return take(request, form, commands.plan_testing_day, {}, show, lambda answer: reverse("testing-day", args=[answer["day"]]))


@door(may="see_testing")
@require_safe
def sheet(request: Request, day_id: UUID) -> HttpResponse:
    """The day's list as paper: numbers, names, codes for the cups, room for the signatures."""
    found = reading.day_of(request.actor, day_id)
    return draw(request, "casework/testing_days/sheet.html", "testing-days", day=found, seats=reading.with_squares(reading.seats(found)))


@door(may="record_urine_test", many=("substances", "medicines"))
def day(request: Request, day_id: UUID) -> HttpResponse:
    """GET: who is next, or the one of the number asked for. POST: that one's result, and the next at once."""
    if request.method == "POST":
        return _record(request, day_id)
    found = reading.day_of(request.actor, day_id)
    return _show(request, found, reading.seats(found), _number(request.GET.get("number", "")), None)


def _record(request: Request, day_id: UUID) -> HttpResponse:
    with in_transaction(request):
        found = reading.day_of(request.actor, day_id)
        seats = reading.seats(found)
    number = _number(request.POST.get("number", ""))
    seat = next((one for one in seats if one["number"] == number), None)
    if seat is None:
        raise NotVisible
    form = forms.SeatForm(request.POST, only_read=True)
    if not form.is_valid():
        return _again(request, found, seats, seat, [])
    what, read = {**form.what(), "on": found["on_day"]}, form.cleaned_data["cup"]
    try:
        Refused.unless(testing_days.may_take(day_id.hex, found["on_day"], seat["number"], read, today=clock.today()), "cup")
        record_urine_test(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], door="web", person_id=seat["person"], **what
        )
    except Refused as refusal:
        return _again(request, found, seats, seat, [refusal])
    return redirect(reverse("testing-day", args=[day_id], query={"done": seat["number"]}))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else None


def _now_of(day: Row) -> str:
    """The minute in which the cup stands there, on the day itself; afterwards nobody knows it."""
    return clock.local_time(clock.now()) if day["on_day"] == clock.today() else ""


def _again(request: Request, day: Row, seats: list[Row], seat: Row, refusals: Sequence[Refused]) -> HttpResponse:
    form = forms.SeatForm(request.POST)
    form.full_clean()
    with in_transaction(request):
        return _show(request, day, seats, seat["number"], form, refusals, 422)


def _show(
    request: Request, day: Row, seats: list[Row], number: int | None, form: forms.SeatForm | None, refusals: Sequence[Refused] = (), status: int = 200
) -> HttpResponse:
    """The day with one person open: the one asked for, else the first who was not tested yet."""
    waiting = [one for one in seats if not one["is_done"]]
    seat = next((one for one in seats if one["number"] == number), waiting[0] if waiting else None)
    context: Row = {"day": day, "seats": seats, "seat": seat, "n_done": len(seats) - len(waiting), "is_open": day["on_day"] <= clock.today(), "form": None}
    done = _number(request.GET.get("done", ""))
    context["done"] = done if any(one["number"] == done and one["is_done"] for one in seats) else None
    if seat is not None and context["is_open"] and (form is not None or not seat["is_done"]):
        setting = setting_of(request, seat["person"], "")
        if form is None:
            noted(request, setting, "BASIC TEST")
            testers = {"tester_1": str(day["tester_1"]), "tester_2": str(day["tester_2"])}
            form = forms.SeatForm(initial={**forms.SeatForm.started(setting), **testers, "on": day["on_day"], "purpose": "scheduled", "taken_at": _now_of(day)})
        errors = [error for one in refusals for error in refused_at(form, one, setting)] or (faults.of_form(form) if form.is_bound else [])
        form.arrange(setting)
        context |= {
            "form": form, "errors": errors, "is_female": setting.case.sex == "female", "person": setting.case,
            "request_id": id_shown_again(request.POST.get("request_id", ""), *refusals),
        }
    return draw(request, "casework/testing_days/day.html", "testing-days", status, **context)
