"""Of what is done while a measure runs: breaches of the agreement and what follows them."""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, Mapping[str, str]] = {
    "broken": {
        "report": "没有按约定报到", "visit": "不接受走访、谈话", "address": "换了住处、电话没有告知",
        "programme": "没有参加约定的治疗、培训", "other": "协议的其他约定",
    },
    "excuse": {
        "approved_leave": "已请假", "hospital": "住院", "custody": "在押", "force_majeure": "不可抗力",
    },
    "received": {"signed": "本人签收", "refused": "本人拒绝签字，有见证人"},
}  # fmt: skip
