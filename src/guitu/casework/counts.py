"""What casework counts: people by their state, what was found of them, measures executed, duties, points.

States are counted from standing, which holds no identity and is seen by area alone. What rests on facts is counted by
posts that see the area whole. Facts count where they happened, states where the person was carried that day.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Shown

_HELD = "s.known_at <= %(known)s AND (s.known_until IS NULL OR s.known_until > %(known)s)"
_CARRIED = "s.path >= %(path)s AND s.path < %(end)s"
_BOOK = "('dead', 'struck_off', 'moved_out', 'abroad')"
_SAME_PERSON = (  # of two files that may be one person the county counts the first, until somebody has looked
    "length(%(path)s) = 6 AND EXISTS (SELECT 1 FROM people_match m JOIN people_person one ON one.id = m.one_id"  # noqa: S608
    " JOIN people_person other ON other.id = m.other_id JOIN casework_standing t ON t.standing_no = one.standing_no"
    " WHERE other.standing_no = s.standing_no AND m.found_at <= %(known)s AND (m.settled_at IS NULL OR m.settled_at > %(known)s)"
    f" AND t.from_on <= day AND (t.until_on IS NULL OR t.until_on > day) AND {_HELD.replace('s.', 't.')}"
    f" AND t.state NOT IN {_BOOK})"
)
_IN_STATE = (
    "SELECT s.standing_no::text AS id, s.path, 1 AS amount FROM unnest(%(days)s::date[]) AS day JOIN casework_standing s"  # noqa: S608
    " ON s.from_on <= day AND (s.until_on IS NULL OR s.until_on > day)"
    f" WHERE {_CARRIED} AND {_HELD} AND s.state = ANY(%(only)s) AND NOT ({_SAME_PERSON})"
)


def _facts(kind: str, where: str = "true", *, on: str = "f.happened_on >= %(since)s AND f.happened_on < %(until)s") -> str:
    """The facts of a kind that stood at the moment of knowledge, of a period and where they happened."""
    return (
        "SELECT f.id, f.matter_id, f.happened_on, f.happened_path FROM ledger_fact f"  # noqa: S608  parts are ours
        f" WHERE f.county_id = left(%(path)s, 6) AND f.kind = '{kind}' AND {on} AND f.recorded_at <= %(known)s"
        f" AND {where} AND {_standing('f')}"
    )


def _standing(fact: str) -> str:
    """Neither corrected nor withdrawn by then."""
    return (
        f"NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = {fact}.matter_id AND c.corrects = {fact}.id"  # noqa: S608
        " AND c.recorded_at <= %(known)s)"
    )


_HERE = "f.happened_path >= %(path)s AND f.happened_path < %(end)s"
_USED = (
    f"WITH used AS ({_facts('use_confirmed')}) SELECT DISTINCT p.standing_no::text AS id, s.path, 1 AS amount FROM used u"  # noqa: S608
    " JOIN people_person p ON p.id = u.matter_id JOIN casework_standing s ON s.standing_no = p.standing_no"
    " AND s.from_on <= u.happened_on AND (s.until_on IS NULL OR s.until_on > u.happened_on)"
    f" WHERE {_CARRIED} AND {_HELD} AND s.state = ANY(%(only)s)"
)
_UNDER = (
    "SELECT DISTINCT ON (s.standing_no) s.standing_no::text AS id, s.path, 1 AS amount FROM casework_standing s"  # noqa: S608
    f" WHERE {_CARRIED} AND {_HELD} AND s.from_on < %(until)s AND (s.until_on IS NULL OR s.until_on > %(since)s)"
    " AND s.state = ANY(%(only)s) ORDER BY s.standing_no, s.from_on DESC"
)
_KEPT = (
    f"WITH used AS ({_facts('use_confirmed')}), who AS (SELECT p.standing_no FROM used u JOIN people_person p ON p.id = u.matter_id)"  # noqa: S608
    f" SELECT * FROM ({_UNDER}) AS under WHERE id NOT IN (SELECT standing_no::text FROM who)"
)
_FOUND = (
    "WITH f AS MATERIALIZED ("  # noqa: S608
    + _facts(
        "registered",
        "f.counted ->> 'source' = 'found' AND coalesce((f.counted ->> 'first_found_on')::date, f.happened_on) >= %(since)s"
        " AND coalesce((f.counted ->> 'first_found_on')::date, f.happened_on) < %(until)s",
        on="true",
    )
    + ") SELECT DISTINCT ON (p.standing_no) p.standing_no::text AS id, f.happened_path AS path, 1 AS amount FROM f"  # noqa: S608
    f" JOIN people_person p ON p.id = f.matter_id WHERE {_HERE} ORDER BY p.standing_no, f.happened_on"
)


_MEASURE = "m.id = (f.counted ->> 'measure')::uuid"
_RELEASED = (
    _facts("measure_ended", "coalesce(f.counted ->> 'how', 'released') = 'released'").replace(
        "FROM ledger_fact f", f"FROM ledger_fact f JOIN casework_measure m ON {_MEASURE} AND m.kind = 'compulsory_isolation'"
    )
    + f" AND {_HERE}"
)
_RELEASED_PEOPLE = (
    f"SELECT DISTINCT ON (p.standing_no) p.standing_no::text AS id, r.happened_path AS path, 1 AS amount FROM ({_RELEASED}) AS r"  # noqa: S608
    " JOIN people_person p ON p.id = r.matter_id"
)
_RECEIVED = (
    f"{_RELEASED_PEOPLE} WHERE EXISTS (SELECT 1 FROM ledger_fact f JOIN casework_measure m ON {_MEASURE}"  # noqa: S608
    " AND m.kind = 'community_rehabilitation' WHERE f.matter_id = r.matter_id AND f.kind = 'reported_in'"
    f" AND f.happened_on = r.happened_on AND f.recorded_at <= %(known)s AND {_standing('f')})"
)

_OF_MEASURE = "d.county_id = left(%(path)s, 6) AND d.matter_id = v.id AND d.measure_id = v.measure"


def _executing(also: str = "true") -> str:
    """People in 社戒 or 社康 on the day whose time to report in has passed, or who have; and what else is asked of them.
    Each person's facts are read once, each measure is looked up by its key (OFFSET 0: not by reading all of them)."""
    return (
        "WITH people AS MATERIALIZED (SELECT p.id, s.standing_no, s.path, s.state FROM casework_standing s"  # noqa: S608
        f" JOIN people_person p ON p.standing_no = s.standing_no WHERE {_CARRIED} AND {_HELD} AND s.from_on <= %(on)s"
        " AND (s.until_on IS NULL OR s.until_on > %(on)s) AND s.state = ANY(%(only)s)),"
        " said AS MATERIALIZED (SELECT people.*, f.id AS fact, f.kind, f.corrects, f.happened_on, f.counted ->> 'measure' AS measure"
        " FROM people JOIN ledger_fact f ON f.matter_id = people.id WHERE f.recorded_at <= %(known)s AND (f.corrects IS NOT NULL"
        " OR f.kind IN ('decision_served', 'reported_in', 'agreement_signed'))),"
        " papers AS MATERIALIZED (SELECT id, standing_no, path, state, measure::uuid AS measure,"
        " max(happened_on) FILTER (WHERE kind = 'decision_served') AS served_on, bool_or(kind = 'reported_in') AS reported,"
        " bool_or(kind = 'agreement_signed') AS agreed FROM said WHERE measure IS NOT NULL AND happened_on <= %(on)s"
        " AND fact NOT IN (SELECT corrects FROM said WHERE corrects IS NOT NULL) GROUP BY 1, 2, 3, 4, 5),"
        " v AS MATERIALIZED (SELECT DISTINCT ON (papers.id) papers.* FROM papers JOIN LATERAL (SELECT m.kind FROM casework_measure m"
        " WHERE m.id = papers.measure OFFSET 0) AS m ON m.kind = papers.state WHERE served_on IS NOT NULL"
        " ORDER BY papers.id, served_on DESC)"
        " SELECT v.standing_no::text AS id, v.path, 1 AS amount FROM v WHERE (v.reported OR EXISTS (SELECT 1"
        f" FROM duties_duty d WHERE {_OF_MEASURE} AND d.kind = 'report_in' AND d.due_on < %(on)s)) AND {also}"
    )


_TESTED = (
    f"NOT EXISTS (SELECT 1 FROM duties_duty d WHERE {_OF_MEASURE} AND d.kind = 'urine_test' AND d.state <> 'waived'"  # noqa: S608
    " AND d.due_on + 30 < %(on)s AND (d.done_on IS NULL OR d.done_on > %(on)s))"
)
_DUE = (
    "SELECT d.id::text AS id, d.scope_path AS path, 1 AS amount FROM duties_duty d WHERE d.county_id = left(%(path)s, 6)"
    " AND d.scope_path >= %(path)s AND d.scope_path < %(end)s AND d.kind = ANY(%(only)s) AND d.state <> 'waived'"
    " AND d.due_on >= %(since)s AND d.due_on < %(until)s"
)
_POINTS = (
    "SELECT t.id::text AS id, t.scope_path AS path, t.hundredths / 100.0 AS amount FROM casework_pointstransfer t"
    " WHERE t.person_id = %(who)s::uuid AND t.scope_path >= %(path)s AND t.scope_path < %(end)s"
    " AND t.kind IN ('settled', 'restored') AND t.earned_on >= %(since)s AND t.earned_on < %(until)s AND t.posted_at <= %(known)s"
)

_PEOPLE = Shown(
    f"SELECT p.standing_no::text AS id, '' AS label, {place_sql('p.scope_path')} AS place, p.id AS opens, m.label AS name"  # noqa: S608
    " FROM people_person p JOIN matters_matter m ON m.id = p.id AND m.sealed_at IS NULL WHERE p.standing_no = ANY(%(ids)s::uuid[])",
    "person",
)
_DUTIES = Shown(
    "SELECT d.id::text AS id, to_char(d.due_on, 'YYYY-MM-DD') AS label, d.place, d.matter_id AS opens, m.label AS name"
    " FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id AND m.sealed_at IS NULL WHERE d.id = ANY(%(ids)s::uuid[])",
    "person",
)
_TRANSFERS = Shown(
    "SELECT t.id::text AS id, to_char(t.earned_on, 'YYYY-MM-DD') || ' ' || t.item || ' ' || t.hundredths / 100.0 AS label,"  # noqa: S608
    f" {place_sql('t.scope_path')} AS place, t.person_id AS opens FROM casework_pointstransfer t WHERE t.id = ANY(%(ids)s::uuid[])",
    "person",
)


def _of_people(name: str, words: Any, sql: str, *, whole: bool = True) -> Count:
    return Count(name, "people", words, sql, _PEOPLE, whole=whole)


COUNTS = (
    _of_people("in_state", _("处于这些状态的人"), _IN_STATE, whole=False),
    _of_people("under_measure", _("有过这些状态的人"), _UNDER, whole=False),
    _of_people("confirmed_use", _("公安机关认定吸毒、当日处于这些状态的人"), _USED),
    _of_people("kept", _("有过这些状态、没有被认定吸毒的人"), _KEPT),
    _of_people("newly_found", _("首次查获的人"), _FOUND),
    _of_people("released", _("解除强制隔离戒毒的人"), _RELEASED_PEOPLE),
    _of_people("handed_over", _("解除当日报到社区康复的人"), _RECEIVED),
    Count("to_execute", "people", _("应执行的人"), _executing(), _PEOPLE, keeps="day", whole=True),
    Count("reported", "people", _("已报到的人"), _executing("v.reported"), _PEOPLE, keeps="day", whole=True),
    Count("agreed", "people", _("已报到、已签协议的人"),
          _executing("v.reported AND v.agreed"), _PEOPLE, keeps="day", whole=True),
    Count("executed", "people", _("已报到、已签协议、尿检没有逾期过三十日的人"),
          _executing(f"v.reported AND v.agreed AND {_TESTED}"), _PEOPLE, keeps="day", whole=True),
    Count("due", "duties", _("应做的事"), _DUE, _DUTIES, keeps="day", whole=True),
    Count("done_in_time", "duties", _("按期做了的事"), _DUE + " AND d.done_on <= d.due_on", _DUTIES, keeps="day", whole=True),
    Count("points", "points", _("积分"), _POINTS, _TRANSFERS, whole=True),
)
