"""Of the team, the plan, consents, sessions and scales."""

from __future__ import annotations

from collections.abc import Mapping

TEAMWORK: Mapping[str, Mapping[str, str]] = {
    "member": {  # on the team without a post
        "family": "家属", "volunteer": "禁毒志愿者", "committee": "社区综治委员", "party_branch": "小区党支部",
        "building_head": "楼栋长",
    },
    "seat": {  # of a standard team
        "full_time": "专职工作人员", "police": "社区民警", "medical": "社区医务人员", "family": "家庭成员",
        "volunteer": "禁毒志愿者", "committee": "社区综治委员", "specialist": "禁毒专干", "grid": "网格员",
        "further": "其他成员（N）",
    },
    "member_does": {  # what each is on the team for
        "responsible": "牵头：报到、检测、谈话、计划", "village": "日常走访，和网格员一起看情况", "grid": "看日常情况，陪同走访",
        "police": "查验、检测、核实，保护同去的人", "medical": "看身体情况，帮着转诊", "counsellor": "心理咨询",
        "family": "陪伴、提醒，有难处告诉社工", "volunteer": "陪伴，带着参加活动", "committee": "协调社区里的难处",
        "party_branch": "帮着解决生活困难，不打听病史", "building_head": "日常照应，有事告诉网格员",
    },
    "member_sees": {  # and what each learns of it
        "responsible": "整份档案", "village": "状态、走访", "grid": "姓名、住址、走访", "police": "状态、检测，不看谈话",
        "medical": "联系方式", "counsellor": "联系方式、自己写的记录", "family": "自己那一步；本人同意的，才知道进展、检测",
        "volunteer": "称呼、自己那一步", "committee": "称呼、自己那一步", "party_branch": "称呼、自己那一步",
        "building_head": "称呼、自己那一步",
    },
    "consent_for": {
        "neighbours": "小区党支部、楼栋长等参加小组", "family_told": "向家属告知进展、检测结果",
        "counselling": "心理咨询、填量表", "story": "把经历写成案例",
    },
    "rests_on": {  # what stops when a consent is taken back
        "neighbours": "党支部、楼栋长立即退出小组", "family_told": "家庭谈话不能再告知进展、检测结果",
        "counselling": "不再记录咨询、填量表，以前的停止使用", "story": "案例立即收起，不再给人看",
    },
    "given_by": {"self": "本人", "guardian": "监护人"},
    "taken_as": {"written": "本人书面签字", "witnessed": "口头同意，有见证人"},
    "area": {  # of a goal
        "body": "生理", "mind": "心理", "family": "家庭", "work": "工作", "income": "收入", "housing": "居住",
        "friends": "朋友圈", "law": "法律", "fitness": "体能", "study": "学习",
    },
    "step_who": {
        "self": "本人", "responsible": "责任社工", "village": "村（社区）专职", "grid": "网格员", "police": "社区民警",
        "medical": "社区医务", "counsellor": "心理咨询", "family": "家属", "volunteer": "禁毒志愿者",
        "committee": "社区综治委员", "party_branch": "小区党支部", "building_head": "楼栋长",
    },
    "reached": {"met": "达到", "partly": "部分达到", "dropped": "不再做"},
    "three_peaces": {"calm": "安心", "home": "安宁", "settled": "安稳"},
    "peace_means": {
        "calm": "没有再吸，身体和心理的目标达到", "home": "和家人同住，或者每月来往", "settled": "有工作满三个月，或者有稳定收入",
    },
    **{f"{peace}_by_{who}": {"so": "是", "not_yet": "还不是", "unsure": "说不准"}
       for peace in ("calm", "home", "settled") for who in ("worker", "person")},
    "closed_as": {"reached": "目标都有了结果", "measure_over": "措施结束", "moved_away": "迁走", "made_anew": "重新订"},
    "method": {
        "general": "一般谈话", "motivation": "动机激发", "relapse_prevention": "防复吸训练", "strengths": "优势拓展",
        "connection": "社会联结", "early": "提前介入", "crisis": "危机干预", "peer": "同伴教育", "family_work": "家庭辅导",
        "advocacy": "社会倡导",
    },
    "session_stage": {"needs": "需求发现", "taking_on": "服务承接", "serving": "服务实施", "looking_back": "服务评估"},
    "told_of": {"progress": "帮教进展", "results": "检测结果", "help": "怎样帮他"},
    "incident": {"threat": "言语威胁", "assault": "推搡、动手", "weapon": "持器械", "animal": "放狗等", "other": "其他"},
    "sign": {"harm_to_oneself": "有自伤的想法", "severe": "量表结果属重度"},
    "help_by": {"hospital": "陪同就医", "family_beside": "家属陪护", "police_called": "报警", "centre": "到站陪伴"},
    "told_how": {"face_to_face": "当面", "by_phone": "电话", "on_paper": "书面"},
    "asked_by": {"self": "本人", "family": "家属"},
    "answered_as": {"kept": "维持等级", "reassess": "重新评估"},
    "scale_factor": {
        "somatization": "躯体化", "obsession": "强迫", "interpersonal": "人际关系", "depression": "抑郁", "anxiety": "焦虑",
        "hostility": "敌对", "phobia": "恐怖", "paranoia": "偏执", "psychoticism": "精神病性", "others": "其他",
        "precontemplation": "还没有想改变", "contemplation": "在考虑改变", "action": "正在改变", "maintenance": "在保持",
    },
    "scale_band": {"none": "正常", "mild": "轻度", "moderate": "中度", "marked": "中重度", "severe": "重度"},
    "relation": {
        "parent": "父母", "spouse": "配偶", "child": "子女", "sibling": "兄弟姐妹", "grandparent": "祖父母、外祖父母",
        "other_kin": "其他亲属", "guardian": "监护人",
    },
}
