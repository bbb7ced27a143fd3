"""交办: the lists, giving one, one task with its steps, and each step."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.crypto import shown
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.links import queries as links
from guitu.links.giving import Giving, giving_page
from guitu.lists.listing import Listing
from guitu.papers.files.remaking import SUFFIXES
from guitu.papers.views import attachment
from guitu.rules.links import offered_hours
from guitu.rules.tasks import possible_steps, proposed_due
from guitu.tasks import commands, queries
from guitu.tasks.declares import TASKS
from guitu.tasks.files import file_of
from guitu.tasks.forms import GiveTaskForm, StepForm, TaskLinkForm
from guitu.tasks.reading import TEXT, Task, by_whom, task_of

_DO: dict[str, Callable[..., Answer]] = {
    "taken": commands.take_task, "answered": commands.answer_task, "returned": commands.return_task,
    "checked": commands.check_task, "reopened": commands.reopen_task, "withdrawn": commands.withdraw_task,
}


@door(may="see_tasks")
@require_safe
def tasks(request: Request) -> HttpResponse:
    """Given to me, given by me, all of my area; open or over."""
    actor = request.actor
    boxes = [("mine", _("交给我的"), "take_task"), ("given", _("我交办的"), "give_task"), ("area", _("辖区全部"), "give_task")]
    mine = [(box, label) for box, label, action in boxes if action in actor.may]
    listing = Listing(TASKS, request)
    box = next((box for box, _label in mine if box == listing.of("box")), mine[0][0])
    is_over = listing.of("over") == "1"
    total, over = queries.share(box, actor)
    found = queries.listed(box, is_over=is_over, actor=actor, today=clock.today())
    shown = listing.ordered(found)
    of_state = over if is_over else total - over
    context = {
        "active": "tasks", "listing": listing,
        "boxes": [{"label": label, "url": listing.address(box=name), "on": name == box} for name, label in mine],
        "states": [
            {"label": _("没有办结"), "count": total - over, "url": listing.address(box=box, over=""), "on": not is_over},
            {"label": _("已办结"), "count": over, "url": listing.address(box=box, over="1"), "on": is_over},
        ],
        "total": total, "over": over, "percent": over * 100 // total if total else 0, "shown": shown, "of_state": of_state,
        "is_cut": of_state > len(found), "most": queries.MOST, "may_give": "give_task" in actor.may,
    }
    return pages.render(request, "tasks/page.html", context)


@door(may="give_task")
def give(request: Request) -> HttpResponse:
    """A form of four fields; then the page of the new task."""
    if request.method != "POST":
        day = proposed_due(clock.today(), timeline_of(request.actor.county_id, request.actor.path))
        return _giving(request, GiveTaskForm(owners=_owners(request), initial={"due_on": day}))
    with reading(request):
        form = GiveTaskForm(request.POST, owners=_owners(request))
        if not form.is_valid():
            return _giving(request, form, 422)
    try:
        given = commands.give_task(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **form.cleaned_data
        )
    except Refused as refusal:
        refuse(form, refusal)
        with reading(request):
            return _giving(request, form, 422)
    return redirect("task", UUID(given["task"]))


@door(may="see_tasks")
@require_safe
def task(request: Request, task_id: UUID) -> HttpResponse:
    """What is to be done, what was done so far, and what this post can do now."""
    return _page(request, task_of(task_id))


@door(may="take_task")
@require_POST
def take(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "taken")


@door(may="answer_task")
@require_POST
def answer(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "answered")


@door(may="return_task")
@require_POST
def send_back(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "returned")


@door(may="check_task")
@require_POST
def check(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "checked")


@door(may="reopen_task")
@require_POST
def reopen(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "reopened")


@door(may="withdraw_task")
@require_POST
def withdraw(request: Request, task_id: UUID) -> HttpResponse:
    return _step(request, task_id, "withdrawn")


@door(may="make_task_link")
def link(request: Request, task_id: UUID) -> HttpResponse:
    """A link for somebody without an account; made, link and code are shown this once."""
    policy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).links
    hours = offered_hours(policy)
    if request.method != "POST":
        of = task_of(task_id)
        if not of.is_office(request.actor) or of.course.state not in commands.BY_LINK:
            raise NotVisible
        words = {"shown": shown(TEXT, of.id, of.text), "hours": policy.open_hours}
        return _linking(request, of, TaskLinkForm(hours=hours, initial=words))
    form = TaskLinkForm(request.POST, hours=hours)
    if form.is_valid():
        try:
            made = commands.make_task_link(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), task_id=task_id, **form.cleaned_data
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            with reading(request):
                return _linking(request, task_of(task_id), form, made=made)
    with reading(request):
        return _linking(request, task_of(task_id), form, 422)


def _linking(request: Request, of: Task, form: TaskLinkForm, status: int = 200, made: Answer | None = None) -> HttpResponse:
    about = _("交办 %(code)s") % {"code": of.label}
    return giving_page(
        request, Giving("tasks", _("给对方一个链接"), about, address("task", of.id), _("回到这件交办")), form, made, status
    )


@door(may="see_tasks")
@require_safe
def file(request: Request, task_id: UUID, file_id: UUID) -> HttpResponse:
    """What came with an answer, as a download under a name that says nothing."""
    media_type, data = file_of(task_id, file_id)
    return attachment(data, media_type, f"{str(file_id)[:8]}{SUFFIXES[media_type]}")


def _step(request: Request, task_id: UUID, kind: str) -> HttpResponse:
    """One step; refused, the page again with what was typed."""
    form = StepForm(request.POST, kind=kind)
    if form.is_valid():
        try:
            _DO[kind](
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), task_id=task_id,
                **form.cleaned_data,
            )
            return redirect("task", task_id)
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        return _page(request, task_of(task_id), {kind: form}, 422)



def _owners(request: Request) -> list[tuple[str, str]]:
    return queries.owners(request.actor, clock.today())


def _giving(request: Request, form: GiveTaskForm, status: int = 200) -> HttpResponse:
    context = {"active": "tasks", "form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return pages.render(request, "tasks/give.html", context, status=status)


def _page(request: Request, of: Task, typed: dict[str, StepForm] | None = None, status: int = 200) -> HttpResponse:
    actor, today = request.actor, clock.today()
    found = possible_steps(of.course, by=by_whom(actor), is_owner=of.is_owner(actor), is_office=of.is_office(actor))
    forms = {kind: StepForm(kind=kind, initial={"due_on": proposed_due(today, of.timeline)}) for kind in found} | (typed or {})
    context = {
        "active": "tasks",
        "task": queries.page_of(of, today),
        "may_link": "make_task_link" in actor.may and of.is_office(actor) and of.course.state in commands.BY_LINK,
        "links": links.of_matter(of.id, clock.now()) if of.is_office(actor) else [], "new_request_id": new_request_id,
        "forms": [
            {"kind": kind, "form": form, "errors": errors_of(form), "request_id": new_request_id(),
             "refused": "" if kind not in found or found[kind] else " ".join(map(sentence, found[kind].reasons))}
            for kind, form in forms.items()
        ],
    }
    return pages.render(request, "tasks/task.html", context, status=status)
