"""Making a link, for the command of whoever owns the matter; and what is kept of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from guitu.kit.clock import local_day
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.links.entering import SHOWN, code_digest, digest_of
from guitu.matters.parts import NewPart, Place, give_part
from guitu.rules.dates import days_after
from guitu.rules.links import LinksPolicy, may_be_open
from guitu.rules.neutral import may_leave
from guitu.rules.verdict import Reason

TO_WHOM = "links_link|to_whom"
_ADD = (
    "INSERT INTO links_link (id, county_id, scope_path, compartment, matter_id, kind, token_hash, code_hash, shown, to_whom,"
    " made_at, made_post, made_person, expires_at, openings, tries, visit_minutes)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A link just made: its token and its code are told once, by two ways, and kept nowhere."""

    id: UUID
    token: str
    code: str
    expires_at: datetime


def make_link(act: Act, matter: Place, *, kind: str, words: str, to_whom: str, hours: int) -> Made:
    """A link to one matter for whoever has no account, with a part in it that ends with it.

    Refuses more hours than the policy allows, no addressee, and words that must not be read outside the login.
    Policy: links.*
    """
    policy = policy_of(act)
    if act.actor.natural_person_id is None:
        raise Refused(Reason("tasks.nobody"))
    if not to_whom.strip():
        raise Refused(Reason("links.needs_whom"), field="to_whom")
    Refused.unless(may_leave(words), "shown")
    Refused.unless(may_be_open(hours, policy), "hours")
    new, token, code = uuid4(), secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
    expires_at = act.at + timedelta(hours=hours)
    run(
        _ADD,
        [new, matter.county_id, matter.scope_path, matter.compartment, matter.id, kind, digest_of(token),
         code_digest(token, code), seal(SHOWN, new, words.strip()), seal(TO_WHOM, new, to_whom.strip()), act.at,
         act.actor.post_id, act.actor.natural_person_id, expires_at, policy.openings, policy.code_tries, policy.visit_minutes],
    )
    give_part(act, matter, NewPart(new, "link", ["BASIC"], kind, days_after(local_day(expires_at), 1)))
    detail = {"step": "made", "kind": kind, "until": expires_at, "openings": policy.openings}
    changed(act, [Change("link", new, matter.scope_path, matter.id, detail, matter.compartment)])
    return Made(new, token, code, expires_at)


def policy_of(act: Act) -> LinksPolicy:
    """The numbers that hold where the acting post is."""
    policy: LinksPolicy = timeline_of(act.actor.county_id, act.actor.path).on(act.on).links
    return policy
