"""The page of background work: whether it is well, and the jobs that failed or stand still. No data of anybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guitu.casework.background.commands import run_job_again
from guitu.kit import clock, pages, queue
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence
from guitu.settling import in_force, jobs

WORDS = {
    "settle_matters": _("排状态和期限"),
    "settle_people": _("排状态和期限"),
    "settle_after_activation": _("按新启用的规定重排状态和期限"),
    "move_horizon": _("排下两个月的期限"),
    "move_every_horizon": _("排下两个月的期限"),
    "fold_standing": _("加总名册"),
    "fold_every_standing": _("加总名册"),
    "look_for_matches": _("查找重复的号码"),
    "read_roster": _("读名册文件"),
    "commit_roster": _("导入名册"),
    "undo_roster": _("撤回名册"),
    "seal_ledger": _("封存台账"),
    "seal_every_ledger": _("封存台账"),
    "check_ledger": _("校验台账"),
    "take_up_jobs": _("找回中断的任务"),
    "settle_what_is_left": _("找出还没有算好的人"),
    "settle_what_is_left_everywhere": _("找出还没有算好的人"),
    "send_notices": _("往外发消息"),
    "send_every_notice": _("往外发消息"),
    "forget_jobs_done": _("清理做完的任务"),
    "try_numbers": _("试算规定"),
}


@door(may="see_system")
def background(request: Request) -> HttpResponse:
    return _page(request)


@door(may="run_job_again")
@require_POST
def again(request: Request, job: int) -> HttpResponse:
    try:
        run_job_again(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), job=job)
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)
    return redirect("background")


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    county = request.actor.county_id
    context = {
        "active": "system", "counts": queue.counts(), "workers": queue.workers(), "problem": problem,
        "unsettled": len({*jobs.unsettled(county), *in_force.folded_otherwise(county)}),
        "jobs": [(job, WORDS.get(job.task, job.task)) for job in queue.troubled()], "new_request_id": new_request_id,
    }
    return pages.render(request, "casework/background/page.html", context, status=status)
