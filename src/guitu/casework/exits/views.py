from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.exits import commands, forms
from guitu.kit.doors import Request, door

ABSTINENCE = Step(
    commands.confirm_abstinence, commands.plan_abstinence, forms.AbstinenceForm, _("确认三年未复吸"),
    _("由公安机关确认。确认后退出动态管控：不再安排检测、走访和提醒，名册计入“三年未复吸”；"
      "措施、记录和积分都保留。以后再认定吸毒的，自那一天重新计算。"),
    template="casework/exits/abstinence.html",
)


@door(may="confirm_abstinence")
def confirm_abstinence(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ABSTINENCE)
