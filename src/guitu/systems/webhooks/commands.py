"""A system says what it wants to be told of, and ends that again. It does so itself, with its key."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID, uuid4

from guitu.kit.crypto import seal
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.systems import MOST_SUBSCRIPTIONS
from guitu.rules.verdict import Reason
from guitu.systems.models import Subscription, SystemKey
from guitu.systems.webhooks.addresses import checked
from guitu.systems.webhooks.events import EVENTS

ADDRESS, SECRET = "systems_subscription|address", "systems_subscription|secret"


@command
def subscribe_events(act: Act, *, address: str, kinds: Sequence[str]) -> Answer:
    """Be told by a signed POST when something of these kinds happened in the key's area: ids and kinds, never a name.

    Answers the secret that signs them, once. Refuses an address that is not https or names a machine of the inside, kinds that
    are none or that the key's classes do not read, and more than five subscriptions.
    """
    key = _mine(act)
    unknown = [kind for kind in kinds if EVENTS.get(kind) not in act.actor.classes]
    if unknown or not kinds:
        raise Refused(Reason("systems.events", {"kinds": ", ".join(unknown)}), field="kinds")
    checked(address)
    if Subscription.objects.filter(key=key, ended_at=None).count() >= MOST_SUBSCRIPTIONS:
        raise Refused(Reason("systems.subscriptions", {"most": MOST_SUBSCRIPTIONS}))
    new, secret = uuid4(), "whsec_" + secrets.token_urlsafe(32)
    Subscription.objects.create(
        id=new, county_id=key.county_id, scope_path=key.scope_path, key=key, kinds=sorted(set(kinds)), address=seal(ADDRESS, new, address),
        secret=seal(SECRET, new, secret), made_at=act.at,
    )
    changed(act, [Change("subscription", new, key.scope_path, None, {"kinds": " ".join(sorted(set(kinds)))})])
    return {"subscription": str(new), ONCE: secret}


@command
def end_subscription(act: Act, *, subscription_id: UUID) -> Answer:
    """Be told no more. NotVisible for a subscription of another key, and one already ended."""
    key = _mine(act)
    if not Subscription.objects.filter(pk=subscription_id, key=key, ended_at=None).update(ended_at=act.at):
        raise NotVisible
    changed(act, [Change("subscription", subscription_id, key.scope_path, None, {"ended": True})])
    return {"subscription": str(subscription_id)}


def _mine(act: Act) -> SystemKey:
    """The key whose post acts, held until this is done; a post of people has none."""
    key = SystemKey.objects.select_for_update().filter(post_id=act.actor.post_id, county_id=act.actor.county_id).first()
    if key is None:
        raise NotVisible
    return key
