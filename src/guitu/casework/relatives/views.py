"""家庭: who is on record by their own consent, and the talks with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.relatives import commands, forms
from guitu.kit.doors import Request, door
from guitu.kit.telling import listed, numbered
from guitu.ledger import fact_words
from guitu.people import relatives
from guitu.rules.facts.teamwork import SessionHeld
from guitu.settling.record import notes_of

RECORD = Step(commands.record_relative, commands.plan_relative, forms.RelativeForm, _("登记家庭成员"), checked=False)
FORGET = Step(
    commands.forget_relative, commands.plan_forgetting, forms.ForgetForm, _("家属撤回同意"),
    _("姓名、电话立刻清空，找不回来；在小组里的，同时退出。以前谈过话的记录留下，不再写明是谁。"),
)
TALK = Step(commands.record_family_talk, commands.plan_talk, forms.TalkForm, _("记录家庭谈话"), checked=False)


@door(may="see_family")
@require_safe
def family(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "NOTE")
    found = relatives.of_person(person_id)
    talks = [fact for fact in live(setting.case.facts) if isinstance(fact, SessionHeld) and fact.relative]
    notes = notes_of(talks)
    names = {one.id: one.known.name if one.known else say("家属（已撤回同意）") for one in found}
    cards = [
        cards_page.Card(
            say("家庭成员"), [_row(one) for one in found], cards_page.links_of(
                setting, ("record-relative", "record_relative", _("登记家庭成员")), ("forget-relative", "forget_relative", _("家属撤回同意")),
            ), empty=say("还没有登记家庭成员。"),
        ),
        cards_page.Card(
            say("家庭谈话"), [], cards_page.links_of(setting, ("record-family-talk", "record_family_talk", _("记录家庭谈话"))),
            empty=say("还没有家庭谈话。"), words=[_talk(fact, names, notes) for fact in reversed(talks)],
        ),
    ]
    lead = say("家属是自己的记录，凭家属自己的同意登记。检测结果默认不告诉家属。")
    return cards_page.show(request, setting, "family", lead, cards)


def _row(one: relatives.Relative) -> dict[str, Any]:
    if one.known is None:
        return {"label": say("已撤回同意"), "value": say("%(on)s 清空") % {"on": one.ended_on.isoformat() if one.ended_on else ""}}
    known = one.known
    parts = (fact_words.code("relation", known.relation), known.phone, say("同住") if known.lives_with else "",
             say("%(on)s 同意登记") % {"on": known.agreed_on.isoformat()})
    return {"label": known.name, "value": " · ".join(part for part in parts if part)}


def _talk(fact: SessionHeld, names: dict[str, str], notes: dict[str, str]) -> tuple[str, str]:
    told = listed(fact_words.code("told_of", code) for code in fact.told_of)
    parts = (fact.on.isoformat(), names.get(fact.relative or "", ""), numbered(say("%(n)s 分钟") % {"n": fact.minutes}),
             say("告知：%(what)s") % {"what": told} if told else "")
    return " · ".join(part for part in parts if part), notes.get(fact.id, "")


@door(may="record_relative")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RECORD)


@door(may="forget_relative")
def forget(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, FORGET)


@door(may="record_family_talk", many=("told_of",))
def talk(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, TALK)
