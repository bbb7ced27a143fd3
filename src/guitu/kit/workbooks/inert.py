"""Text that no spreadsheet program will take for a formula (S-10.4)."""

from __future__ import annotations

import unicodedata

STARTS_A_FORMULA = frozenset("=+-@\t\r\0")
HIDDEN = frozenset(("Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Co", "Cn", "Cs"))
XLSX_LIMIT = 32_767


def inert(text: str) -> str:
    """The text with an apostrophe in front if, past all that is invisible, it begins like a formula."""
    for sign in text:
        if sign in "\t\r\0" or unicodedata.normalize("NFKC", sign)[:1] in STARTS_A_FORMULA:
            return "'" + text
        if unicodedata.category(sign) not in HIDDEN:
            break
    return text


def without_apostrophe(text: str) -> str:
    """What `inert` was given: a book that we wrote and that comes back is read as it was."""
    return text[1:] if text.startswith("'") and inert(text[1:]) != text[1:] else text


def storable(text: str) -> str:
    """Without what the file format cannot hold."""
    if not text.isprintable():
        text = "".join(
            sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
        )
    return text[:XLSX_LIMIT]
