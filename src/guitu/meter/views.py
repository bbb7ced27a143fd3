"""表单用量: what each form costs, which fields nobody fills or reads, and what is proposed of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.roles import ROLES
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.database import acting
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import shown
from guitu.meter import counting, queries
from guitu.meter.commands import answer_drop, propose_drop
from guitu.meter.forms import AnswerForm, ProposeForm
from guitu.meter.words import field as field_word
from guitu.rules import meter as rules
from guitu.rules.dates import first_of_month, months_before

MONTHS = 3  # that are added up on the page
Row = dict[str, Any]


@door(may="keep_columns")  # whoever has lists of their own has forms
@require_POST
def count(request: Request) -> HttpResponse:
    """A browser says what a form has cost; whatever it says, the answer is empty."""
    sent = counting.read(request.POST)
    if sent is not None and not counting.is_too_many(request.actor.post_id):
        with acting(request.actor, durable=True):
            counting.count(request.actor, sent, clock.today())
    return HttpResponse(status=204)


@door(may="see_meter")
@require_safe
def page(request: Request) -> HttpResponse:
    """The forms of the last months, the dearest first; fields that are quiet; proposals."""
    county, today = request.actor.county_id, clock.today()
    uses, posts = queries.uses(county, months_before(first_of_month(today), MONTHS - 1))
    apart = rules.told_apart(uses, posts)
    proposals = queries.proposals(county)
    waiting = {(one["form"], one["field"]) for one in proposals if one["state"] == "open"}
    used = queries.used_by_rules()
    fields = [(one, rules.quiet(one, today, is_used=one.field in used)) for one in queries.fields(county)]
    context = {
        "active": "meter", "forms": [_form(one, [use for use in apart if use.form == one.form]) for one in rules.by_form(apart)],
        "quiet": [_field(one, why, waiting) for one, why in fields if why], "days": rules.QUIET_DAYS, "least": rules.LEAST_POSTS,
        "proposals": [_proposal(one) for one in proposals], "may": request.actor.may, "months": MONTHS,
    }
    return pages.render(request, "meter/page.html", context)


def form_word(form: str) -> str:
    """How a form is called: as the thing that it records, else by the name of its page."""
    word = shown(f"form_page.{form}")
    return form if word == f"form_page.{form}" else word


def _form(one: rules.Use, roles: list[rules.Use]) -> Row:
    return {
        "form": form_word(one.form), "sends": one.sends, "shown": _each(one.shown, one.sends), "filled": _each(one.filled, one.sends),
        "touches": _each(one.touches, one.sends), "seconds": round(one.seconds / one.sends), "minutes": round(one.seconds / 60),
        "roles": [
            _("%(role)s %(n)s 份，每份 %(seconds)s 秒")
            % {"role": _role(use.role), "n": use.sends, "seconds": round(use.seconds / use.sends)}
            for use in roles
        ],
    }


def _each(n: int, sends: int) -> str:
    return f"{n / sends:.1f}"


def _role(code: str) -> str:
    return _("其他岗位") if code == rules.OTHERS else str(ROLES[code].word) if code in ROLES else code


def _field(one: rules.FieldUse, why: str, waiting: set[tuple[str, str]]) -> Row:
    return {
        "form": form_word(one.form), "field": field_word(one.field), "why": why, "shown": one.shown, "filled": one.filled,
        "waiting": (one.form, one.field) in waiting, "url": address("propose-drop", one.form, one.field),
    }


def _proposal(one: Row) -> Row:
    return {**one, "form": form_word(one["form"]), "field": field_word(one["field"]), "said": shown(f"drop_state.{one['state']}")}


@door(may="propose_drop")
def propose(request: Request, form: str, field: str) -> HttpResponse:
    """Propose that this field is asked no more."""

    def show(asked: ProposeForm, status: int) -> HttpResponse:
        if not queries.is_counted(request.actor.county_id, form, field):
            raise NotVisible
        what = f"{form_word(form)} · {field_word(field)}"
        return _ask(request, asked, status, _("提议不再问"), what, _("提议"))

    return take(request, ProposeForm, propose_drop, {"form": form, "field": field}, show, _back())


@door(may="answer_drop")
def answer(request: Request, proposal_id: UUID) -> HttpResponse:
    """Say whether a field is asked no more."""

    def show(asked: AnswerForm, status: int) -> HttpResponse:
        found = [one for one in queries.proposals(request.actor.county_id) if one["id"] == proposal_id]
        if not found:
            raise NotVisible
        what = f"{form_word(found[0]['form'])} · {field_word(found[0]['field'])}：{found[0]['why']}"
        return _ask(request, asked, status, _("答复提议"), what, _("答复"))

    return take(request, AnswerForm, answer_drop, {"proposal_id": proposal_id}, show, _back())


def _ask(request: Request, asked: Any, status: int, title: str, lead: str, submit: str) -> HttpResponse:
    context = {
        "active": "meter", "form": asked, "errors": errors_of(asked), "title": title, "lead": lead, "submit": submit,
        "request_id": request.POST.get("request_id") or new_request_id(), "back": address("meter"),
    }
    return pages.render(request, "frame/asked.html", context, status=status)


def _back() -> Callable[[Any], str]:
    return lambda _answer: address("meter")
