"""A key is made when another person has granted it, taken once by whoever asked for it, and withdrawn at once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.grid.ceilings import unless_numbered
from guitu.grid.models import Area, Body, Holding, Post
from guitu.grid.roles import ROLES
from guitu.kit.crypto import seal
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.rules.systems import may_make, state_of_key
from guitu.rules.verdict import Reason
from guitu.systems.grantable import SYSTEM, refuse_above
from guitu.systems.models import SystemKey

WHY = "systems_systemkey|why"
_SIGNS = "gt_"


@command
def make_key(
    act: Act, *, name: str, body: str, path: str, role: str, actions: Sequence[str], classes: Sequence[str],
    expires_on: date, per_minute: int, per_day: int,
) -> Answer:
    """Make a key for another system, with a post of its own over an area: a part of what one kind of post may do and read,
    until a day, so often a minute and a day. The secret is taken afterwards, by whoever asked.

    Refuses before a second person has granted it; what is above the ceiling of the acting post, not open to systems or
    not of that kind of post; a place outside; more than a year (guitu.default).
    """
    refuse_ungranted(act)
    refuse_unmakeable(act, name, body, path, role, actions, classes, expires_on, per_minute, per_day)
    asked_by, granted_by = act.actor.natural_person_id, act.decided_by.natural_person_id if act.decided_by else None
    if asked_by is None or granted_by is None:
        raise Refused(Reason("approvals.nobody_asks"))
    county, new = act.actor.county_id, uuid4()
    of, _ = Body.objects.get_or_create(county_id=county, path=county, kind="system", name=body.strip())
    post = Post.objects.create(county_id=county, body=of, role=SYSTEM, title=ROLES[SYSTEM].label, path=path)
    Holding.objects.create(county_id=county, post=post, account=None, name=name.strip(), sex=None, from_on=act.on)
    SystemKey.objects.create(
        id=new, county_id=county, scope_path=path, post_id=post.pk, name=name.strip(), body=body.strip(), role=role,
        actions=sorted(set(actions)), classes=sorted(set(classes)), per_minute=per_minute, per_day=per_day,
        expires_on=expires_on, made_at=act.at, made_by=asked_by, granted_by=granted_by,
    )
    _noted(act, new, path, "made", role=role, actions=" ".join(sorted(actions)), classes=" ".join(sorted(classes)),
           expires_on=expires_on, post=str(post.pk))
    return {"key": str(new), "post": str(post.pk)}


def refuse_unmakeable(
    act: Act, name: str, body: str, path: str, role: str, actions: Sequence[str], classes: Sequence[str],
    expires_on: date, per_minute: int, per_day: int,
) -> None:
    """What would be refused when it is granted is refused when it is asked for."""
    unless_numbered(act.actor)
    if not name.strip() or not body.strip():
        raise Refused(Reason("systems.name"), field="name")
    if not act.actor.lo <= path < act.actor.hi or len(path) < 6 or not Area.objects.filter(path=path, valid_to=None).exists():
        raise Refused(Reason("systems.area"), field="path")
    refuse_above(act.actor, role, actions, classes)
    Refused.unless(may_make(act.on, expires_on, per_minute, per_day))


@command
def take_key(act: Act, *, key_id: UUID) -> Answer:
    """Take the secret of a key, which is shown once and kept as a hash only.

    Refuses whoever is not the person who asked for the key, a secret already taken, and a key that is over.
    """
    key = _key(act, key_id)
    if act.actor.natural_person_id != key.made_by:
        raise Refused(Reason("systems.not_yours"))
    state = state_of_key(
        act.on, expires_on=key.expires_on, is_taken=key.digest is not None, is_withdrawn=key.withdrawn_at is not None
    )
    if state != "waiting":
        raise Refused(Reason("systems.over" if state in ("withdrawn", "expired") else "systems.taken"))
    secret = _SIGNS + secrets.token_urlsafe(32)
    SystemKey.objects.filter(pk=key.pk).update(digest=digest_of(secret), prefix=secret[:9], taken_at=act.at)
    _noted(act, key.pk, key.scope_path, "taken")
    return {"key": str(key.pk), ONCE: secret}


@command
def withdraw_key(act: Act, *, key_id: UUID, because: str) -> Answer:
    """Withdraw a key: from its next call on it opens nothing. Refuses no reason, and a key already withdrawn."""
    key = _key(act, key_id)
    if not because.strip():
        raise Refused(Reason("because_needed"), field="because")
    if key.withdrawn_at is not None:
        raise Refused(Reason("systems.over"))
    SystemKey.objects.filter(pk=key.pk).update(withdrawn_at=act.at, why=seal(WHY, key.pk, because.strip()))
    _noted(act, key.pk, key.scope_path, "withdrawn")
    return {"key": str(key.pk)}


def digest_of(secret: str) -> bytes:
    """A secret of 256 random bits is not guessed: a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).digest()


def _key(act: Act, key_id: UUID) -> SystemKey:
    """The key, held until this is done; NotVisible outside the acting post's area."""
    key = SystemKey.objects.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotVisible
    return key


def _noted(act: Act, key: UUID, path: str, step: str, **detail: object) -> None:
    changed(act, [Change("system_key", key, path, None, {"step": step, **detail})])
