"""The doors of the demo's login page: one for each kind of post with what it does, and the others by county."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.grid import access
from guitu.grid.roles import ROLES
from guitu.kit import clock
from guitu.kit.database import rows

# What each kind of post opens the system for, in the order of a visit; and where in the demo its door is: a part of the
# body's name, or its area.
DOES: Mapping[str, tuple[Any, str]] = {
    "social_worker": (_("今天谁需要我，登记检测和走访"), "恩城街道"),
    "town_head": (_("等我决定的、镇里的人手和名册"), "恩城街道"),
    "county_director": (_("等我决定的、名册等式、各镇街"), "恩平"),
    "county_clerk": (_("导入名册、待核对、决定书"), "恩平"),
    "village_worker": (_("村里的人，上门和报到"), "440785001001"),
    "grid_worker": (_("本组的人，上门看看"), "440785001001"),
    "police_liaison": (_("文书送达、认定、检测结果"), "恩城"),
    "facility_officer": (_("所外就医、脱逃、出所衔接"), "440785"),
    "member_liaison": (_("交给单位办的事、受邀参与的人"), "440785"),
    "propaganda_officer": (_("阵地、活动、竞答、作品、表扬"), "440785"),
    "teacher": (_("自己学校的五个一和竞答"), "440785001"),
    "clinic_staff": (_("门诊的事、名下的人"), "440785"),
    "counsellor": (_("约好的谈话、名下的人"), "520102"),
    "storekeeper": (_("凭领取号发放，登记到货"), "440785"),
    "security_admin": (_("岗位、账号、忘了的口令"), "440785"),
    "audit_admin": (_("谁看过、谁记的"), "440785"),
    "system_admin": (_("系统运行得怎样"), "440785"),
}
MANY = ("grid_worker", "village_worker", "member_liaison")  # hundreds of a kind: one door is enough


def doors() -> tuple[list[dict[str, str]], list[tuple[str, list[tuple[str, str]]]]]:
    """A door for each kind of post; and the others of each county to choose from."""
    # 林婉's door comes first among her colleagues': she is the worker whose day the guide follows
    posts = sorted(access.demo_posts(clock.today()), key=lambda p: p["holder"] != "林婉")
    first: list[dict[str, Any]] = []
    for role, (_does, place) in DOES.items():
        of_role = [p for p in posts if p["role"] == role]
        first += next(([p] for p in of_role if place in f"{p['body']} {p['path']}"), of_role[:1])
    shown = [
        {"id": str(p["post_id"]), "role": ROLES[p["role"]].word, "does": str(DOES[p["role"]][0]), "post": p["body"],
         "holder": p["holder"]}
        for p in first
    ]
    counties: dict[str, list[tuple[str, str]]] = {}
    for p in posts:
        if p not in first and p["role"] not in MANY:
            label = f"{p['body']} · {ROLES[p['role']].word} · {p['holder']}"
            counties.setdefault(p["county_id"], []).append((str(p["post_id"]), label))
    names = dict(rows("SELECT path, short FROM grid_area WHERE path = ANY(%s)", [list(counties)]))
    return shown, [(names.get(county, county), listed) for county, listed in sorted(counties.items(), key=lambda one: -len(one[1]))]
