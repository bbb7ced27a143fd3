"""What an account says of how it wants to be told outside the house: an address that is proved, and which kinds."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from guitu.kit.crypto import blind, seal
from guitu.kit.database import row, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.notices.outbox import ADDRESS, SECRET
from guitu.rules.notices import CODE_MINUTES, CODE_TRIES, FOR_ONE, KINDS
from guitu.rules.verdict import Reason

_SHAPES = {"mail": re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}"), "sms": re.compile(r"1[3-9]\d{9}")}


@command
def set_address(act: Act, *, way: str, address: str) -> Answer:
    """One's own address for a way out: a code is sent there, and nothing else until it comes back.

    Refuses a way that the place does not have, and what is no address.
    """
    account = _account(act, way)
    address = address.strip()
    if not _SHAPES[way].fullmatch(address):
        raise Refused(Reason("notices.address"), field="address")
    setting, code = _setting(account, way) or uuid4(), f"{secrets.randbelow(1_000_000):06d}"
    run("DELETE FROM notices_setting WHERE id = %s", [setting])
    run(
        "INSERT INTO notices_setting (id, county_id, account_id, way, address, kinds, code_hash, code_until, code_tries)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0)",
        [setting, act.actor.county_id, account, way, seal(ADDRESS, setting, address), list(KINDS), _digest(setting, code),
         act.at + timedelta(minutes=CODE_MINUTES)],
    )
    _send_code(act, setting, way, code)
    _noted(act, setting, "address", way)
    return {"setting": str(setting)}


@command
def try_address(act: Act, *, way: str) -> Answer:
    """Have a code sent to one's own address that is in use, to see that it still arrives; it stays in use meanwhile.

    Refuses an address that is not proved yet, and a second code while the first may still come back.
    """
    found = row(
        "SELECT id, code_hash, code_until FROM notices_setting WHERE account_id = %s AND way = %s AND verified_at IS NOT NULL FOR UPDATE",
        [_account(act, way), way],
    )
    if found is None:
        raise Refused(Reason("notices.no_way"))
    if found[1] is not None and found[2] > act.at:
        raise Refused(Reason("notices.code_waits", {"minutes": CODE_MINUTES}))
    code = f"{secrets.randbelow(1_000_000):06d}"
    run(
        "UPDATE notices_setting SET code_hash = %s, code_until = %s, code_tries = 0 WHERE id = %s",
        [_digest(found[0], code), act.at + timedelta(minutes=CODE_MINUTES), found[0]],
    )
    _send_code(act, found[0], way, code)
    _noted(act, found[0], "tried", way)
    return {"setting": str(found[0])}


@command
def confirm_address(act: Act, *, way: str, code: str) -> Answer:
    """The code that came to the address; from then on it is used. A wrong one counts, and after five the code is dead."""
    found = row(
        "SELECT id, code_hash, code_until, code_tries FROM notices_setting WHERE account_id = %s AND way = %s FOR UPDATE",
        [_account(act, way), way],
    )
    if found is None or found[1] is None or found[2] <= act.at or found[3] >= CODE_TRIES:
        return {"confirmed": False}
    if bytes(found[1]) != _digest(found[0], code.strip()):
        run("UPDATE notices_setting SET code_tries = code_tries + 1 WHERE id = %s", [found[0]])
        return {"confirmed": False}
    run("UPDATE notices_setting SET verified_at = %s, code_hash = NULL, code_until = NULL WHERE id = %s", [act.at, found[0]])
    _noted(act, found[0], "confirmed", way)
    return {"confirmed": True}


@command
def choose_kinds(act: Act, *, way: str, kinds: Sequence[str]) -> Answer:
    """Which kinds of notice leave the house by this way. Kinds that do not exist are left out."""
    setting = _setting(_account(act, way), way)
    if setting is None:
        raise Refused(Reason("notices.no_way"))
    chosen = [kind for kind in KINDS if kind in kinds]
    run("UPDATE notices_setting SET kinds = %s WHERE id = %s", [chosen, setting])
    _noted(act, setting, "kinds", way)
    return {"kinds": chosen}


@command
def forget_address(act: Act, *, way: str) -> Answer:
    """The address goes, and what waits to be sent there with it."""
    setting = _setting(_account(act, way), way)
    if setting is not None:
        run("DELETE FROM notices_setting WHERE id = %s", [setting])
        _noted(act, setting, "forgotten", way)
    return {"way": way}


def _send_code(act: Act, setting: UUID, way: str, code: str) -> None:
    delivery = uuid4()
    run(
        "INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, secret, state, attempts, next_at, trouble)"
        " VALUES (%s, %s, %s, %s, 'address_code', %s, 1, %s, 'waiting', 0, %s, '')",
        [delivery, act.actor.county_id, setting, way, act.at, seal(SECRET, delivery, code), act.at],
    )


def _account(act: Act, way: str) -> UUID:
    if act.actor.account_id is None or way not in FOR_ONE or not _is_open(way):
        raise Refused(Reason("notices.no_way"))
    return act.actor.account_id


def _is_open(way: str) -> bool:
    return row("SELECT 1 FROM notices_channel WHERE way = %s AND is_on LIMIT 1", [way]) is not None


def _setting(account: UUID, way: str) -> UUID | None:
    found = row("SELECT id FROM notices_setting WHERE account_id = %s AND way = %s FOR UPDATE", [account, way])
    return found[0] if found else None


def _digest(setting: UUID, code: str) -> bytes:
    return blind("request", f"address|{setting}|{code}")


def _noted(act: Act, setting: UUID, step: str, way: str) -> None:
    changed(act, [Change("notice_setting", setting, act.actor.path, None, {"step": step, "way": way})])
