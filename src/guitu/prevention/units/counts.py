"""What figures count of drug-free units and of surveys: titles and households in force on a day, types with targets, answers."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Shown

_IN = "{row}.scope_path >= %(path)s AND {row}.scope_path < %(end)s"
_UNITS = Shown(
    f"SELECT m.id::text AS id, '' AS label, {place_sql('m.scope_path')} AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id::text = ANY(%(ids)s)",
    "small-unit",
)
_HOUSEHOLDS = Shown(
    f"SELECT h.id::text AS id, h.number::text AS label, {place_sql('h.group_path')} AS place FROM prevention_household h WHERE h.id::text = ANY(%(ids)s)"
)
_TYPES = Shown("SELECT DISTINCT t.type AS id, t.type AS label, '' AS place FROM prevention_target t WHERE t.type = ANY(%(ids)s)")
_SAMPLED = Shown(
    f"SELECT s.id::text AS id, s.number::text AS label, {place_sql('s.scope_path')} AS place FROM prevention_sampled s WHERE s.id::text = ANY(%(ids)s)"
)
_IN_FORCE = "t.from_on <= %(on)s AND t.until_on > %(on)s"
_ANSWERS = (
    "SELECT p.id::text AS id, p.scope_path AS path, 1 AS amount FROM prevention_sampled p JOIN prevention_survey s ON s.id = p.survey_id"
    " WHERE p.county_id = left(%(path)s, 6) AND s.published_on IS NOT NULL AND s.until_on >= %(since)s AND s.until_on < %(until)s"
    f" AND p.outcome = 'completed' AND {_IN.format(row='p')} AND {{where}}"
)


def _count(name: str, of: str, words: object, sql: str, shown: Shown) -> Count:
    return Count(name, of, words, sql, shown, keeps="day", compartment="units")


COUNTS = (
    _count(
        "titles_in_force", "titles", _("有效的小单元称号"),
        f"SELECT t.matter_id::text AS id, t.scope_path AS path, 1 AS amount FROM prevention_title t WHERE t.county_id = left(%(path)s, 6) AND t.type = ANY(%(only)s) AND {_IN_FORCE}"
        f" AND {_IN.format(row='t')}",
        _UNITS,
    ),
    _count(
        "units_begun", "titles", _("纳入创建的"),
        "SELECT u.id::text AS id, u.scope_path AS path, 1 AS amount FROM prevention_unit u WHERE u.county_id = left(%(path)s, 6) AND u.type = ANY(%(only)s)"
        f" AND {_IN.format(row='u')} AND EXISTS (SELECT FROM ledger_fact f WHERE f.matter_id = u.id AND f.kind = 'title_confirmed' AND f.happened_on >= %(since)s"
        " AND f.happened_on < %(until)s AND f.recorded_at <= %(known)s)",
        _UNITS,
    ),
    _count(
        "titled_households", "households", _("有无毒家庭称号的户"),
        "SELECT h.id::text AS id, h.scope_path AS path, 1 AS amount FROM prevention_title t JOIN prevention_household h ON h.matter_id = t.matter_id AND h.round = t.round"
        f" AND h.reason = '' AND (h.out_on IS NULL OR h.out_on > %(on)s) WHERE t.county_id = left(%(path)s, 6) AND t.type = 'family' AND {_IN_FORCE} AND {_IN.format(row='t')}",
        _HOUSEHOLDS,
    ),
    _count(
        "types_with_targets", "types", _("定了指标的小单元类别"),
        "SELECT t.type AS id, min(t.county_id) AS path, 1 AS amount FROM prevention_target t WHERE t.county_id = left(%(path)s, 6) AND t.type = ANY(%(only)s)"
        f" AND t.year = extract(year FROM %(on)s::date) AND {_IN.format(row='t')} GROUP BY t.type",
        _TYPES,
    ),
    _count("survey_interviews", "answers", _("调查完成的"), _ANSWERS.format(where="true"), _SAMPLED),
    _count("survey_aware", "answers", _("知晓的（答对题数够的）"), _ANSWERS.format(where="p.\"right\" >= any(%(only)s::int[])"), _SAMPLED),
    _count("survey_satisfied", "answers", _("满意的（级数够的）"), _ANSWERS.format(where="p.satisfied >= any(%(only)s::int[])"), _SAMPLED),
)
