"""A facility acts in a county that it is no post of: under its own post, with no area there, by its part in one matter.

What it does lies where the matter lies, and its line in the ledger of that county names its post.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import row
from guitu.kit.errors import NotVisible

NOWHERE = "-"  # no area path begins so: the range is empty
_COUNTY = "SELECT county FROM handovers_of_facility() WHERE id = %s"


def reaching(actor: Actor, county_id: str, on: date) -> Actor:
    """The post as it acts in that county: its parts in matters alone, on the day on which they count."""
    return replace(actor, county_id=county_id, path=NOWHERE, whole=False, whole_of=frozenset(), on=on)


def county_of(handover_id: UUID) -> str:
    """Where a handover lies that this post announced; NotVisible for every other. Asked as the post itself."""
    found = row(_COUNTY, [handover_id])
    if found is None:
        raise NotVisible
    return str(found[0])
