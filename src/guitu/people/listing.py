"""The list's address read, and its rows as they are shown: masked, with state, place and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.grid.areas import area_asked
from guitu.grid.fields import duty_kinds
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address, address_if_any
from guitu.kit.pages import PersonLine
from guitu.kit.telling import shown as spoken
from guitu.kit.web import uuid_or_none
from guitu.lists.pages import SIZES
from guitu.people import basics
from guitu.people.phones import Called
from guitu.people.queries import Listed, Person, Wish
from guitu.rules.dates import age_on
from guitu.rules.terms import CURRENT_STATES, OFF_THE_BOOK, STANDING_ORDER

NOBODY: Mapping[str, Called] = {}
NO_WORKER = "none"  # in the place of a post
SORTS = ("state", "late")
SHOWN = ("name", "state", "place", "sex", "age", "worker", "late")  # as the list comes
_SIZES = tuple(map(str, SIZES))
GROUPS = {"current": CURRENT_STATES, "book": (*CURRENT_STATES, "abstinent"), "off": OFF_THE_BOOK}


def state_word(state: str) -> str:
    """How a standing state is called: 社区戒毒."""
    return _(spoken(f"standing.{state}"))


def state_choices() -> list[tuple[str, str]]:
    groups = [("current", _("现有")), ("book", _("在册")), ("off", _("已不在册"))]
    return groups + [(state, state_word(state)) for state in reversed(STANDING_ORDER)]


class Asked:
    """What the address asks for; anything odd in it asks for nothing."""

    def __init__(self, get: Mapping[str, str], actor: Actor) -> None:
        state = get.get("state", "")
        self.state = state if state in GROUPS or state in STANDING_ORDER else ""
        self.area = area_asked(get.get("area", ""), actor)
        self.post = uuid_or_none(get.get("post", "")) if actor.whole else None
        self.nobody = get.get("post") == NO_WORKER and actor.whole
        self.late = get.get("late") == "1"
        self.home = get.get("home") == "1" and actor.whole
        sort = get.get("sort", "")
        self.sort = sort if sort.removeprefix("-") in SORTS else ""
        self.size = get.get("size", "")
        states = GROUPS.get(self.state) or ((self.state,) if self.state else ())
        self.wish = Wish(
            duty_kinds(actor.classes), states if "STATUS" in actor.classes else (), self.area, self.post, self.late,
            self.home, *_ends(get), self.sort, int(self.size) if self.size in _SIZES else 0, self.nobody,
        )

    @property
    def key(self) -> tuple[Any, ...]:
        """All that is chosen; who has chosen the same gets the same filters."""
        return self.state, self.area, self.post, self.nobody, self.late, self.home, self.sort, self.size

    def address(self, **changed: str) -> str:
        """This list with some of its filters changed; the page starts anew."""
        return address("people", query=self.filters(**changed) or {"all": "1"})

    def filters(self, **changed: str) -> dict[str, str]:
        """What is chosen, as an address says it."""
        kept = {
            "state": self.state, "area": self.area, "post": self.worker, "late": "1" if self.late else "",
            "home": "1" if self.home else "", "sort": self.sort, "size": self.size, **changed,
        }
        return {name: value for name, value in kept.items() if value}

    def words(self, numbers: Listed) -> list[Any]:
        """The filter as a sentence; each part but the place can be taken away."""
        parts: list[Any] = [numbers.place]
        if self.area:
            parts = [{"label": numbers.place, "url": self.address(area="")}]
        if self.post:
            names = {post: name for post, name, _n in orjson.loads(numbers.workers)}
            parts.append({"label": names.get(str(self.post), _("另一名社工")), "url": self.address(post="")})
        if self.nobody:
            parts.append({"label": _("还没有责任社工"), "url": self.address(post="")})
        if self.state:
            parts.append({"label": dict(state_choices())[self.state], "url": self.address(state="")})
        if self.late:
            parts.append({"label": _("有过期的事"), "url": self.address(late="")})
        if self.home:
            parts.append({"label": _("户籍在本地，在外地执行"), "url": self.address(home="")})
        return parts

    def quick(self) -> list[dict[str, Any]]:
        """The filters of every day, as one segmented control."""
        listed = [
            (_("全部"), not self.state and not self.late, {"state": "", "late": ""}),
            (_("现有"), self.state == "current" and not self.late, {"state": "current", "late": ""}),
            (_("有过期的事"), self.late, {"state": "", "late": "1"}),
            (state_word("abstinent"), self.state == "abstinent" and not self.late, {"state": "abstinent", "late": ""}),
        ]
        return [{"label": label, "on": on, "url": self.address(**changed)} for label, on, changed in listed]

    @property
    def worker(self) -> str:
        return NO_WORKER if self.nobody else str(self.post or "")

    @property
    def state_choices(self) -> list[tuple[str, str]]:
        return state_choices()

    def places(self, numbers: Listed) -> list[tuple[str, str]]:
        """The place chosen, and those inside it."""
        inside = [(path, name) for path, name in orjson.loads(numbers.places)]
        return [(self.area, numbers.place), *inside] if self.area else inside

    def workers(self, numbers: Listed) -> list[tuple[str, str]]:
        listed = orjson.loads(numbers.workers)
        held = [(post, _("%(name)s，%(n)s 人") % {"name": name, "n": n}) for post, name, n in listed]
        return [(NO_WORKER, _("还没有责任社工")), *held] if held or self.nobody else []

    @property
    def is_narrow(self) -> bool:
        return any((self.state, self.area, self.post, self.nobody, self.late, self.home))


End = tuple[str, UUID] | None


def _ends(get: Mapping[str, str]) -> tuple[End, End, int]:
    """The end of the page that one comes from, going on or going back, and the rank of its row."""
    after, _rank = _end(get.get("after", ""))
    before, rank = _end(get.get("before", ""))
    return after, before, _rank if after else rank


def _end(text: str) -> tuple[End, int]:
    """The end of a page: place and id of its last or first row, and its rank."""
    if not text:
        return None, 0
    path, _dot, rest = text.partition(".")
    id, _dot, rank = rest.partition(".")
    found = uuid_or_none(id)
    digits = rank.removeprefix("-")
    return (path, found) if found and path.isdigit() else None, int(rank) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else 0


def page_of(asked: Asked, rows: list[Person], more: bool) -> dict[str, str]:
    """Addresses of the pages before and after this one."""
    is_backward = asked.wish.before is not None
    has_prev = more if is_backward else asked.wish.after is not None
    has_next = True if is_backward else more
    return {
        "prev_url": asked.address(before=_said(rows[0], asked)) if rows and has_prev else "",
        "next_url": asked.address(after=_said(rows[-1], asked)) if rows and has_next else "",
    }


def _said(row: Person, asked: Asked) -> str:
    return f"{row.path}.{row.id}.{row.rank}" if asked.sort else f"{row.path}.{row.id}"


def drawn(
    rows: Iterable[Person], actor: Actor, on: date, called: Mapping[str, Called] = NOBODY,
    shown: tuple[str, ...] = SHOWN, picks: bool = False,
) -> Markup:
    """The rows of a list with the columns `shown`; each as the database gives it to this post, drawn once a day for posts
    of the same rights. Whoever is `called` by name is drawn for this answer alone, and kept nowhere."""
    sees_state = "STATUS" in actor.classes
    lines = [
        pages.drawn("person_lines", replace(_line(person, sees_state, actor.whole, on, shown, picks), **called[person.id]._asdict()))
        if person.id in called else _drawn(person, sees_state, actor.whole, on, shown, picks)
        for person in rows
    ]
    return Markup("".join(lines))  # noqa: S704  the component has escaped them


@pages.drawn_once
def _drawn(person: Person, sees_state: bool, whole: bool, on: date, shown: tuple[str, ...], picks: bool) -> Markup:
    return pages.drawn("person_lines", _line(person, sees_state, whole, on, shown, picks))


def _line(person: Person, sees_state: bool, whole: bool, on: date, shown: tuple[str, ...], picks: bool) -> PersonLine:
    """One person of a list: always masked."""
    masked, code, born_on = basics.opened(person.id, person.basics)
    worker = ""
    if whole:
        worker = _("责任社工 %(name)s") % {"name": person.worker} if person.worker else _("还没有责任社工")
    told = {
        "sex": spoken(f"sex.{code}") if code else "",
        "age": _("%(n)s 岁") % {"n": age_on(born_on, on)} if born_on else "",
        "worker": worker,
    }
    return PersonLine(
        name=masked,
        url=person_url(UUID(person.id)),
        state=state_word(person.state) if sees_state and person.state and "state" in shown else "",
        tone="moss" if person.state == "abstinent" else "plain" if person.state in OFF_THE_BOOK else "pine",
        place=person.place if "place" in shown else "",
        line=" · ".join(text for column in shown if (text := told.get(column, ""))),
        tag=_("过期 %(n)s 件") % {"n": person.late} if person.late and "late" in shown else "",
        pick=person.id if picks else "",
    )


def person_url(person_id: UUID) -> str:
    return address_if_any("person", person_id)
