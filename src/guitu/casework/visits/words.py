"""How somebody was met, as the form offers it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.casework.fact_words import MOODS, NEEDS

__all__ = ["HOW", "MOODS", "NEEDS"]

HOW = (
    ("home", _("家访")), ("centre", _("到站见面")), ("workplace", _("到单位")), ("phone", _("电话")),
    ("video", _("视频")),
)  # fmt: skip
