"""The states of a measure in named sets. Every rule says which set it asks; no other file keeps a list of states.

`expired` is over for everything but the notice of release that is still owed.
"""

from __future__ import annotations

from guitu.rules.terms import MeasureState

NOT_BEGUN: tuple[MeasureState, ...] = ("decided", "served", "overdue", "refused")
IN_EXECUTION: tuple[MeasureState, ...] = ("reported", "executing", "transferring", "suspended")
EXPIRED: tuple[MeasureState, ...] = ("expired",)
OVER: tuple[MeasureState, ...] = ("released", "terminated", "converted", "closed_death")

FROM_SERVICE: tuple[MeasureState, ...] = ("served", "overdue", "refused", *IN_EXECUTION)
PENDING: tuple[MeasureState, ...] = (*NOT_BEGUN, *IN_EXECUTION)  # bound by the decision
FINISHED: tuple[MeasureState, ...] = (*EXPIRED, *OVER)  # nothing runs any more, paper or no paper
