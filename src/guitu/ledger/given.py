"""What a command is given, looked at before it runs: texts, days and request ids, whoever calls it (S-5.3, S-9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from guitu.kit.doors import REQUEST_ID
from guitu.kit.errors import Overtaken, Refused
from guitu.rules.texts import MOST, day_in_reach, has_hidden
from guitu.rules.verdict import Reason

# What two clicks at once may meet in the registers: (the ordinary refusal, its field). Anything else is a bug.
_MET: Mapping[str, tuple[str, str]] = {
    "one_file_per_town": ("already_on_file", "id_number"),
    "place_stands": ("areas.not_there", "scope_path"),  # a page that was opened before the place went
    **dict.fromkeys(
        ("one_post_per_part", "invited_once", "area_group_name", "area_group_member", "body_name", "natural_person_number",
         "one_holder_of_a_post", "administrators_are_different_people", "policy_activation", "import_line"),
        ("overtaken", ""),
    ),
}


_NEVER_ODD = frozenset({bool, int, float, NoneType, UUID, bytes})  # a roster gives many, and they say nothing in words
_LISTS = (list, tuple)


def refuse_odd(request_id: str, what: Mapping[str, Any]) -> None:
    """Refuse a request id that is none, signs that nobody sees in a text, and days that nobody can mean."""
    if request_id and not REQUEST_ID.fullmatch(request_id):
        raise Refused(Reason("request_id_malformed"))
    for name, value in what.items():
        if (reason := _odd(value, 2)) is not None:
            raise Refused(reason, field=name)


def _odd(value: Any, depth: int) -> Reason | None:
    """What is wrong with it, or with the first of its parts with which something is."""
    if type(value) in _NEVER_ODD:
        return None
    if isinstance(value, str):
        if has_hidden(value):
            return Reason("text_hidden_signs")
        return Reason("text_longer_than_any", {"limit": MOST}) if len(value) > MOST else None
    if isinstance(value, date):
        return None if day_in_reach(value) else Reason("day_out_of_range", {"on": value.isoformat()[:10]})
    for part in _parts(value) if depth else ():
        if (reason := _odd(part, depth - 1)) is not None:
            return reason
    return None


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, _LISTS):
        return value
    if isinstance(value, Mapping):
        return value.values()
    if is_dataclass(value):
        return [getattr(value, one.name) for one in fields(value)]
    return ()


def overtaken(error: IntegrityError) -> Overtaken | None:
    """The ordinary refusal for what somebody else wrote at the same moment; None for a fault of ours."""
    diag = getattr(error.__cause__, "diag", None)
    met = _MET.get(getattr(diag, "constraint_name", None) or "")
    return Overtaken(Reason(met[0]), field=met[1]) if met else None
