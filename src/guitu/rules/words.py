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
        "family": "家庭关系", "housing": "住房", "documents": "办证件", "legal": "法律咨询", "schooling": "就学",
        "start_up": "创业",
    },
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
    "route": {"referred": "推荐就业", "own": "自己找到", "start_up": "创业", "public_post": "公益性岗位"},
    "job_proof": {"insurance": "社保缴费", "contract": "劳动合同", "on_site": "现场核实", "told": "自报"},
    "disclosure": {
        "name_only": "只给姓名，不说别的", "assisted": "说是就业援助对象", "told_self": "由本人自己说",
        "told_signed": "由社工说，本人签字同意",
    },
    "job_end": {"resigned": "辞职", "dismissed": "被辞退", "term_over": "合同到期", "moved_away": "搬走", "inside": "收押、送所"},
    "exclusion": {"medical": "因病不能工作", "care": "要照顾家人", "study": "在校学习"},
    "excluded_because": {"too_young": "未满就业年龄", "retired": "到了退休年龄", "medical": "因病不能工作", "care": "要照顾家人", "study": "在校学习"},
    "insurance": {"medical": "医疗保险", "pension": "养老保险"},
    "insurance_proof": {"looked_up": "经办机构查到", "paper_seen": "看过凭证", "told": "自报"},
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
        "escaped": "脱逃", "pregnant": "怀孕", "nursing": "哺乳", "two_together": "两人同去",
    },
    "part": {
        "responsible": "责任社工", "village": "村（社区）专职", "grid": "网格员", "police": "社区民警",
        "medical": "社区医务", "counsellor": "心理咨询",
    },
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
        "title_recheck": "复查称号", "title_renew": "申报续期", "title_mend": "整改复查", "veto_reply": "陈述申辩",
        "venue_recheck": "复查", "venue_again": "再去检查", "venue_time": "答复延期",
        "call_take_up": "核网格员报来的情况", "call_check": "先排除，再呼叫", "call_acknowledge": "签收呼应", "call_report": "报呼应进展",
        "call_settle": "化解，写结果", "call_decide": "定主办单位", "call_confirm": "核对呼应结果", "call_help": "落实帮扶",
        "call_review": "复盘呼应", "call_improve": "复盘定下的改进",
        "handover_accept": "接收出所人员", "handover_contact": "所内第一次联系", "handover_meeting": "所地对接会", "handover_escort": "定谁送、谁接",
        "handover_sign": "签交接单", "handover_find": "没有接到，查人在哪里", "handover_report": "接回当天报到", "handover_visit": "接回后第一次走访",
        "handover_needs": "问需要什么帮助", "handover_close": "办结所地对接",
        "task_take": "接办交办", "task_answer": "办理交办", "task_check": "核对交办", "task_decide": "退回的交办",
        "confirm_level": "确认等级", "release_measure": "期满解除", "confirm_exit": "确认三年未复吸",
        "check_job": "核实在岗", "need_take": "接办需要", "need_do": "办需要", "need_decide": "退回的需要", "need_ask": "问本人收到没有",
        "report_violation": "报告严重违反", "complete_papers": "补齐证据", "confirm_deduction": "确认扣分",
        "make_plan": "订帮教计划", "review_plan": "评议帮教计划", "arrange_help": "马上安排帮助", "answer_question": "答复等级疑问",
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
    "points_line": {  # what moved an account, where no item of the sheet did
        "taken_back": "冲回", "settled": "记分", "forgiven": "免去", "reserved": "兑换", "returned": "退回", "expired": "作废", "restored": "异议成立，退回",
        "allotted": "划入预算", "stocked": "到货",
    },
    "points_dispute": {"open": "已提异议，等决定", "for_person": "异议成立", "stands": "维持"},
    "redemption": {"reserved": "留着待领", "issued": "已领走", "cancelled": "不要了，已退回", "lapsed": "过期未领，已退回"},
    "result": {"ruled_out": "已排除", "explains": "就是这个原因", "closed": "属实，办结", "back": "还没有化解，退回再办"},
    "known_by": {"on_file": "档案所载", "inquired": "问到的"},
    "ended_as": {"innocent": "没事，已排除", "false_alarm": "误报", "merged": "与另一件是同一件事"},
    "called_because": {"first": "发起时", "returned": "别的单位退回", "decided": "禁毒办定为主办"},
    "call_stage": {"acknowledged": "签收", "started": "展开", "seen": "见到人", "settled": "化解"},
    "call_step": {"on_duty": "值班", "backup": "后备", "head": "负责人", "desk": "值班室", "director": "主任"},
    "duty_days": {"workday": "工作日", "day_off": "休息日", "every": "每天"},
    "cover_kind": {"swap": "换班", "stand_in": "代班", "taken_over": "我来接"},
    "on_duty_why": {"cover": "代班", "turn": "轮值", "of_unit": "没有排班，按岗位顺序", "nobody": "没有人"},
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
    "small_unit": {  # the state of one
        "declared": "已申报，待审核", "returned": "退回补正", "confirmed": "创建中", "accepted": "考评通过", "published": "公示中", "named": "有效",
        "suspended": "暂停", "expired": "已到期", "revoked": "已撤销",
    },
    "office_level": {"group": "小组级", "village": "村级", "town": "镇（街）级", "county": "县（市、区）"},
    "tier": {"met": "达标", "model": "示范"},
    "assessment": {"passed": "通过", "failed": "没有通过"},
    "recheck": {"kept": "合格", "mend": "整改", "lost": "撤销"},
    "named_by": {"county": "县（市、区）命名", "city": "地级市命名", "province": "省命名"},
    "veto_decision": {"lifted": "恢复称号", "revoked": "撤销称号"},
    "criterion": {"data": "系统核对", "seen": "现场查看", "stated": "自己说明"},
    "household_reason": {"away": "长期外出，联系不上", "unwilling": "本户不愿意", "not_yet": "条件还不够", "other": "别的原因"},
    "household": {"declared": "已申报", "excepted": "没有申报", "out": "走访后去掉"},  # the state of one
    "sample_result": {"sound": "属实", "faulty": "不实"},
    "survey_outcome": {
        "completed": "完成", "partial": "中断", "refused": "拒访", "ineligible": "不符合条件", "no_answer": "联系不上",
    },
    "survey_way": {"phone": "电话", "paper": "纸质", "face": "当面"},
    "survey_sex": {"female": "女", "male": "男"},
    "survey_age": {"under_35": "35 岁以下", "35_to_59": "35 到 59 岁", "60_up": "60 岁以上"},
    "media_level": {"national": "央级", "province": "省级", "city": "市级", "county": "县级"},
    "quiz_level": {"primary": "小学", "secondary": "中学", "public": "社会"},
    "audience": {"anybody": "谁都可以", "classes": "按班"},
    "quiz_result": {"excellent": "优秀", "passed": "及格", "again": "再学一学"},
    "school_level": {"primary": "小学", "secondary": "初中", "high": "高中", "vocational": "中职", "nine_year": "九年一贯制"},
    "school_item": {
        "exhibition": "一次展览", "film": "一部影片", "lesson": "一堂课", "essay": "一篇作文", "class_meeting": "一次班会",
        "leading_group": "领导小组", "plan": "学期计划", "teacher": "老师培训", "materials": "教学资料", "parents_letter": "致家长的信",
        "surroundings": "校园周边", "records": "学校档案", "lesson_hours": "课时不够",
    },
    "contest_share": {
        "schools": "学校参与率（%）", "pupils": "学生参与率（%）", "mean": "平均分", "passed": "及格率（%）", "perfect": "满分率（%）",
        "excellent": "优秀率（%）",
    },
    "work_category": {
        "painting": "绘画", "newspaper": "手抄报", "calligraphy": "书法", "poem": "诗文", "photo": "摄影", "video": "短视频",
    },
    "mark": {"theme": "主题", "idea": "创意", "expression": "表达"},
    "prize": {"first": "一等奖", "second": "二等奖", "third": "三等奖"},
    "honour_kind": {
        "person": "最美禁毒人", "unit": "优秀单位", "team": "优秀志愿队伍", "plaque": "牌匾", "council": "禁毒协会理事",
    },
    "honour": {  # the state of one
        "nominated": "已推荐", "public": "公示中", "granted": "已授予", "refused": "不授予", "revoked": "已撤销", "ended": "任期已满",
    },
}  # fmt: skip

# Said without their field where a reason carries the bare code; no two of these share a code with another wording.
BARE = ("measure_kind", "violation_ground", "duty_kind", "proposal", "reason", "level")
