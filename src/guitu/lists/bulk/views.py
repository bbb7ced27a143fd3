"""批量办理: the rows are frozen, what is to be done is said once and read back, then each row has its own answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.kit.web import uuid_or_none
from guitu.lists.bulk import commands, pipeline, queries
from guitu.lists.bulk.acts import ACTS, BulkAct, act_named
from guitu.lists.bulk.queries import Frozen

_OWN = ("csrfmiddlewaretoken", "request_id", "sure")
SHOWN = 100  # rows that are called by name before it begins


@door(may="freeze_rows", many=("rows",))
@require_POST
def freeze(request: Request) -> HttpResponse:
    """The rows ticked, or all that the list finds at this moment."""
    post, actor = request.POST, request.actor
    act = act_named(post.get("act", ""), actor)
    query = dict(parse_qsl(post.get("query", "")[:2000]))
    if post.get("everybody"):
        with reading(request):
            meant = list(act.found(actor, query, clock.today(), commands.MOST + 1))
    else:
        meant = [row for row in map(uuid_or_none, post.getlist("rows")) if row]
    done = commands.freeze_rows(actor, at=clock.now(), request_id=post.get("request_id", ""), name=act.name, rows=meant)
    return redirect("bulk", UUID(done["bulk"]))


@door(may="freeze_rows")
def bulk(request: Request, bulk_id: UUID) -> HttpResponse:
    """Before: what is to be said for all rows, then how it reads. After: the answer of each row."""
    with reading(request):
        found = queries.frozen(request.actor, bulk_id)
        act = act_named(found.command, request.actor)
        if found.said is not None:
            return _answers(request, found, act)
        form = act.form(request.POST if request.method == "POST" else None, request.actor, clock.today())
        if request.method != "POST" and form.fields:
            return _asking(request, found, act, form)
        if form.fields and not form.is_valid():
            return _asking(request, found, act, form, 422)
        return _check(request, found, act, form)


@door(may="begin_bulk")
@require_POST
def run(request: Request, bulk_id: UUID) -> HttpResponse:
    return _run(request, bulk_id, fresh=False)


@door(may="begin_bulk", fresh=True)
@require_POST
def run_grave(request: Request, bulk_id: UUID) -> HttpResponse:
    """The same for a step before which the second factor is asked for again."""
    return _run(request, bulk_id, fresh=True)


@door(may="freeze_rows")
@require_safe
def bulks(request: Request) -> HttpResponse:
    """What this person began at this post, the newest first."""
    listed = [{**one, "title": ACTS[one["command"]].title} for one in queries.mine(request.actor) if one["command"] in ACTS]
    return pages.render(request, "lists/bulk/mine.html", {"active": "", "listed": listed})


def _run(request: Request, bulk_id: UUID, *, fresh: bool) -> HttpResponse:
    """Begin, or go on with what is left; whatever is sent now, what was said first holds."""
    actor, at = request.actor, clock.now()
    with reading(request):
        found = queries.frozen(actor, bulk_id)
        act = act_named(found.command, actor)
        if act.fresh and not fresh:
            return redirect("bulk", bulk_id)
        said = found.said if found.said is not None else _said(request)
        form = act.form(said, actor, clock.today())
        if not form.is_valid():
            return _asking(request, found, act, form, 422)
        what = form.what()  # type: ignore[attr-defined]  # every form of an act has it
    if found.said is None:
        try:
            commands.begin_bulk(actor, at=at, request_id=request.POST.get("request_id", ""), bulk_id=bulk_id, said=said)
        except Refused:
            return redirect("bulk", bulk_id)  # another click has begun it, and goes on with it
        with reading(request):
            found = queries.frozen(actor, bulk_id)
    pipeline.run(actor, found, act, what, at)
    return redirect("bulk", bulk_id)


def _said(request: Request) -> dict[str, str]:
    return {name: value[:200] for name, value in request.POST.dict().items() if name not in _OWN and isinstance(value, str)}


def _asking(request: Request, found: Frozen, act: BulkAct, form: Form, status: int = 200) -> HttpResponse:
    context = _about(found, act) | {"form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return pages.render(request, "lists/bulk/asking.html", context, status=status)


def _check(request: Request, found: Frozen, act: BulkAct, form: Form) -> HttpResponse:
    """What will happen to whom; nothing has happened yet."""
    actor, today = request.actor, clock.today()
    what = form.what() if form.is_valid() else {}  # type: ignore[attr-defined]
    called = act.called(actor, found.rows, today)
    there = [row for row in found.rows if row in called]
    so = act.is_so(actor, there, what, today) if act.is_so else set()
    context = _about(found, act) | {
        "rows": [called[row] for row in there if row not in so][:SHOWN], "will": len(there) - len(so),
        "so": [called[row] for row in there if row in so][:SHOWN], "n_so": len(so), "gone": len(found.rows) - len(there),
        "said": _labelled(form), "hidden": _said(request), "request_id": new_request_id(), "shown": SHOWN,
        "run_url": address("bulk-run-grave" if act.fresh else "bulk-run", found.id), "back_url": address("bulk", found.id),
    }
    return pages.render(request, "lists/bulk/check.html", context)


def _answers(request: Request, found: Frozen, act: BulkAct) -> HttpResponse:
    called = act.called(request.actor, found.rows, clock.today())
    words = {"done": (_("已办"), "moss"), "so": (_("本来就是"), "plain"), "refused": (_("没有办"), "red"), "gone": (_("看不到了"), "plain")}
    only = request.GET.get("only", "")
    lines = [
        {"row": called.get(row), "outcome": outcome, "word": words[outcome], "why": " ".join(map(sentence, reasons))}
        for row in found.rows
        for outcome, reasons in [found.answers.get(row, ("", []))]
        if outcome and (not only or outcome == only)
    ]
    here = address("bulk", found.id)
    context = _about(found, act) | {
        "lines": lines, "counts": found.counts, "left": len(found.left), "request_id": new_request_id(),
        "run_url": address("bulk-run-grave" if act.fresh else "bulk-run", found.id),
        "filters": [{"label": _("全部"), "count": len(found.answers), "url": here, "on": not only}] + [
            {"label": words[code][0], "count": n, "url": f"{here}?only={code}", "on": only == code} for code, n in found.counts.items()
        ],
    }
    return pages.render(request, "lists/bulk/answers.html", context)


def _about(found: Frozen, act: BulkAct) -> dict[str, Any]:
    return {"active": act.menu, "bulk": found, "act": act, "n": len(found.rows), "list_url": address(act.list)}


def _labelled(form: Form) -> list[dict[str, str]]:
    """What was said for all rows, as the fields are called."""
    answer = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        choices = dict(getattr(field, "choices", ()) or ())
        answer.append({"label": str(field.label or name), "value": str(choices.get(value, value))})
    return answer
