"""How dates, figures and hidden values are written on a page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, pgettext

WEEKDAYS = (
    gettext_noop("星期一"),
    gettext_noop("星期二"),
    gettext_noop("星期三"),
    gettext_noop("星期四"),
    gettext_noop("星期五"),
    gettext_noop("星期六"),
    gettext_noop("星期日"),
)


def _local(value: dt.date | dt.datetime | str) -> dt.date | dt.datetime:
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: dt.date | dt.datetime | str | None) -> str:
    return _local(value).strftime("%Y-%m-%d") if value else ""


def short_day(value: dt.date | dt.datetime | str | None) -> str:
    return _local(value).strftime("%m-%d") if value else ""


def day_time(value: dt.datetime | str | None) -> str:
    return _local(value).strftime("%Y-%m-%d %H:%M") if value else ""


def clock_time(value: dt.datetime | str | None) -> str:
    return _local(value).strftime("%H:%M") if value else ""


def weekday(value: dt.date | dt.datetime) -> str:
    return gettext(WEEKDAYS[_local(value).weekday()])


def weekday_letter(value: dt.date | dt.datetime) -> str:
    letters = pgettext("weekdays, Monday first", "一二三四五六日")
    return letters[_local(value).weekday()]


def day_words(value: dt.date | dt.datetime) -> str:
    on = _local(value)
    return gettext("%(month)s月%(day)s日 %(weekday)s") % {
        "month": on.month,
        "day": on.day,
        "weekday": weekday(on),
    }


def masked(name: str | None) -> str:
    """王小明 → 王**: the surname's first character stays, as many stars as characters are hidden."""
    return name[0] + "*" * (len(name) - 1) if name else ""


def masked_id(number: str | None) -> str:
    """The area part's first four and the last four characters of an ID number stay."""
    if not number:
        return ""
    if len(number) <= 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def masked_phone(number: str | None) -> str:
    if not number:
        return ""
    if len(number) < 11:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def percent(value: float | None, places: int = 1) -> str:
    return "" if value is None else f"{value * 100:.{places}f}%"


def field_value(value: Any) -> str:
    """What an input shows: dates and times in the form that the browser's own fields take."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return _local(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


FILTERS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        day,
        short_day,
        day_time,
        clock_time,
        weekday,
        weekday_letter,
        day_words,
        masked,
        masked_id,
        masked_phone,
        percent,
        field_value,
    )
}
