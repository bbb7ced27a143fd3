"""What the public pages may read of prevention: published rows alone, by functions of the owner (ADR 0065)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guitu.kit.database import Statement, dicts
from guitu.matters.labels import label_in

_ON = Statement("SELECT what, id, code, title, label, since_on, until_on, path FROM prevention_on(%s, %s)")


def on(county: str, day: date) -> list[dict[str, Any]]:
    """Quizzes that are open, activities that are published, places that can be booked; by kind and day."""
    with transaction.atomic():
        found = dicts(_ON, [county, day])
    return [one | {"title": one["title"] or label_in(one["id"], one["label"])} for one in found]
