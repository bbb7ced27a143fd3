"""One person's fold: from the facts and the policy of each day, all that follows, each with its reason.

The only file that composes the families of rules. No clock: `until` is how far ahead duties are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from guitu.rules import (
    consequences,
    custody,
    deductions,
    evidence,
    exits,
    leave,
    levels,
    measures,
    occasions,
    points,
    records,
    reporting,
    screenings,
    standing,
    urine_tests,
    violations,
    visits,
)
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval
from guitu.rules.facts import AbsenceConfirmed, Fact, MeasureDecided, MeasureEnded
from guitu.rules.screenings import Papers
from guitu.rules.terms import (
    OFF_THE_BOOK,
    Counter,
    Course,
    CustodySpan,
    Duty,
    DutyState,
    MeasureCourse,
    PointsEntry,
    Proposal,
    SlotResult,
    Span,
    Subject,
)
from guitu.rules.verdict import Reason

SENTENCES = {
    "person.too_late_now": "{on} 起已不能再补，记为未完成。",
    "person.off_the_book": "自 {on} 起不再由本辖区服务，这一项不再要求。",
}

# On one day: what ends before what begins, and papers in the order of the law. Never by when it was known:
# a fact known late must give what knowing it in time would have given.
_ORDER = (
    "registered", "came_back", "moved_in", "found_again", "two_way_control_ended", "medical_leave_ended",
    "pregnancy_ended", "nursing_ended",
    "recaptured", "released_from_custody", "leave_returned",
    "abstinence_confirmed", "use_confirmed",
    "measure_decided", "decision_served", "report_refused", "reported_in", "agreement_signed",
    "measure_transferred", "transfer_arrived", "measure_extended",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_LAST = len(_ORDER)

_STANDING_KINDS = frozenset(
    {
        "registered", "use_confirmed", "abstinence_confirmed", "died", "struck_off", "moved_out", "moved_in",
        "went_abroad", "came_back", "taken_into_custody", "released_from_custody", "measure_decided",
        "decision_served", "reported_in", "agreement_signed", "report_refused", "measure_transferred",
        "transfer_arrived", "measure_extended", "measure_ended", "escaped", "recaptured", "withdrawn",
    }
)  # fmt: skip
_ONCE = frozenset({"periodic_report", "urine_test"})
_MEETINGS = frozenset({"visit", "periodic_report"})  # most of a file; no rule but their own asks for them
_QUIET = frozenset({*OFF_THE_BOOK, "abstinent"})
_INSIDE = frozenset({"compulsory_isolation", "imprisoned"})  # behind walls nobody of the town can meet the person
_ROUTINE = frozenset({"periodic_report", "urine_test", "visit", "return_test"})
_RECURRING = frozenset({"periodic_report", "urine_test", "visit"})  # asked for again by themselves
_PAPERS = frozenset({"read_result", "release_measure", "report_violation"})  # steps of the office
_ALIVE_ELSEWHERE = frozenset({"abroad", "abstinent"})


def fold(
    facts: Iterable[Fact], timeline: Timeline, subject: Subject, *, until: date, ahead: date | None = None
) -> Course:
    """All that follows from one person's facts: measures, standing, duties, counters, points, levels and
    what the platform proposes. Duties are laid out for what opens by `until`; past ones keep their state.
    With `ahead`, a day after `until`, `further` are the duties as laid out to that day. Decides nothing that
    the police decide."""
    stand = effective(facts)
    if ahead is None:
        return _folded(stand, timeline, subject, until, until)
    if timeline.on(until) is timeline.on(ahead) and all(fact.on <= until for fact in stand):
        return _folded(stand, timeline, subject, until, ahead)
    further = _folded(stand, timeline, subject, ahead, ahead).duties
    return replace(_folded(stand, timeline, subject, until, until), further=further)


def _folded(stand: Sequence[Fact], timeline: Timeline, subject: Subject, cut: date, until: date) -> Course:
    """Laid out to `until` and cut at `cut`: what opens later, and what would be proposed later, is left out. The
    same as laying out to `cut`, as long as no fact and no change of the numbers lies between the two days."""
    meetings = [fact for fact in stand if fact.kind in _MEETINGS]
    papers = [fact for fact in stand if fact.kind not in _MEETINGS] if meetings else stand
    held, inside, courses = measures_of(papers, timeline)
    spans = standing.spans(papers, courses, held, timeline)
    confirmed, proposals, duties = _levels(papers, spans, timeline, until)
    results: list[SlotResult] = []
    weighed: set[str] = set()  # the refusals and departures that a measure looks at
    unproved: set[str] = set()  # records from which nothing adverse follows yet
    used: set[str] = set()  # what has closed a slot or a window of an earlier measure closes none of a later one
    approved = leave.approved(papers)
    tests = screenings.papers(papers)
    counters: list[Counter] = []
    reached: list[Interval] = []
    away = [(span.from_on, span.until_on) for span in spans if span.state in _QUIET]
    for course in sorted(courses, key=lambda course: course.starts_on or date.max):
        duties += measures.duties(course, papers, timeline, until)
        proposals += measures.proposals(course, until)
        if course.kind in measures.COMMUNITY_KINDS:
            beside = measures.beside(course, courses)
            duties += reporting.duties(course, _free(stand, used), inside, timeline, until, beside, away)
            results += _community(
                course, _following(course, courses), beside, papers, tests.without(used), approved, timeline, subject, until,
                duties, proposals, counters, reached, weighed, unproved,
            )  # fmt: skip
            used |= {d.done_by for d in duties if d.done_by and d.kind in _ONCE} | {r.fact_id for r in results if r.fact_id}
    duties += visits.duties(spans, confirmed, meetings, timeline, until)
    duties += _elsewhere(papers, tests, held, inside, spans, confirmed, timeline, subject, until, results)
    more, waiting = deductions.to_confirm(papers, timeline, until)
    duties += more
    unproved |= waiting | _unproved_outside(papers, approved, weighed)
    proposals += violations.relapse_reports(papers, until)
    clean = exits.clean_years(papers, courses, held, timeline)
    held_back = [*exits.held_by(courses), *screenings.waits(tests, timeline), *reached]
    more, proposed = exits.outcome(clean, timeline, until, held_back, spans)
    duties += more
    proposals += proposed
    over = standing.overlays(papers, leave.returns(papers), courses, subject)
    further = _arranged(duties, papers, spans)
    duties = further
    if cut < until:
        duties = [duty for duty in further if duty.opens_on <= cut]
        proposals = [proposal for proposal in proposals if proposal.on <= cut]
    entries = _points(papers, duties, results, unproved, timeline)
    return Course(
        measures=tuple(courses),
        standing=spans,
        overlays=over,
        duties=tuple(duties),
        counters=tuple(counters),
        points=tuple(entries),
        levels=tuple(confirmed),
        proposals=tuple(proposals),
        consequences=consequences.of(papers, courses, spans, duties, counters, entries, proposals, results, over),
        clean_from=clean.from_on,
        exit_due_on=clean.due_on,
        further=tuple(further) if cut < until else (),
    )


def effective(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that stand, each once, in the order in which rules read them."""
    once = {fact.id: fact for fact in facts}
    stand = [
        fact
        for fact in occasions.without_copies(records.in_force(once.values()))
        if not _is_written_twice(fact, once)
    ]
    stand.sort(key=in_order)
    return stand


def _is_written_twice(fact: Fact, known: Mapping[str, Fact]) -> bool:
    """Files of the first version also hold the end that a 强戒 put to a 社戒 as a paper of the same click. It
    follows from the decision, and falls with it."""
    if not (isinstance(fact, MeasureEnded) and fact.how == "converted"):
        return False
    return any(
        isinstance(other, MeasureDecided)
        and other.measure_kind == "compulsory_isolation"
        and (other.on, other.known) == (fact.on, fact.known)
        for other in known.values()
    )


def in_order(fact: Fact) -> tuple[date, int, str]:
    """Where a fact stands among the others: by day, and on one day what ends before what begins."""
    return (fact.on, _RANK.get(fact.kind, _LAST), fact.id)


def standing_of(facts: Iterable[Fact], timeline: Timeline) -> tuple[Span, ...]:
    """Only the exclusive states, for rebuilding what was known when; the same as the fold gives."""
    stand = effective(facts)
    held, _, courses = measures_of(stand, timeline)
    return standing.spans(stand, courses, held, timeline)


def standing_matters(fact: Fact) -> bool:
    """Whether a fact of this kind can change the state of any day; a withdrawal may always."""
    return fact.kind in _STANDING_KINDS


def history(
    facts: Iterable[Fact], timeline: Timeline, subject: Subject | None = None
) -> list[tuple[datetime, tuple[Span, ...]]]:
    """The states as known from each moment on, one entry per moment at which they changed, or at which a change of
    place came to be known: the same states are then those of another town."""
    listed = sorted(facts, key=lambda fact: (fact.known, fact.id))
    answer: list[tuple[datetime, tuple[Span, ...]]] = []
    known: list[Fact] = []
    moved = False
    for number, fact in enumerate(listed):
        if not standing_matters(fact):
            continue
        known.append(fact)
        moved = moved or fact.kind in ("measure_transferred", "withdrawn")
        following = next((f for f in listed[number + 1 :] if standing_matters(f)), None)
        if following is not None and following.known == fact.known:
            continue
        spans = standing_of(known, timeline)
        if moved or not answer or answer[-1][1] != spans:
            answer.append((fact.known, spans))
        moved = False
    return answer


def _free(facts: Sequence[Fact], used: set[str]) -> Sequence[Fact]:
    return [fact for fact in facts if fact.id not in used] if used else facts


def _levels(
    papers: Sequence[Fact], spans: Sequence[Span], timeline: Timeline, until: date
) -> tuple[list[tuple[date, str]], list[Proposal], list[Duty]]:
    confirmed, proposals, duties = levels.propose(
        [fact for fact in papers if fact.kind == "risk_assessed"],
        [fact for fact in papers if fact.kind == "level_confirmed"],
        timeline, until, standing=spans,
    )  # fmt: skip
    return confirmed, list(proposals), list(duties)


def measures_of(
    stand: Sequence[Fact], timeline: Timeline
) -> tuple[list[CustodySpan], list[Interval], list[MeasureCourse]]:
    """Custody, all time behind walls, and the course of every measure, from the facts that stand."""
    held = custody.spans(stand)
    inside = custody.inside(held, measures.isolated(stand, timeline))
    return held, inside, measures.courses(stand, held, reporting.deadlines(stand, inside, timeline), timeline)


def _following(course: MeasureCourse, courses: Sequence[MeasureCourse]) -> date | None:
    """The first day of the 社戒 or 社康 that began next."""
    since = course.starts_on
    later = (c.starts_on for c in courses if c.kind in measures.COMMUNITY_KINDS and c.starts_on)
    return min((day for day in later if since is not None and day > since), default=None)


def _community(
    course: MeasureCourse, following: date | None, beside: Sequence[Interval], stand: Sequence[Fact], tests: Papers,
    approved: Sequence[Interval],
    timeline: Timeline, subject: Subject, until: date,
    duties: list[Duty], proposals: list[Proposal], counters: list[Counter], reached: list[Interval],
    weighed: set[str], unproved: set[str],
) -> list[SlotResult]:  # fmt: skip
    """What one 社戒 or 社康 brings: tests, the counters of the law and what they lead to."""
    tested, results = urine_tests.slots(course, tests, timeline, subject, until, following, approved, beside)
    duties += tested
    stand = urine_tests.by_the_day_of_the_slot(stand, tested, course)
    tallied = violations.tallies(course, stand, approved, timeline, tested)
    counters += [tally.counter for tally in tallied]
    reached += violations.unanswered(course, stand, tallied)
    for tally in tallied:
        duties += evidence.papers_due([one for one in tally.pending if one[0].id not in weighed], timeline, until)
        weighed |= tally.seen
        unproved |= tally.seen.difference(tally.counter.counted)
    to_report, proposed = violations.outcome(course, stand, tallied, timeline, subject, until)
    duties += to_report
    proposals += proposed
    return results


def _points(
    papers: Sequence[Fact], duties: Sequence[Duty], results: Sequence[SlotResult], unproved: set[str],
    timeline: Timeline,
) -> list[PointsEntry]:  # fmt: skip
    """The points owed. What is not proved takes nothing away and breaks no streak."""
    if unproved:
        papers = [fact for fact in papers if fact.id not in unproved]
        results = [replace(r, result="UNPROVED") if r.fact_id in unproved else r for r in results]
    if len({result.key for result in results}) < len(results):  # two measures at once looked at one test
        results = list({(result.key, result.fact_id): result for result in results}.values())
    return points.entries(points.events(papers, duties), results, timeline)


def _unproved_outside(stand: Sequence[Fact], approved: Sequence[Interval], weighed: set[str]) -> set[str]:
    """Of the refusals and departures that no measure weighs, those without evidence of their own: no counter asks
    for them, and no points are taken for them."""
    refused = [fact for fact in stand if evidence.is_refusal(fact) and fact.id not in weighed]
    away = [fact for fact in stand if isinstance(fact, AbsenceConfirmed) and fact.id not in weighed]
    answer: set[str] = set()
    if refused:
        notices = [fact for fact in stand if fact.kind == "test_notice_served"]
        found = evidence.refusals(refused, notices, evidence.Slots(()))
        answer |= found.seen - found.proved()
    if away:
        _, left = evidence.departures(away, approved)
        answer |= left.seen - left.proved()
    return answer


def _elsewhere(
    stand: Sequence[Fact], tests: Papers, held: Sequence[CustodySpan], inside: Sequence[Interval], spans: Sequence[Span],
    confirmed: Sequence[tuple[date, str]], timeline: Timeline, subject: Subject, until: date,
    results: list[SlotResult],
) -> list[Duty]:  # fmt: skip
    """What is due whatever the measure: tests by level, results to be read, leave, custody."""
    taken = {result.fact_id for result in results}
    tested, more = urine_tests.outside(spans, confirmed, tests, timeline, subject, until, taken)
    results += more
    return [
        *tested,
        *screenings.readings(tests, timeline, until),
        *leave.duties(stand, timeline, until, inside),
        *custody.duties(held, until, timeline.version),
    ]


def _arranged(duties: list[Duty], stand: Sequence[Fact], spans: Sequence[Span]) -> list[Duty]:
    """In order of their last day; off the list where nobody here is to do it: what fell due before the person came
    on this book, and what a later state takes away."""
    later = _Later(
        [span for span in spans if span.state in _QUIET],
        [span.from_on for span in spans if span.state in _INSIDE],
        {fact.measure: fact.on for fact in stand if isinstance(fact, MeasureEnded)},
    )
    since = spans[0].from_on if spans else date.min
    answer: list[Duty] = []
    for duty in duties:
        if duty.due_on < since and duty.done_by is None and duty.state in ("open", "missed"):
            continue  # kept on another book, or on paper: nobody here can say what was done
        kept = _in_later_states(duty, later) if duty.state == "open" else duty
        if kept is not None:
            answer.append(kept)
    answer.sort(key=lambda duty: (duty.due_on, duty.key))
    return answer


class _Later(NamedTuple):
    quiet: list[Span]  # off the book, or three clean years confirmed
    inside: list[date]
    ended: dict[str, date]  # measures, by the paper that ended them


def _in_later_states(duty: Duty, later: _Later) -> Duty | None:
    """What a later state makes of an open duty. It decides only what falls due in it: what was overdue before
    stands, and goes on after a return. The town's own steps with papers go on without the person."""
    if duty.kind in _ROUTINE:
        days = [*later.inside, later.ended.get(duty.measure_id or "", date.min)]
        over = min((on for on in days if on > duty.due_on), default=None)
        if over is not None:
            return _closed(duty, "missed", "person.too_late_now", over)
    for span in later.quiet:
        back = span.until_on is not None and span.state != "abstinent"
        if (span.until_on is not None and span.until_on <= duty.due_on) or (back and duty.due_on < span.from_on):
            continue
        if (duty.kind in _PAPERS and span.state in _ALIVE_ELSEWHERE) or (back and duty.kind not in _RECURRING):
            continue
        if span.from_on <= duty.opens_on:
            return None
        if span.from_on > duty.due_on and duty.kind in _ROUTINE:
            return _closed(duty, "missed", "person.too_late_now", span.from_on)
        return _closed(duty, "waived", "person.off_the_book", span.from_on)
    return duty


def _closed(duty: Duty, state: DutyState, code: str, on: date) -> Duty:
    return replace(duty, state=state, reasons=(*duty.reasons, Reason(code, {"on": on})))
