"""The strips of the panel: what each finds, from how many ng/mL, and since when it is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import listed


@dataclass(frozen=True, slots=True)
class Strip:
    code: str
    label: object
    cutoff: int | None = None  # ng/mL
    since: date = date(2008, 6, 1)


PANEL = (
    Strip("MOP", _("吗啡"), 300),
    Strip("MET", _("甲基苯丙胺"), 1000),
    Strip("KET", _("氯胺酮"), 1000),
    Strip("MDMA", _("摇头丸"), 500),
    Strip("THC", _("大麻"), 50),
    Strip("COC", _("可卡因"), 300),
    Strip("SYN", _("合成大麻素"), None, date(2021, 7, 1)),
    Strip("ETO", _("依托咪酯"), None, date(2023, 10, 1)),
    Strip("DXM", _("右美沙芬"), None, date(2024, 7, 1)),
)
CODES = frozenset(strip.code for strip in PANEL)


def choices(on: date) -> list[tuple[str, str]]:
    """The strips in use on that day, as the form offers them."""
    return [(strip.code, str(strip.label)) for strip in PANEL if strip.since <= on]


def words(codes: tuple[str, ...]) -> str:
    labels = {strip.code: str(strip.label) for strip in PANEL}
    return listed(labels.get(code, code) for code in codes)
