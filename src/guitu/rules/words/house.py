"""Of the house itself: areas, staff, duties, tasks, sealing."""

from __future__ import annotations

from collections.abc import Mapping

HOUSE: Mapping[str, Mapping[str, str]] = {
    "drop_state": {"open": "等答复", "agreed": "不再问", "kept": "还要问"},
    "form_page": {  # a form by the name of its page
        "record-visit": "记录走访", "record-meeting": "一次见面", "record-urine-test": "登记尿检", "record-report": "登记定期报到",
        "record-missed-test": "登记未到检", "assess-risk": "风险评估", "grant-points": "记积分", "raise-need": "转给单位帮",
        "correct-person": "更正基本信息", "month-report": "月报", "apply-aid": "登记救助申请", "start-job": "登记到岗", "raise-call": "呼叫",
    },
    "daybook_group": {  # what a month counts a record as
        "visit": "走访", "talk": "谈话", "call": "电话、视频联系", "report": "定期报到", "test": "尿检", "missed": "未到检",
        "leave": "请假、销假", "level": "评估等级", "plan": "帮教计划", "help": "帮扶就业", "paper": "法律手续",
    },
    "channel_field": {
        "host": "服务器", "port": "端口", "security": "加密", "sender": "发件人地址", "url": "地址", "secret": "签名密钥",
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
        "destroy_bottles": "销毁到期样本", "read_doubt": "看检测的说明",
        "visit": "走访", "visit.meet": "见面", "visit.home": "家访", "periodic_report": "定期报到",
        "report_in": "报到", "sign_agreement": "签订协议", "check_absence": "核实未到原因",
        "check_absence.report_in": "核实未报到原因", "check_absence.leave": "核实未销假原因",
        "check_absence.custody": "核实是否释放", "return_from_leave": "销假", "assess_level": "风险评估",
        "place_check": "看阵地设施", "activity_permit": "申请安全许可", "activity_record": "记录活动", "broadcast_play": "播大喇叭",
        "title_recheck": "复查称号", "title_renew": "申报续期", "title_mend": "整改复查", "veto_reply": "陈述申辩",
        "venue_recheck": "复查", "venue_again": "再去检查", "venue_time": "答复延期",
        "stock_count": "盘点", "stock_check": "定期检查", "stock_licence": "换证", "stock_report": "年度报告", "stock_sale": "报告销售",
        "stock_remains": "残余药液第二人签字", "venue_appeal": "决定申诉", "venue_punishment": "问处罚结果",
        "call_take_up": "核网格员报来的情况", "call_check": "先排除，再呼叫", "call_acknowledge": "签收呼应", "call_report": "报呼应进展",
        "call_settle": "化解，写结果", "call_decide": "定主办单位", "call_confirm": "核对呼应结果", "call_help": "落实帮扶",
        "call_review": "复盘呼应", "call_improve": "复盘定下的改进",
        "call_instruction": "回报批示", "call_urge": "催办，报进展", "call_delay": "决定呼应延期",
        "handover_accept": "接收出所人员", "handover_contact": "所内第一次联系", "handover_meeting": "所地对接会", "handover_escort": "定谁送、谁接",
        "handover_sign": "签交接单", "handover_find": "没有接到，查人在哪里", "handover_report": "接回当天报到", "handover_visit": "接回后第一次走访",
        "handover_needs": "问需要什么帮助", "handover_close": "办结所地对接",
        "task_take": "接办交办", "task_answer": "办理交办", "task_check": "核对交办", "task_decide": "退回的交办",
        "confirm_level": "确认等级", "release_measure": "期满解除", "confirm_exit": "确认三年未复吸",
        "check_job": "核实在岗", "need_take": "接办需要", "need_do": "办需要", "need_decide": "退回的需要", "need_ask": "问本人收到没有",
        "report_violation": "报告严重违反", "complete_papers": "补齐证据", "confirm_deduction": "确认扣分",
        "make_plan": "订帮教计划", "review_plan": "评议帮教计划", "arrange_help": "马上安排帮助", "answer_question": "答复等级疑问",
        "answer_request": "答复本人请求", "reply_two_way": "取回双向管控回函", "verify_whereabouts": "核实去向",
        "elsewhere_result": "取回异地尿检结果", "transfer_receipt": "取回变更执行地回执",
    },
    "kit_move": {"received": "到货", "used": "检测用去", "spoiled": "损坏", "expired": "过期", "counted": "盘点改数"},
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
    "task_source": {"meeting": "会议", "instruction": "领导批示", "inspection": "督导检查"},
    "proposal": {
        "level": "风险等级", "violation": "报告严重违反", "exit": "三年未复吸", "relapse_report": "报公安机关认定",
        "release": "期满解除",
    },
}
