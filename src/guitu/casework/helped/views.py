"""帮扶 of one person on one page: what could be applied for, needs, aid, work, insurance, courses; and the way to record each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.casework.helped.queries import courses_named, needs_of
from guitu.casework.helping import standing_of
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.record_page import lead, noted, setting_of
from guitu.duties import doors
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.pages import render
from guitu.kit.telling import said, shown, with_more
from guitu.rules import aid, employment, volunteering
from guitu.rules.dates import day_after, days_after, first_of_year

Row = dict[str, Any]
_ACTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("needs", (("raise-need", "raise_need"),)),
    ("aid", (("apply-aid", "apply_aid"), ("answer-aid", "answer_aid"), ("pay-aid", "pay_aid"), ("note-aid", "note_aid"), ("decline-aid", "decline_aid"))),
    ("work", (("refer-to-work", "refer_to_work"), ("start-job", "start_job"), ("check-job", "check_job"), ("end-job", "end_job"),
              ("refuse-work", "refuse_work"), ("exclude-work", "exclude_work"), ("include-work", "include_work"),
              ("verify-bonus", "verify_bonus"), ("pay-bonus", "pay_bonus"))),
    ("insurance", (("start-insurance", "start_insurance"), ("end-insurance", "end_insurance"))),
    ("volunteering", (("join-volunteers", "join_volunteers"), ("record-hours", "record_hours"), ("leave-volunteers", "leave_volunteers"))),
    ("courses", (("give-certificate", "give_certificate"), ("record-check-up", "record_check_up"))),
)


@door(may="see_help")
@require_safe
def show(request: Request, person_id: UUID) -> HttpResponse:
    setting = setting_of(request, person_id, "")
    noted(request, setting, "BASIC STATUS")
    stand = live(setting.case.facts)
    catalogue = setting.case.policy().on(setting.on).aid.catalogue
    names = {code: said(one.name) for code, one in catalogue.items()}
    context = {
        "active": "people", "lead": lead(setting), "person_url": doors.person_url(person_id), "person_id": person_id,
        "acts": _acts(request, person_id, in_team=volunteering.is_in(stand, setting.on)), "prompts": _prompts(setting, request, names, catalogue),
        "needs": needs_of(person_id), "unheard": _unheard(setting, stand, request), "aid": _aid(stand, names), "work": _work(setting, stand),
        "courses": _courses(stand), "team": said(setting.case.policy().on(setting.on).volunteering.team), "volunteering": _volunteering(setting, stand), "word": shown,
    }
    return render(request, "casework/helped/page.html", context)


def _acts(request: Request, person_id: UUID, *, in_team: bool) -> dict[str, list[Row]]:
    labels = {
        "raise-need": _("转给单位帮"), "apply-aid": _("登记申请"), "answer-aid": _("登记结果"), "pay-aid": _("登记发放"), "note-aid": _("已在享受"), "decline-aid": _("本人不申请"),
        "refer-to-work": _("推荐就业"), "start-job": _("登记到岗"), "check-job": _("核实在岗"), "end-job": _("登记离岗"), "refuse-work": _("没有接受工作"),
        "exclude-work": _("不计入有就业能力"), "include-work": _("恢复计入"), "verify-bonus": _("核实奖补"), "pay-bonus": _("发放奖补"),
        "start-insurance": _("登记参保"), "end-insurance": _("登记停保"), "give-certificate": _("登记证书"), "record-check-up": _("登记义诊体检"), "join-volunteers": _("加入志愿队"), "record-hours": _("登记志愿时数"), "leave-volunteers": _("退出志愿队"),
    }
    return {
        group: [{"label": labels[name], "url": address_if_any(name, person_id)} for name, action in listed
                if action in request.actor.may and not (group == "volunteering" and in_team == (name == "join-volunteers"))]
        for group, listed in _ACTS
    }


def _prompts(setting: Setting, request: Request, names: dict[str, str], catalogue: Any) -> list[Row]:
    """What could be applied for today, each with the way to do it."""
    found = []
    for one in setting.course.work:
        if one.what != "entitled" or one.from_on > setting.on or (one.until_on is not None and setting.on >= one.until_on):
            continue
        need = catalogue[one.code].need
        page, action = ("raise-need", "raise_need") if need else ("apply-aid", "apply_aid")
        url = address_if_any(page, setting.case.id, query={"need": need} if need else {}) if action in request.actor.may else ""
        found.append({"label": names[one.code], "since": one.from_on, "url": url})
    return found


def _unheard(setting: Setting, stand: Any, request: Request) -> list[Row]:
    """Needs ticked on a visit of late that nobody has raised since."""
    policy = setting.case.policy().on(setting.on).needs
    since = days_after(setting.on, -policy.heard_days)
    raised = {fact.need: fact.on for fact in stand if fact.kind == "need_found"}
    heard = {code: fact.on for fact in stand if fact.kind == "visit" and fact.on >= since for code in fact.needs}
    may = "raise_need" in request.actor.may
    return [
        {"label": shown(f"need.{code}"), "on": on, "url": address_if_any("raise-need", setting.case.id, query={"need": code}) if may else ""}
        for code, on in sorted(heard.items(), key=lambda one: one[1]) if code not in raised or raised[code] < on
    ]


def _aid(stand: Any, names: dict[str, str]) -> list[Row]:
    rows = []
    for one in reversed(aid.applications(stand)):
        paid = sum(yuan for _on, yuan in one.paid)
        state = standing_of(one) if one.result else _("等结果")
        more = _("发了 %(times)s 次，共 %(yuan)s 元") % {"times": len(one.paid), "yuan": paid} if one.paid else ""
        review = _("%(on)s 复核") % {"on": one.review_on} if one.review_on and one.result == "approved" else ""
        rows.append({"label": with_more(names.get(one.aid, one.aid), one.on.isoformat()), "value": "；".join(part for part in (state, more, review) if part)})
    return rows


def _work(setting: Setting, stand: Any) -> list[Row]:
    rows = []
    for job in reversed(employment.jobs(stand)):
        state = _("%(on)s 离岗") % {"on": job.until_on} if job.until_on else _("在岗，%(proof)s") % {"proof": shown(f"job_proof.{job.proof_on(setting.on)}")}
        rows.append({"label": with_more(shown(f"route.{job.route}"), job.from_on.isoformat()), "value": state})
    for one in setting.course.work:
        if one.from_on <= setting.on and (one.until_on is None or setting.on < one.until_on):
            if one.what == "excluded":
                rows.append({"label": _("不计入有就业能力"), "value": shown(f"excluded_because.{one.code}")})
            elif one.what == "insured":
                rows.append({"label": shown(f"insurance.{one.code}"), "value": _("%(on)s 起") % {"on": one.from_on}})
    return rows


def _volunteering(setting: Setting, stand: Any) -> list[Row]:
    days, on = volunteering.spans(stand), setting.on
    if not days:
        return []
    start, end = days[-1]
    hours = volunteering.minutes(stand, first_of_year(on), day_after(on)) / 60
    return [
        {"label": _("%(on)s 起") % {"on": start}, "value": _("%(on)s 退出") % {"on": end} if end else _("在队里")},
        {"label": _("今年时数"), "value": _("%(n)s 小时") % {"n": f"{hours:g}"}},
    ]


def _courses(stand: Any) -> list[Row]:
    times: dict[str, int] = {}
    for fact in stand:
        if fact.kind == "course_attended":
            times[fact.course] = times.get(fact.course, 0) + 1
    certified = {fact.course for fact in stand if fact.kind == "certificate_given"}
    names = courses_named(list(times))
    return [
        {"label": names.get(course, course[:4]), "value": "；".join([_("到过 %(n)s 次") % {"n": n}, *([_("已有证书")] if course in certified else [])])}
        for course, n in times.items()
    ]
