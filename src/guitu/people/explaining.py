"""What on file says why somebody is not reached: on leave, in hospital, in custody. Contexts declare it, others ask here.

Each gives, of one person on a day, the codes of its reasons with since when and until when; nothing for whom the acting
post does not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.registry import Registry

Since = tuple[date, date | None]
EXPLAINS: Registry[Callable[[UUID, date], Mapping[str, Since]]] = Registry("reasons on file")


def explained(actor: Actor, person_id: UUID, on: date) -> dict[str, Since] | None:
    """The reasons on file on a day; None: this post does not read in which state somebody is, so it has to ask."""
    if "STATUS" not in actor.classes:
        return None
    return {code: since for ask in EXPLAINS.values() for code, since in ask(person_id, on).items()}
