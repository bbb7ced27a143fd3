"""Which packages declare something of themselves: one line each. `guitu/apps.py` hands it down, `guitu/roles.py` gives the
groups of actions to roles, `guitu/timetable.py` runs the jobs."""

from __future__ import annotations

from django.utils.module_loading import import_string

from guitu.kit.declarations import Declaration

PACKAGES = (
    "lists",
    "grid",
    "approvals",
    "links",
    "people",
    "duties",
    "notices",
    "exports",
    "meter",
    "papers",
    "settling",
    "systems",
    "tasks",
    "blocks",
    "prevention",
    "rulepacks",
    "importing",
    "operations",
    "casework",
    "inspection",
    "response",
    "portal",
    "handovers",
    "figures",
    "matters",
)

DECLARATIONS: tuple[Declaration, ...] = tuple(import_string(f"guitu.{package}.declares.DECLARATION") for package in PACKAGES)
