"""冲突与帮助 of one person: whoever may stand at the door reads it before going."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.incidents import commands, forms
from guitu.casework.load import live
from guitu.kit.doors import Request, door
from guitu.ledger import fact_words
from guitu.rules import incidents
from guitu.rules.facts.teamwork import HelpArranged, HelpRaised, IncidentRecorded
from guitu.settling.record import notes_of

RECORD = Step(
    commands.record_incident, commands.plan_incident, forms.IncidentForm, _("登记与工作人员的冲突"),
    _("写事情，不写人。登记以后一段时间上门要两人同去；本人可以要求再看一次。"), checked=False,
)
LIFT = Step(
    commands.lift_incident, commands.plan_lifting, forms.LiftForm, _("解除“两人同去”"),
    _("由登记人以外的人看过再定。本人随时可以提出。"), checked=False,
)
HELP = Step(commands.arrange_help, commands.plan_help, forms.HelpForm, _("登记帮助的安排"), checked=False)


@door(may="see_incidents")
@require_safe
def incidents_page(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "CONTACT")
    stand = live(setting.case.facts)
    found = [fact for fact in stand if isinstance(fact, IncidentRecorded)]
    notes = notes_of(found)
    over = {one.fact_id: one.until_on for one in incidents.together(stand)}
    open_now = incidents.open_on(stand, setting.on)
    words = [(_line(fact, over.get(fact.id), setting.on), notes.get(fact.id, "")) for fact in reversed(found)]
    done = {fact.raised: fact for fact in stand if isinstance(fact, HelpArranged)}
    helped = [_help(fact, done.get(fact.id)) for fact in reversed(stand) if isinstance(fact, HelpRaised)]
    cards = [
        cards_page.Card(
            say("与工作人员的冲突"), [], cards_page.links_of(
                setting, ("record-incident", "record_incident", _("登记冲突")), ("lift-incident", "lift_incident", _("解除“两人同去”")),
            ), empty=say("没有登记过。"), words=words,
        ),
        cards_page.Card(
            say("需要马上帮助"), helped, cards_page.links_of(setting, ("arrange-help", "arrange_help", _("登记帮助的安排"))),
            empty=say("没有。"),
        ),
    ]
    reasons = []
    if open_now is not None:
        reasons.append(incidents.may_visit("home", None, stand, setting.on).reasons[0])
    if incidents.waiting(stand):
        reasons.append(incidents.help_reason())
    return cards_page.show(request, setting, "incidents", say("上门以前看一眼：要不要两人同去，有没有等不得的事。"), cards, reasons)


def _line(fact: IncidentRecorded, until: Any, on: Any) -> str:
    word = fact_words.code("incident", fact.incident)
    if until is None or until <= on:
        return f"{fact.on.isoformat()} · {word}"
    return " · ".join((fact.on.isoformat(), word, say("两人同去到 %(until)s 为止") % {"until": until.isoformat()}))


def _help(fact: HelpRaised, done: HelpArranged | None) -> dict[str, Any]:
    if done is None:
        return {"label": fact.on.isoformat(), "value": say("还没有安排"), "tone": "apricot"}
    said = {"on": done.on.isoformat(), "how": fact_words.code("help_by", done.help_by)}
    return {"label": fact.on.isoformat(), "value": say("%(on)s 已安排：%(how)s") % said}


@door(may="record_incident")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RECORD)


@door(may="lift_incident")
def lift(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, LIFT)


@door(may="arrange_help")
def arrange(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, HELP)
