"""现行规定: which packs are in force where, every number with its clause, and the draft in which a place changes some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals.commands import ask_approval
from guitu.grid.naming import place_sql
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.database import dicts, row
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said, sentence
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.policy import for_area, load, names, typed
from guitu.policy.sections import SECTIONS
from guitu.rulepacks import asking, commands, drafts, effects
from guitu.rulepacks.forms import DropForm, ExampleForm, NumberForm, started
from guitu.rulepacks.numbers import families, told
from guitu.rulepacks.showing import shown_draft, shown_effect
from guitu.rulepacks.trials import views as trials
from guitu.settling import in_force

# The last pack of each area; the name of the pack beside the first signs of its text's hash says which one it is.
_IN_FORCE = f"""
SELECT DISTINCT ON (v.scope_path) v.scope_path AS path, {place_sql("v.scope_path")} AS place, v.pack,
  left(v.digest, 12) AS version, v.activated_at AS at
FROM ledger_policyversion v WHERE v.county_id = %s ORDER BY v.scope_path, v.activated_at DESC
"""  # noqa: S608  a column of ours
_AREAS = f"""
SELECT a.path, {place_sql("a.path")} AS place FROM grid_area a
WHERE starts_with(a.path, %s) AND length(a.path) IN (6, 9) ORDER BY a.path
"""  # noqa: S608  a column of ours
_PLACE = f"SELECT {place_sql('a.path')} FROM grid_area a WHERE a.path = %s AND length(a.path) IN (6, 9)"  # noqa: S608  a column of ours


@door(may="see_policy")
@require_safe
def policy(request: Request) -> HttpResponse:
    return _page(request)


@door(may="activate_policy")
@require_POST
def activate(request: Request) -> HttpResponse:
    """Ask for a pack to be put in force: another person decides, and then it is."""
    pack, path = request.POST.get("pack", ""), request.POST.get("path", "")
    try:
        with reading(request):
            arguments, shown = asking.activation(request.actor, pack, path)
        _ask(request, "activate_policy", arguments, shown)
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)
    return redirect("approvals")


@door(may="see_policy")
@require_safe
def numbers(request: Request, path: str) -> HttpResponse:
    """Every number in force at a place."""
    place = _place(request, path)
    timeline = timeline_of(request.actor.county_id, path)
    context = {
        "active": "policy", "path": path, "place": place, "title": said(timeline.title),
        "families": families(timeline, clock.today(), path), "today": clock.today(),
        "may_change": "change_number" in request.actor.may and path.startswith(request.actor.path),
        "draft": drafts.open_draft(request.actor.county_id, path),
    }
    return pages.render(request, "rulepacks/numbers.html", context)


@door(may="change_number", many=("value",))
def number(request: Request, path: str, number_name: str) -> HttpResponse:
    """One number over time, and the form that writes another value into the draft."""
    if request.method != "POST":
        draft = drafts.open_draft(request.actor.county_id, path)
        form = _number_form(request, path, number_name)
        form.initial["seen"] = draft.version if draft else 0
        return _number_page(request, path, number_name, form)
    with reading(request):
        form = _number_form(request, path, number_name, request.POST)
        if not form.is_valid():
            return _number_page(request, path, number_name, form, 422)
    try:
        _do(request, commands.change_number, path=path, name=number_name, **form.what())
    except Refused as refusal:
        _say(form, refusal)
        with reading(request):
            return _number_page(request, path, number_name, form, 422)
    return redirect("policy-draft", path)


@door(may="change_number")
@require_safe
def draft(request: Request, path: str) -> HttpResponse:
    """What the draft changes, its examples, what is wrong with it and, when asked, what would be otherwise for whom."""
    return _draft_page(request, path, ExampleForm())


@door(may="keep_example")
@require_POST
def example(request: Request, path: str) -> HttpResponse:
    form = ExampleForm(request.POST)
    if not form.is_valid():
        with reading(request):
            return _draft_page(request, path, form, 422)
    _do(request, commands.keep_example, path=path, **form.what())
    return redirect("policy-draft", path)


@door(may="drop_number")
@require_POST
def leave_number(request: Request, path: str) -> HttpResponse:
    """Take a change out of the draft."""
    form = DropForm(request.POST)
    if not form.is_valid():
        raise NotVisible
    _do(request, commands.drop_number, path=path, **form.cleaned_data)
    return redirect("policy-draft", path)


@door(may="drop_example")
@require_POST
def leave_example(request: Request, path: str) -> HttpResponse:
    """Take an example out of the draft."""
    _do(request, commands.drop_example, path=path, title=request.POST.get("title", ""))
    return redirect("policy-draft", path)


@door(may="drop_draft")
@require_POST
def leave_draft(request: Request, path: str) -> HttpResponse:
    """Throw the whole draft away."""
    _do(request, commands.drop_draft, path=path)
    return redirect("policy-numbers", path)


@door(may="put_in_force")
@require_POST
def ask(request: Request, path: str) -> HttpResponse:
    """Ask for the draft to be put in force: another person decides, and then it is."""
    try:
        with reading(request):
            arguments, shown = asking.of_draft(request.actor, path)
        _ask(request, "put_in_force", arguments, shown)
    except Refused as refusal:
        with reading(request):
            return _draft_page(request, path, ExampleForm(), 422, [sentence(reason) for reason in refusal.reasons])
    return redirect("approvals")


@door(may="start_trial")
@require_POST
def try_draft(request: Request, path: str) -> HttpResponse:
    """Try the draft on the real histories."""
    try:
        return trials.begun(request, path, from_start=request.POST.get("from_start") == "on")
    except Refused as refusal:
        with reading(request):
            return _draft_page(request, path, ExampleForm(), 422, [sentence(reason) for reason in refusal.reasons])


@door(may="start_trial")
@require_POST
def try_pack(request: Request) -> HttpResponse:
    """Try a shipped pack on the real histories."""
    try:
        return trials.begun(request, request.POST.get("path", ""), pack=request.POST.get("pack", "") or "-")
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)


def _do(request: Request, command: Callable[..., Answer], **what: Any) -> Answer:
    return command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **what)


def _ask(request: Request, name: str, arguments: dict[str, Any], shown: Sequence[tuple[str, str]]) -> None:
    _do(request, ask_approval, name=name, arguments=arguments, shown=shown)


def _number_form(request: Request, path: str, name: str, data: Any = None) -> NumberForm:
    _place(request, path)
    entry = commands.entry_of(request.actor.county_id, path, name)
    raw = entry.on(clock.today()).value
    expected = typed.field_type(SECTIONS[entry.section], entry.path)
    return NumberForm(data, raw=raw, expected=expected, name=name, initial=started(raw))


def _number_page(request: Request, path: str, name: str, form: NumberForm, status: int = 200) -> HttpResponse:
    entry = commands.entry_of(request.actor.county_id, path, name)
    timeline = timeline_of(request.actor.county_id, path)
    values = [
        {"since": value.from_on, "value": told(value.value, name), "clause": str(timeline.clauses[value.clause])}
        for value in reversed(entry.values)
    ]
    context = {
        "active": "policy", "path": path, "name": name, "place": _place(request, path), "what": said(entry.what), "form": form,
        "values": values, "errors": _errors(form), "request_id": request.POST.get("request_id", "") or new_request_id(),
        "is_law": entry.kind == "law",
    }
    return pages.render(request, "rulepacks/number.html", context, status=status)


def _draft_page(
    request: Request, path: str, form: ExampleForm, status: int = 200, problems: Sequence[str] = ()
) -> HttpResponse:
    place, found = _place(request, path), drafts.open_draft(request.actor.county_id, path)
    composed = drafts.composed(found) if found else None
    effect = []
    if composed and not composed.faults and request.GET.get("foretell") == "1":
        effect = [shown_effect(one) for one in effects.foretold(request.actor.county_id, path, composed.timeline())]
    context = {
        "active": "policy", "path": path, "place": place, "form": form, "errors": _errors(form), "problems": problems,
        "draft": shown_draft(found, composed, timeline_of(request.actor.county_id, path)) if found and composed else None,
        "effect": effect, "new_request_id": new_request_id, "may_ask": "put_in_force" in request.actor.may,
        "trials": trials.listed(request.actor, path, found), "may_try": "start_trial" in request.actor.may,
    }
    return pages.render(request, "rulepacks/draft.html", context, status=status)


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    areas = [(found["path"], found["place"]) for found in dicts(_AREAS, [actor.path])]
    context = {
        "active": "policy", "problem": problem, "progress": in_force.progress(actor.county_id),
        "packs": [{**found, "title": _title(found["pack"])} for found in dicts(_IN_FORCE, [actor.county_id])],
        "shipped": _title(for_area(actor.county_id)), "new_request_id": new_request_id,
        "choices": [(name, _title(name)) for name in names()], "here": drafts.base_of(actor.county_id, actor.county_id),
        "areas": areas, "numbers_url": address("policy-numbers", areas[0][0] if areas else actor.county_id),
        "may_activate": "activate_policy" in actor.may, "trials": trials.listed(actor, actor.path), "may_try": "start_trial" in actor.may,
    }
    return pages.render(request, "rulepacks/page.html", context, status=status)


def _place(request: Request, path: str) -> str:
    """The name of a county or town of the post's own county; a post below it reads what holds there too."""
    found = row(_PLACE, [path]) if path.startswith(request.actor.county_id) else None
    if found is None or not (path.startswith(request.actor.path) or request.actor.path.startswith(path)):
        raise NotVisible
    return str(found[0])


def _title(pack: str) -> str:
    return said(load(pack).title) if pack in names() else _("自己改过的规定")


def _errors(form: Form) -> list[dict[str, Any]]:
    """A part of a value is named before what is wrong with it: several parts may lack the same."""
    return [
        {**one, "text": f"{form.fields[one['name']].label}：{one['text']}"} if one["name"].startswith("value_") else one
        for one in errors_of(form)
    ]


def _say(form: NumberForm, refusal: Refused) -> None:
    field = form.value_names[0] if refusal.field == "value" else refusal.field
    refuse(form, Refused(*refusal.reasons, field=field))
