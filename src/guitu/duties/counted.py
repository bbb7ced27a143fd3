"""The numbers of the list: per filter, per group, per day of the coming week."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _

from guitu.duties import doors
from guitu.duties.rows import bucket
from guitu.kit import pages
from guitu.kit.page_filters import weekday_letter
from guitu.rules.dates import days_after


@dataclass(slots=True)
class Numbers:
    """How many, by filter, by group of days, by day, and how many are put off. A filter of which all is further off than
    a week stands there with none."""

    total: int = 0
    hidden: int = 0
    of_group: dict[str, int] = field(default_factory=dict)
    of_bucket: dict[str, int] = field(default_factory=dict)
    of_day: dict[date, int] = field(default_factory=dict)

    def lead(self) -> str:
        """The line under the date."""
        now = self.of_bucket.get("overdue", 0) + self.of_bucket.get("today", 0)
        late, week = self.of_bucket.get("overdue", 0), self.of_bucket.get("week", 0)
        if not now and not week:
            return _("今天没有要做的事，本周也没有。")
        if not now:
            return _("今天没有要做的事；本周还有 %(n)s 件。") % {"n": week}
        if late:
            said = _("今天 %(n)s 件，其中 %(late)s 件已过期限") % {"n": now, "late": late}
        else:
            said = _("今天 %(n)s 件") % {"n": now}
        return said + (_("；本周还有 %(n)s 件。") % {"n": week} if week else _("。"))


@pages.drawn_once
def numbers(counts: str, today: date, group: str) -> Numbers:
    """Filters count what is due within the week, of all kinds; groups, days and the total only the kinds of the chosen
    filter. `counts` as the database gives them: kind, put off, day, how many."""
    answer = Numbers()
    for kind, is_hidden, text, n in orjson.loads(counts):
        of, day = doors.door_of(kind).group, date.fromisoformat(text)
        if is_hidden:
            answer.hidden += n if group in ("", of) else 0
            continue
        where = bucket(day, today)
        answer.of_group[of] = answer.of_group.get(of, 0) + (n if where != "later" else 0)
        if group in ("", of):
            answer.total += n
            answer.of_bucket[where] = answer.of_bucket.get(where, 0) + n
            answer.of_day[day] = answer.of_day.get(day, 0) + n
    return answer


def week(found: Numbers, today: date) -> list[dict[str, Any]]:
    """Seven bars from today on."""
    days = [days_after(today, n) for n in range(7)]
    return [{"label": weekday_letter(day), "value": found.of_day.get(day, 0), "today": day == today} for day in days]
