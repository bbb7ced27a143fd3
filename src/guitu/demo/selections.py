"""评选 of the demo: 永安 has its communities judged at the end of 2023, and 恩城街道 two venues now, which wait for votes. That there was
a round is the article's; who judged, how, and which were chosen is ours."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.demo.places import ENPING, XIANAN
from guitu.demo.prevention import YONGAN, at_hour, officer, places_inside
from guitu.demo.stories import ENCHENG
from guitu.grid.areas import VILLAGE
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.prevention.fold import UNIT
from guitu.prevention.selections.commands import (
    decide_selection,
    name_selection_juror,
    open_selection,
    say_unit_conflict,
    vote_on_unit,
)
from guitu.prevention.units.checking import confirm_unit
from guitu.prevention.units.commands import declare_unit
from guitu.rules.dates import days_after
from guitu.settling.load import gather

DECLARED, CONFIRMED, OPENED, LAST, DECIDED = date(2023, 1, 9), date(2023, 1, 13), date(2023, 11, 20), date(2023, 11, 30), date(2023, 12, 4)
WHY = {True: "活动常办，宣传栏常换，网格员说得清每一户的情况。", False: "宣传栏久没有换，台账有几处对不上，明年再评。"}


def select_units(today: date) -> int:
    """Gives how many units stood in a round."""
    return _yongan() + _encheng(today)


def _yongan() -> int:
    head = officer(XIANAN, "town_head", YONGAN, DECLARED)
    jury = [officer(XIANAN, *where, OPENED) for where in (("county_director", XIANAN), ("county_clerk", XIANAN), ("social_worker", YONGAN))]
    communities = [one for one in places_inside(XIANAN, VILLAGE) if one[0].startswith(YONGAN)]
    with batch(head):
        made = [declare_unit(head, at=at_hour(DECLARED, 10), type="village", path=path, name=name, door="demo") for path, name in communities]
    units = [UUID(one["matter"]) for one in made]
    with batch(jury[0]) as held:
        gather(held, UNIT, units)
        for unit in units:
            confirm_unit(jury[0], at=at_hour(CONFIRMED, 10), unit_id=unit, door="demo")
    said = open_selection(head, at=at_hour(OPENED, 9), path=YONGAN, title="2023 年度无毒社区评选", unit_ids=units, last_on=LAST, door="demo")
    of = _candidates(head, UUID(said["selection"]), jury, OPENED)
    for place, juror in enumerate(jury):
        with batch(juror):
            for number, (candidate, _name) in enumerate(of):
                is_for = (number + place) % 3 != 0 if number % 4 == 3 else number % 4 != 2
                vote_on_unit(juror, at=at_hour(OPENED, 15), candidate_id=candidate, is_for=is_for, reason=WHY[is_for], door="demo")
    reasons = {str(candidate): WHY[number % 4 != 2] for number, (candidate, _name) in enumerate(of)}
    decide_selection(head, at=at_hour(DECIDED), selection_id=UUID(said["selection"]), reasons=reasons, door="demo")
    return len(units)


def _encheng(today: date) -> int:
    """One juror has voted, one had to do with a venue; the social worker has not looked yet."""
    clerk = officer(ENPING, "county_clerk", ENPING, today)
    jury = [officer(ENPING, *where, today) for where in (("county_director", ENPING), ("member_liaison", ENPING), ("propaganda_officer", ENPING), ("social_worker", ENCHENG))]
    with acting(clerk):
        units = [UUID(str(id)) for (id,) in rows("SELECT id FROM prevention_unit WHERE type = 'venue' AND scope_path = %s AND name = ANY(%s)", [ENCHENG, ["示例歌厅", "示例旅馆"]])]
    at = at_hour(days_after(today, -3), 9)
    said = open_selection(clerk, at=at, path=ENPING, title=f"{today.year} 年无毒场所评选", unit_ids=units, last_on=days_after(today, 9), door="demo")
    of = _candidates(clerk, UUID(said["selection"]), jury, days_after(today, -3))
    for candidate, _name in of:
        vote_on_unit(jury[0], at=at_hour(days_after(today, -2), 10), candidate_id=candidate, is_for=True, reason=WHY[True], door="demo")
    say_unit_conflict(jury[1], at=at_hour(days_after(today, -2), 11), candidate_id=of[0][0], note="本单位去年给它办过培训。", door="demo")
    return len(units)


def _candidates(office: Actor, selection: UUID, jury: list[Actor], on: date) -> list[tuple[UUID, str]]:
    with batch(office):
        for juror in jury:
            name_selection_juror(office, at=at_hour(on, 10), selection_id=selection, post_id=juror.post_id, door="demo")
    with acting(office):
        return [(UUID(str(id)), name) for id, name in rows("SELECT id, name FROM prevention_candidate WHERE selection_id = %s ORDER BY scope_path, name", [selection])]
