"""我的: who to call, what one may demand, and, when a file is sealed, that it is and who opened it."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework.telling import clause_card
from guitu.kit import clock
from guitu.kit.clock import local_day
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.policy import Timeline
from guitu.portal import door
from guitu.portal.door import OwnRequest, of_sealed, own
from guitu.portal.entering import digest_of
from guitu.portal.reading import file_of
from guitu.portal.words import role_word

Row = dict[str, Any]


@own("mine", guardian=True)
def mine(request: OwnRequest) -> HttpResponse:
    on, visit = clock.today(), request.visit
    file = file_of(visit.person_id, visit.card, on)
    context = {"active": "mine", "file": file, "phones": _phones(file.timeline, on)}
    return door.shown(request, "portal/mine.html", context)


@own("rights", guardian=True)
def rights(request: OwnRequest) -> HttpResponse:
    on, visit = clock.today(), request.visit
    timeline = file_of(visit.person_id, visit.card, on).timeline
    return door.shown(request, "portal/rights.html", {"active": "mine", "rights": _rights(timeline, on)})


def _rights(timeline: Timeline, on: Any) -> list[Row]:
    policy, tests = timeline.on(on).portal, timeline.on(on).urine_tests
    lines = (
        (_("问清楚：机器算出来的，可以要求人来说明。"), "personal_information.24"),
        (_("看自己的一份，要一份拿走。"), "personal_information.45"),
        (_("写错了的，要求改。"), "guitu.default"),
        (_("对结果有不同意见，%(n)s 日内提。") % {"n": tests.objection_days.days}, "test_procedure.recheck"),
        (_("对公安的决定不服，%(n)s 日内申请复议。") % {"n": policy.reconsider_days}, "guitu.default"),
        (_("也可以 %(n)s 个月内到法院起诉。") % {"n": policy.lawsuit_months}, "guitu.default"),
        (_("提请求、提意见，不扣分，不影响该有的待遇。"), "guitu.default"),
    )
    return [{"text": text, "clause": clause_card(clause, timeline)} for text, clause in lines]


def _phones(timeline: Timeline, on: Any) -> list[Row]:
    return [{"name": said(one.name), "number": one.number} for one in timeline.on(on).portal.phones.values()]


@of_sealed
def _sealed(request: OwnRequest) -> HttpResponse:
    """That the file is sealed, since when, until when it is kept, and which office opened it since, on which ground."""
    found = row("SELECT sealed_at, destroy_on, destroyed_at, looks::text FROM portal_sealed_file(%s, %s)", [digest_of(request.secret), clock.now()])
    if found is None:
        raise NotVisible
    sealed_at, destroy_on, destroyed_at, looks = found
    context = {
        "sealed_on": local_day(sealed_at).isoformat(), "destroy_on": destroy_on.isoformat() if destroy_on else "",
        "destroyed_on": local_day(destroyed_at).isoformat() if destroyed_at else "",
        "looks": [
            {"day": str(at)[:10], "role": role_word(role), "office": office or "", "ground": spoken(f"unseal_ground.{ground}")}
            for at, role, office, ground in orjson.loads(looks)
        ],
    }
    return door.shown(request, "portal/sealed.html", context)


sealed = own("sealed")(_sealed)
