"""呼应 of the demo: the case of January 2023 that the article tells, minute by minute; a year of others, ours; one of today.

The article says: work began within half an hour, and the person was found within two days; then social worker, civil
affairs and human resources helped. Which minute it was is ours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.printed import WORKER
from guitu.demo.stories import DONGMEN, ENCHENG, HENGPI
from guitu.demo.tasks import holder
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.response.answering import acknowledge_call, report_call, settle_call
from guitu.response.closing import check_settlement, end_call, give_help
from guitu.response.directing import ask_delay, give_instruction, urge_unit
from guitu.response.jobs import escalate_due
from guitu.response.raising import call_units, check_innocent, raise_call
from guitu.response.reading import call_of
from guitu.response.reviewing import note_improvement, plan_improvement, review_call
from guitu.response.rosters import cover_duty, plan_duty
from guitu.response.standing_by import standing_by
from guitu.rules.call_steps import improvements_of
from guitu.rules.calls import RAISING, CallCourse
from guitu.rules.dates import days_after

CAUSES = ("leave", "hospital", "custody", "wrong_number", "moved", "family", "death", "elsewhere")
OTHERS = (  # days ago, kind, minutes to the call, to the answers, to the first report, hours to seeing, help
    (340, "lost_contact", 9, 6, 22, 30, ("talk", "job")), (301, "overdue_report", 12, 9, 41, 20, ("talk",)),
    (262, "not_received", 8, 5, 26, 9, ("housing", "talk")), (233, "lost_contact", 14, 11, 27, 44, ("job", "family")),
    (190, "self_harm", 0, 2, 11, 2, ("treatment", "family")), (148, "lost_contact", 10, 7, 19, 26, ("talk",)),
    (97, "overdue_report", 21, 12, 35, 31, ("hardship",)), (61, "lost_contact", 7, 8, 24, 15, ("talk", "job")),
    (33, "self_harm", 0, 3, 14, 1, ("treatment",)), (12, "lost_contact", 11, 6, 29, 22, ("job",)),
)


def live_calls(today: date) -> int:
    """The January case, the others in their order, and those of today; gives how many."""
    january_call()
    for number, (ago, *what) in enumerate(OTHERS):
        _other(days_after(today, -ago), number, *what)  # type: ignore[arg-type]
    _rosters(today)
    return 1 + len(OTHERS) + _today(today)


def january_call() -> None:
    """2023-01-09: the town reports; within half an hour police and villages look, on the second day he is found."""
    start = datetime(2023, 1, 9, 9, 12, tzinfo=SHANGHAI)
    day = start.date()
    town = holder("town_head", HENGPI, day)
    call = _raised(town, start, "lost_contact", _village(HENGPI), "应于 1 月 8 日报到，没有来；电话两个号码都打不通，家里没有人。", "戒毒康复学员一名")
    _ruled_out(town, call, start + _minutes(6))
    call_units(town, at=start + _minutes(8), door="demo", call_id=call)
    sent = start + _minutes(8)
    answers = {"narcotics_squad": 3, "police_station": 5, "town": 2, "narcotics_office": 4, "social_worker": 9, "village": 6, "civil_affairs": 12, "human_resources": 14}
    for unit, after in sorted(answers.items(), key=lambda one: one[1]):
        _acknowledged(call, unit, sent + _minutes(after), 60 if unit == "narcotics_squad" else 240)
    _reported(call, "narcotics_squad", sent + _minutes(23), "已与派出所合成作战：查住宿、乘车，调取小区门口录像。", 240)
    _reported(call, "town", sent + _minutes(28), "已发动各村（社区）专职、网格员逐户走访亲友。")
    director = holder("county_director", ENPING, day)
    instruction = "公安牵头，各镇（街）、村（社区）一起找；家属那边请社工陪着。"
    give_instruction(director, at=sent + _minutes(45), door="demo", call_id=call, unit="", words=instruction)
    for hours, words in ((4, "有人见他 8 日傍晚乘车去邻镇。"), (8, "邻镇旅店没有登记，正在走访亲戚。"), (24, "一名亲戚说他在工地找活干。"), (40, "已知是哪个工地，明早派人去。")):
        _reported(call, "narcotics_squad", sent + timedelta(hours=hours), words, 1000)
    found = sent + timedelta(hours=46, minutes=50)
    _reported(call, "police_station", found, "在邻镇工地见到本人，身体、情绪平稳，尿检阴性；因欠薪没有路费。", seen=True)
    _settled(call, "narcotics_squad", found + _minutes(25), "found_in_need", ("talk", "job", "hardship"), "人找到了，风险已化解；没有工作，生活困难。")
    check_settlement(director, at=found + _minutes(40), door="demo", call_id=call, result="closed", words="属实。请社工、民政、人社跟进。")
    helps = (("talk", 26, "社工上门谈了两次，情绪稳定。"), ("hardship", 50, "民政局办了临时救助。"), ("job", 120, "人社局介绍到本市工厂，已上班。"))
    for help, hours, words in helps:
        _helped(call, help, found + timedelta(hours=hours), words)
    reviewed = found + timedelta(hours=24 * 7)
    review_call(
        director, at=reviewed, door="demo", call_id=call, to_improve=["in_time", "lasting"],
        words="八家一次叫齐，半小时内都动起来，两天内见到人。报到当天没来就该打电话，不等第二天。",
    )
    social_worker = UUID(_course(call).seats["social_worker"].post)
    plan_improvement(
        director, at=reviewed + _minutes(10), door="demo", call_id=call, post_id=social_worker, due_on=days_after(day, 30),
        words="应报到的当天下班前没有来的，当天打两个电话、上门一次。",
    )
    _improved(call, reviewed + timedelta(hours=24 * 9), "已写进社工的每日次序，试了一周。")


def _other(day: date, number: int, kind: str, to_call: int, to_answer: int, to_report: int, to_seeing: int, help: tuple[str, ...]) -> None:
    """One of the year: raised by a town, answered, found, settled, closed by the county, helped."""
    town = (ENCHENG, HENGPI)[number % 2]
    start = datetime(day.year, day.month, day.day, 8 + number % 9, 7 * number % 60, tzinfo=SHANGHAI)
    raiser = holder("social_worker", town, day)
    call = _raised(raiser, start, kind, town, "联系不上，家里人也说不清去向。" if kind != "self_harm" else "在家情绪激动，说不想活了。", "戒毒康复人员一名")
    _ruled_out(raiser, call, start + _minutes(max(to_call - 1, 0)))
    if kind != "self_harm":
        call_units(raiser, at=start + _minutes(to_call), door="demo", call_id=call)
    sent = start + _minutes(to_call)
    seats = [seat.unit for seat in _course(call).seats.values() if seat.unit != RAISING]
    for place, unit in enumerate(seats):
        _acknowledged(call, unit, sent + _minutes(to_answer + place), 180)
    main = _main(call)
    _reported(call, main, sent + _minutes(to_report), "已会同村（社区）上门、查找。", 1440)
    _reported(call, main, sent + timedelta(hours=to_seeing), "见到本人了。", 1440, seen=True)
    _settled(call, main, sent + timedelta(hours=to_seeing, minutes=30), "found_in_need", help, "已见面谈过，有实际困难。")
    clerk = holder("county_director", ENPING, day)
    check_settlement(clerk, at=sent + timedelta(hours=to_seeing + 1), door="demo", call_id=call, result="closed", words="")
    for place, one in enumerate(help):
        _helped(call, one, sent + timedelta(hours=to_seeing + 30 + place), "已落实。")
    if number < len(OTHERS) - 1:  # the latest is still to be reviewed
        review_call(clerk, at=sent + timedelta(hours=to_seeing + 72), door="demo", call_id=call, words="各单位都接得上，没有要改的。")


def _today(today: date) -> int:
    """One is found in hospital by the first check and calls nobody; one is under way since the afternoon before, and one unit
    has not answered."""
    head = holder("town_head", ENCHENG, today)
    worker = _actor(str(key_id(WORKER)), datetime(today.year, today.month, today.day, 7, tzinfo=SHANGHAI))
    afternoon = datetime(today.year, today.month, today.day, 16, 40, tzinfo=SHANGHAI) - timedelta(hours=24)
    ill = _raised(worker, afternoon - timedelta(hours=16), "overdue_report", DONGMEN, "三天没有来报到，电话没人接。", "李某")
    check_innocent(
        worker, at=afternoon - timedelta(hours=16) + _minutes(7), door="demo", call_id=ill, ruled_out=["leave", "custody", "death", "elsewhere"],
        explains="hospital", words="市人民医院住院部说在骨科住院，家属已确认。",
    )
    call = _raised(worker, afternoon, "lost_contact", DONGMEN, "中午起失去联系，电话关机，同住的父亲不知去向。", "陈某")
    _ruled_out(worker, call, afternoon + _minutes(5))
    call_units(worker, at=afternoon + _minutes(6), door="demo", call_id=call)
    answering = [seat.unit for seat in _course(call).seats.values() if seat.unit not in (RAISING, "human_resources")]
    for place, unit in enumerate(answering):
        _acknowledged(call, unit, afternoon + _minutes(9 + place), 1380)
    _reported(call, "narcotics_squad", afternoon + _minutes(27), "已会同派出所查出行记录。", 1380)
    escalate_due(ENPING, afternoon + _minutes(100))
    _in_charge(call, head, afternoon, today)
    with acting(head):
        assert call_of(call).course.state == "under_way"
    return 3


def _in_charge(call: UUID, head: Actor, afternoon: datetime, today: date) -> None:
    """The town raised the same once more, and the office joined the two; the office asks where a report is; the main unit asks for a
    day more, and nobody has decided yet."""
    clerk = holder("county_clerk", ENPING, today)
    same = _raised(head, afternoon + _minutes(31), "lost_contact", DONGMEN, "邻居说下午两点见他上了去阳江的车。", "陈某")
    end_call(clerk, at=afternoon + _minutes(36), door="demo", call_id=same, how="merged", words="同一个人，社工先报的。", into=str(call))
    urge_unit(clerk, at=afternoon + _minutes(104), door="demo", call_id=call, unit="police_station", words="车站的录像看了没有？")
    words = "人可能在邻市，约了当地明天上午协查。"
    squad = _of_unit(call, "narcotics_squad", afternoon)
    ask_delay(squad, at=afternoon + _minutes(110), door="demo", call_id=call, unit="narcotics_squad", hours=24, words=words)


def _rosters(today: date) -> None:
    """The station of 恩城 has turns, with somebody standing in on one day; the county's office has turns on days off."""
    clerk = holder("county_clerk", ENPING, today)
    at = datetime(today.year, today.month, today.day, 7, tzinfo=SHANGHAI) - timedelta(hours=48)
    with acting(clerk):
        standing = standing_by(ENPING, ENCHENG, at)
    for unit, path, days in (("police_station", ENCHENG, "every"), ("narcotics_office", ENPING, "workday"), ("town", ENCHENG, "every")):
        posts = [UUID(post) for post in standing.of_unit(unit)]
        plan_duty(clerk, at=at, door="demo", unit=unit, path=path, days=days, posts=posts, turn_days=7, from_on=days_after(today, -14), hands_over=510)
    stand_in = UUID(standing.of_unit("police_station")[-1])
    cover_duty(clerk, at=at, door="demo", unit="police_station", path=ENCHENG, post_id=stand_in, kind="swap", from_on=today, until_on=days_after(today, 1))


# -- one deed each, by the post that the call reached ----------------------------------------------------------------


def _raised(by: Actor, at: datetime, kind: str, path: str, known: str, whom: str) -> UUID:
    return UUID(raise_call(by, at=at, door="demo", template=kind, path=path, known=known, whom=whom, another=True)["call"])


def _ruled_out(by: Actor, call: UUID, at: datetime) -> None:
    check_innocent(by, at=at, door="demo", call_id=call, ruled_out=CAUSES, words="问了家属、单位、医院、派出所。")


def _acknowledged(call: UUID, unit: str, at: datetime, minutes: int) -> None:
    acknowledge_call(_of_unit(call, unit, at), at=at, door="demo", call_id=call, unit=unit, next_minutes=minutes)


def _improved(call: UUID, at: datetime, words: str) -> None:
    """What the review led to, by the post that it was given to."""
    post = UUID(_course(call).seats["social_worker"].post)
    (improvement,) = improvements_of(_course(call), str(post))
    note_improvement(_actor(str(post), at), at=at, door="demo", call_id=call, improvement=improvement, words=words)


def _reported(call: UUID, unit: str, at: datetime, words: str, minutes: int | None = None, *, seen: bool = False) -> None:
    report_call(_of_unit(call, unit, at), at=at, door="demo", call_id=call, unit=unit, words=words, next_minutes=minutes, seen=seen)


def _settled(call: UUID, unit: str, at: datetime, outcome: str, help: tuple[str, ...], words: str) -> None:
    settle_call(_of_unit(call, unit, at), at=at, door="demo", call_id=call, unit=unit, outcome=outcome, help=help, words=words)


def _helped(call: UUID, help: str, at: datetime, words: str) -> None:
    give_help(_actor(_course(call).helper, at), at=at, door="demo", call_id=call, help=help, words=words)


def _of_unit(call: UUID, unit: str, at: datetime) -> Actor:
    return _actor(_course(call).seats[unit].post, at)


def _actor(post: str, at: datetime) -> Actor:
    with acting(clock_actor(ENPING)):
        held = post_named(UUID(post), at.date())
    if held is None:
        raise LookupError("nobody holds a post that a call reached")
    return actor_of(held, None)


def _course(call: UUID) -> CallCourse:
    with acting(clock_actor(ENPING)):
        return call_of(call).course


def _village(town: str) -> str:
    """A village of a town that has a full-time worker."""
    with acting(clock_actor(ENPING)):
        found = rows("SELECT min(path) FROM grid_post WHERE county_id = %s AND role = 'village_worker' AND path LIKE %s", [ENPING, f"{town}___"])
    return str(found[0][0] or town)


def _main(call: UUID) -> str:
    main = _course(call).main
    if main is None:
        raise LookupError("nobody answers for a call")
    return main.unit


def _minutes(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)
