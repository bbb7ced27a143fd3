"""大喇叭: the weeks of the villages, the tick, the schedule, the scripts; and what the press said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.doors import Request, door
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.prevention.broadcasts import commands, queries, voice
from guitu.prevention.broadcasts.forms import ClipForm, PlayForm, ScriptForm, StartForm, VoiceForm
from guitu.prevention.forms import DatedNoteForm, DayForm, PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.rules.broadcasts import BroadcastsPolicy, play_day

SPANS = (8, 26, 52)  # weeks shown


@door(may="see_prevention")
@require_safe
def broadcasts(request: Request) -> HttpResponse:
    policy, today = policy_of(request), clock.today()
    asked = request.GET.get("weeks", "")
    n = int(asked) if asked in map(str, SPANS) else SPANS[0]
    first, last = queries.span(today, n, policy)
    area = area_asked(request.GET.get("area", ""), request.actor)
    found = queries.villages(request.actor, first, last, today, policy, area)
    return draw(
        request, "broadcasts/page.html", "broadcasts", towns=queries.by_town(found), n=n, first=first, last=last, area=area,
        days=[week.day for week in found[0]["weeks"]] if found else [], silent=sum(one["silent"] for one in found),
        played=sum(one["played_n"] for one in found), total=len(found), areas=units_inside(request.actor.path, 9, 12),
        due=queries.this_week(request.actor, today, policy), scripts=queries.scripts(request.actor, only_open=True),
        spans=[{"label": _("%(n)s 周") % {"n": span}, "count": None, "url": f"{reverse('broadcasts')}?weeks={span}&area={area}", "on": span == n} for span in SPANS],
    )


@door(may="play_broadcast")
def play(request: Request, loudspeaker_id: UUID) -> HttpResponse:
    """One button: the day and the newest script are filled in."""

    def form(data: Any) -> PlayForm:
        choices = [(str(one["id"]), f"{one['number']} {one.get('title', '')}") for one in queries.scripts(request.actor, only_open=True)]
        today, policy = clock.today(), policy_of(request)
        day = play_day(today, policy)
        return PlayForm(data, scripts=choices, initial={"on": day, "script": choices[0][0] if choices else ""})

    return ask(
        request, form, commands.play_broadcast, {"loudspeaker_id": loudspeaker_id}, tab="broadcasts", submit=_("已播"), back=reverse("prevention"),
        title=_("%(village)s：大喇叭已播") % {"village": queries.loudspeaker_of(loudspeaker_id)["village"]} if request.method != "POST" else _("大喇叭已播"),
    )


@door(may="start_broadcasts", many=("paths",))
def start(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: StartForm(data, villages=queries.not_in_schedule(request.actor), initial={"on": clock.today()}), commands.start_broadcasts, {},
        tab="broadcasts", title=_("排期"), submit=_("列入排期"), back=reverse("broadcasts"), lead=_("从下一个播出日起，每周一件待办，由村（社区）专职点“已播”。"),
    )


@door(may="stop_broadcasts")
def stop(request: Request, loudspeaker_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DatedNoteForm(data, initial={"on": clock.today()}), commands.stop_broadcasts, {"loudspeaker_id": loudspeaker_id}, tab="broadcasts",
        title=_("停用大喇叭"), submit=_("停用"), back=reverse("broadcasts"), lead=_("停用以后不再算没有播的周。"),
    )


@door(may="resume_broadcasts")
def resume(request: Request, loudspeaker_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DayForm(data, initial={"on": clock.today()}), commands.resume_broadcasts, {"loudspeaker_id": loudspeaker_id}, tab="broadcasts",
        title=_("重新排期"), submit=_("列入排期"), back=reverse("broadcasts"),
    )


@door(may="see_prevention")
@require_safe
def scripts(request: Request) -> HttpResponse:
    return draw(request, "broadcasts/scripts.html", "broadcasts", scripts=queries.scripts(request.actor))


@door(may="write_script")
def write(request: Request) -> HttpResponse:
    def form(data: Any) -> ScriptForm:
        last = queries.scripts(request.actor)
        return ScriptForm(data, initial={"number": last[0]["number"] + 1 if last else 1, "minutes": 5, "language": "dialect"})

    return ask(request, form, commands.write_script, {}, tab="broadcasts", title=_("写一号稿"), submit=_("保存"), back=reverse("scripts"))


@door(may="withdraw_script")
def withdraw(request: Request, script_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.withdraw_script, {"script_id": script_id}, tab="broadcasts", title=_("不再用这一号稿"), submit=_("不再用"), back=reverse("scripts"),
        lead=_("播过的记录不变。"),
    )


@door(may="add_voice")
def add_voice(request: Request, script_id: UUID) -> HttpResponse:
    """The recording is opened before the command, in a process of its own."""

    def keep(actor: Actor, *, file: UploadedFile, **what: Any) -> Answer:
        return voice.add_voice(actor, voice=voice.heard(file.read(voice.MOST_BYTES + 1)), **what)

    return ask(
        request, lambda data: VoiceForm(data, request.FILES if data is not None else None), keep, {"script_id": script_id}, tab="broadcasts", title=_("传录音"),
        submit=_("上传"), back=reverse("scripts"), lead=_("用乡音录一遍，各村（社区）直接放。再传一次，换掉原来的。"), template="prevention/broadcasts/voice.html",
    )


@door(may="take_voice_away")
def take_voice(request: Request, script_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, voice.take_voice_away, {"script_id": script_id}, tab="broadcasts", title=_("拿掉录音"), submit=_("拿掉"), back=reverse("scripts"),
        lead=_("稿子留着。"),
    )


@door(may="see_prevention")
@require_safe
def play_voice(request: Request, script_id: UUID) -> HttpResponse:
    kind, data, name = voice.played(script_id)
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(may="note_clip")
def clip(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: ClipForm(data, initial={"day_on": clock.today()}), commands.note_clip, {}, tab="brands", title=_("登记报道"), submit=_("登记"), back=reverse("brands"),
    )


@door(may="take_clip_back")
def take_back(request: Request, clip_id: UUID) -> HttpResponse:
    return ask(request, PreventionForm, commands.take_clip_back, {"clip_id": clip_id}, tab="brands", title=_("这条报道登记错了"), submit=_("撤回"), back=reverse("brands"))


def policy_of(request: Request) -> BroadcastsPolicy:
    policy: BroadcastsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).broadcasts
    return policy
