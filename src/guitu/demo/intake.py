"""The intake of 花果园, as its article tells it: 戴凤兵 receives somebody from compulsory isolation. The packet comes first; at the
gate both sign; the file is searched for before it is opened, with person and family; the rules are read and signed for; report,
agreement and first visit stand in the file. Twelve days ago, so that no figure of the article's year moves."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.measures.commands import end_measure, open_measure, report_in, sign_agreement
from guitu.casework.registrations.commands import add_person
from guitu.casework.relatives.commands import record_relative
from guitu.casework.visits.commands import record_visit
from guitu.demo.chapters import ORGANS, REHABILITATION
from guitu.demo.invented_names import invented_names
from guitu.demo.places import ENPING, NANMING, key_id
from guitu.demo.prevention import at_hour, officer, places_inside
from guitu.demo.small_posts import HUAGUOYUAN, RECEIVER
from guitu.demo.tasks import holder
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.grid.areas import VILLAGE
from guitu.handovers import announcing, following, receiving
from guitu.handovers.reaching import reaching
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.people.intake import NewPerson
from guitu.people.search import find
from guitu.rules.dates import add_months, days_after
from guitu.rules.identifiers import make_demo_id, make_demo_phone

RECEIVED, AHEAD = 12, 30  # days ago; days between announcement and release
FIRST_NAME, NUMBER = 53_000, 8_200_031
BORN_ON = date(1987, 4, 9)


def receive(today: date) -> UUID:
    """Gives who was received."""
    out = days_after(today, -RECEIVED)
    newcomer, mother = _newcomer()
    worker, head = _worker(today), officer(NANMING, "town_head", HUAGUOYUAN, today)
    handover = _to_the_gate(worker, head, newcomer, mother, out)
    person = _opened(worker, newcomer, out)
    record_relative(
        worker,
        at=at_hour(out, 11),
        door="demo",
        person_id=person,
        name=mother,
        relation="parent",
        lives_with=True,
        agreed=True,
    )
    said: dict[str, Any] = {"door": "demo", "handover_id": handover}
    following.file_handover(worker, at=at_hour(out, 12), person_id=person, family=1, **said)
    following.record_rules_read(worker, at=at_hour(out, 14), rules_said="both_rules", on=out, **said)
    _into_the_measure(worker, person, out)
    visited = days_after(out, 2)
    record_visit(worker, at=at_hour(visited, 16), door="demo", person_id=person, on=visited, how="home", met=True, moods=("anxious",), needs=("work",),
                 note="刚回来，话不多。说清楚了：谈的事保密，有难处先打电话。")
    following.ask_needs(worker, at=at_hour(days_after(out, 3), 10), help_needed=["job"], **said)
    following.take_from_file(worker, at=at_hour(days_after(out, 3), 11), **said)
    following.close_handover(head, at=at_hour(days_after(out, 3), 12), **said)
    return person


def _to_the_gate(worker: Actor, head: Actor, newcomer: NewPerson, mother: str, out: date) -> UUID:
    """Announced with every compartment of the packet, accepted, met inside, talked through, and signed for by both."""
    begin = days_after(out, -AHEAD)
    there = reaching(holder("facility_officer", ENPING, out), NANMING, begin)
    identity = {"name": newcomer.name, "id_number": newcomer.id_number, "sex": newcomer.sex, "phone": newcomer.phone, "family_name": mother}
    made = announcing.announce_release(there, at=at_hour(begin, 9), door="demo", path=HUAGUOYUAN, expected_on=out, identity=identity)
    handover = UUID(made["handover"])
    said: dict[str, Any] = {"door": "demo", "handover_id": handover}
    for part, values, consent_on in (
        ("legal", {"decision_no": "示例强戒字第 31 号", "rehabilitation_no": "示例社康字第 31 号"}, None),
        ("health", {"health": "血压偏高，在服药。"}, days_after(begin, -2)),
        ("assessment", {"detoxed": "passed", "recovered": "passed", "behaved": "passed", "adapted": "good", "proposes": "three_years"}, None),
    ):
        announcing.put_packet(there, at=at_hour(begin, 10), part=part, values=values, consent_on=consent_on, **said)
    receiving.accept_handover(head, at=at_hour(days_after(begin, 1), 9), worker=worker.post_id, **said)
    receiving.record_contact_inside(worker, at=at_hour(days_after(out, -16), 15), contact_by="visit", on=days_after(out, -16), **said)
    receiving.record_handover_meeting(worker, at=at_hour(days_after(out, -8), 10), on=days_after(out, -8), **said)
    receiving.plan_escort(worker, at=at_hour(days_after(out, -4), 10), escort="town", **said)
    announcing.notify_release(there, at=at_hour(days_after(out, -3), 9), **said)
    announcing.sign_for_facility(there, at=at_hour(out, 9), **said)
    receiving.sign_handover(worker, at=at_hour(out, 10), **said)
    return handover


def _opened(worker: Actor, newcomer: NewPerson, out: date) -> UUID:
    """Searched for by the number first; a file is opened only where none is found."""
    with acting(worker):
        found = find(worker, str(newcomer.id_number)).ids
    if found:
        return found[0]
    add_person(
        worker,
        at=at_hour(out, 11),
        door="demo",
        person=newcomer,
        on=out,
        source="roster",
        first_found_on=add_months(out, -24),
    )
    return newcomer.id


def _into_the_measure(worker: Actor, person: UUID, out: date) -> None:
    """What the police enter: the isolation that is over and the rehabilitation that follows; reported in on the same day."""
    police = officer(NANMING, "police_liaison", HUAGUOYUAN, out)
    what: dict[str, Any] = {"door": "demo", "person_id": person}
    inside = open_measure(police, at=at_hour(out, 15), on=add_months(out, -24), kind="compulsory_isolation", years=2, organ=ORGANS[NANMING],
                          decision_no="示例强戒字第 31 号", **what)["measure"]
    end_measure(police, at=at_hour(out, 15), on=out, measure=inside, how="released", **what)
    measure = open_measure(police, at=at_hour(out, 15), on=out, kind=REHABILITATION, years=3, organ=ORGANS[NANMING],
                           decision_no="示例社康字第 31 号", served_on=out, **what)["measure"]
    report_in(worker, at=at_hour(out, 16), on=out, measure=measure, **what)
    sign_agreement(worker, at=at_hour(days_after(out, 2), 15), on=days_after(out, 2), measure=measure, **what)


def _newcomer() -> tuple[NewPerson, str]:
    """Who comes out, and the mother; neither exists."""
    names = invented_names(FIRST_NAME)
    name, mother = next(names), next(names)
    village = next(path for path, _name in places_inside(NANMING, VILLAGE) if path.startswith(HUAGUOYUAN))
    return NewPerson(
        name=name, sex="male", scope_path=village, post_id=key_id(RECEIVER), id_number=make_demo_id(BORN_ON, "male", 431),
        born_on=BORN_ON, home_path=village, phone=make_demo_phone(NUMBER), address="花果园示例路31号", home_address="花果园示例路31号",
        family=[{"name": mother, "relation": "母亲"}],
    ), mother


def _worker(today: date) -> Actor:
    with acting(clock_actor(NANMING)):
        held = post_named(key_id(RECEIVER), today)
    if held is None:
        raise LookupError("nobody holds the post of who receives")
    return actor_of(held, None)
