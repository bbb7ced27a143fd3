"""What a context brings in its `fold.py`, for each kind of matter that it keeps: who folds the facts, and what is derived.

    class Hives(Composer[Loaded, HiveCourse]):
        kind, compartment = "hive", "units"

        def fold(self, matter, until, ahead=None):
            return hives.fold(matter.facts, matter.policy(), until=until)

        def state(self, course):
            return State(course.state, course.since_on)

    HIVES = Hives()

and in its `declares.py`: `folds=("guitu.beekeeping.fold.HIVES",)`. All else has a default that fits a matter without
derived rows of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from guitu.kit.registry import Registry
from guitu.rules import records
from guitu.rules.facts import Fact
from guitu.rules.terms import Consequence, Duty

if TYPE_CHECKING:
    from guitu.settling.comparing import Part
    from guitu.settling.difference import Difference
    from guitu.settling.load import Loaded


class Course(Protocol):
    """What a fold gives back, as far as settling asks it; all else of it is the context's."""

    @property
    def duties(self) -> Sequence[Duty]: ...

    @property
    def consequences(self) -> Sequence[Consequence]: ...


@dataclass(frozen=True, slots=True)
class State:
    """Where a matter stands, since when, what is known to follow; and since when it is over."""

    state: str
    since_on: date
    next_state: str | None = None
    next_on: date | None = None
    closed_at: datetime | None = None


L = TypeVar("L", bound="Loaded")
C = TypeVar("C", bound=Course)


class Composer(Generic[L, C]):
    """One kind of matter: how it is loaded, folded and written."""

    kind: ClassVar[str]
    compartment: ClassVar[str]
    # -- how it is loaded: constants of SQL
    table: ClassVar[str] = "matters_matter"  # whose row is locked, `m` in the statement
    columns: ClassVar[str] = "id, county_id, scope_path, state, since_on, next_state, next_on, closed_at"  # of that row
    beside: ClassVar[str] = (
        "(SELECT json_build_array(m.state, m.since_on, m.next_state, m.next_on, m.closed_at))::text AS current"
    )  # what else is read, with its names
    part: ClassVar[str] = "responsible"  # whose duties they are, where a duty does not say
    # Whether a summary is kept: the page reads it, and it says what the matter was folded from. Without one all duties
    # are read each time, and no job finds the matter: for small matters whose numbers are of the day of each step.
    keeps_summary: ClassVar[bool] = True
    may_lie_ahead: ClassVar[frozenset[str]] = frozenset()  # kinds of fact whose day may not have come yet
    # Whether something may still fall due by itself: a condition on `s`, the summary. The clock lays these out further.
    runs_on: ClassVar[str] = "EXISTS (SELECT FROM matters_matter m WHERE m.id = s.matter_id AND m.closed_at IS NULL)"
    parts: ClassVar[Mapping[str, Part]] = {}  # derived rows of its own, compared by `guitu rebuild --check`

    @property
    def keeps_state(self) -> bool:
        """Whether the state stands in the matter's own row."""
        return self.table == "matters_matter"

    def read(self, found: dict[str, Any]) -> L:
        """The matter from a row of the statement: `facts`, `duties` and all else are in it, by the names of `Loaded`."""
        from guitu.settling.load import Loaded

        names = Loaded.__dataclass_fields__
        return Loaded(**{name: value for name, value in found.items() if name in names})  # type: ignore[return-value]

    def fold(self, matter: L, until: date, ahead: date | None = None) -> C:
        """What follows from the facts, duties laid out up to a day. `ahead`: what may be told beyond it."""
        raise NotImplementedError

    def stand(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts that stand, in order: what was corrected or taken back left out."""
        return records.effective(facts)

    def state(self, course: C) -> State | None:
        """Where the matter stands, for its row; None: the context keeps it in a table of its own."""
        return None

    def summary(self, course: C) -> dict[str, Any]:
        """The course as the matter's page reads it: a document, kept sealed."""
        return {}

    def difference(self, county_id: str, at: datetime) -> Difference:
        """Where differences are collected; a context with derived rows of its own brings a class of its own."""
        from guitu.settling.difference import Difference

        return Difference(county_id, at)

    def forget(self, matters: Sequence[L]) -> None:
        """Throw away what is derived in tables of the context's own."""

    def after(self, county_id: str, matters: Sequence[UUID], at: datetime) -> None:
        """What a job does when it has settled matters whose facts came in bulk."""

    def beside_differing(self, matters: Sequence[UUID], *, mend: bool) -> dict[UUID, set[str]]:
        """What else of these follows from something, and is not as it follows: by matter, the columns."""
        return {}


COMPOSERS: Registry[Composer[Any, Any]] = Registry("kinds of matter that are folded")  # by kind
