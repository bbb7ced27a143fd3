"""What a second person does, with the owner of the account in the room."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from guitu.grid.letters import PLACE
from guitu.grid.models import Account, CodeLetter, Factor
from guitu.kit.crypto import open_sealed
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@command
def open_code(act: Act, *, letter_id: UUID) -> Answer:
    """Open what waits for a second person: the other half of a one-time code, shown once; or take a lost second factor away.

    Where a county has no second person yet, whoever holds its server is one, by the command line.
    Refuses whoever asked for it and the owner, under whatever login; a letter opened before, and one past its days.
    """
    letter = CodeLetter.objects.select_for_update(of=("self",)).select_related("account").filter(pk=letter_id).first()
    if letter is None:
        raise NotVisible
    holds_server = act.actor.role == "clock" and act.door == "cli"
    if act.actor.natural_person_id in (None, letter.asked_by, letter.account.natural_person_id) and not holds_server:
        raise Refused(Reason("second_person_needed"))
    if letter.opened_at is not None:
        raise Refused(Reason("letter_opened"))
    if letter.until_at <= act.at:
        raise Refused(Reason("letter_expired"))
    half = open_sealed(PLACE, letter.pk, letter.second_half)
    CodeLetter.objects.filter(pk=letter.pk).update(
        opened_at=act.at, opened_by=act.actor.natural_person_id, second_half=None
    )
    changed(act, [Change("account", letter.account_id, letter.path, None, {"letter": letter.kind})])
    answer: Answer = {"kind": letter.kind, "login": letter.account.login}
    if letter.kind == "password":
        return {**answer, ONCE: half}
    Factor.objects.filter(account_id=letter.account_id).delete()
    Account.objects.filter(pk=letter.account_id).update(perm_version=F("perm_version") + 1)
    return answer
