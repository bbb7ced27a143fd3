"""本人的门 of the demo: three people of one worker have a card, and each has asked for something; one is answered.

A card's number and PIN are shown once, to who gives it: whoever wants to come in gives a new one at the station's page.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.casework.requests.commands import answer_request, take_request
from guitu.demo.invitations import WORKER
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.villages import MEASURES
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.database import acting, rows
from guitu.portal.cards.commands import issue_card

_HERS = (
    "SELECT c.person_id FROM casework_current c JOIN matters_part p ON p.matter_id = c.person_id AND p.post_id = %s"
    " AND p.until_on IS NULL AND NOT p.beyond WHERE c.county_id = %s AND c.state = ANY(%s) ORDER BY c.state, c.person_id LIMIT 3"
)
CONTACT = "恩城街道邑康家园一楼，林老师，0750-0000000"


def open_own_doors(today: date) -> int:
    """Cards given a week ago; what was asked for yesterday waits. Gives how many cards."""
    with acting(clock_actor(ENPING)):
        held = post_named(key_id(WORKER), today)
        people = [UUID(str(one)) for (one,) in rows(_HERS, [key_id(WORKER), ENPING, MEASURES])]
    if held is None:
        return 0
    worker, house = actor_of(held, None), clock_actor(ENPING, may=frozenset({"take_request"}))
    asked: tuple[dict[str, Any], ...] = (
        {"wish": "help", "need": "work", "note": "学过电工，想在镇上找个活。"},
        {"wish": "leave", "since": today + timedelta(days=3), "until": today + timedelta(days=4), "outside_county": True, "note": "送孩子去江门看牙。"},
        {"wish": "level", "note": "想知道为什么还是这个等级。"},
    )
    for person, wish in zip(people, asked, strict=False):
        issue_card(worker, at=_at(today, 7), door="demo", person_id=person, whose="self", contact=CONTACT)
        on = today - timedelta(days=1 if wish["wish"] != "level" else 4)
        done = take_request(house, at=_at(today, (today - on).days), door="demo", person_id=person, on=on, through="self", **wish)
        if wish["wish"] == "level":
            answer_request(
                worker, at=_at(today, 2), door="demo", person_id=person, request=done["facts"][0], on=today - timedelta(days=2), how="explained",
                note="半年评一次，上次评的时候刚换了工作。下个月再评，到站里我给您看评分表。",
            )
    return len(people)


def _at(today: date, days: int) -> datetime:
    return datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI) - timedelta(days=days)
