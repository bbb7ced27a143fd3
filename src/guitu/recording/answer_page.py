"""The answer to everything recorded, confirmed, corrected, withdrawn or decided: what is now true, what followed, the
papers it calls for, and the way on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.kit.doors import Request
from guitu.kit.pages import render
from guitu.kit.telling import joined
from guitu.kit.waiting import receipt
from guitu.recording import returning

Link = tuple[Any, str]
Line = dict[str, Any]  # text, and if there are any why, clause, tone


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is true with some facts, and what they bring: told by one function of a context, before they are written on
    the check page and afterwards here."""

    now: list[str]
    items: list[Line]

    @property
    def first_line(self) -> str:
        return joined(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the page says. `now` is the first line; on the check page it was foretold by the same function."""

    title: str  # what was done: 记录走访
    who: str  # 王** · 青云社区
    now: Sequence[str]
    items: Sequence[Line] = ()
    then: Sequence[Link] = ()  # the next step by the law, the papers it calls for
    mend: Sequence[Link] = ()  # 更正, 撤回
    file_url: str = ""  # the page of what it was about; empty where this post no longer sees it
    file_words: Any = ""  # what the way to it is called; a person's, where nothing is said
    gone: str = ""  # said where the file is no longer here


def answer(request: Request, said: Recorded, matter: UUID, duty: str = "") -> HttpResponse:
    """The page. It asks the database for the next item of the list and for nothing else."""
    back = returning.back_of(request)
    coming = returning.following(request, back, matter, duty)
    context = {
        "active": "today" if returning.is_worklist(back) else "people",
        "said": said,
        "now": joined(said.now) or _("已记录。"),
        "coming": coming,
        "back_url": returning.address_of(back, coming),
        "back_words": returning.words(back),
        "file_url": "" if said.file_url.split("?")[0] == back.split("?")[0] else said.file_url,
    }
    return receipt(request, render(request, "recording/answer.html", context))
