"""A text as a square picture for a camera, drawn by the page itself: one path of unit squares."""

from __future__ import annotations

from qrcode.main import QRCode


def squares(text: str) -> dict[str, object]:
    """How many squares a side has, and the path of the dark ones."""
    code = QRCode(border=4)
    code.add_data(text)
    lines = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(lines) for x, dark in enumerate(line) if dark)
    return {"size": len(lines), "path": path}
