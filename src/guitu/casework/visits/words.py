"""What may be noticed and needed at a visit, as codes and as words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MOODS = {
    "steady": _("平稳"), "low": _("低落"), "anxious": _("焦虑"), "irritable": _("烦躁"),
    "closed": _("不愿多说"), "work": _("工作有变"), "family": _("家里有事"), "health": _("身体不适"),
    "contact": _("换了电话、住处"),
}  # fmt: skip
NEEDS = {
    "work": _("找工作"), "training": _("学技能"), "income": _("生活困难"), "health": _("看病"),
    "counselling": _("心理咨询"), "family": _("家庭关系"), "housing": _("住房"), "documents": _("办证件"),
    "legal": _("法律咨询"),
}  # fmt: skip
HOW = (
    ("home", _("家访")), ("centre", _("到站见面")), ("workplace", _("单位")), ("phone", _("电话")),
    ("video", _("视频")),
)  # fmt: skip
