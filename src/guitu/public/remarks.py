"""The book of remarks of a place: what others wrote and somebody of the office has read, and a line to write in. No name, no
telephone: not asked for, and not let in."""

from __future__ import annotations

import secrets
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from guitu.kit import clock
from guitu.kit.doors import REQUEST_ID, public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.prevention.remarks import by_anyone
from guitu.public.pages import bare, too_often
from guitu.rules.verdict import Reason


class RemarkForm(TypedForm):
    words = forms.CharField(label=_("想说的话"), max_length=1000, widget=forms.Textarea, help_text=_("不写姓名、电话、证件号。"))


@public
@csrf_exempt
def remarks(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What is shown, and the form; sent twice it is one remark, since the secret of it stands in the form."""
    of, at = by_anyone.book(place_id), clock.now()
    if of is None:
        return bare(request, "told.html", {"title": sentence(Reason("remarks.no_place")), "words": sentence(Reason("public.ask_giver"))}, 404)
    if request.method != "POST":
        return _page(request, of, RemarkForm())
    if waiting := too_often(request, at):
        return waiting
    form, secret = RemarkForm(request.POST), request.POST.get("secret", "")
    if form.is_valid():
        try:
            by_anyone.leave(of, secret if REQUEST_ID.fullmatch(secret) else secrets.token_urlsafe(24), clock.local_day(at), form.cleaned_data["words"])
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return _page(request, of, RemarkForm(), is_kept=True)
    return _page(request, of, form, 422)


def _page(request: HttpRequest, of: by_anyone.Book, form: RemarkForm, status: int = 200, *, is_kept: bool = False) -> HttpResponse:
    context = {"of": of, "form": form, "errors": errors_of(form), "secret": secrets.token_urlsafe(24), "shown": by_anyone.shown(of), "is_kept": is_kept}
    return bare(request, "remarks.html", context, status)
