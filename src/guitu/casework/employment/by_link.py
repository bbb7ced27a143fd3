"""What an employer is shown through its link, and how its answer goes in: its own vacancies, and nobody's name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework.employment.employers import offer_by_link
from guitu.casework.employment.reading import vacancies
from guitu.kit.actor import Actor
from guitu.kit.declarations import Page
from guitu.links.doors import LinkDoor
from guitu.links.entering import Entered


def _show(actor: Actor, of: Entered, on: date) -> list[dict[str, str]]:
    return [
        {"label": one.get("work", ""), "value": _("招 %(n)s 人") % {"n": one["seats"]} if one["closed_on"] is None else _("不再招")}
        for one in vacancies(employer_id=of.matter_id)
    ]


def _answer(
    actor: Actor, *, at: datetime, request_id: str, entered: Entered, secret: str, words: str, who: str, upload: bytes | None
) -> Any:
    return offer_by_link(
        actor, at=at, request_id=request_id, door="link", employer_id=entered.matter_id, maker=entered.made_post, secret=secret,
        words=words, who=who,
    )


DOOR = LinkDoor(
    "employer_vacancy", gettext_lazy("用人单位要人"), Page("employer", ("employer_id",)), _show, _answer, takes_file=False
)
