"""What a context says of a sheet that it takes in or gives out: its columns, what a cell may say, what is on file, and
the commands that take a row over. A declaration names it; `importing` works with them and knows no context."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guitu.kit.actor import Actor

Values = Mapping[str, Any]  # field → value as a command takes it; days as dates, choices as codes
Words = Sequence[tuple[str, str]]  # (value, what it is called), in the order of the drop-down
Call = Mapping[str, Any]  # what a command is called with


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what it is called in our own template, how its cells are read, what is done where nothing is written."""

    name: str
    heading: str
    kind: str  # how its cells are read
    width: float = 12
    is_required: bool = False
    is_soft: bool = False  # a spelling that nobody knows is a warning, not an error
    may_be_future: bool = False
    is_in_template: bool = True
    help: str = ""
    synonyms: str = ""  # headings as they are met in offices, apart by spaces
    is_asked: bool = False  # where it is empty, one answer is asked for all rows
    most: int = 60  # characters


@dataclass(frozen=True, slots=True)
class OnFile:
    """Something that is there already, with its values as a row would give them."""

    id: str
    mark: str  # the short name by which a sheet that was taken out finds it again
    values: Values
    more: Call = field(default_factory=dict)  # what a change is told beside the values


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet. A row is known by its mark, or else by the fields of `key`."""

    code: str
    title: Any  # what its page is called
    page: str  # the list that it belongs to, by URL name
    name: str  # of the worksheet in the template
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    words: Callable[[Actor, date], Mapping[str, Words]]  # of the fields whose cells are chosen
    on_file: Callable[[Actor, date], Sequence[OnFile]]
    add: Callable[..., dict[str, Any]]  # the commands, as the screen calls them
    adding: Callable[[Values], Call]
    change: Callable[..., dict[str, Any]] | None
    changing: Callable[[OnFile, Values], Call]
    take_back: Callable[..., dict[str, Any]]
    taking_back: Callable[[str], Call]
    guide: tuple[tuple[str, str], ...] = ()
    fixed: tuple[str, ...] = ()  # fields that no change can put right: they tell no difference
    filling: Callable[[Actor, date], Callable[[Values], Values]] | None = None  # what a row says without saying it
    within: str = ""  # the field that may name another row of the same sheet
    may_repeat: bool = False  # two rows that say the same are two things

    @property
    def action(self) -> str:
        """Who may do this to one of them by hand may do it by a sheet."""
        return str(self.add.command_name)  # type: ignore[attr-defined]
