"""检测 of the demo: the strips of one centre in 恩平, bottles of its people from the sealing to their destruction,
and a testing day half done. Ours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.approvals.commands import decide_approval
from guitu.casework.bottles.commands import destroy_bottles, move_bottles
from guitu.casework.kits.commands import add_kit_lot, count_kits, discard_kits
from guitu.casework.testing_days.commands import plan_testing_day
from guitu.casework.testing_days.reading import due
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.prevention import officer
from guitu.demo.stories import DONGMEN
from guitu.grid.access import clock_actor
from guitu.kit.actor import Actor
from guitu.kit.clock import local_time
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.rules.dates import days_after

TOWN = DONGMEN[:9]
LOTS = (("MET-2407", ("MET", "MOP", "KET"), 400, 60), ("MET-2411", ("MET", "MOP", "KET", "MDMA"), 45, 25), ("ETO-2409", ("ETO",), 300, 20))
_POSITIVES = (  # of one who is served here still: the test that a laboratory was waited for, and its day
    "SELECT DISTINCT d.matter_id, f.id, f.happened_on FROM duties_duty d JOIN ledger_fact f ON f.matter_id = d.matter_id AND f.kind = 'urine_test'"
    " AND d.key = 'read_result:' || f.id || ':laboratory' JOIN casework_current c ON c.person_id = d.matter_id"
    " WHERE c.county_id = %s AND starts_with(c.scope_path, %s) AND d.kind = 'read_result' ORDER BY f.happened_on DESC, f.id LIMIT 12"
)
ON_THE_DAY, TESTED = 14, 5


def keep_samples(today: date) -> int:
    """Gives how many positives have their bottles in the chain."""
    head, police = officer(ENPING, "town_head", TOWN, today), officer(ENPING, "police_liaison", TOWN, today)
    _stock(head, police, today)
    with acting(clock_actor(ENPING)):
        found = rows(_POSITIVES, [ENPING, TOWN])
    kept = [_kept(head, police, today, UUID(str(person)), str(test), on) for person, test, on in found]
    _testing_day(head, police, today)
    return sum(kept)


def _stock(head: Actor, police: Actor, today: date) -> None:
    for lot, detects, days, pieces in LOTS:
        at = _at(days_after(today, -30))
        made = add_kit_lot(head, at=at, door="demo", lot=lot, detects=detects, expires_on=days_after(today, days), pieces=pieces, note="县里统一配送")
        id, second = UUID(made["lot"]), police.post_id
        if lot == LOTS[0][0]:
            discard_kits(head, at=_at(today), door="demo", lot_id=id, why="spoiled", pieces=2, second=second, note="包装破损")
            count_kits(head, at=_at(today, 11), door="demo", lot_id=id, counted=57, second=second, note="月末盘点，差一份")


def _kept(head: Actor, police: Actor, today: date, person: UUID, test: str, on: date) -> bool:
    """Stored on the day of the test; one of the older ones destroyed by two, as far as its day has come."""
    at = _at(today)
    try:
        move_bottles(head, at=at, door="demo", person_id=person, test=test, on=on, bottles="both", bottle_step="stored")
    except Refused:  # the demo's life has it otherwise
        return False
    try:
        asked = destroy_bottles(head, at=at, door="demo", person_id=person, test=test, on=today, destroyed_how="medical_waste")
    except Refused:  # its day has not come, or a result is waited for: it stays
        return True
    decide_approval(police, at=at + timedelta(minutes=5), door="demo", approval_id=UUID(asked["approval"]), grant=True)
    return True


def _testing_day(head: Actor, police: Actor, today: date) -> None:
    """The day itself: those longest due, and the first of them tested by nine."""
    with acting(head):
        found = due(head, today)[:ON_THE_DAY]
    people = [one["id"] for one in found]
    if not people:
        return
    testers = {"tester_1": head.post_id, "tester_2": police.post_id}
    plan_testing_day(head, at=_at(days_after(today, -1)), door="demo", on=today, people=people, **testers)
    named = {name: str(post) for name, post in testers.items()}
    for number, person in enumerate(people[:TESTED]):
        at = _at(today, 8) + timedelta(minutes=2 * number)
        what = {"taken_at": local_time(at), "taken_where": "centre"}
        if number == TESTED - 1:  # at home, two minutes after the last at the centre: it is asked about, and answered
            what |= {"taken_where": "home", "explanation": "本人腿脚不便，检测点就在楼下，采完就上楼采的。"}
        try:
            record_urine_test(head, at=at, door="demo", person_id=person, on=today, outcome="negative", kit_lot=LOTS[1][0], **what, **named)
        except Refused:  # a woman's sample waits for a woman
            continue


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
