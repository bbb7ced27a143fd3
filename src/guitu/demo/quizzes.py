"""学校, 竞答, 作品 and 表扬 of the demo: the schools and pupils of 三水, the contests of 恩平, its 645 works with a jury, a council with
terms. The figures of the articles are counts of these rows; names are ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, SANSHUI
from guitu.demo.prevention import at_hour, officer, places_inside
from guitu.grid.areas import TOWN
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.prevention.honours.commands import grant_honour, nominate_honour, note_honour, publicise_honour
from guitu.prevention.quizzes import bank, sittings
from guitu.prevention.quizzes.commands import add_quiz_class, open_quiz
from guitu.prevention.schools.commands import add_school, enter_contest, note_deed
from guitu.prevention.works.commands import (
    certify_works,
    decide_prizes,
    mark_work,
    name_juror,
    open_collection,
    take_work,
)
from guitu.rules.dates import days_after
from guitu.rules.schools import FIVE, STANDARD

SCHOOLS_OF_SANSHUI, PUPILS = 342, 323  # schools, and pupils of each on average
SCHOOLS_OF_ENPING = 58
WORKS = (("painting", 184), ("newspaper", 182), ("calligraphy", 106), ("poem", 173))
TITLES = ("远离毒品", "健康的颜色", "守护家园", "无毒青春", "向阳而生", "不让一口毁一生", "归途有光", "禁毒长城")


def teach_schools(today: date) -> int:
    """Gives how many works were taken in."""
    _sanshui()
    schools = _enping_schools(today)
    _quiz(schools, today)
    _honours(today)
    return _works()


def _sanshui() -> None:
    clerk, towns = officer(SANSHUI, "county_clerk", SANSHUI, date(2020, 9, 1)), places_inside(SANSHUI, TOWN)
    with batch(clerk):
        for number in range(SCHOOLS_OF_SANSHUI):
            path, town = towns[number % len(towns)]
            level, word = (("primary", "小学"), ("primary", "小学"), ("secondary", "初级中学"), ("nine_year", "学校"))[number % 4]
            add_school(
                clerk, at=at_hour(date(2020, 9, 1)), path=path, name=f"{town}第{number // len(towns) + 1}{word}", level=level,
                pupils=PUPILS + 7 * (number % 5), since_on=date(2020, 9, 1), door="demo",
            )


def _enping_schools(today: date) -> list[UUID]:
    """58 schools, the national contest of two years, what each did in this school year; the first has its teacher."""
    clerk, towns, rng = officer(ENPING, "county_clerk", ENPING, date(2021, 9, 1)), places_inside(ENPING, TOWN), Random(627)  # noqa: S311  a demo
    teacher = officer(ENPING, "teacher", "440785001", today)
    made = []
    with batch(clerk):
        for number in range(SCHOOLS_OF_ENPING):
            path, town = towns[number % len(towns)]
            level, word = (("primary", "中心小学"), ("secondary", "中学"), ("primary", "第二小学"))[number % 3]
            name = "恩城实验小学（示例）" if number == 0 else f"{town}{word}（{number // len(towns) + 1}）"
            said = add_school(
                clerk, at=at_hour(date(2021, 9, 1)), path=path, name=name, level=level, pupils=700, since_on=date(2021, 9, 1),
                post_id=teacher.post_id if number == 0 else None, door="demo",
            )
            made.append(UUID(said["school"]))
    with batch(clerk):
        for year, part in ((2021, 0.74), (2022, 0.79)):
            for school in made:
                took = int(700 * (part + rng.random() * 0.08))
                enter_contest(
                    clerk, at=at_hour(date(year, 12, 20)), school_id=school, year=year, pupils=700, took_part=took, passed=int(took * 0.94),
                    excellent=int(took * (part - 0.1)), perfect=int(took * 0.31), mean=rng.randint(8_500, 9_300), door="demo",
                )
    with batch(clerk):
        for number, school in enumerate(made[:12]):
            for place, item in enumerate((*FIVE, *STANDARD)[: 4 + number % 9]):
                day = days_after(today, -3 - 5 * place)
                note_deed(clerk, at=at_hour(day), school_id=school, item=item, day_on=day, hours=2 if item == "lesson" else 0, door="demo")
    return made


def _quiz(schools: list[UUID], today: date) -> None:
    """One that anybody may sit, with five who did; and a class of the teacher's school."""
    clerk, teacher, chance = officer(ENPING, "county_clerk", ENPING, today), officer(ENPING, "teacher", "440785001", today), Random(20)  # noqa: S311
    began = at_hour(days_after(today, -6), 9)
    open_quiz(
        clerk, at=began, path=ENPING, title="禁毒知识人人答", level="public", audience="anybody", opens_on=days_after(today, -6), last_on=days_after(today, 60), door="demo"
    )
    held = open_quiz(
        clerk, at=began, path=ENPING, title="开学第一课竞答", level="primary", audience="classes", opens_on=days_after(today, -6), last_on=days_after(today, 30), door="demo"
    )
    add_quiz_class(teacher, at=began, quiz_id=UUID(held["quiz"]), school_id=schools[0], name="五年级（1）班", pupils=42, door="demo")
    with acting(clerk):
        codes = [code for (code,) in rows("SELECT code FROM prevention_quiz WHERE audience = 'anybody' UNION ALL SELECT code FROM prevention_quizclass")]
    for code in codes:
        for seat in range(1, 6):
            _sit(code, seat, began + timedelta(minutes=seat), chance)


def _sit(code: str, seat: int, at: datetime, chance: Random) -> None:
    quiz, secret = sittings.quiz_by(code), uuid4().hex
    if quiz is None:
        raise LookupError(code)
    sittings.sit(quiz, code, secret, seat if quiz.class_id else None, at, at.astimezone(SHANGHAI).date())
    of = sittings.sitting_by(secret)
    if of is None:
        raise LookupError(code)
    for drawn in bank.read(of.drawn):
        right = chance.random() < 0.8
        sittings.answer(of, secret, drawn.place, drawn.position_of(0 if right else 1), 1, at + timedelta(seconds=20 * drawn.place))
    sittings.hand_in(secret, at + timedelta(minutes=9))


def _works() -> int:
    """The collection of 2024: 645 works, three jurors, prizes and certificates."""
    clerk, day = officer(ENPING, "county_clerk", ENPING, date(2024, 4, 1)), date(2024, 4, 1)
    made = open_collection(
        clerk, at=at_hour(day), path=ENPING, title="“书画文报”禁毒作品征集", categories=[category for category, _ in WORKS], opens_on=day, last_on=date(2024, 5, 31), door="demo"
    )
    collection = UUID(made["collection"])
    works: list[UUID] = []
    with batch(clerk):
        for category, n in WORKS:
            for number in range(n):
                sent = days_after(date(2024, 4, 8), number % 50)
                said = take_work(
                    clerk, at=at_hour(sent), collection_id=collection, path=ENPING, category=category, title=f"{TITLES[number % 8]}（{number + 1}）", author=f"学生{number + 1:03d}",
                    is_minor=number % 9 != 0, has_consent=number % 3 == 0, words={"unit": "示例学校"}, door="demo",
                )
                works.append(UUID(said["work"]))
    _judged(clerk, collection, works)
    return len(works)


def _judged(clerk: Actor, collection: UUID, works: list[UUID]) -> None:
    jurors, day, rng = [officer(ENPING, role, ENPING, date(2024, 6, 3)) for role in ("county_director", "member_liaison", "propaganda_officer")], date(2024, 6, 3), Random(3)  # noqa: S311
    with batch(clerk):
        for juror in jurors:
            name_juror(clerk, at=at_hour(day, 8), collection_id=collection, post_id=juror.post_id, door="demo")
    for juror in jurors:
        with batch(juror):
            for work in works:
                mark_work(
                    juror, at=at_hour(day, 10), work_id=work, theme=rng.randint(20, 40), idea=rng.randint(14, 30), expression=rng.randint(14, 30), door="demo",
                )
    decide_prizes(clerk, at=at_hour(date(2024, 6, 12)), collection_id=collection, door="demo")
    certify_works(clerk, at=at_hour(date(2024, 6, 25)), collection_id=collection, door="demo")


def _honours(today: date) -> None:
    """Given: a person of the year, the council's second term. Received: what a unit got from the city. One is public now."""
    head, clerk = officer(ENPING, "town_head", "440785001", date(2024, 5, 27)), officer(ENPING, "county_clerk", ENPING, date(2024, 6, 25))
    for kind, holder, deeds, ends in (
        ("person", "冯某某（示例）", "十年守在村里，陪三十多位乡亲走过归途", None), ("team", "禁毒妈妈联盟", "每周入户，全年无休", None),
        ("council", "梁某某（示例）", "恩平市禁毒协会第二届理事会理事", date(2029, 6, 25)), ("council", "吴某某（示例）", "恩平市禁毒协会第二届理事会理事", date(2029, 6, 25)),
    ):
        said = nominate_honour(head, at=at_hour(date(2024, 5, 27)), path=head.path, kind=kind, holder=holder, deeds=deeds, ends_on=ends, door="demo")
        honour = UUID(said["honour"])
        publicise_honour(clerk, at=at_hour(date(2024, 6, 3)), honour_id=honour, door="demo")
        grant_honour(clerk, at=at_hour(date(2024, 6, 25)), honour_id=honour, door="demo")
    note_honour(
        clerk, at=at_hour(date(2024, 6, 25)), path=ENPING, kind="unit", holder="恩平市禁毒办", level="city", granted_on=date(2023, 1, 10), giver="江门市（示例）", title="全民禁毒工程先进集体", door="demo"
    )
    waiting = nominate_honour(head, at=at_hour(days_after(today, -3)), path=head.path, kind="unit", holder="恩城街道东门社区", deeds="一年无新增", door="demo")
    publicise_honour(clerk, at=at_hour(days_after(today, -2)), honour_id=UUID(waiting["honour"]), door="demo")
