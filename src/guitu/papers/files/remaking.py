"""A stranger's file is made anew before it is kept: what comes back is a picture or pages, and nothing else.

Images are re-encoded without position, camera or comment; PDFs are laid out again page by page, so that scripts,
forms and attached files stay behind. What is neither is not taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from guitu.kit import apart
from guitu.kit.apart import Failed
from guitu.kit.errors import Refused
from guitu.rules.verdict import Reason

MOST_BYTES = 20 * apart.MEGABYTE
MOST_PAGES = 60
IMAGES = apart.Bounds(memory_bytes=600 * apart.MEGABYTE)
PAGES = apart.Bounds(memory_bytes=2048 * apart.MEGABYTE, cpu_seconds=25, wall_seconds=40, opens_files=True)
SIGNATURES = (  # the first bytes say what a file claims to be; its parser decides
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)
SUFFIXES = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class Remade:
    """A file as it is kept: what it is, its bytes, how many pages."""

    media_type: str
    data: bytes
    pages: int = 1


def claimed(data: bytes) -> str:
    """What the first bytes claim; empty for whatever is not taken."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in SIGNATURES if data.startswith(start)), "")


def remake(data: bytes) -> Remade:
    """The file made anew in a process of its own. Refuses what is too big, of another kind, or cannot be read."""
    if not data:
        raise Refused(Reason("file_empty"), field="file")
    if len(data) > MOST_BYTES:
        raise Refused(Reason("file_too_big", {"limit": MOST_BYTES // apart.MEGABYTE}), field="file")
    kind = claimed(data)
    if not kind:
        raise Refused(Reason("file_kind_not_taken"), field="file")
    is_pdf = kind == "application/pdf"
    module = "guitu.papers.files.pages_child" if is_pdf else "guitu.papers.files.image_child"
    try:
        answer, made = apart.run(module, {"most_pages": MOST_PAGES}, data, PAGES if is_pdf else IMAGES)
    except Failed:
        raise Refused(Reason("file_unreadable"), field="file") from None
    if code := answer.get("refused"):
        raise Refused(Reason(code, answer.get("values", {})), field="file")
    return Remade("application/pdf" if is_pdf else "image/jpeg", made, answer["pages"])
