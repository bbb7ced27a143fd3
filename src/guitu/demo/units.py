"""无毒小单元 of the demo: 恩平 names from small to large in 2022 as the article counts, and its six model towns; lived by commands.

Which villages and groups, how many households each has, and all names are ours; the numbers are the article's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from guitu.demo.places import ENPING
from guitu.demo.prevention import at_hour, officer, places_inside
from guitu.demo.stories import ENCHENG
from guitu.grid.access import clock_actor
from guitu.grid.areas import GROUP, TOWN, VILLAGE
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.prevention.fold import UNIT
from guitu.prevention.units.checking import assess_unit, confirm_unit, return_unit
from guitu.prevention.units.commands import declare_households, declare_unit, set_target
from guitu.prevention.units.keeping import answer_veto, veto_unit
from guitu.prevention.units.naming import name_units, publish_units
from guitu.prevention.units.sampling import draw_sample, record_sample_visit
from guitu.rules.dates import days_after
from guitu.settling.load import gather, matters
from guitu.settling.settle import settle

HOUSEHOLDS, VILLAGES, GROUPS = 63_000, 107, 706
FAULTY, EXCEPTED = 4, 7  # found otherwise by visits in all; argued singly in a village
OTHERS = {"school": 44, "venue": 87, "unit": 111, "enterprise": 23}
NAMED_TOWNS, BEGUN_TOWNS = ("沙湖", "牛江", "君堂", "圣堂", "大槐", "那吉"), ("横陂", "良西", "大田")
TYPES = ("family", "group", "village", "town", "school", "unit", "enterprise", "venue", "industry", "compound", "rental", "site", "clan")
DECLARED, CHECKED, VISITED, PUBLISHED, NAMED = date(2022, 3, 7), date(2022, 3, 14), date(2022, 3, 28), date(2022, 4, 6), date(2022, 4, 15)
LATE, LATE_PUBLISHED, LATE_NAMED = date(2022, 10, 17), date(2022, 10, 24), date(2022, 11, 2)
CHUNK = 200
SHARE = (6, 10)  # of its groups that a village of 恩平 must have named
STATED = {
    "family": ("pledge", "none_using", "quiz", "house_rules"), "group": ("pledged", "notice"), "village": (), "school": ("hours", "platform", "contest"),
    "unit": ("leader", "statement", "lesson"), "enterprise": ("quiz", "statement", "jobs"), "venue": ("trained",), "model_town": ("board", "publicity"),
}
SEEN = {
    "family": (), "group": ("rounds",), "village": ("roster", "tests", "no_crops"), "school": ("around",), "unit": ("wall",), "enterprise": ("dormitory",),
    "venue": ("letter", "roster", "cameras", "signs"), "model_town": ("station", "survey"),
}
NAMES = {"school": "示例学校", "venue": "示例场所", "unit": "示例单位", "enterprise": "示例企业"}
Made = list[tuple[UUID, str]]  # a unit and its type


def name_units_of_enping(today: date) -> int:
    """2022 as the article tells it, then this year's of 恩城街道; gives how many households had a title at the end of 2022."""
    _year_of_the_article()
    _this_year(today)
    _let_lapse(today)
    return HOUSEHOLDS


def _let_lapse(today: date) -> None:
    """The clock has come each night since: the titles of 2022 that nobody renewed are over, the others are laid out."""
    with acting(clock_actor(ENPING)):
        titled = [unit for (unit,) in rows("SELECT id FROM prevention_unit WHERE ends_on IS NOT NULL ORDER BY id")]
    for start in range(0, len(titled), CHUNK):
        with acting(clock_actor(ENPING)):
            settle(ENPING, matters(UNIT, titled[start : start + CHUNK]), at_hour(today, 0))


def _year_of_the_article() -> None:
    clerk, director = officer(ENPING, "county_clerk", ENPING, NAMED), officer(ENPING, "county_director", ENPING, NAMED)
    _targets(clerk)
    villages, groups, towns = places_inside(ENPING, VILLAGE), places_inside(ENPING, GROUP), places_inside(ENPING, TOWN)
    of_village = {path: [one for one in groups if one[0].startswith(path)] for path, _name in villages}
    # The last village has no worker yet, which its standard asks for.
    chosen = sorted(villages[:-1], key=lambda one: (len(of_village[one[0]]), one[0]))[:VILLAGES]
    lots = _declare_households(of_village)
    first: Made = []
    second: Made = []
    for town, _name in towns:
        head = officer(ENPING, "town_head", town, DECLARED)
        with batch(head):
            first += _declare(head, DECLARED, "group", [one for one in _groups(of_village, chosen) if one[0].startswith(town)])
            first += _declare(head, DECLARED, "model_town", [(path, name) for path, name in towns if path == town and name[:2] in NAMED_TOWNS], on=date(2021, 3, 1))
            for type, n in OTHERS.items():
                first += _declare(head, DECLARED, type, [(town, f"{NAMES[type]}{number + 1}号") for number in _share(n, towns, town)])
            second += _declare(head, DECLARED, "village", [one for one in chosen if one[0].startswith(town)])
    _confirm_lots(lots)
    _confirm(director, [*first, *second])
    _sample(clerk, [town for town, _name in towns])
    _give_titles(clerk, [*first, *((lot, "family") for lot in lots)], VISITED, PUBLISHED, NAMED)
    _give_titles(clerk, second, LATE, LATE_PUBLISHED, LATE_NAMED)
    _begin_towns(towns, director)


def _targets(clerk: Actor) -> None:
    """Every type gets its number for the year; seven of them as they were then reached."""
    wanted = {"family": HOUSEHOLDS, "village": VILLAGES, "group": GROUPS, **OTHERS}
    with batch(clerk):
        for type in TYPES:
            set_target(clerk, at=at_hour(date(2022, 2, 15)), path=ENPING, type=type, year=2022, number=wanted.get(type, 0), whose="综合协调组", door="demo")


def _declare_households(of_village: dict[str, list[tuple[str, str]]]) -> list[UUID]:
    """One call a village: so many households a group, but for a few that are argued singly; the vacant village's by its town."""
    groups = [path for path, listed in of_village.items() for _group in listed]
    net = HOUSEHOLDS + FAULTY
    lots, number, done = [], 0, 0
    for path, listed in of_village.items():
        sizes = []
        for group, _name in listed:
            sizes.append((group, (number + 1) * net // len(groups) - number * net // len(groups)))
            number += 1
        away = [(group, n + 1, "away", "全家长期在外地") for group, n in sizes[:EXCEPTED]]
        sizes = [(group, n + (place < EXCEPTED)) for place, (group, n) in enumerate(sizes)]
        who = _of_village(path)
        said = declare_households(who, at=at_hour(DECLARED, 10), path=path, groups=sizes, exceptions=away, stated=STATED["family"], door="demo")
        lots.append(UUID(said["matter"]))
        done += said["households"]
    assert done == net, done
    return lots


def _of_village(path: str) -> Actor:
    try:
        return officer(ENPING, "village_worker", path, DECLARED)
    except LookupError:
        return officer(ENPING, "town_head", path[:TOWN], DECLARED)


def _groups(of_village: dict[str, list[tuple[str, str]]], chosen: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """706 groups: of each chosen village as many as its own title needs, the rest in other villages."""
    found = [group for path, _name in chosen for group in of_village[path][: -(-len(of_village[path]) * SHARE[0] // SHARE[1])]]
    paths = {path for path, _name in chosen}
    rest = [group for path, listed in of_village.items() if path not in paths for group in listed]
    return [*found, *rest[: GROUPS - len(found)]]


def _declare(head: Actor, day: date, type: str, places: Iterable[tuple[str, str]], *, on: date | None = None) -> Made:
    return [
        (UUID(declare_unit(head, at=at_hour(on or day, 11), type=type, path=path, name=name, stated=STATED[type], door="demo")["matter"]), type)
        for path, name in places
    ]


def _share(n: int, towns: Sequence[tuple[str, str]], town: str) -> range:
    """The numbers of a town among so many that all towns have."""
    place = [path for path, _name in towns].index(town)
    return range(place * n // len(towns), (place + 1) * n // len(towns))


def _confirm_lots(lots: Sequence[UUID]) -> None:
    """By the town of each; what a town declared itself, by the county."""
    with acting(officer(ENPING, "county_clerk", ENPING, CHECKED)):
        listed = sorted((path, level, UUID(str(id))) for id, path, level in rows("SELECT id, left(scope_path, 9), level FROM prevention_unit WHERE id = ANY(%s)", [list(lots)]))
    for (path, level), found in groupby(listed, key=lambda one: (one[0], one[1])):
        who = officer(ENPING, "town_head", path, CHECKED) if level == "village" else officer(ENPING, "county_director", ENPING, CHECKED)
        ids = [id for _path, _level, id in found]
        with batch(who) as held:
            gather(held, UNIT, ids)
            for id in ids:
                confirm_unit(who, at=at_hour(CHECKED, 15), unit_id=id, door="demo")


def _confirm(director: Actor, made: Made) -> None:
    with batch(director) as held:
        gather(held, UNIT, [id for id, _type in made])
        for id, type in made:
            confirm_unit(director, at=at_hour(date(2021, 3, 15) if type == "model_town" else CHECKED, 16), unit_id=id, door="demo")


def _sample(clerk: Actor, towns: Sequence[str]) -> None:
    """Each town's households are drawn and visited; at a few the visit finds otherwise."""
    drawn: list[UUID] = []
    with batch(clerk):
        for town in towns:
            sample = UUID(draw_sample(clerk, at=at_hour(date(2022, 3, 15), 9), path=town, door="demo")["sample"])
            drawn += [UUID(str(id)) for (id,) in rows("SELECT id FROM prevention_drawn WHERE sample_id = %s ORDER BY household_id", [sample])]
        for number, one in enumerate(drawn):
            result = "faulty" if number % 160 == 37 and number // 160 < FAULTY else "sound"
            record_sample_visit(clerk, at=at_hour(date(2022, 3, 24)), drawn_id=one, result=result, on=date(2022, 3, 24), door="demo")


def _give_titles(clerk: Actor, made: Made, assessed: date, published: date, named: date) -> None:
    ids = [id for id, _type in made]
    with batch(clerk) as held:
        gather(held, UNIT, ids)
        for id, type in made:
            said = assess_unit(clerk, at=at_hour(assessed), unit_id=id, seen=SEEN[type], door="demo")
            assert said["passed"], (type, said)
    model = [id for id, type in made if type == "model_town"]
    for by, which in (("county", [id for id, type in made if type != "model_town"]), ("city", model)):
        if which:
            naming = UUID(publish_units(clerk, at=at_hour(published), unit_ids=which, door="demo")["naming"])
            name_units(clerk, at=at_hour(named), naming_id=naming, document=f"示例〔{named.year}〕{named.month}{by[:1]}号", named_by=by, door="demo")


def _this_year(today: date) -> None:
    """恩城街道 now: one village's households drawn and half visited, one returned, one that waits; two venues named, one of them
    closed since, which has answered."""
    clerk, head = officer(ENPING, "county_clerk", ENPING, today), officer(ENPING, "town_head", ENCHENG, today)
    villages = [path for path, _name in places_inside(ENPING, VILLAGE) if path.startswith(ENCHENG)][:3]
    lots = []
    for number, path in enumerate(villages):
        groups = [(group, 34 + place % 5) for place, (group, _name) in enumerate(one for one in places_inside(ENPING, GROUP) if one[0].startswith(path))]
        away = [(group, 2, "away", "全家长期在外地") for group, _n in groups[:EXCEPTED]]
        who = officer(ENPING, "village_worker", path, today)
        said = declare_households(who, at=at_hour(days_after(today, -25 + 8 * number), 10), path=path, groups=groups, exceptions=away, stated=STATED["family"], door="demo")
        lots.append(UUID(said["matter"]))
    confirm_unit(head, at=at_hour(days_after(today, -22), 10), unit_id=lots[0], door="demo")
    return_unit(head, at=at_hour(days_after(today, -15), 10), unit_id=lots[1], note="第二小组户数和台账不一致，请核对。", door="demo")
    sample = UUID(draw_sample(clerk, at=at_hour(days_after(today, -20), 9), path=ENCHENG, door="demo")["sample"])
    with acting(clerk):
        drawn = [UUID(str(id)) for (id,) in rows("SELECT id FROM prevention_drawn WHERE sample_id = %s ORDER BY household_id", [sample])]
    with batch(clerk):
        for one in drawn[: len(drawn) // 2]:
            record_sample_visit(clerk, at=at_hour(days_after(today, -10)), drawn_id=one, result="sound", on=days_after(today, -10), door="demo")
    with batch(head):
        venues = _declare(head, days_after(today, -70), "venue", [(ENCHENG, "示例歌厅"), (ENCHENG, "示例旅馆")])
    with batch(clerk) as held:
        gather(held, UNIT, [id for id, _type in venues])
        for id, _type in venues:
            confirm_unit(clerk, at=at_hour(days_after(today, -66), 10), unit_id=id, door="demo")
    _give_titles(clerk, venues, days_after(today, -60), days_after(today, -55), days_after(today, -35))
    first = venues[0][0]
    found = veto_unit(clerk, at=at_hour(days_after(today, -6)), unit_id=first, cause="closed_for_drugs", on=days_after(today, -6), note="停业整顿通知（示例）", door="demo")
    answer_veto(head, at=at_hour(days_after(today, -2)), unit_id=first, veto=found["facts"][0], note="已停业自查，从业人员全部重新培训。", door="demo")


def _begin_towns(towns: Sequence[tuple[str, str]], director: Actor) -> None:
    """Three more towns begin in 2023."""
    for path, name in towns:
        if name[:2] in BEGUN_TOWNS:
            head = officer(ENPING, "town_head", path, DECLARED)
            with batch(head):
                made = _declare(head, date(2023, 1, 10), "model_town", [(path, name)])
            confirm_unit(director, at=at_hour(date(2023, 1, 16)), unit_id=made[0][0], door="demo")
