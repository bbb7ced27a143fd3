"""心理咨询 of one person: the counsellor's own page. Consent taken back, nothing written before is opened any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.counselling import commands, forms, records
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.pages import url
from guitu.kit.telling import labelled, listed, said
from guitu.ledger import fact_words
from guitu.ledger.packs import timeline_of
from guitu.rules import consents, scales

NOTE = Step(commands.write_confided, commands.plan_confided, forms.NoteForm, _("写咨询记录"), checked=False)
RAISE = Step(
    commands.raise_help, commands.plan_raising, forms.RaiseForm, _("提出“需要马上帮助”"),
    _("帮教的人只会看到：需要马上帮助。看不到任何记录和分数。"), checked=False,
)


@door(may="see_counselling")
@require_safe
def counselling(request: Request, person_id: UUID) -> HttpResponse:
    if not records.is_counsellor(request.actor.post_id, person_id):
        raise NotVisible
    setting = cards_page.opened(request, person_id, "PSY")
    verdict = consents.may_rely(live(setting.case.facts), "counselling", setting.on)
    found = records.of_person(person_id) if verdict else []
    policy = setting.case.policy().on(setting.on).scales
    words = [(one.on.isoformat(), one.words) for one in found if one.scale is None]
    cards = [
        cards_page.Card(
            say("咨询记录"), [], cards_page.links_of(
                setting, ("write-confided", "write_confided", _("写咨询记录")), ("raise-help", "raise_help", _("提出“需要马上帮助”")),
            ), empty=say("还没有记录。") if verdict else say("同意不在有效期内，以前的记录不再打开。"), words=words,
        ),
        *_courses(setting, [one for one in found if one.scale], policy),
    ]
    lead = say("只有这份档案的心理咨询师看得到这一页。分数看走向，不给人贴标签；诊断由医生作。")
    return cards_page.show(request, setting, "counselling", lead, cards, verdict.reasons)


def _courses(setting: Setting, found: Sequence[records.Confided], policy: Any) -> Iterable[cards_page.Card]:
    """Each scale with its results, the latest first: the number, how it moved, and the published thresholds beneath."""
    may = "take_scale" in setting.actor.may
    for code, scale in policy.scale.items():
        taken = [one for one in found if one.scale == code]
        scored = [scales.scored(one.answers, scale, policy.raise_from) for one in taken]
        rows = [
            {"label": one.on.isoformat(), "value": _result(result, scored[n + 1] if n + 1 < len(scored) else None)}
            for n, (one, result) in enumerate(zip(taken, scored, strict=True))
        ]
        address = url("take-scale", person_id=setting.case.id, scale=code)
        links = [(_("填一次"), address)] if may else []
        yield cards_page.Card(said(scale.name), rows, links, note=_bands(scale), empty=say("还没有填过。"))


def _result(now: scales.Scored, before: scales.Scored | None) -> str:
    parts = [str(now.score)]
    if before is not None:
        change = now.score - before.score
        parts.append(say("比上次 %(n)s") % {"n": f"{change:+d}"} if change else say("和上次一样"))
    if now.index is not None:
        parts.append(labelled(say("准备程度"), f"{float(now.index):.1f}"))
    if now.positive_items is not None:
        parts.append(labelled(say("阳性项目"), now.positive_items))
    if now.factors:
        means = listed(f"{fact_words.code('scale_factor', name)} {float(mean):.2f}" for name, mean in now.factors.items())
        parts.append(labelled(say("因子均分"), means))
    return " · ".join(parts)


def _bands(scale: scales.Scale) -> str:
    """The published thresholds, for who knows how to read them."""
    if not scale.bands:
        return ""
    known = listed(f"{fact_words.code('scale_band', name)} ≥ {start}" for name, start in scale.bands.items() if start)
    return labelled(say("公开发表的界值"), known)


@door(may="write_confided")
def note(request: Request, person_id: UUID) -> HttpResponse:
    return _own(request, person_id, NOTE)


@door(may="take_scale")
def scale(request: Request, person_id: UUID, scale: str) -> HttpResponse:
    """One scale of the pack, by its code."""
    actor = request.actor
    known = timeline_of(actor.county_id, actor.path).on(clock.today()).scales.scale
    if scale not in known:
        raise NotVisible
    step = Step(
        commands.take_scale, commands.plan_scale, forms.form_of(scale), said(known[scale].name),
        _("题目文字由本单位装入；没有装入的，照纸面题目逐题填。有自伤的回答，保存后马上通知帮教的人，只说需要帮助。"),
        checked=False,
    )
    return _own(request, person_id, step)


@door(may="raise_help")
def raised(request: Request, person_id: UUID) -> HttpResponse:
    return _own(request, person_id, RAISE)


def _own(request: Request, person_id: UUID, step: Step) -> HttpResponse:
    if request.method != "POST" and not records.is_counsellor(request.actor.post_id, person_id):
        raise NotVisible
    return take(request, person_id, step)
