"""三水 in the first half of 2021, as its article tells it: a campaign over places where drugs are met, 546 times that a
policeman was out, nearly 900 persons checked, 1,425 places seen and 1,149 promises signed. Which places, and the 276
that signed nothing with their reasons, are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, repeat
from uuid import UUID

from guitu.demo.invented_names import invented_names
from guitu.demo.places import key_id
from guitu.demo.posts import short_name
from guitu.demo.small_posts import SANSHUI
from guitu.grid import divisions
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.divisions import Division
from guitu.inspection.campaigns.commands import plan_campaign
from guitu.inspection.checks.commands import record_check, record_recheck
from guitu.inspection.letters.commands import record_letter, record_no_letter
from guitu.inspection.records import Signed
from guitu.inspection.venues.commands import register_venue
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.ledger.commands import batch
from guitu.policy import load
from guitu.policy.choose import for_area
from guitu.rules.checklists import Checklist, Seen, version
from guitu.rules.identifiers import make_demo_phone

BEGAN_ON, DAYS, PERSONS, SIGNED = date(2021, 1, 4), 78, 897, 1149  # 7 towns × 78 days: 546 times a policeman
KINDS = {"entertainment": 180, "hotel": 320, "rental": 260, "bath": 190, "board_games": 175, "net_bar": 90, "pharmacy": 210}
UNSIGNED = {"out_of_business": 61, "refuses": 19, "waiting": 87, "not_required": 97, "entered_twice": 12}
NAMED = {
    "entertainment": "{}歌舞厅", "hotel": "{}旅馆", "rental": "{}出租屋", "bath": "{}足浴", "board_games": "{}棋牌室", "net_bar": "{}网吧",
    "pharmacy": "{}药店",
}
FIRST_NAME = 15_000
FAILED_EVERY = 37
PAPER = Signed(how="paper")
ON_PAPER = "在纸上签字，原件存卷。"


@dataclass(frozen=True, slots=True)
class Site:
    """One of the places, thought up: where, of which kind, called what; on which day it is seen, and what is signed."""

    number: int
    village: str
    kind: str
    name: str
    day: int
    persons: int
    unsigned: str  # empty: it signs


def sites(towns: Sequence[Division], villages: Sequence[Division]) -> Iterator[Site]:
    """All of them; towns take turns, so that every town has something to see on each day."""
    names = invented_names(FIRST_NAME)
    below = {town.path: cycle([one.path for one in villages if one.path.startswith(town.path)]) for town in towns}
    total = sum(KINDS.values())
    kinds = [kind for kind, n in KINDS.items() for kind in repeat(kind, n)]
    why = [code for code, n in UNSIGNED.items() for code in repeat(code, n)]
    for number in range(total):
        at = number * 611 % total  # shares no factor with 1,425: kinds and reasons are mixed
        town, turn = towns[number % len(towns)], number // len(towns)
        reason = why[number * 276 // total] if (number * 276) % total < 276 else ""
        # so that each number is in, and the sum is what the article says
        persons = PERSONS * (number + 1) // total - PERSONS * number // total
        name = NAMED[kinds[at]].format(next(names)[1:])
        yield Site(number, next(below[town.path]), kinds[at], name, turn % DAYS, persons, reason)


def raid_places(today: date) -> int:
    """The whole half year of all seven towns; gives how many places."""
    del today  # what was told of 2021 is over
    units = divisions.county(SANSHUI)
    towns = [unit for unit in units if unit.level == 4 and not unit.virtual]
    found = list(sites(towns, [unit for unit in units if unit.level == 5 and not unit.virtual]))
    clerk = _post("narcotics_office", SANSHUI, "county_clerk", BEGAN_ON)
    made = plan_campaign(
        clerk, at=_at(BEGAN_ON, 9), door="demo", name="涉毒娱乐场所清查整治", kinds=list(KINDS), from_on=BEGAN_ON, until_on=date(2021, 6, 30), way="all"
    )
    for town in towns:
        _town(town, [one for one in found if one.village.startswith(town.path)], UUID(made["campaign"]))
    return len(found)


def _town(town: Division, here: Sequence[Site], campaign: UUID) -> None:
    """One town's places in one transaction: registered, seen, signed; what failed is seen again by another."""
    police = _post("police_station", town.path, "police_liaison", BEGAN_ON)
    beside = _post("town_office", town.path, "member_liaison", BEGAN_ON)
    head = _post("town_office", town.path, "town_head", BEGAN_ON)
    lists = _lists()
    again: list[tuple[UUID, str, str, date]] = []
    with batch(police):
        for one in sorted(here, key=lambda one: one.day):
            on = BEGAN_ON + timedelta(days=one.day * 2 + one.day // 4)
            venue = _registered(police, one, town)
            failed = "signs" if one.number % FAILED_EVERY == 0 and one.kind in ("entertainment", "hotel", "bath") else ""
            code, listed = lists[one.kind]
            given = record_check(
                police, at=_at(on, 20), door="demo", venue_id=venue, on=on, result="checked", others=[beside.post_id], signed=PAPER,
                checklist=version(code, listed), seen=_seen(listed, failed), confirmed=[section.code for section in listed.sections],
                campaign=campaign, persons=one.persons, words=ON_PAPER,
            )
            if failed:
                again.append((venue, given["visit"], failed, on + timedelta(days=6)))
            _letter(police, venue, one, on)
    with batch(head):
        for venue, visit, item, on in again:
            record_recheck(
                head, at=_at(on, 16), door="demo", venue_id=venue, on=on, result="checked", others=[beside.post_id], signed=PAPER,
                fixed=[f"{visit}:{item}"],
            )


def _registered(police: Actor, one: Site, town: Division) -> UUID:
    answer = register_venue(
        police, at=_at(date(2021, 1, 3), 9), door="demo", path=one.village, kind=one.kind, name=one.name, licence=f"示例{SANSHUI}{one.number:06}",
        address=f"{short_name(town.name)}示例路{one.number + 1}号", manager="示例负责人", phone=make_demo_phone(8_100_000 + one.number), anyway=True,
    )
    return UUID(answer["venue"])


def _letter(police: Actor, venue: UUID, one: Site, on: date) -> None:
    if one.unsigned:
        record_no_letter(police, at=_at(on, 21), door="demo", venue_id=venue, year=2021, unsigned=one.unsigned)
    else:
        signer = "legal_representative" if one.number % 3 else "actual_manager"
        record_letter(police, at=_at(on, 21), door="demo", venue_id=venue, letter="promise", signer=signer, year=2021, on=on)


def _lists() -> dict[str, tuple[str, Checklist]]:
    numbers = load(for_area(SANSHUI)).on(BEGAN_ON)
    return {kind: (of.checklist, numbers.checklists.lists[of.checklist]) for kind, of in numbers.venues.kinds.items()}


def _seen(listed: Checklist, failed: str) -> list[Seen]:
    return [Seen(item.code, "no", "没有张贴，或者被遮住。") if item.code == failed else Seen(item.code, "yes") for item in listed.items]


def _post(kind: str, path: str, role: str, on: date) -> Actor:
    post = key_id("/".join((path, kind, role, "1")))
    with acting(clock_actor(path[:6])):
        held = post_named(post, on)
    if held is None:
        raise LookupError(f"nobody is {role} of {path}")
    return actor_of(held, None)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


