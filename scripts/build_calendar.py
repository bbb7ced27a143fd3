"""Write policies/national/calendar.toml from the published holiday notices carried by chinesecalendar.

Run once a year, when the State Council's notice for the next year is in the package; then read the diff.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from chinese_calendar import constants

FIRST_YEAR = 2008
TARGET = Path(__file__).resolve().parents[1] / "policies" / "national" / "calendar.toml"
HEAD = """\
# 国务院办公厅每年公布的放假（off，含其中的周末）与调休上班（worked）。
# 由 scripts/build_calendar.py 生成，请勿手改。
# published_until 之后的年份尚未公布：只按周末推算，期限显示“待公布”。

published_until = {until}
"""


def main() -> None:
    last_year = max(constants.holidays).year
    parts = [HEAD.format(until=date(last_year, 12, 31))]
    for year in range(FIRST_YEAR, last_year + 1):
        parts.append(
            f"\n[{year}]\n{_line('off', year, constants.holidays)}{_line('worked', year, constants.workdays)}"
        )
    TARGET.write_text("".join(parts), encoding="utf-8")


def _line(name: str, year: int, days: Iterable[date]) -> str:
    listed = ", ".join(day.isoformat() for day in sorted(days) if day.year == year)
    return f"{name} = [{listed}]\n"


if __name__ == "__main__":
    main()
