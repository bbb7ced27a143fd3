"""呼应 declares itself here: a call as a matter of its own, what is due of it within minutes, its pages and the clock."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import (
    ClockJob,
    Declaration,
    DutyKind,
    FactWords,
    ListColumn,
    ListPage,
    MatterKind,
    MenuEntry,
    NoticeKind,
    OpenCommand,
    Page,
)
from guitu.response.counts import COUNTS
from guitu.rules.words import CODES

_PAGE = Page("call", ("call_id",))
_DUTIES = {
    "call_take_up": "call_units", "call_check": "call_units", "call_acknowledge": "acknowledge_call", "call_report": "report_call",
    "call_settle": "settle_call", "call_decide": "decide_call", "call_confirm": "check_settlement", "call_help": "give_help",
    "call_review": "review_call", "call_improve": "note_improvement", "call_instruction": "report_call", "call_urge": "report_call", "call_delay": "decide_delay",
}
CLOCK = "escalate_every_call"
CALLS = ListPage(
    name="calls",
    columns=(
        ListColumn("label", _("编号"), "label", essential=True),
        ListColumn("template", _("种类"), "template", essential=True),
        ListColumn("place", _("地方"), "place"),
        ListColumn("level", _("几级"), "level"),
        ListColumn("state", _("进展"), "state_word", essential=True),
        ListColumn("raised", _("发起"), "raised_at", falling=True, essential=True),
        ListColumn("next", _("最近一个时限"), "next_at"),
    ),
    order="raised_at",
    filters=("box", "over", "sort"),
)
DECLARATION = Declaration(
    package="response",
    follows="SELECT response_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    matters=(MatterKind("call", _("呼应"), "calls", _PAGE, "see_calls"),),
    duties=tuple(DutyKind(code, CODES["duty_kind"][code], "calls", "BASIC", _PAGE, action, own=True) for code, action in _DUTIES.items()),
    duty_groups={"calls": _("呼应")},
    words=FactWords(
        {
            "call_raised": _("发起呼应"), "innocent_checked": _("核没事的原因"), "unit_called": _("呼叫单位"),
            "unit_escalated": _("没有签收，再呼叫"), "unit_acknowledged": _("签收"), "unit_reported": _("报进展"),
            "seen_again": _("见到人"), "unit_returned": _("退回呼应"), "unit_handed_over": _("转给同事"), "call_settled": _("写结果和帮扶"),
            "settlement_checked": _("核对结果"), "help_given": _("帮扶已落实"),
            "call_reviewed": _("复盘"), "improvement_planned": _("定一项改进"), "improvement_made": _("改进已办好"), "call_ended": _("结束呼应"), "signals_added": _("规则又发现"),
            "instruction_given": _("批示"), "unit_urged": _("催办"), "delay_asked": _("请求延期"), "delay_decided": _("决定延期"), "call_joined": _("并入一件"), "information_added": _("补充情况"),
        },
        {
            "template": _("种类"), "by": _("办理人"), "post": _("岗位"), "asked": _("交给谁看"), "person": _("当事人"),
            "for_caller": _("代来电的人发起"), "cause": _("哪一种原因"), "result": _("核的结果"), "known_by": _("怎么知道的"), "ended_as": _("怎么结束"), "called_because": _("因何呼叫"), "unit": _("单位"), "main": _("主办"),
            "missing": _("没有人的一级"), "step": _("哪一级"), "due_at": _("到点的时刻"), "next_by": _("下次报进展"),
            "to_unit": _("应由哪个单位"), "help": _("帮扶"), "helper": _("由谁帮扶"), "into": _("并入哪一件"), "by_rule": _("哪条规则"), "signals": _("信号"),
            "to_improve": _("要改进的"), "due_on": _("哪天前办好"), "improvement": _("哪一项改进"),
            "until_at": _("延到"), "delay": _("哪一次延期"), "delay_answer": _("同意不同意"), "from_call": _("哪一件并入"),
        },
        {},
    ),
    actions={
        "calling": frozenset(
            {"see_calls", "raise_call", "check_innocent", "call_units", "acknowledge_call", "report_call", "return_call", "hand_over_call",
             "settle_call", "give_help", "note_improvement", "take_over_duty", "decline_call", "acknowledge_drill", "ask_delay", "add_information"}
        ),
        "noticing": frozenset({"see_calls", "add_information", "raise_call", "acknowledge_call", "report_call", "return_call", "settle_call"}),
        "calls_desk": frozenset({"decide_call", "see_wall", "see_call_times", "decide_delay", "give_instruction", "urge_unit", "check_settlement", "review_call", "plan_improvement", "end_call", "plan_duty", "cover_duty", "escalate_call", "state_month", "take_back_statement"}),
        "rules_desk": frozenset({"switch_rule", "raise_by_rule", "start_drill"}),
        "events_taken": frozenset({"take_event", "take_event_back"}),
        "calls_by_the_clock": frozenset({"escalate_call", "leave_calls", "raise_by_rule"}),
    },
    whole={"calls_desk": "calls"},
    open_commands=(OpenCommand("take_event", _("报网格事件"), module="guitu.response.events.commands"),),
    sheets=("guitu.response.events.sheet.SHEET",),
    closed_commands={
        "raise_call review_call plan_improvement check_innocent call_units acknowledge_call report_call return_call hand_over_call decline_call give_help note_improvement take_over_duty acknowledge_drill ask_delay add_information give_instruction urge_unit": "decision",
        "settle_call decide_call check_settlement end_call decide_delay": "two_people",
        "plan_duty cover_duty escalate_call leave_calls switch_rule take_event_back start_drill state_month take_back_statement": "administration", "raise_by_rule": "house",
    },
    folds=("guitu.response.fold.CALL",),
    papers=("guitu.response.paper.SOURCE",),
    notices=(
        *(NoticeKind(kind, _PAGE, "see_calls") for kind in ("call_urgent", "call_sent", "call_urged", "call_noticed", "call_answered")),
        NoticeKind("drill_asked", Page("drills"), "acknowledge_drill"),
    ),
    lists=(CALLS,),
    counts=COUNTS,
    alarms=("guitu.response.late.alarm",),
    jobs=(ClockJob(CLOCK, "* * * * *", "escalate_calls", "calls"), ClockJob("raise_every_rule", "*/5 * * * *", "raise_by_rules", "calls"), ClockJob("leave_every_call", "20 17 * * *", "leave_calls")),
    menu=(MenuEntry("calls", _("呼应"), "bell-ringing", "calls", "see_calls", "desk", 30, on_phone=30),),
)
