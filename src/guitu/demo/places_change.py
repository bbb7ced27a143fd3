"""区划 of the demo, ours but for the farm's name: 河排林场 keeps its own books at the level of a town, 恩城街道 has its figures and
the police's code, and the merger of two villages waits for the director. Figures and documents are invented and say so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from guitu.approvals.commands import ask_approval
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.grid.area_changes.commands import make_area, record_area_code, record_place_fact
from guitu.grid.area_changes.planning import plan
from guitu.kit.database import acting
from guitu.operations.rearranging.preview import preview, shown

FARM = "河排林场"
PAPER = "示例文件〔2026〕1 号"
MERGED = "440785101201", "440785101200"  # 进职村 goes into 长安村, both of 圣堂镇
FACTS = (("population", "142000"), ("households", "45200"), ("area_km2", "152.60"))


def change_places(today: date) -> None:
    """The farm, the figures, and the request."""
    clerk = holder("county_clerk", ENPING, today)
    at = datetime(today.year, today.month, today.day, 8, tzinfo=SHANGHAI) - timedelta(days=1)
    on = at.date()
    make_area(clerk, at=at, door="demo", above=ENPING, kind="quasi_township", name=FARM, on=on, document=PAPER)
    record_area_code(clerk, at=at, door="demo", path=ENCHENG, authority="public_security", code="440785-01", on=on)
    for item, quantity in FACTS:
        record_place_fact(
            clerk, at=at, door="demo", path=ENCHENG, item=item, quantity=Decimal(quantity), on=date(on.year - 1, 12, 31), source="示例年鉴"
        )
    wish = {
        "kind": "merge", "paths": [MERGED[0]], "into": MERGED[1], "name": "", "area_kind": "", "number": "", "on": on,
        "document": PAPER, "keep": False, "receiver": None,
    }
    with acting(clerk):
        found = preview(clerk, plan(clerk, kind="merge", paths=[MERGED[0]], into=MERGED[1], new=None), on)
        told = shown("merge", found, wish, "")
    ask_approval(clerk, at=at, door="demo", name="rearrange_areas", arguments=wish, shown=told)
