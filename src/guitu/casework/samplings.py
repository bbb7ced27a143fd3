"""采样记在哪一分钟、哪一处: what is asked of a test beside the others on file. A row tells of hands, minutes and lots, and of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from guitu.casework import kit_stock
from guitu.casework.case import Case
from guitu.kit import clock, crypto
from guitu.kit.database import dicts, run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.rules import doubts
from guitu.rules.facts import Fact, UrineTest
from guitu.rules.verdict import Reason

MOST = 300
_READ = "SELECT on_day, minute, scope_path, spot, tester_1, tester_2, lot, lot_until FROM casework_sampling WHERE county_id = %(county)s AND "
_BESIDE = (
    f"({_READ} on_day = %(on)s AND (tester_1 = ANY(%(testers)s) OR tester_2 = ANY(%(testers)s)) LIMIT %(most)s)"
    f" UNION ALL ({_READ} lot = %(lot)s AND scope_path = %(town)s ORDER BY lot_until IS NOT DISTINCT FROM %(lot_until)s DESC LIMIT 1)"
)


def time_of(act: Act, test: UrineTest) -> None:
    """Refuse a minute that has not come."""
    minute = doubts.minute_of(test.taken_at)
    now = act.at.astimezone(clock.SHANGHAI)
    if minute is not None and test.on == now.date() and minute > now.hour * 60 + now.minute:
        raise Refused(Reason("doubts.time_ahead"), field="taken_at")


def asked(act: Act, held: Case, test: UrineTest, words: str | None) -> tuple[str, ...]:
    """What is asked of this test beside the others on file, as codes, when `words` answer it; refuses while nobody has
    answered. In a batch nobody is there to be asked."""
    if act.batch is not None or test.outcome == "refused" or test.elsewhere:
        return ()
    mine = _sample(act, held, test)
    found = doubts.of(mine, _beside(act, mine) if _says(mine) else (), held.policy().on(test.on).urine_tests)
    if found and not (words or "").strip():
        raise Refused(*found, field="explanation")
    return tuple(reason.code.removeprefix("doubts.") for reason in found)


def keep(act: Act, case: Case, facts: Sequence[Fact]) -> None:
    """Keep of each test what others are compared with; of one put right or taken back what it said goes."""
    if act.batch is not None:
        return
    gone = [UUID(fact.corrects) for fact in facts if fact.corrects is not None and fact.kind in ("urine_test", "withdrawn")]
    if gone:
        run("DELETE FROM casework_sampling WHERE id = ANY(%s)", [gone])
    for fact in facts:
        if isinstance(fact, UrineTest) and fact.outcome != "refused" and not fact.elsewhere:
            mine = _sample(act, case, fact)
            if _says(mine):
                _add(act, mine, fact)


def _says(sample: doubts.Sample) -> bool:
    """Whether anything was said of it that others could go against."""
    return sample.minute is not None or sample.lot is not None


def _add(act: Act, sample: doubts.Sample, test: UrineTest) -> None:
    run(
        "INSERT INTO casework_sampling (id, county_id, scope_path, on_day, minute, spot, tester_1, tester_2, lot, lot_until)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [UUID(test.id), act.actor.county_id, sample.town, sample.on, sample.minute, sample.spot, _id(test.tester_1), _id(test.tester_2),
         sample.lot, sample.lot_until],
    )


def _id(post: str | None) -> UUID | None:
    return UUID(post) if post else None


def _sample(act: Act, held: Case, test: UrineTest) -> doubts.Sample:
    town = kit_stock.town_of(act.actor, held.scope_path)
    path = held.path_on(test.on) if test.taken_where == "home" else town
    spot = _mark(act, f"{path}|{test.taken_where}") if test.taken_where else None
    testers = frozenset(post for post in (test.tester_1, test.tester_2) if post)
    return doubts.Sample(test.on, doubts.minute_of(test.taken_at), path[: kit_stock.TOWN], spot, testers, test.kit_lot, test.kit_until)


def _mark(act: Act, said: str) -> int:
    """A mark by which the same place is known again, and no place is read."""
    return int.from_bytes(crypto.keyed("name", f"sampling|{act.actor.county_id}|{said}".encode())[:7])


def _beside(act: Act, mine: doubts.Sample) -> list[doubts.Sample]:
    given: dict[str, Any] = {
        "county": act.actor.county_id, "on": mine.on, "testers": [UUID(post) for post in sorted(mine.testers)], "most": MOST,
        "lot": mine.lot, "lot_until": mine.lot_until, "town": mine.town,
    }
    return [_of(row) for row in dicts(_BESIDE, given)]


def _of(row: dict[str, Any]) -> doubts.Sample:
    testers = frozenset(str(post) for post in (row["tester_1"], row["tester_2"]) if post)
    return doubts.Sample(row["on_day"], row["minute"], row["scope_path"], row["spot"], testers, row["lot"], row["lot_until"])
