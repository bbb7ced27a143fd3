"""照片: they are sent, faces are covered by a tap, one is confirmed and then seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Answer
from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import MOST_BYTES, remake
from guitu.prevention.forms import PreventionForm, words_of
from guitu.prevention.pages import ask
from guitu.prevention.photos import commands
from guitu.rules.photos import SIZES, WHOLE

TAB = "activities"
NARROW, WIDE = 320, 900  # points across, on a telephone and on a desk


class PhotoForm(PreventionForm):
    file = forms.FileField(
        label=_("照片"), help_text=_("JPG、PNG、WebP。拍摄的地点、时间会去掉。"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。请重新选择。")},
    )


class CoverForm(PreventionForm):
    """Where the cover lies, in thousandths from the left and from above. A tap says it by itself; figures are for who has no pointer."""

    left = forms.IntegerField(label=_("从左边起，千分之几"), min_value=0, max_value=WHOLE)
    top = forms.IntegerField(label=_("从上边起，千分之几"), min_value=0, max_value=WHOLE)
    size = forms.ChoiceField(label=_("遮多大"), choices=lambda: words_of("cover_size", SIZES), initial="middle")


class ShowForm(PreventionForm):
    is_seen_through = forms.BooleanField(label=_("我看过了：没有未成年人的脸露着"), required=False)


@door(may="add_photo")
def add(request: Request, activity_id: UUID) -> HttpResponse:
    """The picture is made anew before the command, in a process of its own; then on to where faces are covered."""

    def keep(actor: Actor, *, file: UploadedFile, **what: Any) -> Answer:
        data = file.read(MOST_BYTES + 1)
        return commands.add_photo(actor, photo=Sent(data, remake(data)), **what)

    return ask(
        request, lambda data: PhotoForm(data, request.FILES if data is not None else None), keep, {"activity_id": activity_id}, tab=TAB, title=_now("传照片"),
        submit=_now("上传"), back=reverse("activity", args=[activity_id]), then=_to_cover, template="prevention/broadcasts/voice.html",
        lead=_now("传上来先只有办活动的看得到。下一步把未成年人的脸遮住，确认以后大家才看得到。"),
    )


@door(may="cover_face")
def cover(request: Request, photo_id: UUID) -> HttpResponse:
    """The photograph as a button: where it is tapped, a cover lies. `wide` is how wide it stands on the page, which is what a tap is measured by."""
    is_wide = "wide" in request.GET
    width = WIDE if is_wide else NARROW
    with reading(request):
        data, found = commands.photo_of(photo_id)
    if found["shown_on"] is not None:
        raise NotVisible
    across, down = commands.shape(data)
    tall = max(1, width * down // across)

    here = reverse("cover-face", args=[photo_id]) + ("?wide=1" if is_wide else "")
    return ask(
        request, lambda sent: CoverForm(_tapped(sent, width, tall) if sent is not None else None), commands.covered, {"photo_id": photo_id}, tab=TAB, title=_now("遮住脸"), submit=_now("遮住"), back=_back(photo_id), then=lambda _answer: here,
        lead=_now("点照片上未成年人的脸，点一下遮一处。遮住的找不回来。"), template="prevention/photos/cover.html", photo_id=photo_id, width=width, tall=tall, is_wide=is_wide, here=here, covers=found["covers"],
        sizes=words_of("cover_size", SIZES), size=request.POST.get("size") or request.GET.get("size") or "middle",
    )


def _tapped(data: QueryDict, width: int, tall: int) -> QueryDict:
    """A tap comes in points of the picture as it stands on the page; kept are parts of a thousand."""
    x, y = data.get("at.x", ""), data.get("at.y", "")
    if not all(one.isascii() and one.isdecimal() and len(one) < 6 for one in (x, y)):
        return data
    made = data.copy()
    made["left"], made["top"] = str(int(x) * WHOLE // width), str(int(y) * WHOLE // tall)
    return made


@door(may="show_photo")
def show(request: Request, photo_id: UUID) -> HttpResponse:
    return ask(
        request, ShowForm, commands.show_photo, {"photo_id": photo_id}, tab=TAB, title=_now("确认照片"), submit=_now("可以给大家看"), back=_back(photo_id),
        then=lambda answer: reverse("activity", args=[answer["matter"]]), template="prevention/photos/show.html", photo_id=photo_id,
        lead=_now("大家指看得到这场活动的岗位；照片不上公开页面。确认以后不能再遮，只能拿掉。"),
    )


@door(may="take_photo_away")
def take_away(request: Request, photo_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.take_photo_away, {"photo_id": photo_id}, tab=TAB, title=_now("拿掉照片"), submit=_now("拿掉"), back=_back(photo_id),
        then=lambda answer: reverse("activity", args=[answer["matter"]]), lead=_now("拿掉就没有了。"),
    )


@door(may="see_prevention")
@require_safe
def photo(request: Request, photo_id: UUID) -> HttpResponse:
    """The picture; before it is confirmed only to who covers faces."""
    data, found = commands.photo_of(photo_id)
    if found["shown_on"] is None and "cover_face" not in request.actor.may:
        raise NotVisible
    answer = HttpResponse(data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _back(photo_id: UUID) -> str:
    found = rows("SELECT matter_id FROM prevention_photo WHERE id = %s", [photo_id])
    return reverse("activity", args=[found[0][0]]) if found else reverse("activities")


def _to_cover(answer: Answer) -> str:
    return reverse("cover-face", args=[answer["photo"]])
