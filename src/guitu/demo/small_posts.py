"""Bodies and posts of 南明区花果园街道 and of 三水区 for the demo: as many as the articles say, the names are ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from guitu.demo.groups import share
from guitu.demo.invented_names import invented_names
from guitu.demo.posts import Row, short_name, town_rows
from guitu.demo.seed_rows import Staffing, body, post, staffed
from guitu.grid.divisions import Division

NANMING, SANSHUI = "520102", "440607"
HUAGUOYUAN = "520102031"
FIRST_NAMES = {NANMING: 24_000, SANSHUI: 27_000}
VILLAGE_STAFF = 152
SOCIAL_WORKERS, COUNSELLORS = 38, 27
SECONDED, SECONDED_FROM = 3, date(2022, 6, 27)
# Who in the article has just received somebody from the gate: 戴凤兵.
RECEIVER = f"{HUAGUOYUAN}/town_centre/social_worker/1"


def nanming_staffing(units: Sequence[Division]) -> Staffing:
    """The district's office and the subdistrict of 花果园, but for those who are seconded to it later."""
    subdistrict = next(unit for unit in units if unit.path == HUAGUOYUAN)
    communities = [unit for unit in units if unit.level == 5 and unit.path.startswith(HUAGUOYUAN)]
    rows: list[Row] = [*_office_rows(NANMING, "南明区"), *town_rows(subdistrict, "阳光驿站", ("禁毒社工",) * SOCIAL_WORKERS)]
    agency = body("social_work_agency", "心理咨询服务机构（示例）", HUAGUOYUAN)
    rows.append((agency, [post(agency, "counsellor", "心理咨询师", number) for number in range(1, COUNSELLORS + 1)]))
    staff = share(VILLAGE_STAFF, {unit.path: 1 for unit in communities})
    for unit in communities:
        studio = body("village_studio", f"{short_name(unit.name)}禁毒工作站", unit.path)
        rows.append((studio, [post(studio, "village_worker", "禁毒专干", n) for n in range(1, staff[unit.path] + 1)]))
    return _staffing(NANMING, rows, {RECEIVER: "戴凤兵"})


def seconded_staffing() -> Staffing:
    """The police who came to the centre of 花果园 from a place of compulsory isolation, at the body that is there."""
    centre = body("town_centre", "花果园街道阳光驿站", HUAGUOYUAN)
    posts = [post(centre, "police_liaison", "专地融合派驻民警", number) for number in range(1, SECONDED + 1)]
    return Staffing((), staffed(posts, invented_names(FIRST_NAMES[NANMING] + 2_000), known={}, vacant=()))


def sanshui_staffing(units: Sequence[Division]) -> Staffing:
    """The district's office and each town's."""
    towns = [unit for unit in units if unit.level == 4 and not unit.virtual]
    rows = [*_office_rows(SANSHUI, "三水区"), *(row for town in towns for row in town_rows(town, "社区戒毒社区康复工作站", ("禁毒社工",) * 2))]
    return _staffing(SANSHUI, rows)


def _office_rows(county: str, name: str) -> list[Row]:
    office = body("narcotics_office", f"{name}禁毒委员会办公室", county)
    return [(office, [post(office, "county_director", "区禁毒办主任"), post(office, "county_clerk", "区禁毒办内勤")])]


def _staffing(county: str, rows: Sequence[Row], known: Mapping[str, str] = MappingProxyType({})) -> Staffing:
    posts = (one for _, of_body in rows for one in of_body)
    return Staffing(tuple(at for at, _ in rows), staffed(posts, invented_names(FIRST_NAMES[county]), known=known, vacant=()))
