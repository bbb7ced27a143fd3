# ruff: noqa: S608  the pieces put into statements are constants of this module
"""What casework counts of help: people able to work and at work, insured, placed, referred; aid, bonuses, courses; needs.

People and person-times are two counts, never one for the other. Work is counted of the days derived, as standing is.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Shown

_HELD = "s.known_at <= %(known)s AND (s.known_until IS NULL OR s.known_until > %(known)s)"
_ON = "w.from_on <= day AND (w.until_on IS NULL OR w.until_on > day)"
_SAID = (
    "SELECT s.standing_no::text AS id, s.path, 1 AS amount FROM unnest(%(days)s::date[]) AS day JOIN casework_standing s"
    " ON s.from_on <= day AND (s.until_on IS NULL OR s.until_on > day)"
    f" WHERE s.path >= %(path)s AND s.path < %(end)s AND {_HELD} AND s.state = ANY(%(only)s) AND NOT EXISTS (SELECT 1 FROM casework_workspan w"
    f" WHERE w.standing_no = s.standing_no AND w.what = 'excluded' AND {_ON})"
)


def _also(what: str, code: str = "true") -> str:
    """Of those able to work, who is."""
    return f"{_SAID} AND EXISTS (SELECT 1 FROM casework_workspan w WHERE w.standing_no = s.standing_no AND w.what = '{what}' AND {_ON} AND {code})"


_STANDS = "NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id AND c.recorded_at <= %(known)s)"


def _facts(kind: str, *, field: str = "", where: str = "true", id: str = "f.id::text", amount: str = "1", distinct: str = "") -> str:
    """The facts of a kind of a period and where they happened; `field`: what the codes asked for are of."""
    only = f"(cardinality(%(only)s::text[]) = 0 OR f.counted ->> '{field}' = ANY(%(only)s))" if field else "true"
    return (
        f"SELECT {distinct} {id} AS id, f.happened_path AS path, {amount} AS amount FROM ledger_fact f"
        f" WHERE f.county_id = left(%(path)s, 6) AND f.kind = '{kind}' AND f.happened_on >= %(since)s AND f.happened_on < %(until)s"
        f" AND f.recorded_at <= %(known)s AND f.happened_path >= %(path)s AND f.happened_path < %(end)s AND {only} AND {where} AND {_STANDS}"
    )


def _people(kind: str, field: str = "", where: str = "true") -> str:
    """Each person once, however many facts."""
    return _facts(kind, field=field, where=where, id="f.matter_id::text", distinct="DISTINCT ON (f.matter_id)")


_NUMBERS = Shown(
    f"SELECT p.standing_no::text AS id, '' AS label, {place_sql('p.scope_path')} AS place, p.id AS opens, m.label AS name"
    " FROM people_person p JOIN matters_matter m ON m.id = p.id AND m.sealed_at IS NULL WHERE p.standing_no = ANY(%(ids)s::uuid[])",
    "person",
)
_PERSONS = Shown(
    f"SELECT m.id::text AS id, '' AS label, {place_sql('m.scope_path')} AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id = ANY(%(ids)s::uuid[]) AND m.sealed_at IS NULL",
    "person",
)
_TIMES = Shown(
    f"SELECT f.id::text AS id, to_char(f.happened_on, 'YYYY-MM-DD') AS label, {place_sql('m.scope_path')} AS place, m.id AS opens, m.label AS name"
    " FROM ledger_fact f JOIN matters_matter m ON m.id = f.matter_id AND m.sealed_at IS NULL WHERE f.id = ANY(%(ids)s::uuid[])",
    "person",
)


def _number(name: str, words: Any, sql: str) -> Count:
    return Count(name, "people", words, sql, _NUMBERS, keeps="day")


def _count(name: str, of: str, words: Any, sql: str, shown: Shown) -> Count:
    return Count(name, of, words, sql, shown, whole=True)


_YUAN = "(f.counted ->> 'yuan')::int"
HELP_COUNTS = (
    _number("able_to_work", _("有就业能力的人"), _SAID),
    _number("at_work", _("有就业能力、有证明在岗的人"), _also("employed", "w.code <> 'told'")),
    _number("at_work_as_told", _("有就业能力、在岗的人，自报的也算"), _also("employed")),
    _number("insured", _("有就业能力、参加社保或者医保的人"), _also("insured")),
    _count("placed", "people", _("到岗的人"), _people("job_started", "route", "f.counted ->> 'route' <> 'found'"), _PERSONS),
    _count("referred", "people", _("推荐过工作的人"), _people("work_referred"), _PERSONS),
    _count("bonus_yuan", "yuan", _("发放的用工奖补"), _facts("bonus_paid", amount=_YUAN), _TIMES),
    _count("aided", "people", _("批准救助的人"), _people("aid_answered", "aid", "f.counted ->> 'aid_result' = 'approved'"), _PERSONS),
    _count("aid_yuan", "yuan", _("发放的救助"), _facts("aid_paid", field="aid", amount=_YUAN), _TIMES),
    _count("attended", "times", _("到课的人次"), _facts("course_attended", field="topic"), _TIMES),
    _count("attended_people", "people", _("到过课的人"), _people("course_attended", "topic"), _PERSONS),
    _count("certified", "people", _("获得证书的人"), _people("certificate_given", "topic"), _PERSONS),
    _count("checked_up", "times", _("参加义诊体检的人次"), _facts("check_up_attended"), _TIMES),
    _count("checked_up_people", "people", _("参加义诊体检的人"), _people("check_up_attended"), _PERSONS),
    _count("needs_raised", "times", _("转给单位的需要"), _facts("need_found", field="need"), _TIMES),
    _count(
        "needs_met", "times", _("转给单位、本人确认收到的需要"),
        _facts("need_found", field="need", where="EXISTS (SELECT 1 FROM ledger_fact e WHERE e.matter_id = f.matter_id AND e.kind = 'need_ended'"
               " AND e.counted ->> 'need_file' = f.counted ->> 'need_file' AND e.counted ->> 'need_end' = 'met' AND e.recorded_at <= %(known)s)"),
        _TIMES,
    ),
)
