"""A script has a recording: of a kind that we know, without what a telephone writes beside the sound, sealed, played by the villages."""

from __future__ import annotations

import io
import struct
import wave
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.prevention.broadcasts import commands, voice
from guitu.prevention.broadcasts.voice_child import amr, handle, m4a, mp3, wav
from tests import make

PLACE = b"PLACE-23.19N-112.31E"


def recorded(seconds: float = 2) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        made.writeframes(bytes(int(8000 * seconds)))
    data = target.getvalue() + b"LIST" + struct.pack("<I", len(PLACE)) + PLACE
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", 8 + len(inside)) + name + inside


def mp4(handler: bytes = b"soun") -> bytes:
    moov = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 5000) + bytes(80)) + box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", moov + box(b"udta", PLACE)) + box(b"mdat", bytes(300))


FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit, 44,100 Hz: 417 bytes


def test_each_kind_is_taken_over_without_what_lies_beside_the_sound() -> None:
    tag = b"ID3\x04\0\0\0\0\0" + bytes([len(PLACE)]) + PLACE
    for data, kind, reader, seconds in (
        (recorded(), "audio/wav", wav, 2), (tag + FRAME * 80 + b"TAG" + PLACE, "audio/mpeg", mp3, 2), (mp4(), "audio/mp4", m4a, 5),
        (b"#!AMR\n" + (b"\x3c" + bytes(31)) * 100 + PLACE, "audio/amr", amr, 2),
    ):
        found = reader(data)
        assert found is not None and found[0] == kind and round(found[2]) == seconds, kind
        assert PLACE not in found[1] and handle({}, data) == ({"media_type": kind, "seconds": seconds}, found[1]), kind
        assert reader(found[1]) == found, "taken over again it is the same"


@pytest.mark.parametrize("data", [
    b"", b"RIFF", b"<html><script>alert(1)</script>", b"%PDF-1.7", FRAME * 9, recorded()[:40], mp4(b"vide"), mp4()[:60], b"#!AMR\n" + b"\xff" * 400, b"ID3" + b"\x7f" * 7,
    b"\xff\xfb" * 4000, box(b"ftyp", b"M4A ") + b"\0\0\0\x04moov" + b"mdatsoun" * 20, b"\x89PNG\r\n\x1a\n" + bytes(900),
])
def test_what_is_no_recording_is_not_taken(data: bytes) -> None:
    assert handle({}, data) == ({"refused": "broadcasts.no_voice"}, b"")


@pytest.mark.django_db(transaction=True)
def test_a_recording_is_kept_sealed_played_changed_and_taken_away(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    script = UUID(commands.write_script(world.actor("clerk"), at=at, number=12, language="dialect", minutes=5, title="六月", text="开窗见喜")["script"])
    make.enter(client, world, "clerk")
    add, listen = f"/prevention/broadcasts/scripts/{script}/voice/add/", f"/prevention/broadcasts/scripts/{script}/voice/"

    def send(data: bytes, request_id: str = "") -> Any:
        return client.post(add, {"file": SimpleUploadedFile("录音.wav", data), "request_id": request_id or str(uuid4())})

    assert send(b"<html>").status_code == send(recorded(0.2)).status_code == client.post(add, {}).status_code == 422
    assert "不是能用的录音" in send(b"<html>").content.decode() and client.get(listen).status_code == 404
    once = str(uuid4())
    assert send(recorded(), once).status_code == send(recorded(), once).status_code == 302
    assert send(recorded(3)).status_code == 302, "another in its place"
    with acting(world.actor("clerk")):
        ((seconds, data),) = rows("SELECT seconds, data FROM prevention_voice")
    assert seconds == 3 and b"WAVE" not in bytes(data), "sealed"
    with django_assert_max_num_queries(12):
        assert "录音 0 分 3 秒" in client.get("/prevention/broadcasts/scripts/").content.decode()
    make.enter(client, world, "village")
    played = client.get(listen)
    assert played["Content-Type"] == "audio/wav" and played.content[:4] == b"RIFF" and '"12.wav"' in played["Content-Disposition"]
    assert client.get(add).status_code == 404, "a village plays, and records none"
    make.enter(client, world, "grid")
    assert client.get(listen).status_code == 404
    make.enter(client, world, "clerk")
    away = f"/prevention/broadcasts/scripts/{script}/voice/away/"
    assert client.post(away).status_code == 302 and client.post(away).status_code == 422 and client.get(listen).status_code == 404
    commands.withdraw_script(world.actor("clerk"), at=at, script_id=script)
    assert send(recorded()).status_code == 422


def test_a_recording_that_is_too_big_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Refused) as refused:
        voice.heard(bytes(voice.MOST_BYTES + 1))
    assert refused.value.reasons[0].code == "file_too_big"
