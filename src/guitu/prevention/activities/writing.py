"""How an activity, its tags and its words are written; asked by its commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.grid.naming import place_sql
from guitu.kit.database import insert_many, queue, row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.ledger.packs import digest_sql, timeline_by
from guitu.matters.opening import NewMatter, open_matters
from guitu.prevention.fold import ACTIVITY, COMPARTMENT
from guitu.prevention.sealed import sealed_words
from guitu.rules.activities import KINDS, TAGS, Heads, highest
from guitu.rules.programmes import may_belong
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded
from guitu.settling.record import new

_AROUND = f"SELECT {place_sql('%(path)s')}, {digest_sql('%(county)s', '%(path)s')}"
Tags = Mapping[str, Sequence[str]]  # family → codes
_ACTIVITY = (
    "INSERT INTO prevention_activity (id, county_id, scope_path, kind, held_on, expected, leader, parent_id, brand_id, place_id, programme_id, about)"
    " VALUES (%s, %s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s)"
)
_TAG = (("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("matter_id", "uuid"), ("family", "text"), ("code", "text"))
_HELD = (
    "UPDATE prevention_activity SET counted = %s, signed = %s, estimated = %s, leader = %s, cost = %s, recorded_at = %s, about = %s WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of an activity before it is held."""

    path: str
    name: str
    kind: str
    held_on: date
    expected: int = 0
    by_government: bool = False
    tags: Tags = field(default_factory=dict)
    brand_id: UUID | None = None
    place_id: UUID | None = None
    parent_id: UUID | None = None
    programme_id: UUID | None = None
    words: Mapping[str, Any] = field(default_factory=dict)  # where, host event, pledge


def opened(act: Act, plan: Plan) -> tuple[Loaded, Any]:
    """The matter of a new activity with its row and tags, not settled yet; and the fact that it was planned."""
    refuse_odd_plan(act, plan)
    activity = uuid4()
    open_matters(
        act.actor.county_id, [NewMatter(activity, plan.path, plan.name.strip(), act.actor.post_id)], kind="activity",
        compartment=COMPARTMENT, at=act.at, on=act.on,
    )
    about = sealed_words("activity", activity, plan.words)
    queue(_ACTIVITY, [activity, act.actor.county_id, plan.path, plan.kind, plan.held_on, plan.expected, plan.parent_id, plan.brand_id, plan.place_id, plan.programme_id, about])
    put_tags(act.actor.county_id, plan.path, activity, plan.tags)
    held = _just_opened(act, activity, plan.path)
    planned = new("activity_planned", act, min(act.on, plan.held_on), held_on=plan.held_on, expected=plan.expected, by_government=plan.by_government)
    return held, planned


def _just_opened(act: Act, activity: UUID, path: str) -> Loaded:
    """As `matters` would load it, without the questions about what cannot be there yet: a year's sheet opens a thousand."""
    county = act.actor.county_id
    place, pack = row(_AROUND, {"path": path, "county": county}) or ("", None)
    return Loaded(
        composer=ACTIVITY, id=activity, county_id=county, scope_path=path, place=place or "", post_id=act.actor.post_id, facts=[],
        timeline=timeline_by(county, path, pack),
    )


def refuse_odd_plan(act: Act, plan: Plan) -> None:
    """Codes of closed lists, a name, a place of one's own, and one of the six at least."""
    if not plan.name.strip():
        raise Refused(Reason("activities.needs_words"), field="name")
    if not plan.path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if plan.kind not in KINDS:
        raise Refused(Reason("not_in_list", {"field": "kind"}), field="kind")
    refuse_odd_tags(plan.tags)
    if plan.programme_id is not None:
        _refuse_outside(plan.programme_id, plan.held_on)
    if plan.parent_id is None and not plan.tags.get("entry"):
        raise Refused(Reason("activities.needs_entry", {}, "guitu.default"), field="entry")


def _refuse_outside(programme_id: UUID, held_on: date) -> None:
    """A programme that is seen, and a day that is one of its days."""
    found = row("SELECT since_on, until_on FROM prevention_programme WHERE id = %s", [programme_id])
    if found is None:
        raise Refused(Reason("not_in_list", {"field": "programme_id"}), field="programme_id")
    Refused.unless(may_belong(held_on, *found), "programme_id")


def refuse_odd_tags(tags: Tags) -> None:
    for family, codes in tags.items():
        if not set(codes) <= set(TAGS[family]):
            raise Refused(Reason("not_in_list", {"field": family}), field=family)


def put_tags(county: str, path: str, activity: UUID, tags: Tags) -> None:
    found = [(uuid4(), county, path, activity, family, code) for family, codes in tags.items() for code in dict.fromkeys(codes)]
    if found:
        insert_many("prevention_tag", _TAG, found)


def keep_record(act: Act, held: Loaded, heads: Heads, leaders: Sequence[str], cost: int | None, words: Mapping[str, Any], *, anew: bool = False) -> None:
    """What became of it, in its row; said again, the levels of the leaders are written anew."""
    if anew:
        run("DELETE FROM prevention_tag WHERE matter_id = %s AND family = 'leader'", [held.id])
    about = sealed_words("activity", held.id, words)
    queue(_HELD, [heads.counted, heads.signed, heads.estimated, highest(leaders), cost, act.at, about, held.id])
    put_tags(held.county_id, held.scope_path, held.id, {"leader": leaders})
