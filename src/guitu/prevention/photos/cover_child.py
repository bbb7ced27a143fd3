"""The process that covers a face: a filled disc is painted onto the photograph, and the photograph is written anew."""

from __future__ import annotations

import io
import sys
from typing import Any

from guitu.kit import apart

COVER, QUALITY = (96, 104, 108), 88
WHOLE = 1000


def ready(_data: bytes) -> None:
    """Decoders are loaded from files, which is not possible later."""
    from PIL import Image, ImageDraw

    Image.init()
    small = io.BytesIO()
    Image.new("RGB", (8, 8)).save(small, "JPEG")
    ImageDraw.Draw(Image.open(small, formats=("JPEG",)).convert("RGB")).ellipse((0, 0, 4, 4), fill=COVER)


def handle(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as found:
        made = found.convert("RGB")
    x, y = made.width * order["left"] // WHOLE, made.height * order["top"] // WHOLE
    half = max(made.size) * order["size"] // WHOLE // 2
    ImageDraw.Draw(made).ellipse((x - half, y - half * 5 // 4, x + half, y + half * 5 // 4), fill=COVER)
    target = io.BytesIO()
    made.save(target, "JPEG", quality=QUALITY, optimize=True)
    return {}, target.getvalue()


if __name__ == "__main__":
    sys.exit(apart.serve(handle, ready))
