"""Short messages: handed over as files, for the program of whoever sends them for this place to take up.

One file a message, under its id: written a second time it is the same file. Another gateway is another function of this
shape.
"""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from django.conf import settings

from guitu.notices.channels.message import Message, NotDelivered


def sms(address: str, message: Message) -> None:
    """`{"id", "to", "text"}`, whole or not at all."""
    folder = Path(settings.SMS)
    draft = folder / f"{message.id}.{os.getpid()}.part"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as held:
            held.write(orjson.dumps({"id": str(message.id), "to": address, "text": message.text}))
            held.flush()
            os.fsync(held.fileno())
        draft.rename(folder / f"{message.id}.json")
    except OSError:
        raise NotDelivered("no_answer") from None
