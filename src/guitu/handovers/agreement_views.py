"""框架协议、派驻: what handovers rest on, listed; and the two forms that add to it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.grid.ceilings import grants
from guitu.grid.held import held
from guitu.grid.post_names import posts_called
from guitu.grid.taking import take
from guitu.handovers.agreements import DESK, keep_agreement, second_holder
from guitu.handovers.forms import words_of
from guitu.kit import clock, pages
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import listed
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm

_AGREEMENTS = (
    "SELECT id, with_whom, signed_on, until_on, contents, desk FROM handovers_agreement WHERE county_id = %s ORDER BY signed_on DESC, said_at DESC LIMIT 100"
)
_SECONDED = "SELECT post_id, way, home, from_on, until_on FROM handovers_secondment WHERE county_id = %s ORDER BY until_on DESC, said_at DESC LIMIT 100"
_POSTS = (
    "SELECT p.id, b.name, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608  ours
    " JOIN LATERAL (SELECT g.name, g.until_on FROM grid_holding g WHERE g.post_id = p.id AND g.account_id IS NOT NULL"
    " ORDER BY g.from_on DESC LIMIT 1) h ON true WHERE p.county_id = %(county)s AND p.role = ANY(%(roles)s) AND p.path >= %(lo)s"
    f" AND p.path < %(hi)s AND p.closed_on IS NULL AND (h.until_on IS NOT NULL OR EXISTS (SELECT FROM grid_holding c WHERE c.post_id = p.id AND {held('c')}))"
    " ORDER BY p.path, b.name, h.name LIMIT 500"
)
_ROLES = frozenset({"police_liaison", "facility_officer", "social_worker", "counsellor"})


class AgreementForm(TypedForm):
    """With whom, from when to when, about what; who sits at the joint desk."""

    with_whom = forms.CharField(label=_("与谁签的"), max_length=120)
    signed_on = forms.DateField(label=_("签订日期"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("到哪一天为止"), required=False, widget=forms.DateInput(), help_text=_("没有写期限的不填。"))
    contents = forms.MultipleChoiceField(label=_("约定了什么"), widget=forms.CheckboxSelectMultiple)
    desk = forms.CharField(label=_("对接专班：谁、电话"), max_length=2000, required=False, widget=forms.Textarea, help_text=_("加密保存。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.let_choose("contents", words_of("agreement_content"))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SecondmentForm(TypedForm):
    """Who is seconded, from where, until when at the latest."""

    post_id = forms.TypedChoiceField(label=_("派驻到哪个岗位"), coerce=UUID, help_text=_("先在岗位页任命，再在这里登记派驻和结束日期。到期要续的，选原来的岗位重新登记。"))
    way = forms.ChoiceField(label=_("怎么派驻"), widget=forms.RadioSelect)
    home = forms.CharField(label=_("从哪个单位派来"), max_length=80)
    from_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(), help_text=_("从这一天零点起，这个账号不能再从这个岗位办事。"))

    def __init__(self, data: Any = None, *, posts: Any) -> None:
        super().__init__(data)
        self.let_choose("post_id", [("", _now("请选择")), *posts])
        self.let_choose("way", words_of("secondment_way"))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


@door(may="see_agreements")
@require_safe
def agreements(request: Request) -> HttpResponse:
    """The agreements, the newest first; and who is seconded until when."""
    today, county = clock.today(), request.actor.county_id
    held_ones = dicts(_SECONDED, [county])
    named = posts_called({one["post_id"] for one in held_ones}, today)
    context = {
        "active": "handovers", "may_keep": "keep_agreement" in request.actor.may,
        "agreements": [_agreement(one, today) for one in dicts(_AGREEMENTS, [county])],
        "seconded": [one | {"who": named.get(one["post_id"], ""), "way": spoken(f"secondment_way.{one['way']}"), "is_over": one["until_on"] <= today} for one in held_ones],
    }
    return pages.render(request, "handovers/agreements.html", context)


@door(may="keep_agreement", many=("contents",))
def keep(request: Request) -> HttpResponse:
    return take(request, AgreementForm, keep_agreement, {}, _shown(request, _now("登记框架协议"), ""), lambda _answer: reverse("agreements"))


@door(may="second_holder", fresh=True)
def second(request: Request) -> HttpResponse:
    actor = request.actor

    def form(data: Any) -> SecondmentForm:
        asked = {"county": actor.county_id, "roles": sorted(_ROLES & grants(actor)), "lo": actor.lo, "hi": actor.hi, "today": clock.today()}
        return SecondmentForm(data, posts=[(post, f"{body} · {name}") for post, body, name in rows(_POSTS, asked)])

    lead = _now("派驻必须有结束日期；续派是一次新的任职，以前的留着。")
    return take(request, form, second_holder, {}, _shown(request, _now("登记派驻"), lead), lambda _answer: reverse("agreements"))


def _shown(request: Request, title: str, lead: str) -> Any:
    def show(form: Any, status: int) -> HttpResponse:
        context = {"active": "handovers", "form": form, "errors": errors_of(form), "title": title, "lead": lead, "back": reverse("agreements"),
                   "request_id": new_request_id()}
        return pages.render(request, "frame/asked.html", context, status=status)

    return show


def _agreement(one: dict[str, Any], today: date) -> dict[str, Any]:
    return one | {
        "contents": listed(spoken(f"agreement_content.{code}") for code in one["contents"]), "desk": shown(DESK, one["id"], one["desk"]) if one["desk"] else "",
        "is_over": one["until_on"] is not None and one["until_on"] <= today,
    }
