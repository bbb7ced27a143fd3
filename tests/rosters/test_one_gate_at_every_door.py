"""What a screen refuses, a correction and a roster refuse as well: the same input, the same code, the same words."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from guitu.casework import gates
from guitu.casework.corrections.commands import correct_fact
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.gates import refuse_unlawful_row
from guitu.casework.load import cases
from guitu.casework.measures import commands as measures
from guitu.casework.rosters import story as story_module
from guitu.casework.rosters.facts_of import LEAVING
from guitu.casework.rosters.measure_facts import tell_measures
from guitu.casework.rosters.row_gates import COLUMNS, file_of, follows_the_law
from guitu.casework.rosters.story import DateNeeded, Story
from guitu.casework.statuses.commands import record_status
from guitu.cli import main as command_line
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence
from guitu.policy import load
from guitu.rules.identifiers import make_demo_id
from guitu.rules.person import effective
from guitu.settling.record import note_of
from tests import make
from tests.casework import steps
from tests.rosters.offices import HEADINGS, by_command, line, state_list, table
from tests.rosters.offices import screen as screen_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]
DETOX = {"措施类型": "社区戒毒", "决定日期": "2022-03-01", "收到日期": "2022-03-02", "报到日期": "2022-03-05"}
TIMELINE = load("enping")
CHILD = date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody on the book, and what is done about them by command."""

    world: make.World
    at: datetime
    born_on: date
    number: int

    def person(self) -> UUID:
        number = make_demo_id(self.born_on, "male", self.number)
        return steps.person(self.world, self.at, born_on=self.born_on, id_number=number)

    def do(self, command: Callable[..., Any], who: UUID, on: date, by: str = "encheng_worker", **what: Any) -> Any:
        return command(self.world.actor(by), at=self.at, person_id=who, on=on, **what)

    def detox(self, who: UUID, decided: date, reported: date | None) -> str:
        opened = self.do(measures.open_measure, who, decided, kind="community_detox", organ="公安局", decision_no="1 号")
        if reported is not None:
            self.do(measures.report_in, who, reported, measure=opened["measure"])
        return str(opened["measure"])

    def isolated(self, who: UUID, decided: date) -> str:
        opened = self.do(measures.open_measure, who, decided, kind="compulsory_isolation", organ="公安局", decision_no="1 号")
        return str(opened["measure"])

    def correct(self, who: UUID, kind: str, on: date, **body: Any) -> Any:
        fact = next(f for f in steps.facts(self.world, who) if f.kind == kind)
        return self.do(
            correct_fact, who, on, by="encheng_head", fact_id=UUID(fact.id), body=body, paper_no="恩公 12 号"
        )


def released_early(door: Door, on: date) -> None:
    who = door.person()
    measure = door.detox(who, date(2022, 3, 1), date(2022, 3, 5))
    door.do(measures.end_measure, who, on, measure=measure)


def corrected_to_early(door: Door, on: date) -> None:
    who = door.person()
    measure = door.detox(who, date(2022, 3, 1), date(2022, 3, 5))
    door.do(measures.end_measure, who, date(2025, 3, 5), measure=measure)
    door.correct(who, "measure_ended", on)


def out_of_isolation(door: Door, on: date) -> None:
    who = door.person()
    door.do(measures.end_measure, who, on, measure=door.isolated(who, date(2024, 6, 1)))


def corrected_out_of_isolation(door: Door, on: date) -> None:
    who = door.person()
    door.do(measures.end_measure, who, date(2025, 12, 1), measure=door.isolated(who, date(2024, 6, 1)))
    door.correct(who, "measure_ended", on)


def confirmed_inside(door: Door, on: date) -> None:
    who = door.person()
    door.detox(who, date(2022, 3, 1), date(2022, 3, 5))
    door.do(confirm_abstinence, who, on, by="encheng_police", document_no="恩公禁字〔2024〕1 号")


def corrected_to_inside(door: Door, on: date) -> None:
    who = door.person()
    measure = door.detox(who, date(2022, 3, 1), date(2022, 3, 5))
    door.do(measures.end_measure, who, date(2025, 3, 5), measure=measure)
    door.do(confirm_abstinence, who, date(2025, 6, 1), by="encheng_police", document_no="恩公禁字〔2025〕1 号")
    door.correct(who, "abstinence_confirmed", on)


def decided_after_death(door: Door, on: date) -> None:
    who = door.person()
    door.do(record_status, who, date(2025, 1, 5), status="died")
    door.detox(who, on, None)


def corrected_to_after_death(door: Door, on: date) -> None:
    who = door.person()
    door.detox(who, date(2024, 3, 1), None)
    door.do(record_status, who, date(2025, 1, 5), status="died")
    door.correct(who, "measure_decided", on)


def signed_by_a_child(door: Door, on: date) -> None:
    who = door.person()
    door.do(measures.sign_agreement, who, on, measure=door.detox(who, date(2022, 3, 1), date(2022, 3, 5)))


def corrected_to_unsigned_by_the_guardian(door: Door, on: date) -> None:
    who = door.person()
    measure = door.detox(who, date(2022, 3, 1), date(2022, 3, 5))
    door.do(measures.sign_agreement, who, on, measure=measure, guardian_signed=True)
    door.correct(who, "agreement_signed", on, guardian_signed=False)


# what is refused · its code · a row of a roster · the screen's command · the correction
TABLE: list[tuple[date, str, dict[str, Any], Callable[[Door, date], None], Callable[[Door, date], None]]] = [
    (date(2024, 12, 1), "steps.no_early_release", {**DETOX, "截止日期": "2024-12-01", "管控现状": "已解除"},
     released_early, corrected_to_early),
    (date(2025, 1, 1), "stretches.isolation_a_year",
     {"措施类型": "强制隔离戒毒", "决定日期": "2024-06-01", "截止日期": "2025-01-01", "管控现状": "已解除"},
     out_of_isolation, corrected_out_of_isolation),
    (date(2024, 1, 10), "exits.held_measure",
     {**DETOX, "截止日期": "2025-03-05", "管控现状": "三年未复吸", "现状日期": "2024-01-10", "三年未复吸文书号": "恩公禁字〔2024〕1 号"},
     confirmed_inside, corrected_to_inside),
    (date(2025, 3, 1), "lifetimes.after_death",
     {"措施类型": "社区戒毒", "决定日期": "2025-03-01", "报到日期": "2025-03-05", "管控现状": "已死亡", "现状日期": "2025-01-05"},
     decided_after_death, corrected_to_after_death),
    (date(2022, 3, 6), "steps.guardian", {**DETOX, "协议签订日期": "2022-03-06"},
     signed_by_a_child, corrected_to_unsigned_by_the_guardian),
]


@pytest.mark.parametrize(("on", "code", "cells", "screen", "correction"), TABLE, ids=[row[1] for row in TABLE])
def test_what_a_screen_refuses_a_correction_and_a_roster_refuse_in_the_same_words(
    world: make.World, at: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str], on: date, code: str,
    cells: dict[str, Any], screen: Callable[[Door, date], None], correction: Callable[[Door, date], None],
) -> None:
    born_on = CHILD if code == "steps.guardian" else date(1985, 1, 2)
    said = [told(screen, Door(world, at, born_on, 2), on), told(correction, Door(world, at, born_on, 3), on)]
    assert [found[0] for found in said] == [code, code]
    assert said[0] == said[1]
    headings = [*HEADINGS, "截止日期", "现状日期", "协议签订日期", "三年未复吸文书号"]
    row = line(1, **cells, 身份证号=make_demo_id(born_on, "male", 1))
    path = table(tmp_path / "a.xlsx", [row], headings)
    found = by_command(world, capsys, path)
    assert found["good"] == 0
    if code == "steps.guardian":  # what a form asks, a roster asks once for all its rows
        assert [one["heading"] for one in found["questions"]] == ["协议签订日期"]
    else:
        assert set(found["bad"]["2"]) == {code}
        assert said[0][1] in in_words(world, capsys, path)


def in_words(world: make.World, capsys: pytest.CaptureFixture[str], path: Path) -> str:
    command_line.main(
        ["import", str(path), "--area", make.ENCHENG, "--as", str(world.posts["encheng_head"]), "--today", "2026-03-16"]
    )
    return capsys.readouterr().out


def told(door: Callable[[Door, date], None], about: Door, on: date) -> tuple[str, str]:
    """The code and the words in which it is refused."""
    with pytest.raises(Refused) as refusal:
        door(about, on)
    reason = refusal.value.reasons[0]
    return reason.code, sentence(reason)


def confirmations(world: make.World) -> list[Any]:
    with acting(world.actor("director")):
        people = [person for (person,) in rows("SELECT id FROM people_person")]
        return [f for held in cases(people, lock=False) for f in held.facts if f.kind == "abstinence_confirmed"]


def whoever(world: make.World) -> UUID:
    with acting(world.actor("director")):
        ((found,),) = rows("SELECT id FROM people_person")
    return UUID(str(found))


def test_three_clean_years_without_the_number_are_the_rosters_word_until_the_police_give_theirs(
    world: make.World, at: datetime, today: date, tmp_path: Path, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    there = screen_of(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [line(1, 管控现状="三年未复吸", 首次查获时间="2015-05-01")],
                             [*line(1), "管控现状", "首次查获时间"]))
    assert "没有写公安机关确认三年未复吸的文书号" in there.page(f"{place}?tab=warned")
    there.start(place)
    assert state_list(world) == ["abstinent"]
    assert [(f.on, f.unnumbered) for f in confirmations(world)] == [(date(2018, 5, 1), True)]
    who, police = whoever(world), world.actor("encheng_police")
    make.enter(client, world, "encheng_head")
    assert "公安机关文书号待补" in steps.text(client.get(f"/casework/people/{who}/"))
    with acting(world.actor("director")):
        assert rows("SELECT 1 FROM duties_duty WHERE kind = 'confirm_exit' AND state = 'open'") == []
    assert steps.code_of(lambda: confirm_abstinence(police, at=at, person_id=who, on=today)) == "steps.document_missing"
    make.enter(client, world, "encheng_police")
    form = {"on": "2026-03-16", "document_no": "恩公禁字〔2026〕9 号"}
    _check, done = steps.confirmed(client, who, "confirm-abstinence", form)
    assert done.status_code == 200
    assert [f.unnumbered for f in confirmations(world)] == [True, False]
    again = steps.code_of(lambda: confirm_abstinence(police, at=at, person_id=who, on=today, document_no="10 号"))
    assert again == "steps.abstinent_already"
    assert state_list(world) == ["abstinent"]


def test_three_clean_years_with_the_number_are_confirmed_and_the_number_is_kept_beside_them(
    world: make.World, at: datetime, today: date, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = line(1, 管控现状="三年未复吸", 三年未复吸文书号="恩公禁字〔2019〕3 号")
    assert by_command(world, capsys, table(tmp_path / "a.xlsx", [row], [*line(1), "管控现状", "三年未复吸文书号"]))["good"] == 1
    (fact,) = confirmations(world)
    assert not fact.unnumbered
    with acting(world.actor("director")):
        assert note_of(fact) == "公安机关文书：恩公禁字〔2019〕3 号"
    police = world.actor("encheng_police")
    again = steps.code_of(
        lambda: confirm_abstinence(police, at=at, person_id=whoever(world), on=today, document_no="10 号")
    )
    assert again == "steps.abstinent_already"


def early(n: int) -> dict[str, Any]:
    """A decision ten years before the day found: the year is mistyped, or the day found is."""
    return line(n, 措施类型="社区戒毒", 决定日期="2015-03-01", 报到日期="2015-03-05", 截止日期="2018-03-05", 管控现状="已解除",
                首次查获时间="2025-02-20")


EARLY = [*HEADINGS, "截止日期", "首次查获时间"]


def decided(world: make.World) -> list[date]:
    with acting(world.actor("director")):
        return [day for (day,) in rows("SELECT happened_on FROM ledger_fact WHERE kind = 'measure_decided'")]


def test_days_before_the_day_found_are_asked_once_for_the_file_and_then_taken(
    client: Client, world: make.World, tmp_path: Path
) -> None:
    there = screen_of(client, world)
    place = there.send(table(tmp_path / "a.xlsx", [early(1), early(2), line(3)], EARLY))
    page = there.page(place)
    assert page.count("有日期早于首次查获时间。日期没有错吗？") == 1 and "2 行，第一行在第 2 行" in page
    assert "能导入 1 行" in page
    assert "能导入 3 行" in there.answer(place, "日期没有错").content.decode()
    there.start(place)
    assert decided(world) == [date(2015, 3, 1)] * 2


def test_rows_whose_days_are_wrong_are_left_out_when_somebody_says_so(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "a.xlsx", [early(1), line(2)], EARLY)
    (asked,) = by_command(world, capsys, path)["questions"]
    said = by_command(world, capsys, path, "--answer", f"{asked['heading']}:{asked['word']}=-")
    assert (said["bad"], decided(world)) == ({"2": ["row_left_out"]}, [])


def test_no_day_is_asked_about_against_the_day_of_the_import(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = early(1) | {"首次查获时间": ""}
    assert by_command(world, capsys, table(tmp_path / "a.xlsx", [row], EARLY))["questions"] == []
    assert decided(world) == [date(2015, 3, 1)]


@pytest.mark.parametrize(("answer", "signed"), [("监护人已签", [True]), ("监护人没有签", [])])
def test_whether_the_guardian_signed_for_a_child_is_asked_and_kept_as_on_the_form(
    world: make.World, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str, signed: list[bool]
) -> None:
    row = line(1, **DETOX, 协议签订日期="2022-03-06", 身份证号=make_demo_id(CHILD, "male", 1))
    path = table(tmp_path / "a.xlsx", [row], [*HEADINGS, "协议签订日期"])
    said = by_command(world, capsys, path, "--answer", f"协议签订日期:未满十八周岁={answer}")
    assert (said["good"], said["questions"]) == (1, [])
    agreements = [f for f in steps.facts(world, whoever(world)) if f.kind == "agreement_signed"]
    assert [f.guardian_signed for f in agreements] == signed


DAYS = st.dates(date(2015, 1, 1), date(2026, 3, 16))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["community_detox", "community_rehabilitation"]), st.lists(DAYS, min_size=4, max_size=4), st.integers(1, 4))
@example("community_detox", [date(2025, 3, n) for n in (1, 2, 5, 6)], 4)
def test_what_is_taken_without_a_look_at_each_gate_no_gate_refuses(kind: str, days: list[date], papers: int) -> None:
    names = ("decided_on", "received_on", "reported_on", "agreement_signed_on")[:papers]
    values = {"measure_kind": kind, "state": kind, "born_on": date(1985, 1, 2), **dict(zip(names, sorted(days), strict=False))}
    story = Story(values, date(2026, 3, 16), datetime(2026, 3, 16, 1, tzinfo=UTC))
    story.add("registered", story.on, source="roster")
    with suppress(DateNeeded):
        tell_measures(story, TIMELINE)
    held = file_of(story, TIMELINE)
    held.facts = effective(story.facts)
    assume(follows_the_law(held))
    for fact in held.facts:
        refuse_unlawful_row(held, fact, {})


def test_every_kind_of_fact_that_a_roster_brings_has_its_column_and_its_gate_or_the_reason_why_none() -> None:
    told = Path(story_module.__file__).parent
    kinds = {
        kind
        for path in (told / "facts_of.py", told / "measure_facts.py", told / "help_facts.py", told / "story.py")
        for kind in re.findall(r'(?:self|story)\.add\(\s*"([a-z_]+)"', path.read_text())
    } | set(LEAVING.values())
    assert kinds == set(COLUMNS)
    assert kinds <= set(gates.GATES) | set(gates.NONE_NEEDED)
