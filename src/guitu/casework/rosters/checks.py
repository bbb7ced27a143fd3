"""What the cells of one row say about each other, and what the rows of one file say twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.spellings import GOING_ON, ON_THE_BOOK
from guitu.rules.dates import day_after, period_end
from guitu.rules.measure_states import FINISHED
from guitu.rules.verdict import Reason

RESTS_ON_A_DECISION = ("community_detox", "community_rehabilitation", "compulsory_isolation")
COMMUNITY = ("community_detox", "community_rehabilitation")
RUNNING_STATES = (
    "community_detox",
    "community_rehabilitation",
    "compulsory_isolation",
    "voluntary",
    "maintenance",
)
IN_ORDER = ("born_on", "decided_on", "received_on", "reported_on")
RESIDENT_CARD = "111"
# data of a measure: without one they would lead to nothing
OF_A_MEASURE = ("decided_on", "received_on", "reported_on", "agreement_signed_on", "decision_number")
OF_ITS_TERM = ("starts_on", "ends_on")  # or of custody, or of treatment
IN_CUSTODY = ("imprisoned", "detained")
ASIDE = ("no_measure", "measure_says", "measure_kind_text", "sex_text", "risk_level_text")  # said by cells for one another
Values = dict[str, Any]


def _about(code: str, *fields: str, **values: Any) -> Reason:
    headings = "、".join(BY_NAME[name].heading for name in fields)
    return Reason(code, {"fields": fields, "heading": headings, **values})


def complete(values: Values) -> None:
    """What one cell says for another that was left empty."""
    born_on = values.pop("id_born_on", None)
    sex = values.pop("id_sex", None)
    if born_on:
        values.setdefault("born_on", born_on)
    if sex:
        values.setdefault("sex", sex)
    _state_of_measure(values)
    if "measure_kind" not in values and values.get("state") in RUNNING_STATES:
        values["measure_kind"] = values["state"]
    if values.get("starts_on") and values.get("ends_on"):
        values["ends_on"] = exclusive_end(values["starts_on"], values["ends_on"])


def _state_of_measure(values: Values) -> None:
    """执行中 beside a measure is the state of that measure; 三年未复吸 in its column is the state."""
    state, kind = values.get("state"), values.get("measure_kind")
    if values.get("measure_says") and state in (None, "in_society", GOING_ON, ON_THE_BOOK):
        values["state"] = values["measure_says"]
    elif state in (GOING_ON, ON_THE_BOOK):
        if kind:
            values["state"] = kind
        elif state == ON_THE_BOOK:
            values["state"] = "in_society"


def lost_data(values: Values, wrong: set[str]) -> list[str]:
    """Fields that say something about a measure of which nobody says what it is."""
    if "measure_kind" in values or "measure_kind" in wrong:
        return []
    state = values.get("state")
    found = [name for name in OF_A_MEASURE if values.get(name)]
    if state not in IN_CUSTODY:
        found += [name for name in OF_ITS_TERM if values.get(name)]
    return found or (["state"] if state == GOING_ON else [])


def measure_asked(values: Values) -> Iterator[Reason]:
    """Of a row in which nothing is wrong: which measure its data are of, where it does not say."""
    if not values.get("no_measure") and (lost := lost_data(values, set())):
        headings = "、".join(BY_NAME[name].heading for name in lost)
        yield Reason("measure_asked", {"fields": ("measure_kind",), "heading": _label("measure_kind"), "text": headings, "word": ""})


def identity_errors(values: Values) -> Iterator[Reason]:
    """Birthday and sex against the ID number; to be asked before `complete`."""
    born_on, sex = values.get("id_born_on"), values.get("id_sex")
    if not born_on:
        return
    if "born_on" in values and values["born_on"] != born_on:
        yield _about("birth_contradicts_id", "born_on", "id_number", text=values["born_on"].isoformat())
    about = values.get("born_about")
    if about and not born_on.isoformat().startswith(about):
        yield _about("birth_contradicts_id", "born_on", "id_number", text=about)
    if values.get("sex", sex) != sex:
        yield _about("sex_contradicts_id", "sex", "id_number")


def row_errors(values: Values, wrong: set[str]) -> Iterator[Reason]:
    """`wrong`: fields whose cells were not understood; they are not said to be missing as well."""
    yield from _order(values)
    yield from _period(values)
    kind, state = values.get("measure_kind"), values.get("state")
    if kind in COMMUNITY and state in COMMUNITY and kind != state:
        yield _about("state_contradicts_measure", "state", "measure_kind")
    has_decision = "decided_on" in values or "decided_on" in wrong
    if kind in RESTS_ON_A_DECISION and not has_decision and _is_running(values):
        yield _about("measure_without_decision", "decided_on", "measure_kind")


def identity_missing(values: Values) -> Iterator[Reason]:
    """The sex of somebody whose passport does not say it is asked: who may take a sample depends on it."""
    if "id_number" not in values:
        return
    if not values.get("sex"):
        yield _about("sex_needed", "sex")


def row_warnings(values: Values, today: date) -> Iterator[Reason]:
    kind, state = values.get("measure_kind"), values.get("state")
    if kind in RESTS_ON_A_DECISION and "decided_on" not in values and not _is_running(values):
        yield _about("past_measure_without_decision", "decided_on", "measure_kind")
    if kind in COMMUNITY and state == "compulsory_isolation":
        yield _about("state_beside_measure", "state", "measure_kind")
    if "id_number" in values and "born_on" not in values and "born_about" not in values:
        yield _about("birth_needed", "born_on")
    if values.get("no_measure") and (lost := lost_data(values, set())):
        yield _about("dates_without_measure", *lost)
    if "state_on" in values and "state" not in values:
        yield _about("state_date_without_state", "state_on")
    if values.get("state_aside"):
        yield _about("state_needs_a_look", "state", text=values.get("state_text", ""))
    if "starts_on" in values and values["starts_on"] > today:
        yield _about("starts_in_future", "starts_on", text=values["starts_on"].isoformat())
    if not (values.get("town_name") or values.get("village_name") or values.get("living_address")):
        yield _about("place_missing", "town_name", "village_name", "living_address")


def _is_running(values: Values) -> bool:
    """Nothing else says that the measure is over."""
    state = values.get("state")
    return state in (None, values.get("measure_kind")) and values.get("state_aside") not in FINISHED


def _order(values: Values) -> Iterator[Reason]:
    given = [(name, values[name]) for name in IN_ORDER if name in values]
    for (earlier, first), (later, second) in pairwise(given):
        if second < first:
            yield _about("days_out_of_order", later, earlier, later=_label(later), earlier=_label(earlier))
    for name in ("first_used_on", "first_caught_on", "starts_on", "agreement_signed_on", "state_on"):
        if name in values and "born_on" in values and values[name] <= values["born_on"]:
            yield _about("days_out_of_order", name, "born_on", later=_label(name), earlier=_label("born_on"))
    if "agreement_signed_on" in values and values["agreement_signed_on"] < values.get("decided_on", date.min):
        later, earlier = _label("agreement_signed_on"), _label("decided_on")
        yield _about("days_out_of_order", "agreement_signed_on", "decided_on", later=later, earlier=earlier)


def _label(name: str) -> str:
    return BY_NAME[name].heading


def _period(values: Values) -> Iterator[Reason]:
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if not (starts_on and ends_on):
        return
    if ends_on <= starts_on:
        yield _about("period_ends_before_it_starts", "ends_on", "starts_on")
    elif (years := values.get("measure_years")) and ends_on != period_end(starts_on, 12 * years):
        yield _about("period_contradicts_years", "ends_on", "starts_on", "measure_years", years=years)


def exclusive_end(starts_on: date, ends_on: date) -> date:
    """Rosters give the last day, 2023-03-05 to 2026-03-04, or the day after; ours is the day after."""
    if any(ends_on == period_end(starts_on, 12 * years) for years in range(1, 6)):
        return ends_on
    return day_after(ends_on) if ends_on > starts_on else ends_on


class Repeats:
    """Who stands in the file twice: by ID number, and where one is missing by name and birthday."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._people: dict[tuple[str, date], tuple[int, bool]] = {}

    def of(self, line: int, values: Values) -> tuple[list[Reason], list[Reason]]:
        """(errors, warnings) of this line, which name the first line."""
        number, name, born_on = values.get("id_number"), values.get("name"), values.get("born_on")
        if number and (first := self._ids.setdefault(number, line)) != line:
            return [_about("repeats_id_number", "id_number", first=first)], []
        if name and born_on:
            first, has_number = self._people.setdefault((name, born_on), (line, bool(number)))
            if first != line:
                reason = "same_name_and_birth" if number and has_number else "repeats_name_and_birth"
                found = _about(reason, "name", "born_on", first=first)
                return ([], [found]) if number and has_number else ([found], [])
        return [], []
