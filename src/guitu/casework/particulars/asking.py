"""What the one who decides reads of a new identity: whose, old and new, and by which paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as N_

from guitu.casework.particulars.forms import said
from guitu.grid.naming import place_sql
from guitu.kit.database import row
from guitu.people.correcting import Particulars, differing
from guitu.rules.particulars import IDENTITY
from guitu.rules.words import CODES

_PLACE = f"SELECT {place_sql('%(path)s')}"


def shown_to_decide(held: Particulars, what: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of each line."""
    (place,) = row(_PLACE, {"path": held.scope_path}) or ("",)
    new = differing(held, {name: what[name] for name in IDENTITY})
    lines = [
        (CODES["particular"][name], f"{said(name, held.values[name])} → {said(name, value)}") for name, value in new.items()
    ]
    who = f"{held.values['name'] or held.masked} · {place or ''}"
    return [(N_("人员"), who), *lines, (N_("凭什么文书"), what["words"].strip())]
