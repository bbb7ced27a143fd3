"""Help: what somebody needs and what became of it, aid, work, insurance, courses; and what happens of a need at the units.

Which need, aid, topic and unit there are says the pack; here they stand by their code. Amounts are whole yuan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

AidResult = Literal["approved", "refused", "dropped"]
Route = Literal["referred", "own", "start_up", "public_post", "found"]  # 推荐, 自己找的, 创业, 公益性岗位, 登记前就在岗
JobProof = Literal["insurance", "contract", "on_site", "told"]  # from the strongest to the weakest
Disclosure = Literal["name_only", "assisted", "told_self", "told_signed"]
JobEnd = Literal["resigned", "dismissed", "term_over", "moved_away", "inside"]
Exclusion = Literal["medical", "care", "study"]
Insurance = Literal["medical", "pension", "unsaid"]  # unsaid: a roster says 参保 and not which
NeedEnd = Literal["met", "not_met", "declined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFound(Fact):
    """Of the person: something was needed, seen on a visit or asked for. `need_file`: where the units' steps are kept."""

    kind: ClassVar[str] = "need_found"
    need: str
    need_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEnded(Fact):
    """Of the person: how it came out in the person's own word, told to a worker or said by the person."""

    kind: ClassVar[str] = "need_ended"
    need: str
    need_file: str
    need_end: NeedEnd
    said_by: Literal["worker", "person"] = "worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRaised(Fact):
    """Of the need's own file: which need, sent to which unit. `asked`: the post that decides and asks the person."""

    kind: ClassVar[str] = "need_raised"
    turn: int
    need: str
    unit: str
    post: str
    asked: str
    urgent: bool = False
    came_by: Literal["visit", "asked", "prompt"] = "visit"
    due_at: str = ""  # of an urgent one the moment, as text


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTaken(Fact):
    kind: ClassVar[str] = "need_taken"
    turn: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedReturned(Fact):
    """The unit cannot, and says by which reason."""

    kind: ClassVar[str] = "need_returned"
    turn: int
    refusal: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSent(Fact):
    """Sent once more: to another unit, or to the same one."""

    kind: ClassVar[str] = "need_sent"
    turn: int
    unit: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDone(Fact):
    """The unit has done its part; the person has not been asked yet."""

    kind: ClassVar[str] = "need_done"
    turn: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswered(Fact):
    """The person's word on what was done: met closes it, not met sends it back to the unit, declined ends it."""

    kind: ClassVar[str] = "need_answered"
    turn: int
    need_end: NeedEnd
    said_by: Literal["worker", "person"] = "worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class AidApplied(Fact):
    kind: ClassVar[str] = "aid_applied"
    aid: str
    category: Literal["old", "ill", "young", "disabled", "other"] = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AidAnswered(Fact):
    """What the approving office answered. `yuan`: what was approved, a month or once; `review_on`: looked at again."""

    kind: ClassVar[str] = "aid_answered"
    aid: str
    application: str
    aid_result: AidResult
    yuan: int = 0
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AidPaid(Fact):
    kind: ClassVar[str] = "aid_paid"
    aid: str
    application: str
    yuan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AidReceived(Fact):
    """Had this aid already on that day; since when and how much nobody here knows."""

    kind: ClassVar[str] = "aid_received"
    aid: str
    aid_proof: Literal["looked_up", "paper_seen", "told"] = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class AidDeclined(Fact):
    """The person knows that it could be applied for and does not want to."""

    kind: ClassVar[str] = "aid_declined"
    aid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReferred(Fact):
    """Referred to an employer's vacancy, with what the employer may be told; the person chose it."""

    kind: ClassVar[str] = "work_referred"
    employer: str
    vacancy: str
    disclosure: Disclosure = "name_only"
    consent_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRefused(Fact):
    """Suitable work was offered and not taken."""

    kind: ClassVar[str] = "work_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Fact):
    kind: ClassVar[str] = "job_started"
    route: Route
    job_proof: JobProof = "told"
    employer: str | None = None
    job_until: date | None = None  # of a public post its last day, exclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChecked(Fact):
    """Still at work on that day, by this proof."""

    kind: ClassVar[str] = "job_checked"
    job: str
    job_proof: JobProof


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnded(Fact):
    kind: ClassVar[str] = "job_ended"
    job: str
    job_end: JobEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkExcluded(Fact):
    """From that day on not to be counted as able to work, and why; until a day, or until it is said to be over."""

    kind: ClassVar[str] = "work_excluded"
    exclusion: Exclusion
    excluded_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkIncluded(Fact):
    kind: ClassVar[str] = "work_included"
    exclusion: Exclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceStarted(Fact):
    kind: ClassVar[str] = "insurance_started"
    insurance: Insurance
    insurance_proof: Literal["looked_up", "paper_seen", "told"] = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceEnded(Fact):
    kind: ClassVar[str] = "insurance_ended"
    insurance: Insurance


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusVerified(Fact):
    """The labour office has seen that the job lasted so many months; the employer is owed so much for it."""

    kind: ClassVar[str] = "bonus_verified"
    job: str
    bonus_months: int
    yuan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusPaid(Fact):
    """Paid out of the budget line of a year, by another than who verified it."""

    kind: ClassVar[str] = "bonus_paid"
    verified: str
    yuan: int
    budget_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAttended(Fact):
    """Present on one day of a course: one person-time."""

    kind: ClassVar[str] = "course_attended"
    course: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateGiven(Fact):
    kind: ClassVar[str] = "certificate_given"
    course: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerJoined(Fact):
    """Helps others from that day on, in a team whose name says nothing of why; under which name, stands in the words beside."""

    kind: ClassVar[str] = "volunteer_joined"
    guardian_agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerLeft(Fact):
    kind: ClassVar[str] = "volunteer_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursVolunteered(Fact):
    """Helped so many minutes on one day, and how that is known."""

    kind: ClassVar[str] = "hours_volunteered"
    helped_minutes: int
    hours_proof: Literal["checked_in", "sheet_seen", "by_hand"] = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckUpAttended(Fact):
    """Was at a free medical check; what was found there is nobody's business here."""

    kind: ClassVar[str] = "check_up_attended"
