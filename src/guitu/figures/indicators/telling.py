"""Figures as the pages say them: a number, “< 5” or why it is not known, the two counts, the receipt's lines."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guitu.figures.counting import Figure, count_of, terms_of
from guitu.figures.definitions import Definition
from guitu.figures.indicators.forms import Wanted
from guitu.figures.words import STATE_LABELS
from guitu.kit.addresses import address
from guitu.kit.counts import Asked
from guitu.kit.page_filters import day, day_time
from guitu.kit.telling import labelled, listed, said, sentence, with_more
from guitu.policy import Timeline
from guitu.rules.indicators import Term, Value, rounded

SIDES = {"numerator": gettext_lazy("分子"), "denominator": gettext_lazy("分母")}
GROUPS = {
    "day": gettext_lazy("某一天的人"), "period": gettext_lazy("一段时间里的人"), "duties": gettext_lazy("该做的与做了的"),
    "grid": gettext_lazy("单位、岗位和地方"),
}
CHANGE_DIGITS = 2


def group_of(definition: Definition) -> str:
    """Under which heading of the page a figure stands."""
    term = definition.indicator.numerator
    count = count_of(term)
    if count.of not in ("people", "duties", "points"):
        return "grid"
    if count.of == "duties" or count.keeps == "day":
        return "duties"
    return "period" if term.at == "period" else "day"


def value_said(definition: Definition, value: Value) -> str:
    """The number with its unit, or what stands in its place. Zero is 0, hidden says so, unknown is a dash."""
    if value.state == "hidden":
        return f"< {definition.smallest}"
    if value.number is None:
        return "—"
    percent = "%" if definition.indicator.unit == "percent" else ""
    return number_said(value.number, definition.indicator.digits) + percent


def number_said(number: Fraction | None, digits: int = 0) -> str:
    if number is None:
        return "—"
    return f"{rounded(number, max(digits, 0 if number.denominator == 1 else 1)):,f}"


def why_said(value: Value) -> str:
    return sentence(value.why) if value.why else ""


def counts_said(found: Figure) -> str:
    """1,010 / 1,250, so that no percentage stands alone."""
    if found.value.state == "hidden" or found.denominator is None:
        return ""
    return f"{number_said(found.numerator)} / {number_said(found.denominator)}"


def term_said(term: Term) -> str:
    """What a side counts: the count's words, with the states where it is of some."""
    words = str(count_of(term).words)
    states = [str(STATE_LABELS[code]) for code in term.only if code in STATE_LABELS]
    if states:
        words = with_more(words, listed(states))
    return with_more(words, _("各月末平均")) if term.at == "month_ends" else words


def sides(found: Figure, wanted: Wanted) -> list[dict[str, Any]]:
    """Numerator and denominator with their words, numbers and rows."""
    numbers = (found.numerator, found.denominator)
    names = list(SIDES)[: len(terms_of(found.definition))]
    return [
        {
            "label": labelled(SIDES[name] if len(names) > 1 else _("数的是"), term_said(term)), "number": number_said(number),
            "url": address("indicator-rows", found.definition.id, name, query=wanted.query()) if number is not None else "",
        }
        for name, term, number in zip(names, terms_of(found.definition), numbers, strict=False)
    ]


def change_said(definition: Definition, value: Value, how: str) -> str:
    """A change with its sign, and always whether it is told in points or relative to what was."""
    if value.number is None:
        return "—"
    told = rounded(value.number, CHANGE_DIGITS)
    sign = "+" if told > 0 else ""
    if how == "relative":
        return f"{sign}{told:f}%"
    unit = pgettext("unit", "个百分点") if definition.indicator.unit == "percent" else ""
    return f"{sign}{told:f} {unit}".rstrip()


def rounding_said(definition: Definition) -> str:
    digits = definition.indicator.digits
    return _("四舍五入到 %(n)s 位小数") % {"n": digits} if digits else _("取整数")


def days_said(definition: Definition, asked: Asked) -> str:
    """The period; the last day alone where nothing before it is counted."""
    if all(term.at == "day" for term in terms_of(definition)):
        return day(asked.on)
    return _("%(since)s 至 %(on)s") % {"since": day(asked.since), "on": day(asked.on)}


def receipt_rows(found: Figure, timeline: Timeline, computed_at: datetime) -> list[tuple[str, str]]:
    """What the figure rests on, so that it can be made again."""
    definition, asked = found.definition, found.asked
    rows = [
        (_("版本"), definition.version),
        (_("依据"), f"{said(timeline.title)} · {said(str(timeline.clauses[definition.clause]))}"),
        (_("日期"), days_said(definition, asked)),
        (_("按哪天所知"), day(asked.known)), (_("计算于"), day_time(computed_at)), (_("取整"), rounding_said(definition)),
    ]
    if any(count_of(term).keeps == "now" for term in terms_of(definition)):
        rows.append((_("注意"), _("这一项只有现在的数，没有留下过去的样子")))
    return rows
