"""What stands around the list: filters, my people, the coming week, 片区, who is short of hands.

None of it is about one person: it is drawn once of the same numbers (`made_once`), and worked out only to be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _

from guitu.duties import counted, doors
from guitu.duties.address import Asked
from guitu.duties.counted import Numbers
from guitu.duties.queries import Worklist
from guitu.duties.staffing import card
from guitu.kit.addresses import address
from guitu.kit.telling import shown as spoken
from guitu.ledger.telling import clause_card
from guitu.policy import Timeline
from guitu.rules.caseloads import CaseloadsPolicy, is_over

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SideCards:
    """The cards and the filters, as templates ask for them; each key is all that the part depends on."""

    asked: Asked
    found: Worklist
    numbers: Numbers
    timeline: Timeline
    on: date
    sees_states: bool

    @property
    def filters_key(self) -> tuple[Any, ...]:
        return self.asked.said, tuple(self.numbers.of_group.items())

    @property
    def people_key(self) -> tuple[Any, ...]:
        people = self.found.people if self.sees_states else None
        return people, self.found.counts, self.asked.group, self.timeline, self.on

    @property
    def staffing_key(self) -> tuple[Any, ...]:
        return self.found.staffing, self.found.groups, self.asked.said, self.timeline, self.on

    @property
    def norm(self) -> CaseloadsPolicy:
        return self.timeline.on(self.on).caseloads

    def norm_clause(self) -> dict[str, str] | None:
        people = self.norm.people_per_worker
        clause = self.timeline.clause("caseloads.people_per_worker", self.on)
        return clause_card(clause, self.timeline, _("人员配备 1:%(n)s") % {"n": people})

    def filters(self) -> list[Row]:
        of_group, chosen = self.numbers.of_group, self.asked.group
        every = {"label": _("全部"), "count": sum(of_group.values()), "url": self.asked.address(kind=None), "on": not chosen}
        return [every] + [
            {"label": str(label), "count": of_group.get(name, 0), "url": self.asked.address(kind=name), "on": name == chosen}
            for name, label in doors.GROUPS.items()
            if name in of_group or name == chosen
        ]

    def week(self) -> list[Row]:
        return counted.week(self.numbers, self.on)

    def people(self) -> Row | None:
        """My people: how many are in care, and each state with a link to its list."""
        if self.found.people is None or not self.sees_states:
            return None
        states, of = orjson.loads(self.found.people), card()
        order = {state: place for place, state in enumerate(of.states)}
        listed = sorted(states.items(), key=lambda item: order.get(item[0], 99))
        return {
            "care": sum(n for state, n in listed if state in of.care),
            "rows": [
                {
                    "label": _(spoken(of.word.format(state=state))),
                    "value": n,
                    "url": address(of.page.name, query={of.page.arguments[0]: state}),
                }
                for state, n in listed
            ],
        }

    def area_groups(self) -> list[Row]:
        return [self._area_group(name, place) for place, name in orjson.loads(self.found.groups)]

    def _area_group(self, name: str, place: str) -> Row:
        group = self.asked.wish.group
        chosen = group is not None and place == f"group:{group.id}"
        url = "" if chosen else self.asked.address(area=place, post=None)
        return {"label": name, "url": url, "value": _("正在看") if chosen else ""}

    def staffing(self) -> list[Row]:
        return [self._hand(hand) for hand in orjson.loads(self.found.staffing)]

    def _hand(self, hand: Row) -> Row:
        """One town or one worker: overdue, people, and whether more than the norm."""
        unit = str(hand["unit"])
        is_town = unit.isdigit()
        return {
            "label": hand["label"] or _("空缺的岗位"),
            "url": self.asked.address(area=unit, post=None) if is_town else self.asked.address(post=unit),
            "people": hand["people"],
            "is_town": is_town,
            "overdue": hand["overdue"],
            "over_norm": not is_town and is_over(hand["people"], self.norm),
        }
