"""The process that opens an image: looked at by its size before it is loaded, and painted onto a new one."""

from __future__ import annotations

import io
import sys
from typing import Any

from guitu.kit import apart

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
SIDE = 2048  # pixels of the longer side: a page of A4 at 175 dots an inch
QUALITY = 82


def ready(_data: bytes) -> None:
    """Decoders are loaded from files, which is not possible later."""
    from PIL import Image, ImageOps

    Image.init()
    for name in FORMATS:
        small = io.BytesIO()
        Image.new("RGB", (8, 8)).save(small, name)
        ImageOps.exif_transpose(Image.open(small, formats=(name,))).convert("RGB").thumbnail((4, 4))


def handle(_order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                return {"refused": "file_too_many_pixels", "values": {"limit": MOST_PIXELS // 1_000_000}}, b""
            found.draft("RGB", (SIDE, SIDE))
            turned: Any = ImageOps.exif_transpose(found)
            small = _on_white(turned)
            small.thumbnail((SIDE, SIDE))
            made = Image.new("RGB", small.size, "white")
            made.paste(small)
    except Exception:  # a decoder fails in many ways; none of them is ours
        return {"refused": "file_unreadable"}, b""
    target = io.BytesIO()
    made.save(target, "JPEG", quality=QUALITY, optimize=True)
    return {"pages": 1}, target.getvalue()


def _on_white(found: Any) -> Any:
    """Transparent parts are paper."""
    from PIL import Image

    if "A" not in found.getbands() and "transparency" not in found.info:
        return found.convert("RGB")
    clear = found.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


if __name__ == "__main__":
    sys.exit(apart.serve(handle, ready))
