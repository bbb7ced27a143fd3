"""写一次 in the demo: 林婉 has kept last month's report; what forms cost in three months; a field proposed to be dropped; and a
head who asks that some of a worker's people go to others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.approvals.commands import ask_approval
from guitu.casework.caseloads import queries
from guitu.casework.daybook.commands import keep_month_report
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.stories import ENCHENG
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.meter.commands import propose_drop
from guitu.meter.counting import Sent, count
from guitu.rules.caseloads import share
from guitu.rules.dates import first_of_month, months_before

WORKER = f"{ENCHENG}/town_centre/social_worker/1"
_POST = "SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND starts_with(%s, path) AND closed_on IS NULL ORDER BY path DESC LIMIT 1"
# Of each form the fields that are filled, those that are not, touches and seconds of one sending.
FORMS = (
    ("record-visit", "how met on moods needs note", "companion", 9, 38), ("record-urine-test", "outcome on tester_1 tester_2 told signed kit_lot", "note kit_until", 14, 55),
    ("record-report", "how on", "note", 5, 14), ("raise-need", "need told", "", 7, 62), ("correct-person", "name phone because", "home_address words", 8, 49),
)
GIVEN = 5  # people that the head would hand over


def keep_days(today: date) -> int:
    """Gives how many sendings of forms were counted."""
    day = today - timedelta(days=1)
    worker = _actor(key_id(WORKER), day)
    words = {"summary": "名下的人都见到了。两位在找工作，已转人社。", "hard": "周末上门没有车。", "plans": "下月先走访新接手的。"}
    keep_month_report(worker, at=_at(day, 17), door="demo", month=months_before(first_of_month(day), 1), words=words)
    counted = _meter(worker, today)
    clerk = _actor(_post("county_clerk", ENPING), day)
    propose_drop(clerk, at=_at(day, 10), door="demo", form="record-urine-test", field="kit_until", words="试剂有效期在领用时已经登记。")
    _ask_to_hand_over(_actor(_post("town_head", ENCHENG), day), day)
    return counted


def _meter(worker: Actor, today: date) -> int:
    """What browsers would have sent: a few a month of each form."""
    n = 0
    with acting(worker, durable=True):
        for back in (100, 65, 33, 3):
            for number, (form, filled, left, touches, seconds) in enumerate(FORMS):
                fields = dict.fromkeys(filled.split(), True) | dict.fromkeys(left.split(), False)
                for one in range(6 - number):
                    count(worker, Sent(form, fields, touches + one % 3, seconds + 4 * one), today - timedelta(days=back))
                    n += 1
    return n


def _ask_to_hand_over(head: Actor, day: date) -> None:
    """The first people of the post that has most, to whoever has fewest; the county's director has still to grant it."""
    with acting(head):
        found = queries.loads(head, day)
        if len(found) < 2:
            return
        most = max(found, key=lambda one: (one.people, str(one.id)))
        people = queries.people(head, most.id, day)[:GIVEN]
        to = share([(str(one["id"]), one["scope_path"]) for one in people], queries.takers(head, found, most.id))
    labels = {str(one.id): one for one in found}
    told = [("交出", most.label), ("移交几人", str(len(to)))]
    for post in dict.fromkeys(to.values()):
        more = sum(one == post for one in to.values())
        told.append((labels[post].label, f"接 {more} 人，接后 {labels[post].people + more} 人"))
    if to:
        given = [[UUID(person), UUID(post)] for person, post in to.items()]
        ask_approval(
            head, at=_at(day, 11), door="demo", name="hand_over_caseload", arguments={"from_post": most.id, "given": given}, shown=told
        )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def _post(role: str, path: str) -> UUID:
    with acting(clock_actor(ENPING)):
        return UUID(str(rows(_POST, [ENPING, role, path])[0][0]))


def _actor(post: UUID, on: date) -> Actor:
    with acting(clock_actor(ENPING)):
        held = post_named(post, on)
    if held is None:
        raise LookupError(f"nobody holds {post}")
    return actor_of(held, None)
