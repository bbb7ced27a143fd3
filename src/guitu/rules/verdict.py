"""What a rule answers: may it be, and why, by which clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from typing import TypeVar

_NOTHING: Mapping[str, object] = {}
_Class = TypeVar("_Class")


def quick(cls: type[_Class]) -> type[_Class]:
    """A frozen dataclass that is made without the frozen check: a fold makes hundreds of these, and the
    check costs a quarter of it. The type checker still refuses to change one."""
    plain = [
        (f.name, object, field(default=f.default, kw_only=f.kw_only) if f.default is not MISSING else
         field(default_factory=f.default_factory) if f.default_factory is not MISSING else field(kw_only=f.kw_only))
        for f in fields(cls)  # type: ignore[arg-type]
    ]
    cls.__init__ = make_dataclass(cls.__name__, plain).__init__  # type: ignore[method-assign, misc]
    del cls.__setattr__, cls.__delattr__
    return cls


@quick
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
