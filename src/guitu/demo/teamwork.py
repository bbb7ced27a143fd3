"""帮教 in the demo: one of 林婉's people with a whole team, a plan and a review; one with an incident; and in 永安 the
story of somebody called 李 who has been clean for three years."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.casework.consents.commands import give_consent
from guitu.casework.counselling.commands import take_scale, write_confided
from guitu.casework.incidents.commands import record_incident
from guitu.casework.plans.commands import make_plan, review_plan
from guitu.casework.registrations.commands import assign_person
from guitu.casework.relatives.commands import record_family_talk, record_relative
from guitu.casework.sessions.commands import record_session
from guitu.casework.stories.commands import check_story, write_story
from guitu.casework.teams.commands import name_member
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, XIANAN, key_id
from guitu.demo.stories import DONGMEN, ENCHENG
from guitu.demo.villages import MEASURES
from guitu.demo.yongan_posts import STUDIO_WORKER, YONGAN
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.people.basics import opened
from guitu.rules.dates import add_months, last_day_after

WORKER = f"{DONGMEN[:9]}/town_centre/social_worker/1"
_HERS = (
    "SELECT c.person_id, c.scope_path FROM casework_current c JOIN matters_part p ON p.matter_id = c.person_id AND p.post_id = %s"
    " AND p.part = 'responsible' AND p.until_on IS NULL AND NOT p.beyond WHERE c.county_id = %s AND c.state = ANY(%s)"
    " ORDER BY length(c.scope_path) DESC, c.person_id LIMIT 2"
)
_CLEAN = (
    "SELECT p.id, p.basics FROM casework_current c JOIN people_person p ON p.id = c.person_id"
    " WHERE c.county_id = %s AND c.state = 'abstinent' ORDER BY p.id LIMIT 200"
)
_POST = "SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND starts_with(%s, path) AND closed_on IS NULL ORDER BY path DESC LIMIT 1"
ANSWERS = (1, 1, 0, 1, 0, 1, 0, 0, 0), (1, 0, 0, 1, 0, 0, 0, 0, 0)


def work_together(today: date) -> int:
    """The two of the worker, then the story; gives how many people it was done with."""
    day = today - timedelta(days=1)
    worker = _holder(ENPING, key_id(WORKER), day)
    with acting(clock_actor(ENPING)):
        hers = rows(_HERS, [key_id(WORKER), ENPING, MEASURES])
    if hers and worker is not None:
        _whole_team(hers[0][0], hers[0][1], worker, day)
    if len(hers) > 1 and worker is not None:
        what: dict[str, Any] = {"at": _at(day, 16), "door": "demo", "person_id": hers[1][0], "on": day}
        record_incident(worker, **what, incident="threat", note="在门口说了气话，没有动手。下次先打电话约时间。")
    return len(hers) + _story(day)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def _holder(county: str, post: UUID, on: date) -> Actor | None:
    with acting(clock_actor(county)):
        held = post_named(post, on)
    return actor_of(held, None) if held else None


def _post(county: str, role: str, path: str) -> UUID:
    with acting(clock_actor(county)):
        return UUID(str(rows(_POST, [county, role, path])[0][0]))


def _whole_team(person: UUID, path: str, worker: Actor, day: date) -> None:
    """Both standards full; a plan half a year old with its review; talks; the counsellor's own scales."""
    begun, until = add_months(day, -6), last_day_after(day, 3)
    head = _holder(ENPING, _post(ENPING, "town_head", ENCHENG), day)
    assert head is not None
    for role, part in (("police_liaison", "police"), ("clinic_staff", "medical"), ("counsellor", "counsellor")):
        given: dict[str, Any] = {"person_id": person, "post_id": _post(ENPING, role, path), "part": part}
        assign_person(head, at=_at(day, 10), door="demo", **given)
    then: dict[str, Any] = {"at": _at(day, 11), "door": "demo", "person_id": person}
    for purpose, whom in zip(("neighbours", "family_told", "counselling"), ("小区党支部、楼栋长", "母亲", "心理咨询师"), strict=True):
        give_consent(worker, **then, on=begun, consent_for=purpose, until=until, note=whom)
    mother = record_relative(worker, **then, name="陈月英", relation="parent", phone="13800138000", lives_with=True, agreed=True)["relative"]
    name_member(worker, **then, on=begun, member="family", relative=mother)
    for member, note in zip(("volunteer", "committee", "building_head"), ("志愿者小罗", "社区综治委员老吴", "3 栋楼栋长周姨"), strict=True):
        name_member(worker, **then, on=begun, member=member, note=note)
    goals = (
        {"area": "friends", "words": "不再和以前的朋友来往", "step": "周末跟志愿者打球", "who": "volunteer", "by": add_months(begun, 1)},
        {"area": "work", "words": "找到能做满三个月的工作", "step": "一起去招聘会", "who": "responsible", "by": add_months(begun, 2)},
        {"area": "family", "words": "每周回家吃一顿饭", "step": "先打一个电话", "who": "self", "by": add_months(begun, 1)},
    )
    make_plan(worker, **then, on=begun, goals=goals)
    record_session(worker, **then, on=add_months(begun, 1), method="motivation", minutes=45, note="说到了为什么想好起来。")
    record_session(worker, **then, on=add_months(begun, 3), method="relapse_prevention", minutes=40, note="一起列出容易想用的时候。")
    record_family_talk(worker, **then, on=add_months(begun, 2), relative=mother, told_of=("progress", "help"), minutes=30, note="母亲愿意多问少骂。")
    said = {"calm_by_worker": "so", "calm_by_person": "unsure", "home_by_worker": "so", "home_by_person": "so",
            "settled_by_worker": "not_yet", "settled_by_person": "not_yet"}
    review_plan(worker, **then, on=day, **said)
    counsellor = _holder(ENPING, _post(ENPING, "counsellor", path), day)
    if counsellor is not None:
        for on, answers in zip((add_months(begun, 1), day), ANSWERS, strict=True):
            take_scale(counsellor, **then, on=on, scale="phq9", answers=answers)
        write_confided(counsellor, **then, on=day, note="睡得好了一些，愿意继续来。")


def _story(day: date) -> int:
    """李某's three years, written by the worker of 殷桂芳工作室, who has the file, and looked through by the head of the town."""
    with acting(clock_actor(XIANAN)):
        found = [id for id, basics in rows(_CLEAN, [XIANAN]) if opened(id, basics).masked.startswith("李")]
    if not found:
        return 0
    person = found[0]
    worker, head = _holder(XIANAN, key_id(STUDIO_WORKER), day), _holder(XIANAN, _post(XIANAN, "town_head", YONGAN), day)
    if worker is None or head is None:
        return 0
    assign_person(head, at=_at(day, 13), door="demo", person_id=person, post_id=worker.post_id)
    what: dict[str, Any] = {"at": _at(day, 14), "door": "demo", "person_id": person, "on": day}
    give_consent(worker, **what, consent_for="story", until=last_day_after(day, 12), note="社区工作室，给同行学习")
    text = "李某自己来找工作室，说想戒。头半年难熬，社工和家人轮流陪着；一年后在市场里有了摊位；第三年，开始陪别人走这条路。"
    written = write_story(worker, **what, note=text)["facts"][0]
    check_story(head, **what, story=str(written))
    return 1
