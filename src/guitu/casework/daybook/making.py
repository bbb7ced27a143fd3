"""The records of a month that stand on a form."""

from __future__ import annotations

from dataclasses import replace

from guitu.casework.daybook import queries
from guitu.casework.filled import Filled
from guitu.casework.filled_values import Entry
from guitu.kit.actor import Actor
from guitu.lists.pages import Cut
from guitu.rules import daybook


def records(actor: Actor, asked: queries.Asked, form: Filled) -> list[Entry]:
    """The records that stand on a form, by their days, numbered; one more than may be printed, if there are."""
    cut = Cut("f.happened_on, f.recorded_at, f.id", daybook.MOST * 4)
    found, _total = queries.entries(actor, asked, form.facts, cut)
    fitting = [one for one in found if form.takes(one.kind, one.how)]
    return [replace(one, number=number) for number, one in enumerate(fitting, 1)]
