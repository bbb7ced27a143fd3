"""Whose duties, of which kinds, as the address of the page asks; and what is true of a duty on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guitu.grid.area_groups.queries import AreaGroup, outermost
from guitu.kit.actor import Actor

# A day fixed by a notice is the day it is planned for; else what counts is the last day.
WHEN = "CASE WHEN d.planned_on > d.opens_on AND d.planned_on >= %(today)s THEN d.planned_on ELSE d.due_on END"
# "He has not come" is not said of somebody who has still time to come.
TRUE_NOW = "(d.kind <> 'check_absence' OR d.opens_on <= %(today)s)"
# Whose it is, sealed: looked up by its key for the few that are listed.
LABEL = "(SELECT m.label FROM matters_matter m WHERE m.id = d.matter_id) AS label"
# Sex and birth date, sealed, by which people of one surname are told apart; of what is no person there are none.
BASICS = "(SELECT p.basics FROM people_person p WHERE p.id = d.matter_id) AS basics"
# Whether the line of what a duty is of is this post's own, of the kinds that another must confirm.
MY_OWN = (
    "CASE WHEN d.kind = ANY(%(by_another)s) THEN EXISTS (SELECT FROM ledger_entry e WHERE e.matter_id = d.matter_id"
    " AND e.object_id::text = split_part(d.key, ':', 2) AND e.post_id = %(me)s) ELSE false END"
)
# Of a matter in which many take part a post lists what is its own; who sees the compartment whole lists all.
MY_PART = "(d.kind <> ALL(%(by_post)s) OR d.post_id = %(me)s)"
# Of what is due within minutes the moment, which comes first on its day.
MOMENT = "coalesce(d.due_at, 'infinity')"
# What is said of a duty that is named alone.
NAMED = (
    f"d.id, d.matter_id, d.key, d.kind, d.due_on, d.due_at, d.opens_on, {WHEN} AS when_on, z.until_on AS hidden_until,"
    f" {LABEL}, d.place"
)
# What a list shows of a duty; the worker's name is added for who sees a whole area.
LISTED = f"{NAMED}, {BASICS}, d.reasons, {MY_OWN} AS my_own"
ORDER = "when_on, moment, due_on, id"
# What this post has put off and is not to be reminded of yet: hidden for it, and for nobody else.
PUT_OFF = (
    f"put_off AS MATERIALIZED (SELECT d.id, d.kind, d.due_on, {WHEN} AS when_on, {MOMENT} AS moment, z.until_on"  # noqa: S608  parts are ours
    " FROM duties_postponement z JOIN duties_duty d ON d.county_id = z.county_id AND d.matter_id = z.matter_id"
    " AND d.key = z.key WHERE z.county_id = %(county)s AND z.post_id = %(me)s AND z.until_on > %(today)s"
    f" AND d.state = 'open' AND {TRUE_NOW} AND d.kind = ANY(%(kinds)s){{narrowed}})"
)
SHOWN = "{row}.id <> ALL(ARRAY(SELECT id FROM put_off))"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose duties, of which kinds; what the address of the page says."""

    kinds: Sequence[str]
    area: str = ""
    group: AreaGroup | None = None  # 片区: only what is due in its areas
    post: UUID | None = None
    page: int = 1
    hidden: bool = False
    alone: bool = False  # nothing beside the list is asked for

    def place(self, actor: Actor) -> str:
        return self.area or actor.path

    def areas(self, actor: Actor) -> list[str]:
        """The areas asked for, none inside another."""
        return outermost(self.group.areas) if self.group else [self.place(actor)]
