"""The house of 恩平 as its clerk keeps it: approved numbers, what stands above what, the staff with certificates; a file
corrected after a visit, and a leave that waits for the town. The numbers are those of the posts there are; all else is ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.leave.commands import grant_leave
from guitu.casework.particulars.commands import correct_person
from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI
from guitu.demo.places import BEGAN_ON, ENPING, key_id
from guitu.demo.sheet_of_staff import send_sheet
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.demo.villages import MEASURES
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.bodies.commands import approve_number, change_body
from guitu.grid.staff.commands import add_staff
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.rules.dates import days_after
from guitu.rules.identifiers import make_demo_phone

_POSTS = (
    "SELECT b.id, p.role, count(*) FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.county_id = %s"
    " AND b.kind IN ('town_centre', 'village_studio', 'police_station', 'town_office', 'member_unit')"
    " GROUP BY b.id, p.role ORDER BY b.id, p.role"
)
_BELOW = "SELECT id, kind, name FROM grid_body WHERE county_id = %s AND kind IN ('working_group', 'sunshine_office') ORDER BY name"
_OF_WORKER = (
    "SELECT c.person_id, p.post_id FROM casework_current c JOIN matters_part p ON p.matter_id = c.person_id AND p.until_on IS NULL"
    " AND p.part = 'responsible' JOIN grid_post g ON g.id = p.post_id AND g.role = 'social_worker' WHERE c.county_id = %s"
    " AND starts_with(c.scope_path, %s) AND c.state = ANY(%s) AND NOT EXISTS (SELECT 1 FROM ledger_fact f"
    " WHERE f.matter_id = c.person_id AND f.kind = 'leave_granted' AND f.happened_on > %s) ORDER BY c.person_id LIMIT 2"
)
OFFICE = f"{ENPING}/narcotics_office"
CENTRE = f"{ENCHENG}/town_centre"
SHORT = 2  # approved in the centre of 恩城 beyond the posts there are
FIRST_NAME = 40_000
# kind, certificate, days until it ends
STAFF = (
    ("full_time", "social_worker", 35), ("full_time", "social_worker", 420), ("full_time", "counsellor", None),
    ("part_time", "social_worker", -12), ("volunteer", "", None), ("volunteer", "nurse", 55),
    ("family_committee", "", None), ("family_committee", "", None),
)


def keep_house(today: date) -> int:
    """Gives how many approved numbers were said."""
    clerk = holder("county_clerk", ENPING, today)
    at = datetime(today.year, today.month, today.day, 8, 30, tzinfo=SHANGHAI) - timedelta(days=1)
    said = _approve(clerk, at)
    _employ(clerk, at, today)
    _correct_and_ask(today, at)
    return said


def _approve(clerk: Actor, at: datetime) -> int:
    with acting(clerk):
        found, below = rows(_POSTS, [ENPING]), rows(_BELOW, [ENPING])
    with batch(clerk):
        for body, role, posts in found:
            more = SHORT if body == key_id(CENTRE) and role == "social_worker" else 0
            approve_number(clerk, at=at, door="demo", body_id=body, role=role, approved=posts + more, from_on=BEGAN_ON)
        for body, kind, name in below:
            change_body(clerk, at=at, door="demo", body_id=body, kind=kind, name=name, parent_id=key_id(OFFICE), rank="")
    return len(found)


def _employ(clerk: Actor, at: datetime, today: date) -> None:
    names = invented_names(FIRST_NAME)
    with batch(clerk):
        for number, (kind, certificate, days) in enumerate(STAFF):
            more = {"certificate": certificate, "certificate_no": f"示例-{number + 1:03}", "issuer": "示例发证机关", "source": "original"}
            add_staff(
                clerk, at=at, door="demo", body_id=key_id(CENTRE), kind=kind, name=next(names), from_on=date(2023, 1, 1),
                certificate_until=days_after(today, days) if days is not None else None, **(more if certificate else {}),
            )
    first = invented_names(FIRST_NAME)
    send_sheet(clerk, key_id(CENTRE), [next(first), *(next(names) for _ in range(3))], at, today)


def _correct_and_ask(today: date, at: datetime) -> None:
    """A new telephone found on a visit; and a leave of sixteen days, which is the town's to grant."""
    with acting(clock_actor(ENPING)):
        found = rows(_OF_WORKER, [ENPING, ENCHENG, MEASURES, today])
    for number, (person, post) in enumerate(found):
        held = post_named(UUID(str(post)), today)
        if held is None:
            continue
        worker = actor_of(held, None)
        if number == 0:
            correct_person(
                worker, at=at, door="demo", person_id=person, seen=0, because="visit", phone=make_demo_phone(7_700_001),
                words="上门时本人给的新号码",
            )
        else:
            grant_leave(
                worker, at=at, door="demo", person_id=person, on=days_after(today, 6), until=days_after(today, 22),
                written=True, note="到珠三角务工，已留当地住址和电话。",
            )
