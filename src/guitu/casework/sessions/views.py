from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.sessions import commands, forms
from guitu.kit.doors import Request, door
from guitu.kit.telling import numbered
from guitu.ledger import fact_words
from guitu.rules.facts.teamwork import SessionHeld
from guitu.settling.record import notes_of

RECORD = Step(commands.record_session, commands.plan_session, forms.SessionForm, _("记录谈话"), checked=False)


@door(may="see_sessions")
@require_safe
def sessions(request: Request, person_id: UUID) -> HttpResponse:
    """The talks by method, then each with what was said; family talks stand on the page of the family."""
    setting = cards_page.opened(request, person_id, "NOTE")
    held = [fact for fact in live(setting.case.facts) if isinstance(fact, SessionHeld) and fact.relative is None]
    notes = notes_of(held)
    by_method = Counter(fact.method for fact in held)
    minutes = {method: sum(fact.minutes for fact in held if fact.method == method) for method in by_method}
    rows = [
        {"label": fact_words.code("method", method), "value": numbered(say("%(n)s 次，共 %(m)s 分钟") % {"n": n, "m": minutes[method]})}
        for method, n in by_method.most_common()
    ]
    words = [
        (" · ".join((fact.on.isoformat(), fact_words.code("method", fact.method), fact_words.code("session_stage", fact.session_stage),
                     numbered(say("%(n)s 分钟") % {"n": fact.minutes}))), notes.get(fact.id, ""))
        for fact in reversed(held)
    ]
    cards = [
        cards_page.Card(
            say("按方法"), rows, cards_page.links_of(setting, ("record-session", "record_session", _("记录谈话"))),
            empty=say("还没有谈话记录。"),
        ),
        cards_page.Card(say("每次谈话"), [], empty=say("还没有谈话记录。"), words=words),
    ]
    return cards_page.show(request, setting, "sessions", say("用什么方法谈的、到了哪一步。内容只有帮教的人看。"), cards)


@door(may="record_session")
def record(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RECORD)
