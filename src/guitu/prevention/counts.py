"""What figures count of prevention: activities held, leaders, person-times, visits, open places with their zones, brands, clips,
schools with their pupils and contests, works taken in."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Shown

_IN = "{row}.scope_path >= %(path)s AND {row}.scope_path < %(end)s"
_HELD = (
    "SELECT a.id::text AS id, a.scope_path AS path, {amount} AS amount FROM prevention_activity a JOIN matters_matter m ON m.id = a.id"
    " AND m.state = 'held' WHERE a.county_id = left(%(path)s, 6) AND a.held_on >= %(since)s AND a.held_on < %(until)s AND a.parent_id IS NULL"
    f" AND {_IN.format(row='a')} AND {{where}}"
)
_TAGGED = "EXISTS (SELECT FROM prevention_tag t WHERE t.matter_id = a.id AND t.family || '.' || t.code = ANY(%(only)s))"
_PLACES = (
    "SELECT p.id::text AS id, p.scope_path AS path, {amount} AS amount FROM prevention_place p JOIN matters_matter m ON m.id = p.id"
    f" WHERE p.county_id = left(%(path)s, 6) AND p.kind = ANY(%(only)s) AND p.opened_on < %(until)s AND {_IN.format(row='p')}"
    " AND (m.state <> 'closed' OR m.since_on >= %(until)s)"
)
_MATTERS = Shown(
    f"SELECT m.id::text AS id, '' AS label, {place_sql('m.scope_path')} AS place, m.id AS opens, m.label AS name FROM matters_matter m"
    " WHERE m.id::text = ANY(%(ids)s)",
    "activity",
)
_OF_PLACE = Shown(_MATTERS.sql, "place")
_BOOKINGS = Shown(
    f"SELECT b.id::text AS id, b.day_on::text AS label, {place_sql('b.scope_path')} AS place, b.matter_id AS opens, m.label AS name"
    " FROM prevention_booking b JOIN matters_matter m ON m.id = b.matter_id WHERE b.id::text = ANY(%(ids)s)",
    "place",
)


_SCHOOLS = Shown(
    f"SELECT s.id::text AS id, s.name AS label, {place_sql('s.scope_path')} AS place, s.id AS opens FROM prevention_school s WHERE s.id::text = ANY(%(ids)s)",
    "school",
)


def _count(name: str, of: str, words: object, sql: str, shown: Shown) -> Count:
    return Count(name, of, words, sql, shown, keeps="day", compartment="units")


COUNTS = (
    _count("activities_held", "activities", _("开展的活动"), _HELD.format(amount="1", where="true"), _MATTERS),
    _count("activities_with_leaders", "activities", _("有党政领导参加的活动"), _HELD.format(amount="1", where="a.leader <> ''"), _MATTERS),
    _count("activities_tagged", "activities", _("有某个标签的活动"), _HELD.format(amount="1", where=_TAGGED), _MATTERS),
    _count("person_times", "heads", _("清点、签到的人次"), _HELD.format(amount="coalesce(a.counted, a.signed)", where="coalesce(a.counted, a.signed) > 0"), _MATTERS),
    _count("person_times_tagged", "heads", _("有某个标签的活动，清点、签到的人次"), _HELD.format(amount="coalesce(a.counted, a.signed)", where=f"coalesce(a.counted, a.signed) > 0 AND {_TAGGED}"), _MATTERS),
    _count("person_times_estimated", "heads", _("只有估计的人次"), _HELD.format(amount="a.estimated", where="a.counted IS NULL AND a.signed IS NULL AND a.estimated > 0"), _MATTERS),
    _count(
        "place_visits", "visits", _("到阵地参观"),
        "SELECT b.id::text AS id, b.scope_path AS path, 1 AS amount FROM prevention_booking b WHERE b.county_id = left(%(path)s, 6) AND b.state = 'came'"
        f" AND b.day_on >= %(since)s AND b.day_on < %(until)s AND {_IN.format(row='b')}",
        _BOOKINGS,
    ),
    _count("places_open", "places", _("开放的阵地"), _PLACES.format(amount="1"), _OF_PLACE),
    _count("zones_open", "zones", _("开放的展区"), _PLACES.format(amount="p.zones"), _OF_PLACE),
    _count(
        "brands_in_use", "brands", _("在用的宣传品牌"),
        "SELECT b.id::text AS id, b.scope_path AS path, 1 AS amount FROM prevention_brand b WHERE b.county_id = left(%(path)s, 6)"
        f" AND b.since_on <= %(on)s AND (b.ended_on IS NULL OR b.ended_on > %(on)s) AND {_IN.format(row='b')}",
        Shown(f"SELECT b.id::text AS id, b.name AS label, {place_sql('b.scope_path')} AS place FROM prevention_brand b WHERE b.id::text = ANY(%(ids)s)"),
    ),
    _count(
        "media_clips", "clips", _("媒体报道"),
        "SELECT c.id::text AS id, c.county_id AS path, 1 AS amount FROM prevention_clip c WHERE c.county_id = %(path)s AND c.level = ANY(%(only)s)"
        " AND c.day_on >= %(since)s AND c.day_on < %(until)s AND c.taken_back_on IS NULL",
        Shown("SELECT c.id::text AS id, c.day_on::text AS label, '' AS place FROM prevention_clip c WHERE c.id::text = ANY(%(ids)s)"),
    ),
    _count(
        "schools_open", "schools", _("学校"),
        "SELECT s.id::text AS id, s.scope_path AS path, 1 AS amount FROM prevention_school s WHERE s.county_id = left(%(path)s, 6)"
        f" AND s.since_on <= %(on)s AND (s.closed_on IS NULL OR s.closed_on > %(on)s) AND {_IN.format(row='s')}",
        _SCHOOLS,
    ),
    _count(
        "pupils_at_school", "pupils", _("在校学生"),
        "SELECT s.id::text AS id, s.scope_path AS path, s.pupils AS amount FROM prevention_school s WHERE s.county_id = left(%(path)s, 6)"
        f" AND s.since_on <= %(on)s AND (s.closed_on IS NULL OR s.closed_on > %(on)s) AND {_IN.format(row='s')}",
        _SCHOOLS,
    ),
    _count(
        "contest_pupils", "pupils", _("参加全国知识竞赛的学生"),
        "SELECT c.id::text AS id, c.scope_path AS path, c.took_part AS amount FROM prevention_contest c WHERE c.county_id = left(%(path)s, 6)"
        " AND make_date(c.year, 12, 31) >= %(since)s AND make_date(c.year, 12, 31) < %(until)s AND c.taken_back_on IS NULL"
        f" AND {_IN.format(row='c')}",
        Shown(
            f"SELECT c.id::text AS id, s.name || ' ' || c.year AS label, {place_sql('c.scope_path')} AS place FROM prevention_contest c"
            " JOIN prevention_school s ON s.id = c.school_id WHERE c.id::text = ANY(%(ids)s)"
        ),
    ),
    _count(
        "works_taken", "works", _("征集到的作品"),
        "SELECT w.id::text AS id, w.scope_path AS path, 1 AS amount FROM prevention_work w WHERE w.county_id = left(%(path)s, 6)"
        " AND w.category = ANY(%(only)s) AND w.taken_on >= %(since)s AND w.taken_on < %(until)s AND w.taken_back_on IS NULL"
        f" AND {_IN.format(row='w')}",
        Shown(
            f"SELECT w.id::text AS id, w.number::text AS label, {place_sql('w.scope_path')} AS place FROM prevention_work w WHERE w.id::text = ANY(%(ids)s)"
        ),
    ),
)
