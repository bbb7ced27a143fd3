"""所地对接 declares itself here: a handover as a matter of its own, what is due of it around the release, the pages of both sides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.handovers.counts import COUNTS
from guitu.kit.declarations import (
    ClockJob,
    Declaration,
    DutyKind,
    FactWords,
    ListColumn,
    ListPage,
    MatterKind,
    MenuEntry,
    Page,
)
from guitu.rules.words import CODES

_PAGE = Page("handover", ("handover_id",))
_DUTIES = {
    "handover_accept": "accept_handover", "handover_contact": "record_contact_inside", "handover_meeting": "record_handover_meeting",
    "handover_escort": "plan_escort", "handover_sign": "sign_handover", "handover_find": "see_handovers", "handover_report": "take_from_file",
    "handover_visit": "take_from_file", "handover_needs": "ask_needs", "handover_close": "close_handover",
}
CALENDAR = ListPage(
    name="handovers",
    columns=(
        ListColumn("label", _("编号"), "label", essential=True),
        ListColumn("name", _("谁"), essential=True),
        ListColumn("expected", _("预计出所"), "next_on", essential=True),
        ListColumn("place", _("送到"), "place"),
        ListColumn("facility", _("戒毒所")),
        ListColumn("state", _("进展"), "state_word", essential=True),
        ListColumn("due", _("最近一个时限"), "due_on"),
    ),
    order="next_on",
    filters=("over",),
)
DECLARATION = Declaration(
    package="handovers",
    follows="SELECT handovers_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    matters=(MatterKind("handover", _("所地对接"), "handovers", _PAGE, "see_handovers"),),
    duties=tuple(DutyKind(code, CODES["duty_kind"][code], "handovers", "STATUS", _PAGE, action, own=True) for code, action in _DUTIES.items()),
    duty_groups={"handovers": _("所地对接")},
    words=FactWords(
        {
            "handover_asked": _("登记，问戒毒所"), "handover_announced": _("通报出所"), "release_moved": _("出所日期有变"),
            "handover_accepted": _("镇（街）接收"), "receiver_named": _("换接收社工"), "handover_returned": _("退回戒毒所"),
            "handover_sent_again": _("重新送"), "handover_withdrawn": _("撤回通报"), "contact_inside": _("所内第一次联系"),
            "handover_met": _("对接会"), "release_notified": _("书面通知决定机关、家属和派出所"), "escort_planned": _("定谁送、谁接"),
            "handover_signed": _("在交接单上签字"), "nobody_met": _("到时没有接到"), "handover_filed": _("对上档案"),
            "rules_read": _("宣读条例，本人签字"), "handover_followed": _("档案里已有"), "needs_asked": _("问需要什么帮助"),
            "certificate_gained": _("所内取得的证书"), "handover_closed": _("办结对接"),
        },
        {
            "expected_on": _("预计出所日期"), "by_link": _("通过链接"), "moved_because": _("为什么改"), "receiver": _("接收社工"),
            "returned_because": _("退回的理由"), "withdrawn_because": _("撤回的理由"), "contact_by": _("怎么联系的"), "escort": _("谁送、谁接"),
            "side": _("哪一边"), "on_paper": _("纸上签字"), "family_noted": _("家庭成员"), "rules_said": _("宣读了什么"), "after_step": _("接回以后哪一步"),
            "found_record": _("档案里的记录"), "followed_on": _("那天"), "help_needed": _("需要什么帮助"), "inside_trade": _("工种"), "inside_grade": _("等级"),
            "inside_issuer": _("谁发的"), "disclosed": _("本人愿意公开"),
        },
        {},
    ),
    actions={
        "handovers": frozenset(
            {"see_handovers", "record_contact_inside", "record_handover_meeting", "plan_escort", "sign_handover", "file_handover",
             "record_rules_read", "take_from_file", "ask_needs", "see_agreements", "note_nobody_met"}
        ),
        "handovers_desk": frozenset({"ask_release", "accept_handover", "name_receiver", "return_handover", "close_handover", "make_handover_link"}),
        "handovers_seen": frozenset({"see_handovers", "see_agreements"}),
        "announcing": frozenset(
            {"announce_release", "move_release", "put_packet", "add_certificate", "notify_release", "send_handover_again", "withdraw_release",
             "sign_for_facility"}
        ),
        "agreements": frozenset({"see_agreements", "keep_agreement", "second_holder"}),
        "handovers_by_link": frozenset({"say_day_by_link", "sign_by_link"}),
        "handovers_by_the_clock": frozenset({"note_nobody_met", "take_from_file", "empty_packets"}),
    },
    whole={"handovers_desk": "handovers", "handovers_seen": "handovers"},
    closed_commands={
        "announce_release move_release put_packet add_certificate notify_release send_handover_again withdraw_release ask_release accept_handover"
        " name_receiver return_handover record_contact_inside record_handover_meeting plan_escort file_handover record_rules_read ask_needs"
        " take_from_file close_handover": "decision",
        "sign_for_facility sign_handover": "two_people",
        "make_handover_link keep_agreement second_holder": "administration",
        "note_nobody_met empty_packets say_day_by_link sign_by_link": "house",
    },
    folds=("guitu.handovers.fold.HANDOVER",),
    papers=("guitu.handovers.paper.SOURCE",),
    signals="guitu.handovers.signalling.signals",
    linked=("guitu.handovers.by_link.DAY", "guitu.handovers.by_link.SHEET"),
    lists=(CALENDAR,),
    counts=COUNTS,
    jobs=(ClockJob("watch_every_handover", "*/5 * * * *", "watch_handovers"), ClockJob("empty_every_packet", "40 17 * * *", "empty_handover_packets")),
    menu=(
        MenuEntry("handovers", _("所地对接"), "users", "handovers", "see_handovers", "desk", 35),
        MenuEntry("announced", _("出所通报"), "users", "announced", "announce_release", "desk", 36),
    ),
)
