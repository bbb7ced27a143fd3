"""周末相约 of 恩城街道: a series of the year, one Saturday that is over, one that takes sign-ups; the campaign month of the county;
what visitors wrote at its base; and a survey that goes on by links."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.prevention import at_hour, officer
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.prevention.activities.commands import plan_activity, publish_activity, record_activity
from guitu.prevention.airings.commands import note_airing
from guitu.prevention.programmes import stamps
from guitu.prevention.programmes.commands import lay_out_weeks, plan_programme
from guitu.prevention.remarks import by_anyone as book
from guitu.prevention.remarks.commands import decide_remark
from guitu.prevention.signups import by_anyone
from guitu.prevention.signups.commands import check_in, check_in_without_signup, open_signups
from guitu.prevention.signups.queries import tally_of
from guitu.prevention.surveys import by_anyone as survey
from guitu.prevention.surveys.commands import give_survey_links
from guitu.prevention.surveys.queries import with_links
from guitu.rules.activities import Heads
from guitu.rules.dates import days_after

TOWN = "440785001"
REMARKS = (  # what somebody wrote, and whether it is shown; none: nobody has read it yet
    ("VR 体验很真实，回家讲给爸妈听", True), ("第一次知道奶茶包也可能是毒品", True), ("展板字再大一点就好了", True),
    ("给讲解员点赞", True), ("低价出租门面，有意私聊", False), ("下次想带班里的同学一起来", None), ("五个展区都盖了章", None),
)

AIRINGS = (  # days ago, channel, to whom, how many, what
    (40, "tv", "public", 60, "禁毒公益短片《别让好奇害了你》", "恩平电视台（示例）"), (26, "sms", "public", 31_200, "警惕“上头电子烟”，发现线索请拨打当地公安机关电话。", ""),
    (19, "screen", "public", 480, "珍爱生命，远离毒品", "锦江国际广场大屏"), (11, "sms", "staff", 310, "下周一起核对宣传月台账，请各镇（街）备好签到表。", ""),
    (6, "sms", "in_recovery", 96, "本周六上午有亲子陶艺活动，名额不多，欢迎带孩子来。", ""), (3, "account", "public", 1, "一图看懂：收到陌生包裹怎么办", "“平安恩平”公众号（示例）"),
)


def invite_the_people(today: date) -> None:
    head, clerk = officer(ENPING, "town_head", TOWN, today), officer(ENPING, "county_clerk", ENPING, today)
    series = _programmes(head, clerk, today)
    _over(head, _saturday(days_after(today, -9)), series)
    _coming(head, today, _saturday(days_after(today, 5)), series)
    _remarks(clerk, today)
    _links(clerk, today)
    _airings(clerk, today)


def _saturday(on: date) -> date:
    return days_after(on, (6 - on.isoweekday()) % 7)


def _programmes(head: Actor, clerk: Actor, today: date) -> UUID:
    """The next June as the national campaign's month; the town's Saturdays around today, the later ones laid out at once."""
    june = date(today.year + (today.month > 5), 6, 1)
    at = at_hour(days_after(today, -30), 9)
    plan_programme(clerk, at=at, path=ENPING, kind="campaign", title="全民禁毒宣传月", since_on=june, last_on=date(june.year, 6, 30), gift_from=3, door="demo")
    since, last = days_after(today, -30), days_after(today, 60)
    said = plan_programme(head, at=at, path=TOWN, kind="series", title="周末相约", since_on=since, last_on=last, gift_from=3, door="demo")
    series = UUID(said["programme"])
    lay_out_weeks(
        head, at=at_hour(days_after(today, -1), 9), programme_id=series, path=TOWN, name="周末相约：禁毒手工坊", kind="show", weekdays=[7], expected=20, door="demo",
        tags={"entry": ["family"], "topic": ["drugs"], "organiser": ["narcotics_office"]},
    )
    return series


def _opened(head: Actor, name: str, held_on: date, places: int, at: datetime, series: UUID) -> by_anyone.Invitation:
    said = plan_activity(
        head, at=at, path=TOWN, name=name, kind="show", held_on=held_on, expected=places, programme_id=series, door="demo", words={"where": "恩城街道新时代文明实践所"},
        tags={"entry": ["family"], "form": ["arts"], "topic": ["drugs"], "group": ["families"], "organiser": ["narcotics_office", "women", "volunteers"]},
    )
    activity = UUID(said["matter"])
    publish_activity(head, at=at, activity_id=activity, door="demo")
    open_signups(head, at=at, activity_id=activity, places=places, door="demo")
    found = by_anyone.activity(activity)
    if found is None:
        raise LookupError(name)
    return found


def _sign_up(of: by_anyone.Invitation, groups: tuple[int, ...], since: datetime) -> None:
    for number, heads in enumerate(groups):
        moment = since + timedelta(hours=7 * number)
        by_anyone.sign_up(of, uuid4().hex, moment, moment.astimezone(SHANGHAI).date(), heads=heads)


def _over(head: Actor, held_on: date, series: UUID) -> None:
    """Twelve places, fourteen heads asked; most of those who were in came, three stood at the door without a number."""
    of = _opened(head, "周末相约：禁毒绘本亲子读", held_on, 12, at_hour(days_after(held_on, -12), 9), series)
    _sign_up(of, (2, 3, 2, 3, 2, 2), at_hour(days_after(held_on, -11), 9))
    with acting(head):
        inside = rows("SELECT id, heads FROM prevention_signup WHERE matter_id = %s AND state = 'confirmed' ORDER BY number", [of.id])
    for signup, heads in inside[:-1]:
        check_in(head, at=at_hour(held_on, 10), signup_id=signup, came=heads, door="demo")
    with acting(head):
        ((gate,),) = rows("SELECT gate FROM prevention_activity WHERE id = %s", [of.id])
    for _card in range(5):
        stamps.put(of.id, gate, "", held_on, held_on)
    check_in_without_signup(head, at=at_hour(held_on, 10), activity_id=of.id, came=3, door="demo")
    with acting(head):
        signed = tally_of(of.id).came
    record_activity(head, at=at_hour(days_after(held_on, 1)), activity_id=of.id, heads=Heads(signed=signed), cost=36_000, door="demo")


def _coming(head: Actor, today: date, held_on: date, series: UUID) -> None:
    """Twenty places, all taken; two families wait."""
    of = _opened(head, "周末相约：亲子陶艺", held_on, 20, at_hour(days_after(today, -4), 9), series)
    _sign_up(of, (3, 2, 4, 2, 3, 2, 4, 3, 2), at_hour(days_after(today, -4), 10))


def _remarks(clerk: Actor, today: date) -> None:
    with acting(clerk):
        ((base,),) = rows("SELECT id FROM prevention_place WHERE county_id = %s AND kind = 'base' ORDER BY id LIMIT 1", [ENPING])
    of = book.book(base)
    if of is None:
        raise LookupError(str(base))
    for number, (words, shown) in enumerate(REMARKS):
        day = days_after(today, number - 20)
        book.leave(of, uuid4().hex, day, words)
        if shown is not None:
            with acting(clerk):
                ((remark,),) = rows("SELECT id FROM prevention_remark WHERE matter_id = %s AND state = 'waiting'", [base])
            decide_remark(clerk, at=at_hour(days_after(day, 1), 9), remark_id=remark, shown=shown, door="demo")


def _links(clerk: Actor, today: date) -> None:
    """This year's survey goes on by links: eight answered theirs, two would rather not."""
    with acting(clerk):
        ((running,),) = rows("SELECT id FROM prevention_survey WHERE county_id = %s AND published_on IS NULL ORDER BY from_on DESC LIMIT 1", [ENPING])
    give_survey_links(clerk, at=at_hour(days_after(today, -1), 9), survey_id=running, door="demo")
    with acting(clerk):
        slips, _total = with_links(running, 0, 10)
    for number, one in enumerate(slips):
        link = survey.link_of(one["id"])
        of = survey.asked(link)
        if of is None:
            raise LookupError(str(running))
        if number % 5 == 4:
            survey.refuse(link, today)
            continue
        given = {drawn.place: drawn.position_of(0 if (drawn.place + number) % 6 else 1) for drawn in of.questions()}
        survey.answer(of, link, today, given, 4 + number % 2, took_part=number % 2 == 0)


def _airings(clerk: Actor, today: date) -> None:
    for ago, channel, audience, times, text, outlet in AIRINGS:
        day = days_after(today, -ago)
        note_airing(clerk, at=at_hour(day), path=ENPING, channel=channel, audience=audience, day_on=day, times=times, text=text, outlet=outlet, door="demo")
