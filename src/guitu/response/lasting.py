"""Minutes as people say them."""

from __future__ import annotations

from django.utils.translation import gettext as _

HOUR = 60
SHORT = 3 * HOUR  # up to here in minutes


def lasting(minutes: int) -> str:
    """22 分钟; 46 小时 50 分."""
    if minutes < SHORT:
        return _("%(n)s 分钟") % {"n": minutes}
    hours, left = divmod(minutes, HOUR)
    return _("%(hours)s 小时 %(n)s 分") % {"hours": hours, "n": left} if left else _("%(n)s 小时") % {"n": hours}
