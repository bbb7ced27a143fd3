"""活动: the calendar, one activity, its steps, the sums, the brands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.kit import clock
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence
from guitu.ledger import fact_words
from guitu.ledger.commands import Answer
from guitu.lists.listing import Listing
from guitu.papers.views import attachment
from guitu.prevention.activities import commands, queries
from guitu.prevention.activities.forms import MANY, TAGGED, NoteActivityForm, PlanForm, RecordForm, StallForm
from guitu.prevention.activities.listed import ACTIVITIES
from guitu.prevention.activities.pledge import printed
from guitu.prevention.fold import ACTIVITY
from guitu.prevention.forms import DayForm, NoteForm, words_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.photos.commands import photos_of
from guitu.prevention.programmes.queries import choices as programme_choices
from guitu.prevention.signups.queries import signed_in
from guitu.rules.activities import KINDS, TAGS, cost_per_head, possible, summed
from guitu.rules.dates import days_after
from guitu.settling.load import matters
from guitu.settling.record import note_of

PROGRAMMES_BACK = 366  # days that a programme may be over and still have an activity noted under it
_STATES = ("", "planned", "published", "held", "called_off")


@door(may="see_prevention")
@require_safe
def activities(request: Request) -> HttpResponse:
    listing = Listing(ACTIVITIES, request)
    wish = _wish(listing)
    found = queries.activities(request.actor, wish, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    return draw(
        request, "activities/list.html", "activities", listing=listing, found=found, wish=wish, kinds=words_of("activity_kind", KINDS),
        tagged=[(f"{family}.{code}", text) for family in TAGGED for code, text in words_of(family, TAGS[family])],
        areas=units_inside(request.actor.path, 9, 12),
        filters=[
            {"label": word, "count": None, "url": listing.address(state=code), "on": code == wish.state}
            for code, word in [("", _("全部")), *words_of("activity", _STATES[1:])]
        ],
    )


@door(may="see_prevention")
@require_safe
def sums(request: Request) -> HttpResponse:
    """Once in totals, once for each tag; heads by what they rest on, side by side."""
    year = request.GET.get("year", "")
    wish = queries.Wish(year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else clock.today().year)
    held = queries.held_heads(request.actor, wish)
    heads = [queries.heads_of(one) for one in held]
    firm, guessed, guesses = summed(heads)
    costs = [one["cost"] for one in held if one["cost"] is not None]
    by_tag = queries.by_tag(request.actor, wish)
    return draw(
        request, "activities/sums.html", "activities", year=wish.year, total=len(held), firm=firm, guessed=guessed, guesses=guesses,
        led=sum(bool(one["leader"]) for one in held), cost=sum(costs), costed=len(costs),
        families=[(_FAMILY[family](), [(f"{family}.{code}", word, by_tag.get(family, {}).get(code, 0)) for code, word in words_of(family, codes)]) for family, codes in TAGS.items()],
    )


_FAMILY = {
    "entry": lambda: _("六进"), "form": lambda: _("形式"), "topic": lambda: _("主题"), "group": lambda: _("重点人群"),
    "organiser": lambda: _("谁一起办"), "leader": lambda: _("哪一级领导参加"),
}


@door(may="see_prevention")
@require_safe
def activity(request: Request, activity_id: UUID) -> HttpResponse:
    return _page(request, activity_id)


@door(may="plan_activity", many=MANY)
def plan(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: PlanForm(data, **_choices(request), initial={"path": request.actor.path, "held_on": request.GET.get("on", ""), "topic": ["drugs"]}),
        commands.plan_activity, {}, tab="activities", title=_("计划活动"), submit=_("列入计划"), back=reverse("activities"), then=_to_activity,
        lead=_("满 1000 人的大型活动，提前 20 天向公安机关申请许可；列入计划以后页面会说到哪天。"),
    )


def _choices(request: Request) -> dict[str, Any]:
    """What both forms of an activity let choose: brands in use, programmes that are not long over."""
    since = days_after(clock.today(), -PROGRAMMES_BACK)
    return {"actor": request.actor, "brands": queries.brand_choices(request.actor), "programmes": programme_choices(request.actor, since)}


@door(may="note_activity", many=MANY)
def note(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: NoteActivityForm(data, **_choices(request), initial={"path": request.actor.path, "held_on": clock.today(), "topic": ["drugs"]}),
        commands.note_activity, {}, tab="activities", title=_("补记活动"), submit=_("记录"), back=reverse("activities"), then=_to_activity,
        lead=_("没有列入计划、已经开展的活动，一次记完。"),
    )


@door(may="record_activity", many=MANY)
def record(request: Request, activity_id: UUID) -> HttpResponse:
    def form(data: Any) -> RecordForm:
        found = queries.activity_of(activity_id)
        begun = {**found["words"], **found, "leader_names": found["words"].get("leaders", ""), "leaders": found["tags"].get("leader", []),
                 "cost": None if found["cost"] is None else found["cost"] / 100,
                 "signed": found["signed"] if found["signed"] is not None else signed_in(activity_id)}
        return RecordForm(data, initial=begun)

    return ask(request, form, commands.record_activity, {"activity_id": activity_id}, tab="activities", title=_("记录活动"), submit=_("记录"), back=_at(activity_id))


@door(may="see_prevention")
@require_safe
def pledge(request: Request, activity_id: UUID) -> HttpResponse:
    """The words of the pledge as a PDF."""
    return attachment(printed(queries.activity_of(activity_id)), "application/pdf", f"{_('宣誓词')}.pdf")


@door(may="add_stall")
def stall(request: Request, activity_id: UUID) -> HttpResponse:
    return ask(
        request, StallForm, commands.add_stall, {"activity_id": activity_id}, tab="activities", title=_("加一个摊位、分会场"), submit=_("加上"), back=_at(activity_id),
        lead=_("和这场活动同一天，总数里不另外算一场。"),
    )


@door(may="note_permit")
def permit(request: Request, activity_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DayForm(data, initial={"on": clock.today()}), commands.note_permit, {"activity_id": activity_id}, tab="activities",
        title=_("已向公安机关申请许可"), submit=_("记下"), back=_at(activity_id),
    )


@door(may="call_off_activity")
def call_off(request: Request, activity_id: UUID) -> HttpResponse:
    return ask(request, NoteForm, commands.call_off_activity, {"activity_id": activity_id}, tab="activities", title=_("取消活动"), submit=_("取消这场活动"), back=_at(activity_id))


@door(may="publish_activity")
@require_POST
def publish(request: Request, activity_id: UUID) -> HttpResponse:
    try:
        commands.publish_activity(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), activity_id=activity_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, activity_id, " ".join(map(sentence, refusal.reasons)), 422)
    return redirect("activity", activity_id)


def _page(request: Request, activity_id: UUID, refused: str = "", status: int = 200) -> HttpResponse:
    found = queries.activity_of(activity_id)
    (held,) = matters(ACTIVITY, [activity_id], lock=False)
    course = ACTIVITY.fold(held, clock.today())
    heads = queries.heads_of(found)
    steps = [{"on": fact.on, "word": fact_words.kind(fact.kind), "note": note_of(fact) or ""} for fact in reversed(ACTIVITY.stand(held.facts))]
    return draw(
        request, "activities/activity.html", "activities", status, activity=found, photos=photos_of(activity_id, all_of_them="cover_face" in request.actor.may), steps=steps, refused=refused,
        possible=possible(course, clock.today()) & request.actor.may, per_head=cost_per_head(found["cost"], heads),
        due=[{"by": one.due_on, "why": " ".join(map(sentence, one.reasons))} for one in course.duties if one.state == "open"],
        tags=[(_FAMILY[family](), words_of(family, codes)) for family, codes in found["tags"].items()],
    )


def _wish(listing: Listing) -> queries.Wish:
    year, state = listing.of("year"), listing.of("state")
    return queries.Wish(
        listing.of("kind"), state if state in _STATES else "", listing.of("tag"), int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0,
        area_asked(listing.of("area"), listing.actor),
    )


def _at(activity_id: UUID | str) -> str:
    return reverse("activity", args=[activity_id])


def _to_activity(answer: Answer) -> str:
    return _at(answer["matter"])
