"""Every way of altering the ledger behind the house's back is found, and the first line that is wrong is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from guitu.blocks import anchors
from guitu.blocks.sealing import seal_county
from guitu.blocks.verifying import Proof, verify_county
from guitu.kit.database import acting
from guitu.people import access
from tests import casefile, make
from tests.blocks.tampering import Hands, copied, cut, hands, put_back, restamped, stamped, swapped

pytestmark = [pytest.mark.django_db]

Tampering = Callable[[Hands], Any]
# what a line says beside its id, and what a fact does
LINE = "at post_id account_id door command request_id object_kind object_id matter_id corrects policy detail digest"
FACT = "happened_path kind happened_on recorded_at corrects body counted note post_id policy"


def number(which: int) -> Callable[[Hands], int]:
    return lambda at: at.line(which)[0]


def first_of_its_matter(at: Hands) -> int:
    of = "SELECT id FROM ledger_entry WHERE matter_id = (SELECT matter_id FROM ledger_entry WHERE id = %s)"
    its = {id for (id,) in at.db.execute(of, [at.line(0)[1]])}
    return next(n for n, one in at.members if one.id in its)


def of_line(sql: str, which: int = 1) -> Tampering:
    return lambda at: at.do(sql, id=at.line(which)[1])


def of_fact(sql: str, which: int = 1) -> Tampering:
    return of_line(sql.replace("%(id)s", "(SELECT object_id FROM ledger_entry WHERE id = %(id)s)"), which)


def with_row_hash(at: Hands) -> None:
    n, id = at.line(1)
    at.do("UPDATE ledger_entry SET door = 'api', digest = sha256(door::bytea) WHERE id = %(id)s", id=id)
    stamped(at, n, bytes(32))


def with_the_whole_chain(at: Hands) -> None:
    with_row_hash(at)
    restamped(at)


def deleted_and_renumbered(at: Hands) -> None:
    """The line goes, and the blocks say that it never was."""
    n, id = at.line(1)
    at.do("DELETE FROM ledger_entry WHERE id = %(id)s", id=id)
    no, first, packed = at.one("SELECT no, first, members FROM blocks_block WHERE county_id = %(county)s AND first <= %(n)s ORDER BY no DESC LIMIT 1", n=n)
    start = (n - first) * 49
    at.do("UPDATE blocks_block SET members = %(members)s, number = number - 1 WHERE no = %(no)s AND county_id = %(county)s",
          members=packed[:start] + packed[start + 49 :], no=no)
    at.do("UPDATE blocks_block SET first = first - 1 WHERE no > %(no)s AND county_id = %(county)s", no=no)


def appended_again(at: Hands) -> None:
    """The tail goes and other lines are sealed in its place, by the house itself: only what is outside tells."""
    cut(at, 1, blocks=True)
    copied(at, at.line(0)[1], None)
    seal_county(make.ENPING, make.moment(2026, 3, 17), most=4)


def wiped(at: Hands) -> None:
    for table in ("ledger_entry", "ledger_fact", "people_access", "blocks_block"):
        at.do(f"DELETE FROM {table} WHERE county_id = %(county)s")


# what is done, the code of what is found, and the number of the first line that it names
INSIDE: dict[str, tuple[Tampering, str, Callable[[Hands], int] | None]] = {
    "a field changed": (of_line("UPDATE ledger_entry SET door = 'api' WHERE id = %(id)s"), "changed", number(1)),
    "a time changed": (of_line("UPDATE ledger_entry SET at = at + interval '1 us' WHERE id = %(id)s"), "changed", number(1)),
    "a detail changed": (of_line("UPDATE ledger_entry SET detail = '{\"a\": null}' WHERE id = %(id)s"), "changed", number(1)),
    "the hash changed": (of_line("UPDATE ledger_entry SET digest = '\\x02' || sha256('') WHERE id = %(id)s"), "changed", number(1)),
    "a field with the row's hash": (with_row_hash, "block_changed", None),
    "a field with the whole chain restamped": (with_the_whole_chain, "block_changed", None),
    "a row deleted": (of_line("DELETE FROM ledger_entry WHERE id = %(id)s"), "missing", number(1)),
    "deleted and renumbered": (deleted_and_renumbered, "block_changed", None),
    "the tail cut": (lambda at: cut(at, 1, blocks=False), "missing", None),
    "a forged line in a block": (lambda at: copied(at, at.line(0)[1], 2), "too_many", None),
    "a forged line in no block": (lambda at: copied(at, at.line(0)[1], None), "foreign_waiting", None),
    "a forged line in a block that is not": (lambda at: copied(at, at.line(0)[1], 99), "too_many", None),
    "an old line replayed and sealed": (
        lambda at: (copied(at, at.line(0)[1], None), seal_county(make.ENPING, make.moment(2026, 3, 17))), "foreign", lambda at: len(at.members) + 1,
    ),
    "the contents of two lines swapped": (lambda at: swapped(at, "ledger_entry", LINE, at.line(0)[1], at.line(1)[1]), "changed", number(0)),
    "two lines swapped": (
        lambda at: at.do("UPDATE ledger_entry SET block = CASE block WHEN 1 THEN 3 ELSE 1 END WHERE id IN (%(a)s, %(b)s)",
                         a=at.members[0][1].id, b=next(m.id for n, m in at.members if n > 8 and m.kind == 1)), "moved", lambda at: 1,
    ),
    "the contents of two facts swapped": (
        lambda at: swapped(at, "ledger_fact", FACT, *(at.one("SELECT object_id FROM ledger_entry WHERE id = %(id)s", id=at.line(n)[1]) for n in (0, 1))),
        "unreadable", number(0),
    ),
    "lines of one object wiped": (
        of_line(
            "WITH gone AS (DELETE FROM ledger_fact WHERE matter_id = (SELECT matter_id FROM ledger_entry WHERE id = %(id)s) RETURNING matter_id)"
            " DELETE FROM ledger_entry WHERE matter_id IN (SELECT matter_id FROM gone)", 0,
        ), "missing", first_of_its_matter,
    ),
    "a line's type changed": (of_line("UPDATE ledger_entry SET object_kind = 'person' WHERE id = %(id)s"), "changed", number(1)),
    "a fact's type changed": (of_fact("UPDATE ledger_fact SET kind = 'periodic_report' WHERE id = %(id)s"), "changed", number(1)),
    "a fact's day changed": (of_fact("UPDATE ledger_fact SET happened_on = happened_on + 1 WHERE id = %(id)s"), "changed", number(1)),
    "what a fact says changed": (of_fact("UPDATE ledger_fact SET body = body || '\\x00' WHERE id = %(id)s"), "unreadable", number(1)),
    "a fact deleted": (of_fact("DELETE FROM ledger_fact WHERE id = %(id)s"), "changed", number(1)),
    "a fact written past the ledger": (
        of_fact(f"INSERT INTO ledger_fact SELECT (jsonb_populate_record(f, '{{\"id\": \"{uuid4()}\"}}')).* FROM ledger_fact f WHERE id = %(id)s"),
        "unlined", None,
    ),
    "a look deleted": (lambda at: at.do("DELETE FROM people_access WHERE id = %(id)s", id=at.look()[1]), "missing", lambda at: at.look()[0]),
    "a look given to another": (
        lambda at: at.do("UPDATE people_access SET post_id = %(post)s WHERE id = %(id)s", post=uuid4(), id=at.look()[1]), "changed", lambda at: at.look()[0],
    ),
    "a block taken out": (lambda at: at.do("DELETE FROM blocks_block WHERE no = 2 AND county_id = %(county)s"), "block_missing", lambda at: 5),
    "a signature of another": (
        lambda at: at.do("UPDATE blocks_block SET signature = sha256('a') || sha256('b') WHERE no = 2 AND county_id = %(county)s"), "signature", lambda at: 5,
    ),
}
# what nothing inside can tell, and what is outside does
OUTSIDE: dict[str, tuple[Tampering, str]] = {
    "the tail and its blocks cut": (lambda at: cut(at, 1, blocks=True), "behind_anchor"),
    "cut and appended again": (appended_again, "anchor_differs"),
    "everything wiped": (wiped, "behind_anchor"),
}


@pytest.fixture
def sealed(world: make.World, at: datetime, settings: Any, tmp_path: Path) -> Hands:
    """Lines, facts and looks of a county in blocks of four, their heads in a file outside."""
    settings.ANCHORS = tmp_path
    worker = world.actor("encheng_worker")
    people = [casefile.person(worker, at, name) for name in ("王小明", "李大海", "赵一")]
    for person in people:
        casefile.fact(worker, at, person, "visit", date(2026, 3, 10), note="在家里谈了", met=True, how="home")
        with acting(worker, durable=True):
            access.note_opened(worker, UUID(str(person)), at)
            access.note(worker, UUID(str(person)), make.ENCHENG, "unmask", "IDENT", at, "other", words="核对号码")
    assert seal_county(make.ENPING, at, most=4) > 12
    found = hands()
    found.read()
    return found


def test_each_tampering_is_found_and_its_first_line_named(sealed: Hands) -> None:
    whole = verify_county(make.ENPING)
    assert (whole.faults, whole.lines, whole.waiting) == ([], len(sealed.members), 0)
    for what, (tamper, code, line) in INSIDE.items():
        with put_back(sealed):
            expected = line(sealed) if line else None
            tamper(sealed)
            first = verify_county(make.ENPING).first
            assert first is not None, what
            assert first.code == code, (what, first)
            assert expected is None or first.line == expected, (what, first)
    assert verify_county(make.ENPING).is_whole


def test_what_only_an_anchor_outside_tells(sealed: Hands, settings: Any, tmp_path: Path) -> None:
    file = anchors.path_of(make.ENPING)
    kept = file.read_bytes()
    heads = list(anchors.read([file], make.ENPING))
    codes = [heads[-1].code.lower().replace("-", " ").replace(" ", "-", 1)]
    assert verify_county(make.ENPING, [file], codes).faults == []
    for what, (tamper, code) in OUTSIDE.items():
        with put_back(sealed):
            tamper(sealed)
            assert _codes(verify_county(make.ENPING, [file])) >= {code}, what
            by_paper = _codes(verify_county(make.ENPING, codes=codes))
            assert by_paper & {"behind_anchor", "code_differs"}, what
            assert anchors.catch_up(make.ENPING) == "behind_anchor", what
            assert file.read_bytes() == kept, what
    forged = kept.splitlines()[0].replace(b'"lines":4', b'"lines":3')
    (tmp_path / "other").write_bytes(forged + b"\n")
    assert _codes(verify_county(make.ENPING, [tmp_path / "other"])) == {"anchor_unreadable"}
    assert _codes(verify_county(make.ENPING, codes=["1-AAAAA-AAAAA"])) == {"code_differs"}


def _codes(proof: Proof) -> set[str]:
    return {one.code for one in proof.faults}


# An alteration of each kind of column; what is sealed, or not there, gets something.
ALTERED = {
    "bytea": "coalesce({0}, '') || 'x'", "text": "coalesce({0}, '') || 'x'", "date": "{0} + 1", "uuid": "gen_random_uuid()",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 us'", "jsonb": "'[\"x\"]'", "bigint": "coalesce({0}, 0) + 1",
}


def test_every_column_is_proved_but_the_place_that_follows_the_matter(sealed: Hands) -> None:
    unproved = []
    for table, which in (
        ("ledger_entry", sealed.line(1)[1]), ("people_access", sealed.look()[1]),
        ("ledger_fact", sealed.one("SELECT object_id FROM ledger_entry WHERE id = %(id)s", id=sealed.line(1)[1])),
    ):
        columns = sealed.db.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s", [table]
        ).fetchall()
        assert len(columns) > 12
        for column, kind in columns:
            with put_back(sealed):
                sealed.do(f"UPDATE {table} SET {column} = {ALTERED[kind].format(column)} WHERE id = %(id)s", id=which)
                if verify_county(make.ENPING).is_whole:
                    unproved.append(f"{table}.{column}")
    assert unproved == ["ledger_entry.scope_path", "people_access.scope_path", "ledger_fact.scope_path"]
