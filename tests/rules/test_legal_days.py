"""Which last days move over days off, and which stand still behind walls: one function for all of them."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta
from typing import Any, get_args, get_type_hints

import pytest

from guitu import policy
from guitu.policy import sources
from guitu.policy.sections import SECTIONS
from guitu.rules.deadlines import Days
from guitu.rules.facts import Fact
from guitu.rules.screenings import may_object
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import NATIONAL, amended, codes, due, folded, of_kind

SHIFTS = {  # the table of the law and of our defaults: whether a day off moves the last day, and whether it waits inside
    "reporting.report_in_days": (True, True),
    "reporting.transfer_report_days": (True, True),
    "reporting.agreement_days": (True, True),
    "reporting.late_days": (False, True),
    "leave.return_test_within_days": (True, True),
    "urine_tests.objection_days": (True, False),
    "urine_tests.laboratory_days": (True, False),
    "urine_tests.finding_days": (True, False),
    "measures.release_notice_days": (True, False),
    "violations.report_days": (True, False),
    "levels.confirm_days": (True, False),
    "exits.confirm_days": (True, False),
    "levels.first_assessment_days": (False, False),
    "visits.first_home_days": (False, False),
    "postponements.most_days.appointment": (False, False),
    "postponements.most_days.other": (False, False),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_each_day_number_says_whether_it_moves_and_whether_it_waits(name: str) -> None:
    number: Any = NATIONAL.on(day("2026-01-01"))
    for part in name.split("."):
        number = number[part] if isinstance(number, dict) else getattr(number, part)
    assert (number.shifts, number.waits_inside) == SHIFTS[name]


def ordered(served: str, kind: str = "community_detox") -> list[Fact]:
    return [
        fact("measure_decided", served, measure="m1", measure_kind=kind),
        fact("decision_served", served, measure="m1"),
    ]


def held(taken: str, out: str | None, custody: str = "detained") -> list[Fact]:
    facts = [fact("taken_into_custody", taken, custody=custody)]
    return [*facts, fact("released_from_custody", out)] if out else facts


def isolation(decided: str, out: str | None = None, measure: str = "iso") -> list[Fact]:
    facts = [fact("measure_decided", decided, f"{measure}-d", measure=measure, measure_kind="compulsory_isolation")]
    return [*facts, fact("measure_ended", out, f"{measure}-e", measure=measure)] if out else facts


def positive(on: str) -> Fact:
    return fact("urine_test", on, "t1", outcome="positive", sample_a="A", sample_b="B")


# -- over days off


def test_who_is_told_before_the_national_day_may_object_on_the_day_after_it() -> None:
    test: Any = positive("2024-09-30")
    assert may_object(test, day("2024-10-08"), [], NATIONAL)
    assert not may_object(test, day("2024-10-09"), [], NATIONAL)
    (laboratory,) = [d for d in of_kind([test], "read_result", "2024-12-31") if d.key.endswith("laboratory")]
    assert laboratory.reasons[0].values["by"] == day("2024-10-08")
    assert laboratory.due_on == day("2024-10-23")


def test_the_laboratory_and_the_finding_move_over_days_off() -> None:
    facts = [
        positive("2024-09-10"),  # to object by the 13th; fifteen days later is Saturday the 28th
        fact("laboratory_result", "2024-09-25", "l1", test="t1", stage="first", outcome="positive", laboratory="a"),
        fact("test_objected", "2024-09-26", "o1", test="t1"),
    ]
    found = {d.key.rsplit(":", 1)[1]: d for d in of_kind(facts, "read_result", "2024-12-31")}
    assert found["laboratory"].due_on == day("2024-09-29")  # a Sunday, worked
    assert found["second"].due_on == day("2024-10-11")
    settled = [*facts[:2]]
    (finding,) = [d for d in of_kind(settled, "read_result", "2024-12-31") if d.key.endswith("finding")]
    assert finding.due_on == day("2024-10-08")


def test_a_release_notice_due_in_the_national_holiday_is_due_after_it() -> None:
    assert due(detox("2021-09-25"), "release_measure:m1").due_on == day("2024-10-08")


def test_a_report_of_a_violation_is_due_on_a_working_day() -> None:
    refusals = [
        fact("urine_test", on, f"t-{on}", outcome="refused", notice=f"n-{on}", warning_letter=True)
        for on in ("2024-07-05", "2024-08-06", "2024-09-30")
    ]
    served = [fact("test_notice_served", r.on.isoformat(), f"n-{r.on}", test_on=r.on) for r in refusals]
    found = of_kind([*detox("2024-06-03"), *served, *refusals], "report_violation", "2024-12-31")
    assert [d.due_on for d in found] == [day("2024-10-08")]


def test_confirmations_move_over_days_off() -> None:
    assessed = fact("risk_assessed", "2024-09-26", "a1", scores=(("drug_type", 15),))
    assert due([assessed], "confirm_level:a1", "2024-12-31").due_on == day("2024-10-08")
    (exit_,) = of_kind(detox("2021-09-05"), "confirm_exit", "2024-12-31")  # full on 09-05, 30 days: 10-05
    assert exit_.due_on == day("2024-10-08")


def test_the_test_after_a_leave_moves_over_days_off() -> None:
    facts = [
        *detox("2024-03-04"),
        fact("leave_granted", "2024-09-10", "leave1", until="2024-09-27"),
        fact("leave_returned", "2024-09-27", "back1", leave="leave1"),
    ]
    assert due(facts, "return_test:leave1", "2024-12-31").due_on == day("2024-10-08")


def test_slots_first_visits_windows_and_ends_stay_on_days_off() -> None:
    facts = detox("2024-09-05")
    assert due(facts, "urine_test:m1:1:1", "2024-12-31").due_on == day("2024-10-04")
    assert due(facts, "periodic_report:m1:1", "2024-12-31").due_on == day("2024-10-04")
    first = of_kind(detox("2024-09-30"), "visit", "2024-10-30")
    assert day("2024-10-03") in [d.due_on for d in first]


# -- inside


@pytest.mark.parametrize("out", ["2024-03-14", "2024-06-03"])
def test_rehabilitation_served_inside_isolation_counts_from_release(out: str) -> None:
    facts = [*isolation("2022-06-10", out), *ordered("2024-03-04", "community_rehabilitation")]
    found = due(facts, "report_in:m1", "2024-12-31")
    assert found.due_on == NATIONAL.calendar.shift(day(out) + timedelta(days=15))
    assert "deadlines.from_release" in codes(found)
    assert found.state == "open"


def test_isolation_that_ended_by_itself_is_over_on_its_last_day() -> None:
    facts = [*isolation("2022-06-10"), *ordered("2024-06-03", "community_rehabilitation")]
    assert due(facts, "report_in:m1", "2024-12-31").due_on == day("2024-06-25")


def test_the_days_of_a_change_of_place_stand_still_in_custody() -> None:
    moved = fact("measure_transferred", "2024-06-03", measure="m1", to_path="440785001")
    facts = [*detox("2024-03-04"), moved, *held("2024-06-10", "2024-06-20")]
    found = due(facts, "report_in:m1:1", "2024-12-31")
    assert found.due_on == day("2024-06-28")
    assert "deadlines.not_counted" in codes(found)


def test_the_days_for_the_agreement_stand_still_in_custody() -> None:
    facts = [*ordered("2024-03-04"), fact("reported_in", "2024-03-11", measure="m1"), *held("2024-03-13", "2024-03-25")]
    assert due(facts, "sign_agreement:m1", "2024-12-31").due_on == day("2024-04-01")  # 03-30 is a Saturday


def test_the_days_for_the_test_after_a_leave_stand_still_in_custody() -> None:
    facts = [
        *detox("2024-03-04"),
        fact("leave_granted", "2024-06-03", "leave1", until="2024-06-12"),
        fact("leave_returned", "2024-06-12", "back1", leave="leave1"),
        *held("2024-06-14", "2024-06-24"),
    ]
    found = due(facts, "return_test:leave1", "2024-12-31")
    assert (found.state, found.due_on) == ("open", day("2024-07-01"))


@pytest.mark.parametrize(
    ("taken", "out", "came", "state"),
    [
        ("2024-04-20", "2024-05-15", "2024-05-16", "done"),  # over the last day, the 10th
        ("2024-05-10", "2024-05-15", "2024-05-15", "done"),  # taken on the last day
        ("2024-04-20", "2024-04-25", "2024-05-14", "done"),  # inside the window: five days stand still
    ],
)
def test_custody_through_a_report_window_makes_nobody_late(taken: str, out: str, came: str, state: str) -> None:
    facts = [*detox("2024-03-11"), fact("periodic_report", "2024-03-20", "r1"), *held(taken, out)]
    found = due([*facts, fact("periodic_report", came, "r2")], "periodic_report:m1:2", "2024-12-31")
    assert (found.state, found.done_by) == (state, "r2")
    assert found.done_on is not None
    assert found.done_on <= found.due_on


def test_nobody_is_overdue_with_a_report_while_inside_without_end() -> None:
    facts = [*detox("2024-03-11"), fact("periodic_report", "2024-03-20", "r1"), *held("2024-04-20", None)]
    second = [d for d in folded(facts, "2024-12-31").duties if d.key == "periodic_report:m1:2"]
    assert [d.state for d in second] in ([], ["waived"])


def test_what_was_overdue_before_custody_stays_overdue() -> None:
    facts = [*detox("2024-03-11"), *held("2024-04-20", "2024-05-15")]
    found = due(facts, "periodic_report:m1:1", "2024-12-31")
    assert (found.state, found.due_on) == ("open", day("2024-04-10"))


@pytest.mark.parametrize("kind", ["report_violation", "release_measure", "confirm_exit"])
def test_the_acts_of_an_office_do_not_wait_for_a_release(kind: str) -> None:
    facts = [*detox("2021-03-02"), *held("2024-03-02", "2024-03-20")]
    before = {d.key: d.due_on for d in of_kind(detox("2021-03-02"), kind, "2024-12-31")}
    assert {d.key: d.due_on for d in of_kind(facts, kind, "2024-12-31")}.keys() == before.keys()
    if kind != "confirm_exit":
        assert {d.key: d.due_on for d in of_kind(facts, kind, "2024-12-31")} == before


@pytest.mark.parametrize(
    ("stretches", "by"),
    [
        (
            [("2024-03-06", "2024-03-08"), ("2024-03-08", "2024-03-10")],
            "2024-03-25",
        ),  # two that touch: 23rd is a Saturday
        ([("2024-03-01", "2024-03-08"), ("2024-03-08", "2024-03-10")], "2024-03-25"),  # from the release of the second
        ([("2024-03-19", "2024-03-22")], "2024-03-22"),  # taken on the last day, out on the day that stands for it
        ([("2024-03-01", "2024-03-04")], "2024-03-19"),  # out on the day of service
        ([("2024-02-20", "2024-03-01"), ("2024-03-06", "2024-03-07")], "2024-03-20"),
    ],
)
def test_days_stand_still_in_each_custody_once(stretches: list[tuple[str, str]], by: str) -> None:
    inside: list[Fact] = []
    for number, (taken, out) in enumerate(stretches):
        inside += [
            fact("taken_into_custody", taken, f"c{number}", custody="detained"),
            fact("released_from_custody", out, f"o{number}"),
        ]
    assert due([*ordered("2024-03-04"), *inside], "report_in:m1", "2024-12-31").due_on == day(by)


def test_who_is_taken_on_a_day_off_before_the_day_it_moved_to_is_not_late() -> None:
    facts = [*ordered("2024-03-01"), *held("2024-03-17", "2024-03-20")]  # the 16th is a Saturday, due on Monday
    assert due(facts, "report_in:m1", "2024-12-31").due_on == day("2024-03-20")


def test_whether_days_wait_for_release_is_a_number_of_the_pack() -> None:
    pack = amended(("2011-06-26 = true\n\n[agreement_days]", "2011-06-26 = false\n\n[agreement_days]"))
    facts = [*ordered("2024-03-04"), *held("2024-03-10", "2024-03-20")]
    assert due(facts, "report_in:m1", "2024-12-31", pack).due_on == day("2024-03-19")
    moved = fact("measure_transferred", "2024-06-03", measure="m1", to_path="440785001")
    inside = [*detox("2024-03-04"), moved, *held("2024-06-10", "2024-06-20")]
    assert due(inside, "report_in:m1:1", "2024-12-31", pack).due_on == day("2024-06-18")
    assert due(inside, "report_in:m1:1", "2024-12-31").due_on == day("2024-06-28")


# -- before the notice is out


@pytest.mark.parametrize(
    ("served", "waits"),
    [
        ("2026-12-17", True),
        ("2026-12-16", False),
        ("2026-12-20", True),
    ],
)
def test_a_last_day_after_the_published_calendar_is_said_to_wait_for_the_notice(served: str, waits: bool) -> None:
    found = due(ordered(served), "report_in:m1", "2027-03-01")
    assert ("deadlines.unpublished" in codes(found)) is waits


def test_a_later_calendar_gives_the_day_that_the_notice_gives() -> None:
    notice = (
        "published_until = 2026-12-31",
        "published_until = 2027-12-31\n[2027]\noff = [2027-01-01, 2027-01-04]\nworked = []",
    )
    facts = ordered("2026-12-18")
    assert due(facts, "report_in:m1", "2027-03-01").due_on == day("2027-01-04")
    assert "deadlines.unpublished" in codes(due(facts, "report_in:m1", "2027-03-01"))
    found = due(facts, "report_in:m1", "2027-03-01", amended(notice))
    assert found.due_on == day("2027-01-05")
    assert "deadlines.unpublished" not in codes(found)


def test_a_pack_kept_before_the_notice_came_out_knows_the_days_off_of_today() -> None:
    text = sources.joined("national")
    start = text.index("[2026]\noff")
    old = text[:start] + text[text.index("#== ", start) :]
    kept = policy.from_kept_text(old.replace("published_until = 2026-12-31", "published_until = 2025-12-31"))
    assert not kept.calendar.is_working_day(day("2026-10-01"))
    assert kept.calendar == NATIONAL.calendar
    other = text.replace("off = [2024-01-01, ", "off = [2024-01-02, 2024-01-01, ")
    assert not policy.from_kept_text(other).calendar.is_working_day(day("2024-01-02"))  # as it was kept


def test_a_pack_kept_before_numbers_said_so_reads_them_as_the_shipped_one_says() -> None:
    text = sources.joined("national")
    old = re.sub(r"= \{ days = (\d+), shifts = \w+, waits_inside = \w+ \}", r"= \1", text)
    assert old != text
    kept = policy.from_kept_text(old)
    for on in ("2012-01-01", "2026-01-01"):
        assert kept.on(day(on)) == NATIONAL.on(day(on))


def test_a_locality_s_own_days_kept_as_a_bare_number_stay_that_many() -> None:
    text = sources.joined("enping") + (
        "\n#== enping/reporting.toml\n[agreement_days]\nclause = 'enping.urine_tests'\n2020-01-01 = 5\n"
    )
    kept = policy.from_kept_text(text)
    number = kept.on(day("2024-01-01")).reporting.agreement_days
    assert (number.days, number.shifts, number.waits_inside) == (5, True, True)
    assert kept.on(day("2019-01-01")).reporting.agreement_days.days == 7


def test_no_number_of_days_is_without_its_two_words() -> None:
    """A new `…_days` either is a last day, and says how it runs, or is one of these lengths."""
    lengths = {
        "leave.written_from_days", "leave.town_from_days", "leave.longest_days", "leave.return_test_from_days",
        "urine_tests.days_left_after_custody", "violations.days_away_over", "bodies.certificate_warn_days", "stock.renewal_days",
        "sealing.restricted_days", "sealing.archived_days", "sealing.unseal_days", "activities.permit_days",
        "broadcasts.tick_days", "places.phone_days", "units.publicity_days", "units.reply_days", "units.renew_days", "units.mend_days", "calls.help_days", "calls.shown_days", "calls.tested_days", "calls.delay_days", "needs.take_working_days", "needs.heard_days", "aid.heard_days",
        "redemptions.keep_days", "honours.publicity_days", "portal.card_days", "portal.reconsider_days", "requests.answer_days", "handovers.announce_days", "handovers.contact_days", "handovers.meeting_days", "handovers.escort_days", "handovers.packet_days",
        "urine_tests.destroy_samples_days", "kits.near_days", "two_way_control.seen_holds_days", "two_way_control.heard_holds_days", "two_way_control.verify_opens_days", "signups.phone_days",
        "programmes.near_days", "tips.tell_working_days",
        "redemptions.first_warning_days", "redemptions.second_warning_days", "redemptions.dispute_days", "redemptions.decide_working_days",
    }
    for section, shape in SECTIONS.items():
        hints = get_type_hints(shape)
        for field in fields(shape):
            if "days" in field.name.split("_"):
                name = f"{section}.{field.name}"
                inside = (hints[field.name], *get_args(hints[field.name]))
                assert (Days in inside) is (name not in lengths), name
