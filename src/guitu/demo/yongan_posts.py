"""Bodies and posts of 永安街道, 咸安区, for the demo: one subdistrict with 14 communities."""

from collections.abc import Sequence
from datetime import date

from guitu.demo.invented_names import invented_names
from guitu.demo.posts import studio_row, town_rows
from guitu.demo.seed_rows import Staffing, body, post, staffed
from guitu.grid.divisions import Division

XIANAN = "421202"
YONGAN = "421202003"
SOCIAL_WORKERS = ("禁毒社工",) * 3
# Far from 恩平's, so that no two people of the demo share a name.
FIRST_NAME = 20_000
STUDIO_SINCE = date(2020, 3, 1)  # the article gives the month
STUDIO, STUDIO_HOLDER = "殷桂芳禁毒工作室", "殷桂芳"
STUDIO_WORKER = f"{YONGAN}/named_studio/social_worker/1"


def yongan_staffing(units: Sequence[Division]) -> Staffing:
    """Every body and post of the subdistrict and of the district's office, given the district's divisions."""
    subdistrict = next(unit for unit in units if unit.path == YONGAN)
    communities = [unit for unit in units if unit.level == 5 and unit.path.startswith(YONGAN)]
    office = body("narcotics_office", "咸安区禁毒委员会办公室", XIANAN)
    rows = [
        (
            office,
            [
                post(office, "county_director", "区禁毒办主任"),
                post(office, "county_clerk", "区禁毒办内勤"),
            ],
        ),
        *town_rows(subdistrict, "社区戒毒社区康复工作中心", SOCIAL_WORKERS),
        *(studio_row(community, ()) for community in communities),
    ]
    return Staffing(
        tuple(at for at, _ in rows),
        staffed((one for _, posts in rows for one in posts), invented_names(FIRST_NAME), known={}, vacant=()),
    )
