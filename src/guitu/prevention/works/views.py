"""作品: collections, one collection with its works, taking works in, the jury that sees no author, prizes and certificates."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import remake
from guitu.prevention import certificates
from guitu.prevention.forms import NoteForm, PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.prevention.works import commands, queries
from guitu.prevention.works.forms import CollectionForm, JurorForm, MarkForm, WorkForm
from guitu.prevention.works.judging import judged_by
from guitu.rules.works import WorksPolicy

MOST_PICTURES = 20  # of one click: each is made anew in a process of its own


@door(may="see_works")
@require_safe
def collections(request: Request) -> HttpResponse:
    return draw(request, "works/list.html", "collections", collections=queries.collections(request.actor, clock.today()))


@door(may="see_works")
@require_safe
def collection(request: Request, collection_id: UUID) -> HttpResponse:
    return _page(request, collection_id)


def _page(request: Request, collection_id: UUID, told: list[str] | None = None, status: int = 200) -> HttpResponse:
    found = queries.collection_of(collection_id)
    asked = request.GET.get("category", "")
    category = asked if asked in found["categories"] else ""
    return draw(
        request, "works/collection.html", "collections", status, collection=found, works=queries.works(collection_id, category), sums=queries.sums(collection_id), category=category,
        jurors=queries.jurors(collection_id), told=told or [], today=clock.today(), is_mine=found["scope_path"].startswith(request.actor.path),
        judges=judged_by(request.actor.post_id, collection_id) is not None,
    )


@door(may="open_collection", many=["categories"])
def open_one(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: CollectionForm(data, actor=request.actor, initial={"opens_on": clock.today()}), commands.open_collection, {}, tab="collections",
        title=_("发起征集"), submit=_("发起"), back=reverse("collections"), then=_to_collection,
    )


@door(may="take_work")
def take(request: Request, collection_id: UUID) -> HttpResponse:
    def form(data: Any) -> WorkForm:
        return WorkForm(data, actor=request.actor, categories=queries.collection_of(collection_id)["categories"], schools=queries.schools_with_places())

    return ask(
        request, form, commands.take_work, {"collection_id": collection_id}, tab="collections", title=_("收一件作品"), submit=_("收下"), back=_at(collection_id), then=_to_collection,
        lead=_("作者和作品分开存，评委看不到作者。图片收下以后在征集的页面上传。"),
    )


@door(may="add_picture", many=("files",))
@require_POST
def pictures(request: Request, collection_id: UUID) -> HttpResponse:
    """Pictures by files named by the number of their work: each is its own command, and each is answered."""
    told, at, sent = [], clock.now(), request.FILES.getlist("files")
    with reading(request):
        by_number = queries.numbered(collection_id)
    for file in sent[:MOST_PICTURES]:
        name = str(file.name or "")
        number = re.match(r"\d{1,5}", name)
        work = by_number.get(int(number[0])) if number else None
        if work is None:
            told.append(_("%(file)s：没有这个编号的作品。文件名用作品编号开头，例如 12.jpg。") % {"file": name})
            continue
        try:
            data = file.read()
            commands.add_picture(request.actor, at=at, work_id=work, picture=Sent(data, remake(data)))
        except Refused as refusal:
            told.append(_("%(file)s：%(why)s") % {"file": name, "why": " ".join(map(sentence, refusal.reasons))})
    if len(sent) > MOST_PICTURES:
        told.append(_("一次最多 %(n)s 张，后面的没有收，请再传一次。") % {"n": MOST_PICTURES})
    if not sent:
        told.append(_("请选择图片。"))
    if not told:
        return redirect("collection", collection_id)
    with reading(request):
        return _page(request, collection_id, told, 422)


@door(may="take_work_back")
def take_back(request: Request, work_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.take_work_back, {"work_id": work_id}, tab="collections", title=_("撤下作品"), submit=_("撤下"), back=reverse("collections"),
        then=_to_collection, lead=_("撤下以后不评、不算数。"),
    )


@door(may="name_juror")
def juror(request: Request, collection_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: JurorForm(data, posts=queries.posts_to_judge(request.actor)), commands.name_juror, {"collection_id": collection_id}, tab="collections",
        title=_("请一位评委"), submit=_("请他评"), back=_at(collection_id), then=_to_collection, lead=_("他看不到作者，也看不到自己学校、自己镇街来的作品。"),
    )


@door(may="mark_work")
@require_safe
def judge(request: Request, collection_id: UUID) -> HttpResponse:
    """The works of a juror, without who made them; counts are of what he judges."""
    found = judged_by(request.actor.post_id, collection_id)
    if found is None:
        raise NotVisible
    todo = [one for one in found.values() if one["theme"] is None]
    of = queries.collection_of(collection_id)
    return draw(request, "works/judge.html", "collections", collection=of, works=list(found.values()), left=len(todo), next=todo[0] if todo else None)


@door(may="mark_work")
def mark(request: Request, collection_id: UUID, work_id: UUID) -> HttpResponse:
    """One work, its picture and the marks; then on to the next that has none yet."""
    with reading(request):
        found = judged_by(request.actor.post_id, collection_id)
        work = found.get(work_id) if found else None
        if work is None:
            raise NotVisible
        policy: WorksPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).works
        rest = [one for one in (found or {}).values() if one["theme"] is None and one["id"] != work_id]

    def form(data: Any) -> MarkForm:
        return MarkForm(data, policy=policy, initial=work)

    onward = reverse("mark-work", args=[collection_id, rest[0]["id"]]) if rest else reverse("judge", args=[collection_id])
    return ask(
        request, form, commands.mark_work, {"work_id": work_id}, tab="collections", title=_("%(n)s 号 %(title)s") % {"n": work["number"], "title": work["title"]},
        submit=_("打分，看下一件"), back=reverse("judge", args=[collection_id]), then=lambda _answer: onward, template="prevention/works/mark.html", work=work, collection_id=collection_id,
    )


@door(may="declare_conflict")
def conflict(request: Request, work_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.declare_conflict, {"work_id": work_id}, tab="collections", title=_("和我有关，不评这件"), submit=_("不评这件"),
        back=reverse("collections"), then=lambda answer: reverse("judge", args=[answer["collection"]]), lead=_("以后您的页面上不再有这件作品。"),
    )


@door(may="see_works")
@require_safe
def picture(request: Request, work_id: UUID) -> HttpResponse:
    """The picture, under a name that says nothing."""
    kind, data = queries.picture(work_id)
    answer = HttpResponse(data, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(may="decide_prizes")
def decide(request: Request, collection_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.decide_prizes, {"collection_id": collection_id}, tab="collections", title=_("定奖"), submit=_("按分数定奖"), back=_at(collection_id),
        then=_to_collection, lead=_("每一类按平均分排，一等奖、二等奖、三等奖各占规定的比例；分数相同的同一等。定了就不能再改分。"),
    )


@door(may="certify_works")
@require_POST
def certify(request: Request, collection_id: UUID) -> HttpResponse:
    try:
        commands.certify_works(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), collection_id=collection_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, collection_id, [sentence(one) for one in refusal.reasons], 422)
    return redirect("collection", collection_id)


@door(may="see_certificates")
@require_safe
def certificate(request: Request, certificate_id: UUID) -> HttpResponse:
    number, data = certificates.printed(certificate_id, lambda code: request.build_absolute_uri(reverse("check-certificate", args=[code])))
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f"attachment; filename=\"{number.encode('ascii', 'ignore').decode() or 'certificate'}.pdf\""
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(may="withdraw_certificate")
def withdraw(request: Request, certificate_id: UUID) -> HttpResponse:
    return ask(
        request, NoteForm, commands.withdraw_certificate, {"certificate_id": certificate_id}, tab="collections", title=_("撤回证书"), submit=_("撤回"),
        back=reverse("collections"), lead=_("公开的查询页马上写“已撤回”和日期，原因不公开。"),
    )


def _at(collection_id: UUID | str) -> str:
    return reverse("collection", args=[collection_id])


def _to_collection(answer: Answer) -> str:
    return _at(answer["collection"])
