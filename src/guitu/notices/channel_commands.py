"""What the system administrator does: opens a way out, tries it, and has tried again what was given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import readable, seal
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.notices.channels.posting import may_reach
from guitu.notices.outbox import CONFIG
from guitu.rules.notices import FOR_ONE, KINDS, WAYS
from guitu.rules.verdict import Reason

# What each way needs; what is secret is kept when it is left empty, and never shown again.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "mail": ("host", "port", "security", "sender"), "sms": (), "webhook": ("url", "secret"), "wecom": ("url",),
    "dingtalk": ("url",), "feishu": ("url",),
}
KEPT = ("password", "secret", "url")


@command
def set_channel(act: Act, *, way: str, config: Mapping[str, str], kinds: Sequence[str] = (), is_on: bool = True) -> Answer:
    """Open a way out of the house for this place, change it, or shut it. Secrets left empty stay as they were.

    Refuses what the way needs and is not there, and an address that the server's own settings do not name.
    """
    if way not in WAYS:
        raise NotVisible
    found = row("SELECT id, config FROM notices_channel WHERE way = %s AND scope_path = %s FOR UPDATE", [way, act.actor.path])
    channel = found[0] if found else uuid4()
    before = orjson.loads(readable(CONFIG, channel, found[1]) or "{}") if found else {}
    merged = {name: value.strip() for name, value in config.items() if value.strip()}
    merged = {**{name: before[name] for name in KEPT if name in before}, **merged}
    for name in FIELDS[way] if is_on else ():
        if not merged.get(name):
            raise Refused(Reason("notices.needs_field", {"what": f"channel_field.{name}"}), field=name)
    if is_on and "url" in FIELDS[way] and not may_reach(merged["url"]):
        raise Refused(Reason("notices.host"), field="url")
    if is_on and way == "mail" and not may_reach(f"smtp://{merged['host']}:{merged['port']}"):
        raise Refused(Reason("notices.host"), field="host")
    chosen = [] if way in FOR_ONE else [kind for kind in KINDS if kind in kinds]
    run(
        "INSERT INTO notices_channel (id, county_id, scope_path, way, config, kinds, is_on, changed_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, scope_path, way) DO UPDATE"
        " SET config = excluded.config, kinds = excluded.kinds, is_on = excluded.is_on, changed_at = excluded.changed_at",
        [channel, act.actor.county_id, act.actor.path, way, seal(CONFIG, channel, orjson.dumps(merged).decode()), chosen, is_on, act.at],
    )
    changed(act, [Change("notice_channel", channel, act.actor.path, None, {"way": way, "on": is_on, "kinds": chosen})])
    return {"channel": str(channel)}


@command
def try_channel(act: Act, *, channel_id: UUID) -> Answer:
    """Send one line to a group or another system, to see whether it arrives. Refuses a way that is shut or to one person."""
    found = row("SELECT way, is_on FROM notices_channel WHERE id = %s", [channel_id])
    if found is None:
        raise NotVisible
    way, is_on = found
    if way in FOR_ONE or not is_on:
        raise Refused(Reason("notices.no_way"))
    delivery = uuid4()
    run(
        "INSERT INTO notices_delivery (id, county_id, target_id, way, kind, window_at, n, state, attempts, next_at, trouble)"
        " VALUES (%s, %s, %s, %s, 'trial', %s, 1, 'waiting', 0, %s, '') ON CONFLICT DO NOTHING",
        [delivery, act.actor.county_id, channel_id, way, act.at, act.at],
    )
    changed(act, [Change("notice_delivery", delivery, act.actor.path, None, {"step": "trial", "way": way})])
    return {"delivery": str(delivery)}


@command
def try_delivery_again(act: Act, *, delivery_id: UUID) -> Answer:
    """Put a message that was given up back into the outbox. Refuses one that was not: it goes by itself."""
    done = run(
        "UPDATE notices_delivery SET state = 'waiting', attempts = 0, next_at = %s, done_at = NULL WHERE id = %s AND state = 'given_up'",
        [act.at, delivery_id],
    )
    if not done:
        raise Refused(Reason("notices.not_failed"))
    changed(act, [Change("notice_delivery", delivery_id, act.actor.path, None, {"step": "again"})])
    return {"delivery": str(delivery_id)}
