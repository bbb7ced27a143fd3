"""What the one who decides reads of a leave that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as N_

from guitu.casework.load import Case
from guitu.rules.words import CODES


def shown_to_decide(held: Case, asked: Mapping[str, Any], days: int) -> list[tuple[str, str]]:
    """Label and value of each line; what was written beside it is for who decides too."""
    lines = [
        (N_("人员"), " · ".join(part for part in (held.masked, held.place) if part)),
        (N_("离开日期"), asked["on"].isoformat()), (N_("返回日期"), asked["until"].isoformat()), (N_("天数"), str(days)),
        (N_("事由"), CODES["why"].get(asked["why"], asked["why"])),
    ]
    return [*lines, (N_("情况"), asked["note"])] if asked["note"] else lines
