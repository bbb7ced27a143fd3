"""The recording of a script: checked and taken over in a process of its own, kept sealed, played by who may read the script."""

from __future__ import annotations

import hashlib
from uuid import UUID

from guitu.kit import apart
from guitu.kit.apart import Failed
from guitu.kit.crypto import open_bytes, seal_bytes
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT
from guitu.rules.broadcasts import may_voice
from guitu.rules.verdict import Reason

DATA = "prevention_voice|data"
MOST_BYTES = 10 * apart.MEGABYTE
SUFFIXES = {"audio/mpeg": "mp3", "audio/wav": "wav", "audio/amr": "amr", "audio/mp4": "m4a"}


class Voice:
    """A recording as it is kept. In the fingerprint of a request it is its digest alone."""

    def __init__(self, media_type: str, data: bytes, seconds: int) -> None:
        self.media_type, self.data, self.seconds = media_type, data, seconds

    def __str__(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def heard(data: bytes) -> Voice:
    """The recording taken over in a process of its own. Refuses what is too big or no recording that we know."""
    if len(data) > MOST_BYTES:
        raise Refused(Reason("file_too_big", {"limit": MOST_BYTES // apart.MEGABYTE}), field="file")
    try:
        answer, made = apart.run("guitu.prevention.broadcasts.voice_child", {}, data)
    except Failed:
        raise Refused(Reason("broadcasts.no_voice"), field="file") from None
    if code := answer.get("refused"):
        raise Refused(Reason(code), field="file")
    return Voice(answer["media_type"], made, answer["seconds"])


@command
def add_voice(act: Act, *, script_id: UUID, voice: Voice) -> Answer:
    """Put a recording to a script, or another in its place, so that a village that does not read plays it. Refuses a script that is out
    of use, and what lasts no second or longer than an hour."""
    number, withdrawn_on = _script(script_id)
    if withdrawn_on is not None:
        raise Refused(Reason("places.is_closed"))
    Refused.unless(may_voice(voice.seconds), "file")
    run("DELETE FROM prevention_voice WHERE id = %s", [script_id])
    run(
        "INSERT INTO prevention_voice (id, county_id, media_type, seconds, data) VALUES (%s, %s, %s, %s, %s)",
        [script_id, act.actor.county_id, voice.media_type, voice.seconds, seal_bytes(DATA, script_id, voice.data)],
    )
    detail = {"number": number, "voice": str(voice), "seconds": voice.seconds}
    changed(act, [Change("script", script_id, act.actor.county_id, None, detail, COMPARTMENT)])
    return {"script": str(script_id)}


@command
def take_voice_away(act: Act, *, script_id: UUID) -> Answer:
    """Take the recording of a script away; the script stays. Refuses one that has none."""
    number, _withdrawn = _script(script_id)
    if not row("SELECT 1 FROM prevention_voice WHERE id = %s", [script_id]):
        raise Refused(Reason("broadcasts.has_no_voice"))
    run("DELETE FROM prevention_voice WHERE id = %s", [script_id])
    changed(act, [Change("script", script_id, act.actor.county_id, None, {"number": number, "voice": None}, COMPARTMENT)])
    return {"script": str(script_id)}


def played(script_id: UUID) -> tuple[str, bytes, str]:
    """What it is, the sound, and the name of its file: the number of the script."""
    found = row("SELECT v.media_type, v.data, s.number FROM prevention_voice v JOIN prevention_script s ON s.id = v.id WHERE v.id = %s", [script_id])
    if found is None:
        raise NotVisible
    return found[0], open_bytes(DATA, script_id, found[1]), f"{found[2]}.{SUFFIXES[found[0]]}"


def _script(script_id: UUID) -> tuple[int, object]:
    found = row("SELECT number, withdrawn_on FROM prevention_script WHERE id = %s FOR UPDATE", [script_id])
    if found is None:
        raise NotVisible
    return found[0], found[1]
