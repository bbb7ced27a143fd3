"""What a command is given, looked at before it runs: texts, days and request ids, whoever calls it (S-5.3, S-9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError

from guitu.kit.doors import REQUEST_ID
from guitu.kit.errors import Overtaken, Refused
from guitu.rules.texts import MOST, day_in_reach, has_hidden
from guitu.rules.verdict import Reason

# What two clicks at once may meet in the registers: (the ordinary refusal, its field). Anything else is a bug.
_MET: Mapping[str, tuple[str, str]] = {
    "one_file_per_town": ("already_on_file", "id_number"),
    **dict.fromkeys(
        ("one_post_per_part", "invited_once", "area_group_name", "area_group_member", "body_name", "natural_person_number",
         "one_holder_of_a_post", "administrators_are_different_people", "policy_activation", "import_line"),
        ("overtaken", ""),
    ),
}  # fmt: skip


def refuse_odd(request_id: str, what: Mapping[str, Any]) -> None:
    """Refuse a request id that is none, signs that nobody sees in a text, and days that nobody can mean."""
    if request_id and not REQUEST_ID.fullmatch(request_id):
        raise Refused(Reason("request_id_malformed"))
    for name, value in what.items():
        for reason in _odd(value, 2):
            raise Refused(reason, field=name)


def _odd(value: Any, depth: int) -> Iterable[Reason]:
    if isinstance(value, str):
        if has_hidden(value):
            yield Reason("text_hidden_signs")
        elif len(value) > MOST:
            yield Reason("text_longer_than_any", {"limit": MOST})
    elif isinstance(value, date):
        if not day_in_reach(value):
            yield Reason("day_out_of_range", {"on": value.isoformat()[:10]})
    elif depth and (parts := _parts(value)):
        for part in parts:
            yield from _odd(part, depth - 1)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list | tuple):
        return value
    if is_dataclass(value):
        return [getattr(value, one.name) for one in fields(value)]
    return ()


def overtaken(error: IntegrityError) -> Overtaken | None:
    """The ordinary refusal for what somebody else wrote at the same moment; None for a fault of ours."""
    diag = getattr(error.__cause__, "diag", None)
    met = _MET.get(getattr(diag, "constraint_name", None) or "")
    return Overtaken(Reason(met[0]), field=met[1]) if met else None
