"""Of calls and of who has duty."""

from __future__ import annotations

from collections.abc import Mapping

CALLS: Mapping[str, Mapping[str, str]] = {
    "call": {  # the state of one
        "noticed": "网格员报来，待核", "checking": "先排除", "called": "已呼叫，待签收", "under_way": "处置中", "seen": "已见到人",
        "settled": "待核对", "closed": "已办结", "innocent": "没事，已排除", "false_alarm": "误报", "merged": "并入另一件", "not_taken": "没有受理",
    },
    "result": {"ruled_out": "已排除", "explains": "就是这个原因", "closed": "属实，办结", "back": "还没有化解，退回再办"},
    "known_by": {"on_file": "档案所载", "inquired": "问到的"},
    "ended_as": {"innocent": "没事，已排除", "false_alarm": "误报", "merged": "与另一件是同一件事", "not_taken": "没有受理"},
    "called_because": {"first": "发起时", "returned": "别的单位退回", "decided": "禁毒办定为主办"},
    "delay_answer": {"granted": "同意延期", "denied": "不同意延期，按原来的时限办"},
    "call_stage": {"acknowledged": "签收", "started": "展开", "seen": "见到人", "settled": "化解", "reported": "首报进展"},
    "call_step": {"on_duty": "值班", "backup": "后备", "head": "负责人", "desk": "值班室", "director": "主任", "village": "村（社区）"},
    "times_of": {"level": "各级", "unit": "各单位", "town": "各镇街"},
    "wall": {"open": "在办的呼应", "late": "过了时限", "raised_today": "今天发起", "help_open": "办结了，帮扶还没有落实", "events_open": "在办的网格事件"},
    "duty_days": {"workday": "工作日", "day_off": "休息日", "every": "每天"},
    "cover_kind": {"swap": "换班", "stand_in": "代班", "taken_over": "我来接"},
    "statement": {"kept": "没有发生", "broken": "发生了", "taken_back": "收回"},
    "signal": {"report_missed": "应报到没有报到", "not_met": "没有见到、联系不上", "test_missed": "未到检", "nobody_met": "出所没有接到"},
    "signal_way": {"home": "上门", "centre": "到站", "workplace": "到单位", "phone": "电话", "video": "视频"},
    "rule_switch": {"on": "开", "off": "关"},
    "on_duty_why": {"cover": "代班", "turn": "轮值", "of_unit": "没有排班，按岗位顺序", "nobody": "没有人"},
}
