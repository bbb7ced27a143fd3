"""谁看过: every look at a personal page, unmasking and search, written with the page it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.utils.translation import gettext as _

from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import blind, seal
from guitu.kit.database import Statement, run
from guitu.people.forms import PURPOSES

WORDS = "people_access|words"
_INSERT = (
    "INSERT INTO people_access (id, county_id, scope_path, at, post_id, account_id, action, outcome,"
    " person_id, classes, purpose, words, request_id, detail)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, 'done', %s, %s, %s, %s, %s, %s::jsonb)"
)

_LOOK = (
    "INSERT INTO people_access (id, county_id, scope_path, at, post_id, account_id, action, outcome,"
    " person_id, classes, purpose, request_id, detail) SELECT gen_random_uuid(), %s, CASE WHEN p.scope_path >= %s"
    " AND p.scope_path < %s THEN p.scope_path ELSE %s END, %s, %s, %s, %s, 'done', p.id, %s, %s, %s, %s::jsonb"
    " FROM people_person p WHERE p.id = "
)
_OPENED, _OPENED_ALL = Statement(_LOOK + "%s"), Statement(_LOOK + "ANY(%s)")


def note(
    actor: Actor, person_id: UUID, scope_path: str, action: str, classes: Iterable[str] | str, at: datetime,
    purpose: str = "", request_id: str = "", detail: dict[str, Any] | None = None, words: str = "",
) -> None:
    """One line: who looked at whom, at which classes of fields, and for what: a code, and words that are sealed."""
    if not actor.lo <= scope_path < actor.hi and actor.on is None:
        scope_path = actor.path  # the household-register side may only write inside its own area
    seen = classes if isinstance(classes, str) else " ".join(sorted(classes))
    _write(actor, scope_path, action, person_id, seen, at, purpose, request_id, detail or {}, words)


def note_opened(actor: Actor, person_id: UUID, at: datetime, request_id: str = "") -> None:
    """The page of a person is opened: written before it is read, so that the look is on the page itself.
    Of somebody outside one's grid nothing is written."""
    _opened(actor, _OPENED, person_id, at, request_id)


def note_opened_all(actor: Actor, people: Sequence[UUID], at: datetime, request_id: str = "") -> None:
    """The same for a page that shows what is on file of several: a line each, in one statement."""
    _opened(actor, _OPENED_ALL, list(people), at, request_id)


def note_exported(
    actor: Actor, people: Sequence[UUID], classes: Iterable[str], at: datetime, *, purpose: str, export: UUID, request_id: str
) -> None:
    """People who are in a file that leaves the house: a line each, in one statement."""
    _opened(
        actor, _OPENED_ALL, list(people), at, request_id,
        action="export", classes=" ".join(sorted(set(classes))), purpose=purpose, detail={"export": str(export)},
    )


def note_phones(
    actor: Actor, people: Sequence[UUID], at: datetime, *, purpose: str, request_id: str
) -> None:
    """A list that shows names and telephones of one's own people: a line each, in one statement."""
    _opened(actor, _OPENED_ALL, list(people), at, request_id, action="unmask", classes="CONTACT", purpose=purpose)


def note_printed_all(actor: Actor, people: Sequence[UUID], at: datetime, request_id: str = "") -> None:
    """A file with papers of many is taken away: a line each, in one statement."""
    _opened(actor, _OPENED_ALL, list(people), at, request_id, action="print")


def _opened(
    actor: Actor, sql: Statement, people: UUID | list[UUID], at: datetime, request_id: str, *,
    action: str = "open", classes: str = "", purpose: str = "", detail: dict[str, Any] | None = None,
) -> None:
    run(
        sql,
        [actor.county_id, actor.lo, actor.hi, actor.path, at, actor.post_id, actor.account_id, action,
         classes or " ".join(sorted(actor.classes)), purpose, request_id, orjson.dumps(detail or {}).decode(), people],
    )


def note_search(actor: Actor, term: str, found: int, at: datetime, request_id: str = "") -> None:
    """A search, without its words: a keyed hash that shows whether the same was asked again, and how many."""
    detail = {"term": blind("name", "search|" + term).hex()[:16], "found": found}
    _write(actor, actor.path, "search", None, "BASIC", at, "", request_id, detail)


def note_sheet(actor: Actor, scope_path: str, batch: UUID, lines: int, at: datetime, request_id: str = "") -> None:
    """A page or a file with the lines of a roster as they came: whole names and numbers, mostly of nobody on file."""
    _write(actor, scope_path, "sheet", None, "BASIC CONTACT IDENT", at, "", request_id, {"batch": str(batch), "lines": lines})


def note_list(actor: Actor, of: str, shown: int, at: datetime, request_id: str = "") -> None:
    """A list of people drawn together for a reason of its own: which, and how many it showed."""
    _write(actor, actor.path, "list", None, "BASIC STATUS", at, "", request_id, {"of": of, "shown": shown})


def _write(
    actor: Actor, scope_path: str, action: str, person_id: UUID | None, classes: str, at: datetime,
    purpose: str, request_id: str, detail: dict[str, Any], words: str = "",
) -> None:
    line = uuid4()
    run(
        _INSERT,
        [line, actor.county_id, scope_path, at, actor.post_id, actor.account_id, action, person_id,
         classes, purpose, seal(WORDS, line, words or None), request_id, orjson.dumps(detail).decode()],
    )


LOOKS = (  # one line per post, day and purpose, the newest first; a subquery of the person's page
    "(SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT l.day, l.n, l.purpose, l.unmasked, l.exported, p.role, h.name FROM"
    " (SELECT (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day, a.post_id, a.purpose, count(*) AS n,"
    " bool_or(a.action = 'unmask') AS unmasked, bool_or(a.action = 'export') AS exported FROM people_access a WHERE a.person_id = {person}"
    " AND a.outcome = 'done' GROUP BY 1, 2, 3 ORDER BY 1 DESC, 4 DESC LIMIT 8) l"
    " LEFT JOIN grid_post p ON p.id = l.post_id"
    " LEFT JOIN grid_holding h ON h.post_id = l.post_id AND h.from_on <= l.day"
    " AND (h.until_on IS NULL OR h.until_on > l.day)) x)"
)


def looks(rows: Iterable[dict[str, Any]], at: datetime) -> list[dict[str, str]]:
    """The card 谁看过这份档案: 林婉 · 禁毒社工, 今天 ×2."""
    today = local_day(at)
    return [{"label": _who(row), "value": _when(row, today)} for row in rows]


def _who(row: dict[str, Any]) -> str:
    role = ROLES.get(row["role"] or "")
    name = row["name"] or _("（空缺）")
    return f"{name} · {role.word}" if role else name


def _when(row: dict[str, Any], today: date) -> str:
    day = date.fromisoformat(row["day"]) if isinstance(row["day"], str) else row["day"]
    shown = _("今天") if day == today else day.strftime("%m-%d") if day.year == today.year else day.isoformat()
    times = f" ×{row['n']}" if row["n"] > 1 else ""
    seen = _("，看了完整信息") if row["unmasked"] else ""
    why = dict(PURPOSES).get(row.get("purpose") or "")
    seen += _("：%(purpose)s") % {"purpose": why} if why else ""
    return shown + times + seen + (_("，导出过") if row["exported"] else "")
