"""A row's measure in facts: which of its dates is used, and what stands in where one is missing."""

from __future__ import annotations

from datetime import date

from guitu.casework.rosters.checks import COMMUNITY
from guitu.casework.rosters.story import Story
from guitu.policy import Timeline
from guitu.rules.dates import day_before, period_end
from guitu.rules.deadlines import due_of_office
from guitu.rules.measures import planned_end
from guitu.rules.verdict import Reason

TREATMENT = ("voluntary", "maintenance")
OFF_THE_BOOK = ("dead", "struck_off", "moved_out", "abroad")
CUSTODY = ("imprisoned", "detained")
NOT_REPORTED = ("not_reported", "not_reported_handed_over")
# states that say nothing about whether the measure goes on
_SILENT = (None, *OFF_THE_BOOK, *CUSTODY, "compulsory_isolation")


def tell_measures(story: Story, timeline: Timeline) -> None:
    """The sheet's measure, the treatment or the isolation that its state speaks of, and methadone."""
    values = story.values
    kind, state = values.get("measure_kind"), values.get("state")
    if kind in COMMUNITY and "decided_on" in values:
        measure = _community(story, kind, timeline)
        if state == "compulsory_isolation":
            day = story.day_in_state()
            if day is None:
                raise story.need("state_date_needed", "state_on", state="强制隔离戒毒")
            story.add("measure_ended", day, measure=measure, how="converted")
            story.open_measure("compulsory_isolation", day)
    elif kind == "compulsory_isolation" and "decided_on" in values:
        _isolation(story, timeline)
    elif kind in TREATMENT:
        _treatment(story, kind)
    if state in TREATMENT and kind != state:
        story.open_measure(state, story.assume("治疗开始日期", story.on, "导入当天", "state"))
    is_left = state in OFF_THE_BOOK or "maintenance" in (kind, state)
    if values.get("is_on_methadone") and not is_left:
        day = story.assume("美沙酮治疗开始日期", story.on, "导入当天", "is_on_methadone")
        story.open_measure("maintenance", day)
        if state == "in_society":
            story.warnings.append(Reason("methadone_counts", {"fields": ("state", "is_on_methadone"), "heading": "管控现状"}))


def is_over(story: Story) -> bool:
    """Does the sheet say, by the state or beside it, that its measure has ended."""
    kind, state = story.values.get("measure_kind"), story.values.get("state")
    if story.values.get("state_aside") in ("released", "terminated"):
        return True
    if story.values.get("state_aside") == "expired":
        return False  # it is full, and waits for its release notice
    return state not in _SILENT and state != kind


def _community(story: Story, kind: str, timeline: Timeline) -> str:
    values = story.values
    decided_on: date = values["decided_on"]
    years = values.get("measure_years") or _years_between(values.get("starts_on"), values.get("ends_on")) or 3
    measure = story.open_measure(kind, decided_on, years)
    if received := story.day("received_on"):
        story.add("decision_served", received, measure=measure)
    reported = story.day("reported_on")
    if reported is None:
        reported = _reported(story, timeline)
    if reported is None:
        if is_over(story):
            _end(story, measure, decided_on, None)
        return measure
    story.add("reported_in", reported, measure=measure)
    if signed := story.day("agreement_signed_on"):
        story.sign(max(signed, reported), measure)
    policy = timeline.on(reported).measures
    if kind == "community_detox":
        years = policy.community_detox_years
    planned = planned_end(reported, 12 * years, policy)
    _compare_end(story, planned)
    if is_over(story):
        _end(story, measure, max(decided_on, reported), planned)
    return measure


def _reported(story: Story, timeline: Timeline) -> date | None:
    """The day of reporting in where the sheet has none. The term counts from it, so its first day is that day
    (禁毒法 33). Else nobody has said that somebody reported: None while the days for it run, asked afterwards."""
    values, received = story.values, story.day("received_on")
    if values.get("state_aside") in NOT_REPORTED:
        return None
    if starts_on := story.day("starts_on"):
        return story.assume("报到日期", starts_on, "起始日期", "reported_on")
    if values.get("state_aside") == "terminated" and story.day("ends_on"):
        return None  # the police may end it before anybody reported; released is only what ran to its end
    days = timeline.on(story.on).reporting.report_in_days
    last = due_of_office(received or values["decided_on"], days, timeline).by
    says_so = values.get("agreement_signed_on") or "报到" in (values.get("state_text") or "")
    if is_over(story) or says_so or last < story.on:
        raise story.need("report_date_needed", "reported_on", days=days.days)
    story.warnings.append(Reason("not_reported_yet", {"fields": ("reported_on",), "heading": "报到日期"}))
    return None


def _compare_end(story: Story, planned: date) -> None:
    ends_on = story.values.get("ends_on")
    if ends_on and ends_on != planned and not is_over(story):
        values = {"fields": ("ends_on",), "heading": "截止日期", "text": ends_on.isoformat(), "on": planned.isoformat()}
        story.warnings.append(Reason("end_differs", values))


def _end(story: Story, measure: str, began_on: date, planned: date | None) -> None:
    """How a measure that is over ended: as the sheet dates it, else as the law does, else not at all."""
    how = "terminated" if story.values.get("state_aside") == "terminated" else "released"
    ends_on = story.day("ends_on")
    if ends_on and planned is not None and ends_on == day_before(planned) and how == "released":
        ends_on = min(planned, story.on)  # rosters give the last day of the term
    if ends_on and ends_on >= began_on:
        story.add("measure_ended", ends_on, measure=measure, how=how)
    elif how == "terminated":
        raise story.need("state_date_needed", "ends_on", state="终止")
    elif planned is not None and planned <= story.on and "ends_on" not in story.values:
        day = story.assume("解除日期", planned, "期满日", "ends_on")
        story.add("measure_ended", day, measure=measure, how=how)


def _isolation(story: Story, timeline: Timeline) -> None:
    decided_on: date = story.values["decided_on"]
    measure = story.open_measure("compulsory_isolation", decided_on)
    policy = timeline.on(decided_on).measures
    full = 12 * policy.compulsory_isolation_years
    planned = planned_end(decided_on, full, policy)
    ends_on: date | None = story.values.get("ends_on")
    if ends_on and ends_on > planned:
        more = range(1, policy.extension_max_months + 1)
        months = next((m for m in more if planned_end(decided_on, full + m, policy) == ends_on), 0)
        if months:
            day = story.assume("延长期限的日期", min(planned, story.on), "原期满日或导入当天", "ends_on")
            story.add("measure_extended", day, measure=measure, months=months)
            planned = ends_on
        else:
            _compare_end(story, planned)
    if is_over(story) or (ends_on and decided_on < ends_on <= min(story.on, planned)):
        _end(story, measure, decided_on, planned)


def _treatment(story: Story, kind: str) -> None:
    """Treatment begins on the day of its contract or enrolment, and has no end but the one that is recorded."""
    found = story.day("decided_on", "starts_on", "reported_on", "agreement_signed_on")
    start = found or story.assume("治疗开始日期", story.on, "导入当天", "starts_on")
    measure = story.open_measure(kind, start)
    ends_on = story.day("ends_on")
    if ends_on and ends_on > start:
        story.add("measure_ended", ends_on, measure=measure, how="released")
    elif is_over(story):
        raise story.need("state_date_needed", "ends_on", state="治疗结束")


def _years_between(starts_on: date | None, ends_on: date | None) -> int | None:
    if starts_on is None or ends_on is None:
        return None
    return next((years for years in range(1, 6) if period_end(starts_on, 12 * years) == ends_on), None)
