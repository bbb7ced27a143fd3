"""Which rule file reads which section of a pack."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import get_type_hints

from guitu.rules.bodies import BodiesPolicy
from guitu.rules.caseloads import CaseloadsPolicy
from guitu.rules.devices import DevicesPolicy
from guitu.rules.exits import ExitsPolicy
from guitu.rules.indicators import IndicatorsPolicy
from guitu.rules.leave import LeavePolicy
from guitu.rules.levels import LevelsPolicy
from guitu.rules.links import LinksPolicy
from guitu.rules.measures import MeasuresPolicy
from guitu.rules.notices import NoticesPolicy
from guitu.rules.points import PointsPolicy
from guitu.rules.postponements import PostponementsPolicy
from guitu.rules.reporting import ReportingPolicy
from guitu.rules.standing import StandingPolicy
from guitu.rules.tasks import TasksPolicy
from guitu.rules.urine_tests import UrineTestsPolicy
from guitu.rules.violations import ViolationsPolicy
from guitu.rules.visits import VisitsPolicy


@dataclass(frozen=True, slots=True)
class Policies:
    """All numbers in force on one day."""

    measures: MeasuresPolicy
    reporting: ReportingPolicy
    urine_tests: UrineTestsPolicy
    visits: VisitsPolicy
    leave: LeavePolicy
    violations: ViolationsPolicy
    levels: LevelsPolicy
    points: PointsPolicy
    exits: ExitsPolicy
    standing: StandingPolicy
    postponements: PostponementsPolicy
    caseloads: CaseloadsPolicy
    bodies: BodiesPolicy
    indicators: IndicatorsPolicy
    tasks: TasksPolicy
    links: LinksPolicy
    notices: NoticesPolicy
    devices: DevicesPolicy


SECTIONS: dict[str, type] = {f.name: get_type_hints(Policies)[f.name] for f in fields(Policies)}
