"""The demo's four counties: areas, groups, bodies, posts and packs, set up by the product's own commands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction

from guitu.demo.crews import holder_sex
from guitu.demo.posts import enping_groups, enping_staffing
from guitu.demo.seed_rows import Staffing
from guitu.demo.small_posts import (
    NANMING,
    SANSHUI,
    SECONDED_FROM,
    nanming_staffing,
    sanshui_staffing,
    seconded_staffing,
)
from guitu.demo.yongan_posts import STUDIO, STUDIO_HOLDER, STUDIO_SINCE, STUDIO_WORKER, YONGAN, yongan_staffing
from guitu.grid import area_load, divisions
from guitu.grid.access import clock_actor
from guitu.grid.bodies.commands import add_body
from guitu.grid.divisions import Division
from guitu.grid.establishing import NewBody, NewPost, establish_posts
from guitu.kit.actor import Actor
from guitu.ledger.activation import activate_policy
from guitu.policy import for_area

ENPING, XIANAN = "440785", "421202"
STAFFINGS = {ENPING: enping_staffing, XIANAN: yongan_staffing, NANMING: nanming_staffing, SANSHUI: sanshui_staffing}
BEGAN_ON = date(2018, 1, 1)
BEGAN_AT = datetime(2018, 1, 1, 1, tzinfo=UTC)


def key_id(key: str) -> UUID:
    """The id of a demo body or post from its key, the same in every build."""
    return uuid5(NAMESPACE_URL, f"guitu-demo/{key}")


def founder(county: str) -> Actor:
    """Who sets a county up: the clock, with the two actions that needs."""
    return clock_actor(county, may=frozenset({"establish_posts", "activate_policy"}))


def lay_out() -> None:
    """Areas, groups, bodies, posts with their holders, and the packs of all counties."""
    for county, staffing in STAFFINGS.items():
        units = divisions.county(county)
        groups = enping_groups(units) if county == ENPING else []
        with transaction.atomic():
            area_load.load(connection, [*units, *(Division(path, name, 6, "group", False, False) for path, name in groups)])
        _establish(county, staffing(units))
        activate_policy(founder(county), at=BEGAN_AT, door="demo", pack=for_area(county), path=county)
    _establish(NANMING, seconded_staffing(), since=SECONDED_FROM)
    _name_a_studio()


def _name_a_studio() -> None:
    """殷桂芳工作室: of the whole subdistrict, with the worker whose name it bears."""
    at = datetime(STUDIO_SINCE.year, STUDIO_SINCE.month, STUDIO_SINCE.day, 1, tzinfo=UTC)
    made = add_body(
        clock_actor(XIANAN, may=frozenset({"add_body"})), at=at, door="demo", kind="named_studio", name=STUDIO, path=YONGAN, from_on=STUDIO_SINCE
    )
    worker = NewPost(key_id(STUDIO_WORKER), UUID(made["body"]), "social_worker", "禁毒社工", YONGAN, STUDIO_HOLDER, "female", "GH-2000001")
    establish_posts(founder(XIANAN), at=at, door="demo", bodies=[], posts=[worker], from_on=STUDIO_SINCE)


def _establish(county: str, staffing: Staffing, since: date = BEGAN_ON) -> None:
    bodies = [NewBody(key_id(b.key), b.kind, b.name, b.path) for b in staffing.bodies]
    posts = [
        NewPost(key_id(p.key), key_id(p.body_key), p.role, p.title, p.path, p.holder_name, holder_sex(number), f"GH-{since:%y}{number:05}")
        for number, p in enumerate(staffing.posts)
    ]
    establish_posts(
        founder(county), at=datetime(since.year, since.month, since.day, 1, tzinfo=UTC), door="demo", bodies=bodies, posts=posts,
        from_on=since,
    )
