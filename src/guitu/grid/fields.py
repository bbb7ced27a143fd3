"""Which class of fields each kind of duty tells about: a post that may not read the class never sees it."""

from __future__ import annotations

from collections.abc import Mapping

DUTY_NEEDS: Mapping[str, str] = {
    "visit": "CONTACT",
    "urine_test": "TEST",
    "return_test": "TEST",
    "read_result": "TEST",
    "report_violation": "TEST",
    "complete_papers": "TEST",
    "periodic_report": "STATUS",
    "report_in": "STATUS",
    "sign_agreement": "STATUS",
    "check_absence": "STATUS",
    "return_from_leave": "STATUS",
    "assess_level": "STATUS",
    "confirm_level": "STATUS",
    "release_measure": "STATUS",
    "confirm_exit": "STATUS",
    "confirm_deduction": "POINTS",
}


def duty_kinds(classes: frozenset[str]) -> list[str]:
    """The kinds of duty that a post with these classes is shown."""
    return [kind for kind, needs in DUTY_NEEDS.items() if needs in classes]
