"""What people do with a survey: plan it with its frame, draw the sample, note what became of everybody in it, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.grid.areas import TOWN
from guitu.kit.database import dicts, insert_many, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.sealed import sealed_words
from guitu.prevention.surveys.by_anyone import digest_of, link_of
from guitu.rules.surveys import (
    AGES,
    DISPOSITIONS,
    SEXES,
    WAYS,
    SurveysPolicy,
    allocated,
    may_answer,
    may_publish,
    positions,
)
from guitu.rules.verdict import Reason

Cell = tuple[str, str, str, int]  # town, sex, age, people
_SURVEY = "SELECT id, scope_path, size, drawn_on, published_on, seed FROM prevention_survey WHERE id = %s FOR UPDATE"
_STRATUM = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("survey_id", "uuid"), ("sex", "text"), ("age", "text"), ("people", "int"),
)
_SAMPLED = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("survey_id", "uuid"), ("number", "int"), ("sex", "text"), ("age", "text"),
    ("position", "int"), ("way", "text"), ("outcome", "text"),
)


@command
def plan_survey(
    act: Act, *, title: str, pollster: str, frame: str, from_on: date, until_on: date, size: int, cells: Sequence[Cell] = ()
) -> Answer:
    """Plan a survey among the people of the county: its days, who asks, what the frame rests on and how many people it has by town,
    sex and age, how many are sampled. Refuses missing words, days in the wrong order, too small a sample. Policy: surveys.least"""
    for name, words in (("title", title), ("pollster", pollster), ("frame", frame)):
        if not words.strip():
            raise Refused(Reason("surveys.needs_words"), field=name)
    if until_on < from_on:
        raise Refused(Reason("surveys.days"), field="until_on")
    policy = _policy(act, act.actor.path)
    if size < policy.least:
        raise Refused(Reason("surveys.too_few", {"least": policy.least, "n": size}, "guitu.default"), field="size")
    survey = uuid4()
    sealed = sealed_words("survey", survey, {"title": title.strip(), "pollster": pollster.strip(), "frame": frame.strip()})
    run(
        "INSERT INTO prevention_survey (id, county_id, scope_path, from_on, until_on, size, seed, words) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [survey, act.actor.county_id, act.actor.path, from_on, until_on, size, uuid4().hex, sealed],
    )
    _frame(act, survey, cells)
    changed(act, [Change("survey", survey, act.actor.path, None, {"step": "planned", "size": size}, COMPARTMENT)])
    return {"survey": str(survey)}


@command
def set_survey_frame(act: Act, *, survey_id: UUID, cells: Sequence[Cell]) -> Answer:
    """Say how many people the frame has by town, sex and age; said again, it takes the place of what was said. Refuses a survey
    whose sample is drawn, and a cell outside the area."""
    _undrawn(act, survey_id)
    run("DELETE FROM prevention_stratum WHERE survey_id = %s", [survey_id])
    _frame(act, survey_id, cells)
    detail = {"step": "frame", "people": sum(one[3] for one in cells)}
    changed(act, [Change("survey", survey_id, act.actor.path, None, detail, COMPARTMENT)])
    return {"survey": str(survey_id)}


def _frame(act: Act, survey_id: UUID, cells: Sequence[Cell]) -> None:
    for path, sex, age, people in cells:
        if len(path) != TOWN or not path.startswith(act.actor.path) or sex not in SEXES or age not in AGES or people < 0:
            raise Refused(Reason("not_in_list", {"field": "cells"}), field="cells")
    made = [(uuid4(), act.actor.county_id, path, survey_id, sex, age, people) for path, sex, age, people in cells if people]
    insert_many("prevention_stratum", _STRATUM, made)


@command
def draw_survey(act: Act, *, survey_id: UUID) -> Answer:
    """Draw the sample, once: the cells of the frame in proportion, in each cell every so-manieth person of the list from a start by
    the seed. Whoever has the seed and the frame draws the same. Refuses a second draw and a frame that is too small."""
    found = _undrawn(act, survey_id)
    frame = {(path, sex, age): int(n) for path, sex, age, n in rows(
        "SELECT scope_path, sex, age, sum(people) FROM prevention_stratum WHERE survey_id = %s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", [survey_id]
    )}
    there = sum(frame.values())
    if not there:
        raise Refused(Reason("surveys.no_frame"))
    if there < found["size"]:
        raise Refused(Reason("surveys.smaller_than_sample", {"there": there, "asked": found["size"]}))
    picked = [
        (cell, place)
        for cell, n in allocated(found["size"], frame).items()
        for place in positions(f"{found['seed']}|{'|'.join(cell)}", frame[cell], n)
    ]
    insert_many("prevention_sampled", _SAMPLED, [
        (uuid4(), act.actor.county_id, cell[0], survey_id, number, cell[1], cell[2], place, "", "") for number, (cell, place) in enumerate(picked, 1)
    ])
    run("UPDATE prevention_survey SET drawn_on = %s WHERE id = %s", [act.on, survey_id])
    detail = {"step": "drawn", "n": len(picked), "of": there, "seed": found["seed"]}
    changed(act, [Change("survey", survey_id, found["scope_path"], None, detail, COMPARTMENT)])
    return {"survey": str(survey_id), "drawn": len(picked)}


@command
def give_survey_links(act: Act, *, survey_id: UUID) -> Answer:
    """Give every number of the sample that has no outcome yet a link of its own, by which it answers once. Refuses a survey that
    is not drawn or is published, and one in which no number lacks a link."""
    survey = _survey(survey_id, mine=act.actor.path)
    if survey["published_on"] is not None or survey["drawn_on"] is None:
        raise Refused(Reason("surveys.published" if survey["published_on"] else "surveys.not_drawn"))
    wanted = [id for (id,) in rows("SELECT id FROM prevention_sampled WHERE survey_id = %s AND outcome = '' AND link_hash IS NULL ORDER BY number", [survey_id])]
    if not wanted:
        raise Refused(Reason("surveys.all_have_links"))
    run(
        "UPDATE prevention_sampled p SET link_hash = given.hash FROM unnest(%s::uuid[], %s::bytea[]) AS given (id, hash) WHERE p.id = given.id",
        [wanted, [digest_of(link_of(one)) for one in wanted]],
    )
    changed(act, [Change("survey", survey_id, survey["scope_path"], None, {"step": "links", "n": len(wanted)}, COMPARTMENT)])
    return {"survey": str(survey_id), "n": len(wanted)}


@command
def note_response(
    act: Act, *, survey_id: UUID, number: int, outcome: str, way: str, right: int | None = None, satisfied: int | None = None,
    took_part: bool | None = None,
) -> Answer:
    """Note what became of one number of the sample, and the answers where there are any: how many of ten questions were right, how
    satisfied of five, whether somebody took part in an activity this year. Noted again, it is put right until it is published.

    Refuses a number that is not in the sample, answers without an interview and an interview without answers.
    """
    survey = _survey(survey_id)
    if survey["published_on"] is not None:
        raise Refused(Reason("surveys.published"))
    if outcome not in DISPOSITIONS:
        raise Refused(Reason("not_in_list", {"field": "outcome"}), field="outcome")
    if way not in WAYS:
        raise Refused(Reason("not_in_list", {"field": "way"}), field="way")
    Refused.unless(may_answer(outcome, right, satisfied, took_part))
    found = row("SELECT id, scope_path FROM prevention_sampled WHERE county_id = %s AND survey_id = %s AND number = %s FOR UPDATE", [act.actor.county_id, survey_id, number])
    if found is None:
        raise Refused(Reason("surveys.no_such_number"), field="number")
    run(
        'UPDATE prevention_sampled SET outcome = %s, way = %s, "right" = %s, satisfied = %s, took_part = %s WHERE id = %s',
        [outcome, way, right, satisfied, took_part, found[0]],
    )
    changed(act, [Change("sampled", found[0], found[1], None, {"outcome": outcome, "way": way}, COMPARTMENT)])
    return {"sampled": str(found[0])}


@command
def clear_response(act: Act, *, sampled_id: UUID) -> Answer:
    """Take back what a sheet had noted of one number. Refuses a survey that is published."""
    found = row("SELECT survey_id, scope_path FROM prevention_sampled WHERE id = %s FOR UPDATE", [sampled_id])
    if found is None:
        raise NotVisible
    if _survey(found[0])["published_on"] is not None:
        raise Refused(Reason("surveys.published"))
    run("UPDATE prevention_sampled SET outcome = '', way = '', \"right\" = NULL, satisfied = NULL, took_part = NULL WHERE id = %s", [sampled_id])
    changed(act, [Change("sampled", sampled_id, found[1], None, {"outcome": ""}, COMPARTMENT)])
    return {"sampled": str(sampled_id)}


@command
def publish_survey(act: Act, *, survey_id: UUID) -> Answer:
    """Publish the rates of a survey: from then on nothing of it changes, and figures count it. Refuses as long as somebody of the
    sample has no outcome, and too few interviews. Policy: surveys.least"""
    survey = _survey(survey_id, mine=act.actor.path)
    if survey["published_on"] is not None:
        raise Refused(Reason("surveys.published"))
    there = dict(rows("SELECT outcome, count(*) FROM prevention_sampled WHERE survey_id = %s GROUP BY outcome", [survey_id]))
    Refused.unless(may_publish(sum(there.values()), there, _policy(act, survey["scope_path"])))
    run("UPDATE prevention_survey SET published_on = %s WHERE id = %s", [act.on, survey_id])
    changed(act, [Change("survey", survey_id, survey["scope_path"], None, {"step": "published", **there}, COMPARTMENT)])
    return {"survey": str(survey_id)}


def _undrawn(act: Act, survey_id: UUID) -> dict[str, Any]:
    found = _survey(survey_id, mine=act.actor.path)
    if found["drawn_on"] is not None:
        raise Refused(Reason("surveys.drawn_already"))
    return found


def _survey(survey_id: UUID, *, mine: str = "") -> dict[str, Any]:
    """The survey, locked where it is one's own to change."""
    found = dicts(_SURVEY if mine else _SURVEY.removesuffix(" FOR UPDATE"), [survey_id])
    if not found or (mine and found[0]["scope_path"] != mine):
        raise NotVisible
    return found[0]


def _policy(act: Act, path: str) -> SurveysPolicy:
    policy: SurveysPolicy = timeline_of(act.actor.county_id, path).on(act.on).surveys
    return policy
