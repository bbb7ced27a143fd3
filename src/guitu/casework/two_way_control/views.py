"""双向管控 of one person, and 函件往来: what went out of the county and came back, where the person is known to be."""

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
from guitu.casework.record_form import Setting
from guitu.casework.two_way_control import commands, forms, letter_forms, letters
from guitu.kit.doors import Request, door
from guitu.kit.telling import shown
from guitu.ledger import fact_words
from guitu.rules import two_way_control as rules
from guitu.rules.facts.two_way import ElsewhereTestAsked, TransferAcknowledged, TwoWayAnswered, WhereaboutsVerified
from guitu.rules.overlays import lying_over

START = Step(
    commands.start_two_way_control, commands.plan_start, forms.StartForm, _("登记双向管控"),
    _("居住地检测、帮教，户籍地保留档案。"),
)
END = Step(commands.end_two_way_control, commands.plan_end, forms.EndForm, _("登记双向管控结束"))
ANSWER = Step(
    letters.answer_two_way, letters.plan_answer, letter_forms.AnswerForm, _("登记双向管控回函"),
    _("居住地同意的，由居住地检测、接受报到；不同意的，仍由这里管。"),
)
VERIFY = Step(
    letters.verify_whereabouts, letters.plan_verification, letter_forms.VerifyForm, _("登记去向核实"),
    _("见到本人和听别人说是两回事，照实写。"), checked=False,
)
ASK = Step(
    letters.ask_elsewhere_test, letters.plan_test, letter_forms.AskTestForm, _("请外地做尿检"),
    _("结果回来以后，在“记录检测”里勾选异地尿检，填当地机构的回执号。"),
)
DECLINE = Step(letters.decline_elsewhere_test, letters.plan_decline, letter_forms.DeclineTestForm, _("登记外地没有检测"))


@door(may="see_letters")
@require_safe
def page(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS TEST")
    stand: list[Any] = live(setting.case.facts)
    cards = [_control(setting, stand), _whereabouts(setting, stand), _tests(setting, stand), _transfers(setting, stand)]
    lead = say("寄出去的函有没有回来，人在哪里、凭什么知道。")
    return cards_page.show(request, setting, "person-letters", lead, cards, among=cards_page.OF_THE_MEASURE)


def _control(setting: Setting, stand: list[Any]) -> cards_page.Card:
    replies = {fact.sent_letter: fact for fact in stand if isinstance(fact, TwoWayAnswered)}
    rows = []
    for letter in reversed([fact for fact in stand if fact.kind == "two_way_control_started"]):
        back = replies.get(letter.id)
        said = say("还没有回函") if back is None else say("%(on)s 回函：%(what)s") % {
            "on": back.on.isoformat(), "what": say("同意协助") if back.agrees else say("不同意"),
        }
        rows.append({"label": say("%(on)s 发函") % {"on": letter.on.isoformat()}, "value": said})
    steps = [("start-two-way-control", "start_two_way_control", _("登记双向管控"))]
    if lying_over(setting.course.overlays, setting.on, "two_way_control"):
        steps = [("end-two-way-control", "end_two_way_control", _("登记双向管控结束"))]
    if any(fact.kind == "two_way_control_started" and fact.id not in replies for fact in stand):
        steps.insert(0, ("answer-two-way", "answer_two_way", _("登记回函")))
    return cards_page.Card(say("双向管控"), rows, cards_page.links_of(setting, *steps), empty=say("没有发过双向管控函。"))


def _whereabouts(setting: Setting, stand: list[Any]) -> cards_page.Card:
    policy = setting.case.policy().on(setting.on).two_way_control
    holds = {one.fact_id: one.holds_until for one in rules.known(stand, (), policy)}
    rows = []
    for fact in reversed([one for one in stand if isinstance(one, WhereaboutsVerified)]):
        until = holds.get(fact.id)
        parts = [fact_words.code("stays", fact.stays), fact_words.code("certainty", fact.certainty)]
        if until is not None:
            parts.append((say("有效到 %(on)s") if until >= setting.on else say("%(on)s 已过期")) % {"on": until.isoformat()})
        label = f"{fact.on.isoformat()} {fact_words.code('verified_by', fact.verified_by)}"
        rows.append({"label": label, "value": " · ".join(parts)})
    runs = lying_over(setting.course.overlays, setting.on, "two_way_control") is not None
    link = runs and cards_page.links_of(setting, ("verify-whereabouts", "verify_whereabouts", _("登记去向核实")))
    note = say("见到本人的 %(seen)s 日内有效，听说的 %(heard)s 日内有效（系统预设）。走访、检测、报到见到本人的，也算核实。")
    values = {"seen": policy.seen_holds_days, "heard": policy.heard_holds_days}
    return cards_page.Card(say("去向"), rows, link or [], note % values, say("还没有单独核实过。"))


def _tests(setting: Setting, stand: list[Any]) -> cards_page.Card:
    done = rules.results(stand)
    rows = []
    for asked in reversed([fact for fact in stand if isinstance(fact, ElsewhereTestAsked)]):
        back: Any = done.get(asked.id)
        if back is None:
            said = say("还没有结果，请对方 %(on)s 以前做") % {"on": asked.test_by.isoformat()}
        elif back.kind == "elsewhere_test_declined":
            said = say("%(on)s 对方没有做") % {"on": back.on.isoformat()}
        else:
            values = {"on": back.on.isoformat(), "what": shown(f"strip.{back.outcome}")}
            said = say("%(on)s 已做：%(what)s") % values
        rows.append({"label": say("%(on)s 发函") % {"on": asked.on.isoformat()}, "value": said})
    steps = [("ask-elsewhere-test", "ask_elsewhere_test", _("请外地做尿检"))]
    if rules.waiting_tests(stand):
        steps = [
            ("record-urine-test", "record_urine_test", _("记录检测")),
            ("decline-elsewhere-test", "decline_elsewhere_test", _("外地没有检测")),
        ]
    return cards_page.Card(say("异地尿检"), rows, cards_page.links_of(setting, *steps), empty=say("没有请外地做过。"))


def _transfers(setting: Setting, stand: list[Any]) -> cards_page.Card:
    receipts = {fact.transfer: fact for fact in stand if isinstance(fact, TransferAcknowledged)}
    rows = []
    for moved in reversed([fact for fact in stand if fact.kind == "measure_transferred" and fact.leaves_county]):
        back = receipts.get(moved.id)
        said = say("还没有回执") if back is None else say("%(on)s 回执：%(what)s") % {
            "on": back.on.isoformat(), "what": say("已接收") if back.taken_over else say("退回"),
        }
        rows.append({"label": say("%(on)s 转往外县") % {"on": moved.on.isoformat()}, "value": said})
    steps = [("transfer-measure", "transfer_measure", _("变更执行地"))]
    if len(receipts) < len(rows):
        steps = [("acknowledge-transfer", "acknowledge_transfer", _("登记变更执行地回执"))]
    return cards_page.Card(say("变更执行地（外县）"), rows, cards_page.links_of(setting, *steps), empty=say("没有转往外县。"))


@door(may="answer_two_way")
def answer(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ANSWER)


@door(may="verify_whereabouts")
def verify(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, VERIFY)


@door(may="ask_elsewhere_test")
def ask_test(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ASK)


@door(may="decline_elsewhere_test")
def decline_test(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, DECLINE)


@door(may="start_two_way_control")
def start_two_way_control(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, START)


@door(may="end_two_way_control")
def end_two_way_control(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, END)
