"""What the owner of a place is shown through a link, and how the answer goes in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.inspection.findings.commands import reply_by_link
from guitu.inspection.findings.open import open_findings
from guitu.inspection.photos import taken
from guitu.kit.actor import Actor
from guitu.kit.declarations import Page
from guitu.links.doors import LinkDoor
from guitu.links.entering import Entered


def _show(actor: Actor, of: Entered, on: date) -> list[dict[str, str]]:
    """What, by which article, by when; and no name of who found it."""
    shown = []
    for number, one in enumerate(open_findings(of.matter_id, on), 1):
        shown += [
            {"label": _("问题 %(n)s") % {"n": number}, "value": one["text"]}, {"label": _("依据"), "value": one["article"]},
            {"label": _("改好期限"), "value": one["by"].isoformat()},
        ]
    return shown


def _answer(
    actor: Actor, *, at: datetime, request_id: str, entered: Entered, secret: str, words: str, who: str, upload: bytes | None,
    until: date | None = None, appeal: bool = False,
) -> Any:
    return reply_by_link(
        actor, at=at, request_id=request_id, door="link", venue_id=entered.matter_id, maker=entered.made_post, secret=secret,
        words=words, who=who, wants_until=until, appeal=appeal, photo=taken(upload),
    )


DOOR = LinkDoor(
    "venue_reply", gettext_lazy("整改答复"), Page("venue", ("venue_id",)), _show, _answer, only_photo=True, asks_until=True, asks_appeal=True
)
