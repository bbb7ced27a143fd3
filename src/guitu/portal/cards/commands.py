"""The card of one person: given at the station, taken back, and its PIN chosen by whoever holds it."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID, uuid4

from guitu.kit.crypto import readable, seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.people.basics import opened
from guitu.people.intake import phone_index
from guitu.portal.entering import digest_of, new_token, pin_digest
from guitu.rules.dates import days_after
from guitu.rules.identifiers import check_phone
from guitu.rules.neutral import unfit_word
from guitu.rules.portal import PortalPolicy, is_mobile, may_be_pin, may_have_card, may_use_phone
from guitu.rules.verdict import Reason

CONTACT = "portal_card|contact"
_ADD = (
    "INSERT INTO portal_card (id, county_id, scope_path, compartment, matter_id, whose, token_hash, pin_hash, is_own_pin, contact,"
    " made_at, made_post, made_person, until_on, lost, tries, idle_minutes, most_minutes, by_phone)"
    " VALUES (%s, %s, %s, 'people', %s, %s, %s, %s, false, %s, %s, %s, %s, %s, 0, %s, %s, %s, %s)"
)


@command
def issue_card(act: Act, *, person_id: UUID, whose: str, contact: str, by_phone: bool = False) -> Answer:
    """Give somebody a card for their own file, with a first PIN that opens nothing but the page on which they choose their
    own. The card before it is nothing from then on. `by_phone`: a code to the mobile on file may stand in for the card.

    Refuses that for a guardian, without a mobile on file, for one that opens another's card, and where no messages are sent; a guardian's card for who is of age, no word on where to go, whom to ask and which telephone, and words that
    must not be read outside the login.
    Policy: portal.*
    """
    if act.actor.natural_person_id is None:
        raise Refused(Reason("tasks.nobody"))
    if not contact.strip():
        raise Refused(Reason("portal.needs_contact"), field="contact")
    if word := unfit_word(contact):  # it is printed on a card that anybody may find
        raise Refused(Reason("neutral.word", {"word": word}), field="contact")
    county, path, born_on = _person(person_id)
    policy = policy_of(act, path)
    Refused.unless(may_have_card(whose, born_on, act.on, policy), "whose")
    if by_phone:
        number = mobile_of(person_id)
        shared = row("SELECT portal_number_shared(%s, %s, %s)", [phone_index(number), person_id, act.at]) if number else None
        Refused.unless(may_use_phone(whose, number, has_sms=has_sms(), is_shared=bool(shared and shared[0])), "by_phone")
    _end(act, person_id, whose)
    card, token = uuid4(), new_token()
    digest, pin = digest_of(token), f"{secrets.randbelow(10**policy.pin_digits):0{policy.pin_digits}d}"
    run(
        _ADD,
        [card, county, path, person_id, whose, digest, pin_digest(digest, pin), seal(CONTACT, card, contact.strip()), act.at,
         act.actor.post_id, act.actor.natural_person_id, days_after(act.on, policy.card_days), policy.pin_tries,
         policy.idle_minutes, policy.most_minutes, by_phone],
    )
    _noted(act, card, person_id, path, step="given", whose=whose)
    return {"card": str(card), "person": str(person_id), ONCE: [token, pin]}


@command
def withdraw_card(act: Act, *, person_id: UUID, whose: str) -> Answer:
    """Take a card back: it opens nothing from the next tap on, and whoever is in is out. Refuses where there is none."""
    _county, path, _born = _person(person_id)
    card = _end(act, person_id, whose)
    if card is None:
        raise Refused(Reason("portal.no_card"))
    _noted(act, card, person_id, path, step="withdrawn", whose=whose)
    return {"card": str(card), "person": str(person_id)}


@command
def choose_pin(act: Act, *, card: UUID, path: str, secret: str, pin: str, again: str) -> Answer:
    """The person chooses their own PIN, which nobody else has seen; before that the card opens nothing else.

    Refuses other than so many digits, all the same or in a row, two that differ, and the PIN that was given with the card.
    Policy: portal.pin_digits
    """
    me = act.actor.me
    assert me is not None
    policy = policy_of(act, path)
    verdict = may_be_pin(pin, again, policy)
    if not verdict:
        raise Refused(*verdict.reasons, field="again" if verdict.reasons[0].code == "portal.pin_twice" else "pin")
    found = row("SELECT portal_card_hash(%s)", [digest_of(secret)])
    if found is None or found[0] is None:
        raise NotVisible
    if not row("SELECT 1 WHERE portal_choose_pin(%s, %s, %s)", [digest_of(secret), pin_digest(bytes(found[0]), pin), act.at]):
        raise Refused(Reason("portal.pin_same"), field="pin")
    _noted(act, card, me, path, step="pin")
    return {"card": str(card)}


def policy_of(act: Act, path: str) -> PortalPolicy:
    policy: PortalPolicy = timeline_of(act.actor.county_id, path).on(act.on).portal
    return policy


def mobile_of(person_id: UUID) -> str:
    """The mobile on file of somebody whose particulars the post may read; empty: none."""
    found = row("SELECT phone FROM people_identity WHERE person_id = %s", [person_id])
    number = check_phone(readable("people_identity|phone", person_id, found[0]) or "").text if found and found[0] else None
    return number if number and is_mobile(number) else ""


def has_sms() -> bool:
    """Whether the place sends short messages."""
    return row("SELECT 1 FROM notices_channel WHERE way = 'sms' AND is_on LIMIT 1") is not None


def _person(person_id: UUID) -> tuple[str, str, date | None]:
    """Locked, so that two cards at once are one after the other."""
    found = row("SELECT county_id, scope_path, basics FROM people_person WHERE id = %s AND sealed_at IS NULL FOR UPDATE", [person_id])
    if found is None:
        raise NotVisible
    return found[0], found[1], opened(person_id, found[2]).born_on


def _end(act: Act, person_id: UUID, whose: str) -> UUID | None:
    found = row(
        "UPDATE portal_card SET withdrawn_at = %s WHERE matter_id = %s AND whose = %s AND withdrawn_at IS NULL RETURNING id",
        [act.at, person_id, whose],
    )
    return found[0] if found else None


def _noted(act: Act, card: UUID, person_id: UUID, path: str, **detail: str) -> None:
    changed(act, [Change("card", card, path, person_id, dict(detail))])
