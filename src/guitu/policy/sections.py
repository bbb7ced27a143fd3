"""Which rule file reads which section of a pack: one line each. The section `urine_tests` is read by
`rules/urine_tests.py`, into its `UrineTestsPolicy`."""

from __future__ import annotations

from dataclasses import make_dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

FAMILIES = (
    "measures",
    "reporting",
    "urine_tests",
    "visits",
    "leave",
    "violations",
    "levels",
    "points",
    "exits",
    "standing",
    "postponements",
    "consents",
    "teams",
    "plans",
    "incidents",
    "scales",
    "caseloads",
    "bodies",
    "indicators",
    "tasks",
    "links",
    "notices",
    "devices",
    "sealing",
    "places",
    "activities",
    "broadcasts",
    "quizzes",
    "games",
    "schools",
    "works",
    "honours",
    "units",
    "selections",
    "unit_samples",
    "surveys",
    "venues",
    "checklists",
    "stock",
    "precursors",
    "medicines",
    "tips",
    "self_checks",
    "calls",
    "signals",
    "statements",
    "redemptions",
    "lessons",
    "needs",
    "aid",
    "employment",
    "courses",
    "volunteering",
    "portal",
    "requests",
    "handovers",
    "trials",
    "two_way_control",
    "clocks",
    "kits",
    "signups",
    "remarks",
    "programmes",
)


def _policy_of(family: str) -> type:
    name = "".join(word.title() for word in family.split("_")) + "Policy"
    found: type = getattr(import_module(f"guitu.rules.{family}"), name)
    return found


SECTIONS: dict[str, type] = {family: _policy_of(family) for family in FAMILIES}

if TYPE_CHECKING:

    class Policies:
        """All numbers in force on one day, by family; whoever reads one says its type."""

        def __init__(self, **sections: Any) -> None: ...

        def __getattr__(self, family: str) -> Any: ...

else:
    Policies = make_dataclass("Policies", SECTIONS.items(), frozen=True, slots=True)
