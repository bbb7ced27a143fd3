"""What each code is called, one wording per code and field. Whoever says a code, on a page, in a form, in a sentence or on
paper, reads it here; `sentences.WORDS` says the same by "field.code"."""

from __future__ import annotations

from collections.abc import Mapping

_HEARD = {
    "work": "上班", "weather": "天气、道路", "hospital": "住院", "custody": "在押", "approved_leave": "已请假",
    "wrong_number": "电话有误", "childcare": "照顾孩子", "bereavement": "办丧事", "none_given": "没有说明",
    "refused": "拒绝", "evaded": "逃避",
}  # fmt: skip
_VIOLATION = {
    "test_refusals": "拒绝、逃避检测", "departures": "擅自离开", "days_away": "擅自离开天数", "use": "再次吸毒",
}  # fmt: skip
_FINDING = {  # what the police's finding of use rests on
    "laboratory": "实验室检测报告", "hair": "毛发检测报告", "confession": "本人供述", "witnesses": "现场查获、证人证言",
    "hospital": "医疗机构认定",
}  # fmt: skip
_SEX = {"male": "男", "female": "女"}

CODES: Mapping[str, Mapping[str, str]] = {
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
        "family": "家庭关系", "housing": "住房", "documents": "办证件", "legal": "法律咨询",
    },
    "need": {
        "work": "找工作", "training": "学技能", "income": "生活困难", "health": "看病", "counselling": "心里难受",
        "family": "家里的事", "housing": "住房", "documents": "办证件", "legal": "法律咨询",
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
        "escaped": "脱逃", "pregnant": "怀孕", "nursing": "哺乳",
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
    "channel_field": {
        "host": "服务器", "port": "端口", "security": "加密", "sender": "发件人地址", "url": "地址", "secret": "签名密钥",
    },
    "particular": {  # what is known of who somebody is
        "name": "姓名", "phone": "电话", "address": "现住址", "home_address": "户籍地址", "family": "家属",
        "id_type": "证件种类", "id_number": "证件号码", "sex": "性别", "born_on": "出生日期",
    },
    "corrected_because": {
        "visit": "走访、见面得知", "self": "本人来说的", "family": "家属来说的", "papers": "核对文书、证件",
        "typo": "原来录错了",
    },
    "area_kind": {
        "subdistrict": "街道", "town": "镇", "township": "乡", "quasi_township": "场、库等乡级单位",
        "residents_committee": "社区（居委会）", "villagers_committee": "村（村委会）", "quasi_village": "村级单位",
        "group": "村（居）民小组",
    },
    "area_change": {
        "merge": "合并", "move": "划转", "recode": "改代码", "split": "析出", "make": "新设", "rename": "改名", "close": "撤销",
    },
    "moved": {  # what goes along with a place that gets another code
        "people": "人员档案", "home": "户籍在这里的人", "duties": "没有办完的待办", "tasks": "没有办结的交办", "posts": "岗位",
        "bodies": "单位", "staff": "队伍登记", "groups": "片区", "below": "下面的地方", "keys": "接口密钥",
    },
    "authority": {
        "statistics": "统计", "civil_affairs": "民政", "public_security": "公安", "health": "卫生健康", "education": "教育",
        "other": "其他部门",
    },
    "place_item": {
        "area_km2": "面积（平方公里）", "population": "人口", "households": "户数", "pupils": "在校学生",
    },
    "staff_kind": {
        "full_time": "专职人员", "part_time": "兼职人员", "volunteer": "志愿者", "family_committee": "家委会成员",
    },
    "certificate": {
        "social_worker": "社会工作者职业资格", "counsellor": "心理咨询", "physician": "执业医师", "nurse": "护士执业",
        "police": "人民警察", "other": "其他证书",
    },
    "certificate_source": {"original": "看过原件", "copy": "有复印件", "told": "本人说的"},
    "field_class": {"BASIC": "基本情况", "STATUS": "在册状态", "TEST": "检测结果"},
    "duty": {"open": "待办", "done": "已完成", "waived": "免", "missed": "未完成"},  # the state of one
    "duty_kind": {
        "urine_test": "尿检", "return_test": "返回检测", "read_result": "检测结果", "read_result.told": "告知初筛结果",
        "read_result.laboratory": "送实验室检测", "read_result.second": "复检", "read_result.finding": "等公安认定",
        "visit": "走访", "visit.meet": "见面", "visit.home": "家访", "periodic_report": "定期报到",
        "report_in": "报到", "sign_agreement": "签订协议", "check_absence": "核实未到原因",
        "check_absence.report_in": "核实未报到原因", "check_absence.leave": "核实未销假原因",
        "check_absence.custody": "核实是否释放", "return_from_leave": "销假", "assess_level": "风险评估",
        "place_check": "看阵地设施", "activity_permit": "申请安全许可", "activity_record": "记录活动", "broadcast_play": "播大喇叭",
        "venue_recheck": "复查", "venue_again": "再去检查", "venue_time": "答复延期",
        "call_take_up": "核网格员报来的情况", "call_check": "先排除，再呼叫", "call_acknowledge": "签收呼应", "call_report": "报呼应进展",
        "call_settle": "化解，写结果", "call_decide": "定主办单位", "call_confirm": "核对呼应结果", "call_help": "落实帮扶",
        "task_take": "接办交办", "task_answer": "办理交办", "task_check": "核对交办", "task_decide": "退回的交办",
        "confirm_level": "确认等级", "release_measure": "期满解除", "confirm_exit": "确认三年未复吸",
        "report_violation": "报告严重违反", "complete_papers": "补齐证据", "confirm_deduction": "确认扣分",
        "answer_request": "答复本人请求",
    },
    "wish": {
        "help": "要帮忙", "leave": "请假", "cannot_come": "来不了", "level": "对等级有疑问", "correction": "信息要改", "other": "别的事",
    },
    "through": {"self": "本人在自己的页面上提的", "guardian": "监护人提的", "oral": "当面或者电话里说的"},
    "call": {  # the state of one
        "noticed": "网格员报来，待核", "checking": "先排除", "called": "已呼叫，待签收", "under_way": "处置中", "seen": "已见到人",
        "settled": "待核对", "closed": "已办结", "innocent": "没事，已排除", "false_alarm": "误报", "merged": "并入另一件",
    },
    "result": {"ruled_out": "已排除", "explains": "就是这个原因", "closed": "属实，办结", "back": "还没有化解，退回再办"},
    "known_by": {"on_file": "档案所载", "inquired": "问到的"},
    "ended_as": {"innocent": "没事，已排除", "false_alarm": "误报", "merged": "与另一件是同一件事"},
    "called_because": {"first": "发起时", "returned": "别的单位退回", "decided": "禁毒办定为主办"},
    "call_stage": {"acknowledged": "签收", "started": "展开", "seen": "见到人", "settled": "化解"},
    "call_step": {"on_duty": "值班", "backup": "后备", "head": "负责人", "desk": "值班室", "director": "主任"},
    "duty_days": {"workday": "工作日", "day_off": "休息日", "every": "每天"},
    "cover_kind": {"swap": "换班", "stand_in": "代班", "taken_over": "我来接"},
    "on_duty_why": {"cover": "代班", "turn": "轮值", "of_unit": "没有排班，按岗位顺序", "nobody": "没有人"},
    "task": {  # the state of one
        "given": "待接办", "taken": "办理中", "answered": "待核对", "returned": "已退回", "closed": "已办结",
        "withdrawn": "已撤销",
    },
    "task_step": {
        "given": "下达交办", "taken": "接办", "answered": "答复", "returned": "退回", "checked": "核对，办结",
        "reopened": "重新交办", "withdrawn": "撤销",
    },
    "task_words": {  # what the words of a step say
        "answered": "办理情况", "returned": "退回的理由", "checked": "核对意见（可不写）", "reopened": "还要办什么",
        "withdrawn": "撤销的理由",
    },
    "unseal_ground": {
        "case_handling": "国家机关办案需要", "statutory_query": "依照国家规定查询", "own_request": "本人查阅、复制",
    },
    "hold_why": {"complaint": "申诉、异议", "lawsuit": "诉讼、复议", "investigation": "调查、监察", "audit": "审计、督查"},
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
    "draw_way": {"all": "全部", "by_risk": "按风险", "random": "随机"},
    "task_source": {"meeting": "会议", "instruction": "领导批示", "inspection": "督导检查"},
    "proposal": {
        "level": "风险等级", "violation": "报告严重违反", "exit": "三年未复吸", "relapse_report": "报公安机关认定",
        "release": "期满解除",
    },
    "place_kind": {
        "base": "教育基地", "garden": "教育园地", "park": "主题公园", "square": "文化广场", "culture_corridor": "文化长廊",
        "corridor": "宣传长廊", "classroom": "宣教室", "reading_room": "童心书屋", "campus_corner": "校园角",
    },
    "place": {"sound": "开放", "faulty": "开放，待修", "closed": "停用"},  # the state of one
    "condition": {"sound": "完好", "faulty": "有损坏"},
    "visitors": {"pupils": "学生", "residents": "市民群众", "families": "亲子家庭", "staff": "干部职工", "migrants": "务工人员"},
    "booking": {"confirmed": "已确认", "waiting": "候补", "cancelled": "已取消", "came": "已参观"},
    "basis": {"counted": "清点", "signed": "签到", "estimated": "估计"},
    "activity_kind": {
        "lecture": "讲座、课堂", "exhibition": "展览", "fair": "集市、游园", "contest": "竞赛", "show": "文艺演出", "sport": "体育活动",
        "visit": "组织参观", "distribution": "街头宣传、发资料", "class_meeting": "主题班会", "online": "线上活动",
    },
    "activity": {"planned": "计划中", "published": "已发布", "held": "已开展", "called_off": "已取消"},  # the state of one
    "entry": {
        "school": "进学校", "unit": "进单位", "family": "进家庭", "community": "进社区", "venue": "进场所", "village": "进农村",
    },
    "form": {
        "sport": "禁毒+运动", "arts": "禁毒+文艺", "law_salon": "法律沙龙", "reading": "阅读", "game": "游戏", "vr": "VR 体验",
        "pledge": "宣誓",
    },
    "topic": {
        "drugs": "毒品预防", "substances": "药物滥用", "minors": "未成年人保护", "law": "法治", "moral": "德育", "mind": "心理健康",
        "stigma": "消除偏见",
    },
    "group": {
        "pupils": "中小学生", "vocational": "职校生", "left_behind": "留守儿童", "migrants": "务工人员", "residents": "居民",
        "staff": "干部职工", "families": "家庭", "in_recovery": "戒毒康复人员",
    },
    "organiser": {
        "narcotics_office": "禁毒办", "party_branch": "党支部", "women": "妇联", "youth_league": "团组织", "union": "工会",
        "education": "教育部门、学校", "civil_affairs": "民政部门", "police": "公安机关", "volunteers": "志愿者队伍、社会组织",
    },
    "leader": {"village": "村级", "town": "镇（街）级", "county": "县（市、区）级", "city": "地市级以上"},
    "loudspeaker": {"running": "在排期里", "stopped": "停用"},  # the state of one
    "language": {"mandarin": "普通话", "dialect": "乡音", "both": "普通话和乡音"},
    "week": {"played": "已播", "silent": "没有播", "open": "待播"},
    "media_level": {"national": "央级", "province": "省级", "city": "市级", "county": "县级"},
}  # fmt: skip

# Said without their field where a reason carries the bare code; no two of these share a code with another wording.
BARE = ("measure_kind", "violation_ground", "duty_kind", "proposal", "reason", "level")
