"""返回、下一件: back to the list as it was, and the next item of that list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from guitu.duties import address, doors, gate, queries, rows
from guitu.kit import clock
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, reading
from guitu.kit.menu import MENU
from guitu.kit.web import page_asked
from guitu.matters.labels import label_in

LONGEST = 500  # characters of an address
_TODAY = "today"


@dataclass(frozen=True, slots=True)
class Following:
    """The next item of a list: what, about whom, by when, and where it is recorded."""

    what: str
    who: str
    where: str
    tag: str
    tone: str
    url: str
    row: str  # the anchor of its row


def back_of(request: Request) -> str:
    """The list or the file from which a form was opened: what the form carries; before it is sent, where the browser
    came from. Empty where that is no page to go back to."""
    came_from = request.POST.get("back") or request.GET.get("back")
    if came_from is None and request.method != "POST":
        referred = urlsplit(request.headers.get("Referer", ""))
        came_from = f"{referred.path}?{referred.query}" if referred.netloc == request.get_host() else ""
    return checked(came_from or "")


def checked(came_from: str) -> str:
    """The address if it is one of ours that lists something or shows a file; else empty. Whatever is sent, nobody is
    led off the site or into a step."""
    parts = urlsplit(came_from) if len(came_from) <= LONGEST and came_from.isprintable() else urlsplit("")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or came_from.startswith("//") or "\\" in came_from:
        return ""
    if _name_of(parts.path) not in _returnable():
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@lru_cache(maxsize=1024)
def _name_of(path: str) -> str:
    """The page at an address. The first page is today's list for whoever records. Finding it tries every address of
    the house, and a list is left and come back to all day."""
    try:
        name = (resolve(path).url_name or "").removesuffix("-tab")
    except Resolver404:
        return ""
    return _TODAY if name == "first" else name


def _returnable() -> frozenset[str]:
    """Pages that list: those of the menu; pages that show a file: those of the kinds of matter."""
    return frozenset({_TODAY} | {entry.page for entry in MENU.values()} | {kind.page.name for kind in doors.MATTERS.values()})


def words(back: str) -> str:
    """What the way back is called."""
    name = _name_of(urlsplit(back).path) if back else _TODAY
    if name == _TODAY:
        return _("回到今日")
    return _("回到名单") if any(entry.page == name for entry in MENU.values()) else _("看这个人")


def is_worklist(back: str) -> bool:
    """Whether the way back leads to 今日, as it does where nobody came from anywhere."""
    return not back or _name_of(urlsplit(back).path) == _TODAY


def following(request: Request, back: str, matter: UUID, duty: str) -> Following | None:
    """What stands behind this duty on the list it came from, of what this post may do; from elsewhere, on 今日."""
    actor = request.actor
    if "see_today" not in actor.may:
        return None
    query = QueryDict(urlsplit(back).query) if is_worklist(back) else QueryDict("")
    now = clock.now()
    today = clock.local_day(now)
    with reading(request):
        asked = address.asked(query, actor, page_asked(query, 500))
        kinds = _kinds(actor.may, actor.classes, asked.group)
        found = queries.following(actor, asked.wish, kinds, today, (matter, duty)) if kinds else None
        if found is None or not gate.may_do(actor.may, actor.classes, found["kind"], found["key"]):
            return None
        tag, tone = rows.tag_for(found, now)
        url = doors.record_url(found["kind"], found["key"], found["matter_id"])
        return Following(
            what=doors.word(found["kind"], found["key"]),
            who=label_in(found["matter_id"], found["label"]),
            where=found["place"],
            tag=tag,
            tone=tone,
            url=f"{url}&{urlencode({'back': back})}" if query else url,
            row=f"duty-{found['id']}",
        )


@lru_cache(maxsize=256)
def _kinds(may: frozenset[str], classes: frozenset[str], group: str) -> tuple[str, ...]:
    """The kinds of which some duty is for a post to see and to do: a step may have an action of its own."""
    done = {code.partition(":")[0] for code, door in doors.DOORS.items() if door.action in may}
    return tuple(kind for kind in gate.kinds(classes, group) if kind in done)


def address_of(back: str, next_one: Following | None) -> str:
    """Where the way back leads: 今日 opens where the next item stands."""
    if not is_worklist(back):
        return back
    list_url = back or address_if_any(_TODAY)
    return f"{list_url}#{next_one.row}" if next_one else list_url
