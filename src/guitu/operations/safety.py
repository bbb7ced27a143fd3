"""账号与岗位: the first page of the security administrator; and what a post would see, in numbers and classes."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid import access
from guitu.grid.accounts.queries import waiting_codes
from guitu.grid.fields import duty_kinds
from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit import clock, menu, pages
from guitu.kit.database import acting, dicts, row
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.operations import words

# Of accounts and posts of the county, in one statement; a login that is open is counted, not looked into.
_NUMBERS = f"""SELECT
 (SELECT count(*) FROM grid_post p WHERE {{here}}) AS posts,
 (SELECT count(*) FROM grid_post p WHERE {{here}} AND NOT EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id
   AND {held("h")})) AS vacant,
 count(*) AS accounts, count(*) FILTER (WHERE NOT a.is_active) AS disabled,
 count(*) FILTER (WHERE a.is_active AND a.must_change) AS with_code,
 count(*) FILTER (WHERE a.is_active AND NOT a.must_change AND NOT EXISTS (SELECT FROM grid_factor f
   WHERE f.account_id = a.id AND f.secret IS NOT NULL)) AS without_factor,
 coalesce(sum((SELECT count(*) FROM grid_session s WHERE s.account_id = a.id AND s.expire_date > %(now)s)), 0)::int AS logins
 FROM grid_account a WHERE a.id IN (SELECT h.account_id FROM grid_holding h WHERE h.county_id = %(county)s AND {held("h")})"""
_HERE = "p.county_id = %(county)s AND (p.closed_on IS NULL OR p.closed_on > %(today)s)"
_SEEN = """SELECT (SELECT count(*) FROM people_person) AS people,
 (SELECT count(*) FROM matters_part m WHERE m.post_id = %(post)s AND m.until_on IS NULL) AS parts,
 (SELECT count(*) FROM duties_duty d WHERE d.state = 'open' AND d.kind = ANY(%(kinds)s)) AS duties"""


@door(may="see_safety")
@require_safe
def safety(request: Request) -> HttpResponse:
    """What waits for the security administrator, and the accounts of the county in numbers."""
    now, today, actor = clock.now(), clock.today(), request.actor
    found = dicts(_NUMBERS.format(here=_HERE), {"county": actor.county_id, "today": today, "now": now})[0]
    codes = waiting_codes(now, actor.natural_person_id) if "open_code" in actor.may else []
    todo = [
        {"label": _("待打开的口令"), "value": len(codes), "url": pages.url("codes"), "tone": "apricot"},
        {"label": _("空缺的岗位"), "value": found["vacant"], "url": pages.url("posts", query={"only": "vacant"}), "tone": "plain"},
    ]
    accounts = [
        {"label": _("在用的账号"), "value": found["accounts"] - found["disabled"]},
        {"label": _("已停用的账号"), "value": found["disabled"]},
        {"label": _("拿到一次性口令、还没有登录的"), "value": found["with_code"]},
        {"label": _("还没有设第二道验证的"), "value": found["without_factor"]},
        {"label": _("现在登录着的"), "value": found["logins"]},
    ]
    context = {
        "active": "safety", "todo": [one for one in todo if one["value"]], "accounts": accounts,
        "roles": [
            {"label": role.word, "value": role.told_note or (_("全辖区") if role.whole else _("名下"))}
            for role in ROLES.values() if role.may and role.code not in ("clock", "person")
        ],
    }
    return pages.render(request, "operations/safety.html", context)


@door(may="see_safety")
@require_safe
def sight(request: Request, post_id: UUID) -> HttpResponse:
    """What this post would see: numbers and classes, never a name. The database answers as it would answer the post."""
    held_post = access.post_named(post_id, clock.today())
    if held_post is None or held_post.county_id != request.actor.county_id:
        raise NotVisible
    actor = access.actor_of(held_post, None)
    with acting(actor):
        found = row(_SEEN, {"post": post_id, "kinds": duty_kinds(actor.classes)}) or (0, 0, 0)
    role, (people, parts, duties) = ROLES[actor.role], found
    context = {
        "active": "safety", "label": held_post.label, "holder": held_post.holder or _("空缺"), "note": role.told_note,
        "numbers": [
            {"label": _("看得见的档案"), "value": people if actor.may & {"open_person", "search_people"} else 0},
            {"label": _("名下和参与的"), "value": parts},
            {"label": _("看得见的待办"), "value": duties if "see_today" in actor.may else 0},
        ],
        "classes": [(name, word, name in actor.classes) for name, word in words.CLASSES.items()],
        "entries": [one.label for shelf in ("desk", "beside") for one in menu.shelf(shelf) if one.action in actor.may],
        "actions": sorted(actor.may), "whole": actor.whole,
    }
    return pages.render(request, "operations/sight.html", context)
