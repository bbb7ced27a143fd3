"""What happens of a handover from a facility: announced, moved, accepted or returned, met, signed by both sides, followed up.

Posts and people stand in these facts by id. Names, numbers and papers lie in the packet, sealed and apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAsked(Fact):
    """A town expects somebody back and asks the facility for the day."""

    kind: ClassVar[str] = "handover_asked"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAnnounced(Fact):
    """The facility announces on which day somebody is expected to come out. `by_link`: somebody without an account did."""

    kind: ClassVar[str] = "handover_announced"
    expected_on: date
    by: str
    by_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMoved(Fact):
    """The expected day is another: the term was shortened or extended, or the day was written wrong."""

    kind: ClassVar[str] = "release_moved"
    expected_on: date
    moved_because: Literal["shortened", "extended", "corrected"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted(Fact):
    """The town takes it on and names the worker who receives."""

    kind: ClassVar[str] = "handover_accepted"
    receiver: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverNamed(Fact):
    """Another worker receives."""

    kind: ClassVar[str] = "receiver_named"
    receiver: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReturned(Fact):
    """The town returns it to the facility, for one of three reasons."""

    kind: ClassVar[str] = "handover_returned"
    returned_because: Literal["not_of_county", "wrong_person", "papers_missing"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSentAgain(Fact):
    """The facility has put right why it was returned, and sends it again."""

    kind: ClassVar[str] = "handover_sent_again"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWithdrawn(Fact):
    """The facility takes the announcement back: nobody comes out, or to another county."""

    kind: ClassVar[str] = "handover_withdrawn"
    withdrawn_because: Literal["not_released", "other_county", "announced_twice"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactInside(Fact):
    """The receiving worker and the person meet for the first time, while the person is still inside."""

    kind: ClassVar[str] = "contact_inside"
    contact_by: Literal["visit", "video", "phone", "letter"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverMeeting(Fact):
    """Facility and town have talked the person's return through."""

    kind: ClassVar[str] = "handover_met"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNotified(Fact):
    """The facility has told the deciding police of the release, and the family or the town to collect."""

    kind: ClassVar[str] = "release_notified"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscortPlanned(Fact):
    """Who brings or fetches the person on the day."""

    kind: ClassVar[str] = "escort_planned"
    escort: Literal["facility", "town", "police", "family"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSigned(Fact):
    """One side signs the handover sheet. `on_paper`: that side has no account; its signature stands on the printed sheet."""

    kind: ClassVar[str] = "handover_signed"
    side: Literal["facility", "town"]
    on_paper: bool = False
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyMet(Fact):
    """The hour at the gate has passed and the sheet is not signed by both. `due_at`: that hour, whenever it was noted."""

    kind: ClassVar[str] = "nobody_met"
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFiled(Fact):
    """The person's file: searched for first, found or opened. `family_noted`: how many of the family were noted there."""

    kind: ClassVar[str] = "handover_filed"
    person: str
    family_noted: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRead(Fact):
    """The rules were read to the person, who signed that they were."""

    kind: ClassVar[str] = "rules_read"
    rules_said: Literal["national_rules", "local_rules", "both_rules"]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFollowed(Fact):
    """A step after the release stands in the person's own file: `found_record` names the fact there."""

    kind: ClassVar[str] = "handover_followed"
    after_step: Literal["report", "visit"]
    found_record: str
    followed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAsked(Fact):
    """What the person needs was asked, and what it is."""

    kind: ClassVar[str] = "needs_asked"
    help_needed: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateGained(Fact):
    """A certificate gained inside. `disclosed`: the person chose that the town may know and use it."""

    kind: ClassVar[str] = "certificate_gained"
    inside_trade: Literal["electrician", "fitter", "welder", "pastry", "tea", "car_care", "other"]
    inside_grade: Literal["ungraded", "junior", "middle", "senior"]
    inside_issuer: Literal["labour_office", "training_body", "other"]
    disclosed: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverClosed(Fact):
    """All that follows a release is done, and the file goes on by itself."""

    kind: ClassVar[str] = "handover_closed"
    by: str
