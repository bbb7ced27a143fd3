from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import natural_persons
from guitu.casework.levels import choices, words
from guitu.casework.levels.commands import assess_risk, confirm_level, latest_assessment
from guitu.casework.levels.forms import ConfirmForm, RiskForm, proposal, sheet_of
from guitu.casework.record_form import Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.telling import clause_card, told
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.telling import shown
from guitu.rules.levels import may_confirm


def now_level(setting: Setting) -> dict[str, Any]:
    """The level that holds, and the paper behind the sheet."""
    levels = dict(words.LEVELS)
    current = [code for day, code in setting.course.levels if day <= setting.on]
    policy = setting.case.policy().on(setting.on).levels
    return {
        "level": str(levels.get(current[-1], current[-1])) if current else "",
        "high_from": policy.high_from,
        "middle_from": policy.middle_from,
        "sheet_clause": clause_card("risk_grading.zhejiang", setting.case.policy()),
    }


def to_confirm(setting: Setting) -> dict[str, Any]:
    """The sheet in full with its sum; whether this post may confirm it, and if not, why."""
    last = latest_assessment(setting.case)
    timeline = setting.case.policy()
    level, reasons = proposal(setting)
    same = last is not None and natural_persons.wrote(setting.actor, natural_persons.versions(setting.case, last))
    verdict = may_confirm(same, timeline.on(setting.on).levels)
    return {
        **now_level(setting),
        "proposed": str(dict(words.LEVELS).get(level, "")),
        "others": [code for code, _word in words.LEVELS if code != level],
        "because": told(reasons, timeline, year=setting.on.year),
        "answers": sheet_of(setting),
        "assessed_on": last.on if last else None,
        "why_not": told(verdict.reasons, timeline),
    }


ASSESS = Sheet(_("风险评估"), "casework/levels/assess.html", RiskForm, assess_risk, "BASIC STATUS", now_level)
CONFIRM = Sheet(_("确认等级"), "casework/levels/confirm.html", ConfirmForm, confirm_level, "BASIC STATUS", to_confirm)


@door(may="assess_risk", many=("triggers",))
def assess(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, ASSESS)


@door(may="confirm_level")
def confirm(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, CONFIRM)


@door(may="see_level_choices")
@require_safe
def level_choices(request: Request) -> HttpResponse:
    """Levels that were set beside those that sheets proposed, by reason and by place. Nobody's name, and no worker's."""
    today = clock.today()
    since = choices.since(request.GET.get("months", ""), today)
    found = choices.counted(request.actor, since, today)
    context = {"active": "level-choices", "found": found, "since": since, "today": today, "spans": choices.SPANS, "word": shown}
    return pages.render(request, "casework/levels/choices.html", context)
