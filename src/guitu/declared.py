"""Which packages declare something of themselves: one line each. `guitu/apps.py` hands it down, `guitu/roles.py` gives the
groups of actions to roles, `guitu/timetable.py` runs the jobs."""

from __future__ import annotations

from guitu.approvals.declares import DECLARATION as APPROVALS
from guitu.casework.declares import DECLARATION as CASEWORK
from guitu.duties.declares import DECLARATION as DUTIES
from guitu.exports.declares import DECLARATION as EXPORTS
from guitu.figures.declares import DECLARATION as FIGURES
from guitu.grid.declares import DECLARATION as GRID
from guitu.importing.declares import DECLARATION as IMPORTING
from guitu.kit.declarations import Declaration
from guitu.links.declares import DECLARATION as LINKS
from guitu.notices.declares import DECLARATION as NOTICES
from guitu.operations.declares import DECLARATION as OPERATIONS
from guitu.papers.declares import DECLARATION as PAPERS
from guitu.people.declares import DECLARATION as PEOPLE
from guitu.rulepacks.declares import DECLARATION as RULEPACKS
from guitu.systems.declares import DECLARATION as SYSTEMS
from guitu.tasks.declares import DECLARATION as TASKS

DECLARATIONS: tuple[Declaration, ...] = (
    GRID, APPROVALS, LINKS, PEOPLE, DUTIES, NOTICES, EXPORTS, PAPERS, SYSTEMS, TASKS, RULEPACKS, IMPORTING, OPERATIONS, CASEWORK, FIGURES,
)  # fmt: skip
