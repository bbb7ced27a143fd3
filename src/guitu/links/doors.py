"""What may be done with a link, by kind: what its page shows and what an answer does. Handed down by `guitu/apps.py`;
this kernel knows nobody's matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.kit.actor import Actor
from guitu.kit.declarations import Page
from guitu.kit.registry import Registry
from guitu.links.entering import Entered


@dataclass(frozen=True, slots=True)
class LinkDoor:
    """One kind of link: what it is called on the list of who made it, the page of its matter, what a stranger gets."""

    kind: str
    label: Any  # 答复交办
    page: Page
    show: Callable[[Actor, Entered, date], Sequence[dict[str, str]]]  # rows beside the words that were chosen
    answer: Callable[..., Any]  # (actor, at=, request_id=, entered=, secret=, words=, who=, upload=)
    takes_file: bool = True
    only_photo: bool = False  # of files, photographs alone
    asks_until: bool = False  # may ask for time: then `answer` is told `until` as well
    asks_appeal: bool = False  # may disagree: then `answer` is told `appeal` as well
    until_label: Any = ""  # what that day is called, where it is no request for time


DOORS: Registry[LinkDoor] = Registry("kinds of link")
