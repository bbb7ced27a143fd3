"""The key of a duty in its parts: the kind, the step within it, what it is of, and which one of that.

A key is stored with the duty, with what was put off and in addresses; it is stable over refolding. Here alone it is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_STEP_FIRST = ("check_absence", "visit")  # check_absence:leave:<fact>, visit:home:start:<day>
_STEP_LAST = ("read_result",)  # read_result:<fact>:told
OUTSIDE = "outside"  # a urine test of nobody's measure


@dataclass(frozen=True, slots=True)
class DutyKey:
    """What a key says."""

    kind: str
    of: str = ""  # the id of the measure or of the fact; a day where it is counted from one
    step: str = ""
    part: str = ""  # which of several: the slot of a test, the number of a report, the ground of a violation

    @property
    def slot(self) -> str:
        """Of a urine test under a measure: 2:3, the third of the second year."""
        return self.part if self.kind == "urine_test" and self.of != OUTSIDE else ""


@lru_cache(maxsize=8192)
def parted(key: str) -> DutyKey:
    """The parts of a key; of an empty one, or one that somebody typed, what there is."""
    kind, _, rest = key.partition(":")
    if kind in _STEP_FIRST:
        step, _, of = rest.partition(":")
        return DutyKey(kind, of, step)
    of, _, last = rest.partition(":")
    if kind in _STEP_LAST:
        return DutyKey(kind, of, last)
    return DutyKey(kind, rest) if of == "start" else DutyKey(kind, of, "", last)
