"""Of a person's file: measures, tests, visits, levels, standing."""

from __future__ import annotations

from collections.abc import Mapping

_HEARD = {
    "work": "上班", "weather": "天气、道路", "hospital": "住院", "custody": "在押", "approved_leave": "已请假",
    "wrong_number": "电话有误", "childcare": "照顾孩子", "bereavement": "办丧事", "none_given": "没有说明",
    "refused": "拒绝", "evaded": "逃避",
}
_VIOLATION = {
    "test_refusals": "拒绝、逃避检测", "departures": "擅自离开", "days_away": "擅自离开天数", "use": "再次吸毒",
}
_FINDING = {  # what the police's finding of use rests on
    "laboratory": "实验室检测报告", "hair": "毛发检测报告", "confession": "本人供述", "witnesses": "现场查获、证人证言",
    "hospital": "医疗机构认定",
}
_SEX = {"male": "男", "female": "女"}


PEOPLE: Mapping[str, Mapping[str, str]] = {
    "last_day": {"day_before": "到对应日的前一日", "same_day": "到对应日当日"},
    "measure_counts_from": {"served": "送达之日", "reported": "报到之日"},
    "source": {
        "found": "查获", "handover": "出所衔接", "moved_in": "迁入", "voluntary": "自愿", "roster": "花名册",
    },
    "custody": {
        "detained": "拘留", "arrested": "逮捕", "imprisoned": "服刑", "corrective_education": "强制性教育",
    },
    "how": {
        "home": "家访", "centre": "到站见面", "workplace": "到单位", "phone": "电话", "video": "视频",
        "in_person": "本人到站", "released": "解除", "terminated": "终止", "converted": "转强制隔离戒毒",
        "withdrawn": "撤销", "not_applicable": "不适用",
        "granted": "同意", "arranged": "已安排", "explained": "已说明", "declined": "不同意",  # an answer to a request
    },
    "moods": {
        "steady": "平稳", "low": "低落", "anxious": "焦虑", "irritable": "烦躁", "closed": "不愿多说",
        "work": "工作有变", "family": "家里有事", "health": "身体不适", "contact": "换了电话、住处",
    },
    "needs": {
        "work": "找工作", "training": "学技能", "income": "生活困难", "health": "看病", "counselling": "心理咨询",
        "family": "家庭关系", "housing": "住房", "documents": "办证件", "legal": "法律咨询", "schooling": "就学",
        "start_up": "创业",
    },
    "outcome": {
        "negative": "阴性", "positive": "阳性", "invalid": "无效", "refused": "拒绝检测", "prescribed": "遵医嘱用药",
    },
    "strip": {  # the outcome of a test on the strip: a positive is a screening only
        "negative": "阴性", "positive": "初筛阳性", "refused": "拒绝检测", "invalid": "无效", "prescribed": "遵医嘱用药",
    },
    "purpose": {
        "scheduled": "按期", "random": "随机抽检", "voluntary": "本人要求", "return_from_leave": "请假返回",
        "handover": "出所衔接",
    },
    "stage": {"first": "实验室检测", "second": "复检"},
    "sample": {"urine": "尿液", "saliva": "唾液", "hair": "毛发"},
    "medicines": {
        "methadone": "美沙酮（维持治疗）", "codeine": "含可待因的止咳药", "liquorice": "复方甘草片", "cold_remedy": "感冒药", "prescribed": "医生开的其他药",
    },
    "differs_by": {
        "since_then": "评估以后有了新情况", "not_asked": "表上没有问到", "family": "家属、小组的意见", "near_limit": "分数就在分界上", "other": "其他",
    },
    "level_choice": {"as_proposed": "和建议一样", "higher": "比建议高", "lower": "比建议低", "unknown": "没有记下建议"},
    "taken_where": {"centre": "检测点", "home": "上门", "hospital": "医院", "police_station": "派出所"},
    "doubts": {
        "same_minute": "同一分钟几份", "other_place": "同一采样人在两处", "other_town": "同一采样人在两个镇（街）", "lot_dates": "同一批号有效期不同",
    },
    "read_as": {"clear": "说明清楚", "to_correct": "请登记人更正"},
    "bottles": {"both": "A、B 两瓶", "only_a": "A 瓶", "only_b": "B 瓶"},
    "bottle_step": {
        "sealed": "采样封存", "stored": "入库保存", "handed_over": "交检测机构", "received": "检测机构签收", "used_up": "检验用完", "destroyed": "已销毁",
    },
    "destroyed_how": {"medical_waste": "交医疗废物处置单位", "on_site": "在中心做无害化处理"},
    "strip_clock": {
        "told": "告知本人", "objection": "本人可以提出异议", "laboratory": "实验室结果", "second": "复检结果", "finding": "公安认定", "keep": "样本保存",
        "destroy": "样本销毁",
    },
    "clock_keeper": {"centre": "本中心", "person": "本人", "laboratory": "检测机构", "police": "公安机关"},
    "clock_state": {"waits": "没有开始", "runs": "进行中", "late": "已过期", "done": "已办", "over": "已届满"},
    "laboratory": {
        "county_police_laboratory": "县（市、区）公安机关实验室", "city_police_laboratory": "地市公安机关实验室",
        "province_police_laboratory": "省公安机关实验室", "county_hospital": "县（市、区）医院",
        "city_hospital": "地市医院", "judicial_institute": "司法鉴定机构",
    },
    "reason": _HEARD,
    "why": {
        "work": "务工", "family": "家事", "medical": "就医", "study": "学习", "other": "其他", "hospital": "住院",
        "pregnancy": "怀孕", "nursing": "哺乳", "appointment": "已另约日期", "person_ill": "本人生病",
        "worker_away": "工作人员外出", "weather": "天气、道路", "leave": "本人请假在外", "wrong_person": "记错了人",
        "typed_twice": "记了两遍", "mistake": "记错了", "batch_undone": "整批撤销",
    },
    "because": {  # why a record is put right
        "mistake": "记错了", "learnt": "后来查清", "paper": "以文书为准",
    },
    "approved_by": {"worker": "社工", "town": "镇（街）", "county": "县（市、区）"},
    "level": {"high": "高", "middle": "中", "low": "低", "low_long": "长期低"},
    "violation_ground": _VIOLATION,
    "ground": {**_VIOLATION, **_FINDING},
    "grounds": _FINDING,
    "exception": {
        "police_ordered": "公安机关决定复检", "first_flawed": "第一次检测程序有误",
        "first_elsewhere": "第一次检测在外地做的，报告在案",
    },
    "sex": _SEX,
    "collector_sex": _SEX,
    "measure_kind": {
        "community_detox": "社区戒毒", "community_rehabilitation": "社区康复",
        "compulsory_isolation": "强制隔离戒毒", "voluntary": "自愿戒毒", "maintenance": "戒毒药物维持治疗",
    },
    "measure": {  # the state of one
        "decided": "已决定待送达", "served": "已送达待报到", "overdue": "逾期未报到", "refused": "拒绝接受（已移交公安）",
        "reported": "已报到", "executing": "执行中", "transferring": "变更执行地中", "suspended": "中止",
        "expired": "期满待解除", "released": "已解除", "terminated": "终止", "converted": "转强制隔离戒毒",
        "closed_death": "因死亡终结",
    },
    "standing": {
        "dead": "死亡", "struck_off": "销册", "moved_out": "迁出", "abroad": "出境", "abstinent": "三年未复吸",
        "compulsory_isolation": "强制隔离戒毒", "imprisoned": "服刑", "detained": "拘留",
        "community_detox": "社区戒毒", "community_rehabilitation": "社区康复", "voluntary": "自愿戒毒",
        "maintenance": "维持治疗", "in_society": "社会面",
    },
    "overlay": {
        "lost_contact": "失联", "on_leave": "请假", "two_way_control": "双向管控", "medical_leave": "所外就医",
        "escaped": "脱逃", "pregnant": "怀孕", "nursing": "哺乳", "two_together": "两人同去",
    },
    "part": {
        "responsible": "责任社工", "village": "村（社区）专职", "grid": "网格员", "police": "社区民警",
        "medical": "社区医务", "counsellor": "心理咨询",
    },
    "unit_part": {"main_unit": "主责单位", "co_unit": "配合单位"},
    "invited_for": {
        "employment": "就业、培训", "schooling": "就学", "medical": "就医", "relief": "救助、社保", "housing": "住房、安置",
        "legal": "法律援助", "family": "婚姻家庭", "safety": "共同管控",
    },
    "particular": {  # what is known of who somebody is
        "name": "姓名", "phone": "电话", "address": "现住址", "home_address": "户籍地址", "family": "家属",
        "id_type": "证件种类", "id_number": "证件号码", "sex": "性别", "born_on": "出生日期",
    },
    "corrected_because": {
        "visit": "走访、见面得知", "self": "本人来说的", "family": "家属来说的", "papers": "核对文书、证件",
        "typo": "原来录错了",
    },
}
