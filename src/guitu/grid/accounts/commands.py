"""Accounts of colleagues: put out of use and back, a new password, a lost second factor, a number."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from guitu.grid import ceilings, natural_persons
from guitu.grid.ceilings import KnownAccount
from guitu.grid.letters import write_code, write_letter
from guitu.grid.models import Account, Factor, NaturalPerson
from guitu.kit.actor import NOBODY
from guitu.kit.database import constraint_of
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason

FEWEST_SIGNS = 4


def _noted(act: Act, account: KnownAccount, **detail: str) -> None:
    changed(act, [Change("account", account.id, account.path, None, detail)])


def _reason(because: str) -> None:
    if len(because.strip()) < FEWEST_SIGNS:
        raise Refused(Reason("because_needed"), field="because")


@command
def disable_account(act: Act, *, account_id: UUID, because: str) -> Answer:
    """Put an account out of use at once: whoever is logged in with it is out at the next click, and so are its jobs.

    Posts stay held. Refuses an account that holds a post above the ceiling, one's own, and no reason.
    """
    account = ceilings.account_within(act.actor, account_id, act.on)
    _reason(because)
    Account.objects.filter(pk=account.id).update(is_active=False, perm_version=F("perm_version") + 1)
    _noted(act, account, what="disabled")
    return {"login": account.login}


@command
def enable_account(act: Act, *, account_id: UUID, because: str) -> Answer:
    """Put an account back into use, with the password and the second factor it had. Refuses as disabling does."""
    account = ceilings.account_within(act.actor, account_id, act.on)
    _reason(because)
    Account.objects.filter(pk=account.id).update(is_active=True, perm_version=F("perm_version") + 1)
    _noted(act, account, what="enabled")
    return {"login": account.login}


@command
def reset_password(act: Act, *, account_id: UUID) -> Answer:
    """A forgotten password: a new one-time code in two halves; the old password and every login end now.

    The second factor stays. Refuses an account above the ceiling, and one's own.
    """
    account = ceilings.account_within(act.actor, account_id, act.on)
    ceilings.unless_numbered(act.actor)
    answer = write_code(act, account.id, account.path)
    _noted(act, account, what="password_reset")
    return {"login": account.login, **answer}


@command
def ask_factor_reset(act: Act, *, account_id: UUID) -> Answer:
    """A lost telephone: ask that the second factor be taken away. A second person does it, with its owner in the room.

    Nothing changes until then. Refuses an account above the ceiling, one's own, and one without a second factor.
    """
    account = ceilings.account_within(act.actor, account_id, act.on)
    ceilings.unless_numbered(act.actor)
    if not Factor.objects.filter(account_id=account.id, secret__isnull=False).exists():
        raise Refused(Reason("no_factor"))
    letter = write_letter(act, account.id, account.path, "factor")
    _noted(act, account, what="factor_reset_asked")
    return {"login": account.login, "letter": letter}


@command
def identify_holder(act: Act, *, account_id: UUID, number: str) -> Answer:
    """Enter the number of a colleague whose account is older than numbers. If it is on file, the two are one human being.

    Refuses an account above the ceiling, one that has a number, and one human being in two administrators' posts.
    """
    account = ceilings.account_within(act.actor, account_id, act.on)
    index = natural_persons.checked(number)
    if account.has_number:
        raise Refused(Reason("has_number"), field="number")
    known = NaturalPerson.objects.filter(county_id=act.actor.county_id, number=index).first()
    if known is None:
        NaturalPerson.objects.filter(pk=account.natural_person_id).update(number=index)
    else:
        ceilings.unless_oneself(act.actor, known.pk)
        try:
            with transaction.atomic():
                Account.objects.filter(natural_person_id=account.natural_person_id).update(natural_person=known)
        except IntegrityError as clash:
            if constraint_of(clash) != "administrators_are_different_people":
                raise
            raise Refused(Reason("administrators_differ"), field="number") from None
    _noted(act, account, what="number_entered")
    return {"login": account.login}


@command
def give_own_number(act: Act, *, number: str) -> Answer:
    """Enter one's own number, once: who has none on file appoints nobody. Refuses a number that is somebody else's."""
    mine = NaturalPerson.objects.filter(pk=act.actor.natural_person_id or NOBODY).first()
    index = natural_persons.checked(number)
    if mine is None or mine.number is not None:
        raise Refused(Reason("has_number"), field="number")
    if NaturalPerson.objects.filter(county_id=mine.county_id, number=index).exists():
        raise Refused(Reason("number_taken"), field="number")
    NaturalPerson.objects.filter(pk=mine.pk).update(number=index)
    changed(act, [Change("natural_person", mine.pk, act.actor.path, None, {"number": "entered"})])
    return {}
