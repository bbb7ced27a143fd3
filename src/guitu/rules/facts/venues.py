"""What happens of a place that is inspected: on the register, checked, put right, closed; letters signed or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

SiteResult = Literal["passed", "failed", "not_applicable", "not_reached", "refused"]
Letter = Literal["duty", "promise"]  # 责任书, 承诺书


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRegistered(Fact):
    kind: ClassVar[str] = "venue_registered"
    venue: str  # its kind, as the pack calls it
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueChanged(Fact):
    """Its entry was changed; the kind and the risks as they are since then."""

    kind: ClassVar[str] = "venue_changed"
    venue: str
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueClosed(Fact):
    kind: ClassVar[str] = "venue_closed"
    closing: Literal["out_of_business", "moved_away", "entered_twice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueReopened(Fact):
    kind: ClassVar[str] = "venue_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueChecked(Fact):
    """A visit with the whole checklist. `record`: the digest of the sealed record, which holds the list and the words."""

    kind: ClassVar[str] = "venue_checked"
    site_result: SiteResult
    inspectors: tuple[str, ...]  # natural persons
    checklist: str = ""  # code and digest of the list as it was
    failed: tuple[tuple[str, str], ...] = ()  # item, severity
    on_the_spot: tuple[str, ...] = ()  # items put right while the inspectors were there
    campaign: str = ""
    persons: int = 0  # so many persons were checked; never who
    pieces: tuple[int, ...] = ()  # pieces looked at, and of each sampled item how many were as they must be
    again_on: date | None = None  # nobody there: when somebody comes again
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRechecked(Fact):
    """A visit for what was found before, and for nothing else."""

    kind: ClassVar[str] = "venue_rechecked"
    site_result: SiteResult
    inspectors: tuple[str, ...]
    fixed: tuple[str, ...] = ()  # findings
    still: tuple[str, ...] = ()
    again_on: date | None = None
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueReplied(Fact):
    """The site said what it did, or asked for time until a day; its words are the note."""

    kind: ClassVar[str] = "venue_replied"
    wants_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueTimeDecided(Fact):
    """Time was given until a day, or not given."""

    kind: ClassVar[str] = "venue_time_decided"
    reply: str  # the fact that asked
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueAppealed(Fact):
    """The site does not agree with what was found; its words are the note."""

    kind: ClassVar[str] = "venue_appealed"
    contested: tuple[str, ...]  # findings


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueAppealDecided(Fact):
    """Another than the finder decided: which findings are lifted; the others stand."""

    kind: ClassVar[str] = "venue_appeal_decided"
    appeal: str  # the fact that does not agree
    lifted: tuple[str, ...] = ()  # findings


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueReferred(Fact):
    """Findings were handed to the authority that may punish; why is the note."""

    kind: ClassVar[str] = "venue_referred"
    punisher: Literal["by_police", "by_culture", "by_market", "by_health", "by_post", "by_emergency"]
    referred: tuple[str, ...]  # findings


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePunished(Fact):
    """What the authority answered, on the day of its decision."""

    kind: ClassVar[str] = "venue_punished"
    referral: str  # the fact that handed it over
    punishment: Literal["warning", "fine", "suspension", "revocation", "no_punishment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueLetterSigned(Fact):
    kind: ClassVar[str] = "venue_letter_signed"
    letter: Letter
    year: int
    signer: Literal["legal_representative", "actual_manager"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueLetterUnsigned(Fact):
    """Why no letter is signed for a year."""

    kind: ClassVar[str] = "venue_letter_unsigned"
    year: int
    unsigned: Literal["out_of_business", "refuses", "waiting", "not_required", "entered_twice"]
