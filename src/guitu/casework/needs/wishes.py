"""微心愿: a wish on a card without a name. The office that has it makes the card, a stranger takes it, the thing comes to the office,
the person's thanks go back by the same card. Who gives and who is given to never learn of each other."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import transaction

from guitu.casework.needs.commands import asker, held_need, refuse_words
from guitu.casework.needs.fold import OFFICES
from guitu.casework.needs.reading import need_row
from guitu.kit.crypto import readable, seal, shown
from guitu.kit.database import Statement, dicts, row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules import needs as need_rules
from guitu.rules import wish_cards as rules
from guitu.rules.verdict import Reason

_PLACE = "casework_wishcard|{}"
_MINE = Statement(
    "SELECT id, need_id, scope_path, code, words, bring_to, made_at, taken_at, giver, received_at, thanks FROM casework_wishcard"
    " WHERE need_id = %s AND withdrawn_at IS NULL FOR UPDATE"
)
_OF = Statement("SELECT * FROM casework_wish_of(%s)")


@dataclass(frozen=True, slots=True)
class WishCard:
    """A card as everybody may see it, whoever they are."""

    id: UUID
    county_id: str
    path: str
    need_id: UUID
    words: str
    bring_to: str
    state: str  # open | taken | received
    is_open: bool  # waits for a giver
    is_over: bool  # given to the person, or no more wished for
    thanks: str


@command
def make_wish_card(act: Act, *, need_id: UUID, words: str, bring_to: str) -> Answer:
    """Put a wish on a card: what is wished for, without a name, and where to bring it. Refuses what is no wish, one that is not
    taken on, a card in use, any other post, and words that give somebody away."""
    _held, course = held_need(act, need_id)
    _refuse_other(act, course)
    Refused.unless(rules.may_make(course.need, course.state, has_card=row(_MINE, [need_id]) is not None))
    refuse_words(words, "words")
    refuse_words(bring_to, "bring_to")
    found, card, code = need_row(need_id), uuid4(), secrets.token_hex(10)
    run(
        "INSERT INTO casework_wishcard (id, county_id, scope_path, compartment, need_id, code_hash, code, words, bring_to, made_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [card, act.actor.county_id, found["scope_path"], OFFICES, need_id, digest_of(code), _sealed("code", card, code),
         _sealed("words", card, words.strip()), _sealed("bring_to", card, bring_to.strip()), act.at],
    )
    _noted(act, card, found["scope_path"], need_id, "made")
    return {"need": str(need_id), "tell": []}


@command
def withdraw_wish_card(act: Act, *, need_id: UUID) -> Answer:
    """Take the card back, whether somebody has taken the wish or not: from the next tap on it opens nothing, and a new one may be
    made. Refuses where the thing has arrived, where there is none, and any other post."""
    return _change(act, need_id, "withdrawn", rules.may_take_back, "withdrawn_at = %s, giver = NULL", [act.at])


@command
def receive_gift(act: Act, *, need_id: UUID) -> Answer:
    """Note that the thing has come to the office; the giver's telephone is forgotten. Refuses where nobody has taken the wish,
    twice, and any other post. Handing it over is the need's own step."""
    return _change(act, need_id, "received", rules.may_receive, "received_at = %s, giver = NULL", [act.at])


@command
def thank_giver(act: Act, *, need_id: UUID, words: str) -> Answer:
    """The person's words of thanks, as whoever asked the person noted them: whoever has the card reads them. Refuses before the
    person has it, words that name the person or give them away, and any other post."""
    _held, course = held_need(act, need_id)
    if asker(act, course) != course.asked:
        raise Refused(Reason("needs.not_the_asker"))
    card = _card(need_id)
    refuse_words(words, "words")
    Refused.unless(rules.may_thank(course.state, words, _name_of(need_row(need_id)["person_id"])), "words")
    run("UPDATE casework_wishcard SET thanks = %s WHERE id = %s", [_sealed("thanks", card["id"], words.strip()), card["id"]])
    _noted(act, card["id"], card["scope_path"], need_id, "thanked")
    return {"need": str(need_id), "tell": []}


@command
def take_wish(act: Act, *, need_id: UUID, called: str, reach: str) -> Answer:
    """Somebody takes a wish, written by the house: who, in their own words, and a telephone for the office alone, which is told.
    Refuses a wish that is taken, and no telephone."""
    _held, course = held_need(act, need_id)
    card = _card(need_id)
    Refused.unless(rules.may_take(_state(card), course.state, reach), "reach")
    giver = orjson.dumps([called.strip()[:40], reach.strip()[:40]]).decode()
    run("UPDATE casework_wishcard SET taken_at = %s, giver = %s WHERE id = %s", [act.at, _sealed("giver", card["id"], giver), card["id"]])
    _noted(act, card["id"], card["scope_path"], need_id, "taken")
    return {"need": str(need_id), "tell": [course.post]}


def card_of(need_id: UUID) -> dict[str, Any] | None:
    """The card in use as the office sees it, with who has taken it."""
    found = dicts(_MINE.replace(" FOR UPDATE", ""), [need_id])
    if not found:
        return None
    card = found[0]
    opened = {name: shown(_PLACE.format(name), card["id"], card[name]) if card[name] else "" for name in ("code", "words", "bring_to", "thanks")}
    giver = readable(_PLACE.format("giver"), card["id"], card["giver"]) if card["giver"] else None
    called, reach = orjson.loads(giver) if giver else ("", "")
    return {**opened, "state": _state(card), "called": called, "reach": reach, "taken_at": card["taken_at"]}


def by_code(code: str) -> WishCard | None:
    """A card by what its square holds; asked outside of any actor."""
    with transaction.atomic():
        found = dicts(_OF, [digest_of(code)])
    if not found:
        return None
    card = found[0]
    words, bring_to, thanks = (shown(_PLACE.format(name), card["id"], card[name]) if card[name] else "" for name in ("words", "bring_to", "thanks"))
    state = "received" if card["received"] else "taken" if card["taken"] else "open"
    return WishCard(
        card["id"], card["county_id"], card["scope_path"], card["need_id"], words, bring_to, state, rules.is_open(state, card["need_state"]), card["need_state"] in need_rules.OVER, thanks
    )


def digest_of(code: str) -> bytes:
    return sha256(f"wish|{code}".encode()).digest()


def _change(act: Act, need_id: UUID, step: str, may: Any, columns: str, values: list[datetime]) -> Answer:
    _held, course = held_need(act, need_id)
    _refuse_other(act, course)
    card = _card(need_id)
    Refused.unless(may(_state(card)))
    run(f"UPDATE casework_wishcard SET {columns} WHERE id = %s", [*values, card["id"]])  # noqa: S608  ours
    _noted(act, card["id"], card["scope_path"], need_id, step)
    return {"need": str(need_id), "tell": []}


def _card(need_id: UUID) -> dict[str, Any]:
    found = dicts(_MINE, [need_id])
    if not found:
        raise Refused(Reason("wish_cards.none"))
    return found[0]


def _state(card: dict[str, Any]) -> str:
    return "received" if card["received_at"] else "taken" if card["taken_at"] else "open"


def _refuse_other(act: Act, course: need_rules.NeedCourse) -> None:
    if course.post != str(act.actor.post_id):
        raise Refused(Reason("needs.not_the_unit"))


def _name_of(person_id: UUID | None) -> str:
    """The person's name, as far as the post reads it."""
    if person_id is None:
        return ""
    found = row("SELECT name FROM people_identity WHERE person_id = %s", [person_id])
    return readable("people_identity|name", person_id, found[0]) or "" if found else ""


def _noted(act: Act, card: UUID, path: str, need_id: UUID, step: str) -> None:
    changed(act, [Change("wish_card", card, path, need_id, {"step": step}, OFFICES)])


def _sealed(name: str, card: UUID, text: str) -> bytes | None:
    return seal(_PLACE.format(name), card, text)
