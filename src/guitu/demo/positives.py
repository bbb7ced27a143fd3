"""Strip positives and refusals, and what becomes of them. A strip is never a relapse."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.demo import contact
from guitu.demo.life import DAY, Answered, Life

FIRST_LABORATORY, SECOND_LABORATORY = "county_laboratory", "city_laboratory"


def strip_positive(life: Life, on: date, *, told: bool = True) -> Answered:
    """A strip positive, its sample in two sealed bottles."""
    number = f"{on:%y%m%d}{life.rng.randint(10, 99)}"
    return contact.strip(
        life, on, "positive", substances=("MET",), sample_a=f"A{number}", sample_b=f"B{number}", told=told,
        signed=told,
    )


def objected_positive(life: Life, on: date) -> Answered:
    """Positive in the first laboratory; the person objects: the second laboratory has it."""
    test = strip_positive(life, on)
    laboratory(life, on + 7 * DAY, test, "first", "positive")
    life.do(on + 8 * DAY, "object_to_test", test=test)
    return test


def overturned_positive(life: Life, on: date) -> None:
    """The second laboratory finds nothing: it is as if the strip had shown nothing."""
    test = objected_positive(life, on)
    laboratory(life, on + 16 * DAY, test, "second", "negative")


def confirmed_positive(life: Life, on: date, measure: Answered) -> None:
    """Confirmed by the laboratory, found by the police, and reported as the agreement asks."""
    test = strip_positive(life, on)
    laboratory(life, on + 6 * DAY, test, "first", "positive")
    life.do(on + 9 * DAY, "confirm_use", "police", test=test, ground="laboratory", document_no=f"认{on:%y%m%d}")
    life.do(on + 10 * DAY, "report_violation", measure=measure, ground="use", receipt_no=f"移{on:%y%m%d}")


def laboratory(life: Life, on: date, test: Answered, stage: str, outcome: str) -> None:
    name = FIRST_LABORATORY if stage == "first" else SECOND_LABORATORY
    second: dict[str, Any] = {"checked_by": life.post_on(on).crew.head} if stage == "second" else {}
    life.do(
        on, "record_laboratory_result", test=test, stage=stage, laboratory=name, outcome=outcome,
        report_no=f"检{on:%y%m%d}", **second,
    )


def refusal(life: Life, on: date) -> None:
    """A notice, a refusal, and the warning letter that makes it count."""
    notice = life.do(on - 3 * DAY, "serve_test_notice", test_on=on)
    contact.strip(life, on, "refused", notice=notice, warning_letter=True, signed=False)
