"""What is done with a person by many: consents, the team, the plan, talks, incidents, help at once, the level told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

Said = Literal["so", "not_yet", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Fact):
    """同意. Beside it lies to whom. `until` is the first day without."""

    kind: ClassVar[str] = "consent_given"
    consent_for: Literal["neighbours", "family_told", "counselling", "story"]
    until: date
    given_by: Literal["self", "guardian"] = "self"
    taken_as: Literal["written", "witnessed"] = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Fact):
    """撤回同意: from this day on nothing rests on it."""

    kind: ClassVar[str] = "consent_withdrawn"
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNamed(Fact):
    """A member of the team who has no post. Beside it lies who it is; of family that is on record."""

    kind: ClassVar[str] = "member_named"
    member: Literal["family", "volunteer", "committee", "party_branch", "building_head"]
    relative: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Fact):
    kind: ClassVar[str] = "member_left"
    membership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMade(Fact):
    """帮教计划. Its goals are facts of their own, written with it."""

    kind: ClassVar[str] = "plan_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet(Fact):
    """One goal of a plan with its first step: who does it, until when. Beside it lies what."""

    kind: ClassVar[str] = "goal_set"
    plan: str
    area: str  # of those that the pack of the day knows
    step_who: str
    step_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalEnded(Fact):
    kind: ClassVar[str] = "goal_ended"
    goal: str
    reached: Literal["met", "partly", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewed(Fact):
    """三安 as the worker says them and as the person says them: six answers, never a sum."""

    kind: ClassVar[str] = "plan_reviewed"
    plan: str
    calm_by_worker: Said
    calm_by_person: Said
    home_by_worker: Said
    home_by_person: Said
    settled_by_worker: Said
    settled_by_person: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClosed(Fact):
    kind: ClassVar[str] = "plan_closed"
    plan: str
    closed_as: Literal["reached", "measure_over", "moved_away", "made_anew"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld(Fact):
    """A talk by method. With `relative` it was a family talk, and `told_of` is what the family was told."""

    kind: ClassVar[str] = "session_held"
    method: Literal[
        "general", "motivation", "relapse_prevention", "strengths", "connection", "early", "crisis", "peer", "family_work",
        "advocacy",
    ] = "general"
    session_stage: Literal["needs", "taking_on", "serving", "looking_back"] = "serving"
    minutes: int = 30
    relative: str | None = None
    told_of: tuple[str, ...] = ()  # codes: progress, results, help


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded(Fact):
    """What happened between the person and staff. `until` is the first day on which one goes alone again."""

    kind: ClassVar[str] = "incident_recorded"
    incident: Literal["threat", "assault", "weapon", "animal", "other"]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLifted(Fact):
    """Looked at again, at the person's wish or the team's: from this day on one goes alone again."""

    kind: ClassVar[str] = "incident_lifted"
    of_incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRaised(Fact):
    """What a counsellor saw that cannot wait. No answer, no score, no note is in it."""

    kind: ClassVar[str] = "help_raised"
    sign: Literal["harm_to_oneself", "severe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpArranged(Fact):
    kind: ClassVar[str] = "help_arranged"
    raised: str
    help_by: Literal["hospital", "family_beside", "police_called", "centre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTold(Fact):
    kind: ClassVar[str] = "level_told"
    confirmed: str  # the confirmation that set it
    told_how: Literal["face_to_face", "by_phone", "on_paper"] = "face_to_face"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelQuestioned(Fact):
    kind: ClassVar[str] = "level_questioned"
    confirmed: str
    asked_by: Literal["self", "family"] = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAnswered(Fact):
    kind: ClassVar[str] = "level_answered"
    question: str
    answered_as: Literal["kept", "reassess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWritten(Fact):
    """案例. Its text lies beside it, and rests on a consent each time it is read."""

    kind: ClassVar[str] = "story_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChecked(Fact):
    """Another person has looked that nobody can be known by it."""

    kind: ClassVar[str] = "story_checked"
    story: str
