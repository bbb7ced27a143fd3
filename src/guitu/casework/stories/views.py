"""案例: those of one person, and those of an area for who wants to learn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.stories import commands, forms, queries
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.people import access
from guitu.rules import consents
from guitu.rules import stories as rules
from guitu.rules.facts.teamwork import StoryWritten
from guitu.settling.record import notes_of

WRITE = Step(
    commands.write_story, commands.plan_story, forms.StoryForm, _("写案例"),
    _("称呼用“某”，不写地名、日期、号码。本人同意才能写，撤回同意就收起。"), checked=False,
)
CHECK = Step(
    commands.check_story, commands.plan_check, forms.CheckForm, _("核对案例"),
    _("看一遍：认识他的人读了，会不会认出来。写的人不能自己核对。"), checked=False,
)


@door(may="see_story")
@require_safe
def story(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "NOTE")
    stand = live(setting.case.facts)
    verdict = consents.may_rely(stand, "story", setting.on)
    written = [fact for fact in stand if isinstance(fact, StoryWritten)] if verdict else []
    notes, waits = notes_of(written), {fact.id for fact in rules.waiting(stand)}
    words = [
        (say("%(on)s 写，等另一个人核对") % {"on": fact.on.isoformat()} if fact.id in waits
         else say("%(on)s 写，已核对") % {"on": fact.on.isoformat()}, notes.get(fact.id, ""))
        for fact in reversed(written)
    ]
    steps = (("write-story", "write_story", _("写案例")), ("check-story", "check_story", _("核对案例")))
    cards = [cards_page.Card(say("案例"), [], cards_page.links_of(setting, *steps), empty=say("没有可以看的案例。"), words=words)]
    lead = say("从时间线写出来，认不出是谁。看一次，查一次同意。")
    return cards_page.show(request, setting, "story", lead, cards, verdict.reasons)


@door(may="write_story")
def write(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, WRITE)


@door(may="check_story")
def check(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, CHECK)


@door(may="see_story")
@require_safe
def stories(request: Request) -> HttpResponse:
    """All of an area, or what one studio keeps; a studio that is not there is nothing."""
    actor, today = request.actor, clock.today()
    studios = queries.studios(actor.lo, actor.hi, today)
    asked = request.GET.get("studio", "")
    studio = next((one for one in studios if str(one.id) == asked), None)
    if asked and studio is None:
        raise NotVisible
    found = queries.shown(actor.lo, actor.hi, today, studio)
    access.note_list(actor, "stories", len(found), clock.now(), request.number)
    options = [{"label": say("全部"), "url": reverse("stories"), "on": studio is None}]
    options += [{"label": one.name, "url": f"{reverse('stories')}?studio={one.id}", "on": one is studio} for one in studios]
    context = {"active": "stories", "stories": found, "studio": studio, "options": options, "may_see_body": "see_bodies" in actor.may}
    return pages.render(request, "casework/stories/list.html", context)
