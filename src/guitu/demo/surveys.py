"""群众调查 of the demo: one of 恩平 at the end of 2022, published; and one of this year whose refusals are not entered yet.

410 interviews are the smallest number above 400 that gives both rates of the article: 393 satisfied, 397 aware."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import UUID

from guitu.demo.places import ENPING
from guitu.demo.prevention import at_hour, officer, places_inside
from guitu.grid.areas import TOWN
from guitu.kit.actor import Actor
from guitu.ledger.commands import batch
from guitu.prevention.surveys.commands import draw_survey, note_response, plan_survey, publish_survey
from guitu.rules.dates import days_after
from guitu.rules.surveys import AGES, SEXES

INTERVIEWS, SATISFIED, AWARE = 410, 393, 397
OTHERS = {"refused": 43, "no_answer": 31, "ineligible": 9, "partial": 7}
PEOPLE = (8_200, 9_600, 6_900)  # of a sex, by age, in a town of middling size; ours


def ask_the_people(today: date) -> int:
    """Gives how many interviews were published."""
    clerk, day = officer(ENPING, "county_clerk", ENPING, date(2022, 11, 1)), date(2022, 11, 1)
    survey = _planned(clerk, "2022 年禁毒工作群众调查", day, date(2022, 12, 15))
    outcomes = ["completed"] * INTERVIEWS + [one for one, n in OTHERS.items() for _number in range(n)]
    Random(2022).shuffle(outcomes)  # noqa: S311  a demo
    _note(clerk, survey, outcomes, date(2022, 12, 12))
    publish_survey(clerk, at=at_hour(date(2022, 12, 20)), survey_id=survey, door="demo")
    _under_way(clerk, today)
    return INTERVIEWS


def _planned(clerk: Actor, title: str, day: date, until: date) -> UUID:
    towns = places_inside(ENPING, TOWN)
    cells = [
        (path, sex, age, people * (number % 4 + 2) // 4)
        for number, (path, _name) in enumerate(towns)
        for sex in SEXES
        for age, people in zip(AGES, PEOPLE, strict=True)
    ]
    said = plan_survey(
        clerk, at=at_hour(day, 9), title=title, pollster="示例社情民意调查中心", frame="常住人口登记（示例）", from_on=day, until_on=until,
        size=INTERVIEWS + sum(OTHERS.values()), cells=cells, door="demo",
    )
    survey = UUID(said["survey"])
    draw_survey(clerk, at=at_hour(day, 10), survey_id=survey, door="demo")
    return survey


def _note(clerk: Actor, survey: UUID, outcomes: list[str], day: date) -> None:
    """The answers by number: who was interviewed says three things, the others nothing."""
    done = 0
    with batch(clerk):
        for number, outcome in enumerate(outcomes, 1):
            more: dict[str, object] = {}
            if outcome == "completed":
                aware, satisfied = (done + 1) * AWARE // INTERVIEWS > done * AWARE // INTERVIEWS, (done * 7 % INTERVIEWS) < SATISFIED
                more = {"right": 6 + done % 5 if aware else 3 + done % 3, "satisfied": 4 + done % 2 if satisfied else 1 + done % 3, "took_part": done % 3 == 0}
                done += 1
            way = ("phone", "paper", "face")[number % 3]
            note_response(clerk, at=at_hour(day), survey_id=survey, number=number, outcome=outcome, way=way, door="demo", **more)


def _under_way(clerk: Actor, today: date) -> None:
    """This year's: the interviews are in, who refused is not; so no rate is said."""
    survey = _planned(clerk, f"{today.year} 年禁毒工作群众调查", days_after(today, -20), days_after(today, 10))
    _note(clerk, survey, ["completed"] * 120, days_after(today, -2))
