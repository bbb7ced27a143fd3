"""Packs: the numbers of the rules, by date and place, each with its clause. Pure: files in, values out."""

from guitu.policy.check import check
from guitu.policy.choose import for_area, load
from guitu.policy.faults import Fault, PackError
from guitu.policy.sources import names
from guitu.policy.text import pack_text
from guitu.policy.timeline import Timeline, from_kept_text, from_text

__all__ = [
    "Fault",
    "PackError",
    "Timeline",
    "check",
    "for_area",
    "from_kept_text",
    "from_text",
    "load",
    "names",
    "pack_text",
]
