"""What people do to declare a drug-free unit: one unit, one again, or all households of a village in one table."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_urlsafe
from uuid import UUID, uuid4

from guitu.grid.areas import GROUP
from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, asked_once, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.matters.opening import NewMatter, open_matters
from guitu.prevention.fold import COMPARTMENT, UNIT
from guitu.prevention.sealed import sealed_words
from guitu.prevention.units.loading import level_of, person_of, policy_of, unit_under
from guitu.rules.unit_steps import may_declare
from guitu.rules.units import BY_LENGTH, FAMILY, TIERS, UnitsPolicy, may_declare_at
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matters
from guitu.settling.record import new, write

_INSERT = "INSERT INTO prevention_unit (id, county_id, scope_path, type, name, number, phase, level, round, code) VALUES (%s, %s, %s, %s, %s, '', '', '', 0, %s)"
_THERE = "SELECT id FROM prevention_unit WHERE county_id = %s AND scope_path = %s AND type = %s AND name = %s"
_LOT = "SELECT id FROM prevention_unit WHERE county_id = %s AND scope_path = %s AND type = 'family'"
_SHORT = "SELECT short FROM grid_area WHERE path = %s"
_GROUPS = "SELECT path FROM grid_area WHERE path >= %s AND path < %s AND length(path) = %s AND valid_to IS NULL"
_HOUSEHOLD = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("round", "int"),
    ("group_path", "text"), ("number", "int"), ("reason", "text"), ("words", "bytea"),
)
REASONS = ("away", "unwilling", "not_yet", "other")
MOST_IN_GROUP = 2000
Argued = tuple[str, int, str, str]  # group, number, reason, words


@command
def declare_unit(act: Act, *, type: str, path: str, name: str, stated: Sequence[str] = (), tier: str = "met") -> Answer:
    """Declare a village, a school, a place … for the first time, with what the declaring post says of it.

    Refuses a place outside one's area, a type that is not declared at that level, no name, one that is on file. Households are
    declared all together, by their village.
    """
    policy = _refuse_place(act, type, path)
    if type == FAMILY:
        raise Refused(Reason("units.unknown_type"), field="type")
    if not name.strip():
        raise Refused(Reason("units.needs_words"), field="name")
    if row(_THERE, [act.actor.county_id, path, type, name.strip()]):
        raise Refused(Reason("units.on_file"), field="name")
    return _declare(act, _opened(act, type, path, name.strip()), type, stated, tier, policy)


@command
def declare_unit_again(act: Act, *, unit_id: UUID, stated: Sequence[str] = (), tier: str = "met") -> Answer:
    """Declare a unit on file again: put right after it was returned, renewed near the end of its title, or tried anew after it was
    lost. Refuses it while a declaration is under way, too early, and while it is barred. Policy: units.renew_days"""
    held, course = unit_under(act, unit_id)
    Refused.unless(may_declare(course, act.on, held.policy()))
    if course.unit == FAMILY:
        raise Refused(Reason("units.unknown_type"))
    return _declare(act, held, course.unit, stated, tier, policy_of(held, act.on))


@command
def declare_households(
    act: Act, *, path: str, groups: Sequence[tuple[str, int]], exceptions: Sequence[Argued] = (), stated: Sequence[str] = ()
) -> Answer:
    """Declare all households of a village at once: how many each group has, but for the ones that are argued singly by group,
    number and reason. Households have no name and no address here; what is not excepted is declared.

    Refuses a group of elsewhere, no household at all, an exception without a reason or beyond the group's number.
    """
    policy = _refuse_place(act, FAMILY, path)
    _refuse_households(path, groups, exceptions)
    found = row(_LOT, [act.actor.county_id, path])
    if found is None:
        held = _opened(act, FAMILY, path, str((row(_SHORT, [path]) or ("",))[0]))
    else:
        held, course = unit_under(act, found[0])
        Refused.unless(may_declare(course, act.on, held.policy()))
    run("DELETE FROM prevention_household WHERE matter_id = %s AND round = %s", [held.id, act.on.year])
    argued = {(group, number): (reason, words.strip()) for group, number, reason, words in exceptions}
    insert_many("prevention_household", _HOUSEHOLD, [
        _household(held, act.on.year, group, number, *argued.get((group, number), ("", ""))) for group, n in groups for number in range(1, n + 1)
    ])
    n = sum(n for _group, n in groups) - len(argued)
    answer = _declare(act, held, FAMILY, stated, "met", policy, households=n)
    return {**answer, "households": n, "excepted": len(argued)}


def _household(held: Loaded, year: int, group: str, number: int, reason: str, words: str) -> tuple[object, ...]:
    id = uuid4()
    sealed = sealed_words("household", id, {"why": words}) if reason else None
    return (id, held.county_id, held.scope_path, COMPARTMENT, held.id, year, group, number, reason, sealed)


def _refuse_households(path: str, groups: Sequence[tuple[str, int]], exceptions: Sequence[Argued]) -> None:
    there = {one for (one,) in rows(_GROUPS, [path, path + ":", GROUP])}
    wrong = []
    sizes = dict(groups)
    if len(sizes) < len(groups) or not sizes.keys() <= there or any(not 0 <= n <= MOST_IN_GROUP for n in sizes.values()):
        wrong.append(Reason("households.groups", {"most": MOST_IN_GROUP}))
    seen: set[tuple[str, int]] = set()
    for group, number, reason, words in exceptions:
        if not 1 <= number <= sizes.get(group, 0) or (group, number) in seen:
            wrong.append(Reason("households.no_such", {"number": number}))
        elif reason not in REASONS or not words.strip():
            wrong.append(Reason("households.argue", {"number": number}))
        seen.add((group, number))
    if sum(sizes.values()) <= len(seen):
        wrong.append(Reason("households.none"))
    if wrong:
        raise Refused(*wrong)


def _refuse_place(act: Act, type: str, path: str) -> UnitsPolicy:
    if not path.startswith(act.actor.path):
        raise Refused(Reason("units.elsewhere"), field="path")
    policy: UnitsPolicy = asked_once(act, ("units", path[:9], act.on), lambda: timeline_of(act.actor.county_id, path).on(act.on).units)
    Refused.unless(may_declare_at(type, path, policy))
    return policy


def _opened(act: Act, type: str, path: str, name: str) -> Loaded:
    unit = uuid4()
    open_matters(act.actor.county_id, [NewMatter(unit, path, name, act.actor.post_id)], kind="small_unit", compartment=COMPARTMENT, at=act.at, on=act.on)
    run(_INSERT, [unit, act.actor.county_id, path, type, name, token_urlsafe(12)])
    (held,) = matters(UNIT, [unit], lock=False)  # nobody else sees it yet
    return held


def _declare(act: Act, held: Loaded, type: str, stated: Sequence[str], tier: str, policy: UnitsPolicy, *, households: int = 0) -> Answer:
    mine = {one.code for one in policy.types[type].criteria if one.how == "stated"}
    if not set(stated) <= mine:
        raise Refused(Reason("not_in_list", {"field": "stated"}), field="stated")
    if tier not in TIERS:
        raise Refused(Reason("not_in_list", {"field": "tier"}), field="tier")
    fact = new(
        "title_declared", act, act.on, unit_type=type, round=act.on.year, office_level=level_of(act), tier=tier, stated=tuple(sorted(stated)),
        households=households, by_person=person_of(act),
    )
    return write(act, held, [fact])


@command
def set_target(act: Act, *, path: str, type: str, year: int, number: int, whose: str = "") -> Answer:
    """Say how many units of a type a place is to reach in a year, and who answers for it. Said again, it is changed. Refuses a
    place outside one's area and a type there is not."""
    if not path.startswith(act.actor.path) or len(path) not in BY_LENGTH:
        raise Refused(Reason("units.elsewhere"), field="path")
    policy: UnitsPolicy = timeline_of(act.actor.county_id, path).on(act.on).units
    if type not in policy.types:
        raise Refused(Reason("units.unknown_type"), field="type")
    if number < 0:
        raise Refused(Reason("not_in_list", {"field": "number"}), field="number")
    found = row(
        "SELECT id FROM prevention_target WHERE county_id = %s AND scope_path = %s AND type = %s AND year = %s FOR UPDATE",
        [act.actor.county_id, path, type, year],
    )
    target = found[0] if found else uuid4()
    sealed = sealed_words("target", target, {"whose": whose.strip()})
    if found:
        run("UPDATE prevention_target SET number = %s, whose = %s WHERE id = %s", [number, sealed, target])
    else:
        run(
            "INSERT INTO prevention_target (id, county_id, scope_path, type, year, number, whose) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [target, act.actor.county_id, path, type, year, number, sealed],
        )
    changed(act, [Change("target", target, path, None, {"type": type, "year": year, "number": number}, COMPARTMENT)])
    return {"target": str(target)}
