"""预防 of the demo: the places, activities and brands that the articles tell of, one row each. The figures of the articles are
counts of these rows; names, days and heads are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, NANMING, SANSHUI, XIANAN
from guitu.demo.small_posts import HUAGUOYUAN
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.prevention.activities.commands import (
    add_stall,
    note_activity,
    plan_activity,
    publish_activity,
    record_activity,
)
from guitu.prevention.brands.commands import add_brand
from guitu.prevention.broadcasts.commands import note_clip
from guitu.prevention.places.bookings import book_place, record_visit_to_place
from guitu.prevention.places.commands import add_place, check_place
from guitu.rules.activities import Heads
from guitu.rules.dates import days_after

YONGAN = "421202003"
HELD, LED, VISITS = 1_168, 275, 137  # 三水, from January to June 2021
GARDENS = 112  # villages of 恩平 with a garden of their own; the others have none
MINORS = 11  # activities of June 2024 for the protection of minors
BRANDS = (("西南街道", "红鸟阿福"), ("云东海街道", "禁毒金银花"), ("白坭镇", "禁毒大狮兄"), ("乐平镇", "禁毒小红星"))
ZONES = ("禁毒历史区", "毒品种类展示区", "VR 体验区", "毒品危害案例区", "禁毒知识竞答区")
STALLS = (("VR 体验", "exhibition"), ("识毒闯关", "contest"), ("跳绳称重", "sport"), ("围棋擂台", "sport"), ("发证颁奖", "show"), ("宣誓台", "show"))
PLEDGE = "我宣誓：认识毒品，远离毒品，守护家人，共建无毒家园。"
# kind, what it is called, which of the six, key group, how large
SORTS = (
    ("class_meeting", "禁毒主题班会", "school", "pupils", 48), ("lecture", "禁毒知识讲座", "school", "pupils", 160), ("distribution", "街头禁毒宣传", "community", "residents", 220),
    ("lecture", "企业职工禁毒课", "unit", "migrants", 75), ("distribution", "场所从业人员宣传", "venue", "staff", 36), ("show", "禁毒文艺进乡村", "village", "residents", 310),
    ("exhibition", "禁毒展板巡展", "community", "residents", 140), ("lecture", "家庭禁毒微课堂", "family", "families", 28),
)


def tell_of_prevention(today: date) -> int:
    """Gives how many activities were held in all four counties."""
    held = _sanshui()
    held += _enping(today)
    _huaguoyuan()
    held += _yongan()
    return held


def officer(county: str, role: str, path: str, on: date) -> Actor:
    """The post of that role at a place, as its holder acts from it."""
    with acting(clock_actor(county)):
        found = rows("SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND path = %s ORDER BY id LIMIT 1", [county, role, path])
        held = post_named(UUID(str(found[0][0])), on)
    if held is None:
        raise LookupError(f"nobody is {role} of {path}")
    return actor_of(held, None)


def places_inside(county: str, length: int) -> list[tuple[str, str]]:
    with acting(clock_actor(county)):
        return units_inside(county, length)


def at_hour(day: date, hour: int = 17) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def _sanshui() -> int:
    """1,168 activities, 275 with leaders, of which the brands' own name theirs; 137 visits to the towns' bases."""
    towns, rng = places_inside(SANSHUI, TOWN), Random(2021)  # noqa: S311  a demo
    clerk, since = officer(SANSHUI, "county_clerk", SANSHUI, date(2021, 1, 4)), date(2021, 1, 4)
    said: dict[str, Any] = {"door": "demo"}
    brands: dict[str, UUID] = {}
    with batch(clerk):
        for town, brand in BRANDS:
            path = next(path for path, name in towns if name in town or town in name)
            brands[path] = UUID(add_brand(clerk, at=at_hour(since, 9), path=path, name=brand, since_on=date(2020, 6, 26), **said)["brand"])
        bases = [
            UUID(add_place(clerk, at=at_hour(since, 9), path=path, kind="base", name=f"{name}禁毒教育基地", on=date(2019, 6, 26), zones=ZONES[:3], **said)["matter"])
            for path, name in towns
        ]
    with batch(clerk):
        for number in range(HELD):
            path, name = towns[number % len(towns)]
            day = days_after(since, number * 177 // HELD)
            is_led = (number + 1) * LED // HELD > number * LED // HELD
            note_activity(clerk, at=at_hour(day), **_sort(rng, number, path, name, day), leaders=["town"] if is_led else [],
                          brand_id=brands.get(path) if number % 5 == 0 else None, **said)
        for number in range(VISITS):
            day = days_after(since, number * 177 // VISITS)
            record_visit_to_place(clerk, at=at_hour(day), place_id=bases[number % len(bases)], day_on=day, headcount=rng.randint(18, 60), basis="counted",
                                  visitors="pupils" if number % 3 else "residents", **said)
    return HELD


def _sort(rng: Random, number: int, path: str, name: str, day: date) -> dict[str, Any]:
    """One activity of everyday: most are counted, some sign in, of a street crowd there is an estimate."""
    kind, what, entry, group, size = SORTS[number % len(SORTS)]
    n = size + rng.randint(-size // 4, size // 4)
    heads = Heads(estimated=n) if kind == "distribution" and number % 3 else Heads(signed=n) if number % 4 == 1 else Heads(counted=n)
    entries = [entry, "village"] if number % 9 == 0 and entry != "village" else [entry]
    return {"path": path, "name": f"{name}{what}", "kind": kind, "held_on": day, "heads": heads, "cost": rng.randint(0, 60) * 1_000,
            "tags": {"entry": entries, "topic": ["drugs"], "group": [group], "organiser": ["narcotics_office"]}}


def _enping(today: date) -> int:
    clerk, rng = officer(ENPING, "county_clerk", ENPING, date(2024, 6, 1)), Random(785)  # noqa: S311  a demo
    _enping_places(clerk, rng, today)
    held = _fair(clerk) + _minors(clerk)
    with batch(clerk):
        for number in range(25):
            level = "national" if number == 12 else "province"
            note_clip(clerk, at=at_hour(date(2023, 3, 1)), day_on=days_after(date(2022, 2, 10), number * 15), level=level, door="demo",
                      outlet="央级媒体（示例）" if level == "national" else "省级媒体（示例）", title=f"无毒恩平报道之{number + 1}")
    _plans(today)
    return held


def _enping_places(clerk: Actor, rng: Random, today: date) -> None:
    """One base with 童心书屋 and a park for the county, a corridor for each town, gardens in 112 of 175 villages; looked at
    lately, but for a few."""
    villages, towns = places_inside(ENPING, VILLAGE), places_inside(ENPING, TOWN)
    with_garden = {villages[n * len(villages) // GARDENS][0] for n in range(GARDENS)}
    wanted: list[tuple[str, str, str, Sequence[str]]] = [
        (ENPING, "base", "恩平市禁毒教育基地", ZONES), (ENPING, "reading_room", "童心书屋", ()), (ENPING, "park", "恩平市禁毒主题公园", ()),
        *((path, "corridor", f"{name}禁毒宣传长廊", ()) for path, name in towns),
        *((path, "garden", f"{name}禁毒教育园地", ()) for path, name in villages if path in with_garden),
    ]
    opened = date(2021, 6, 26)
    with batch(clerk):
        made = [
            UUID(add_place(clerk, at=at_hour(opened), path=path, kind=kind, name=name, on=opened, zones=zones, hours="周二至周日 9:00—17:00", door="demo")["matter"])
            for path, kind, name, zones in wanted
        ]
    with batch(clerk):
        for number, place in enumerate(made):
            late = number % 17 == 9  # the half year is over, and nobody has come again
            day = days_after(today, -rng.randint(195, 230) if late else -rng.randint(5, 150))
            faulty = number % 23 == 7
            check_place(clerk, at=at_hour(day), place_id=place, on=day, condition="faulty" if faulty else "sound", note="展板褪色，待更换" if faulty else None, door="demo")
    for ahead, n, who in ((2, 38, "恩城中学 高一（3）班"), (2, 24, "恩城街道妇联"), (5, 40, "冯如纪念中学 初二（1）班")):
        day = days_after(today, ahead)
        day = days_after(day, 1) if day.isoweekday() == 1 else day
        book_place(clerk, at=at_hour(days_after(today, -1)), place_id=made[0], day_on=day, slot="first", headcount=n, visitors="pupils", who=who, door="demo")


def _fair(clerk: Actor) -> int:
    """25 June 2024: 禁毒集市 with six stalls and a pledge, at the light of the river."""
    day = date(2024, 6, 25)
    planned = plan_activity(
        clerk, at=at_hour(date(2024, 5, 30)), path=ENPING, name="6·26 国际禁毒日禁毒宣誓暨“禁毒集市”", kind="fair", held_on=day, expected=1_500,
        by_government=True, door="demo", words={"where": "锦江国际广场中庭", "pledge": PLEDGE},
        tags={"entry": ["community"], "form": ["game", "vr", "pledge"], "topic": ["drugs", "stigma"], "group": ["residents", "families"],
              "organiser": ["narcotics_office", "police", "volunteers"]},
    )
    fair = UUID(planned["matter"])
    publish_activity(clerk, at=at_hour(date(2024, 6, 3)), activity_id=fair, door="demo")
    stalls = [
        add_stall(clerk, at=at_hour(date(2024, 6, 5)), activity_id=fair, name=name, kind=kind, words={"pledge": PLEDGE if name == "宣誓台" else ""}, door="demo")["matter"]
        for name, kind in STALLS
    ]
    record_activity(clerk, at=at_hour(date(2024, 6, 26)), activity_id=fair, heads=Heads(estimated=1_300), leaders=["city", "county"], cost=2_860_000, door="demo")
    for number, stall in enumerate(stalls):
        record_activity(clerk, at=at_hour(date(2024, 6, 26)), activity_id=UUID(stall), heads=Heads(estimated=180 + 40 * number), door="demo")
    return 1


def _minors(clerk: Actor) -> int:
    """June 2024: eleven activities for the protection of minors, more than three thousand counted or signed in."""
    with batch(clerk):
        for number, day in enumerate(_days(date(2024, 6, 3), MINORS, 2)):
            note_activity(
                clerk, at=at_hour(day), path=ENPING, name=f"润心伴成长，同心护未来（{number + 1}）", kind=("lecture", "show", "contest")[number % 3], held_on=day, door="demo",
                tags={"entry": [("school", "community", "village", "family")[number % 4]], "topic": ["minors", "mind"] if number % 2 else ["minors", "law"],
                      "group": ["pupils", "left_behind"], "organiser": ["civil_affairs", "education"]},
                heads=Heads(signed=286) if number % 2 else Heads(counted=275 + number), leaders=["county"] if number == 0 else [],
            )
    return MINORS


def _plans(today: date) -> None:
    """Of 恩城街道: four of this year, then one planned, one published, one that waits to be recorded."""
    head = officer(ENPING, "town_head", "440785001", today)
    for ago, name, kind, heads in (
        (165, "禁毒月街头宣传", "distribution", Heads(estimated=400)), (120, "暑期亲子禁毒课", "lecture", Heads(signed=46)),
        (70, "新学期第一课", "class_meeting", Heads(counted=212)), (35, "务工人员禁毒讲座", "lecture", Heads(counted=58)),
    ):
        day = days_after(today, -ago)
        note_activity(
            head, at=at_hour(day), path=head.path, name=name, kind=kind, held_on=day, heads=heads, cost=80_000, door="demo",
            tags={"entry": ["school" if kind == "class_meeting" else "community"], "topic": ["drugs"], "organiser": ["narcotics_office"]},
        )
    for ahead, name, kind in ((16, "周末相约：亲子禁毒手工", "show"), (9, "禁毒进校园", "lecture"), (-3, "场所从业人员禁毒课", "lecture")):
        said = plan_activity(
            head, at=at_hour(days_after(today, -12), 9), path=head.path, name=name, kind=kind, held_on=days_after(today, ahead), expected=60, door="demo",
            tags={"entry": ["school" if kind == "lecture" else "family"], "topic": ["drugs"], "organiser": ["narcotics_office", "women"]},
        )
        if ahead < 10:
            publish_activity(head, at=at_hour(days_after(today, -10), 9), activity_id=UUID(said["matter"]), door="demo")


def _huaguoyuan() -> None:
    clerk, on = officer(NANMING, "county_clerk", NANMING, date(2022, 6, 1)), date(2022, 6, 1)
    for kind, name, zones in (("base", "南明区禁毒预防教育基地", ZONES), ("square", "南明区禁毒文化广场", ()), ("culture_corridor", "禁毒文化长廊", ())):
        add_place(clerk, at=at_hour(on), path=HUAGUOYUAN, kind=kind, name=name, on=on, zones=zones, door="demo")


def _yongan() -> int:
    """24 March: 妇联, a party branch and the centre in one school, counted once."""
    clerk, day = officer(XIANAN, "county_clerk", XIANAN, date(2023, 3, 24)), date(2023, 3, 24)
    note_activity(
        clerk, at=at_hour(day), path=YONGAN, name="禁毒科普进校园·法治安全带回家", kind="class_meeting", held_on=day, heads=Heads(counted=46), door="demo",
        tags={"entry": ["school"], "topic": ["drugs", "law"], "group": ["pupils"], "organiser": ["women", "party_branch", "narcotics_office"]},
    )
    return 1


def _days(first: date, n: int, every: int) -> Iterator[date]:
    for number in range(n):
        yield first + timedelta(days=number * every)
