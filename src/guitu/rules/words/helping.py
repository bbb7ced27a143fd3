"""Of needs, aid, work and points."""

from __future__ import annotations

from collections.abc import Mapping

HELPING: Mapping[str, Mapping[str, str]] = {
    "need": {
        "work": "找工作", "training": "学技能", "income": "生活困难", "health": "看病", "counselling": "心理咨询",
        "family": "家庭关系", "housing": "住房", "documents": "办证件", "legal": "法律咨询", "schooling": "就学",
        "childcare": "孩子照料", "wish": "微心愿", "start_up": "创业",
    },
    "scheme_tier": {"office": "一个办公室", "mode": "两种帮扶模式", "mechanism": "三大机制", "more": "多种措施"},
    "need_state": {
        "sent": "待接办", "taken": "办理中", "returned": "已退回", "done": "已办，待问本人", "met": "本人确认收到",
        "declined": "本人不要了",
    },
    "need_end": {"met": "收到了，管用", "not_met": "没有收到，或者没有办好", "declined": "不要了，或者办不了"},
    "need_step": {
        "need_raised": "转出", "need_taken": "接办", "need_returned": "退回", "need_sent": "改转", "need_done": "办结",
        "need_answered": "本人的意见",
    },
    "said_by": {"worker": "社工记下本人的话", "person": "本人自己说的"},
    "came_by": {"visit": "走访看到", "asked": "本人提出", "prompt": "系统提示"},
    "category": {"old": "老", "ill": "病", "young": "幼", "disabled": "残", "other": "其他"},
    "aid_result": {"approved": "批准", "refused": "不批准", "dropped": "撤回申请"},
    "route": {"referred": "推荐就业", "own": "自己找到", "start_up": "创业", "public_post": "公益性岗位", "found": "登记前就在岗"},
    "job_proof": {"insurance": "社保缴费", "contract": "劳动合同", "on_site": "现场核实", "told": "自报"},
    "disclosure": {
        "name_only": "只给姓名，不说别的", "assisted": "说是就业援助对象", "told_self": "由本人自己说",
        "told_signed": "由社工说，本人签字同意",
    },
    "job_end": {"resigned": "辞职", "dismissed": "被辞退", "term_over": "合同到期", "moved_away": "搬走", "inside": "收押、送所"},
    "exclusion": {"medical": "因病不能工作", "care": "要照顾家人", "study": "在校学习"},
    "excluded_because": {"too_young": "未满就业年龄", "retired": "到了退休年龄", "medical": "因病不能工作", "care": "要照顾家人", "study": "在校学习"},
    "insurance": {"medical": "医疗保险", "pension": "养老保险", "unsaid": "没有写明哪一种保险"},
    "insurance_proof": {"looked_up": "经办机构查到", "paper_seen": "看过凭证", "told": "自报"},
    "aid_proof": {"looked_up": "经办机构查到", "paper_seen": "看过凭证", "told": "自报"},
    "hours_proof": {"checked_in": "现场签到", "sheet_seen": "看过签到表", "by_hand": "组织的人说的"},
    "wish": {
        "help": "要帮忙", "leave": "请假", "cannot_come": "来不了", "level": "对等级有疑问", "correction": "信息要改", "other": "别的事",
    },
    "through": {"self": "本人在自己的页面上提的", "guardian": "监护人提的", "oral": "当面或者电话里说的"},
    "points_line": {  # what moved an account, where no item of the sheet did
        "taken_back": "冲回", "settled": "记分", "forgiven": "免去", "reserved": "兑换", "returned": "退回", "expired": "作废", "restored": "异议成立，退回",
        "allotted": "划入预算", "stocked": "到货", "counted": "盘点",
    },
    "points_dispute": {"open": "已提异议，等决定", "for_person": "异议成立", "stands": "维持"},
    "redemption": {"reserved": "留着待领", "issued": "已领走", "cancelled": "不要了，已退回", "lapsed": "过期未领，已退回"},
}
