"""Which area, which days, as known when, and compared with what: read from the address, with plain defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from guitu.figures.register.forms import day_of, view_of
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.counts import Asked
from guitu.kit.errors import Refused
from guitu.rules.dates import first_of_year
from guitu.rules.indicators import Change
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    asked: Asked
    known_on: date
    against: Asked | None = None
    how: Change | None = None

    def query(self) -> dict[str, str]:
        """The address again, without what is compared."""
        asked = self.asked
        shown = {"area": asked.path, "since": asked.since.isoformat(), "on": asked.on.isoformat()}
        return shown if asked.latest else {**shown, "known": self.known_on.isoformat()}


def wanted(given: QueryDict, actor: Actor, now: datetime) -> Wanted:
    """An area outside the post's range is the post's own; the period begins with the year unless it is said."""
    view = view_of(given, actor, now)
    since = day_of(given.get("since", ""), first_of_year(view.on))
    if since > view.on:
        raise Refused(Reason("dates_backwards", {"until": view.on, "on": since}), field="since")
    asked = Asked(view.path, since, view.on, view.known, view.latest)
    how: Change | None = {"points": "points", "relative": "relative"}.get(given.get("how", ""))  # type: ignore[assignment]
    against = None
    if given.get("against_on"):
        on = day_of(given.get("against_on", ""), view.on)
        before = day_of(given.get("against_since", ""), first_of_year(on))
        against = Asked(view.path, min(before, on), on, view.known, view.latest)
    return Wanted(asked, local_day(view.known), against, how)
