"""Labels of the states of the register, one word everywhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATE_LABELS = {
    "dead": _("死亡"),
    "struck_off": _("销册"),
    "moved_out": _("迁出"),
    "abroad": _("出境"),
    "abstinent": _("三年未复吸"),
    "compulsory_isolation": _("强制隔离戒毒"),
    "imprisoned": _("服刑"),
    "detained": _("拘留"),
    "community_detox": _("社区戒毒"),
    "community_rehabilitation": _("社区康复"),
    "voluntary": _("自愿戒毒"),
    "maintenance": _("维持治疗"),
    "in_society": _("社会面"),
}
