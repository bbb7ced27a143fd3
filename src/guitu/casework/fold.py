"""What follows from a person's facts, by `rules/person.py`, and what of it casework keeps in rows of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.case import Case, read
from guitu.casework.derived import PARTS, RUNS_ON
from guitu.casework.difference import PersonDifference, forget, summary_of
from guitu.casework.matching import find_matches
from guitu.grid.area_steps import last_change_sql
from guitu.people import following
from guitu.rules.facts import Fact
from guitu.rules.person import effective, fold
from guitu.rules.terms import Course
from guitu.settling.composers import Composer


class Person(Composer[Case, Course]):
    """A person's file. Lists read the state from `casework_current`, which the household side sees too."""

    kind, compartment = "person", "people"
    table = "people_person"
    columns = "id, county_id, standing_no, scope_path, home_path, basics, version"
    beside = f"""(SELECT json_agg(json_build_array(s.id, s.path, s.state, s.from_on, s.until_on, s.known_at) ORDER BY s.from_on)
    FROM casework_standing s WHERE s.standing_no = m.standing_no AND s.known_until IS NULL)::text AS standing,
  (SELECT json_build_array(c.state, c.since_on, c.next_state, c.next_on, c.scope_path, c.home_path)
    FROM casework_current c WHERE c.person_id = m.id)::text AS current,
  (SELECT json_agg(json_build_array(t.source, t.kind, t.sum)) FROM (SELECT source, kind, sum(hundredths) AS sum
    FROM casework_pointstransfer WHERE person_id = m.id GROUP BY source, kind) t)::text AS posted,
  (SELECT json_agg(json_build_array(w.what, w.code, w.from_on, w.until_on) ORDER BY w.what, w.code, w.from_on)
    FROM casework_workspan w WHERE w.standing_no = m.standing_no)::text AS work, {last_change_sql("m.county_id")} AS last_change"""  # noqa: S608  a name of ours
    may_lie_ahead = frozenset({"leave_granted", "tests_waived", "test_notice_served"})  # a leave is granted before it begins
    runs_on, parts = RUNS_ON, PARTS

    def read(self, found: dict[str, Any]) -> Case:
        return read(found)

    def fold(self, matter: Case, until: date, ahead: date | None = None) -> Course:
        return fold(matter.facts, matter.policy(), matter.known_of(), until=until, ahead=ahead)

    def stand(self, facts: Sequence[Fact]) -> list[Fact]:
        return effective(facts)

    def summary(self, course: Course) -> dict[str, Any]:
        return summary_of(course)

    def difference(self, county_id: str, at: datetime) -> PersonDifference:
        return PersonDifference(county_id, at)

    def forget(self, matters: Sequence[Case]) -> None:
        forget(matters)

    def after(self, county_id: str, matters: Sequence[UUID], at: datetime) -> None:
        find_matches(county_id, matters, at)

    def beside_differing(self, matters: Sequence[UUID], *, mend: bool) -> dict[UUID, set[str]]:
        return following.differing(matters, mend=mend)


PERSON = Person()
