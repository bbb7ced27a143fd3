"""邀请外单位参与, and for who is invited: 我参与的, and the narrow page of one file."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from guitu.casework.checking import Step, take
from guitu.casework.invitations import queries
from guitu.casework.invitations.commands import end_invitation, invite_unit, plan_invitation
from guitu.casework.invitations.forms import InviteForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.telling import shown as spoken
from guitu.kit.telling import with_more
from guitu.people import access
from guitu.rules import participation
from guitu.rules.dates import age_on

Row = dict[str, Any]

INVITE = Step(
    invite_unit, plan_invitation, InviteForm, _("邀请外单位参与"),
    _("被邀请的岗位只看得到这一个人，姓名遮住，不能登记；到期或撤回后，从下一次点击起就看不到了。每次邀请、每次查看都留记录。"),
    submit=_("邀请"), checked=False,
)


@door(may="invite_unit", many=("also",))
def invite(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, INVITE)


@door(may="end_invitation")
@require_POST
def end(request: Request, person_id: UUID, part_id: UUID) -> HttpResponse:
    end_invitation(
        request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), person_id=person_id,
        part_id=part_id,
    )
    return redirect("person", person_id)


@door(may="see_invited", beyond=True)
@require_safe
def invited(request: Request) -> HttpResponse:
    """The files to which this post is invited; a look at the list is a line."""
    today = clock.today()
    found = queries.files(request.actor.post_id, today)
    access.note_list(request.actor, "invited", len(found), clock.now(), request.number)
    files = [
        {
            "label": f"{one['masked']} · {_place(one)}",
            "value": f"{spoken('invited_for.' + one['purpose'])} · {_until(one)}",
            "url": pages.url("invited-file", matter_id=one["id"]),
        }
        for one in found
    ]
    return pages.render(request, "casework/invitations/list.html", {"active": "invited", "files": files})


@door(may="see_invited", beyond=True)
@require_safe
def file(request: Request, matter_id: UUID) -> HttpResponse:
    """One file, as narrow as the part: the classes of the role cut down to those that the invitation names."""
    actor, today = request.actor, clock.today()
    found = queries.file(actor.post_id, matter_id, today)
    seen = participation.shown(actor.classes, found["classes"].split())
    access.note(actor, matter_id, found["scope_path"], "open", seen, clock.now(), request_id=request.number)
    context = {
        "active": "invited", "name": found["masked"], "basics": _basics(found, today),
        "rows": [
            {"label": _now("执行地"), "value": _place(found)},
            {"label": _now("身份"), "value": spoken(f"unit_part.{found['part']}")},
            {"label": _now("为了"), "value": spoken(f"invited_for.{found['purpose']}")},
            {"label": _now("参与"), "value": _until(found)},
            *_state(matter_id, today, seen),
        ],
        "tests": _tests(matter_id, seen), "team": [_member(one) for one in queries.team(matter_id, today)],
    }
    return pages.render(request, "casework/invitations/file.html", context)


def _state(matter: UUID, today: date, seen: frozenset[str]) -> list[Row]:
    found = queries.state(matter, today) if "STATUS" in seen else None
    if found is None:
        return []
    state, since = found
    said = with_more(spoken(f"standing.{state}"), _now("%(day)s 起") % {"day": since.isoformat()})
    return [{"label": _now("现在的状态"), "value": said}]


def _tests(matter: UUID, seen: frozenset[str]) -> list[Row] | None:
    """None: tests are not shown; empty: there are none."""
    if "TEST" not in seen:
        return None
    return [{"label": on.isoformat(), "value": spoken(f"strip.{outcome}")} for on, outcome in queries.tests(matter)]


def _member(one: Row) -> Row:
    return {"label": spoken(f"part.{one['part']}"), "value": f"{one['body']} · {one['holder'] or _now('空缺')}"}


def _until(one: Row) -> str:
    return _now("到 %(day)s 为止") % {"day": one["expires_on"].isoformat()}


def _place(one: Row) -> str:
    return " ".join(dict.fromkeys(part for part in (one["town"], one["place"]) if part))


def _basics(one: Row, today: date) -> str:
    sex = spoken(f"sex.{one['sex']}") if one["sex"] else ""
    age = _now("%(n)s 岁") % {"n": age_on(one["born_on"], today)} if one["born_on"] else ""
    return " · ".join(part for part in (sex, age) if part)
