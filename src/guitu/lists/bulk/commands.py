"""Many rows at once: their ids are frozen, what is to be done is said once, and each row has an answer of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import seal
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.lists.models import Bulk
from guitu.rules.verdict import Reason

MOST = 300  # rows of one; guitu.default
SAID = "lists_bulk|said"


@command
def freeze_rows(act: Act, *, name: str, rows: Sequence[UUID]) -> Answer:
    """Freeze which rows of a list are meant, as they were ticked or found at this moment. Nothing happens to them yet.

    Refuses none, and more than are done at once.
    """
    if name not in act.actor.may or act.actor.account_id is None:
        raise NotVisible
    meant = list(dict.fromkeys(rows))
    if not meant:
        raise Refused(Reason("lists.none_ticked"))
    if len(meant) > MOST:
        raise Refused(Reason("lists.too_many", {"most": MOST}))
    bulk = Bulk.objects.create(
        id=uuid4(), county_id=act.actor.county_id, post_id=act.actor.post_id, account_id=act.actor.account_id, command=name,
        frozen_at=act.at, rows=meant,
    )
    return {"bulk": str(bulk.pk), "rows": len(meant)}


@command
def begin_bulk(act: Act, *, bulk_id: UUID, said: Mapping[str, str]) -> Answer:
    """Begin with what was said for all rows. Begun once: what was said first holds for every row, also when it is
    taken up again."""
    bulk = Bulk.objects.select_for_update().filter(pk=bulk_id).first()
    if bulk is None or bulk.account_id != act.actor.account_id or bulk.command not in act.actor.may:
        raise NotVisible
    if bulk.begun_at is not None:
        raise Refused(Reason("lists.begun"))
    sealed = seal(SAID, bulk.pk, orjson.dumps(dict(said)).decode())
    Bulk.objects.filter(pk=bulk.pk).update(begun_at=act.at, said=sealed)
    changed(act, [Change("bulk", bulk.pk, act.actor.path, None, {"command": bulk.command, "rows": len(bulk.rows)})])
    return {"bulk": str(bulk.pk)}
