"""What people do with the loudspeakers: put a village into the schedule, tick what was played, stop; write scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.grid.held import held as held_post
from guitu.kit.database import dicts, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.matters.opening import NewMatter, open_matters
from guitu.prevention.fold import COMPARTMENT, LOUDSPEAKER
from guitu.prevention.sealed import sealed_words
from guitu.rules.broadcasts import LANGUAGES, LEVELS, LoudspeakerCourse, may_play
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import keep, new, write

_VILLAGES = (
    "SELECT a.path, a.short, (SELECT p.id FROM grid_post p WHERE p.path = a.path AND p.role = 'village_worker' AND p.closed_on IS NULL"  # noqa: S608  ours
    f" AND EXISTS (SELECT FROM grid_holding h WHERE h.post_id = p.id AND {held_post('h')}) ORDER BY p.id LIMIT 1) AS post"
    " FROM grid_area a WHERE a.path = ANY(%(paths)s) AND length(a.path) = 12 AND a.valid_to IS NULL AND NOT a.is_virtual"
    " AND NOT EXISTS (SELECT FROM prevention_loudspeaker l WHERE l.county_id = %(county)s AND l.scope_path = a.path) ORDER BY a.path"
)
_INSERT = "INSERT INTO prevention_loudspeaker (id, county_id, scope_path, since_on) VALUES (%s, %s, %s, %s)"


@command
def start_broadcasts(act: Act, *, paths: Sequence[str], on: date) -> Answer:
    """Put villages into the schedule from a day on: from the next broadcast day each has one week to tick. The village's worker
    does it, or where there is none, nobody yet. Those in the schedule already are left out.

    Refuses what is no village, or lies elsewhere, and a call in which nothing is new.
    """
    if not all(path.startswith(act.actor.path) and len(path) == 12 for path in paths):
        raise Refused(Reason("broadcasts.no_village"), field="paths")
    found = dicts(_VILLAGES, {"paths": list(paths), "county": act.actor.county_id, "today": act.on})
    if not found:
        raise Refused(Reason("broadcasts.is_running"), field="paths")
    made = [NewMatter(uuid4(), one["path"], one["short"], one["post"]) for one in found]
    open_matters(act.actor.county_id, made, kind="loudspeaker", compartment=COMPARTMENT, at=act.at, on=act.on)
    for one in made:
        run(_INSERT, [one.id, act.actor.county_id, one.scope_path, on])
    for held in matters(LOUDSPEAKER, [one.id for one in made]):
        started: list[Fact] = [new("broadcasts_started", act, on)]
        keep(act, held, started)
    return {"started": len(made)}


@command
def play_broadcast(act: Act, *, loudspeaker_id: UUID, on: date, script: str | None = None) -> Answer:
    """Tick that this week's script was played in a village. Refuses a second tick of the week, a day outside its days, a
    loudspeaker that is stopped. Policy: broadcasts.*"""
    held = matter(act, LOUDSPEAKER, loudspeaker_id)
    Refused.unless(may_play(_course(act, held), on, held.policy()))
    return write(act, held, [new("broadcast_played", act, on, script=script)])


@command
def stop_broadcasts(act: Act, *, loudspeaker_id: UUID, on: date, note: str) -> Answer:
    """Take a village out of the schedule: broken, given up. Refuses no words, and one that is out of it."""
    if not note.strip():
        raise Refused(Reason("broadcasts.needs_words"), field="note")
    held = matter(act, LOUDSPEAKER, loudspeaker_id)
    if _course(act, held).state != "running":
        raise Refused(Reason("broadcasts.is_stopped"))
    return write(act, held, [new("broadcasts_stopped", act, on)], note=note)


@command
def resume_broadcasts(act: Act, *, loudspeaker_id: UUID, on: date) -> Answer:
    """Put a village into the schedule again. Refuses one that is in it."""
    held = matter(act, LOUDSPEAKER, loudspeaker_id)
    if _course(act, held).state == "running":
        raise Refused(Reason("broadcasts.is_running"))
    return write(act, held, [new("broadcasts_started", act, on)])


@command
def write_script(act: Act, *, number: int, language: str, minutes: int, title: str, text: str) -> Answer:
    """Keep what is to be read out, under a number of the county that is free. Refuses a used number, no title, no text."""
    if not title.strip() or not text.strip():
        raise Refused(Reason("broadcasts.needs_words"), field="title" if not title.strip() else "text")
    if language not in LANGUAGES:
        raise Refused(Reason("not_in_list", {"field": "language"}), field="language")
    if row("SELECT 1 FROM prevention_script WHERE county_id = %s AND number = %s", [act.actor.county_id, number]):
        raise Refused(Reason("broadcasts.no_number"), field="number")
    script = uuid4()
    words = sealed_words("script", script, {"title": title.strip(), "text": text.strip()})
    run(
        "INSERT INTO prevention_script (id, county_id, number, language, minutes, made_on, words) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [script, act.actor.county_id, number, language, minutes, act.on, words],
    )
    changed(act, [Change("script", script, act.actor.county_id, None, {"number": number}, COMPARTMENT)])
    return {"script": str(script)}


@command
def withdraw_script(act: Act, *, script_id: UUID) -> Answer:
    """Take a script out of the choice from today on; what was played stays. Refuses one that is out of it."""
    _end("script", "withdrawn_on", act, script_id)
    return {"script": str(script_id)}


@command
def note_clip(act: Act, *, day_on: date, level: str, outlet: str, title: str, where: str = "") -> Answer:
    """Note what the press, radio or television said of the work: level, outlet, title. An output, never a score. Refuses a day
    to come, no outlet, no title."""
    if not outlet.strip() or not title.strip():
        raise Refused(Reason("broadcasts.needs_words"), field="outlet" if not outlet.strip() else "title")
    if level not in LEVELS:
        raise Refused(Reason("not_in_list", {"field": "level"}), field="level")
    if day_on > act.on:
        raise Refused(Reason("in_the_future", {"on": day_on}), field="day_on")
    clip = uuid4()
    words = sealed_words("clip", clip, {"outlet": outlet.strip(), "title": title.strip(), "where": where.strip()})
    run(
        "INSERT INTO prevention_clip (id, county_id, day_on, level, words) VALUES (%s, %s, %s, %s, %s)",
        [clip, act.actor.county_id, day_on, level, words],
    )
    changed(act, [Change("clip", clip, act.actor.county_id, None, {"level": level, "day_on": day_on}, COMPARTMENT)])
    return {"clip": str(clip)}


@command
def take_clip_back(act: Act, *, clip_id: UUID) -> Answer:
    """Take a clip off the register that was put there by mistake."""
    _end("clip", "taken_back_on", act, clip_id)
    return {"clip": str(clip_id)}


def _end(of: str, column: str, act: Act, id: UUID) -> None:
    found = rows(f"SELECT {column} FROM prevention_{of} WHERE id = %s FOR UPDATE", [id])  # noqa: S608  names of ours
    if not found:
        raise NotVisible
    if found[0][0] is not None:
        raise Refused(Reason("places.is_closed"))
    run(f"UPDATE prevention_{of} SET {column} = %s WHERE id = %s", [act.on, id])  # noqa: S608
    changed(act, [Change(of, id, act.actor.county_id, None, {column: act.on}, COMPARTMENT)])


def _course(act: Act, held: Loaded) -> LoudspeakerCourse:
    course: LoudspeakerCourse = held.course(act.on)
    return course
