"""Builds the demo: places first, then people, played on every core; and checks that the register adds up."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

from guitu.demo.area_groups import take_areas_together
from guitu.demo.broadcasts import play_fridays
from guitu.demo.calls import live_calls
from guitu.demo.daybook import keep_days
from guitu.demo.everybody import lives
from guitu.demo.exchanging import exchange_points
from guitu.demo.goods import keep_stock
from guitu.demo.grid_events import watch_the_grid
from guitu.demo.handovers import hand_over
from guitu.demo.helping import help_people, raise_needs, volunteer
from guitu.demo.house import keep_house
from guitu.demo.inspections import inspect_places
from guitu.demo.invitations import invite_a_unit
from guitu.demo.looks import look_around
from guitu.demo.measures import live_measures
from guitu.demo.outreach import invite_the_people
from guitu.demo.own_door import open_own_doors
from guitu.demo.places import ENPING, NANMING, SANSHUI, XIANAN, lay_out
from guitu.demo.places_change import change_places
from guitu.demo.prevention import tell_of_prevention
from guitu.demo.printed import print_papers
from guitu.demo.processes import Chunk, played
from guitu.demo.proof import forget_anchors, seal_demo
from guitu.demo.quizzes import teach_schools
from guitu.demo.raids import raid_places
from guitu.demo.sealing import end_files
from guitu.demo.selections import select_units
from guitu.demo.sites import check_themselves, look_at_land, put_sites_right, send_tips
from guitu.demo.surveys import ask_the_people
from guitu.demo.systems import give_keys
from guitu.demo.tasks import give_tasks
from guitu.demo.teamwork import work_together
from guitu.demo.testing import keep_samples
from guitu.demo.trials import try_numbers
from guitu.demo.units import name_units_of_enping
from guitu.demo.verification import verify
from guitu.demo.villages import give_grid_workers, share_a_village
from guitu.grid import summing

CHUNK = 50
MOST_PROCESSES = 4
NAMES = {ENPING: "恩平", XIANAN: "永安", NANMING: "花果园", SANSHUI: "三水"}


def build(
    *, today: date, progress: Callable[[str], None], scale: int = 1, processes: int | None = None
) -> None:
    """All four counties with everybody in them, as known on the morning of `today`. `scale` divides the people."""
    forget_anchors(NAMES)
    lay_out()
    progress("区划、单位、岗位、规定包已就绪")
    totals = {county: len(lives(county, today, scale)) for county in NAMES}
    chunks = [
        Chunk(county, start, CHUNK, today, scale)
        for county, total in totals.items()
        for start in range(0, total, CHUNK)
    ]
    done = dict.fromkeys(NAMES, 0)
    for chunk, number in played(chunks, processes or min(os.cpu_count() or 1, MOST_PROCESSES)):
        done[chunk.county] += number
        progress(f"{NAMES[chunk.county]} {done[chunk.county]:,}/{totals[chunk.county]:,} 人")
    share_a_village(today)
    give_grid_workers(today)
    take_areas_together(today)
    invite_a_unit(today)
    print_papers(today)
    give_tasks(today)
    tell_of_prevention(today)
    play_fridays(today)
    raid_places(today)
    inspect_places(today)
    live_calls(today)
    look_around(today)
    give_keys(today)
    keep_house(today)
    exchange_points(today)
    help_people(today)
    raise_needs(today)
    volunteer(today)
    name_units_of_enping(today)
    select_units(today)
    ask_the_people(today)
    change_places(today)
    end_files(today)
    teach_schools(today)
    work_together(today)
    open_own_doors(today)
    hand_over(today)
    try_numbers(today)
    keep_days(today)
    keep_stock(today)
    put_sites_right(today)
    look_at_land(today)
    check_themselves(today)
    send_tips(today)
    keep_samples(today)
    invite_the_people(today)
    live_measures(today)
    watch_the_grid(today)
    for county in NAMES:
        summing.fold(county)
    verify(today, scale=scale)
    seal_demo(NAMES, today)
    progress("名册已核对：在册 = 现有 + 三年未复吸")
