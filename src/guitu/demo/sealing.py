"""封存 of the demo: four people of 恩平 who have left, one in each state: kept back, archived, held by a lawsuit, sealed today."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.sealing.commands import check_exit, hold_file, seal_file
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.tasks import holder
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused

CHECKED = (8, 40, 50, 60)  # so many days ago
_LEFT = (
    "SELECT c.person_id FROM casework_current c WHERE c.county_id = %s AND c.state = 'abstinent' AND c.next_state IS NULL"
    " AND EXISTS (SELECT FROM ledger_fact f WHERE f.matter_id = c.person_id AND f.kind = 'abstinence_confirmed' AND f.batch_id IS NULL)"
    " ORDER BY c.since_on, c.person_id LIMIT 4"
)


def end_files(today: date) -> int:
    """Checked by the clerk of the county; the last is sealed by the clock. Gives how many were checked."""
    clerk = holder("county_clerk", ENPING, today)
    with acting(clerk):
        people = [UUID(str(person)) for (person,) in rows(_LEFT, [ENPING])]
    checked: list[UUID] = []
    for person, days in zip(people, CHECKED, strict=False):
        with suppress(Refused):  # a roster told of it, and no paper has come yet
            check_exit(clerk, at=_at(today, days), door="demo", person_id=person)
            checked.append(person)
            if days == CHECKED[2]:
                hold_file(clerk, at=_at(today, days - 5), door="demo", subject_id=person, why="lawsuit", words="示例案号〔2026〕1 号")
            if days == CHECKED[3]:
                seal_file(clock_actor(ENPING), at=_at(today, 0), door="demo", matter_id=person)
    return len(checked)


def _at(today: date, days: int) -> datetime:
    return datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI) - timedelta(days=days)
