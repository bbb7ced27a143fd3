"""Bodies and posts of 恩平市 for the demo. The numbers are the articles'; the names are ours."""

from collections.abc import Iterator, Sequence

from guitu.demo.groups import share, spread
from guitu.demo.invented_names import invented_names
from guitu.demo.member_units import MEMBER_UNITS
from guitu.demo.seed_rows import BodySeed, PostSeed, Staffing, body, post, staffed
from guitu.grid.divisions import Division

ENPING = "440785"
GROUPS = 1_874
TOWN_STAFF = 87
# Every town centre has a few people however few its villages.
FEWEST_TOWN_STAFF = 4

Row = tuple[BodySeed, list[PostSeed]]


def enping_groups(units: Sequence[Division]) -> list[tuple[str, str]]:
    """(path, name) of the 1,874 groups below the 175 villages."""
    return spread([village.path for village in _level(units, 5)], GROUPS, seed=int(ENPING))


def enping_staffing(units: Sequence[Division]) -> Staffing:
    """Every body and post of the county, given its divisions."""
    towns, villages = _level(units, 4), _level(units, 5)
    rows = [*_county_rows(), *_member_rows(), *_office_rows(towns)]
    sizes = {town.path: sum(v.path.startswith(town.path) for v in villages) for town in towns}
    extra = share(TOWN_STAFF - FEWEST_TOWN_STAFF * len(towns), sizes)
    for town in towns:
        staff = FEWEST_TOWN_STAFF + extra[town.path]
        titles = [("禁毒社工", "禁毒专职人员")[number % 2] for number in range(staff)]
        rows += town_rows(town, "邑康家园", titles)
    groups = enping_groups(units)
    for village in villages:
        rows.append(studio_row(village, [group for group in groups if group[0].startswith(village.path)]))
    # Where points are exchanged; last, so that everybody else is called what he was called before.
    storekeeper = post(body("sunshine_office", "“阳光工程”办公室", ENPING), "storekeeper", "积分兑换发放员")
    return Staffing(
        tuple(at for at, _ in rows),
        staffed(
            [*(one for _, posts in rows for one in posts), storekeeper],
            invented_names(),
            known={f"{towns[0].path}/town_centre/social_worker/1": "林婉"},
            # 175 studios, 174 people: the vacancy is the last village's.
            vacant={f"{villages[-1].path}/village_studio/village_worker/1"},
        ),
    )


def town_rows(town: Division, centre_name: str, titles: Sequence[str]) -> Iterator[Row]:
    """The town's office, its police station, and its centre with one post for each title."""
    office = body("town_office", f"{town.name}禁毒办公室", town.path)
    yield (
        office,
        [
            post(office, "town_head", f"{town.name}禁毒办主任"),
            post(office, "member_liaison", f"{town.name}禁毒联络员"),
        ],
    )
    centre = body("town_centre", f"{town.name}{centre_name}", town.path)
    yield centre, [post(centre, "social_worker", title, number) for number, title in enumerate(titles, 1)]
    station = body("police_station", f"{short_name(town.name)}派出所", town.path)
    yield station, [post(station, "police_liaison", f"{short_name(town.name)}派出所禁毒民警")]


def studio_row(village: Division, groups: Sequence[tuple[str, str]]) -> Row:
    place = short_name(village.name)
    studio = body("village_studio", f"{place}禁毒工作室", village.path)
    worker = post(studio, "village_worker", f"{place}禁毒专职人员")
    grid_workers = [post(studio, "grid_worker", f"{place}{name}网格员", path=path) for path, name in groups]
    return studio, [worker, *grid_workers]


def short_name(name: str) -> str:
    """恩城街道 → 恩城, 横东村民委员会 → 横东村, 东门社区居民委员会 → 东门社区."""
    for ending, instead in (
        ("村民委员会", "村"),
        ("村委会", "村"),
        ("社区居民委员会", "社区"),
        ("社区居委会", "社区"),
        ("居民委员会", "社区"),
        ("居委会", "社区"),
        ("街道", ""),
        ("镇", ""),
    ):
        if name.endswith(ending):
            return name.removesuffix(ending) + instead
    return name


def _county_rows() -> Iterator[Row]:
    office = body("narcotics_office", "恩平市禁毒委员会办公室", ENPING)
    yield (
        office,
        [
            post(office, "county_director", "市禁毒办主任"),
            post(office, "county_clerk", "市禁毒办内勤"),
            post(office, "propaganda_officer", "市禁毒办宣传专员"),
            post(office, "system_admin", "系统管理员"),
            post(office, "security_admin", "安全管理员"),
            post(office, "audit_admin", "审计管理员"),
        ],
    )
    facility = body("facility", "强制隔离戒毒所（示例）", ENPING)
    yield facility, [post(facility, "facility_officer", "戒毒所出所衔接民警")]
    agency = body("social_work_agency", "禁毒社会工作服务中心（示例）", ENPING)
    yield agency, [post(agency, "counsellor", "心理咨询师")]
    clinic = body("clinic", "药物维持治疗门诊（示例）", ENPING)
    yield clinic, [post(clinic, "clinic_staff", "门诊医护人员")]
    school = body("school", "恩城实验小学（示例）", f"{ENPING}001")
    yield school, [post(school, "teacher", "恩城实验小学禁毒教师")]


WORKING_GROUPS = ("综合协调组", "基础工作组", "督导问责组", "宣传教育组", "执法打击组")


def _office_rows(towns: Sequence[Division]) -> Iterator[Row]:
    """Bodies whose posts are those of others: the groups of the office, its sunshine office, the stations for minors."""
    for number, name in enumerate(WORKING_GROUPS, 1):
        yield body("working_group", name, ENPING, str(number)), []
    yield body("sunshine_office", "“阳光工程”办公室", ENPING), []
    for town in towns:
        yield body("child_protection_station", f"{town.name}未成年人保护工作站", town.path), []


def _member_rows() -> Iterator[Row]:
    for slug, name in MEMBER_UNITS.items():
        unit = body("member_unit", name.replace("市", "恩平市", 1), ENPING, slug)
        yield unit, [post(unit, "member_liaison", f"{name}禁毒联络员")]


def _level(units: Sequence[Division], level: int) -> list[Division]:
    return [unit for unit in units if unit.level == level and not unit.virtual]
