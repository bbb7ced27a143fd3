"""One person's fold: from the facts and the policy of each day, all that follows, each with its reason.

The only file that composes the families of rules. No clock: `until` is how far ahead duties are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from guitu.rules import (
    aid,
    bottles,
    breaches,
    consequences,
    custody,
    deductions,
    doubts,
    employment,
    evidence,
    exits,
    incidents,
    isolation,
    leave,
    levels,
    measures,
    occasions,
    plans,
    points,
    questions,
    records,
    releases,
    reporting,
    requests,
    screenings,
    standing,
    two_way_control,
    urine_tests,
    urine_tests_outside,
    violations,
    visits,
)
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval
from guitu.rules.facts import AbsenceConfirmed, Fact
from guitu.rules.later_states import arranged, times_off_the_list
from guitu.rules.screenings import Papers
from guitu.rules.terms import (
    Counter,
    Course,
    CustodySpan,
    Duty,
    Known,
    MeasureCourse,
    OverlaySpan,
    PointsEntry,
    Proposal,
    SlotResult,
    Span,
    WorkSpan,
)

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
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_LAST = len(_ORDER)

_ONCE = frozenset({"periodic_report", "urine_test"})


def fold(
    facts: Iterable[Fact], timeline: Timeline, subject: Known, *, until: date, ahead: date | None = None
) -> Course:
    """All that follows from one person's facts: measures, standing, duties, counters, points, levels and
    what the platform proposes. Duties are laid out for what opens by `until`; past ones keep their state.
    With `ahead`, a day after `until`, `further` are the duties as laid out to that day. Decides nothing that
    the police decide."""
    stand = breaches.applied(effective(facts))
    if ahead is None:
        return _folded(stand, timeline, subject, until, until)
    if timeline.on(until) is timeline.on(ahead) and all(fact.on <= until for fact in stand):
        return _folded(stand, timeline, subject, until, ahead)
    further = _folded(stand, timeline, subject, ahead, ahead).duties
    return replace(_folded(stand, timeline, subject, until, until), further=further)


@dataclass(frozen=True, slots=True)
class _File:
    """One person's facts as every part of the fold reads them, and for which days it is asked."""

    visits: Sequence[Fact]  # most of a file, and no rule but their own asks for them
    reports: Sequence[Fact]  # what stands without the visits
    papers: Sequence[Fact]  # and without the regular reports
    held: Sequence[CustodySpan]
    inside: Sequence[Interval]
    courses: Sequence[MeasureCourse]
    spans: tuple[Span, ...]
    approved: Sequence[Interval]
    tests: Papers
    timeline: Timeline
    subject: Known
    until: date


@dataclass(slots=True)
class _SoFar:
    """What follows, part by part: each adds to it, and sees what those before it have used."""

    duties: list[Duty] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    counters: list[Counter] = field(default_factory=list)
    results: list[SlotResult] = field(default_factory=list)
    reached: list[Interval] = field(default_factory=list)  # when a counter is reached and the police have not answered
    used: set[str] = field(default_factory=set)  # what has closed a slot or a window closes none of a later measure
    weighed: set[str] = field(default_factory=set)  # the refusals and departures that a measure looks at
    unproved: set[str] = field(default_factory=set)  # records from which nothing adverse follows yet


def _folded(stand: Sequence[Fact], timeline: Timeline, subject: Known, cut: date, until: date) -> Course:
    """Laid out to `until` and cut at `cut`: what opens later, and what would be proposed later, is left out. The
    same as laying out to `cut`, as long as no fact and no change of the numbers lies between the two days."""
    file = _read(stand, timeline, subject, until)
    papers, courses, spans = file.papers, file.courses, file.spans
    so_far = _SoFar()
    confirmed = _levels(file, so_far)
    for course in sorted(courses, key=lambda course: course.starts_on or date.max):
        so_far.duties += releases.duties(course, papers, timeline, until)
        so_far.proposals += releases.proposals(course, until)
        if course.kind in measures.COMMUNITY_KINDS:
            _community(course, file, so_far)
    so_far.duties += visits.duties(spans, confirmed, file.visits, timeline, until)
    _elsewhere(file, confirmed, so_far)
    clean = _exit(file, so_far)
    further = arranged(so_far.duties, papers, spans)
    duties, proposals = further, so_far.proposals
    if cut < until:
        duties = [duty for duty in further if duty.opens_on <= cut]
        proposals = [proposal for proposal in proposals if proposal.on <= cut]
    over = _overlays(papers, courses, subject)
    counters, results = so_far.counters, so_far.results
    entries = _points(papers, duties, results, so_far.unproved, timeline)
    return Course(
        measures=tuple(courses),
        standing=spans,
        overlays=over,
        duties=tuple(duties),
        counters=tuple(counters),
        points=tuple(entries),
        levels=tuple(confirmed),
        proposals=tuple(proposals),
        consequences=(
            *consequences.of(papers, courses, spans, duties, counters, entries, proposals, results, over),
            *aid.consequences(papers, timeline),
        ),
        clean_from=clean.from_on,
        exit_due_on=clean.due_on,
        further=tuple(further) if cut < until else (),
        work=_work(file, stand, cut),
    )


def _work(file: _File, stand: Sequence[Fact], cut: date) -> tuple[WorkSpan, ...]:
    """Able to work or not, at work, insured; and what could be applied for. Of nobody before they are on the book."""
    if not file.spans:
        return ()
    since, policy = file.spans[0].from_on, file.timeline.on(cut)
    spans = [
        *employment.exclusions(file.papers, file.subject, since, policy.employment),
        *employment.employed(employment.jobs(file.papers)), *employment.insured(file.papers),
    ]
    here = aid.Circumstances(stand, file.spans, spans, since, policy.aid.heard_days)
    return (*spans, *aid.entitled(here, policy.aid))


def _overlays(papers: Sequence[Fact], courses: Sequence[MeasureCourse], subject: Known) -> tuple[OverlaySpan, ...]:
    """What lies over the state, and when two go together."""
    over = standing.overlays(papers, leave.returns(papers), courses, subject)
    two = incidents.together(papers)
    return tuple(sorted([*over, *two], key=lambda span: (span.from_on, span.overlay, span.fact_id))) if two else over


def _read(stand: Sequence[Fact], timeline: Timeline, subject: Known, until: date) -> _File:
    reports = [fact for fact in stand if fact.kind != "visit"]
    papers = [fact for fact in reports if fact.kind != "periodic_report"]
    made = [fact for fact in stand if fact.kind == "visit"]
    held, inside, courses = measures_of(papers, timeline)
    return _File(
        made, reports, papers, held, inside, courses, standing.spans(papers, courses, held, timeline),
        leave.approved(papers), screenings.papers(papers), timeline, subject, until,
    )


def effective(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that stand, each once, in the order in which rules read them."""
    once = {fact.id: fact for fact in facts}
    twice = occasions.written_twice(once.values())
    stand = records.in_force(once.values())
    stand.sort(key=in_order)
    stand = occasions.without_copies(stand)
    return [fact for fact in stand if fact.id not in twice] if twice else stand


def in_order(fact: Fact) -> tuple[date, int, str]:
    """Where a fact stands among the others: by day, and on one day what ends before what begins."""
    return (fact.on, _RANK.get(fact.kind, _LAST), fact.id)


def _levels(file: _File, so_far: _SoFar) -> list[tuple[date, str]]:
    """The confirmed levels; what is to be assessed and confirmed."""
    confirmed, proposals, duties = levels.propose(
        [fact for fact in file.papers if fact.kind == "risk_assessed"],
        [fact for fact in file.papers if fact.kind == "level_confirmed"],
        file.timeline, file.until, standing=file.spans,
    )
    so_far.proposals += proposals
    so_far.duties += duties
    return confirmed


def measures_of(
    stand: Sequence[Fact], timeline: Timeline
) -> tuple[list[CustodySpan], list[Interval], list[MeasureCourse]]:
    """Custody, all time behind walls, and the course of every measure, from the facts that stand."""
    held = custody.spans(stand)
    inside = custody.inside(held, isolation.isolated(stand, timeline))
    return held, inside, measures.courses(stand, held, reporting.deadlines(stand, inside, timeline), timeline)


def _community(course: MeasureCourse, file: _File, so_far: _SoFar) -> None:
    """What one 社戒 or 社康 brings: reports, tests, the counters of the law and what they lead to."""
    timeline, until = file.timeline, file.until
    beside = measures.beside(course, file.courses)
    reports = [fact for fact in file.reports if fact.id not in so_far.used] if so_far.used else file.reports
    away = times_off_the_list(file.spans)
    so_far.duties += reporting.duties(course, reports, file.inside, timeline, until, beside, away)
    tested, results = urine_tests.slots(
        course, file.tests.without(so_far.used), timeline, file.subject, until, measures.following(course, file.courses),
        file.approved, beside,
    )
    so_far.duties += tested
    so_far.results += results
    papers = urine_tests.by_the_day_of_the_slot(file.papers, tested, course)
    tallied = violations.tallies(course, papers, file.approved, timeline, tested)
    so_far.counters += [tally.counter for tally in tallied]
    so_far.reached += violations.unanswered(course, papers, tallied)
    for tally in tallied:
        pending = [one for one in tally.pending if one[0].id not in so_far.weighed]
        so_far.duties += evidence.papers_due(pending, timeline, until)
        so_far.weighed |= tally.seen
        so_far.unproved |= tally.seen.difference(tally.counter.counted)
    to_report, proposed = violations.outcome(course, papers, tallied, timeline, file.subject, until)
    so_far.duties += to_report
    so_far.proposals += proposed
    so_far.used |= {duty.done_by for duty in so_far.duties if duty.done_by and duty.kind in _ONCE}
    so_far.used |= {result.fact_id for result in results if result.fact_id}


def _points(
    papers: Sequence[Fact], duties: Sequence[Duty], results: Sequence[SlotResult], unproved: set[str],
    timeline: Timeline,
) -> list[PointsEntry]:
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


def _elsewhere(file: _File, confirmed: Sequence[tuple[date, str]], so_far: _SoFar) -> None:
    """What is due whatever the measure: tests by level, results to be read, leave, custody, what was asked of the
    office, and another person's word on what was taken away by hand."""
    timeline, until = file.timeline, file.until
    taken = {result.fact_id for result in so_far.results}
    tested, results = urine_tests_outside.outside(
        file.spans, confirmed, file.tests, timeline, file.subject, until, taken
    )
    so_far.results += results
    so_far.duties += tested
    so_far.duties += screenings.readings(file.tests, timeline, until)
    so_far.duties += bottles.duties(file.tests, file.papers, timeline, until)
    so_far.duties += doubts.duties(file.papers, timeline)
    so_far.duties += leave.duties(file.papers, timeline, until, file.inside)
    so_far.duties += custody.duties(file.held, until, timeline.version)
    so_far.duties += employment.duties(file.papers, timeline, until)
    so_far.duties += plans.duties(file.courses, file.papers, timeline, until)
    so_far.duties += incidents.duties(file.papers, timeline)
    so_far.duties += questions.duties(file.papers, timeline)
    so_far.duties += requests.duties(file.papers, timeline, until)
    if any(fact.kind in two_way_control.BEGIN for fact in file.papers):
        over, met = _overlays(file.papers, file.courses, file.subject), two_way_control.met(file.visits, file.reports)
        so_far.duties += two_way_control.duties(file.papers, met, over, file.inside, timeline, until)
    to_confirm, waiting = deductions.to_confirm(file.papers, timeline, until)
    so_far.duties += to_confirm
    so_far.unproved |= waiting | _unproved_outside(file.papers, file.approved, so_far.weighed)
    so_far.proposals += violations.relapse_reports(file.papers, until)


def _exit(file: _File, so_far: _SoFar) -> exits.CleanYears:
    """The clean years, and what is proposed and due when they are full and nothing holds the exit."""
    clean = exits.clean_years(file.papers, file.courses, file.held, file.timeline)
    held_back = [*exits.held_by(file.courses), *screenings.waits(file.tests, file.timeline), *so_far.reached]
    duties, proposals = exits.outcome(clean, file.timeline, file.until, held_back, file.spans)
    so_far.duties += duties
    so_far.proposals += proposals
    return clean
