"""The parts of a meeting: each the form and the command of its own slice, and the duties that it answers. The only slice
that is made of others: what they record is theirs, here it is asked on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.casework.record_form import RecordForm, Setting
from guitu.casework.reporting.commands import record_report
from guitu.casework.reporting.forms import ReportForm
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.forms import UrineTestForm
from guitu.casework.visits.commands import record_visit
from guitu.casework.visits.forms import VisitForm
from guitu.kit.actor import Actor
from guitu.kit.telling import listed
from guitu.ledger import fact_words
from guitu.ledger.commands import Answer
from guitu.rules.measure_states import IN_EXECUTION
from guitu.rules.terms import OFF_THE_BOOK


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be done at a meeting."""

    code: str
    label: Any
    form: type[RecordForm]
    command: Callable[..., Answer]
    kinds: tuple[str, ...]  # of the duties it answers
    classes: str  # what of the person its section shows, for the access log
    said: Callable[[Mapping[str, Any]], str]  # what was recorded, in a few words

    @property
    def tick(self) -> str:
        return f"with_{self.code}"

    @property
    def action(self) -> str:
        name: str = self.command.command_name  # type: ignore[attr-defined]
        return name


def _test(what: Mapping[str, Any]) -> str:
    return fact_words.code("strip", what["outcome"])


def _how(what: Mapping[str, Any]) -> str:
    return fact_words.code("how", what["how"])


def _talk(what: Mapping[str, Any]) -> str:
    moods = (fact_words.code("moods", mood) for mood in what["moods"])
    needs = (fact_words.code("needs", need) for need in what["needs"])
    return listed([_how(what), *moods, *needs])


PARTS = (
    Part("test", _("检测"), UrineTestForm, record_urine_test, ("urine_test", "return_test"), "TEST", _test),
    Part("report", pgettext_lazy("button", "报到"), ReportForm, record_report, ("periodic_report",), "STATUS", _how),
    Part("visit", _("谈话"), VisitForm, record_visit, ("visit",), "BASIC", _talk),
)


def open_to(actor: Actor, setting: Setting) -> list[Part]:
    """The parts that this post may record of this person now: nobody reports who is in no measure, and of somebody no
    longer on the book nothing is recorded here."""
    state = next(
        (s.state for s in setting.course.standing if s.from_on <= setting.on and (s.until_on is None or setting.on < s.until_on)),
        None,
    )
    if state in OFF_THE_BOOK:
        return []
    runs = any(course.state_on(setting.on) in IN_EXECUTION for course in setting.course.measures)
    fit = {"test": runs or state != "abstinent", "report": runs or bool(setting.due("periodic_report")), "visit": True}
    return [part for part in PARTS if part.action in actor.may and fit[part.code]]
