"""Pages of the steps on a measure; each is read back before it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, StepForm, take
from guitu.casework.measures import commands, forms, plans, receipts
from guitu.kit.doors import Request, door
from guitu.kit.pages import url
from guitu.ledger.commands import Answer

Links = list[tuple[Any, str]]


def _then(name: str, action: str, label: Any, when: str = "") -> Callable[[StepForm, Answer], Links]:
    """The step that comes next by the law, for a post that may take it."""

    def links(form: StepForm, _answer: Answer) -> Links:
        if action not in form.actor.may or (when and form.cleaned_data.get("to") != when):
            return []
        return [(label, url(name, person_id=form.held.id))]

    return links


def _after_decision(form: StepForm, answer: Answer) -> Links:
    if form.cleaned_data["kind"] not in ("community_detox", "community_rehabilitation"):
        return []
    if form.cleaned_data["served_on"]:
        return _then("report-in", "report_in", _("登记报到"))(form, answer)
    return _then("serve-decision", "serve_decision", _("登记送达"))(form, answer)


OPEN = Step(
    commands.open_measure, plans.open_measure, forms.OpenForm, _("登记决定"),
    template="casework/measures/open.html", after=_after_decision,
)
SERVE = Step(
    commands.serve_decision, plans.serve_decision, forms.ServeForm, _("登记送达"),
    after=_then("report-in", "report_in", _("登记报到")),
)
REPORT_IN = Step(
    commands.report_in, plans.report_in, forms.ReportInForm, _("登记报到"),
    template="casework/measures/report_in.html",
    after=_then("sign-agreement", "sign_agreement", _("签订协议")),
)
AGREEMENT = Step(commands.sign_agreement, plans.sign_agreement, forms.AgreementForm, _("签订协议"))
REFUSAL = Step(
    commands.refuse_report, plans.refuse_report, forms.RefusalForm, _("移交拒绝接受"),
    _("先核实原因。无正当理由逾期未报到，或者报到后拒签协议的，附证明移交公安机关，由公安机关决定。"),
)
TRANSFER = Step(
    commands.transfer_measure, plans.transfer_measure, forms.TransferForm, _("变更执行地"),
    _("时间连续计算。转往本县镇街的，确认后档案归新执行地，您这里不再看到；在这里发生的仍计在这里。"),
    template="casework/measures/transfer.html",
    after=_then("record-status", "record_status", _("对方回函后登记迁出"), when=forms.ELSEWHERE),
)
RECEIPT = Step(
    receipts.acknowledge_transfer, receipts.plan_receipt, receipts.ReceiptForm, _("登记变更执行地回执"),
    _("对方已接收的，接着登记迁出；退回的，档案还在这里。"), after=_then("record-status", "record_status", _("登记迁出")),
)
ARRIVE = Step(
    commands.arrive_at_transfer, plans.arrive_at_transfer, forms.ArriveForm, _("新执行地报到"),
    after=_then("sign-agreement", "sign_agreement", _("签订协议")),
)
EXTEND = Step(commands.extend_measure, plans.extend_measure, forms.ExtendForm, _("强制隔离戒毒变更期限"))
END = Step(commands.end_measure, plans.end_measure, forms.EndForm, _("结束措施"))


@door(may="open_measure")
def open_measure(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, OPEN)


@door(may="serve_decision")
def serve_decision(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, SERVE)


@door(may="report_in")
def report_in(request: Request, person_id: UUID) -> HttpResponse:
    duty = request.GET.get("duty", "")
    if request.method == "GET" and duty.startswith("report_in:") and duty.count(":") > 1:  # after a change of place
        return redirect(url("arrive-at-transfer", person_id=person_id, query={"duty": duty}))
    return take(request, person_id, REPORT_IN)


@door(may="sign_agreement")
def sign_agreement(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, AGREEMENT)


@door(may="refuse_report")
def refuse_report(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, REFUSAL)


@door(may="transfer_measure", many=("materials",))
def transfer_measure(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, TRANSFER)


@door(may="acknowledge_transfer")
def acknowledge_transfer(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RECEIPT)


@door(may="arrive_at_transfer")
def arrive_at_transfer(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ARRIVE)


@door(may="extend_measure")
def extend_measure(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, EXTEND)


@door(may="end_measure")
def end_measure(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, END)
