"""Of what is done while a measure runs: breaches of the agreement and what follows them."""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, Mapping[str, str]] = {
    "broken": {
        "not_reported": "没有按约定报到", "visit": "不接受走访、谈话", "address": "换了住处、电话没有告知",
        "programme": "没有参加约定的治疗、培训", "other": "协议的其他约定",
    },
    "excuse": {
        "approved_leave": "已请假", "hospital": "住院", "custody": "在押", "force_majeure": "不可抗力",
    },
    "received": {"signed_for": "本人签收", "unsigned": "本人拒绝签字，有见证人"},
    "verified_by": {
        "seen": "见到本人", "residence": "居住地工作人员见到", "video": "视频", "phone": "本人电话", "family": "家属说的",
        "employer": "单位说的",
    },
    "certainty": {"sure": "有把握", "likely": "大概是", "unsure": "说不准"},
    "stays": {"as_known": "在登记的住处", "elsewhere": "换了地方", "unknown": "不知道"},
    "clock": {
        "serve": "送达决定书", "report_in": "收到决定后报到", "hand_over": "逾期未报到，核实、告诫、移交", "agreement": "签订协议",
        "team": "配齐工作小组", "leave": "请假外出，按时销假", "receipt": "材料转往外县，取得回执", "transfer": "变更执行地后报到",
        "suspension": "羁押，中止执行", "resumption": "释放后继续执行", "violation": "严重违反，报告公安机关", "term": "执行期限",
        "release": "期满，收到解除通知书", "two_way": "双向管控函，取得回函",
    },
    "clock_keeper": {"police": "公安机关", "person": "本人", "town": "镇（街）", "elsewhere": "外地"},
    "clock_state": {
        "running": "在走", "waits": "停着", "done": "已办", "not_asked": "不再要求", "not_begun": "还没有开始",
    },
}
