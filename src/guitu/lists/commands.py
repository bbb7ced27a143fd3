"""What somebody keeps of a list: the columns in their order, and filters under a name. It is nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.lists.habits import LONGEST_NAME, MOST_VIEWS, View, keep, kept
from guitu.rules.verdict import Reason


@command
def keep_columns(act: Act, *, list: str, columns: Sequence[str]) -> Answer:
    """Show a list with these columns in this order, to this person at this post; with none of them, as it comes."""
    habit = kept(act.actor, list)
    keep(act.actor, list, columns, habit.views)
    return {"list": list}


@command
def keep_view(act: Act, *, list: str, name: str, query: Mapping[str, str]) -> Answer:
    """Keep the filters of a list under a name; one of the same name gives way.

    Refuses a name that is empty or too long, filters that ask for nothing, and more than a dozen.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(Reason("lists.name", {"most": LONGEST_NAME}), field="name")
    if not query:
        raise Refused(Reason("lists.nothing_asked"))
    habit = kept(act.actor, list)
    views = [view for view in habit.views if view.name != name]
    if len(views) >= MOST_VIEWS:
        raise Refused(Reason("lists.views_full", {"most": MOST_VIEWS}))
    view = View(uuid4().hex, name, tuple(query.items()))
    keep(act.actor, list, habit.columns, [*views, view])
    return {"list": list, "view": view.id}


@command
def drop_view(act: Act, *, list: str, view: str) -> Answer:
    """Keep the filters of this name no longer. NotVisible when there are none."""
    habit = kept(act.actor, list)
    left = [one for one in habit.views if one.id != view]
    if len(left) == len(habit.views):
        raise NotVisible
    keep(act.actor, list, habit.columns, left)
    return {"list": list}
