"""What a trial found, in words: one sentence for who decides, the months, and what would be otherwise for one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.kit.crypto import readable_bytes, unreadable_word
from guitu.kit.telling import listed, shown
from guitu.ledger.telling import told
from guitu.policy import Timeline
from guitu.rulepacks.models import Trial
from guitu.rulepacks.trials import queries
from guitu.rulepacks.trials.queries import Far
from guitu.rules.trials import WORK, Window

WORDS = {
    "state": gettext_lazy("在册状态"), "ends": gettext_lazy("措施的期限"), "points": gettext_lazy("积分"), "exit": gettext_lazy("三年未复吸"),
    "counter": gettext_lazy("严重违反"), "level": gettext_lazy("建议的等级"), "asked_visits": gettext_lazy("走访次数"),
    "asked_tests": gettext_lazy("尿检次数"), "asked_reports": gettext_lazy("定期报到次数"),
}
STATES = {"running": gettext_lazy("正在算"), "done": gettext_lazy("算完了"), "stopped": gettext_lazy("停止了")}
WORK_WORDS = {"visits": gettext_lazy("走访"), "tests": gettext_lazy("尿检"), "reports": gettext_lazy("定期报到")}


def window_of(trial: Trial) -> Window:
    return Window(trial.first_on, trial.ahead_on, trial.until_on)


def headline(trial: Trial, far: Far) -> str:
    """What would change, in one sentence."""
    each = _each_month(trial)
    parts = [_("每月%(what)s %(n)s 次") % {"what": WORK_WORDS[what], "n": signed(n)} for what, n in each.items() if n]
    if not far.changed and not parts:
        text = _("什么也不会变：%(n)s 人按现在的规定和按这份规定算，都一样。") % {"n": far.done}
    else:
        work = listed(parts) if parts else _("工作量不变")
        text = _("今后 %(months)s 个月，%(work)s；%(n)s 人会不一样。") % {
            "months": window_of(trial).ahead, "work": work, "n": far.changed,
        }
    return " ".join([text, *_of_workers(far), *_of_law(far), *_of_left_out(far)])


def kept(county_id: str, path: str, digest: str) -> str:
    """What the last trial of a text found, for who decides about it; or that it was not tried as it is now."""
    trial = queries.last_of_text(county_id, path, digest)
    if trial is None:
        return _("没有试算过，或者试算以后又改过")
    return f"{trial.on_day.isoformat()} {headline(trial, queries.far(trial.pk))}"


def _each_month(trial: Trial) -> dict[str, float]:
    """How many more or fewer a month, of the months ahead."""
    within = window_of(trial)
    since, all_months = within.place(within.ahead_on), within.place(within.until)
    of = [trial.months[n * all_months + since : (n + 1) * all_months] for n in range(2 * len(WORK))]
    return {what: (sum(of[n + len(WORK)]) - sum(of[n])) / within.ahead for n, what in enumerate(WORK)}


def _of_workers(far: Far) -> list[str]:
    if far.over_before == far.over_after == 0 or far.limit_after is None:
        return []
    values = {"n": far.over_after, "before": far.over_before, "limit": far.limit_after}
    return [_("%(n)s 名工作人员带的人超过 1:%(limit)s（现在 %(before)s 名）。") % values]


def _of_law(far: Far) -> list[str]:
    answer = []
    if far.newly:
        answer.append(_("%(n)s 人会新达到严重违反的次数。") % {"n": far.newly})
    if far.released:
        answer.append(_("%(n)s 人不再达到严重违反的次数。") % {"n": far.released})
    return answer


def _of_left_out(far: Far) -> list[str]:
    return [_("%(n)s 人的记录读不出，没有算。") % {"n": far.left_out}] if far.left_out else []


def signed(n: float) -> str:
    """+412, −30, +0.5."""
    return f"{'−' if n < 0 else '+'}{abs(n):,.1f}".removesuffix(".0")


def difference(before: int, after: int) -> str:
    return signed(after - before) if after != before else ""


def stretches(trial: Trial) -> list[dict[str, Any]]:
    """The months ahead one by one, the years before in one line each; the newest years last, as time goes."""
    within = window_of(trial)
    months, since = within.months, within.place(within.ahead_on)
    cuts = [(n, n + 12) for n in range(0, since, 12)] + [(n, n + 1) for n in range(since, len(months))]
    return [
        {"label": _span(months[first], months[last - 1]), "is_ahead": first >= since, "work": _work(trial.months, len(months), first, last)}
        for first, last in cuts
    ]


def _span(first: date, last: date) -> str:
    return f"{first:%Y-%m}" if first == last else _("%(first)s 至 %(last)s") % {"first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}"}


def _work(numbers: Sequence[int], months: int, first: int, last: int) -> list[dict[str, Any]]:
    of = [sum(numbers[n * months + first : n * months + last]) for n in range(2 * len(WORK))]
    return pairs(of)


def pairs(of: Sequence[int]) -> list[dict[str, Any]]:
    """Visits, tests, reports: before, after, and how much that is more or less."""
    both = zip(WORK, of[: len(WORK)], of[len(WORK) :], strict=True)
    return [{"word": WORK_WORDS[what], "before": old, "after": new, "more": difference(old, new)} for what, old, new in both]


def otherwise(row: dict[str, Any], now: Timeline, then: Timeline) -> list[dict[str, Any]]:
    """What would be otherwise for one person: each thing, with its reasons by both packs."""
    data = readable_bytes("rulepacks_trialperson|differences", row["id"], row["differences"])
    if data is None:
        return [{"what": unreadable_word(), "before": [], "after": []}]
    return [
        {"what": what_word(what), "before": told(before, now), "after": told(after, then)}
        for what, before, after in orjson.loads(data)
    ]


def what_word(code: str) -> str:
    """What would be otherwise: of duties and proposals the house's own words."""
    if code.startswith("proposed_"):
        return shown(f"proposal.{code.removeprefix('proposed_')}")
    return str(WORDS[code]) if code in WORDS else shown(code)


def name_of(title: str, *, is_draft: bool, from_start: bool) -> str:
    """Which numbers were tried: a draft, or a shipped pack by its title."""
    text = _("规定的草稿") if is_draft else title
    return _("%(what)s，当作一开始就这样规定") % {"what": text} if from_start else text

