"""Who is looked after, as the worklist shows it beside its rows: my people by state, and how many a town or a post has."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from guitu.casework.sums import standing_until
from guitu.kit.declarations import Page, SideCard
from guitu.rules.terms import CURRENT_STATES

_STATE = "CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END"
STATE = f"SELECT c.person_id, {_STATE} AS state FROM casework_current c"  # of everybody, on the day
# Person by person: told how few they are, the planner would rather read everybody's state.
_MINE = (
    f"SELECT {_STATE} AS state, count(*) AS n"
    " FROM matters_part a CROSS JOIN LATERAL (SELECT c.state, c.next_on, c.next_state FROM casework_current c"
    " WHERE c.person_id = a.matter_id OFFSET 0) c"
    " WHERE a.post_id = %(me)s AND a.until_on IS NULL AND NOT a.beyond GROUP BY 1"
)
# Begins with the people of the place, by state: neither the people nor the posts elsewhere are read.
_OF_POSTS = (
    "SELECT a.post_id, count(*) AS people FROM casework_current c"
    " JOIN matters_part a ON a.county_id = c.county_id AND a.matter_id = c.person_id"
    " AND a.part = 'responsible' AND a.until_on IS NULL"
    " WHERE c.county_id = %(county)s AND c.state = ANY(%(care)s)"
    " AND c.scope_path >= %(place)s AND c.scope_path < %(place_end)s GROUP BY 1"
)
# As the register sums them.
_OF_TOWN = (
    f"SELECT coalesce(sum(s.delta), 0) AS people FROM ({standing_until('t.path', '%(today)s')}"
    " UNION ALL SELECT state, delta FROM casework_standingchange"
    " WHERE county_id = %(county)s AND path = t.path AND on_day <= %(today)s) s WHERE s.state = ANY(%(care)s)"
)
SIDE_CARD = SideCard(
    mine=_MINE,
    of_posts=_OF_POSTS,
    of_town=_OF_TOWN,
    states=(*CURRENT_STATES, "abstinent"),
    care=tuple(state for state in CURRENT_STATES if state not in ("compulsory_isolation", "imprisoned", "detained")),
    word="standing.{state}",
    page=Page("people", ("state",)),
)
