"""巡查 of 恩平 today, ours: a campaign that runs, places seen and not seen, findings in every state, an owner who asks for time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.drawings import door_without_a_sign
from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.raids import NAMED
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.grid.areas import units_inside
from guitu.inspection.campaigns.commands import draw_campaign, plan_campaign
from guitu.inspection.checks.commands import record_check, record_recheck
from guitu.inspection.findings.commands import make_venue_link, reply_by_link
from guitu.inspection.letters.commands import record_letter, record_no_letter
from guitu.inspection.photos import Pictured
from guitu.inspection.records import Signed
from guitu.inspection.venues.commands import close_venue, register_venue
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.ledger.packs import timeline_of
from guitu.links.entering import actor_of, enter
from guitu.rules.checklists import Seen, version
from guitu.rules.dates import days_after
from guitu.rules.identifiers import make_demo_phone
from guitu.rules.venues import RISKS

KINDS = ("entertainment", "hotel", "bath", "rental", "parcel", "pharmacy", "board_games", "net_bar", "own_rental")
NAMES = {**NAMED, "parcel": "{}快递网点", "own_rental": "{}家出租房"}
PLACES, SEEN, FIRST_NAME = 36, 22, 22_000
# A signature that is nobody's: a wave.
WAVE = "M60 120 " + " ".join(f"L{60 + 20 * n} {100 + (-1) ** n * 30}" for n in range(1, 22)) + " "
DRAWN = Signed(how="drawn", site=WAVE, inspector=WAVE.replace("M60 120", "M80 90"))
# Of one of them two photographs were taken, and one has not come from the telephone yet.
PICTURED = 2
# Which of the places seen has what, by its turn: item and words; the answers are those of the lists.
FOUND = {
    0: {"drugs": "包厢地上有吸管和锡纸，已交民警。", "signs": "三号包厢没有警示标志。"}, 1: {"all_names": "两个房间没有登记住客。"},
    2: {"signs": "大堂没有警示标志。"}, 4: {"scan": "安检机没有开。"}, 9: {"log": "上个月没有营业日志。"},
}


def inspect_places(today: date) -> int:
    """Gives how many places are on the register of 恩城."""
    police, head = holder("police_liaison", ENCHENG, today), holder("town_head", ENCHENG, today)
    clerk = holder("county_clerk", ENPING, today)
    places = [_register(police, number, today) for number in range(PLACES)]
    campaign = _campaign(clerk, today)
    visits = {}
    for number, (venue, kind) in enumerate(places[:SEEN]):
        on = days_after(today, number - SEEN - 1)
        visits[number] = _check(police, head, venue, kind, on, FOUND.get(number, {}), campaign, is_pictured=number == PICTURED)
        if kind != "own_rental":
            record_letter(
                police, at=_at(on, 17), door="demo", venue_id=venue, letter="duty", signer="legal_representative", year=on.year, on=on
            )
    _nobody_there(police, head, places[SEEN][0], today, campaign)
    for number, why in enumerate(("waiting", "refuses", "waiting"), SEEN + 1):
        if places[number][1] != "own_rental":
            record_no_letter(police, at=_at(today, 9), door="demo", venue_id=places[number][0], year=today.year, unsigned=why)
    close_venue(police, at=_at(days_after(today, -2), 9), door="demo", venue_id=places[-1][0], closing="out_of_business")
    _put_right(clerk, police, places[1][0], visits[1], "all_names", today)
    _asks_for_time(police, places[2][0], today)
    return len(places)


def _register(police: Actor, number: int, today: date) -> tuple[UUID, str]:
    kind = KINDS[number % len(KINDS)]
    with acting(police):
        villages = units_inside(ENCHENG, 12)
    name = next(invented_names(FIRST_NAME + number * 7))
    answer = register_venue(
        police, at=_at(days_after(today, -60), 9), door="demo", path=villages[number % len(villages)][0], kind=kind, name=NAMES[kind].format(name[1:]),
        licence=f"示例{ENPING}{number:06}", address=f"恩城示例路{number + 1}号", manager=name, phone=make_demo_phone(8_200_000 + number),
        valid_until=days_after(today, 12 + number * 20), risks=[RISKS[number % len(RISKS)]] if number % 4 == 0 else [], anyway=True,
    )
    return UUID(answer["venue"]), kind


def _campaign(clerk: Actor, today: date) -> UUID:
    at = _at(days_after(today, -30), 10)
    made = plan_campaign(
        clerk, at=at, door="demo", name="重点场所清查", kinds=[kind for kind in KINDS if kind != "own_rental"],
        from_on=days_after(today, -30), until_on=days_after(today, 30), way="by_risk", quota=30,
    )
    draw_campaign(clerk, at=at + timedelta(minutes=5), door="demo", campaign_id=UUID(made["campaign"]))
    return UUID(made["campaign"])


def _check(police: Actor, head: Actor, venue: UUID, kind: str, on: date, found: dict[str, str], campaign: UUID, *, is_pictured: bool) -> str:
    with acting(police):
        numbers = timeline_of(ENPING, ENCHENG).on(on)
    code = numbers.venues.kinds[kind].checklist
    listed = numbers.checklists.lists[code]
    seen = [Seen(item.code, "no", found[item.code]) if item.code in found else Seen(item.code, "yes") for item in listed.items]
    given = record_check(
        police, at=_at(on, 16), door="demo", venue_id=venue, on=on, result="checked", others=[head.post_id], signed=DRAWN,
        checklist=version(code, listed), seen=seen, confirmed=[section.code for section in listed.sections], campaign=campaign,
        pieces=[20, *(17 if item.code in found else 20 for item in listed.sampled)] if listed.sampled else [],
        persons=on.day % 4 if kind == "entertainment" else 0, photos=_photos(next(iter(found))) if is_pictured else (),
    )
    return str(given["visit"])


def _photos(item: str) -> list[Pictured]:
    came, missing = door_without_a_sign(), door_without_a_sign("#c9d2d5")
    return [Pictured(item, came.digest, came), Pictured(item, missing.digest)]


def _nobody_there(police: Actor, head: Actor, venue: UUID, today: date, campaign: UUID) -> None:
    record_check(
        police, at=_at(days_after(today, -1), 16), door="demo", venue_id=venue, on=days_after(today, -1), result="not_reached", others=[head.post_id],
        signed=Signed(how="paper"), campaign=campaign, again_on=days_after(today, 1),
    )


def _put_right(clerk: Actor, police: Actor, venue: UUID, visit: str, item: str, today: date) -> None:
    on = days_after(today, -3)
    record_recheck(
        clerk, at=_at(on, 10), door="demo", venue_id=venue, on=on, result="checked", others=[police.post_id], signed=DRAWN, fixed=[f"{visit}:{item}"]
    )


def _asks_for_time(police: Actor, venue: UUID, today: date) -> None:
    """Through the link, with the code, as the owner would: signs are ordered and come in two weeks."""
    at = _at(days_after(today, -1), 9)
    made = make_venue_link(police, at=at, door="demo", venue_id=venue, to_whom="老板", shown="检查时发现下面的问题，请按期改好，改好了在这里答复。", hours=72)
    token, code = made["once"]
    opened = enter(token, code, "192.0.2.11", at + timedelta(hours=2))
    if opened is None:
        raise LookupError("the link of the demo does not open")
    of, secret = opened
    reply_by_link(
        actor_of(of, days_after(today, -1)), at=at + timedelta(hours=2), door="link", venue_id=venue, maker=of.made_post, secret=secret,
        words="标志牌已经订做，月底到货。", who="店长", wants_until=days_after(today, 9),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
