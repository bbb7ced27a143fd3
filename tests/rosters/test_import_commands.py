"""A roster becomes people, once; killed and resumed, sent again, taken back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.casework.rosters import pipeline
from guitu.grid.access import clock_actor
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.people import search
from guitu.settling.comparing import snapshot
from guitu.settling.settle import rebuild
from tests import casefile, make
from tests.rosters import batches
from tests.rosters.batches import book, commit, person, receive

pytestmark = [pytest.mark.django_db]

ERRORS: dict[int, tuple[dict[str, Any], list[str]]] = {
    5: ({"身份证号": ""}, ["id_number_missing"]),
    11: ({"身份证号": 440799198501010000.0}, ["id_number_lost_digits"]),
    17: ({"决定日期": "2025-02-30"}, ["day_impossible"]),
    23: ({"所属镇街": "圣堂镇"}, ["outside_your_area"]),
    29: ({"所属镇街": "不存在镇"}, ["town_unknown"]),
    35: ({"管控现状": "社会面"}, ["state_not_supported_by_dates"]),
    41: ({"身份证号": batches.number(39)}, ["repeats_id_number"]),
    47: ({"姓名": ""}, ["name_missing"]),
    53: ({"报到日期": "2025-02-01"}, ["days_out_of_order"]),
    59: ({"联系电话": "123"}, ["phone_length"]),
    65: ({"决定日期": "", "收到日期": "", "报到日期": ""}, ["measure_without_decision"]),
}
ASKED = {71: {"管控现状": "什么也不是"}}  # a question for the file, no error of the row


def ninety() -> list[dict[str, object]]:
    """Ninety people in lines 2 to 91, of whom the lines above are wrong or asked about."""
    return [person(n, **ERRORS.get(n + 1, (ASKED.get(n + 1, {}), []))[0]) for n in range(1, 91)]


def bad_lines(actor: Actor, batch: UUID) -> dict[int, list[str]]:
    with acting(actor):
        found = rows(
            "SELECT line, errors FROM casework_importrow WHERE batch_id = %s AND outcome = 'refused' ORDER BY line", [batch]
        )
    return {line: [code for code, _ in _loaded(errors)] for line, errors in found}


def _loaded(value: Any) -> list[list[Any]]:
    import orjson

    return list(orjson.loads(value)) if isinstance(value, str | bytes) else list(value)


def outcomes(actor: Actor, batch: UUID) -> dict[str, int]:
    with acting(actor):
        return dict(rows("SELECT outcome, count(*) FROM casework_importrow WHERE batch_id = %s GROUP BY 1", [batch]))


def test_ninety_rows_give_exactly_the_lines_that_are_wrong(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    batch = receive(head, book(tmp_path / "a.xlsx", ninety()), at)
    assert bad_lines(head, batch) == {line: codes for line, (_, codes) in ERRORS.items()}
    assert commit(head, batch, at) == {"done": 78, "left": 0, "state": "imported"}
    with acting(head):
        assert rows("SELECT state, count(*) FROM casework_current GROUP BY 1") == [("community_detox", 78)]
        assert rows("SELECT DISTINCT scope_path FROM people_person") == [("440785001004",)]
        assert rows("SELECT count(*) FROM casework_measure") == [(78,)]
        facts = dict(rows("SELECT kind, count(*) FROM ledger_fact GROUP BY 1"))
    assert facts == dict.fromkeys(
        ("registered", "measure_decided", "decision_served", "reported_in", "agreement_signed", "level_confirmed"), 78
    )


def test_what_was_read_lies_encrypted_in_the_row(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    receive(head, book(tmp_path / "a.xlsx", [person(1), person(2, 姓名="9")]), at)
    with acting(head):
        found = rows("SELECT raw, errors::text, warnings::text FROM casework_importrow")
    plain = b"".join(bytes(raw) for raw, _, _ in found) + "".join(e + w for _, e, w in found).encode()
    for secret in ("林", batches.number(1), "15400000001"):
        assert secret.encode() not in plain


def test_a_file_sent_again_is_the_same_batch(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    path = book(tmp_path / "a.xlsx", [person(1)])
    first = receive(head, path, at)
    assert receive(head, path, at) == first
    assert receive(world.actor("encheng_worker"), path, at) != first


def test_another_post_does_not_learn_of_the_batch(world: make.World, at: datetime, tmp_path: Path) -> None:
    batch = receive(world.actor("encheng_worker"), book(tmp_path / "a.xlsx", [person(1)]), at)
    for outsider in ("encheng_other", "hengpi_worker", "hengpi_head", "yongan_head"):
        with pytest.raises(NotVisible):
            commit(world.actor(outsider), batch, at)
    with pytest.raises(Refused):
        commit(world.actor("village"), batch, at)


def test_killed_after_half_the_chunks_it_goes_on_without_doubles(
    world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", 10)
    head = world.actor("encheng_head")
    batch = receive(head, book(tmp_path / "a.xlsx", [person(n) for n in range(1, 46)]), at)
    assert commit(head, batch, at, most_chunks=2) == {"done": 20, "left": 25, "state": "importing"}
    assert pipeline.resume_batch(head, batch, at=at, door="job")["done"] == 25
    assert pipeline.resume_batch(head, batch, at=at, door="job") == {"done": 0, "left": 0, "state": "imported"}
    with acting(head):
        assert rows("SELECT count(*), count(DISTINCT person_id) FROM people_identity") == [(45, 45)]
        assert rows("SELECT count(*) FROM ledger_fact WHERE kind = 'registered'") == [(45,)]


def test_people_already_on_file_stay_as_they_are(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    commit(head, receive(head, book(tmp_path / "a.xlsx", [person(n) for n in range(1, 11)]), at), at)
    with acting(head):
        before = rows("SELECT count(*) FROM ledger_entry WHERE object_kind LIKE 'fact.%%'")
    changed = [person(n, **({"联系电话": "15400000077"} if n == 3 else {})) for n in range(1, 11)]
    again = receive(head, book(tmp_path / "b.xlsx", [*changed, person(11)]), at)
    commit(head, again, at)
    assert outcomes(head, again) == {"same": 9, "differs": 1, "added": 1}
    with acting(head):
        assert rows("SELECT count(*) FROM people_person") == [(11,)]
        assert rows("SELECT count(*) FROM ledger_entry WHERE object_kind LIKE 'fact.%%'")[0][0] == before[0][0] + 6


def test_a_batch_taken_back_leaves_nobody_and_can_come_again(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    path = book(tmp_path / "a.xlsx", [person(n) for n in range(1, 6)])
    batch = receive(head, path, at)
    commit(head, batch, at)
    with acting(head):
        kept = rows("SELECT id FROM people_person LIMIT 1")[0][0]
    casefile.fact(head, at, kept, "visit", date(2026, 3, 16), how="home", met=True)
    assert pipeline.undo_batch(head, batch, at=at, door="test")["state"] == "undone"
    assert outcomes(head, batch) == {"undone": 4, "kept": 1}
    with acting(head):
        assert rows("SELECT person_id FROM casework_current") == [(kept,)]
        assert rows("SELECT count(*) FROM people_person WHERE sealed_at IS NULL") == [(1,)]
        assert rows("SELECT count(DISTINCT matter_id) FROM duties_duty") == [(1,)]
        assert rows("SELECT count(DISTINCT standing_no) FROM casework_standing WHERE known_until IS NULL") == [(1,)]
    again = receive(head, path, at)
    assert again != batch
    commit(head, again, at)
    assert outcomes(head, again) == {"added": 4, "same": 1}
    with acting(head):
        assert rows("SELECT count(*) FROM people_person WHERE sealed_at IS NULL") == [(5,)]
        assert rows("SELECT state, count(*) FROM casework_current GROUP BY 1") == [("community_detox", 5)]


def test_a_long_batch_is_taken_back_part_by_part(
    world: make.World, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", 10)
    head = world.actor("encheng_head")
    for number, size in ((0, 20), (100, 25)):
        people = [person(n) for n in range(number + 1, number + size + 1)]
        batch = receive(head, book(tmp_path / f"{size}.xlsx", people), at)
        commit(head, batch, at)
        with acting(head):
            kept = rows("SELECT person_id FROM casework_importrow WHERE batch_id = %s AND line = 13", [batch])[0][0]
        casefile.fact(head, at, kept, "visit", date(2026, 3, 16), how="home", met=True)
        assert pipeline.undo_batch(head, batch, at=at, door="test") == {"done": size, "left": 0, "state": "undone"}
        assert outcomes(head, batch) == {"undone": size - 1, "kept": 1}


def test_who_was_imported_is_found_by_name_and_after_a_correction_in_the_sheet_by_the_new_one(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    head = world.actor("encheng_head")

    def found(*typed: str) -> list[int]:
        with acting(head):
            return [len(search.find(head, text).ids) for text in typed]

    end = batches.number(1)[-4:]
    batch = receive(head, book(tmp_path / "a.xlsx", [person(1, 姓名="欧阳小燕"), person(2, 姓名="单雄信")]), at)
    commit(head, batch, at)
    assert found("欧阳", "oyxy", "ouyang", "小燕", "shan", end, "单小") == [1, 1, 1, 1, 1, 1, 0]
    pipeline.undo_batch(head, batch, at=at, door="test")
    assert found("欧阳", "shan") == [0, 0]
    commit(head, receive(head, book(tmp_path / "b.xlsx", [person(1, 姓名="欧阳大为")]), at), at)
    assert found("欧阳", "小燕", "dawei", end) == [1, 0, 1, 1]


def test_settling_what_was_imported_and_undone_equals_a_rebuild(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    batch = receive(head, book(tmp_path / "a.xlsx", [person(n) for n in range(1, 6)]), at)
    commit(head, batch, at)
    pipeline.undo_batch(head, batch, at=make.moment(2026, 3, 17), door="test")
    with acting(clock_actor(make.ENPING), durable=True):
        people = [found for (found,) in rows("SELECT id FROM people_person")]
        before = snapshot(PERSON, people)
        rebuild(make.ENPING, cases(people), make.moment(2026, 3, 17))
        assert snapshot(PERSON, people) == before


def test_a_number_booked_in_another_town_is_taken_like_a_new_one(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    commit(head, receive(head, book(tmp_path / "a.xlsx", [person(1)]), at), at)
    other = world.actor("hengpi_head")
    batch = receive(other, book(tmp_path / "b.xlsx", [person(1, 所属镇街="圣堂镇", 所属村居="")]), at)
    assert bad_lines(other, batch) == {}
    commit(other, batch, at)
    assert outcomes(other, batch) == {"added": 1}


def test_a_colleagues_file_is_named_as_such_and_left_alone(world: make.World, at: datetime, tmp_path: Path) -> None:
    worker, other = world.actor("encheng_worker"), world.actor("encheng_other")
    commit(worker, receive(worker, book(tmp_path / "a.xlsx", [person(1)]), at), at)
    batch = receive(other, book(tmp_path / "b.xlsx", [person(1, 姓名="林别名"), person(2)]), at)
    commit(other, batch, at)
    assert outcomes(other, batch) == {"colleague": 1, "added": 1}
    with acting(other):
        assert rows("SELECT person_id FROM casework_importrow WHERE outcome = 'colleague'") == [(None,)]


def test_who_imports_for_himself_looks_after_them_and_who_imports_for_all_names_the_worker(
    world: make.World, at: datetime, tmp_path: Path
) -> None:
    worker, head = world.actor("encheng_worker"), world.actor("encheng_head")
    commit(worker, receive(worker, book(tmp_path / "a.xlsx", [person(1, 责任社工="别人")]), at), at)
    people = [person(2, 责任社工=worker.holder), person(3, 责任社工="没有这个人"), person(4)]
    commit(head, receive(head, book(tmp_path / "b.xlsx", people), at), at)
    with acting(head):
        found = rows("SELECT post_id, count(*) FROM matters_part GROUP BY 1")
    assert found == [(worker.post_id, 2)]


def test_the_number_of_queries_does_not_grow_with_the_rows(world: make.World, at: datetime, tmp_path: Path) -> None:
    head = world.actor("encheng_head")
    counts = []
    for first, many in ((1, 3), (100, 60)):
        path = book(tmp_path / f"{many}.xlsx", [person(n) for n in range(first, first + many)])
        with casefile.capture() as captured:
            commit(head, receive(head, path, at), at)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1] <= 60
