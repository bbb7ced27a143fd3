"""What each code is called, one wording per code and field. Whoever says a code, on a page, in a form, in a sentence or on
paper, reads it here; `sentences.WORDS` says the same by "field.code"."""

from __future__ import annotations

from collections.abc import Mapping

from guitu.rules.words.calls import CALLS
from guitu.rules.words.handovers import HANDOVERS
from guitu.rules.words.helping import HELPING
from guitu.rules.words.house import HOUSE
from guitu.rules.words.inspection import INSPECTION
from guitu.rules.words.measures import MEASURES
from guitu.rules.words.people import PEOPLE
from guitu.rules.words.prevention import PREVENTION
from guitu.rules.words.teamwork import TEAMWORK

CODES: Mapping[str, Mapping[str, str]] = {**PEOPLE, **MEASURES, **HELPING, **TEAMWORK, **HOUSE, **CALLS, **HANDOVERS, **INSPECTION, **PREVENTION}
# Said without their field where a reason carries the bare code; no two of these share a code with another wording.
BARE = ("measure_kind", "violation_ground", "duty_kind", "proposal", "reason", "level")
