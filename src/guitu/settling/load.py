"""A matter under a command, locked: its facts, whose it is, and what was derived of it before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.database import Statement, dicts, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Batch
from guitu.ledger.packs import digest_sql, timeline_by, timeline_of
from guitu.ledger.sealed import bodies_in
from guitu.policy import Timeline
from guitu.rules import records
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.composers import Composer
from guitu.settling.duty_rows import READ, ClosedDuties, DutyRow


@dataclass(slots=True, kw_only=True)
class Loaded:
    """One matter: loaded once, locked, settled once. A context that must know more of it adds fields."""

    composer: Composer[Any, Any]
    id: UUID
    county_id: str
    scope_path: str
    place: str
    post_id: UUID | None  # whose its duties are
    facts: list[Fact]
    duties: dict[str, DutyRow] = field(default_factory=dict)  # the open ones, by key
    closed: ClosedDuties = field(default_factory=ClosedDuties)  # the others, which `recall` reads
    folded_with: str | None = None  # the pack whose numbers made what was derived; None: nothing was
    current: list[Any] | None = None  # as derived before: state, since, next state, next day, …
    timeline: Timeline | None = None
    added: list[Fact] = field(default_factory=list)  # facts of this transaction
    settled: Any = None  # the course as just settled, laid out further ahead
    seen: tuple[int, set[str]] = field(default_factory=lambda: (0, set()), init=False)  # so many facts were looked through: their kinds

    def policy(self) -> Timeline:
        if self.timeline is None:
            self.timeline = timeline_of(self.county_id, self.scope_path)
        return self.timeline

    def course(self, until: date, ahead: date | None = None) -> Any:
        """What follows from the facts, the new ones included."""
        return self.composer.fold(self, until, ahead)

    def path_on(self, day: date) -> str:
        """Where it lay on a day: what happened then counts there, whoever writes it down."""
        return self.scope_path

    def kinds(self) -> set[str]:
        """The kinds of all facts. Asked of every fact of a batch: the facts seen once are not looked at again."""
        number, kinds = self.seen
        if len(self.facts) != number:
            kinds.update([fact.kind for fact in self.facts[number:]])
            self.seen = (len(self.facts), kinds)
        return kinds

    def fact(self, fact_id: UUID | str) -> Fact:
        """One fact of this matter, or NotVisible."""
        wanted = str(fact_id)
        for found in self.facts:
            if found.id == wanted:
                return found
        raise NotVisible


L = TypeVar("L", bound=Loaded)
Bodies = Callable[[str, str], dict[str, Any] | None]
_MATTERS = f"""
WITH m AS (
  SELECT {{columns}} FROM {{table}} WHERE id = ANY(%s){{kept}} ORDER BY id
)
SELECT m.*, coalesce({place_sql("m.scope_path")}, '') AS place,
  (SELECT s.post_id FROM matters_part s
    WHERE s.matter_id = m.id AND s.part = '{{part}}' AND s.until_on IS NULL) AS post_id,
  (SELECT json_agg(json_build_array(f.id, f.kind, f.happened_on, f.recorded_at, f.corrects, f.body, f.happened_path)
    ORDER BY f.happened_on, f.recorded_at, f.id) FROM ledger_fact f WHERE f.matter_id = m.id)::text AS facts,
  (SELECT json_agg(json_build_array({READ})) FROM duties_duty d
    WHERE d.county_id = m.county_id AND d.matter_id = m.id{{of_duties}})::text AS duties,
  s.closed, s.policy AS folded_with,
  {{beside}},
  {digest_sql("m.county_id", "m.scope_path")} AS pack
FROM m LEFT JOIN settling_summary s ON s.matter_id = m.id
"""  # noqa: S608  names and columns of ours
_KEPT = " AND sealed_at IS NULL"  # an import that was taken back put the others away: nobody finds them


def matter(act: Act, composer: Composer[L, Any], matter_id: UUID) -> L:
    """The matter, locked for this command; NotVisible outside one's grid. In a batch: loaded once."""
    if act.batch is not None and matter_id in act.batch.cases:
        held: L = act.batch.cases[matter_id]
        return held
    found = matters(composer, [matter_id])
    if not found:
        raise NotVisible
    if act.batch is not None:
        act.batch.cases[matter_id] = found[0]
    return found[0]


def gather(batch: Batch, composer: Composer[Any, Any], matter_ids: Sequence[UUID]) -> None:
    """Load and lock several matters of a batch at once; commands then find them there."""
    wanted = [one for one in matter_ids if one not in batch.cases]
    batch.cases |= {found.id: found for found in matters(composer, wanted)}


def matters(
    composer: Composer[L, Any], matter_ids: Sequence[UUID], *, lock: bool = True, put_away: bool = False
) -> list[L]:
    """Several matters of one kind in one query. Locked first, and read only then: a statement sees what was there when
    it began, so one that waits for its lock would not see what was written meanwhile. `put_away`: also what was sealed,
    for the jobs that clear up after it."""
    wanted = list(matter_ids)
    of_kind = _statements(composer)
    if lock:
        wanted = [one for (one,) in rows(of_kind.lock, [wanted])]
    return [composer.read(_opened(composer, found)) for found in dicts(of_kind.any if put_away else of_kind.kept, [wanted])]


@dataclass(frozen=True, slots=True)
class _Statements:
    lock: Statement
    kept: Statement
    any: Statement


@cache
def _statements(composer: Composer[Any, Any]) -> _Statements:
    """By kind: texts that are always the same, so that the server remembers their plans."""
    lock = f"SELECT id FROM {composer.table} WHERE id = ANY(%s) ORDER BY id FOR UPDATE"  # noqa: S608  in one order: locks never cross
    kept, everyone = (
        _MATTERS.format(
            table=composer.table, columns=composer.columns, beside=composer.beside, part=composer.part, kept=one,
            of_duties=" AND d.state = 'open'" if composer.keeps_summary else "",
        )
        for one in (_KEPT, "")
    )
    return _Statements(Statement(lock), Statement(kept), Statement(everyone))


def recall(people: Sequence[Loaded]) -> None:
    """Read the closed duties of these too: something about them is not as it was written."""
    if not people:
        return
    found = dict(rows(_CLOSED, [[one.id for one in people]]))
    for one in people:
        one.closed = replace(one.closed, unread=False)
        one.duties |= _duties(found.get(one.id))


_CLOSED = Statement(
    f"SELECT d.matter_id, json_agg(json_build_array({READ}))::text FROM duties_duty d"  # noqa: S608  names are ours
    " WHERE d.matter_id = ANY(%s) AND d.state <> 'open' GROUP BY d.matter_id"
)


def _opened(composer: Composer[Any, Any], found: dict[str, Any]) -> dict[str, Any]:
    """A row of the statement with its facts, duties and pack as they are worked with. `stored`: the facts as they lay."""
    found["composer"] = composer
    found["stored"] = stored = orjson.loads(found["facts"] or "[]")
    found["duties"] = _duties(found["duties"])
    found["timeline"] = timeline_by(found["county_id"], found["scope_path"], found.pop("pack"))
    body_of = bodies_in()
    found["facts"] = [_fact(body_of, *one[:6]) for one in stored]
    closed = found["closed"]
    found["closed"] = ClosedDuties() if closed is None else ClosedDuties(closed, unread=True)
    if "current" in found:
        found["current"] = orjson.loads(found["current"] or "null")
    return found


def _duties(text: str | None) -> dict[str, DutyRow]:
    rows_of = (DutyRow(*values) for values in orjson.loads(text or "[]"))
    return {row.key: row for row in rows_of}


def _fact(body_of: Bodies, id: str, kind: str, on: str, known: str, corrects: str | None, stored: str) -> Fact:
    body = body_of(id, stored)
    if body is None:  # what follows without it would be wrong, and would be believed
        raise Refused(Reason("fact_unreadable", {"on": on}))
    return records.make(
        kind, id=id, on=date.fromisoformat(on), known=datetime.fromisoformat(known), corrects=corrects, body=body
    )
