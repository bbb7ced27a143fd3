"""A measure's life in the demo: one of 林婉's people with three breaches, each at another step; one who works away, with
letters out and in, whereabouts verified, and a test asked of the other town."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from guitu.casework.breaches.commands import criticise_breach, excuse_breach, note_breach, serve_warning
from guitu.casework.load import cases, live
from guitu.casework.staff import colleagues
from guitu.casework.two_way_control.commands import start_two_way_control
from guitu.casework.two_way_control.letters import answer_two_way, ask_elsewhere_test, verify_whereabouts
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.stories import DONGMEN
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.papers.commands import issue_paper
from guitu.rules import breaches
from guitu.rules.overlays import lying_over

WORKER = f"{DONGMEN[:9]}/town_centre/social_worker/1"
FAR = "440106001"  # a town of another county
_HERS = (
    "SELECT c.person_id FROM casework_current c JOIN matters_part p ON p.matter_id = c.person_id AND p.post_id = %s"
    " AND p.part = 'responsible' AND p.until_on IS NULL AND NOT p.beyond"
    " WHERE c.county_id = %s AND c.state = 'community_detox' ORDER BY c.person_id DESC LIMIT 12"
)


def live_measures(today: date) -> int:
    """The breaches of one, the letters of another; gives of how many people."""
    post = key_id(WORKER)
    with acting(clock_actor(ENPING)):
        held = post_named(post, today)
        hers = [UUID(str(one)) for (one,) in rows(_HERS, [post, ENPING])]
    if held is None:
        return 0
    worker = actor_of(held, None)
    with acting(worker):
        fit = [found for one in cases(hers, lock=False) if (found := _quiet(one, today)) is not None]
        staff = [str(one.post_id) for one in colleagues(worker, DONGMEN, today)]
    if len(fit) < 2 or len(staff) < 2:
        return 0
    _breaches(worker, fit[0], staff, today)
    _away(worker, fit[1][0], today)
    return 2


def _quiet(held: Any, today: date) -> tuple[UUID, str] | None:
    """Somebody whose agreement has run for two months, with nothing lying over it."""
    begun, course = today - timedelta(days=60), held.course(today)
    found = breaches.under(course.measures, live(held.facts), begun)
    over = lying_over(course.overlays, begun, "two_way_control", "lost_contact") or lying_over(course.overlays, today, "two_way_control", "lost_contact")
    if found is None or over is not None or found.state_on(begun) != "executing" or found.state_on(today) != "executing":
        return None
    return held.id, found.measure_id


def _breaches(worker: Actor, who: tuple[UUID, str], staff: list[str], today: date) -> None:
    """One excused, one with its letter refused before a witness, one that was talked about yesterday."""
    person, measure = who
    first = _noted(worker, person, today, 45, "not_reported", "约好周三报到，没有来，电话也没有接。")
    _do(excuse_breach, worker, person, today, 43, breach=first, excuse="hospital", note="出院小结在档案里，那几天在县医院。")
    second = _noted(worker, person, today, 30, "address", "搬到横陂镇租住，没有告诉站里。")
    talk: dict[str, Any] = {"critic": staff[0], "asked": True}
    _do(criticise_breach, worker, person, today, 28, breach=second, **talk, note="本人说搬得急，忘了说。约好以后当天打电话。")
    issued = issue_paper(
        worker, at=_at(today, 27), door="demo", matter_id=person, kind="warning", about=f"measure:{measure}",
        typed={"告诫事由": "搬家以后没有按协议约定告知新住址。"},
    )
    _do(
        serve_warning, worker, person, today, 26, breach=second, paper=str(issued["paper"]), server_1=staff[0], server_2=staff[1],
        received="unsigned", witness="居委会老李",
    )
    third = _noted(worker, person, today, 4, "visit", "上门走访，隔着门说不方便，不肯见。")
    _do(criticise_breach, worker, person, today, 1, breach=third, **talk, note="在站里谈的。本人说那天心情不好，愿意改天再约。")


def _away(worker: Actor, person: UUID, today: date) -> None:
    sent = _do(start_two_way_control, worker, person, today, 50, to_path=FAR, letter_no="恩城双控函〔1〕号", note="在广州打工，租住。")
    _do(answer_two_way, worker, person, today, 40, sent_letter=sent, agrees=True, answer_no="穗回〔7〕号")
    _do(verify_whereabouts, worker, person, today, 38, verified_by="residence", certainty="sure", stays="as_known", note="居住地社工上门见到。")
    _do(verify_whereabouts, worker, person, today, 6, verified_by="family", certainty="likely", stays="as_known", note="母亲说还在原来的厂。")
    by = today + timedelta(days=9)
    _do(ask_elsewhere_test, worker, person, today, 5, test_by=by, to_path=FAR, letter_no="恩城异检函〔2〕号")


def _noted(worker: Actor, person: UUID, today: date, back: int, broken: str, note: str) -> str:
    return _do(note_breach, worker, person, today, back, broken=broken, note=note)


def _do(command: Any, worker: Actor, person: UUID, today: date, back: int, **what: Any) -> str:
    """So many days ago; gives the fact."""
    made = command(worker, at=_at(today, back), door="demo", person_id=person, on=today - timedelta(days=back), **what)
    return str(made["facts"][0])


def _at(today: date, back: int) -> datetime:
    return datetime(today.year, today.month, today.day, 15, tzinfo=SHANGHAI) - timedelta(days=back)
