"""所地对接 of the demo: the twenty whom 三水 received in a year, of whom thirteen in the months that the article counts and
nineteen with a certificate; in 恩平 one of each state as of today; the agreement of 2018, and the three officers seconded to 花果园.

Who came out and on which day is read from the register; the facility's officer is of 恩平 and announces to 三水, where it sees nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.demo.invented_names import invented_names
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, NANMING, SANSHUI, key_id
from guitu.demo.prevention import officer
from guitu.demo.printed import WORKER
from guitu.demo.small_posts import HUAGUOYUAN, SECONDED, SECONDED_FROM
from guitu.demo.stories import ENCHENG
from guitu.demo.tasks import holder
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.handovers import agreements, announcing, following, receiving
from guitu.handovers.jobs import watch
from guitu.handovers.reaching import reaching
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.ledger.commands import batch
from guitu.rules.dates import days_after

YEAR = (date(2020, 6, 1), date(2021, 6, 1))
HOME = "贵州省女子强制隔离戒毒所"
FIRST_NAME = 52_000
TRADES = ("electrician", "fitter", "welder", "pastry", "tea", "car_care")
UNCERTIFIED = 7  # the one of the twenty without a certificate
# Who came out of isolation to 社康 in that time, with the day of the release on which each reported in.
_RELEASED = (
    "SELECT p.id, left(p.scope_path, 9) AS town, f.happened_on FROM ledger_fact f JOIN people_person p ON p.id = f.matter_id"
    " JOIN casework_measure m ON m.id = (f.counted ->> 'measure')::uuid AND m.kind = 'community_rehabilitation'"
    " WHERE f.county_id = %s AND f.kind = 'reported_in' AND f.happened_on >= %s AND f.happened_on < %s ORDER BY f.happened_on, p.id"
)


def hand_over(today: date) -> int:
    """Gives how many handovers there are."""
    _agree()
    _second(today)
    facility = holder("facility_officer", ENPING, today)
    with acting(clock_actor(SANSHUI)):
        released = rows(_RELEASED, [SANSHUI, *YEAR])
    names = invented_names(FIRST_NAME)
    for number, (person, town, on) in enumerate(released):
        _received(facility, next(names), number, person, town, on)
    return len(released) + _enping(facility, names, today)


def _received(facility: Actor, name: str, number: int, person: UUID, town: str, on: date) -> None:
    """One of 三水: announced thirty days before, met, fetched, signed for on the day, and followed until its close."""
    head, there = officer(SANSHUI, "town_head", town, on), reaching(facility, SANSHUI, on)
    worker = officer(SANSHUI, "social_worker", town, on)
    begin = days_after(on, -30)
    what: dict[str, Any] = {"door": "demo", "handover_id": _announced(facility, SANSHUI, town, begin, on, name)}
    if number != UNCERTIFIED:
        announcing.add_certificate(
            there, at=_at(begin, 10), **what, inside_trade=TRADES[number % len(TRADES)], inside_grade="junior", inside_issuer="labour_office",
            disclosed=number % 5 != 3, on=days_after(begin, -number - 5),
        )
    receiving.accept_handover(head, at=_at(days_after(begin, 1), 9), **what, worker=worker.post_id)
    contact = days_after(on, -16)
    receiving.record_contact_inside(worker, at=_at(contact, 15), **what, contact_by="visit" if number % 3 else "video", on=contact)
    receiving.record_handover_meeting(worker, at=_at(days_after(on, -8), 10), **what, on=days_after(on, -8))
    receiving.plan_escort(worker, at=_at(days_after(on, -4), 10), **what, escort="facility" if number % 2 else "town")
    announcing.notify_release(there, at=_at(days_after(on, -3), 9), **what)
    announcing.sign_for_facility(there, at=_at(on, 9), **what)
    receiving.sign_handover(worker, at=_at(on, 10), **what)
    following.file_handover(head, at=_at(on, 11), **what, person_id=person, family=1 + number % 3)
    following.record_rules_read(head, at=_at(on, 11, 20), **what, rules_said="national_rules", on=on)
    following.ask_needs(head, at=_at(days_after(on, 5), 10), **what, help_needed=["job", "hardship"] if number % 2 else ["job"])
    later = _at(days_after(on, 20), 16)
    try:
        following.take_from_file(head, at=later, **what)
        following.close_handover(head, at=later + timedelta(minutes=5), **what)
    except Refused:
        return  # no visit stands in the file yet: it stays open, as it would


def _enping(facility: Actor, names: Any, today: date) -> int:
    """One waits for the town since yesterday, one is prepared, one was returned, one comes out tomorrow, and of one nobody was at the gate."""
    head, worker = holder("town_head", ENCHENG, today), _worker(today)
    there = reaching(facility, ENPING, today)
    said: dict[str, Any] = {"door": "demo"}
    _announced(facility, ENPING, ENCHENG, days_after(today, -1), days_after(today, 29), next(names))
    for ahead, ago in ((12, 18), (1, 29), (-1, 31)):
        begin = days_after(today, -ago)
        one = _announced(facility, ENPING, ENCHENG, begin, days_after(today, ahead), next(names))
        receiving.accept_handover(head, at=_at(begin, 14), handover_id=one, worker=worker.post_id, **said)
        if ahead < 12:
            contact = days_after(begin, 8)
            receiving.record_contact_inside(worker, at=_at(contact, 10), handover_id=one, contact_by="visit", on=contact, **said)
            receiving.record_handover_meeting(worker, at=_at(days_after(begin, 20), 10), handover_id=one, on=days_after(begin, 20), **said)
            receiving.plan_escort(worker, at=_at(days_after(begin, 22), 10), handover_id=one, escort="town", **said)
    returned = _announced(facility, ENPING, ENCHENG, days_after(today, -2), days_after(today, 45), next(names))
    receiving.return_handover(head, at=_at(days_after(today, -1), 9), handover_id=returned, returned_because="papers_missing", words="缺责令社区康复决定书。", **said)
    announcing.put_packet(there, at=_at(days_after(today, -1), 11), handover_id=returned, part="legal", values={"decision_no": "示例强戒字第 1 号"}, **said)
    watch(ENPING, _at(days_after(today, -1), 18))
    return 5


def _announced(facility: Actor, county: str, town: str, begin: date, on: date, name: str) -> UUID:
    made = announcing.announce_release(
        reaching(facility, county, begin), at=_at(begin, 9), door="demo", path=town, expected_on=on,
        identity={"name": name, "sex": "male", "family_name": f"{name[0]}家属"},
    )
    return UUID(made["handover"])


def _agree() -> None:
    """2018: 三水 signs the framework agreement with the province's administration, as the article says."""
    clerk = officer(SANSHUI, "county_clerk", SANSHUI, date(2021, 1, 4))
    agreements.keep_agreement(
        clerk, at=_at(date(2021, 1, 4), 9), door="demo", with_whom="省戒毒管理局《所地合作框架协议书》", signed_on=date(2018, 6, 26),
        contents=["desk", "stations", "data", "operations", "near_home", "training", "handover"], desk="对接专班：区禁毒办内勤、所里出所衔接民警",
    )


def _second(today: date) -> None:
    """The three officers of 2022-06-27: for a year, and each further year a new holding."""
    clerk = officer(NANMING, "county_clerk", NANMING, SECONDED_FROM)
    posts = [key_id(f"{HUAGUOYUAN}/town_centre/police_liaison/{number}") for number in range(1, SECONDED + 1)]
    since = SECONDED_FROM
    with batch(clerk):
        while since <= today:
            until = date(since.year + 1, since.month, since.day)
            for post in posts:
                agreements.second_holder(clerk, at=_at(since, 9), door="demo", post_id=post, way="officer_out", home=HOME, from_on=since, until_on=until)
            since = until


def _worker(today: date) -> Actor:
    """The worker of 恩城 whose day the demo shows."""
    with acting(clock_actor(ENPING)):
        held = post_named(key_id(WORKER), today)
    if held is None:
        raise LookupError("nobody holds the post of the demo's worker")
    return actor_of(held, None)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
