"""What campaigns come to: told by the visits that name them, and by nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import dicts

# Of each campaign: drawn, still to go to, visits by their result, persons checked, person-times out. Within one's area.
_TALLY = (
    "SELECT c.id, (SELECT count(*) FROM inspection_drawn d WHERE d.campaign_id = c.id) AS drawn,"
    " (SELECT count(DISTINCT f.matter_id) FROM visits f WHERE f.campaign = c.id::text AND f.result IN ('passed', 'failed')) AS seen,"
    " (SELECT count(*) FROM visits f WHERE f.campaign = c.id::text AND f.result = 'failed') AS failed,"
    " (SELECT count(*) FROM visits f WHERE f.campaign = c.id::text AND f.result IN ('not_reached', 'refused')) AS not_seen,"
    " (SELECT coalesce(sum(f.persons), 0) FROM visits f WHERE f.campaign = c.id::text) AS persons,"
    " (SELECT count(*) FROM inspection_deployment o WHERE o.campaign_id = c.id AND o.scope_path >= %(lo)s AND o.scope_path < %(hi)s) AS deployed"
    " FROM inspection_campaign c WHERE c.id = ANY(%(ids)s)"
)
_VISITS = (
    "WITH visits AS MATERIALIZED (SELECT f.matter_id, f.counted ->> 'campaign' AS campaign, f.counted ->> 'site_result' AS result,"
    " (f.counted ->> 'persons')::int AS persons FROM ledger_fact f WHERE f.county_id = %(county)s AND f.kind = 'venue_checked'"
    " AND f.happened_on >= %(since)s AND f.counted ->> 'campaign' = ANY(%(names)s) AND f.scope_path >= %(lo)s AND f.scope_path < %(hi)s"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact x WHERE x.matter_id = f.matter_id AND x.corrects = f.id)) "
)


def tallies(actor: Actor, campaigns: Sequence[Any]) -> dict[UUID, dict[str, Any]]:
    """One statement for all of them."""
    if not campaigns:
        return {}
    ids = [one.id for one in campaigns]
    values = {"ids": ids, "names": [str(id) for id in ids], "county": actor.county_id, "lo": actor.lo, "hi": actor.hi,
              "since": min(one.from_on for one in campaigns)}
    return {one["id"]: one for one in dicts(_VISITS + _TALLY, values)}
