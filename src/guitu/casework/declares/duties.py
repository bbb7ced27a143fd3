"""The kinds of duty of casework: what each is called, who records it on which page, under which filter it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import DutyKind, DutyStep, Page
from guitu.rules.words import CODES

_WORDS = CODES["duty_kind"]
DUTY_GROUPS: Mapping[str, Any] = {  # the filter of the worklist, in this order
    "tests": _("尿检"), "visits": _("走访"), "reports": _("报到"), "leave": _("请假"), "levels": _("评估"),
    "teamwork": _("帮教"), "confirm": _("待确认"), "help": _("帮扶"), "requests": _("本人请求"),
}


def _page(name: str) -> Page:
    return Page(name, ("person_id",))


def _duty(
    code: str, needs: str, group: str, page: str, action: str, by_another: bool = False,
    sheet: Page | None = None, **doors: tuple[str, str]
) -> DutyKind:
    """A kind with its steps: every one that has a word, some with a page and an action of their own."""
    steps = []
    for name, word in _WORDS.items():
        kind, _dot, step = name.partition(".")
        if kind == code and step:
            own = doors.get(step)
            steps.append(DutyStep(step, word, _page(own[0]), own[1]) if own else DutyStep(step, word))
    return DutyKind(code, _WORDS[code], group, needs, _page(page), action, tuple(steps), by_another, sheet)


_MEETING = _page("record-meeting")  # what is done when the person is met
DUTIES = (
    _duty("visit", "CONTACT", "visits", "record-visit", "record_visit", sheet=_MEETING),
    _duty("urine_test", "TEST", "tests", "record-urine-test", "record_urine_test", sheet=_MEETING),
    _duty("return_test", "TEST", "tests", "record-urine-test", "record_urine_test", sheet=_MEETING),
    _duty("read_result", "TEST", "tests", "record-laboratory-result", "record_laboratory_result",
          told=("tell-result", "tell_result"), finding=("confirm-use", "confirm_use")),
    _duty("destroy_bottles", "TEST", "tests", "destroy-bottles", "destroy_bottles"),
    _duty("read_doubt", "TEST", "confirm", "read-doubt", "read_doubt", by_another=True),
    _duty("report_violation", "TEST", "confirm", "report-violation", "report_violation"),
    _duty("complete_papers", "TEST", "tests", "complete-papers", "correct_fact"),
    _duty("periodic_report", "STATUS", "reports", "record-report", "record_report", sheet=_MEETING),
    _duty("report_in", "STATUS", "reports", "report-in", "report_in"),
    _duty("sign_agreement", "STATUS", "reports", "sign-agreement", "sign_agreement"),
    _duty("check_absence", "STATUS", "reports", "record-missed-test", "record_missed_test",
          report_in=("report-in", "report_in"), leave=("confirm-absence", "confirm_absence"),
          custody=("release-from-custody", "release_from_custody")),
    _duty("return_from_leave", "STATUS", "leave", "record-return", "record_return"),
    _duty("assess_level", "STATUS", "levels", "assess-risk", "assess_risk"),
    _duty("confirm_level", "STATUS", "confirm", "confirm-level", "confirm_level", by_another=True),
    _duty("release_measure", "STATUS", "confirm", "end-measure", "end_measure"),
    _duty("confirm_exit", "STATUS", "confirm", "confirm-abstinence", "confirm_abstinence"),
    _duty("reply_two_way", "STATUS", "leave", "answer-two-way", "answer_two_way"),
    _duty("verify_whereabouts", "CONTACT", "visits", "verify-whereabouts", "verify_whereabouts"),
    _duty("elsewhere_result", "TEST", "tests", "record-urine-test", "record_urine_test"),
    _duty("transfer_receipt", "STATUS", "reports", "acknowledge-transfer", "acknowledge_transfer"),
    _duty("check_job", "STATUS", "help", "check-job", "check_job"),
    *(
        DutyKind(code, _WORDS[code], "help", "BASIC", Page("need", ("need_id",)), action, own=True)
        for code, action in (("need_take", "take_need"), ("need_do", "finish_need"), ("need_decide", "send_need"), ("need_ask", "answer_need"))
    ),
    _duty("make_plan", "STATUS", "teamwork", "make-plan", "make_plan"),
    _duty("review_plan", "STATUS", "teamwork", "review-plan", "review_plan"),
    _duty("arrange_help", "CONTACT", "teamwork", "arrange-help", "arrange_help"),
    _duty("answer_question", "STATUS", "confirm", "answer-question", "answer_question", by_another=True),
    _duty("answer_request", "NOTE", "requests", "answer-request", "answer_request"),
    _duty("confirm_deduction", "POINTS", "confirm", "confirm-deduction", "confirm_deduction", by_another=True),
)
