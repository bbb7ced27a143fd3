"""What follows from the dated facts of a place: visits, findings put right or not, replies, letters; closed and open again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from guitu.rules import stock_fold
from guitu.rules.cadence import Timeline
from guitu.rules.dates import period_end
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts import stock as stock_facts
from guitu.rules.facts import venues as f
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.venues import Finding, VenueCourse, VenuesPolicy, follow_up, repeated
from guitu.rules.verdict import Reason


class _Place:
    """A place as it stands while its facts are read, one after the other."""

    def __init__(self, timeline: Timeline, first: Fact) -> None:
        self.timeline = timeline
        self.venue = ""
        self.risks: tuple[str, ...] = ()
        self.findings: dict[str, Finding] = {}
        self.duties: dict[str, Duty] = {}
        self.consequences: list[Consequence] = []
        self.letters: dict[int, str] = {}
        self.begun_on = self.since_on = first.on
        self.checked_on: date | None = None
        self.mended_then = False  # whether the last whole check saw anything put right on the spot
        self.over: datetime | None = None
        self.asked: tuple[str, date] | None = None
        self.stock = stock_fold.Stock()
        self.appeal: tuple[str, tuple[str, ...]] | None = None
        self.referrals: dict[str, tuple[str, ...]] = {}
        self.punishments: list[tuple[date, str]] = []

    def policy(self, on: date) -> VenuesPolicy:
        found: VenuesPolicy = self.timeline.on(on).venues
        return found

    def tell(self, fact: Fact, *reasons: Reason) -> None:
        self.consequences.append(Consequence(fact.id, reasons))

    def duty(self, key: str, kind: str, fact: Fact, due: date, why: Reason, planned: date | None = None) -> None:
        self.duties[key] = Duty(key, kind, fact.on, planned or due, due, "open", (why,), policy=self.timeline.version(fact.on))

    def done(self, key: str, fact: Fact, state: str = "done") -> None:
        duty = self.duties.get(key)
        if duty is not None and duty.state == "open":
            self.duties[key] = replace(duty, state=state, done_by=fact.id, done_on=fact.on)  # type: ignore[arg-type]

    def close_kind(self, kind: str, fact: Fact, state: str = "done") -> None:
        for key in [key for key, duty in self.duties.items() if duty.kind == kind]:
            self.done(key, fact, state)

    def find(self, fact: f.VenueChecked | stock_facts.StockCounted, item: str, severity: str) -> None:
        id, self.since_on = f"{fact.id}:{item}", fact.on
        self.findings[id] = Finding(id, item, severity, fact.on, fact.on, frozenset(fact.inspectors), fact.on)
        why = self.ask(fact, id)
        self.tell(fact, why, *((Reason("venues.tell_licensing", {}, "guitu.default"),) if severity == "serious" else ()))

    def ask(self, fact: Fact, id: str, *, seen: bool = True) -> Reason:
        """It is to be put right within the days of its severity, from this day on."""
        one, policy = self.findings[id], self.policy(fact.on)
        by = due_of_office(fact.on, policy.serious_days if one.severity == "serious" else policy.ordinary_days, self.timeline).by
        self.findings[id] = replace(one, by=by, seen_on=fact.on if seen else one.seen_on)
        why = Reason("venues.put_right_by", {"by": by}, "guitu.default")
        self.duty(f"venue_recheck:{id}", "venue_recheck", fact, by, why)
        return why

    def again(self, fact: f.VenueChecked | f.VenueRechecked) -> None:
        """Somebody comes again: on the day that was said, or within some days with the police."""
        if fact.site_result == "refused" or fact.again_on is None:
            by = due_of_office(fact.on, self.policy(fact.on).again_days, self.timeline).by
            why = Reason("venues.refused_entry" if fact.site_result == "refused" else "venues.come_again", {"by": by, "on": by}, "guitu.default")
        else:
            by, why = fact.again_on, Reason("venues.come_again", {"on": fact.again_on}, "guitu.default")
        self.close_kind("venue_again", fact)
        self.duty(f"venue_again:{fact.id}", "venue_again", fact, by, why)
        self.tell(fact, why)

    def put_off(self, by: date) -> None:
        for id, one in self.findings.items():
            if one.is_open:
                self.findings[id] = replace(one, by=by)
                key, why = f"venue_recheck:{id}", Reason("venues.put_right_by", {"by": by}, "guitu.default")
                self.duties[key] = replace(self.duties[key], due_on=by, planned_on=by, reasons=(why,))


def fold(facts: Sequence[Fact], timeline: Timeline) -> VenueCourse:
    """What follows from the facts of a place. Its state is that of the place and of no person; days are policy: venues.*"""
    stand = sorted(effective(facts), key=_in_order)
    place = _Place(timeline, stand[0])
    for fact in stand:
        _take(place, fact)
    months = kind.months if (kind := place.policy(place.since_on).kinds.get(place.venue)) else 0
    look_by = period_end(place.checked_on or place.begun_on, months) if months and place.over is None else None
    return VenueCourse(
        _state(place), place.since_on, place.venue, place.risks, tuple(place.duties.values()), tuple(place.consequences),
        tuple(place.findings.values()), place.checked_on, look_by, place.letters, place.asked, place.over,
        stock_fold.book_of(place.stock, timeline, stand[-1].on),
        place.appeal, place.referrals, tuple(place.punishments),
    )


# Of one moment: the entry comes first, since what a place holds is of a place of some kind; what closes or answers comes last.
_OF_ONE_MOMENT = {"venue_registered": 0, "goods_held": 1, "stock_counted": 3, "goods_reported": 3, "remains_witnessed": 3}


def _in_order(fact: Fact) -> tuple[date, datetime, int]:
    return (fact.on, fact.known, _OF_ONE_MOMENT.get(fact.kind, 2))


def _state(place: _Place) -> str:
    open_ones = [one for one in place.findings.values() if one.is_open]
    if place.over is not None:
        return "closed"
    if open_ones:  # a count may find something before anybody went through the list
        return "serious" if any(one.severity == "serious" for one in open_ones) else "correcting"
    if place.checked_on is None:
        return "unchecked"
    found = any(one.lifted_on is None and one.found_on >= place.checked_on for one in place.findings.values())
    return "put_right" if found or place.mended_then else "passed"


def _take(place: _Place, fact: Fact) -> None:
    if isinstance(fact, f.VenueRegistered | f.VenueChanged):
        place.venue, place.risks = fact.venue, fact.risks
    elif isinstance(fact, f.VenueChecked):
        _checked(place, fact)
    elif isinstance(fact, f.VenueRechecked):
        _rechecked(place, fact)
    elif isinstance(fact, f.VenueReplied) and fact.wants_until:
        by = due_of_office(fact.on, place.policy(fact.on).decide_days, place.timeline).by
        place.asked = (fact.id, fact.wants_until)
        why = Reason("venues.decide_time", {"until": fact.wants_until, "by": by}, "guitu.default")
        place.duty(f"venue_time:{fact.id}", "venue_time", fact, by, why)
        place.tell(fact, why)
    elif isinstance(fact, f.VenueTimeDecided):
        place.asked = None
        place.done(f"venue_time:{fact.reply}", fact)
        if fact.until:
            place.put_off(fact.until)
            place.tell(fact, Reason("venues.put_right_by", {"by": fact.until}, "guitu.default"))
    elif isinstance(fact, f.VenueAppealed | f.VenueAppealDecided | f.VenueReferred | f.VenuePunished):
        _answered(place, fact)
    elif isinstance(fact, f.VenueLetterSigned):
        place.letters[fact.year] = "signed"
        place.tell(fact, Reason("venues.signed", {"year": fact.year}))
    elif isinstance(fact, f.VenueLetterUnsigned):
        place.letters[fact.year] = fact.unsigned
    elif isinstance(fact, f.VenueClosed):
        place.over, place.since_on, place.asked, place.appeal = fact.known, fact.on, None, None
        for key in list(place.duties):
            place.done(key, fact, "waived")
    elif isinstance(fact, f.VenueReopened):
        place.over, place.since_on = None, fact.on
        for one in [one for one in place.findings.values() if one.is_open]:
            place.ask(fact, one.id, seen=False)
        stock_fold.reopened(place, place.stock, fact)
    else:
        stock_fold.take(place, place.stock, fact)


def _checked(place: _Place, fact: f.VenueChecked) -> None:
    if follow_up(fact.site_result) == "come_again":
        place.again(fact)
        return
    place.close_kind("venue_again", fact)
    if fact.site_result == "not_applicable":
        return
    place.checked_on = place.since_on = fact.on
    place.mended_then = bool(fact.on_the_spot)
    stock_fold.checked(place, place.stock, fact)
    if fact.failed and (kind := place.policy(fact.on).kinds.get(place.venue)) and kind.checklist == "entertainment":
        for why in repeated(place.punishments, fact.on, place.policy(fact.on)):
            place.tell(fact, why)
    for item, severity in fact.failed:
        place.find(fact, item, severity)
    if not fact.failed and not fact.on_the_spot:
        place.tell(fact, Reason("venues.passed"))


def _rechecked(place: _Place, fact: f.VenueRechecked) -> None:
    if follow_up(fact.site_result) == "come_again":
        place.again(fact)
        return
    place.close_kind("venue_again", fact)
    place.since_on = fact.on
    for id in fact.fixed:
        if id in place.findings:
            place.findings[id] = replace(place.findings[id], fixed_on=fact.on, seen_on=fact.on)
            place.done(f"venue_recheck:{id}", fact)
    for id in fact.still:
        if id in place.findings:
            place.tell(fact, place.ask(fact, id))
    if not any(one.is_open for one in place.findings.values()):
        place.asked = None
        place.close_kind("venue_time", fact, "waived")
        place.tell(fact, Reason("venues.all_right_now"))


def _answered(place: _Place, fact: f.VenueAppealed | f.VenueAppealDecided | f.VenueReferred | f.VenuePunished) -> None:
    """What the site does not agree with and another decides; what is handed to the authority that punishes, and its answer."""
    policy = place.policy(fact.on)
    if isinstance(fact, f.VenueAppealed):
        place.appeal = (fact.id, tuple(id for id in fact.contested if id in place.findings and place.findings[id].is_open))
        by = due_of_office(fact.on, policy.appeal_days, place.timeline).by
        why = Reason("venues.decide_appeal", {"by": by}, "guitu.default")
        place.duty(f"venue_appeal:{fact.id}", "venue_appeal", fact, by, why)
        place.tell(fact, why)
    elif isinstance(fact, f.VenueAppealDecided):
        place.appeal = None
        place.done(f"venue_appeal:{fact.appeal}", fact)
        for id in fact.lifted:
            if id in place.findings:
                place.findings[id] = replace(place.findings[id], lifted_on=fact.on)
                place.done(f"venue_recheck:{id}", fact, "waived")
        place.tell(fact, Reason("venues.lifted", {"n": len(fact.lifted)}))
    elif isinstance(fact, f.VenueReferred):
        _mark(place, fact.referred, referred=fact.punisher)
        place.referrals[fact.id] = fact.referred
        by = due_of_office(fact.on, policy.punishment_days, place.timeline).by
        why = Reason("venues.ask_punishment", {"by": by}, "guitu.default")
        place.duty(f"venue_punishment:{fact.id}", "venue_punishment", fact, by, why)
        place.tell(fact, why)
    else:
        _mark(place, place.referrals.pop(fact.referral, ()), punishment=fact.punishment)
        place.done(f"venue_punishment:{fact.referral}", fact)
        place.punishments.append((fact.on, fact.punishment))


def _mark(place: _Place, findings: Iterable[str], **marks: str) -> None:
    for id in findings:
        if id in place.findings:
            place.findings[id] = replace(place.findings[id], **marks)  # type: ignore[arg-type]
