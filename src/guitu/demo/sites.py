"""整改, 自查, 踏查 and 举报 of 恩平, ours: an owner who disagrees, a photograph, a punishment; a round of self-checks; tips at every step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.drawings import door_without_a_sign
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.grid.areas import units_inside
from guitu.inspection.checks.commands import record_check
from guitu.inspection.findings.commands import (
    add_photo,
    decide_appeal,
    make_venue_link,
    note_punishment,
    refer_venue,
    reply_by_link,
)
from guitu.inspection.opened import venue_of
from guitu.inspection.records import Signed
from guitu.inspection.self_checks.by_anyone import own_list, say
from guitu.inspection.self_checks.commands import draw_self_checks, open_self_checks
from guitu.inspection.self_checks.queries import codes as own_codes
from guitu.inspection.tips import by_anyone
from guitu.inspection.tips.commands import decide_tip, look_at_tip, note_reward
from guitu.inspection.venues.commands import register_venue
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.packs import timeline_of
from guitu.links.entering import actor_of, enter
from guitu.rules.checklists import Seen, version
from guitu.rules.dates import days_after
from guitu.rules.self_checks import Own
from guitu.rules.venues import Finding

# About what, what was seen, where, whom; what two people thought; what came of it.
TIPS = (
    ("using", "晚上十点以后常有人进出，窗户有烟，第二天门口有吸管。", "示例路 8 号后楼", "姓郑，开一辆白色面包车", "ff", "verified"),
    ("parcel", "有人用假名字寄很小的包裹，一个星期三次。", "示例快递网点", "", "ff", ""),
    ("dealing", "听人说那家店卖“糖”。", "示例路 20 号", "店主", "nn", ""),
    ("growing", "后山有一片开红花的，不像菜。", "示例村后山", "", "fn", ""),
    ("other", "楼道里有刺鼻的味道。", "示例小区 3 幢", "", "", ""),
)
LOOKS = {"f": "follow", "n": "nothing"}


def put_sites_right(today: date) -> None:
    """The owner of a place where something serious was found disagrees with one item; another than the finders decides."""
    police, clerk = holder("police_liaison", ENCHENG, today), holder("county_clerk", ENPING, today)
    with acting(police):
        found = rows("SELECT id FROM inspection_venue WHERE state = 'serious' ORDER BY checked_on, id LIMIT 1")
        venue, open_ones = found[0][0], {one.item: one for one in venue_of(found[0][0], today).course.open}
    at = _at(days_after(today, -1), 9)
    _photograph(police, venue, open_ones["signs"], at)
    _disagree(police, venue, at)
    decide_appeal(
        clerk, at=at + timedelta(hours=5), door="demo", venue_id=venue, words="三号包厢确实没有标志，照片看得到；两项都照旧。", lifted=[]
    )
    serious = open_ones["drugs"].id
    sent = refer_venue(
        police, at=at + timedelta(hours=6), door="demo", venue_id=venue, punisher="by_police", referred=[serious], on=days_after(today, -1),
        words="包厢里有吸管和锡纸，场所没有报告。",
    )
    note_punishment(
        police, at=_at(today, 8), door="demo", venue_id=venue, referral=sent["facts"][0], punishment="warning", on=today, words="示例决定书第 1 号"
    )


def _photograph(police: Actor, venue: UUID, finding: Finding, at: datetime) -> None:
    add_photo(police, at=at, door="demo", venue_id=venue, finding=finding.id, moment="found", photo=door_without_a_sign())


def _disagree(police: Actor, venue: UUID, at: datetime) -> None:
    shown = "检查时发现下面的问题，请按期改好，改好了在这里答复。"
    token, code = make_venue_link(police, at=at, door="demo", venue_id=venue, to_whom="老板", shown=shown, hours=72)["once"]
    opened = enter(token, code, "192.0.2.12", at + timedelta(hours=2))
    if opened is None:
        raise LookupError("the link of the demo does not open")
    of, secret = opened
    reply_by_link(
        actor_of(of, at.date()), at=at + timedelta(hours=2), door="link", venue_id=venue, maker=of.made_post, secret=secret,
        words="三号包厢的标志上周才掉，不应该算。", who="店长", appeal=True,
    )


def look_at_land(today: date) -> None:
    """禁种铲毒: a piece of land walked over by two, nothing found."""
    police, head = holder("police_liaison", ENCHENG, today), holder("town_head", ENCHENG, today)
    with acting(police):
        village, listed = units_inside(ENCHENG, 12)[0][0], timeline_of(ENPING, ENCHENG).on(today).checklists.lists["land"]
    at = _at(days_after(today, -1), 15)
    land = register_venue(police, at=at, door="demo", path=village, kind="land", name="示例村后山的地", address="后山水库边")["venue"]
    record_check(
        police, at=at + timedelta(hours=1), door="demo", venue_id=UUID(land), on=at.date(), result="checked", others=[head.post_id],
        signed=Signed(how="paper"), checklist=version("land", listed), seen=[Seen(item.code, "yes") for item in listed.items],
        confirmed=[section.code for section in listed.sections],
    )


def check_themselves(today: date) -> None:
    """A round that is over: most handed in, a share drawn, not visited yet."""
    clerk, at = holder("county_clerk", ENPING, today), _at(days_after(today, -20), 9)
    made = open_self_checks(
        clerk, at=at, door="demo", name="旅馆、寄递行业自查", kinds=["hotel", "parcel"], from_on=at.date(), last_on=days_after(today, -5), share=10
    )
    round_id = UUID(made["round"])
    with acting(clerk):
        codes = [one["code"] for one in own_codes(round_id, 1)[0]]
    for place, code in enumerate(codes[:-1]):
        on = days_after(today, place % 9 - 18)
        of = own_list(code, on)
        if of is None:
            raise LookupError("a list of the demo does not open")
        wrong = {"signs": "下周张贴。", "waybill": "已换成隐私运单。"} if place % 3 == 0 else {}
        said = [Own(item.code, "no", wrong[item.code]) if item.code in wrong else Own(item.code, "yes") for item in of.listed.items]
        say(of, code, _at(on, 10), on, of.version, said)
    draw_self_checks(clerk, at=_at(days_after(today, -4), 9), door="demo", round_id=round_id)


def send_tips(today: date) -> None:
    police, clerk = holder("police_liaison", ENCHENG, today), holder("county_clerk", ENPING, today)
    for place, (about, what, where, whom, looks, outcome) in enumerate(TIPS):
        on = days_after(today, place - len(TIPS))
        number = "".join(by_anyone.SIGNS[(place + 3 * sign) % len(by_anyone.SIGNS)] for sign in range(16))
        by_anyone.send(ENPING, number, _at(on, 21), path=ENCHENG, about=about, what=what, where=where, whom=whom)
        with acting(police):
            (tip,) = [id for (id,) in rows("SELECT id FROM inspection_tip WHERE received_at = %s", [_at(on, 21)])]
        later = _at(days_after(on, 1), 9)
        for who, look in zip((police, clerk), looks, strict=False):
            look_at_tip(who, at=later, door="demo", tip_id=tip, look=LOOKS[look])
        if outcome:
            decide_tip(police, at=later + timedelta(days=2), door="demo", tip_id=tip, outcome=outcome, answer="已经查处，谢谢您。")
            note_reward(police, at=later + timedelta(days=3), door="demo", tip_id=tip)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
