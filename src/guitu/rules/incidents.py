"""与工作人员的冲突: for some months two go together, until the day is over or somebody else has looked again.

And help that cannot wait: what a counsellor saw becomes a thing to do today, without a word of what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import period_end
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts.teamwork import HelpArranged, HelpRaised, IncidentLifted, IncidentRecorded
from guitu.rules.terms import Duty, Overlay, OverlaySpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "incidents.two_needed": "{on} 与工作人员有过冲突，{until} 以前上门要两人同去。请选同去的人。",
    "incidents.lifted": "已经解除，或者已经到期。",
    "incidents.another_lifts": "登记冲突的人不能自己解除。请由另一个人看过再定。",
    "incidents.help": "需要马上帮助。今天就联系本人，安排就医或者陪护，再登记。",
    "incidents.help_answered": "已经安排过。",
    "incidents.another_person": "同去的须是另一个人，当天在岗。请另选一名。",
    "incidents.words": "请写明经过，和下次怎样做更稳妥。",
}
TOGETHER: Overlay = "two_together"
BEGIN = IncidentRecorded.kind  # without one nobody has to go along
_AT_THE_DOOR = ("home", "workplace")  # elsewhere colleagues are near


@dataclass(frozen=True, slots=True)
class IncidentsPolicy:
    """For how many months two go together; within how many days help is to be arranged. Ours."""

    together_months: int
    help_days: Days

    def until(self, on: date) -> date:
        """The first day on which one goes alone again."""
        return period_end(on, self.together_months)


def together(facts: Iterable[Fact]) -> list[OverlaySpan]:
    """When two go together: from each incident until its day, or until it was lifted."""
    listed = list(facts)
    lifted = {fact.of_incident: fact.on for fact in listed if isinstance(fact, IncidentLifted)}
    spans = [
        OverlaySpan(TOGETHER, fact.on, min(fact.until, lifted.get(fact.id, date.max)), fact.id)
        for fact in listed
        if isinstance(fact, IncidentRecorded)
    ]
    return [span for span in spans if span.until_on is not None and span.until_on > span.from_on]


def open_on(facts: Iterable[Fact], on: date) -> OverlaySpan | None:
    """The incident because of which two go together that day: the one that lasts longest."""
    found = [one for one in together(facts) if one.until_on is not None and one.from_on <= on < one.until_on]
    return max(found, key=lambda one: (one.until_on or date.max, one.fact_id), default=None)


def may_visit(how: str, companion: str | None, facts: Iterable[Fact], on: date) -> Verdict:
    """Whether a visit of that day may be written down: where two go together, with the other one named. Months are
    policy, our default."""
    found = open_on(facts, on) if how in _AT_THE_DOOR and not companion else None
    if found is None:
        return ALLOWED
    return refused(Reason("incidents.two_needed", {"on": found.from_on, "until": found.until_on}, "guitu.default"))


def may_lift(incident: str, facts: Sequence[Fact], on: date, *, by_same: bool) -> Verdict:
    """Whether one may go alone again: while the days run, and never by who wrote the incident down. Policy, our default."""
    if not any(one.fact_id == incident and one.until_on is not None and on < one.until_on for one in together(facts)):
        return refused(Reason("incidents.lifted"))
    return refused(Reason("incidents.another_lifts", {}, "guitu.default")) if by_same else ALLOWED


def waiting(facts: Iterable[Fact]) -> list[HelpRaised]:
    """What was raised and nobody has arranged yet, the oldest first."""
    listed = list(facts)
    done = {fact.raised for fact in listed if isinstance(fact, HelpArranged)}
    return sorted(
        (fact for fact in listed if isinstance(fact, HelpRaised) and fact.id not in done), key=lambda f: (f.on, f.id)
    )


def help_reason() -> Reason:
    """What is said of help that waits."""
    return Reason("incidents.help", {}, "guitu.default")


def may_arrange(raised: str, facts: Iterable[Fact]) -> Verdict:
    """Whether help can be said to be arranged: of what was raised, and once. Policy, our default."""
    return ALLOWED if any(fact.id == raised for fact in waiting(facts)) else refused(Reason("incidents.help_answered"))


def duties(papers: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    """Help to be arranged, on the day it was raised or as the number says. Days; policy, our default."""
    done = {fact.raised: fact for fact in papers if isinstance(fact, HelpArranged)}
    answer = []
    for fact in papers:
        if not isinstance(fact, HelpRaised):
            continue
        by, moved = due_of_office(fact.on, timeline.on(fact.on).incidents.help_days, timeline)
        help_ = done.get(fact.id)
        answer.append(
            Duty(
                f"arrange_help:{fact.id}", "arrange_help", fact.on, fact.on, by, "done" if help_ else "open",
                (help_reason(), *moved), None, help_.id if help_ else None,
                help_.on if help_ else None, timeline.version(fact.on),
            )
        )
    return answer
