"""宣传投放: the register of what went out by message, television, press, screens and accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.doors import Request, door
from guitu.lists.listing import Listing
from guitu.prevention.airings import queries
from guitu.prevention.airings.commands import note_airing, take_airing_back
from guitu.prevention.airings.listed import AIRINGS
from guitu.prevention.forms import PreventionForm, areas_of, asked, words_of
from guitu.prevention.pages import ask, draw
from guitu.rules.airings import AUDIENCES, CHANNELS
from guitu.rules.dates import days_after, first_of_year

TAB = "airings"


class AiringForm(PreventionForm):
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), widget=forms.RadioSelect, choices=lambda: words_of("airing_channel", CHANNELS))
    audience = forms.ChoiceField(
        label=gettext_lazy("对谁"), widget=forms.RadioSelect, choices=lambda: words_of("airing_audience", AUDIENCES),
        help_text=gettext_lazy("对戒毒康复人员的，文字要中性：手机放在桌上，别人也看得见。"),
    )
    path = forms.ChoiceField(label=gettext_lazy("在哪里"))
    day_on = forms.DateField(label=gettext_lazy("哪一天"), widget=forms.DateInput())
    times = forms.IntegerField(label=gettext_lazy("几条、几次"), min_value=1, max_value=9_999_999, help_text=gettext_lazy("短信写发了几条，电视、广播、屏幕写播了几次，报纸、公众号写登了几次。不是多少人看到。"))
    text = forms.CharField(label=gettext_lazy("内容"), max_length=500, widget=forms.Textarea)
    outlet = forms.CharField(label=gettext_lazy("哪个台、哪家报、哪块屏"), max_length=60, required=False)

    def __init__(self, data: Any = None, *, actor: Actor, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", asked(areas_of(actor)))


@door(may="see_prevention")
@require_safe
def airings(request: Request) -> HttpResponse:
    listing, today = Listing(AIRINGS, request), clock.today()
    channel = listing.of("channel") if listing.of("channel") in CHANNELS else ""
    found = queries.airings(request.actor, channel, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    first = first_of_year(today)
    sums = queries.sums(request.actor, first, days_after(today, 1))
    return draw(
        request, "airings/list.html", TAB, listing=listing, found=found, year=today.year, sums=[(code, *sums.get(code, (0, 0))) for code in CHANNELS],
        filters=[
            {"label": label, "count": None, "url": listing.address(channel=code), "on": code == channel} for code, label in [("", _("全部")), *words_of("airing_channel", CHANNELS)]
        ],
    )


@door(may="note_airing")
def note(request: Request) -> HttpResponse:
    begun = {"path": request.actor.path, "day_on": clock.today(), "audience": "public", "channel": "sms"}
    return ask(
        request, lambda data: AiringForm(data, actor=request.actor, initial=begun), note_airing, {}, tab=TAB, title=_("登记投放"), submit=_("登记"), back=reverse("airings"),
        lead=_("发出去、播出去的一次登记一条。"),
    )


@door(may="take_airing_back")
def take_back(request: Request, airing_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, take_airing_back, {"airing_id": airing_id}, tab=TAB, title=_("这一条登记错了"), submit=_("撤回"), back=reverse("airings")
    )
