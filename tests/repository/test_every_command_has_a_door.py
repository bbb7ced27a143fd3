"""A command without a door is code that nobody can use, and a command that nobody thought of must not be a door for systems."""

from __future__ import annotations

import re
from pathlib import Path

import guitu
from guitu.api.endpoints import ENDPOINTS
from guitu.api.urls import urlpatterns
from guitu.api.writing import COMMANDS
from guitu.approvals.askable import ASKABLE
from guitu.cli.reference_pages import commands
from guitu.for_systems import CLOSED, GRANTABLE, OPEN, READS
from guitu.grid.roles import ROLES
from guitu.rules.systems import SENTENCES

SOURCE = Path(guitu.__file__).parent
DOORS = ("views.py", "month_views.py", "setting_views.py", "setting_up.py", "by_link.py", "jobs.py", "acts.py", "duty_views.py", "facility_views.py", "cards.py", "asking.py", "making.py", "pipeline.py", "marking.py", "batch_actions.py", "sheet.py", "steps.py", "naming_views.py", "households_views.py", "coming.py", "results.py", "wish_views.py")  # the others are called by views


def test_every_command_is_open_to_systems_or_closed_with_a_reason() -> None:
    known = {one.name for one in commands()}
    opened = [one.name for one in OPEN]
    assert len(opened) == len(set(opened))
    assert set(opened) & CLOSED.keys() == set(), "both open and closed"
    assert known - {*opened, *CLOSED} == set(), "in neither table of for_systems.py"
    assert {*opened, *CLOSED} - known == set(), "no such command"
    assert {code for code in CLOSED.values() if code not in SENTENCES} == set()


def test_every_open_command_has_its_door_and_no_other_has_one() -> None:
    writing = {where: one for where, one in ENDPOINTS.items() if one.writes}
    assert {one.name for one in writing.values()} == {one.name for one in OPEN} == COMMANDS.keys()
    assert all(where == (f"commands/{one.name}", "POST") and one.action == one.name for where, one in writing.items())


def test_every_door_stands_behind_the_gate() -> None:
    behind = {entry.name for entry in urlpatterns if getattr(entry.callback, "by_key", False)}
    assert {f"api-{one.name}" for one in ENDPOINTS.values()} <= behind
    assert all(one.action in {*GRANTABLE, ""} for one in ENDPOINTS.values())
    assert [one.name for one in ENDPOINTS.values() if one.action == ""] == ["me"]
    assert READS.keys() == {one.action for one in ENDPOINTS.values() if not one.writes} - {"", "subscribe_events"}


def test_whatever_a_key_may_be_given_some_role_has() -> None:
    everything = frozenset().union(*(role.may for role in ROLES.values()))
    assert set(GRANTABLE) <= everything


def test_every_command_is_called_by_a_door() -> None:
    """By a view, a job, the command line, the interface, or by an approval that was granted."""
    called = set(ASKABLE) | COMMANDS.keys()
    for path in SOURCE.rglob("*.py"):
        is_door = path.name in DOORS or path.parent.name in ("cli", "demo") or "cli" in path.parts
        if is_door and "migrations" not in path.parts:
            called |= set(re.findall(r"\b[a-z_]+\b", path.read_text(encoding="utf-8")))
    assert sorted({one.name for one in commands()} - called) == []
