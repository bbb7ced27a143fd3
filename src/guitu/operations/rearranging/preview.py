"""What a change of places would do, told before it is asked for and to the one who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as N_

from guitu.grid import following
from guitu.grid.area_changes import planning
from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.kit.telling import said
from guitu.rules.areas import Plan
from guitu.rules.words import CODES

# Who holds a post that sees a whole area, where that place goes into another.
_ENDING = f"""
SELECT b.name || ' · ' || p.title || ' · ' || h.name AS who FROM grid_post p JOIN grid_body b ON b.id = p.body_id
  JOIN grid_holding h ON h.post_id = p.id AND {held("h")}
WHERE p.county_id = %(county)s AND p.path = ANY(%(grown)s) AND p.role = ANY(%(whole)s) AND p.closed_on IS NULL ORDER BY 1
"""  # noqa: S608  ours
# Who is looked after by a post that does not reach the new place.
_LEFT = """
SELECT count(DISTINCT a.matter_id) FROM unnest(%(olds)s::text[], %(news)s::text[]) AS m (old, new)
  JOIN matters_part a ON a.scope_path = m.old AND a.part = 'responsible' AND a.until_on IS NULL AND NOT a.beyond AND a.compartment = 'people'
  JOIN grid_post g ON g.id = a.post_id AND NOT starts_with(m.new, g.path) AND g.path <> ALL (%(olds)s)
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """The steps of the places named, those that get another number, what goes along, and whose post ends."""

    plan: Plan
    steps: list[dict[str, str]]
    renumbered: list[dict[str, str]]
    moved: list[tuple[str, int]]
    ending: list[str]
    left: int  # people whose responsible post does not reach the new place


def preview(actor: Actor, plan: Plan, on: date) -> Preview:
    """Three queries, whatever the number of places."""
    olds, news = [old for old, _ in plan.steps], [new for _, new in plan.steps]
    names = {unit.path: unit.name for unit in planning.units(actor)} | {unit.path: unit.name for unit in plan.made}
    lines = [{"old": old, "new": new, "name": names[old], "became": names[new]} for old, new in plan.steps]
    chosen = [line for line in lines if line["old"][:-3] not in olds]
    values = {
        "county": actor.county_id, "grown": list(plan.grown), "whole": [role.code for role in ROLES.values() if role.whole],
        "today": on, "olds": olds, "news": news,
    }
    return Preview(
        plan, chosen, [line for line in lines if line not in chosen and line["old"][-3:] != line["new"][-3:]],
        [(said(CODES["moved"][what]), n) for what, n in following.lying_at(olds, on) if n],
        [row["who"] for row in dicts(_ENDING, values)], int(rows(_LEFT, values)[0][0]),
    )


def shown(kind: str, found: Preview, wish: dict[str, Any], receiver: str) -> list[tuple[str, str]]:
    """What the one who decides reads: label and value."""
    ending = "、".join(found.ending) or said(N_("没有"))
    told = [
        (N_("怎样调整"), said(CODES["area_change"][kind])),
        (N_("哪些地方"), _lines(found.steps)),
        (N_("从哪天起"), wish["on"].isoformat()),
        (N_("批准文件"), wish["document"]),
        (N_("随着走的"), "；".join(f"{what} {n}" for what, n in found.moved) or said(N_("没有"))),
    ]
    if found.renumbered:
        told.append((N_("换了号码的"), "；".join(f"{one['name']} {one['old'][-3:]} → {one['new'][-3:]}" for one in found.renumbered)))
    if found.left:
        told.append((N_("换责任岗位的人"), f"{found.left} · {receiver or said(N_('没有选接手的岗位'))}"))
    if found.plan.grown:
        told.append((N_("接着担任、看得到的范围变大") if wish["keep"] else N_("任职同日结束"), ending))
    return told


def _lines(steps: Sequence[dict[str, str]]) -> str:
    return "；".join(f"{step['name']} {step['old']} → {step['became']} {step['new']}" for step in steps)
