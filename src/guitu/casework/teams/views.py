"""帮教小组 of one person, against both standards; and 我的小组任务, the narrow page of who sits on teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page, team_seats
from guitu.casework.checking import Step, take
from guitu.casework.teams import commands, forms, queries
from guitu.kit import clock, pages
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.people import access, relatives
from guitu.settling.record import notes_of

NAME = Step(
    commands.name_member, commands.plan_member, forms.MemberForm, _("请人参加小组"),
    _("没有账号的成员在这里登记；民警、医务、网格员等岗位用“指派”。每个成员只知道自己那一步。"), checked=False,
)
RELEASE = Step(commands.release_member, commands.plan_release, forms.ReleaseForm, _("成员退出小组"), checked=False)


@door(may="see_teamwork")
@require_safe
def team(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS")
    held, on, actor = setting.case, setting.on, setting.actor
    seats, members = team_seats.posts_of(person_id, on), team_seats.members_of(held, on)
    missing = team_seats.missing_of(held, seats, members, on)
    family = relatives.standing(relatives.of_person(person_id)) if "IDENT" in actor.classes else {}
    notes = notes_of(members) if "IDENT" in actor.classes else {}
    policy = held.policy().on(on).teams
    there = {seat.part for seat in seats if seat.holder} | {one.member for one in members}
    cards = [
        cards_page.Card(
            say("有岗位的"), [_row("part", seat.part, f"{seat.body} · {seat.holder or say('空缺')}") for seat in seats],
            cards_page.links_of(setting, ("assign-person", "assign_person", _("指派社工、民警、医务等"))), empty=say("还没有。"),
        ),
        cards_page.Card(
            say("没有岗位的"),
            [_row("member", one.member, family[one.relative].name if one.relative in family else notes.get(one.id, "")) for one in members],
            cards_page.links_of(
                setting, ("name-member", "name_member", _("请人参加小组")), ("release-member", "release_member", _("成员退出")),
            ),
            empty=say("还没有。家属、志愿者、社区综治委员、党支部、楼栋长登记在这里。"),
        ),
        _standard(say("戒毒条例规定的工作小组"), policy.statutory, there, missing.statutory),
        _standard(say("地方的“5+N”"), policy.local, there, missing.local),
    ]
    lead = say("两样标准分开看：条例规定的五种人，和地方的“5+N”。空缺的岗位不算有人。")
    return cards_page.show(request, setting, "team", lead, cards, missing.reasons(), say("两样标准今天都齐了。"))


def _row(field: str, code: str, who: str) -> dict[str, Any]:
    does = fact_words.code("member_does", code)
    sees = say("知道：%(what)s") % {"what": fact_words.code("member_sees", code)}
    return {"label": labelled(fact_words.code(field, code), who) if who else fact_words.code(field, code), "value": f"{does} · {sees}"}


def _standard(title: str, seats: Any, there: set[str], missing: tuple[str, ...]) -> cards_page.Card:
    rows = [{"label": fact_words.code("seat", seat), "value": say("缺") if seat in missing else say("有")} for seat in seats]
    if "further" in missing:
        rows.append({"label": fact_words.code("seat", "further"), "value": say("缺")})
    return cards_page.Card(title, rows)


@door(may="name_member")
def name(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, NAME)


@door(may="release_member")
def release(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, RELEASE)


@door(may="see_my_team")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What the post is on each team for, and its own steps: no more of anybody than the masked name and the place."""
    actor = request.actor
    found = queries.places(actor.post_id)
    steps = queries.steps({one["id"]: one["part"] for one in found}) if found else []
    access.note_list(actor, "my_team", len(found), clock.now(), request.number)
    people = [
        {
            "who": f"{one['masked']} · {one['place']}", "url": address_if_any("person", one["id"]) if "open_person" in actor.may else "",
            "part": fact_words.code("part", one["part"]), "does": fact_words.code("member_does", one["part"]),
            "steps": [
                {"label": say("%(by)s 前") % {"by": step.by.isoformat()}, "value": labelled(fact_words.code("area", step.area), step.words)}
                for step in steps if step.matter == one["id"]
            ],
        }
        for one in found
    ]
    return pages.render(request, "casework/teams/mine.html", {"active": "my-team", "people": people})
