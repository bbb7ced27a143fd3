"""The three expected refusals. All else is a bug."""

from __future__ import annotations

from guitu.rules.verdict import Reason, Verdict


class Refused(Exception):
    """The rules say no, with reasons shown beside the form (422)."""

    def __init__(self, *reasons: Reason, field: str = "") -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons
        self.field = field

    @classmethod
    def unless(cls, verdict: Verdict, field: str = "") -> None:
        if not verdict.allowed:
            raise cls(*verdict.reasons, field=field)


class Overtaken(Refused):
    """Somebody else wrote the same thing a moment ago: refused like what was there before, not a fault."""


class NotVisible(Exception):
    """Outside your grid you do not learn that it exists (404)."""


class Stale(Exception):
    """Somebody changed it meanwhile (409)."""
