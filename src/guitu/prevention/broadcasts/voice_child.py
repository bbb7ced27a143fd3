"""The process that opens a stranger's recording: the sound is taken over piece by piece as its kind says it lies there, so that names,
places and pictures which a telephone writes beside it stay behind. What is no recording is not taken."""

from __future__ import annotations

import struct
import sys
from typing import Any

from guitu.kit import apart

_RATES = ((11025, 12000, 8000), (), (22050, 24000, 16000), (44100, 48000, 32000))  # MPEG 2.5, none, 2, 1
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kilobits of layer III
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_AMR, _AMR_SIZES = b"#!AMR\n", (12, 13, 15, 17, 19, 20, 26, 31, 5)
_BESIDE = (b"udta", b"meta", b"uuid", b"free", b"skip", b"wide")  # what an MP4 holds beside the sound
_INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts")
FEWEST = 10  # pieces: fewer are a chance likeness
Made = tuple[str, bytes, float]  # what it is, the sound, seconds


def mp3(data: bytes) -> Made | None:
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        a, b, c, d = data[at + 6 : at + 10]
        at += 10 + (a << 21 | b << 14 | c << 7 | d)
    begun, pieces, seconds = at, 0, 0.0
    while (found := _frame(data, at)) is not None and at + found[0] <= len(data):
        at, pieces, seconds = at + found[0], pieces + 1, seconds + found[1]
    return ("audio/mpeg", data[begun:at], seconds) if pieces >= FEWEST else None


def _frame(data: bytes, at: int) -> tuple[int, float] | None:
    """How long one frame is, and how many seconds of sound."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer, bits, rate = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or layer != 1 or not 0 < bits < 15 or rate == 3:
        return None
    hertz, kilobits = _RATES[version][rate], (_BITS_1 if version == 3 else _BITS_2)[bits]
    samples = 1152 if version == 3 else 576
    return samples // 8 * kilobits * 1000 // hertz + (data[at + 2] >> 1 & 1), samples / hertz


def wav(data: bytes) -> Made | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    at, form, sound = 12, b"", b""
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"fmt " and size >= 16:
            form = data[at + 8 : at + 8 + 16]
        elif name == b"data":
            sound = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if len(form) < 16 or not sound or struct.unpack_from("<H", form)[0] not in (1, 6, 7) or not (speed := struct.unpack_from("<I", form, 8)[0]):
        return None
    made = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(sound)) + sound + b"\0" * (len(sound) % 2)
    return "audio/wav", b"RIFF" + struct.pack("<I", len(made)) + made, len(sound) / speed


def amr(data: bytes) -> Made | None:
    if not data.startswith(_AMR):
        return None
    at, pieces = len(_AMR), 0
    while at < len(data) and (kind := data[at] >> 3 & 15) < len(_AMR_SIZES) and at + 1 + _AMR_SIZES[kind] <= len(data):
        at, pieces = at + 1 + _AMR_SIZES[kind], pieces + 1
    return ("audio/amr", data[:at], pieces * 0.02) if pieces >= FEWEST else None


def m4a(data: bytes) -> Made | None:
    if data[4:8] != b"ftyp" or b"moov" not in data or b"mdat" not in data or b"soun" not in data or b"vide" in data[: data.find(b"mdat")]:
        return None
    made, seconds = bytearray(data), [0.0]
    return ("audio/mp4", bytes(made), seconds[0]) if _boxes(made, 0, len(made), seconds) and seconds[0] else None


def _boxes(made: bytearray, at: int, end: int, seconds: list[float]) -> bool:
    """Empty in place what lies beside the sound; where boxes do not fit into one another it is no recording."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I", made, at)[0], bytes(made[at + 4 : at + 8])
        if size == 0:
            size = end - at
        if size < 8 or at + size > end:
            return False
        if name in _BESIDE:
            made[at + 4 : at + size] = b"free" + b"\0" * (size - 8)
        elif (name in _INSIDE and not _boxes(made, at + 8, at + size, seconds)) or (name == b"hdlr" and bytes(made[at + 16 : at + 20]) == b"vide"):
            return False
        elif name == b"mvhd" and size >= 32:
            is_long = made[at + 8] == 1
            per, n = struct.unpack_from(">IQ" if is_long else ">II", made, at + (28 if is_long else 20))
            seconds[0] = n / per if per else 0.0
        at += size
    return at == end


def handle(_order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    for kind in (wav, amr, m4a, mp3):
        if found := kind(data):
            return {"media_type": found[0], "seconds": round(found[2])}, found[1]
    return {"refused": "broadcasts.no_voice"}, b""


def ready(_data: bytes) -> None:
    """Nothing comes from files."""


if __name__ == "__main__":
    sys.exit(apart.serve(handle, ready))
