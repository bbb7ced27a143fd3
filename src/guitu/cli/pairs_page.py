"""docs/rules/pairs.md: which family of rules reads another's facts or courses, and the test that says what then is right.

The pairs are read from the rulebook itself: what a file imports, what its functions are given, which kinds of facts it
names. A test says of which pair it is by `@pytest.mark.pair("exits", "measures")`: exits reads measures.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from guitu.cli.environment import ROOT
from guitu.rules import records

RULES = Path(records.__file__).parent
TESTS = ROOT / "tests"
Pair = tuple[str, str]  # the family that reads, the family that is read

# Which files are a family together.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "custody": ("custody",),
    "measures": ("measures", "releases", "machine", "steps", "stretches", "isolation"),
    "maternity": ("maternity",),
    "reporting": ("reporting",),
    "urine_tests": ("urine_tests", "urine_tests_outside", "screenings", "slots", "findings", "bottles", "strip_clocks", "doubts"),
    "visits": ("visits",),
    "leave": ("leave",),
    "violations": ("violations", "evidence", "breaches"),
    "levels": ("levels", "questions"),
    "consents": ("consents",),
    "teams": ("teams",),
    "plans": ("plans",),
    "incidents": ("incidents",),
    "points": ("points", "deductions"),
    "exits": ("exits", "abstinence"),
    "standing": ("standing", "overlays"),
    "corrections": ("corrections",),
    "postponements": ("postponements",),
    "requests": ("requests",),
    "two_way_control": ("two_way_control",),
    "venues": ("venues", "venue_fold"),
    "stock": ("stock", "stock_fold"),
    "units": ("units", "unit_fold", "unit_steps"),
    "needs": ("needs",),
    "aid": ("aid",),
    "employment": ("employment",),
    "courses": ("courses",),
    "volunteering": ("volunteering",),
    "calls": ("calls", "call_clocks", "call_events", "call_steps", "call_directing", "call_times", "on_duty", "signals", "drills"),
    "handovers": ("handovers", "handover_steps"),
}
# What composes, tells, spells or counts days: no family.
NONE = (
    "__init__", "areas", "beliefs", "bodies", "cadence", "caseloads", "checklists", "consequences", "dates", "daybook", "deadlines", "devices", "documents", "draws", "duty_keys", "exports", "identifiers", "indicators", "kits", "later_states", "lifetimes", "links", "measure_states", "meter",
    "names", "neutral", "notices", "occasions", "old_characters", "papers", "participation", "particulars", "person", "portal", "present", "records", "refusals", "rolling", "rollup", "sealing", "sentences", "systems", "tasks", "terms", "texts", "verdict", "whereabouts",
    "places", "activities", "broadcasts", "redemptions", "lessons", "quizzes", "games", "schools", "works", "honours", "public", "scales", "stories", "trials", "tips", "self_checks", "unit_samples", "unit_lines", "selections", "photos", "surveys", "precursors", "medicines", "clocks", "signups", "remarks", "programmes", "room", "airings", "testing_days", "statements", "wish_cards",
)
# Whose facts they are.
FACTS: Mapping[str, tuple[str, ...]] = {
    "custody": ("taken_into_custody", "released_from_custody"),
    "measures": ("measure_decided", "measure_extended", "measure_ended", "escaped", "recaptured", "medical_leave_started",
                 "medical_leave_ended"),
    "reporting": ("decision_served", "reported_in", "agreement_signed", "report_refused", "measure_transferred",
                  "transfer_arrived", "periodic_report"),
    "urine_tests": ("test_notice_served", "urine_test", "test_objected", "laboratory_result", "test_missed", "tests_waived",
                    "bottles_moved", "bottles_destroyed", "doubt_read"),
    "visits": ("visit",),
    "leave": ("leave_granted", "leave_returned"),
    "violations": ("absence_confirmed", "violation_reported", "violation_answered", "agreement_breached", "breach_excused",
                   "breach_criticised", "warning_served"),
    "maternity": ("pregnancy_started", "pregnancy_ended", "nursing_started", "nursing_ended"),
    "levels": ("risk_assessed", "level_confirmed", "level_told", "level_questioned", "level_answered"),
    "consents": ("consent_given", "consent_withdrawn", "story_written", "story_checked"),
    "teams": ("member_named", "member_left"),
    "plans": ("plan_made", "goal_set", "goal_ended", "plan_reviewed", "plan_closed", "session_held"),
    "incidents": ("incident_recorded", "incident_lifted", "help_raised", "help_arranged"),
    "points": ("points_granted", "deduction_confirmed"),
    "exits": ("use_confirmed", "abstinence_confirmed"),
    "standing": ("registered", "died", "struck_off", "moved_out", "moved_in", "went_abroad", "came_back", "lost_contact",
                 "found_again", "two_way_control_started", "two_way_control_ended"),
    "postponements": ("duty_postponed",),
    "requests": ("request_made", "request_answered"),
    "two_way_control": ("two_way_answered", "whereabouts_verified", "elsewhere_test_asked", "elsewhere_test_declined", "transfer_acknowledged"),
    "calls": ("call_raised", "innocent_checked", "unit_called", "unit_escalated", "unit_acknowledged", "unit_reported", "seen_again",
              "unit_returned", "unit_handed_over", "call_settled", "settlement_checked", "help_given", "call_reviewed", "improvement_planned",
              "improvement_made", "call_ended", "signals_added", "instruction_given", "unit_urged", "delay_asked", "delay_decided", "call_joined",
              "information_added"),
    "handovers": ("handover_asked", "handover_announced", "release_moved", "handover_accepted", "receiver_named", "handover_returned",
                  "handover_sent_again", "handover_withdrawn", "contact_inside", "handover_met", "release_notified", "escort_planned",
                  "handover_signed", "nobody_met", "handover_filed", "rules_read", "handover_followed", "needs_asked", "certificate_gained",
                  "handover_closed"),
    "needs": ("need_found", "need_ended", "need_raised", "need_taken", "need_returned", "need_sent", "need_done", "need_answered"),
    "aid": ("aid_applied", "aid_answered", "aid_paid", "aid_declined", "aid_received", "work_refused"),
    "employment": ("work_referred", "job_started", "job_checked", "job_ended", "work_excluded", "work_included", "insurance_started",
                   "insurance_ended", "bonus_verified", "bonus_paid"),
    "courses": ("course_attended", "certificate_given", "check_up_attended"),
    "volunteering": ("volunteer_joined", "volunteer_left", "hours_volunteered"),
    "corrections": ("withdrawn",),
    "places": ("place_opened", "place_checked", "place_closed", "place_reopened"),
    "activities": ("activity_planned", "activity_published", "permit_asked", "activity_held", "activity_called_off"),
    "units": ("title_declared", "title_returned", "title_confirmed", "title_assessed", "title_published", "title_withheld", "title_given",
              "title_rechecked", "title_vetoed", "veto_answered", "veto_decided"),
    "broadcasts": ("broadcasts_started", "broadcast_played", "broadcasts_stopped"),
    "venues": ("venue_registered", "venue_changed", "venue_closed", "venue_reopened", "venue_checked", "venue_rechecked", "venue_replied",
               "venue_time_decided", "venue_appealed", "venue_appeal_decided", "venue_referred", "venue_punished", "venue_letter_signed", "venue_letter_unsigned"),
    "stock": ("goods_held", "goods_licensed", "stock_moved", "stock_counted", "goods_reported", "empties_returned", "remains_destroyed",
              "remains_witnessed"),
}
# Whose courses they are: what a function is given under this type.
COURSES: Mapping[str, str] = {
    "MeasureCourse": "measures", "CustodySpan": "custody", "Span": "standing", "OverlaySpan": "standing",
    "Levels": "levels", "SlotResult": "urine_tests", "Papers": "urine_tests", "Counter": "violations",
    "Tally": "violations", "PointsEntry": "points",
}
ARGUMENTS: Mapping[str, str] = {"approved": "leave", "report_by": "reporting"}  # what has a plain type
_OWNER = {kind: family for family, kinds in FACTS.items() for kind in kinds}
_CLASSES = {cls.__name__: kind for kind, cls in records.KINDS.items()}


def pairs() -> dict[Pair, set[str]]:
    """Every pair, with what is read: kinds of facts and courses. Unowned kinds are an error."""
    if left := set(records.KINDS) - set(_OWNER):
        raise LookupError(f"whose facts are {sorted(left)}?")
    answer: dict[Pair, set[str]] = {}
    for family, files in FAMILIES.items():
        for file in files:
            path = RULES / f"{file}.py"
            for owner, what in _read(ast.parse(path.read_text(encoding="utf-8"))):
                if owner != family:
                    answer.setdefault((family, owner), set()).add(what)
    return answer


def _read(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in _OWNER:
            yield _OWNER[str(node.value)], str(node.value)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("guitu.rules.facts"):
            for name in node.names:
                if name.name in _CLASSES:
                    yield _OWNER[_CLASSES[name.name]], _CLASSES[name.name]
        elif isinstance(node, ast.FunctionDef):
            for argument in (*node.args.args, *node.args.kwonlyargs):
                if argument.arg in ARGUMENTS:
                    yield ARGUMENTS[argument.arg], argument.arg
                for inner in ast.walk(argument.annotation) if argument.annotation else ():
                    if isinstance(inner, ast.Name) and inner.id in COURSES:
                        yield COURSES[inner.id], inner.id


def told() -> dict[Pair, list[str]]:
    """The sentences of the tests that say of which pair they are, by pair."""
    answer: dict[Pair, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.pair(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                for pair in _pairs_of(node):
                    answer.setdefault(pair, []).append(f"{path.relative_to(ROOT)}::{node.name}")
    return answer


def _pairs_of(test: ast.FunctionDef) -> Iterator[Pair]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.pair"):
            one, two = (str(argument.value) for argument in mark.args if isinstance(argument, ast.Constant))
            yield one, two


def page() -> str:
    tested = told()
    lines = [
        "<!-- 由规则和测试生成，请勿手改。 -->",
        "",
        "# 两类规则相遇 · Where two families of rules meet",
        "",
        "Made by `./guitu docs` from the rulebook and the tests. A family reads another's facts or courses; the test says what",
        "then is right. A pair without a test fails.",
        "",
        "| family | reads | through | the sentence that is tried |",
        "|---|---|---|---|",
    ]
    for (family, other), what in sorted(pairs().items()):
        said = "<br>".join(_sentence(test) for test in tested.get((family, other), ())) or "**none**"
        lines.append(f"| `{family}` | `{other}` | {', '.join(f'`{one}`' for one in sorted(what))} | {said} |")
    return "\n".join(lines) + "\n"


def _sentence(test: str) -> str:
    return test.rpartition("::test_")[2].replace("_", " ")
