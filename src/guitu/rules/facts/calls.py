"""What happens of a call: it is raised, the innocent is ruled out, units are called, answer and report, and it is closed.

Posts and people stand in these facts by id: a unit is whoever held its post at that moment. Words lie beside, sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRaised(Fact):
    """Somebody says that something is wrong. `asked`: the post that rules out the innocent and calls; of a notice the
    town's, else who raised it."""

    kind: ClassVar[str] = "call_raised"
    template: str
    level: str
    by: str
    post: str
    asked: str
    person: str | None = None
    notice: bool = False
    for_caller: bool = False
    by_rule: str | None = None  # raised by this rule, and by nobody
    signals: tuple[str, ...] = ()  # which the rule took together


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsAdded(Fact):
    """A rule found more about somebody of whom a call is under way: no second one is raised."""

    kind: ClassVar[str] = "signals_added"
    by_rule: str
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InnocentChecked(Fact):
    """One of the eight innocent reasons was looked at: ruled out, or it is the reason."""

    kind: ClassVar[str] = "innocent_checked"
    cause: str
    result: Literal["ruled_out", "explains"]
    known_by: Literal["on_file", "inquired"] = "inquired"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCalled(Fact):
    """A unit is called, by the post that answers for it now. `missing`: steps at which there was nobody."""

    kind: ClassVar[str] = "unit_called"
    unit: str
    post: str
    main: bool = False
    called_because: Literal["first", "returned", "decided"] = "first"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEscalated(Fact):
    """Nobody answered in time, so the next one is called as well. `due_at`: the moment of the step, whenever it was noted."""

    kind: ClassVar[str] = "unit_escalated"
    unit: str
    step: str
    post: str
    due_at: datetime
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAcknowledged(Fact):
    """A unit has taken the call on and says until when it reports next."""

    kind: ClassVar[str] = "unit_acknowledged"
    unit: str
    post: str
    by: str
    next_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReported(Fact):
    """A unit says what it did, and until when it reports next."""

    kind: ClassVar[str] = "unit_reported"
    unit: str
    post: str
    by: str
    next_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAgain(Fact):
    """Somebody of a unit has seen whom the call is about."""

    kind: ClassVar[str] = "seen_again"
    unit: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturned(Fact):
    """A unit says that it is not for it, by which clause, and whose it is. No clock stops."""

    kind: ClassVar[str] = "unit_returned"
    unit: str
    ground: str
    to_unit: str
    by: str
    asked: str | None = None  # of a second return: the post of the office that decides


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHandedOver(Fact):
    """Within a unit the call goes to another post."""

    kind: ClassVar[str] = "unit_handed_over"
    unit: str
    post: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSettled(Fact):
    """The main unit says how it came out and which help follows. `asked`: the post that looks at it, another than this."""

    kind: ClassVar[str] = "call_settled"
    outcome: str
    help: tuple[str, ...]
    helper: str
    asked: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementChecked(Fact):
    """Somebody else has looked at the outcome and the help plan: closed, or back to work."""

    kind: ClassVar[str] = "settlement_checked"
    result: Literal["closed", "back"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGiven(Fact):
    """One kind of help of the plan was given."""

    kind: ClassVar[str] = "help_given"
    help: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReviewed(Fact):
    """How a closed call went was looked at, question by question: those in which something is to be improved."""

    kind: ClassVar[str] = "call_reviewed"
    to_improve: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementPlanned(Fact):
    """What a review leads to: a post does something by a day."""

    kind: ClassVar[str] = "improvement_planned"
    post: str
    due_on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementMade(Fact):
    """It is done. `improvement`: the fact by which it was planned."""

    kind: ClassVar[str] = "improvement_made"
    improvement: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Fact):
    """A call is over without a settlement: there was an innocent reason, it was a false alarm, or it went into another."""

    kind: ClassVar[str] = "call_ended"
    ended_as: Literal["innocent", "false_alarm", "merged", "not_taken"]
    by: str
    into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionGiven(Fact):
    """Somebody in charge says how the call is to be handled (批示): to one unit, or to all. `unit`: empty for all."""

    kind: ClassVar[str] = "instruction_given"
    unit: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitUrged(Fact):
    """Somebody in charge asks a unit where its report is (催办)."""

    kind: ClassVar[str] = "unit_urged"
    unit: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayAsked(Fact):
    """The main unit asks for time until another moment. `asked`: the post that decides. No clock stops meanwhile."""

    kind: ClassVar[str] = "delay_asked"
    unit: str
    until_at: datetime
    by: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayDecided(Fact):
    """Time is given, or it is not. `delay`: the fact that asked for it."""

    kind: ClassVar[str] = "delay_decided"
    delay: str
    delay_answer: Literal["granted", "denied"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJoined(Fact):
    """Another call of the same thing came into this one, with what was known there."""

    kind: ClassVar[str] = "call_joined"
    from_call: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationAdded(Fact):
    """Whoever takes part knows more: the words lie beside."""

    kind: ClassVar[str] = "information_added"
    by: str
