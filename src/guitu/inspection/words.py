"""What the facts of a place and their fields are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guitu.kit.declarations import FactWords

KINDS: Mapping[str, Any] = {
    "venue_registered": "登记场所", "venue_changed": "修改场所", "venue_closed": "停业", "venue_reopened": "重新开业",
    "venue_checked": "检查", "venue_rechecked": "复查", "venue_replied": "对方答复", "venue_time_decided": "答复延期",
    "venue_appealed": "申诉", "venue_appeal_decided": "决定申诉", "venue_referred": "移送处罚部门", "venue_punished": "处罚结果",
    "venue_letter_signed": "签责任书", "venue_letter_unsigned": "没有签责任书",
    "goods_held": "登记品种", "goods_licensed": "登记证件", "stock_moved": "记库存账", "stock_counted": "盘点", "goods_reported": "收到报告",
    "empties_returned": "收回空安瓿", "remains_destroyed": "销毁残余药液", "remains_witnessed": "第二人签字",
}
FIELDS: Mapping[str, Any] = {
    "venue": "类别", "risks": "风险", "closing": "停业原因", "site_result": "结果", "inspectors": "检查人", "checklist": "检查表",
    "failed": "不合格的项", "on_the_spot": "当场改好的项", "campaign": "行动", "persons": "盘查人次", "pieces": "抽查的件数", "again_on": "下次再去",
    "record": "记录的指纹", "fixed": "改好的", "still": "没有改好的", "wants_until": "要求延到", "reply": "哪次答复",
    "contested": "不同意的问题", "appeal": "哪次申诉", "lifted": "撤销的", "punisher": "移送给谁", "referred": "移送的问题", "referral": "哪次移送",
    "punishment": "结果", "letter": "哪种", "year": "年度", "signer": "谁签", "unsigned": "没有签的原因",
    "goods": "品种", "goods_stages": "环节", "goods_licence": "哪种证件", "licence_until": "有效到", "good": "品种", "stock_way": "怎样出入",
    "stock_amount": "数量", "stock_counted": "盘点的数", "goods_report": "哪种报告", "goods_sales": "报告的销售", "destroyed_by": "谁销毁",
    "remains": "哪次残余", "witnessed_by": "谁见证",
}
WORDS = FactWords(KINDS, FIELDS, {})  # the table of codes is handed down once, by casework
