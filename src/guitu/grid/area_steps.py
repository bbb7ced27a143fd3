"""The steps by which places of a county got other codes, as `rules/whereabouts.py` reads them; read once per process."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from guitu.kit.database import rows
from guitu.rules.whereabouts import NONE, Step, Steps


def last_change_sql(county: str) -> str:
    """The last change of a county, as one value of a larger query; `steps_by` takes it."""
    return f"(SELECT c.id FROM grid_areachange c WHERE c.county_id = {county} ORDER BY c.no DESC LIMIT 1)"  # noqa: S608  a column of ours


def steps_of(county_id: str) -> Steps:
    found = rows(f"SELECT {last_change_sql('%s')}", [county_id])
    return steps_by(county_id, found[0][0] if found else None)


def steps_by(county_id: str, last_change: UUID | None) -> Steps:
    """The same for who has read the last change together with something else; None: there was none."""
    return NONE if last_change is None else _steps(county_id, last_change)


@lru_cache(maxsize=64)
def _steps(county_id: str, _last_change: UUID) -> Steps:
    found = rows(
        "SELECT s.from_path, s.to_path, c.on_day, c.at FROM grid_areastep s JOIN grid_areachange c ON c.id = s.change_id"
        " WHERE s.county_id = %s ORDER BY c.no",
        [county_id],
    )
    return Steps.of(Step(*one) for one in found)
