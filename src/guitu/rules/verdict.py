"""What a rule answers: may it be, and why, by which clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a code with its values; the sentence is made when it is shown.

    `clause` names an entry of the pack's clauses.toml, or None where no clause is needed.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may be done, with every reason: the same verdict disables the button,
    writes the tooltip and refuses the command."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(*reasons: Reason) -> Verdict:
    return Verdict(False, reasons)


def all_of(*verdicts: Verdict) -> Verdict:
    """Allowed only if every one is; the reasons of all that refuse."""
    against = tuple(reason for verdict in verdicts if not verdict.allowed for reason in verdict.reasons)
    return Verdict(False, against) if against else ALLOWED
