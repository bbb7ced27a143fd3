"""关口 of what is done with a person by many: what binds somebody passes again when it is corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guitu.rules import consents, teams
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


def _consent(then: Any, fact: Any) -> Verdict:
    policy = then.held.policy().on(fact.on).consents
    return consents.may_give(fact, then.held.facts, policy, born_on=then.held.born_on, to_whom=then.note(fact) or fact.consent_for)


def _member(then: Any, fact: Any) -> Verdict:
    """Who is on the team of the regulation's own is there by it; a neighbour by the person's consent on that day."""
    needs = fact.member in then.held.policy().on(fact.on).teams.by_consent
    return consents.may_rely(then.held.facts, teams.NEIGHBOURS, fact.on) if needs else ALLOWED


def _incident(then: Any, fact: Any) -> Verdict:
    """No longer than the months of the day on which it happened."""
    until = then.held.policy().on(fact.on).incidents.until(fact.on)
    return ALLOWED if fact.on < fact.until <= until else refused(Reason("dates_backwards", {"on": fact.until, "until": until}))


GATES: Mapping[str, Callable[[Any, Any], Verdict]] = {
    "consent_given": _consent, "member_named": _member, "incident_recorded": _incident,
}
NONE_NEEDED: Mapping[str, str] = dict.fromkeys(
    ("consent_withdrawn", "member_left", "plan_made", "goal_set", "goal_ended", "plan_reviewed", "plan_closed", "session_held",
     "incident_lifted", "help_raised", "help_arranged", "level_told", "level_questioned", "level_answered", "story_written", "story_checked"),
    "what it is of is not corrected; its day and its codes bind nobody",
)
