"""同意: the ledger of one person, with what rests on each."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.consents import commands, forms
from guitu.casework.load import live
from guitu.kit.doors import Request, door
from guitu.kit.telling import joined, listed
from guitu.ledger import fact_words
from guitu.rules import consents
from guitu.rules.dates import day_before
from guitu.settling.record import notes_of

GIVE = Step(
    commands.give_consent, commands.plan_consent, forms.ConsentForm, _("登记同意"),
    _("法律规定要办的事不用同意。下面这几项要本人单独同意，到期失效，随时可以撤回。"),
)
WITHDRAW = Step(
    commands.withdraw_consent, commands.plan_withdrawal, forms.WithdrawForm, _("登记撤回同意"),
    _("从下一次点击起，依据它做的事就停下。法定的检测、报到不变，积分不变。"), checked=False,
)


@door(may="see_teamwork")
@require_safe
def ledger(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS")
    found = consents.ledger(live(setting.case.facts))
    told = notes_of([one.given for one in found]) if "IDENT" in setting.actor.classes else {}
    holding = [_row(one, told, setting.on) for one in found if one.holds(setting.on)]
    over = [_row(one, told, setting.on) for one in found if not one.holds(setting.on)]
    cards = [
        cards_page.Card(
            say("有效的"), holding, cards_page.links_of(
                setting, ("give-consent", "give_consent", _("登记同意")), ("withdraw-consent", "withdraw_consent", _("登记撤回")),
            ), empty=say("没有有效的同意。下面这些事现在都不能做：%(what)s。") % {"what": listed(
                fact_words.code("consent_for", purpose) for purpose in fact_words.CODES["consent_for"])},
        ),
        cards_page.Card(say("已经撤回、到期的"), over, empty=say("没有。")),
    ]
    lead = say("同意了什么、向谁、到哪天、依据它在做什么。撤回以后，从下一次点击起就停下。")
    return cards_page.show(request, setting, "consents", lead, cards)


def _row(one: consents.Consent, told: dict[str, str], on: date) -> dict[str, Any]:
    given = one.given
    how = f"{fact_words.code('given_by', given.given_by)} · {fact_words.code('taken_as', given.taken_as)}"
    to = told.get(given.id, "")
    if one.holds(on):
        until = say("%(on)s 起，到 %(last)s 为止。") % {"on": given.on.isoformat(), "last": day_before(given.until).isoformat()}
        rests = say("撤回后：%(what)s。") % {"what": fact_words.code("rests_on", given.consent_for)}
    else:
        word = say("%(on)s 撤回。") if one.withdrawn_on == one.over_on else say("%(on)s 到期。")
        until, rests = word % {"on": one.over_on.isoformat()}, ""
    more = " · ".join(part for part in (to, how) if part)
    return {"label": fact_words.code("consent_for", given.consent_for), "value": joined([f"{more} · {until}", rests])}


@door(may="give_consent")
def give(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, GIVE)


@door(may="withdraw_consent")
def withdraw(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, WITHDRAW)
