"""无毒小单元: the list, one unit with its standard, the board by type, and how a unit or a village's households are declared."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.squares import squares
from guitu.kit.telling import said, sentence
from guitu.ledger import fact_words
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.prevention.fold import UNIT
from guitu.prevention.pages import ask, draw
from guitu.prevention.units import commands, queries
from guitu.prevention.units.checks import looked_up, met_by_data
from guitu.prevention.units.forms import AgainForm, DeclareForm
from guitu.prevention.units.listed import UNITS
from guitu.rules.unit_fold import UnitCourse
from guitu.rules.unit_steps import may_be_assessed, may_be_confirmed, may_decide, may_declare
from guitu.rules.units import BY_LENGTH, FAMILY, UnitsPolicy, UnitType, assessed, may_check, renewal_from
from guitu.rules.verdict import Verdict, all_of
from guitu.settling.load import Loaded, matters
from guitu.settling.record import note_of

TAB = "units"


def policy_in(request: Request) -> UnitsPolicy:
    policy: UnitsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).units
    return policy


def seen(unit_id: UUID) -> Loaded:
    """One unit; NotVisible where this post sees none."""
    found = matters(UNIT, [unit_id], lock=False)
    if not found:
        raise NotVisible
    return found[0]


def soon(today: date, policy: UnitsPolicy) -> date:
    """A title that ends before this day may be renewed now."""
    return today + (today - renewal_from(today, policy))


def types_of(policy: UnitsPolicy) -> list[tuple[str, str]]:
    return [(code, said(one.name)) for code, one in policy.types.items()]


@door(may="see_prevention")
@require_safe
def units(request: Request) -> HttpResponse:
    listing, today, policy = Listing(UNITS, request), clock.today(), policy_in(request)
    only = listing.of("only") if listing.of("only") in queries.ONLY else ""
    kind = listing.of("type") if listing.of("type") in policy.types else ""
    wish = queries.Wish(listing.of("q").strip()[:40], kind, area_asked(listing.of("area"), request.actor), only)
    level = BY_LENGTH.get(len(request.actor.path), "county")
    found = queries.units(request.actor, wish, today, soon(today, policy), level, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    words = zip(queries.ONLY, (_("全部"), _("等我审核"), _("创建中"), _("有效"), _("快到期"), _("暂停"), _("到期、撤销")), strict=True)
    return draw(
        request, "units/list.html", TAB, listing=listing, found=found, wish=wish, today=today, kinds=types_of(policy), names=dict(types_of(policy)),
        areas=units_inside(request.actor.path, 9, 12),
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words],
    )


@door(may="see_prevention")
@require_safe
def board(request: Request) -> HttpResponse:
    """By type: what is to be reached, what is valid, due and lost. A type of which nothing is on file has no data, and no nought."""
    today, policy = clock.today(), policy_in(request)
    area = area_asked(request.GET.get("area", ""), request.actor)
    found, targets, households = queries.board(request.actor, area, today, soon(today, policy))
    lines = [
        {"code": code, "name": said(one.name), "row": found.get(code), "target": targets.get(code), "small": one.small,
         "households": households if code == FAMILY else None}
        for code, one in policy.types.items()
    ]
    without = sum(line["row"] is None for line in lines if line["small"])
    areas = units_inside(request.actor.path, 9) if len(request.actor.path) < 9 else []
    return draw(request, "units/board.html", TAB, lines=lines, areas=areas, area=area, without=without, number=sum(bool(line["small"]) for line in lines))


@door(may="see_prevention")
@require_safe
def unit(request: Request, unit_id: UUID) -> HttpResponse:
    today = clock.today()
    found, held = queries.unit_of(unit_id, today), seen(unit_id)
    course: UnitCourse = held.course(today)
    policy: UnitsPolicy = held.policy().on(today).units
    kind = policy.types[course.unit]
    numbers = looked_up(found, kind, course, today)
    met = {*met_by_data(kind, numbers), *course.stated, *(one for one in course.met if one in {c.code for c in kind.criteria if c.how == "seen"})}
    result = assessed(kind, met, course.tier, policy)
    plaque = reverse("plaque", args=[found["code"]]) if found["number"] else ""
    vetoes = [
        {"of": one, "cause": said(policy.causes[one.cause].name), "may_decide": may_decide(course, one.id, today, str(request.actor.natural_person_id or ""))}
        for one in reversed(course.vetoes)
    ]
    return draw(
        request, "units/unit.html", TAB, unit=found, course=course, kind=kind, met=met, numbers=numbers, result=result, steps=_steps(held),
        can=_possible(request, course, held, today), vetoes=vetoes, today=today, lot=queries.lot_of(unit_id, course.round) if course.unit == FAMILY else None,
        missing="、".join(said(one.text) for one in result.missing), sentence=sentence, say=said, plaque=plaque,
        square=squares(request.build_absolute_uri(plaque)) if plaque else None,
    )


def _steps(held: Loaded) -> list[dict[str, Any]]:
    codes = ("assessment", "recheck", "veto_decision", "named_by", "tier")
    return [
        {"on": fact.on, "word": fact_words.kind(fact.kind), "note": note_of(fact) or "",
         "tone": next((f"{name}.{getattr(fact, name)}" for name in codes if getattr(fact, name, "")), "")}
        for fact in reversed(UNIT.stand(held.facts))
    ]


def _possible(request: Request, course: UnitCourse, held: Loaded, today: date) -> dict[str, Verdict]:
    """Each step with its verdict: the same that refuses the command."""
    level = BY_LENGTH.get(len(request.actor.path), "county")
    above = may_check(course.level, level, course.declared_by, str(request.actor.natural_person_id or ""))
    return {
        "again": may_declare(course, today, held.policy()), "confirm": all_of(above, may_be_confirmed(course, today)),
        "assess": all_of(above, may_be_assessed(course, today, held.policy())), "recheck": above,
    }


@door(may="declare_unit")
def declare(request: Request) -> HttpResponse:
    """GET without a type: which one. With it: its form."""
    policy = policy_in(request)
    code = request.GET.get("type", "")
    level = BY_LENGTH.get(len(request.actor.path), "county")
    if code not in policy.types or code == FAMILY:
        open_to = [(code, one) for code, one in policy.types.items() if any(_reaches(level, at) for at in one.levels)]
        return draw(request, "units/types.html", TAB, types=[(code, said(one.name), _measure(one)) for code, one in open_to], family=FAMILY)
    kind = policy.types[code]
    return ask(
        request, lambda data: DeclareForm(data, actor=request.actor, kind=kind, initial={"path": request.GET.get("area", ""), "tier": "met"}),
        commands.declare_unit, {"type": code}, tab=TAB, title=_("申报：%(kind)s") % {"kind": said(kind.name)}, submit=_("申报"), back=reverse("declare-unit"),
        then=to_unit, lead=_measure(kind),
    )


def _reaches(level: str, at: str) -> bool:
    order = list(BY_LENGTH.values())
    return order.index(at) <= order.index(level)


def _measure(kind: UnitType) -> str:
    return _("称号 %(months)s 个月；创建期 %(creation)s 个月。") % {"months": kind.months, "creation": kind.creation_months}


@door(may="declare_unit_again")
def again(request: Request, unit_id: UUID) -> HttpResponse:
    def form(data: Any) -> AgainForm:
        course = seen(unit_id).course(clock.today())
        kind = policy_in(request).types[course.unit]
        return AgainForm(data, kind=kind, initial={"stated": list(course.stated), "tier": course.tier})

    return ask(
        request, form, commands.declare_unit_again, {"unit_id": unit_id}, tab=TAB, title=_("再次申报"), submit=_("申报"), back=at_unit(unit_id), then=to_unit,
        lead=_("退回的，改好再报；快到期的，报续期；被撤销的，到了可以申报的日子再报。"),
    )


def at_unit(unit_id: UUID | str) -> str:
    return reverse("small-unit", args=[unit_id])


def to_unit(answer: Answer) -> str:
    return at_unit(answer["matter"])
