"""One person as the rules need it: the facts, who is responsible, and what was derived before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.duty_rows import READ, ClosedDuties, DutyRow
from guitu.grid.naming import place_sql
from guitu.kit.database import Statement, dicts, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Batch
from guitu.ledger.packs import digest_sql, timeline_by, timeline_of
from guitu.ledger.sealed import bodies_in
from guitu.people import basics
from guitu.policy import Timeline
from guitu.rules import records
from guitu.rules.facts import Fact, MeasureTransferred
from guitu.rules.person import fold
from guitu.rules.terms import Course, Known
from guitu.rules.verdict import Reason


@dataclass(slots=True)
class Case:
    """A person under a command: loaded once, locked, settled once."""

    id: UUID
    county_id: str
    standing_no: UUID
    scope_path: str
    home_path: str | None
    masked: str
    sex: str
    born_on: date | None
    version: int
    place: str
    post_id: UUID | None
    facts: list[Fact]
    first_path: str  # where the person was carried when first registered
    duties: dict[str, DutyRow] = field(default_factory=dict)  # the open ones, by key
    closed: ClosedDuties = field(default_factory=ClosedDuties)  # the others, which `recall` reads
    folded_with: str | None = None  # the pack whose numbers made what was derived; None: nothing was
    standing: list[list[Any]] = field(default_factory=list)
    posted: dict[str, int] = field(default_factory=dict)
    current: list[Any] | None = None  # as derived before: state, since, next state, next day
    timeline: Timeline | None = None
    added: list[Fact] = field(default_factory=list)  # facts of this transaction
    settled: Course | None = None  # as just settled, laid out further ahead
    seen: tuple[int, set[str]] = field(default_factory=lambda: (0, set()), init=False)  # so many facts were looked through: their kinds

    def policy(self) -> Timeline:
        if self.timeline is None:
            self.timeline = timeline_of(self.county_id, self.scope_path)
        return self.timeline

    def course(self, until: date, ahead: date | None = None) -> Course:
        """What follows from the facts, the new ones included."""
        return fold(self.facts, self.policy(), self.known_of(), until=until, ahead=ahead)

    def known_of(self) -> Known:
        """What the rules must know of the person beyond the facts."""
        sex: Any = self.sex if self.sex in ("male", "female") else None
        return Known(sex=sex, born_on=self.born_on)

    def path_on(self, day: date) -> str:
        """Where the person was carried on a day: what happened then counts there, whoever writes it down."""
        if "measure_transferred" not in self.kinds():
            return self.scope_path
        path, since = self.first_path, date.min
        for move in live(self.facts):
            if isinstance(move, MeasureTransferred) and move.to_path[:6] == self.county_id:
                if day < move.on:
                    return path
                path, since = move.to_path, move.on
        # on the day of the move it is the place that writes; later, the village may be known better
        return self.scope_path if day == since or self.scope_path.startswith(path) else path

    def kinds(self) -> set[str]:
        """The kinds of all facts. Asked of every fact of a batch: the facts seen once are not looked at again."""
        number, kinds = self.seen
        if len(self.facts) != number:
            kinds.update([fact.kind for fact in self.facts[number:]])
            self.seen = (len(self.facts), kinds)
        return kinds

    def fact(self, fact_id: UUID | str) -> Fact:
        """One fact of this person, or NotVisible."""
        wanted = str(fact_id)
        for found in self.facts:
            if found.id == wanted:
                return found
        raise NotVisible


Bodies = Callable[[str, str], dict[str, Any] | None]
_PERSON = f"""
WITH p AS (
  SELECT id, county_id, standing_no, scope_path, home_path, basics, version
  FROM people_person WHERE id = ANY(%s){{kept}} ORDER BY id
)
SELECT p.*, coalesce({place_sql("p.scope_path")}, '') AS place,
  (SELECT s.post_id FROM matters_part s
    WHERE s.matter_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL) AS post_id,
  (SELECT json_agg(json_build_array(f.id, f.kind, f.happened_on, f.recorded_at, f.corrects, f.body, f.happened_path)
    ORDER BY f.happened_on, f.recorded_at, f.id) FROM ledger_fact f WHERE f.matter_id = p.id)::text AS facts,
  (SELECT json_agg(json_build_array({READ})) FROM duties_duty d
    WHERE d.county_id = p.county_id AND d.matter_id = p.id AND d.state = 'open')::text AS duties,
  s.closed, s.policy AS folded_with,
  (SELECT json_agg(json_build_array(s.id, s.path, s.state, s.from_on, s.until_on, s.known_at) ORDER BY s.from_on)
    FROM casework_standing s WHERE s.standing_no = p.standing_no AND s.known_until IS NULL)::text AS standing,
  (SELECT json_build_array(c.state, c.since_on, c.next_state, c.next_on, c.scope_path, c.home_path)
    FROM casework_current c WHERE c.person_id = p.id)::text AS current,
  {digest_sql("p.county_id", "p.scope_path")} AS pack,
  (SELECT json_object_agg(t.source, t.sum) FROM (SELECT source, sum(hundredths) AS sum FROM casework_pointstransfer
    WHERE person_id = p.id GROUP BY source) t)::text AS posted
FROM p LEFT JOIN settling_summary s ON s.matter_id = p.id
"""  # noqa: S608  the name of a place
_KEPT = " AND sealed_at IS NULL"  # an import that was taken back put the others away: nobody finds them
_PERSON_KEPT, _PERSON_ANY = (Statement(_PERSON.replace("{kept}", kept)) for kept in (_KEPT, ""))


def case(act: Act, person_id: UUID) -> Case:
    """The person, locked for this command; NotVisible outside one's grid. In a batch: loaded once."""
    if act.batch is not None and person_id in act.batch.cases:
        held: Case = act.batch.cases[person_id]
        return held
    found = cases([person_id])
    if not found:
        raise NotVisible
    if act.batch is not None:
        act.batch.cases[person_id] = found[0]
    return found[0]


def gather(batch: Batch, person_ids: Sequence[UUID]) -> None:
    """Load and lock several people of a batch at once; commands then find them there."""
    wanted = [person for person in person_ids if person not in batch.cases]
    batch.cases |= {found.id: found for found in cases(wanted)}


def cases(person_ids: Sequence[UUID], *, lock: bool = True, put_away: bool = False) -> list[Case]:
    """Several people in one query. Locked first, and read only then: a statement sees what was there when it began,
    so one that waits for its lock would not see what was written meanwhile. `put_away`: also whose import was taken
    back, for the jobs that clear up after them."""
    wanted = list(person_ids)
    if lock:
        wanted = [person for (person,) in rows(_LOCK, [wanted])]
    return [_case(found) for found in dicts(_PERSON_ANY if put_away else _PERSON_KEPT, [wanted])]


_LOCK = Statement("SELECT id FROM people_person WHERE id = ANY(%s) ORDER BY id FOR UPDATE")  # in one order: locks never cross


def recall(people: Sequence[Case]) -> None:
    """Read the closed duties of these too: something about them is not as it was written."""
    if not people:
        return
    found = dict(rows(_CLOSED, [[case.id for case in people]]))
    for case in people:
        case.closed = replace(case.closed, unread=False)
        case.duties |= _duties(found.get(case.id))


_CLOSED = Statement(
    f"SELECT d.matter_id, json_agg(json_build_array({READ}))::text FROM duties_duty d"  # noqa: S608  names are ours
    " WHERE d.matter_id = ANY(%s) AND d.state <> 'open' GROUP BY d.matter_id"
)


def _case(found: dict[str, Any]) -> Case:
    raw = orjson.loads(found.pop("facts") or "[]")
    duties, closed = _duties(found.pop("duties")), found.pop("closed")
    standing = orjson.loads(found.pop("standing") or "[]")
    posted = orjson.loads(found.pop("posted") or "{}")
    current = orjson.loads(found.pop("current") or "null")
    timeline = timeline_by(found["county_id"], found["scope_path"], found.pop("pack"))
    body_of = bodies_in()
    facts = [_fact(body_of, *item[:6]) for item in raw]
    # the fact first written, not the one that happened first: another town may later write of earlier days
    known = [fact.known for fact in facts]
    opened = known.index(min(known)) if known else None
    left = [(fact.known, item[6]) for fact, item in zip(facts, raw, strict=True) if _carries_away(fact)]
    return Case(
        **basics.spread(found),
        facts=_arrived(facts, found["scope_path"], left),
        first_path=_opened_in(None if opened is None else raw[opened][6], found["scope_path"], left),
        duties=duties,
        closed=ClosedDuties() if closed is None else ClosedDuties(closed, unread=True),
        standing=standing,
        posted={key: int(value) for key, value in posted.items()},
        current=current,
        timeline=timeline,
    )


def _duties(text: str | None) -> dict[str, DutyRow]:
    rows_of = (DutyRow(*values) for values in orjson.loads(text or "[]"))
    return {row.key: row for row in rows_of}


Left = Sequence[tuple[datetime, str]]  # when the file was carried away, and from which place


def _carries_away(fact: Fact) -> bool:
    """A change of place as first recorded: it happened where the file lay until then, group and all."""
    return isinstance(fact, MeasureTransferred) and fact.corrects is None


def _opened_in(first: str | None, now: str, left: Left) -> str:
    """The place where the file was opened, down to what is known of it now; of a file that was carried away since, to
    what was known when it was."""
    path = _known_better(first, now)
    return _as_left(path, left) if left else path


def _arrived(facts: list[Fact], now: str, left: Left) -> list[Fact]:
    """The facts; each change of place ends in the village or the group that came to be known since: of the last one by
    now, of one before it by the next."""
    is_last = True
    for number in range(len(facts) - 1, -1, -1):
        fact = facts[number]
        if not isinstance(fact, MeasureTransferred) or fact.to_path[:6] != now[:6]:
            continue
        path = _known_better(fact.to_path, now) if is_last else fact.to_path
        later = [(known, place) for known, place in left if known > fact.known]
        facts[number] = replace(fact, to_path=_as_left(path, later))
        is_last = False
    return facts


def _as_left(path: str, left: Left) -> str:
    """A place by what was known of it when the file first left it, where that is more."""
    from_there = (place for _, place in sorted(left) if len(place) > len(path) and place.startswith(path))
    return next(from_there, path)


def _known_better(first: str | None, now: str) -> str:
    """The place where the file was opened, by the village or the group that came to be known since. Figures of
    towns and villages are kept in both times; which group of a village somebody belongs to is as known now."""
    if first is None or now.startswith(first) or (len(first) >= 12 and now[:12] == first[:12]):
        return now
    return first


def _fact(body_of: Bodies, id: str, kind: str, on: str, known: str, corrects: str | None, stored: str) -> Fact:
    body = body_of(id, stored)
    if body is None:  # what follows without it would be wrong, and would be believed
        raise Refused(Reason("fact_unreadable", {"on": on}))
    return records.make(
        kind, id=id, on=date.fromisoformat(on), known=datetime.fromisoformat(known), corrects=corrects, body=body
    )


def live(facts: Iterable[Fact]) -> list[Fact]:
    return records.effective(facts)
