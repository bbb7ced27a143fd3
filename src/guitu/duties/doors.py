"""From a kind of duty to the page that records it, who may, and under which word it is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.kit.addresses import address_if_any
from guitu.kit.telling import shown
from guitu.rules.sentences import WORDS


@dataclass(frozen=True, slots=True)
class Door:
    """Where a duty is recorded, and in which group of the filter it stands."""

    url_name: str
    action: str  # the command behind the page: a post that may not do it sees the duty without a button
    group: str


DOORS: Mapping[str, Door] = {
    "urine_test": Door("record-urine-test", "record_urine_test", "tests"),
    "return_test": Door("record-urine-test", "record_urine_test", "tests"),
    "read_result": Door("record-laboratory-result", "record_laboratory_result", "tests"),
    "read_result:told": Door("tell-result", "tell_result", "tests"),
    "read_result:finding": Door("confirm-use", "confirm_use", "tests"),
    "visit": Door("record-visit", "record_visit", "visits"),
    "periodic_report": Door("record-report", "record_report", "reports"),
    "report_in": Door("report-in", "report_in", "reports"),
    "sign_agreement": Door("sign-agreement", "sign_agreement", "reports"),
    "check_absence": Door("record-missed-test", "record_missed_test", "reports"),
    "check_absence:report_in": Door("report-in", "report_in", "reports"),
    "check_absence:leave": Door("confirm-absence", "confirm_absence", "reports"),
    "check_absence:custody": Door("release-from-custody", "release_from_custody", "reports"),
    "return_from_leave": Door("record-return", "record_return", "leave"),
    "assess_level": Door("assess-risk", "assess_risk", "levels"),
    "confirm_level": Door("confirm-level", "confirm_level", "confirm"),
    "release_measure": Door("end-measure", "end_measure", "confirm"),
    "confirm_exit": Door("confirm-abstinence", "confirm_abstinence", "confirm"),
    "report_violation": Door("report-violation", "report_violation", "confirm"),
    "complete_papers": Door("complete-papers", "correct_fact", "tests"),
    "confirm_deduction": Door("confirm-deduction", "confirm_deduction", "confirm"),
}
_PLAIN = Door("", "", "reports")

GROUPS = {  # the filter of the worklist, in this order
    "tests": _("尿检"),
    "visits": _("走访"),
    "reports": _("报到"),
    "leave": _("请假"),
    "levels": _("评估"),
    "confirm": _("待确认"),
}
CONFIRM = tuple(kind for kind, door in DOORS.items() if door.group == "confirm")



def _sub(kind: str, key: str) -> str:
    """`read_result:<test>:finding` → read_result:finding; `check_absence:leave:…` alike."""
    parts = key.split(":")
    if len(parts) < 2:
        return kind
    return f"{kind}:{parts[-1] if kind == 'read_result' else parts[1]}"


def door_of(kind: str, key: str = "") -> Door:
    """The door of one duty."""
    return DOORS.get(_sub(kind, key)) or DOORS.get(kind, _PLAIN)


def word(kind: str, key: str = "") -> str:
    """What the duty is called on the list: 家访, 告知初筛结果."""
    sub = _sub(kind, key).replace(":", ".")
    return shown(f"duty_kind.{sub}" if f"duty_kind.{sub}" in WORDS else f"duty_kind.{kind}" if f"duty_kind.{kind}" in WORDS else kind)


def record_url(kind: str, key: str, person_id: UUID | str) -> str:
    """The page that records it, told which duty it is for; empty where there is no such page."""
    return _person_url(door_of(kind, key).url_name, person_id, key)


def postpone_url(key: str, person_id: UUID | str) -> str:
    return _person_url("postpone-duty", person_id, key)


def person_url(person_id: UUID | str) -> str:
    return _person_url("person", person_id)


def _person_url(name: str, person_id: UUID | str, key: str = "") -> str:
    return address_if_any(name, _id(person_id), query={"duty": key} if key else None)


def _id(person_id: UUID | str) -> UUID:
    return person_id if isinstance(person_id, UUID) else UUID(person_id)
