"""抽样走访: households are drawn per approving town from what it has confirmed, visited, and a find takes the household out."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import insert_many, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention.fold import COMPARTMENT
from guitu.rules.unit_samples import RESULTS, UnitSamplesPolicy, chosen, rate_for, size
from guitu.rules.verdict import Reason

_DRAWN = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"), ("sample_id", "uuid"),
    ("household_id", "uuid"), ("result", "text"),
)
# Declarations of households that the town has confirmed this year and that lie in no sample yet; locked, so that two do not draw.
_LOTS = (
    "SELECT m.id FROM matters_matter m JOIN prevention_unit u ON u.id = m.id AND u.type = 'family' WHERE m.county_id = %(county)s"
    " AND m.scope_path >= %(path)s AND m.scope_path < %(hi)s AND u.phase = 'confirmed' AND u.round = %(round)s"
    " AND EXISTS (SELECT FROM prevention_household h WHERE h.matter_id = m.id AND h.round = %(round)s)"
    " AND NOT EXISTS (SELECT FROM prevention_sample s WHERE s.county_id = %(county)s AND s.round = %(round)s AND strpos(s.lots, m.id::text) > 0)"
    " ORDER BY m.id FOR UPDATE OF m"
)
_HOUSEHOLDS = (
    "SELECT id, matter_id, scope_path FROM prevention_household WHERE matter_id = ANY(%s) AND round = %s AND reason = '' AND out_on IS NULL ORDER BY id"
)
_FOUND_BEFORE = (
    "SELECT count(*) FROM prevention_drawn d WHERE d.result = 'faulty' AND d.sample_id ="
    " (SELECT s.id FROM prevention_sample s WHERE s.county_id = %s AND s.scope_path = %s ORDER BY s.drawn_on DESC, s.id DESC LIMIT 1)"
)


@command
def draw_sample(act: Act, *, path: str) -> Answer:
    """Draw the households of one approving town that are visited: from all that it has confirmed this year and that were in no
    sample yet. The list is frozen with its seed, so that whoever has both draws the same. Where the sample before found a
    fault, this one is wider. Refuses a place that is no town, and nothing to draw from. Policy: unit_samples.*"""
    if len(path) != 9 or not path.startswith(act.actor.path) or len(act.actor.path) >= len(path):
        raise Refused(Reason("units.elsewhere"), field="path")
    values = {"county": act.actor.county_id, "path": path, "hi": path + ":", "round": act.on.year}
    lots = [id for (id,) in rows(_LOTS, values)]
    found = rows(_HOUSEHOLDS, [lots, act.on.year]) if lots else []
    if not found:
        raise Refused(Reason("unit_samples.nothing"), field="path")
    policy: UnitSamplesPolicy = timeline_of(act.actor.county_id, path).on(act.on).unit_samples
    before = row(_FOUND_BEFORE, [act.actor.county_id, path])
    permille = rate_for(int(before[0]) if before else 0, policy)
    sample, seed = uuid4(), uuid4().hex
    of = {str(id): (matter, where) for id, matter, where in found}
    picked = chosen(list(of), size(len(of), permille, policy), seed)
    run(
        "INSERT INTO prevention_sample (id, county_id, scope_path, round, seed, households, permille, lots, drawn_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [sample, act.actor.county_id, path, act.on.year, seed, len(of), permille, " ".join(str(one) for one in lots), act.on],
    )
    insert_many("prevention_drawn", _DRAWN, [(uuid4(), act.actor.county_id, of[id][1], COMPARTMENT, of[id][0], sample, UUID(id), "") for id in picked])
    detail = {"seed": seed, "of": len(of), "n": len(picked), "permille": permille, "lots": len(lots)}
    changed(act, [Change("sample", sample, path, None, detail, COMPARTMENT)])
    return {"sample": str(sample), "drawn": len(picked), "of": len(of)}


@command
def record_sample_visit(act: Act, *, drawn_id: UUID, result: str, on: date) -> Answer:
    """Record what was found at a drawn household. One that is not as declared counts no more from that day on; nobody is named.
    Refuses a second result, a day to come, and a visitor of the approving town itself."""
    found = row(
        "SELECT d.household_id, d.matter_id, d.scope_path, d.result FROM prevention_drawn d WHERE d.id = %s FOR UPDATE OF d", [drawn_id]
    )
    if found is None:
        raise NotVisible
    household, matter_id, where, before = found
    if before:
        raise Refused(Reason("unit_samples.result_given"))
    if len(act.actor.path) >= 9:
        raise Refused(Reason("unit_samples.own", {}, "guitu.default"))
    if result not in RESULTS:
        raise Refused(Reason("not_in_list", {"field": "result"}), field="result")
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    run("UPDATE prevention_drawn SET result = %s, visited_on = %s WHERE id = %s", [result, on, drawn_id])
    if result == "faulty":
        run("UPDATE prevention_household SET out_on = %s WHERE id = %s", [on, household])
    changed(act, [Change("drawn", drawn_id, where, matter_id, {"result": result, "on": on}, COMPARTMENT)])
    return {"drawn": str(drawn_id)}
