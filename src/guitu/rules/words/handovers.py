"""Of releases from a facility and what both sides do."""

from __future__ import annotations

from collections.abc import Mapping

HANDOVERS: Mapping[str, Mapping[str, str]] = {
    "handover": {  # the state of one
        "asked": "等戒毒所通报", "announced": "待接收", "accepted": "已接收，待出所", "returned": "已退回戒毒所", "unmet": "没有接到",
        "received": "已接回", "reported": "已报到", "closed": "已办结", "withdrawn": "已撤回",
    },
    "moved_because": {"shortened": "提前解除", "extended": "延长期限", "corrected": "原来写错了"},
    "returned_because": {"not_of_county": "不是本县（市、区）的人", "wrong_person": "人不对", "papers_missing": "材料不全"},
    "withdrawn_because": {"not_released": "不出所了", "other_county": "改去别的县", "announced_twice": "重复通报"},
    "contact_by": {"visit": "到所里见面", "video": "视频", "phone": "电话", "letter": "书信"},
    "escort": {"facility": "戒毒所送", "town": "镇（街）接", "police": "派出所接", "family": "家属接"},
    "side": {"facility": "戒毒所", "town": "镇（街）"},
    "rules_said": {"national_rules": "《戒毒条例》", "local_rules": "地方条例", "both_rules": "《戒毒条例》和地方条例"},
    "after_step": {"report": "报到", "visit": "走访"},
    "help_needed": {
        "job": "找工作", "training": "学技能", "housing": "住处", "hardship": "生活困难", "treatment": "看病、用药", "family_ties": "家庭关系",
        "identity_papers": "办证件", "schooling": "子女上学", "no_need": "没有需要",
    },
    "inside_trade": {
        "electrician": "电工", "fitter": "钳工", "welder": "焊工", "pastry": "面点", "tea": "茶艺", "car_care": "汽车美容", "other": "其他",
    },
    "inside_grade": {"ungraded": "不分等级", "junior": "初级", "middle": "中级", "senior": "高级"},
    "inside_issuer": {"labour_office": "人社局", "training_body": "培训机构", "other": "其他"},
    "assessed": {"passed": "合格", "failed": "不合格"},
    "adapted": {"good": "良好", "fair": "一般"},
    "proposes": {"not_proposed": "不建议", "one_year": "一年", "two_years": "两年", "three_years": "三年"},
    "agreement_content": {
        "desk": "对接专班", "stations": "互建工作站点", "data": "数据共享", "operations": "合作打击", "near_home": "就地戒毒", "training": "技能培训",
        "handover": "无缝对接",
    },
    "secondment_way": {"officer_out": "民警派出来", "worker_in": "社工派进去"},
}
