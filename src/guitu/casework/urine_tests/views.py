"""The doors of tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.record_form import RecordForm, Setting
from guitu.casework.record_page import Sheet, record_page
from guitu.casework.telling import clause_card, why
from guitu.casework.urine_tests import commands, results
from guitu.casework.urine_tests.finding_forms import LaboratoryForm, UseForm
from guitu.casework.urine_tests.forms import (
    MissedForm,
    NoticeForm,
    UrineTestForm,
    WaiverForm,
    missed_slots,
    next_slot,
)
from guitu.casework.urine_tests.result_forms import (
    ObjectionForm,
    TellingForm,
    positives,
    told_as,
    untold,
)
from guitu.kit.doors import Request, door
from guitu.kit.telling import joined
from guitu.ledger import fact_words
from guitu.ledger.commands import Answer
from guitu.rules.duty_keys import parted


def last_test(setting: Setting) -> dict[str, Any]:
    """Beside the form: the last test, the duty tapped and why it is due."""
    timeline = setting.case.policy()
    tests: list[Any] = [fact for fact in live(setting.case.facts) if fact.kind == "urine_test"]
    last = max(tests, key=lambda fact: (fact.on, fact.id), default=None)
    duty = next((d for d in setting.course.duties if d.key == setting.duty), None)
    return {
        "last": f"{last.on.isoformat()} {fact_words.code('strip', last.outcome)}" if last else "",
        "due": why(duty.reasons, timeline, year=setting.on.year) if duty else None,
        "is_female": setting.case.sex == "female",
        "custody_clause": clause_card("test_procedure.8", timeline),
        "missed_clause": clause_card("detox_regulation.20", timeline),
        "may_be_missed": bool(missed_slots(setting)),
        "next_slot": (coming := next_slot(setting)),
        "none_missed": _none_missed(coming),
    }


def _none_missed(coming: str) -> str:
    """Why nothing can be recorded as missed, and from when on."""
    when = _now("过了最后一天，或者到了通知书定的日子，人没有来，才登记未到。")
    more = _now("下一次：%(slot)s。") % {"slot": coming} if coming else _now("现在没有按次要做的检测。")
    return joined((when, more))


def about_positive(setting: Setting) -> dict[str, Any]:
    timeline = setting.case.policy()
    return {
        "has_positive": bool(positives(setting)),
        "recheck_clause": clause_card("test_procedure.4", timeline),
    }


def about_telling(setting: Setting) -> dict[str, Any]:
    """Beside the form: which test it is, and what to tell the person, in the numbers of the place."""
    timeline = setting.case.policy()
    waiting = untold(setting)
    test = next((found for found in waiting if found.id == parted(setting.duty).of), waiting[0] if waiting else None)
    numbers = timeline.on(test.on if test else setting.on).urine_tests
    return {
        "waiting": waiting,
        "test_told": told_as(test) if test else "",
        "objection_days": numbers.objection_days.days,
        "keep_months": numbers.keep_samples_months,
        "told_clause": clause_card("test_procedure.recheck", timeline),
        "keep_clause": clause_card("test_procedure.8", timeline),
    }


def _sheet(title: Any, page: str, form: type[RecordForm], command: Callable[..., Answer], about: Any) -> Sheet:
    return Sheet(title, f"casework/urine_tests/{page}.html", form, command, "BASIC TEST", about)


TEST = _sheet(_("记录检测"), "record", UrineTestForm, commands.record_urine_test, last_test)
NOTICE = _sheet(_("送达检测通知书"), "notice", NoticeForm, commands.serve_test_notice, last_test)
MISSED = _sheet(_("登记未到检"), "missed", MissedForm, commands.record_missed_test, last_test)
WAIVER = _sheet(_("登记免检"), "waiver", WaiverForm, commands.waive_tests, last_test)
LABORATORY = Step(
    results.record_laboratory_result, results.plan_laboratory, LaboratoryForm, _("登记实验室结果"),
    _("复检不得由做第一次检测的机构进行。"), template="casework/urine_tests/laboratory.html",
)
TELLING = _sheet(_("告知初筛结果"), "telling", TellingForm, results.tell_result, about_telling)
OBJECTION = _sheet(_("登记异议"), "objection", ObjectionForm, results.object_to_test, about_positive)
USE = Step(
    results.confirm_use, results.plan_use, UseForm, _("登记公安认定"),
    _("认定后，三年未复吸重新计算，当月积分清零；已兑换的不收回。没有告知、没有送检的，仍要告知、送检。"),
    template="casework/urine_tests/use.html",
)


@door(may="record_urine_test", many=("substances", "medicines"))
def record(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, TEST)


@door(may="serve_test_notice")
def notice(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, NOTICE)


@door(may="record_missed_test")
def missed(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, MISSED)


@door(may="waive_tests")
def waiver(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, WAIVER)


@door(may="record_laboratory_result")
def laboratory(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, LABORATORY)


@door(may="tell_result")
def telling(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, TELLING)


@door(may="object_to_test")
def objection(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, OBJECTION)


@door(may="confirm_use")
def use(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, USE)
