"""The demo lives 花果园's intake as its article tells it, keeps its three officers, and 永安's studio keeps a story."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.casework.load import cases
from guitu.demo.handovers import hand_over
from guitu.demo.intake import RECEIVED, receive
from guitu.demo.places import NANMING, key_id, lay_out
from guitu.demo.prevention import officer
from guitu.demo.small_posts import HUAGUOYUAN, RECEIVER
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.handovers.fold import HANDOVER
from guitu.kit.actor import Actor
from guitu.kit.crypto import readable
from guitu.kit.database import acting, rows
from guitu.people import relatives
from guitu.people.search import find
from guitu.rules.dates import days_after
from guitu.settling.load import matters

TODAY = date(2026, 3, 16)
OUT = days_after(TODAY, -RECEIVED)
SECONDED_POSTS = [key_id(f"{HUAGUOYUAN}/town_centre/police_liaison/{number}") for number in (1, 2, 3)]


def receiver() -> Actor:
    with acting(clock_actor(NANMING)):
        held = post_named(key_id(RECEIVER), TODAY)
    assert held is not None
    return actor_of(held, None)


@pytest.mark.django_db(transaction=True)
def test_dai_fengbing_receives_somebody_from_the_packet_and_three_officers_are_there_until_a_day() -> None:
    lay_out()
    person = receive(TODAY)
    hand_over(TODAY)
    worker = receiver()
    with acting(worker):
        assert worker.holder == "戴凤兵"
        ((handover, parts),) = rows(
            "SELECT matter_id, array_agg(part ORDER BY put_at, part) FROM handovers_packet WHERE county_id = %s GROUP BY 1",
            [NANMING],
        )
        assert sorted(parts) == ["assessment", "health", "identity", "legal"], "every compartment was put"
        (held,) = matters(HANDOVER, [handover])
        course = HANDOVER.fold(held, TODAY)
        assert (course.state, course.received_on, course.person) == ("closed", OUT, str(person)), (
            "received on the day, with this file"
        )
        kinds = [fact.kind for fact in held.facts]
        assert kinds.index("handover_signed") < kinds.index("handover_filed") < kinds.index("rules_read"), (
            "first the gate, then the file, then the rules"
        )
        ((number,),) = rows("SELECT id_number FROM people_identity WHERE person_id = %s", [person])
        assert find(worker, readable("people_identity|id_number", person, number) or "").ids == [person], (
            "searched for, there is one file"
        )
        assert [one.known.relation for one in relatives.of_person(person) if one.known] == ["parent"]
        (file,) = cases([person], lock=False)
        done = {fact.kind: fact.on for fact in file.facts}
        assert done["reported_in"] == OUT and done["visit"] == days_after(OUT, 2) and file.post_id == key_id(RECEIVER)
        assert rows("SELECT state FROM casework_current WHERE person_id = %s", [person]) == [
            ("community_rehabilitation",)
        ]
    with acting(officer(NANMING, "county_clerk", NANMING, TODAY)):
        sent = rows(
            "SELECT from_on, until_on, count(DISTINCT post_id) FROM handovers_secondment WHERE path = %s GROUP BY 1, 2 ORDER BY 1",
            [HUAGUOYUAN],
        )
        ends = rows(
            "SELECT until_on, count(*) FROM grid_holding WHERE post_id = ANY(%s) GROUP BY 1 ORDER BY 1",
            [SECONDED_POSTS],
        )
    years = [(date(year, 6, 27), date(year + 1, 6, 27)) for year in range(2022, 2026)]
    assert sent == [(since, until, 3) for since, until in years], "three from 2022-06-27, each year anew"
    assert ends == [(until, 3) for _since, until in years], "nobody holds such a post without an end"
