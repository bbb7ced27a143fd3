"""违反协议的处理 of one person: each breach with the steps that were taken, and the one that may follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.breaches import commands, forms, reading
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.staff import holders_of
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.telling import labelled, listed, shown, with_more
from guitu.ledger import fact_words
from guitu.rules import breaches as rules
from guitu.rules.breaches import Handled
from guitu.rules.violations import is_reached

NOTE = Step(
    commands.note_breach, commands.plan_breach, forms.NoteForm, _("登记违反协议"),
    _("没有到检、拒绝检测、擅自离开各有自己的登记，不在这里写第二遍。"),
)
EXCUSE = Step(
    commands.excuse_breach, commands.plan_excuse, forms.ExcuseForm, _("登记正当理由"),
    _("登记以后，这一次不算违反，不再往下走。"),
)
TALK = Step(
    commands.criticise_breach, commands.plan_talk, forms.TalkForm, _("登记批评教育"),
    _("先问清楚有没有正当理由。没有的，谈一次，写下谁谈的、谈了什么。"),
)
WARN = Step(
    commands.serve_warning, commands.plan_warning, forms.WarningForm, _("登记送达告诫书"),
    _("先出具告诫书，取得文号，由两个人送达。本人拒绝签字的，写见证人。"),
)


@door(may="see_breaches")
@require_safe
def page(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS TEST")
    held = setting.case
    found = rules.handled(live(held.facts))
    posts = [post for one in found for post in _posts(one)]
    names = {post: who.name for post, who in holders_of(setting.actor, posts, setting.on).items()}
    papers = reading.letters(held.id, commands.LETTER) if any(one.criticised for one in found) else {}
    cards = [_counters(setting), *(_card(setting, one, names, papers) for one in found)]
    if not found:
        cards.append(cards_page.Card(say("违反情形"), empty=say("没有登记过违反协议的情形。")))
    lead = say("一步一步来：先问正当理由，再批评教育，再出告诫书；达到法定次数的，报告公安机关，由其决定。")
    return cards_page.show(request, setting, "breaches", lead, cards, among=cards_page.OF_THE_MEASURE)


def _counters(setting: Setting) -> cards_page.Card:
    """The counters of the law of the measure that runs, and the way to the police where one is reached."""
    running = {m.measure_id for m in setting.course.measures if m.starts_on is not None}
    counters = [one for one in setting.course.counters if one.measure_id in running]
    rows = [
        {
            "label": with_more(shown(f"ground.{one.code}"), _told(setting, one.measure_id)),
            "value": say("%(n)s，法定 %(of)s") % {"n": one.value, "of": one.threshold},
            **({"tone": "apricot"} if is_reached(one) else {}),
        }
        for one in counters
    ]
    steps = [("note-breach", "note_breach", _("登记违反协议"))]
    if any(one.kind == "violation" and one.on <= setting.on for one in setting.course.proposals):
        steps.append(("report-violation", "report_violation", _("报告严重违反")))
    if rules.waits_for_police(live(setting.case.facts)):
        steps.append(("record-police-answer", "record_police_answer", _("登记公安机关答复")))
    note = say("送达告诫书以前，一次也不计入。整个执行期间累计，不按年清零。")
    return cards_page.Card(say("法定次数"), rows, cards_page.links_of(setting, *steps), note, say("没有进行中的社区戒毒（康复）。"))


def _told(setting: Setting, measure_id: str) -> str:
    course = next(one for one in setting.course.measures if one.measure_id == measure_id)
    return shown(course.kind)


def _posts(one: Handled) -> list[str]:
    talk = [one.criticised.critic] if one.criticised else []
    return [*talk, one.warned.server_1, one.warned.server_2] if one.warned else talk


def _card(setting: Setting, one: Handled, names: dict[str, str], papers: dict[str, Any]) -> cards_page.Card:
    rows = [{"label": say("正当理由"), "value": _reasons(setting, one)}]
    if one.criticised is not None:
        who = names.get(one.criticised.critic, "—")
        rows.append({"label": fact_words.kind("breach_criticised"), "value": labelled(one.criticised.on.isoformat(), who)})
    if one.warned is not None:
        letter = papers.get(one.warned.paper)
        served = with_more(fact_words.code("received", one.warned.received), letter.number if letter else "")
        both = listed(names.get(post, "—") for post in (one.warned.server_1, one.warned.server_2))
        rows.append({"label": fact_words.kind("warning_served"), "value": f"{one.warned.on.isoformat()} · {served} · {both}"})
    return cards_page.Card(reading.told(one.breach), rows, _links(setting, one), _next(one))


def _reasons(setting: Setting, one: Handled) -> str:
    if one.excused is not None:
        return labelled(one.excused.on.isoformat(), fact_words.code("excuse", one.excused.excuse))
    known = reading.known_reasons(setting.case, one.breach)
    if known:
        return "".join(said["text"] for said in cards_page.told(known, setting.case.policy(), year=setting.on.year))
    return say("档案里没有，已问过本人") if one.criticised else say("档案里没有；住院、不可抗力要问本人")


def _next(one: Handled) -> str:
    return {
        "none": say("有正当理由，到此为止。"), "criticise": say("接下来：问正当理由；没有的，批评教育。"),
        "warn": say("接下来：出具告诫书，两个人送达。"), "to_police": say("告诫书已送达。达到法定次数的，报告公安机关。"),
    }[one.next]


_STEPS = {
    "criticise": (("excuse-breach", "excuse_breach", _("有正当理由")), ("criticise-breach", "criticise_breach", _("登记批评教育"))),
    "warn": (("serve-warning", "serve_warning", _("登记送达告诫书")),),
}


def _links(setting: Setting, one: Handled) -> list[tuple[Any, str]]:
    links = [
        (word, f"{address}?about={one.breach.id}")
        for word, address in cards_page.links_of(setting, *_STEPS.get(one.next, ()))
    ]
    if one.next == "warn" and {"issue_paper", "issue_town_paper"} <= setting.actor.may:
        measure = _measure_of(setting, one)
        address = address_if_any("paper-new", setting.case.id, commands.LETTER)
        if measure and address:
            links.insert(0, (_("出具告诫书"), f"{address}?about=measure:{measure}"))
    return links


def _measure_of(setting: Setting, one: Handled) -> str:
    course = rules.under(setting.course.measures, live(setting.case.facts), one.breach.on)
    return course.measure_id if course is not None else ""


@door(may="note_breach")
def note(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, NOTE)


@door(may="excuse_breach")
def excuse(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, EXCUSE)


@door(may="criticise_breach")
def talk(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, TALK)


@door(may="serve_warning")
def warn(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, WARN)
