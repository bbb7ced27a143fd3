"""Quizzes as pages read them: the list, one with its classes, and what is known and what is not, by question."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.database import dicts, rows
from guitu.kit.errors import NotVisible
from guitu.prevention.quizzes.bank import bank
from guitu.rules.quizzes import QuizzesPolicy, result

Row = dict[str, Any]
# A sitting counts once it is handed in or its time is up; what nobody answered a single question of is none.
_OVER = "(t.handed_in_at IS NOT NULL OR t.ends_at <= %(at)s)"
_RIGHT = f"""SELECT t.id, t.class_id, t.seat, t.asked, count(r.id) FILTER (WHERE r.choice = 0) AS right_ones FROM prevention_sitting t
JOIN prevention_reply r ON r.sitting_id = t.id WHERE t.quiz_id = %(quiz)s AND {_OVER} GROUP BY t.id"""


def quizzes(on: date) -> list[Row]:
    """Those of the county, the open ones first; with how many sat each."""
    return dicts(
        f"SELECT q.id, q.title, q.level, q.audience, q.opens_on, q.closes_on, {place_sql('q.scope_path')} AS place,"
        " q.opens_on <= %(on)s AND q.closes_on > %(on)s AS is_open, (SELECT count(*) FROM prevention_sitting t WHERE t.quiz_id = q.id) AS sat"
        " FROM prevention_quiz q ORDER BY q.closes_on <= %(on)s, q.opens_on DESC, q.id LIMIT 100",
        {"on": on},
    )


def quiz_of(quiz_id: UUID) -> Row:
    found = dicts(
        f"SELECT q.*, {place_sql('q.scope_path')} AS place FROM prevention_quiz q WHERE q.id = %s",
        [quiz_id],
    )
    if not found:
        raise NotVisible
    return found[0]


def tallied(quiz_id: UUID, at: datetime, policy: QuizzesPolicy) -> tuple[Row, dict[UUID, Row]]:
    """How the quiz went in all, and by class. In a class the best go of each seat counts; without one, every go."""
    best: dict[tuple[UUID | None, Any], tuple[int, int]] = {}
    for id, class_id, seat, asked, right in rows(_RIGHT, {"quiz": quiz_id, "at": at}):
        key = (class_id, seat if class_id else id)
        best[key] = max(best.get(key, (-1, asked)), (int(right), asked))
    by_class: dict[UUID, list[tuple[int, int]]] = {}
    for (class_id, _seat), went in best.items():
        if class_id:
            by_class.setdefault(class_id, []).append(went)
    return _sum(list(best.values()), policy), {id: _sum(went, policy) for id, went in by_class.items()}


def _sum(went: list[tuple[int, int]], policy: QuizzesPolicy) -> Row:
    called = [result(right, asked, policy) for right, asked in went]
    return {"n": len(went), "passed": sum(one != "again" for one in called), "excellent": called.count("excellent")}


def classes(quiz_id: UUID) -> list[Row]:
    """Its classes by school and name, in no other order: nobody is ranked."""
    return dicts(
        "SELECT k.id, k.name, k.pupils, k.code, s.name AS school FROM prevention_quizclass k JOIN prevention_school s ON s.id = k.school_id"
        " WHERE k.quiz_id = %s ORDER BY s.name, k.name",
        [quiz_id],
    )


def by_question(quiz_id: UUID, at: datetime) -> list[Row]:
    """What should be taught again: questions asked five times and more, the least known first."""
    found = rows(
        f"SELECT r.question, count(*), count(*) FILTER (WHERE r.choice = 0) FROM prevention_reply r JOIN prevention_sitting t ON t.id = r.sitting_id"
        f" WHERE t.quiz_id = %(quiz)s AND {_OVER} GROUP BY 1 HAVING count(*) >= 5 ORDER BY count(*) FILTER (WHERE r.choice = 0)::numeric / count(*), 1 LIMIT 10",
        {"quiz": quiz_id, "at": at},
    )
    return [{"ask": bank()[code].ask, "why": bank()[code].why, "n": n, "right": right} for code, n, right in found]


def schools_of() -> list[tuple[str, str]]:
    """The schools that the post sees, to choose from."""
    return [(str(id), name) for id, name in rows("SELECT id, name FROM prevention_school WHERE closed_on IS NULL ORDER BY name LIMIT 500")]


def class_of(class_id: UUID) -> Row:
    found = dicts(
        "SELECT k.id, k.name, k.code, k.quiz_id, s.name AS school, q.title FROM prevention_quizclass k JOIN prevention_school s ON s.id = k.school_id"
        " JOIN prevention_quiz q ON q.id = k.quiz_id WHERE k.id = %s",
        [class_id],
    )
    if not found:
        raise NotVisible
    return found[0]
