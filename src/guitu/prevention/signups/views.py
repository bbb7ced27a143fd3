"""报名和签到: the list of an activity's sign-ups with what is done at the desk and the door, and the sheet with its squares."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock
from guitu.kit.crypto import readable
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.squares import squares
from guitu.kit.telling import sentence, shown
from guitu.kit.workbooks.writing import Column, Page, write
from guitu.ledger.commands import Answer
from guitu.lists.listing import Listing
from guitu.papers.views import attachment
from guitu.prevention.activities.queries import activity_of
from guitu.prevention.forms import PreventionForm, words_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.signups import commands, queries
from guitu.prevention.signups.by_anyone import PHONE
from guitu.prevention.signups.forms import CameForm, HeadsForm, OpenForm
from guitu.prevention.signups.listed import SIGNUPS

TAB = "activities"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ID = re.compile("[0-9a-f-]{36}")


@door(may="see_prevention")
@require_safe
def signups(request: Request) -> HttpResponse:
    asked = request.GET.get("activity", "")
    if not _ID.fullmatch(asked):
        raise NotVisible
    return _page(request, UUID(asked))


@door(may="see_prevention")
@require_safe
def printed(request: Request, activity_id: UUID) -> HttpResponse:
    """The sheet at the door: numbers and heads, with lines for who comes without a word."""
    found = activity_of(activity_id)
    return draw(request, "signups/printed.html", TAB, activity=found, found=queries.all_of(activity_id))


@door(may="see_prevention")
@require_safe
def sheet(request: Request, activity_id: UUID) -> HttpResponse:
    """The same as a workbook. No telephone number leaves the house by it."""
    found, target = activity_of(activity_id), BytesIO()
    columns = [Column(_("报名号"), 10), Column(_("几个人"), 10), Column(_("现在"), 12), Column(_("什么时候报的"), 20), Column(_("实到几人"), 10)]
    lines = [(one["number"], one["heads"], shown(f"signup.{one['state']}"), f"{one['asked_at'].astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}", one["came"]) for one in queries.all_of(activity_id)]
    write(target, [Page(_("签到表"), lines, columns)])
    return attachment(target.getvalue(), XLSX, f"{_('签到表')}-{found['held_on']}.xlsx")


def _page(request: Request, activity_id: UUID, refused: str = "", status: int = 200) -> HttpResponse:
    found, listing = activity_of(activity_id), Listing(SIGNUPS, request)
    only = listing.of("only") if listing.of("only") in queries.ONLY else ""
    numbers = queries.signups_of(activity_id, only, listing.cut)
    listing.counted(numbers[0]["total"] if numbers else 0)
    words = [("", _("全部")), *words_of("signup", queries.ONLY[1:])]
    return draw(
        request, "signups/list.html", TAB, status, activity=found, listing=listing, found=[_with_phone(one) for one in numbers], tally=queries.tally_of(activity_id),
        refused=refused, today=clock.today(),
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words],
    )


def _with_phone(one: queries.Row) -> queries.Row:
    return one | {"phone": readable(PHONE, one["id"], one["phone"]) or ""}


@door(may="open_signups")
def open_up(request: Request, activity_id: UUID) -> HttpResponse:
    def form(data: Any) -> OpenForm:
        found = activity_of(activity_id)
        return OpenForm(data, initial={"places": found["places"] or found["expected"] or None})

    return ask(
        request, form, commands.open_signups, {"activity_id": activity_id}, tab=TAB, title=_("开放网上报名"), submit=_("开放报名"), back=_at(activity_id), then=_to_list,
        lead=_("报名不登录、不写姓名，每个报名有一个报名号，凭号签到。名额可以再改，不能比已经报上的少。"),
    )


@door(may="sign_up_at_desk")
def desk(request: Request, activity_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: HeadsForm(data, initial={"heads": 1}), commands.sign_up_at_desk, {"activity_id": activity_id}, tab=TAB, title=_("代为报名"), submit=_("报上"),
        back=_at(activity_id), then=_to_list, lead=_("打电话来的、到现场来的。报上以后把报名号告诉他。"),
    )


@door(may="check_in_without_signup")
def walk_in(request: Request, activity_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: CameForm(data, initial={"came": 1}), commands.check_in_without_signup, {"activity_id": activity_id}, tab=TAB, title=_("没有报名的签到"), submit=_("签到"),
        back=_at(activity_id), then=_to_list, lead=_("没有报名、直接来的，一批登记一次，算在签到人数里。"),
    )


@door(may="cancel_signup")
def cancel(request: Request, signup_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.cancel_signup, {"signup_id": signup_id}, tab=TAB, title=_("取消报名"), submit=_("取消这个报名"), back=_of_signup(request, signup_id),
        then=_to_list, lead=_("取消以后，候补的按先后补上。"),
    )


@door(may="check_in")
@require_POST
def arrived(request: Request, signup_id: UUID) -> HttpResponse:
    """One button at the door: all of the number came. Another number of heads is typed on a page of its own."""
    came = request.POST.get("came", "")
    try:
        commands.check_in(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), signup_id=signup_id, came=int(came) if came.isascii() and came.isdecimal() and len(came) < 5 else 0
        )
    except Refused as refusal:
        with reading(request):
            activity_id = queries.activity_of_signup(signup_id)
            if activity_id is None:
                raise NotVisible from None
            return _page(request, activity_id, " ".join(map(sentence, refusal.reasons)), 422)
    return redirect(_of_signup(request, signup_id))


@door(may="check_in")
def came(request: Request, signup_id: UUID) -> HttpResponse:
    return ask(
        request, CameForm, commands.check_in, {"signup_id": signup_id}, tab=TAB, title=_("签到：来的人数和报名不一样"), submit=_("签到"), back=_of_signup(request, signup_id), then=_to_list,
    )


@door(may="see_prevention")
@require_safe
def poster(request: Request, activity_id: UUID) -> HttpResponse:
    """Two squares to be hung up: one to sign up by, one at the door."""
    found, gate = activity_of(activity_id), queries.gate_of(activity_id)
    if not gate:
        raise NotVisible
    join = request.build_absolute_uri(reverse("sign-up", args=[activity_id]))
    here = request.build_absolute_uri(reverse("arrive", args=[activity_id, gate]))
    return draw(request, "signups/poster.html", TAB, activity=found, gate=gate, join=join, here=here, join_squares=squares(join), here_squares=squares(here))


def _at(activity_id: UUID | str) -> str:
    return f"{reverse('signups')}?activity={activity_id}"


def _to_list(answer: Answer) -> str:
    return _at(answer["matter"])


def _of_signup(request: Request, signup_id: UUID) -> str:
    with reading(request):
        activity_id = queries.activity_of_signup(signup_id)
    return _at(activity_id) if activity_id else reverse("activities")
