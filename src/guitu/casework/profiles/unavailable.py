"""Why a step cannot be taken for this person now, and whether somebody might look for it all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.telling import told
from guitu.kit.telling import shown as spoken
from guitu.kit.telling import without_stop
from guitu.policy import Timeline
from guitu.rules import maternity
from guitu.rules.duty_keys import parted
from guitu.rules.measures import COMMUNITY_KINDS
from guitu.rules.steps import may_take
from guitu.rules.terms import OFF_THE_BOOK, MeasureCourse
from guitu.rules.urine_tests import may_be_missed

Row = dict[str, Any]
_OF_STATE = frozenset(
    {"serve_decision", "report_in", "sign_agreement", "refuse_report", "transfer_measure", "arrive_at_transfer"}
)
_OF_MEASURE = _OF_STATE | {"end_measure", "extend_measure", "report_violation"}
# What somebody may come for although its turn has not come: the other papers lie behind, or belong to no one here.
_LOOKED_FOR: Mapping[str, frozenset[str]] = {
    "decided": frozenset({"report_in", "sign_agreement", "transfer_measure"}),
    "served": frozenset({"sign_agreement", "transfer_measure", "refuse_report"}),
    "overdue": frozenset({"sign_agreement", "transfer_measure"}),
    "refused": frozenset({"report_in", "sign_agreement", "transfer_measure"}),
    "reported": frozenset({"transfer_measure"}),
    "transferring": frozenset({"transfer_measure"}),
    "suspended": frozenset({"transfer_measure"}),
    "expired": frozenset({"transfer_measure"}),
}
_NOTHING_WAITS: Mapping[str, tuple[str, Any]] = {  # the duty that must be open, and what to say where none is
    "confirm_level": ("confirm_level", _("没有等着确认的评估")),
    "confirm_deduction": ("confirm_deduction", _("没有等着确认的扣分")),
    "report_violation": ("report_violation", _("没有达到严重违反的次数、天数")),
    "record_return": ("return_from_leave", _("没有未销的假")),
    "record_missed_test": ("missed", _("没有过期的、通知书定了日子的检测")),
    "tell_result": ("read_result:told", _("没有等着告知的结果")),
    "record_laboratory_result": ("read_result", _("没有要处理的初筛阳性")),
    "object_to_test": ("read_result", _("没有要处理的初筛阳性")),
}
_BEGINS: Mapping[str, str] = {
    "record_lost_contact": "lost_contact", "start_two_way_control": "two_way_control",
    "start_medical_leave": "medical_leave", "record_escape": "escaped", "record_pregnancy": "pregnant",
    "record_nursing": "nursing",
}
_ENDS: Mapping[str, str] = {
    "record_found": "lost_contact", "end_two_way_control": "two_way_control", "end_medical_leave": "medical_leave",
    "record_recapture": "escaped", "end_pregnancy": "pregnant", "end_nursing": "nursing",
}
_ASKED_OVER = frozenset(_BEGINS.values())
_ASKED_FOR = frozenset({"sign_agreement", "confirm_exit", *(duty for duty, _said in _NOTHING_WAITS.values())})


@dataclass(frozen=True, slots=True)
class Why:
    text: str
    is_looked_for: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """Where somebody stands on a day: state, the measure that runs, what is open, what lies over it. Two people
    who stand alike are equal: what may be done for them is drawn once."""

    on: date
    state: str
    running: MeasureCourse | None
    open: frozenset[str]
    over: frozenset[str]  # what lies over the state
    is_man: bool
    clean_on: str

    @classmethod
    def of(
        cls, person: Row, running: MeasureCourse | None, duties: Sequence[Row], may: frozenset[str], on: date
    ) -> Now:
        course = person["course"]
        over = frozenset(
            name
            for name, since, until, _fact in course.get("overlays", ())
            if name in _ASKED_OVER and date.fromisoformat(since) <= on and (until is None or until > on.isoformat())
        )
        is_man = person["sex"] == "male"
        clean_on = (course.get("exit_due_on") or "") if "confirm_abstinence" in may else ""
        now = running and _as_it_stands(running, on)
        return cls(on, person["state"], now, _open(duties, on), over, is_man, clean_on)


def _as_it_stands(running: MeasureCourse, on: date) -> MeasureCourse:
    """The measure as of today alone, without whose it is and since when."""
    state = running.state_on(on)
    return MeasureCourse("", running.kind, ((on, state),) if state else (), None, None, (), 0)


def _open(duties: Sequence[Row], on: date) -> frozenset[str]:
    found: set[str] = set()
    for duty in duties:
        if duty["state"] != "open":
            continue
        name = parted(duty["key"])
        found |= {duty["kind"], f"{name.kind}:{name.step}"}
        if name.slot and may_be_missed(duty["opens_on"], duty["planned_on"], duty["due_on"], on):
            found.add("missed")
    return frozenset(found & _ASKED_FOR)


def why(action: str, now: Now, timeline: Timeline) -> Why | None:
    """Why the step means nothing for this person now; None where it may. The command's own verdict decides."""
    if now.state in OFF_THE_BOOK and action != "record_status":
        return Why(_now("现在不在册"))
    if action in _OF_MEASURE and now.running is None:
        return Why(_now("没有进行中的措施"))
    if action in _NOTHING_WAITS and _NOTHING_WAITS[action][0] not in now.open:
        return Why(str(_NOTHING_WAITS[action][1]))
    if action == "confirm_abstinence" and "confirm_exit" not in now.open:
        return _not_clean_yet(now)
    if action == "extend_measure" and now.running and now.running.kind != "compulsory_isolation":
        return Why(_now("只用于强制隔离戒毒"))
    if action == "release_from_custody" and now.state not in ("detained", "imprisoned"):
        return Why(_now("没有登记在押"))
    if action in _BEGINS or action in _ENDS:
        return _lying_over(action, now)
    return _of_state(action, now, timeline) if action in _OF_STATE else None


def _lying_over(action: str, now: Now) -> Why | None:
    """What runs already is not begun again, what does not run is not ended."""
    overlay = _BEGINS.get(action) or _ENDS[action]
    if overlay in maternity.OVERLAYS and now.is_man:
        return Why(_now("只用于妇女"))
    if overlay in ("escaped", "medical_leave") and (now.running is None or now.running.kind != "compulsory_isolation"):
        return Why(_now("只用于强制隔离戒毒"))
    if (overlay in now.over) == (action in _BEGINS):
        template = _now("已登记%(what)s") if action in _BEGINS else _now("没有登记%(what)s")
        return Why(template % {"what": spoken(f"overlay.{overlay}")})
    return None


def _not_clean_yet(now: Now) -> Why | None:
    if now.state == "abstinent":
        return None if now.clean_on else Why(_now("已确认三年未复吸"))
    return Why(_now("三年未复吸 %(on)s 届满") % {"on": now.clean_on} if now.clean_on else _now("三年未复吸还没有起算"))


def _of_state(action: str, now: Now, timeline: Timeline) -> Why | None:
    running = now.running
    if running is None or (action == "sign_agreement" and "sign_agreement" in now.open):
        return None
    verdict = may_take(action, running, now.on)
    if verdict:
        return None
    state = running.state_on(now.on) or ""
    if action in _LOOKED_FOR.get(state, ()) and running.kind in COMMUNITY_KINDS:
        return Why("".join(said["text"] for said in told(verdict.reasons, timeline)), is_looked_for=True)
    if running.kind not in COMMUNITY_KINDS:
        return Why(_now("只用于社区戒毒、社区康复"))
    return Why(without_stop(_now("这项措施现在是“%(state)s”") % {"state": spoken(f"measure.{state}")}))
