"""帮扶 of the demo. 恩平 in 2022: 74 placed, four start-ups, seven public posts, 208,000 of bonuses, 1,664 and 1,995
person-times, 50 and 154 helped with 400,000, 96 and 97 of a hundred at work and insured. 花果园 in its first year: 56 in 低保,
96 at a medical check, 31 referred, 37 of 56 (or as many as give 66.1 of a hundred) at work. The sums are the articles',
whose rows they are is ours. The twenty employers' steps of twelve months are of jobs begun in December 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from guitu.casework.aid.commands import answer_aid, apply_aid, pay_aid
from guitu.casework.courses.commands import add_course, give_certificate, record_attendance, record_check_up
from guitu.casework.employment.bonus import pay_bonus, set_budget, verify_bonus
from guitu.casework.employment.commands import check_job, exclude_work, refer_to_work, start_insurance, start_job
from guitu.casework.employment.employers import add_employer, add_vacancy
from guitu.casework.load import gather
from guitu.casework.needs.commands import answer_need, finish_need, raise_need, return_need, send_need, take_need
from guitu.casework.needs.wishes import make_wish_card, take_wish
from guitu.casework.volunteering.commands import join_volunteers, record_hours
from guitu.demo.places import ENPING, NANMING
from guitu.demo.playing import settled_as_of
from guitu.demo.prevention import at_hour, officer
from guitu.demo.small_posts import HUAGUOYUAN
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.rules.dates import add_months, days_after
from guitu.rules.indicators import rounded

LAST_ENPING, LAST_HUAGUOYUAN = date(2022, 12, 31), date(2023, 6, 26)
COMMUNITY = ("community_detox", "community_rehabilitation")
BEFORE, PLACED, START_UPS, PUBLIC_POSTS = 20, 74, 4, 7
TWO_STEPS, ONE_STEP = 20, 28  # of the 74; the twenty of the year before have three
SKILLS, FARMING = (26, 64), (35, 57)  # days and heads: 1,664 and 1,995
LOW_INCOME, MONTHLY, TEMPORARY = 50, 400, ((146, 1_000), (8, 1_750))
# Carried in one of these states on both days, as known now: the same people throughout the year.
_CARRIED = (
    "SELECT p.id, p.standing_no FROM people_person p JOIN casework_standing a ON a.standing_no = p.standing_no AND a.known_until IS NULL"
    " AND a.from_on <= %(since)s AND (a.until_on IS NULL OR a.until_on > %(since)s) AND a.state = ANY(%(states)s)"
    " JOIN casework_standing z ON z.standing_no = p.standing_no AND z.known_until IS NULL AND z.from_on <= %(on)s"
    " AND (z.until_on IS NULL OR z.until_on > %(on)s) AND z.state = ANY(%(states)s)"
    " WHERE p.county_id = %(county)s AND z.path >= %(path)s AND z.path < %(path)s || ':' AND p.sealed_at IS NULL ORDER BY p.id"
)
_UNABLE = (
    "SELECT DISTINCT w.standing_no FROM casework_workspan w WHERE w.county_id = %s AND w.what = 'excluded' AND w.from_on <= %s"
    " AND (w.until_on IS NULL OR w.until_on > %s)"
)
_STATES = "abstinent compulsory_isolation imprisoned detained community_detox community_rehabilitation voluntary maintenance in_society"


def help_people(today: date) -> int:
    """Gives how many people of 恩平 were at work at the end of 2022."""
    at_work = _enping(today)
    _huaguoyuan(today)
    return at_work


def _enping(today: date) -> int:
    clerk, director = officer(ENPING, "county_clerk", ENPING, today), officer(ENPING, "county_director", ENPING, today)
    throughout, _all = _able(ENPING, ENPING, COMMUNITY, date(2021, 12, 20), LAST_ENPING)
    _able_then, on_last = _able(ENPING, ENPING, COMMUNITY, LAST_ENPING, LAST_ENPING)
    able = [one for one in on_last if one in set(_able_then)]
    others = [one for one in able if one not in set(throughout)]
    in_order = [one for one in throughout if one in set(able)] + others
    vacancies, course_ids = _registers(clerk, director)
    with settled_as_of(ENPING, today) as current:
        gather(current, on_last)
        jobs = _jobs(clerk, in_order, vacancies)
        _bonuses(clerk, director, jobs)
        wanted = round(Fraction(97, 100) * len(in_order))
        for number, person in enumerate(in_order[:wanted]):
            start_insurance(clerk, at=at_hour(date(2022, 1, 20)), door="demo", person_id=person, on=days_after(date(2021, 12, 22), number % 20),
                            insurance="pension" if number % 3 else "medical", insurance_proof="looked_up")
        _courses(clerk, course_ids, in_order)
        _aid(clerk, on_last)
    return len(jobs)


def _able(county: str, path: str, states: Sequence[str], since: date, on: date) -> tuple[list[UUID], list[UUID]]:
    """Who was carried in one of these states on both days and is counted as able to work on the last; and all of them."""
    with acting(clock_actor(county)):
        found = rows(_CARRIED, {"county": county, "path": path, "states": list(states), "since": since, "on": on})
        unable = {number for (number,) in rows(_UNABLE, [county, on, on])}
    return [person for person, number in found if number not in unable], [person for person, _number in found]


def _registers(clerk: Actor, director: Actor) -> tuple[list[tuple[UUID, UUID]], tuple[list[UUID], list[UUID]]]:
    """Employers with a vacancy each, the budget of the year, and the courses."""
    at = at_hour(date(2021, 11, 15), 10)
    vacancies = []
    for name, work, seats in (("恩平市锦江麦克风厂", "装配工", 40), ("恩平市鳌峰陶瓷厂", "包装工", 30), ("恩平市沙湖农场", "种养工", 24)):
        employer = UUID(add_employer(clerk, at=at, door="demo", path=ENPING, name=name, contact="人事科")["employer"])
        vacancy = UUID(add_vacancy(clerk, at=at, door="demo", employer_id=employer, work=work, pay="面议，包午饭", seats=seats)["vacancy"])
        vacancies.append((employer, vacancy))
    set_budget(director, at=at_hour(date(2022, 1, 5), 10), door="demo", year=2022, yuan=300_000)
    skills = [_course(clerk, topic, name) for topic, name in (("welding", "电焊上岗班"), ("pastry", "中式面点班"), ("electrician", "低压电工班"))]
    return vacancies, (skills, [_course(clerk, "farming", "簕菜种植技术")])


def _course(clerk: Actor, topic: str, name: str) -> UUID:
    said = add_course(clerk, at=at_hour(date(2022, 1, 8)), door="demo", path=ENPING, topic=topic, name=name, from_on=date(2022, 1, 10), last_on=date(2022, 12, 20))
    return UUID(said["course"])


def _jobs(clerk: Actor, people: Sequence[UUID], vacancies: Sequence[tuple[UUID, UUID]]) -> list[tuple[UUID, str, date]]:
    """As many at work as make 96 of a hundred: twenty since the December before, those of the year by how it came about, and
    the others long before."""
    wanted = round(Fraction(96, 100) * len(people))
    routes = ["referred"] * BEFORE + ["referred"] * PLACED + ["start_up"] * START_UPS + ["public_post"] * PUBLIC_POSTS
    routes += ["own"] * (wanted - len(routes))
    begun = []
    for number, (person, route) in enumerate(zip(people[:wanted], routes, strict=False)):
        employer, vacancy = vacancies[number % len(vacancies)]
        start = days_after(date(2021, 12, 21), -(number % 5)) if number < BEFORE else days_after(date(2022, 1, 6), (number - BEFORE) * 2)
        if route == "own":
            start = days_after(date(2021, 12, 22), number % 9)
        said: dict[str, Any] = {"at": at_hour(days_after(start, 12)), "door": "demo", "person_id": person}
        if route == "referred":
            refer_to_work(clerk, **said | {"at": at_hour(start)}, on=days_after(start, -3), vacancy=vacancy, disclosure="assisted" if number % 4 == 0 else "name_only")
        proof = "insurance" if route == "referred" else "contract" if number % 2 else "on_site"
        job = start_job(clerk, **said, on=start, route=route, job_proof=proof, employer=employer if route == "referred" else None,
                        job_until=add_months(start, 24) if route == "public_post" else None)["facts"][0]
        begun.append((person, job, start))
    return begun


def _bonuses(clerk: Actor, director: Actor, jobs: Sequence[tuple[UUID, str, date]]) -> None:
    """Verified by the clerk, paid by the director: three steps of twenty, two of twenty, one of twenty-eight."""
    steps = [(3, 6, 12)] * BEFORE + [(3, 6)] * TWO_STEPS + [(3,)] * ONE_STEP
    for (person, job, start), months in zip(jobs, steps, strict=False):
        for step in months:
            on = days_after(add_months(start, step), 2)
            said: dict[str, Any] = {"door": "demo", "person_id": person, "on": on}
            check_job(clerk, at=at_hour(on, 10), job=job, job_proof="insurance", **said)
            verified = verify_bonus(clerk, at=at_hour(on, 11), job=job, bonus_months=step, **said)["facts"][0]
            pay_bonus(director, at=at_hour(days_after(on, 1)), verified=verified, **said | {"on": days_after(on, 1)})


def _courses(clerk: Actor, courses: tuple[list[UUID], list[UUID]], people: Sequence[UUID]) -> None:
    """One row a head and day."""
    for (days, heads), listed in ((SKILLS, courses[0]), (FARMING, courses[1])):
        for number in range(days):
            day = days_after(date(2022, 1, 11), number * (330 // days))
            record_attendance(clerk, at=at_hour(day), door="demo", course_id=listed[number % len(listed)], on=day, people=people[:heads])
    for person in people[: SKILLS[1]]:
        give_certificate(clerk, at=at_hour(date(2022, 12, 20)), door="demo", person_id=person, on=date(2022, 12, 19), course=courses[0][0])


def _aid(clerk: Actor, people: Sequence[UUID]) -> None:
    """低保 each month of the year; 临时救助 once."""
    for person in people[:LOW_INCOME]:
        applied = _granted(clerk, person, "low_income", date(2022, 1, 4), MONTHLY, review_on=date(2023, 1, 5))
        for month in range(12):
            on = add_months(date(2022, 1, 15), month)
            pay_aid(clerk, at=at_hour(on), door="demo", person_id=person, on=on, application=applied, yuan=MONTHLY)
    amounts = [yuan for number, yuan in TEMPORARY for _ in range(number)]
    for number, (person, yuan) in enumerate(zip(people[::-1], amounts, strict=False)):
        on = days_after(date(2022, 2, 7), number * 2)
        applied = _granted(clerk, person, "temporary", on, yuan, category=("old", "ill", "young", "disabled")[number % 4])
        pay_aid(clerk, at=at_hour(days_after(on, 9)), door="demo", person_id=person, on=days_after(on, 9), application=applied, yuan=yuan)


def _granted(clerk: Actor, person: UUID, aid: str, on: date, yuan: int, *, category: str = "other", review_on: date | None = None) -> str:
    said: dict[str, Any] = {"door": "demo", "person_id": person}
    applied = apply_aid(clerk, at=at_hour(on), on=on, aid=aid, category=category, **said)["facts"][0]
    answer_aid(clerk, at=at_hour(days_after(on, 6)), on=days_after(on, 6), application=applied, aid_result="approved", yuan=yuan, review_on=review_on, **said)
    return str(applied)


def _huaguoyuan(today: date) -> None:
    """56 in 低保, 96 times at the check, 31 referred; of those able to work as many at work as give 66.1 of a hundred."""
    clerk = officer(NANMING, "county_clerk", NANMING, today)
    able, people = _able(NANMING, HUAGUOYUAN, _STATES.split(), date(2022, 7, 1), LAST_HUAGUOYUAN)
    at = at_hour(date(2022, 7, 4), 10)
    employer = UUID(add_employer(clerk, at=at, door="demo", path=HUAGUOYUAN, name="花果园物业服务中心", contact="人力部")["employer"])
    vacancy = UUID(add_vacancy(clerk, at=at, door="demo", employer_id=employer, work="保洁、保安", seats=31)["vacancy"])
    with settled_as_of(NANMING, today) as current:
        gather(current, people)
        _work_there(clerk, able, vacancy)
        for person in people[:56]:
            _granted(clerk, person, "low_income", date(2022, 9, 6), 640, review_on=date(2023, 9, 6))
        for person in people:
            record_check_up(clerk, at=at_hour(date(2022, 10, 15)), door="demo", person_id=person, on=date(2022, 10, 15))
        for person in people[: 96 - len(people)]:  # who was asked to come again
            record_check_up(clerk, at=at_hour(date(2022, 11, 12)), door="demo", person_id=person, on=date(2022, 11, 12))


def _work_there(clerk: Actor, able: Sequence[UUID], vacancy: UUID) -> None:
    fitting = ((n, k) for n in range(len(able), 0, -1) for k in range(n) if rounded(Fraction(k * 100, n), 1) == rounded(Fraction("66.1"), 1))
    whole, working = next(fitting, (len(able), 0))  # of a small demo nothing gives it
    reasons = ("medical", "care")
    for number, person in enumerate(able[whole:]):
        exclude_work(clerk, at=at_hour(date(2022, 7, 20)), door="demo", person_id=person, on=date(2022, 7, 19), exclusion=reasons[number % 2])
    for number, person in enumerate(able[:working]):
        on = days_after(date(2022, 7, 20), number * 7)
        if number < 31:
            refer_to_work(clerk, at=at_hour(on), door="demo", person_id=person, on=on, vacancy=vacancy)
        start_job(clerk, at=at_hour(days_after(on, 8)), door="demo", person_id=person, on=days_after(on, 5), route="referred" if number < 31 else "own",
                  job_proof="contract" if number % 2 else "on_site")


def raise_needs(today: date) -> int:
    """应帮尽帮 of these days, ours: one waits, one is under way, one came back from a unit and another met it."""
    with acting(clock_actor(ENPING)):
        found = rows(
            "SELECT p.id, a.post_id FROM people_person p JOIN matters_part a ON a.matter_id = p.id AND a.part = 'responsible' AND a.until_on IS NULL"
            " JOIN casework_current c ON c.person_id = p.id AND c.state = ANY(%s) WHERE p.county_id = %s AND p.sealed_at IS NULL"
            " AND a.post_id IS NOT NULL ORDER BY p.scope_path, p.id LIMIT 40",
            [list(COMMUNITY), ENPING],
        )
    telling = (
        ("work", "想找白天的工作，会装配。联系转出的社工。"), ("health", "腰伤半年没好，想看骨科，不知道怎么报销。"),
        ("income", "这个月交不起房租，家里有老人。联系转出的社工。"), ("wish", "孩子想要一双运动鞋，三十六码。"),
    )
    raised = [
        (_raise(person, post, need, told, today, 9 - number), need) for number, ((person, post), (need, told)) in enumerate(zip(found[:: max(1, len(found) // len(telling))], telling, strict=False))
    ]
    needs = {need: (file, worker) for (file, worker), need in raised}
    _take(needs["health"][0], today, 5)
    if "wish" in needs:
        _put_on_a_card(needs["wish"][0], today)
    income, worker = needs["income"]
    return_need(_unit(income, today), at=_at(today, 4), door="demo", need_id=income, refusal="not_eligible", words="收入超过本月的线，可以找镇里的临时救助。")
    send_need(worker, at=_at(today, 3), door="demo", need_id=income, unit="town")
    _take(income, today, 2)
    finish_need(_unit(income, today), at=_at(today, 1), door="demo", need_id=income, words="镇里发了一次临时救助，房租交上了。")
    answer_need(worker, at=_at(today, 1) + timedelta(hours=4), door="demo", need_id=income, need_end="met", words="收到了。")
    return len(raised)


def _raise(person: UUID, post: UUID, need: str, told: str, today: date, days: int) -> tuple[UUID, Actor]:
    worker = _holder(post, today)
    said = raise_need(worker, at=_at(today, days), door="demo", person_id=person, need=need, told=told, came_by="asked")
    return UUID(said["need"]), worker


def _put_on_a_card(need: UUID, today: date) -> None:
    """The wish is taken on, put on a card, and somebody takes it."""
    _take(need, today, 4)
    make_wish_card(_unit(need, today), at=_at(today, 3), door="demo", need_id=need, words="一双三十六码的运动鞋，孩子上体育课穿。",
                   bring_to="市妇联 201 室，梁老师，0750-0000000")
    house = clock_actor(ENPING, may=frozenset({"take_wish"}))
    take_wish(house, at=_at(today, 2), door="demo", need_id=need, called="一位家长", reach="0750-0000000")


def _take(need: UUID, today: date, days: int) -> None:
    take_need(_unit(need, today), at=_at(today, days), door="demo", need_id=need)


def _unit(need: UUID, today: date) -> Actor:
    """The post that a need is with now."""
    with acting(clock_actor(ENPING)):
        sql = "SELECT d.post_id FROM duties_duty d WHERE d.matter_id = %s AND d.state = 'open'"
        ((post,),) = rows(sql, [need])
    return _holder(post, today)


def _holder(post: UUID, today: date) -> Actor:
    with acting(clock_actor(ENPING)):
        held = post_named(post, today)
    if held is None:
        raise LookupError(f"nobody holds {post}")
    return actor_of(held, None)


def _at(today: date, days: int) -> datetime:
    return at_hour(days_after(today, -days), 10)


def volunteer(today: date) -> int:
    """Three people help others, each by a name of their own; gives how many times they did."""
    with acting(clock_actor(ENPING)):
        found = rows(
            "SELECT p.id, a.post_id FROM people_person p JOIN matters_part a ON a.matter_id = p.id AND a.part = 'responsible' AND a.until_on IS NULL"
            " JOIN casework_current c ON c.person_id = p.id AND c.state = 'community_rehabilitation' WHERE p.county_id = %s AND p.sealed_at IS NULL"
            " ORDER BY p.scope_path DESC, p.id LIMIT 3",
            [ENPING],
        )
        posts = [post_named(post, today) for _person, post in found]
    times = 0
    for (person, _post), held, name in zip(found, posts, ("小阳", "阿明", "晴姐"), strict=False):
        if held is None:
            continue
        worker = actor_of(held, None)
        join_volunteers(worker, at=at_hour(days_after(today, -60)), door="demo", person_id=person, on=days_after(today, -60), note=name)
        for day, length, proof in ((-33, 60, "checked_in"), (-19, 120, "sheet_seen"), (-5, 90, "by_hand")):
            with suppress(Refused):  # a day that the sheet has paid already
                record_hours(worker, at=at_hour(days_after(today, day), 17), door="demo", person_id=person, on=days_after(today, day),
                             helped_minutes=length, hours_proof=proof, note="社区清扫")
                times += 1
    return times
