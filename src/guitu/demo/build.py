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
from guitu.demo.intake import receive
from guitu.demo.invitations import invite_a_unit
from guitu.demo.looks import look_around
from guitu.demo.measures import live_measures
from guitu.demo.outreach import invite_the_people
from guitu.demo.own_door import open_own_doors
from guitu.demo.places import ENPING, NANMING, SANSHUI, XIANAN, lay_out
from guitu.demo.places_change import change_places
from guitu.demo.prevention import at_hour, tell_of_prevention
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
from guitu.settling.jobs import lay_out_ahead

CHUNK = 50
MOST_PROCESSES = 4
NAMES = {ENPING: "恩平", XIANAN: "永安", NANMING: "花果园", SANSHUI: "三水"}

# What the four counties live through once their people are on the book: in this order, each by the commands of its context.
LIVED: tuple[Callable[[date], object], ...] = (
    share_a_village, give_grid_workers, take_areas_together, invite_a_unit, print_papers, give_tasks,
    tell_of_prevention, play_fridays, raid_places, inspect_places, live_calls, look_around, give_keys, keep_house,
    exchange_points, help_people, raise_needs, volunteer, name_units_of_enping, select_units, ask_the_people,
    change_places, end_files, teach_schools, work_together, open_own_doors, hand_over, receive, try_numbers, keep_days,
    keep_stock, put_sites_right, look_at_land, check_themselves, send_tips, keep_samples, invite_the_people,
    live_measures, watch_the_grid,
)


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
    for live in LIVED:
        live(today)
    for county in NAMES:
        lay_out_ahead(county, at_hour(today, 9))  # as the clock of the house does each night
        summing.fold(county)
    verify(today, scale=scale)
    seal_demo(NAMES, today)
    progress("名册已核对：在册 = 现有 + 三年未复吸")
