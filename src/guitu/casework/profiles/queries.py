# ruff: noqa: S608  the pieces put into statements are constants of these modules
"""What the person's page reads, in one question: the person with everything folded, the duties, the facts asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.profiles import teamwork, words
from guitu.grid.fields import duty_kinds
from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.arrays import codes
from guitu.kit.database import Statement, dicts
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import digest_sql
from guitu.people.access import LOOKS
from guitu.people.basics import spread
from guitu.settling.summaries import course_in

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a tab shows beside what stands above all of them."""

    listed: tuple[str, ...] = ()  # facts of these kinds, the newest first
    most: str | None = None
    closed: bool = False  # duties that are done, too


# A person has some hundred facts in three years. They are looked through once; what is listed is written out, each
# with what corrected it; of the others those of a kind that a counter of the law may count.
_ALL = Statement(f"""WITH facts AS MATERIALIZED (
  SELECT id, kind, happened_on, recorded_at, corrects, body, note, post_id FROM ledger_fact
  WHERE matter_id = %(person)s
), corrections AS MATERIALIZED (
  SELECT DISTINCT ON (corrects) corrects, kind, happened_on, recorded_at FROM facts WHERE corrects IS NOT NULL
  ORDER BY corrects, happened_on, recorded_at, id DESC
)
SELECT p.id, p.county_id, p.scope_path, p.home_path, p.basics,
  {place_sql("p.scope_path")} AS place, t.short AS town, h.short AS home,
  CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END AS state,
  CASE WHEN c.next_on <= %(today)s THEN c.next_on ELSE c.since_on END AS since_on,
  s.course,
  (SELECT json_agg(x) FROM (SELECT m.id, m.part, g.name, m.expires_on, m.purpose, CASE WHEN m.beyond THEN
      (SELECT b.name FROM grid_post o JOIN grid_body b ON b.id = o.body_id WHERE o.id = m.post_id) END AS unit
    FROM matters_part m LEFT JOIN grid_holding g ON g.post_id = m.post_id AND {held("g")}
    WHERE m.matter_id = p.id AND m.until_on IS NULL AND (NOT m.beyond OR m.expires_on > %(today)s)
    ORDER BY m.part <> 'responsible', m.part, m.expires_on) x)::text AS team,
  {LOOKS.format(person="p.id")}::text AS looks,
  (SELECT json_build_array(e.archived_on, e.sealed_on) FROM matters_ending e WHERE e.matter_id = p.id)::text AS ends,
  (SELECT json_build_object('balance', coalesce(sum(hundredths), 0),
    'month', coalesce(sum(hundredths) FILTER (WHERE earned AND of >= date_trunc('month', %(today)s::date)), 0),
    'before', coalesce(sum(hundredths) FILTER (WHERE earned AND of < date_trunc('month', %(today)s::date)
      AND posted_at >= date_trunc('month', %(today)s::date)), 0))
    FROM (SELECT hundredths, posted_at, kind IN ('settled', 'restored') AS earned, coalesce(min(CASE WHEN item <> 'taken_back' THEN earned_on END)
      OVER (PARTITION BY source), earned_on) AS of FROM casework_pointstransfer WHERE person_id = p.id) x)::text AS points,
  (SELECT json_agg(x) FROM (SELECT d.key, d.kind, d.state, d.opens_on, d.planned_on, d.due_on,
     d.done_on, d.reasons
    FROM duties_duty d WHERE d.county_id = p.county_id AND d.matter_id = p.id AND d.kind = ANY(%(kinds)s)
    ORDER BY d.due_on, d.key) x)::text AS duties,
  (SELECT string_agg(x.id || ' ' || row_to_json(x), E'\\n') FROM (SELECT f.id, f.kind, f.happened_on, f.recorded_at, f.body,
     encode(f.note, 'hex') AS note, coalesce(h.name, '') AS who, b.kind AS by_kind, b.happened_on AS by_on,
     b.recorded_at AS by_at
    FROM facts f LEFT JOIN corrections b ON b.corrects = f.id
    LEFT JOIN grid_holding h ON h.post_id = f.post_id
     AND h.from_on <= f.recorded_at::date AND (h.until_on IS NULL OR h.until_on > f.recorded_at::date)
    WHERE f.kind = ANY(%(listed)s)
    ORDER BY f.happened_on DESC, f.recorded_at DESC, f.id LIMIT %(most)s) x) AS entries,
  (SELECT string_agg(kind, ' ') FROM facts) AS kinds,
  (SELECT string_agg(f.kind, ' ') FROM corrections b JOIN facts f ON f.id = b.corrects) AS corrected,
  (SELECT json_object_agg(id, json_build_array(happened_on, kind, body)) FROM facts
    WHERE kind = ANY('{codes(words.COUNTED)}')
      OR kind = ANY('{codes(teamwork.KINDS)}') AND id NOT IN (SELECT corrects FROM corrections))::text AS evidence,
  {digest_sql("p.county_id", "p.scope_path")} AS pack
FROM people_person p
LEFT JOIN grid_area t ON t.path = left(p.scope_path, 9)
LEFT JOIN grid_area h ON h.path = p.home_path
LEFT JOIN casework_current c ON c.person_id = p.id LEFT JOIN settling_summary s ON s.matter_id = p.id
WHERE p.id = %(person)s AND p.sealed_at IS NULL
""")
_OPEN = Statement(_ALL.replace("ANY(%(kinds)s)", "ANY(%(kinds)s) AND d.state = 'open'"))


def person(person_id: UUID, wish: Wish, actor: Actor, today: date) -> Row:
    """The person as folded, the team, who looked, the points; the duties in the order of their last days; the facts
    wished for, each as its id and JSON, and how many there are. NotVisible outside one's grid or when sealed."""
    asked = {
        "person": str(person_id), "today": today.isoformat(), "kinds": codes(tuple(duty_kinds(actor.classes))),
        "listed": codes(wish.listed), "most": wish.most,
    }
    found = dicts(_ALL if wish.closed else _OPEN, asked)
    if not found:
        raise NotVisible
    row = spread(found[0])
    row["course"] = course_in(person_id, row["course"])
    row["ends"] = [date.fromisoformat(day) if day else None for day in orjson.loads(row["ends"] or "[]")]
    for name in ("team", "looks", "points", "evidence"):
        row[name] = orjson.loads(row[name] or _NONE.get(name, "{}"))
    row["duties"] = [_duty(one) for one in orjson.loads(row["duties"] or "[]")]
    row["entries"] = [line.split(" ", 1) for line in row["entries"].split("\n")] if row["entries"] else []
    row["numbers"] = Numbers.of(row["kinds"], row["corrected"], actor.classes)
    return row


_NONE = {"team": "[]", "looks": "[]"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many facts the post is shown: tests and visits that hold, and all."""

    tests: int
    visits: int
    seen: int

    @classmethod
    def of(cls, kinds: str | None, corrected: str | None, classes: frozenset[str]) -> Numbers:
        """From the kind of every fact, and of every one that does not hold any more."""
        found, void = Counter((kinds or "").split()), Counter((corrected or "").split())
        holds = {tab: sum(found[k] - void[k] for k in words.kinds_for(classes, tab)) for tab in ("tests", "visits")}
        return cls(holds["tests"], holds["visits"], sum(found[kind] for kind in words.kinds_for(classes)))


_DAYS = ("opens_on", "planned_on", "due_on", "done_on")


def _duty(found: Row) -> Row:
    for name in _DAYS:
        if found[name]:
            found[name] = date.fromisoformat(found[name])
    return found


def is_ours(row: Row, actor: Actor) -> bool:
    """Carried out here; else only the household register is: BASIC and STATUS and nothing else."""
    return bool(actor.lo <= row["scope_path"] < actor.hi)


def transfers(person_id: UUID) -> list[Row]:
    """Points moved, the newest first."""
    return dicts(
        "SELECT item, earned_on, posted_at, hundredths, source FROM casework_pointstransfer WHERE person_id = %s"
        " ORDER BY earned_on DESC, posted_at DESC, id LIMIT 200",
        [person_id],
    )
