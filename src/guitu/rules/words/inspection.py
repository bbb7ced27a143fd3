"""Of places that are inspected."""

from __future__ import annotations

from collections.abc import Mapping

INSPECTION: Mapping[str, Mapping[str, str]] = {
    "venue": {
        "unchecked": "未查", "passed": "合格", "correcting": "整改中", "serious": "重大问题", "put_right": "已整改", "closed": "已停业",
    },
    "site_result": {
        "passed": "合格", "failed": "有问题", "not_applicable": "不适用", "not_reached": "没有见到人", "refused": "拒绝检查",
    },
    "closing": {"out_of_business": "停业", "moved_away": "搬走", "entered_twice": "重复登记"},
    "letter": {"duty": "禁毒责任书", "promise": "禁毒承诺书"},
    "signer": {"legal_representative": "法定代表人", "actual_manager": "实际负责人"},
    "unsigned": {
        "out_of_business": "停业", "refuses": "拒签", "waiting": "待签", "not_required": "无需", "entered_twice": "重复",
    },
    "risks": {
        "found_before": "以前查出过问题", "reported": "有人反映", "late_hours": "营业到深夜", "closed_rooms": "有包间",
        "keeps_goods": "存有管制药品、化学品",
    },
    "severity": {"ordinary": "一般", "serious": "重大"},
    "site_answer": {"yes": "合格", "no": "不合格", "on_the_spot": "当场改好", "not_applicable": "不适用"},
    "site_signed": {"drawn": "在屏幕上签字", "paper": "在纸上签字", "refused": "拒绝签字"},
    "punisher": {
        "by_police": "公安", "by_culture": "文化旅游", "by_market": "市场监管", "by_health": "卫生健康", "by_post": "邮政管理",
        "by_emergency": "应急管理",
    },
    "punishment": {"warning": "警告", "fine": "罚款", "suspension": "停业整顿", "revocation": "吊销许可证", "no_punishment": "不予处罚"},
    "photo_moment": {"found": "发现时", "fixed": "改好后", "reply": "对方送来的"},
    "own_answer": {"yes": "做到了", "no": "没有做到", "not_applicable": "不适用"},
    "tip": {
        "received": "待看", "looked": "一个人看过", "followed": "在查", "unfounded": "没有查到", "verified": "查证属实", "paid": "奖励已领",
    },
    "tip_about": {
        "dealing": "贩卖", "using": "吸食、容留吸食", "making": "制造", "growing": "种植", "goods": "易制毒化学品、药品",
        "parcel": "寄递", "other": "其他",
    },
    "tip_look": {"follow": "可信，要查", "nothing": "没有可查的"},
    "tip_outcome": {"verified": "查证属实", "unfounded": "没有查到"},
    "draw_way": {"all": "全部", "by_risk": "按风险", "random": "随机"},
}  # fmt: skip
