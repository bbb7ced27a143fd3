"""An officer of a facility without an account: a link to one handover, on which the day is said, or the sheet is signed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.handovers.announcing import by_whom
from guitu.handovers.fold import HANDOVERS
from guitu.handovers.reading import code_of, held_for
from guitu.kit.actor import Actor
from guitu.kit.database import row
from guitu.kit.declarations import Page
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import shown as spoken
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.links.doors import LinkDoor
from guitu.links.entering import Entered, spend
from guitu.links.making import make_link
from guitu.matters.parts import Place
from guitu.rules import handover_steps as steps
from guitu.rules.verdict import Reason
from guitu.settling.record import new, write

KINDS = ("handover_day", "handover_sheet")
_STATE = "SELECT state, next_on FROM matters_matter WHERE id = %s"


@command
def make_handover_link(act: Act, *, handover_id: UUID, kind: str, to_whom: str, shown: str, hours: int) -> Answer:
    """A link for an officer without an account, for one handover: to say the day, or to sign the sheet. Its code is told by
    telephone. Refuses it when the handover is over, and what `make_link` refuses. Policy: links.*"""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_prepare(course) if kind == "handover_sheet" else steps.may_go_on(course))
    if kind not in KINDS:
        raise NotVisible
    place = Place(held.id, held.county_id, held.scope_path, HANDOVERS)
    made = make_link(act, place, kind=kind, words=shown, to_whom=to_whom, hours=hours)
    return {"handover": str(handover_id), "link": str(made.id), "until": made.expires_at, ONCE: [made.token, made.code]}


@command
def say_day_by_link(act: Act, *, handover_id: UUID, secret: str, words: str, who: str, until: date | None) -> Answer:
    """The facility says by a link on which day somebody comes out: announces it, or moves it. Refuses a link that was used or
    withdrawn meanwhile, no day, and a day that may not be. It counts as done by whoever made the link as well."""
    held, course, _policy = held_for(act, handover_id)
    if until is None:
        raise Refused(Reason("handovers.needs_words"), field="until")
    first = course.expected_on is None
    Refused.unless(steps.may_announce(until, act.on) if first else steps.may_move(course, until, act.on), "until")
    _spend(act, secret)
    fact = (
        new("handover_announced", act, act.on, expected_on=until, by=by_whom(act), by_link=True)
        if first else new("release_moved", act, act.on, expected_on=until, moved_because="corrected", by=by_whom(act))
    )
    return write(act, held, [fact], note=_signed(words, who))


@command
def sign_by_link(act: Act, *, handover_id: UUID, secret: str, words: str, who: str) -> Answer:
    """The facility signs the handover sheet by a link. Refuses what signing refuses; whoever made the link does not sign for
    the town."""
    held, course, _policy = held_for(act, handover_id)
    Refused.unless(steps.may_sign(course, "facility", by_whom(act), act.on))
    _spend(act, secret)
    return write(act, held, [new("handover_signed", act, act.on, side="facility", by=by_whom(act))], note=_signed(words, who))


def _spend(act: Act, secret: str) -> None:
    if not spend(secret, act.at):
        raise Refused(Reason("links.closed"))


def _signed(words: str, who: str) -> str:
    if not who.strip():
        raise Refused(Reason("links.needs_who"), field="who")
    return f"{who.strip()}：{words.strip()}"


def _show(actor: Actor, of: Entered, on: date) -> list[dict[str, str]]:
    """Under which number, where it stands, the day as it is known: no name, no office, no paper."""
    found = row(_STATE, [of.matter_id])
    if found is None:
        raise NotVisible
    day = [{"label": _("预计出所"), "value": found[1].isoformat()}] if found[1] else []
    return [{"label": _("编号"), "value": code_of(of.matter_id)}, {"label": _("进展"), "value": spoken(f"handover.{found[0]}")}, *day]


def _say_day(
    actor: Actor, *, at: datetime, request_id: str, entered: Entered, secret: str, words: str, who: str, upload: bytes | None,
    until: date | None,
) -> Any:
    return say_day_by_link(
        actor, at=at, request_id=request_id, door="link", handover_id=entered.matter_id, secret=secret, words=words, who=who, until=until
    )


def _sign(
    actor: Actor, *, at: datetime, request_id: str, entered: Entered, secret: str, words: str, who: str, upload: bytes | None
) -> Any:
    return sign_by_link(actor, at=at, request_id=request_id, door="link", handover_id=entered.matter_id, secret=secret, words=words, who=who)


_PAGE = Page("handover", ("handover_id",))
DAY = LinkDoor(
    "handover_day", gettext_lazy("通报出所日期"), _PAGE, _show, _say_day, takes_file=False, asks_until=True,
    until_label=gettext_lazy("预计出所日期"),
)
SHEET = LinkDoor("handover_sheet", gettext_lazy("签交接单"), _PAGE, _show, _sign, takes_file=False)
