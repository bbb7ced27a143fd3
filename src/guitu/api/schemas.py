"""The request of a command as a model, read off the command's own signature: one declaration makes one door."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import Field, create_model

from guitu.api.types import MOST_LISTED, Day, Given, Id, Number, Text, Truth
from guitu.for_systems import EVENTS
from guitu.ledger import fact_words
from guitu.rules.records import KINDS

_PLAIN: Mapping[Any, Any] = {date: Day, UUID: Id, str: Text, int: Number, bool: Truth}


def model_of(command: Any, fact: str = "") -> type[Given]:
    """What a command takes. Closed lists come from the kind of fact that it writes; a kind of argument that the interface
    cannot tell is an error when the process starts."""
    function = inspect.unwrap(command)
    hints = get_type_hints(function)
    lists = get_type_hints(KINDS[fact]) if fact else {}
    fields: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        kind = _kind(name, hints[name], lists.get(name))
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[name] = (kind, Field(default=list(default) if isinstance(default, tuple) else default))
    return create_model(f"{command.command_name}_body", __base__=Given, **fields)


def _kind(name: str, hint: Any, listed: Any = None) -> Any:
    """How an argument is sent."""
    if listed is not None and (codes := _codes(listed)):
        return codes | None if _is_optional(hint) else codes
    if _is_optional(hint):
        (inner,) = [part for part in get_args(hint) if part is not type(None)]
        return _kind(name, inner) | None
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin = get_origin(hint)
    if origin is tuple:
        return tuple.__class_getitem__(tuple(_kind(name, part) for part in get_args(hint)))
    if origin is Sequence:
        (part,) = get_args(hint)
        inner = _of_words(name) if part is str else _kind(name, part)
        return Annotated[list[inner], Field(max_length=MOST_LISTED)]  # type: ignore[valid-type]
    raise TypeError(f"the interface cannot take {name}: {hint}")


def _of_words(name: str) -> Any:
    """The codes of a field that has a closed list of words; else any text."""
    codes = tuple(EVENTS) if name == "kinds" else tuple(fact_words.CODES.get(name, ()))
    return Literal[codes] if codes else Text


def _codes(hint: Any) -> Any:
    """The closed list of a fact's field, where it has one."""
    for part in (hint, *get_args(hint)):
        if get_origin(part) is Literal:
            return part
    return None


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
