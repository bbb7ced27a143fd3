"""Drawings that stand for photographs in the demo: nobody and no place is in them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from guitu.papers.files.commands import Sent
from guitu.papers.files.remaking import Remade


def door_without_a_sign(wall: str = "#d9d2c5") -> Sent:
    made, drawn = io.BytesIO(), Image.new("RGB", (640, 480), wall)
    ImageDraw.Draw(drawn).rectangle((220, 90, 420, 470), fill="#7a5c3e", outline="#4a3624", width=6)
    drawn.save(made, "JPEG", quality=70)
    return Sent(made.getvalue(), Remade("image/jpeg", made.getvalue()))
