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
    "goods_stages": {"production": "生产", "sale": "销售", "storage": "储存", "transport": "运输", "use": "使用"},
    "goods_licence": {
        "production": "生产许可、备案", "trading": "经营许可、备案", "purchase": "购买许可、备案", "transport": "运输许可、备案", "seal_card": "印鉴卡",
    },
    "stock_way": {
        "opening": "期初", "bought": "购入", "made": "产出", "sold": "售出", "used": "用掉", "destroyed": "销毁", "lost": "丢失、被盗",
    },
    "stock_unit": {"kilogram": "千克", "ampoule": "支", "tablet": "片", "bottle": "瓶"},
    "goods_report": {"year": "年度报告", "sale": "销售报告"},
    "goods_grade": {
        "precursor_1": "易制毒第一类", "precursor_2": "易制毒第二类", "precursor_3": "易制毒第三类", "medicine": "麻精药品",
    },
    "medicine_group": {"narcotic": "麻醉药品", "first": "第一类精神药品", "second": "第二类精神药品", "watched": "没有列管，要留意"},
    "paper_way": {"licence": "许可", "filing": "备案"},
    "punisher": {
        "by_police": "公安", "by_culture": "文化旅游", "by_market": "市场监管", "by_health": "卫生健康", "by_post": "邮政管理",
        "by_emergency": "应急管理",
    },
    "punishment": {"warning": "警告", "fine": "罚款", "suspension": "停业整顿", "revocation": "吊销许可证", "no_punishment": "不予处罚"},
    "photo_moment": {"visit": "检查时", "found": "发现时", "fixed": "改好后", "reply": "对方送来的"},
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
}
