"""An exit that really ends: checked by a second person, archived, sealed on its day, found nowhere, opened by law alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.test import Client

from guitu.approvals.commands import ask_approval, decide_approval
from guitu.blocks.sealing import seal_county
from guitu.blocks.verifying import verify_county
from guitu.casework.exits.commands import confirm_abstinence
from guitu.casework.measures.commands import open_measure
from guitu.casework.registrations.commands import add_person
from guitu.casework.sealing import archive, commands, jobs, queries
from guitu.kit import file_keys
from guitu.kit.crypto import Unreadable, blind, blind_short
from guitu.kit.database import acting, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.ring import add_key
from guitu.people.intake import NewPerson
from guitu.people.search import find
from guitu.rotation.turning import older_heads
from tests import casefile, clearing, make
from tests.blocks.tampering import hands, put_back
from tests.security import canaries, doors
from tests.security.test_at_rest import dumped, found_in

pytestmark = [pytest.mark.django_db]
COUNTED = "SELECT state, sum(delta)::int FROM (SELECT state, 1 AS delta FROM casework_standing WHERE known_until IS NULL AND until_on IS NULL) x GROUP BY 1 ORDER BY 1"
Clock = Callable[[str], None]
CHECKED, ARCHIVED, SEALED = date(2026, 3, 16), date(2026, 4, 15), date(2026, 5, 15)


def clean(world: make.World, at: datetime, by: str = "encheng_worker", police: str = "encheng_police") -> UUID:
    """Somebody found three years ago, with every field a mark, whom the police have confirmed."""
    person = NewPerson(
        canaries.NAME, "male", casefile.VILLAGE, world.posts["encheng_worker"], born_on=date(1992, 3, 7), id_number=canaries.NUMBER,
        phone=canaries.PHONE, address=canaries.ADDRESS, home_address=canaries.HOME_ADDRESS,
        family=[{"name": canaries.FAMILY, "relation": "母亲"}], extra={"备注": canaries.EXTRA},
    )
    day = date(2023, 3, 1)
    who = UUID(add_person(world.actor(by), at=at, person=person, on=day, first_found_on=day, addicted=False)["person"])
    casefile.fact(world.actor(by), at, who, "visit", date(2026, 3, 10), note=canaries.NOTE)
    confirm_abstinence(world.actor(police), at=at, person_id=who, on=CHECKED, document_no=canaries.DECISION)
    return who


def checked(world: make.World, at: datetime) -> UUID:
    who = clean(world, at)
    commands.check_exit(world.actor("clerk"), at=at, person_id=who)
    return who


def stand(clock: Clock, world: make.World, day: date, hour: int = 9) -> datetime:
    clock(f"{day.isoformat()}T{hour:02}:00:00")
    world.on = day
    return make.moment(day.year, day.month, day.day, hour)


def all_opened() -> dict[str, str]:
    """Every sealed value of every table, opened by whoever has the whole ring: what a thief of both would read."""
    texts = {}
    for table, text in dumped().items():
        lines = [json.loads(line) for line in text.splitlines()]
        texts[table] = json.dumps([[archive._opened(table, name, one, value) for name, value in one.items()] for one in lines],
                                  ensure_ascii=False)
    return texts


def sees(world: make.World, name: str, who: UUID) -> bool:
    with acting(world.actor(name)):
        tables = [t for (t,) in rows("SELECT relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE polname = relname || '_not_sealed'")]
        keyed = {"people_person": "id", "matters_matter": "id", "inspection_stockbook": "id"}
        named = dict(rows(
            "SELECT c.relname, min(a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname = ANY(%s)"
            " AND a.attname IN ('matter_id', 'person_id') GROUP BY 1", [tables],
        ))
        return any(
            rows(f"SELECT 1 FROM {table} WHERE {keyed.get(table) or named[table]} = %s", [who]) for table in tables
        )


def test_every_table_that_hangs_on_a_matter_hides_what_has_ended(world: make.World) -> None:
    """A table that a later context brings fails here until its migration says so."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace AND a.attname IN ('matter_id', 'person_id') AND NOT a.attisdropped"
            " AND c.relname NOT IN ('ledger_entry', 'people_access', 'matters_ending', 'matters_part')"
            " AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = c.relname || '_not_sealed'"
            " AND NOT p.polpermissive)"
        )
        assert cursor.fetchall() == []


def test_a_second_person_checks_and_from_then_on_the_days_run(
    client: Client, world: make.World, at: datetime, clock: Clock
) -> None:
    who = clean(world, at)
    make.enter(client, world, "encheng_worker")
    assert client.post(f"/casework/people/{who}/check-exit/").status_code == 404  # not the town's to say
    make.enter(client, world, "clerk")
    page = client.get("/casework/sealing/").content.decode()
    assert "等第二个人复核（1）" in page
    assert "欧" in page and canaries.NAME not in page
    request = str(uuid4())
    for _twice in range(2):
        assert client.post(f"/casework/people/{who}/check-exit/", {"request_id": request}).status_code == 302
    with casefile.capture() as asked:
        page = client.get("/casework/sealing/").content.decode()
    assert len(casefile.content_queries(asked)) <= 7
    assert "等第二个人复核（0）" in page and SEALED.isoformat() in page
    assert client.post(f"/casework/people/{uuid4()}/check-exit/").status_code == 404
    again = client.post(f"/casework/people/{who}/check-exit/")
    assert again.status_code == 422 and "已经复核过" in again.content.decode()
    assert SEALED.isoformat() in client.get(f"/casework/people/{who}/").content.decode()
    with acting(world.actor("clerk")):
        assert rows("SELECT 1 FROM duties_duty WHERE matter_id = %s AND state = 'open'", [who]) == []
        with pytest.raises(DatabaseError), transaction.atomic():  # crafted: nobody checks himself
            run("UPDATE matters_ending SET confirmed_person = checked_person")


def test_who_recorded_the_confirmation_does_not_check_it(world: make.World, at: datetime) -> None:
    who = clean(world, at, police="clerk")
    with pytest.raises(Refused, match=r"sealing\.another_person"):
        commands.check_exit(world.actor("clerk"), at=at, person_id=who)
    commands.check_exit(world.actor("director"), at=at, person_id=who)


def test_the_database_hides_the_file_on_its_day_before_any_job_has_run(world: make.World, at: datetime, clock: Clock) -> None:
    who = checked(world, at)
    others = ("clerk", "director", "encheng_head", "encheng_worker", "encheng_police")
    told = {}
    for day in (CHECKED, date(2026, 4, 14), ARCHIVED, date(2026, 5, 14), SEALED):
        stand(clock, world, day, 0)
        told[day] = [sees(world, name, who) for name in others]
    assert told[CHECKED] == told[date(2026, 4, 14)] == [True] * 5
    assert told[ARCHIVED] == told[date(2026, 5, 14)] == [True, True, False, False, False]
    assert told[SEALED] == [False] * 5
    with acting(world.actor("clerk")):
        assert find(world.actor("clerk"), canaries.NUMBER).ids == []
        assert row("SELECT casework_seal_file(%s, %s, now(), NULL, NULL, '', %s, '', '')", [who, uuid4(), uuid4()]) == (False,)
        assert rows("SELECT * FROM casework_rows_of_file(%s)", [who]) == []


def test_sealed_it_is_nowhere_and_the_figures_stand(client: Client, world: make.World, at: datetime, clock: Clock) -> None:
    who = checked(world, at)
    make.enter(client, world, "clerk")
    client.post("/people/search/", {"q": canaries.NAME})
    client.post(f"/people/{who}/unmask/", {"purpose": "other", "words": canaries.PURPOSE})
    ask_approval(
        world.actor("clerk"), at=at, name="correct_identity", arguments={"person_id": who, "name": canaries.NAME}, shown=[("姓名", canaries.NAME)]
    )
    with pytest.raises(Refused):
        commands.seal_file(world.actor("clerk"), at=at, matter_id=who)
    before = dumped()
    with acting(world.actor("clerk")):
        standing = rows(COUNTED)
        [(number,)] = rows("SELECT standing_no FROM people_person WHERE id = %s", [who])
    assert any(canaries.NAME in text for text in all_opened().values())
    moment = stand(clock, world, date(2026, 5, 14))
    jobs.seal_files(make.ENPING)
    assert queries_ending(world) == 1  # not early
    moment = stand(clock, world, SEALED, 0)
    jobs.seal_files(make.ENPING)
    jobs.seal_files(make.ENPING)
    assert queries_ending(world) == 0
    for name, texts in (("clear", dumped()), ("opened", all_opened())):
        assert found_in(texts) == [], name
        assert [table for table, text in texts.items() if blind("id_number", canaries.NUMBER).hex() in text] == []
        assert [table for table, text in texts.items() if f'"phone_index": {blind_short("phone", canaries.PHONE)}' in text] == []
        left = {table for table, text in texts.items() if str(who) in text}
        assert left <= {"ledger_entry", "people_access", "procrastinate_jobs"}, left
    with acting(world.actor("clerk")):
        assert rows(COUNTED) == standing
        assert rows("SELECT state FROM approvals_approval") == [("withdrawn",)]
        assert rows("SELECT kind FROM ledger_fact f JOIN people_person p ON p.id = f.matter_id WHERE p.standing_no = %s", [number])
        for typed in (canaries.NAME, canaries.NUMBER, canaries.PHONE, "oyjsq"):
            assert find(world.actor("clerk"), typed).ids == []
        assert queries.month(make.ENPING, date(2026, 5, 1), SEALED) | {"held": []} == {
            "due": 1, "sealed": 1, "early": 0, "late": 0, "ahead": 0, "destroyed": 0, "unsealed": 0, "looks": 0, "held": [],
        }
    assert before and moment
    for name in ("clerk", "director", "encheng_head", "encheng_worker", "encheng_police", "auditor", "village", "grid"):
        make.enter(client, world, name)
        for route in doors.about_people():
            one, none = (client.get(doors.address(route, {"person_id": id})) for id in (who, uuid4()))
            assert (one.status_code, _plain(one.content)) == (none.status_code, _plain(none.content)), (name, route)
    # the same person comes again: a new file, as if there had never been one
    person = NewPerson("欧阳金丝雀", "male", casefile.VILLAGE, None, born_on=date(1992, 3, 7), id_number=canaries.NUMBER)
    again = add_person(world.actor("encheng_head"), at=moment, person=person, on=SEALED)
    assert UUID(again["person"]) != who
    with acting(world.actor("encheng_head")):
        assert find(world.actor("encheng_head"), canaries.NUMBER).ids == [UUID(again["person"])]


def _plain(content: bytes) -> bytes:
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"ID", re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", content))


def queries_ending(world: make.World) -> int:
    with acting(world.actor("clerk")):
        return int((row("SELECT count(*) FROM matters_ending") or (0,))[0])


ASKED = {"ground": "case_handling", "document_no": "恩法调字〔2026〕9 号", "organ": "恩平市人民法院", "days": 5}


def sealed(world: make.World, at: datetime, clock: Clock) -> datetime:
    checked(world, at)
    moment = stand(clock, world, SEALED)
    jobs.seal_files(make.ENPING)
    return moment


def file_of(world: make.World) -> UUID:
    with acting(world.actor("clerk")):
        return UUID(str((row("SELECT id FROM matters_sealedfile") or (uuid4(),))[0]))


def test_it_is_opened_by_law_and_by_two_for_a_while_and_each_look_is_a_line(
    client: Client, world: make.World, at: datetime, clock: Clock
) -> None:
    moment = sealed(world, at, clock)
    make.enter(client, world, "clerk")
    lacking = client.post("/casework/sealing/unseal/", {**ASKED, "number": canaries.NUMBER, "document_no": ""})
    assert lacking.status_code == 422 and "没有文书不能开启" in lacking.content.decode()
    addresses = [client.post("/casework/sealing/unseal/", {**ASKED, "number": number}) for number in ("110101199003070011", canaries.NUMBER)]
    assert {(one.status_code, one["Location"]) for one in addresses} == {(302, "/approvals/")}  # asking does not tell
    file = file_of(world)
    address = f"/casework/sealing/{file}/"
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match=r"approvals\.needed"):
        commands.unseal_file(world.actor("clerk"), at=moment, number=canaries.NUMBER, **ASKED)
    with acting(world.actor("director")):
        nobody, somebody = [one for (one,) in rows("SELECT id FROM approvals_approval WHERE state = 'open' ORDER BY ctid")]
    with pytest.raises(Refused, match=r"sealing\.none"):
        decide_approval(world.actor("director"), at=moment, approval_id=nobody, grant=True)
    decide_approval(world.actor("director"), at=moment, approval_id=somebody, grant=True)
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200 and canaries.NAME in text and canaries.NUMBER in text and canaries.NOTE in text
    client.get(address)
    for other in ("director", "encheng_head", "encheng_police", "auditor"):
        make.enter(client, world, other)
        assert client.get(address).status_code == 404
    with acting(world.actor("clerk")):
        assert len(rows("SELECT post_id FROM matters_sealedlook WHERE file_id = %s", [file])) == 2
    for day, status in ((date(2026, 5, 19), 200), (date(2026, 5, 20), 404)):
        stand(clock, world, day)
        make.enter(client, world, "clerk")
        assert client.get(address).status_code == status


def test_crafted_statements_open_nothing(world: make.World, at: datetime, clock: Clock) -> None:
    moment = sealed(world, at, clock)
    file, actor = file_of(world), world.actor("clerk")
    forged = (
        "INSERT INTO matters_unsealing (id, county_id, file_id, approval_id, post_id, ground, document, from_on, until_on)"
        " VALUES (gen_random_uuid(), '440785', %s, %s, %s, 'case_handling', '', %s, '2027-01-01')"
    )
    with pytest.raises(DatabaseError, match="nobody granted it"), acting(actor, durable=True):
        run(forged, [file, uuid4(), actor.post_id, SEALED])
        assert row("SELECT casework_open_sealed(%s, %s)", [file, moment]) == (None,)
    for sql in (
        "INSERT INTO matters_sealedlook (id, county_id, file_id, unsealing_id, at, post_id) SELECT gen_random_uuid(), '440785', id, id, now(), id FROM matters_sealedfile",
        "UPDATE matters_sealedfile SET destroy_on = '2026-01-01'",
        "DELETE FROM matters_sealedbody",
        "SELECT set_config('guitu.definer', 'casework_seal_file', true); DELETE FROM ledger_fact",
    ):
        with pytest.raises(DatabaseError), acting(actor, durable=True):
            run(sql)
    with acting(actor):
        assert rows("SELECT 1 FROM matters_sealedbody") == []
        assert row("SELECT casework_destroy_sealed(%s, %s)", [file, moment]) == (False,)
        assert rows("SELECT * FROM casework_words_kept()") == []


def test_held_back_it_stays_and_let_go_it_is_due(client: Client, world: make.World, at: datetime, clock: Clock) -> None:
    who = checked(world, at)
    make.enter(client, world, "clerk")
    address = f"/casework/sealing/{who}/hold/"
    assert client.post(address, {"why": "lawsuit", "words": ""}).status_code == 422
    request = str(uuid4())
    for _twice in range(2):
        assert client.post(address, {"why": "lawsuit", "words": canaries.TYPED, "request_id": request}).status_code == 302
    assert client.post(address, {"why": "audit", "words": "再来"}).status_code == 422
    assert client.get(f"/casework/sealing/{uuid4()}/hold/").status_code == 404
    assert found_in(dumped()) == []
    stand(clock, world, date(2026, 6, 1))
    jobs.seal_files(make.ENPING)
    assert sees(world, "clerk", who) and sees(world, "encheng_worker", who)
    make.enter(client, world, "clerk")
    proof = client.get("/casework/sealing/month/?month=2026-05").content.decode()
    assert "诉讼、复议" in proof and canaries.NAME not in proof
    assert client.post(f"/casework/sealing/{who}/release/").status_code == 302
    assert not sees(world, "encheng_worker", who) and sees(world, "clerk", who)  # archived that very day
    stand(clock, world, date(2026, 7, 1))
    assert not sees(world, "clerk", who)


def test_after_its_term_the_key_is_destroyed_and_no_copy_opens(world: make.World, at: datetime, clock: Clock) -> None:
    moment = sealed(world, at, clock)
    file = file_of(world)
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute("SELECT data FROM matters_sealedbody")
        copy = bytes(cursor.fetchone()[0])  # a backup of the day of the seal
        cursor.execute("ROLLBACK")
    assert archive.opened(file, copy)["people_identity"][0]["name"] == canaries.NAME
    commands.hold_file(world.actor("clerk"), at=moment, subject_id=file, why="lawsuit", words="案号")
    stand(clock, world, date(2036, 5, 15))
    jobs.seal_files(make.ENPING)
    assert (settings.FILE_KEYS / f"{file}.key").exists()
    commands.release_hold(world.actor("clerk"), at=make.moment(2036, 5, 15), subject_id=file)
    jobs.seal_files(make.ENPING)
    assert not (settings.FILE_KEYS / f"{file}.key").exists()
    with pytest.raises(Exception, match="file_keys"):
        archive.opened(file, copy)
    asked = ask_approval(
        world.actor("clerk"), at=make.moment(2036, 5, 16), name="unseal_file", arguments={**ASKED, "number": str(file)[:8]}, shown=[]
    )
    with pytest.raises(Refused, match=r"sealing\.destroyed"):
        decide_approval(world.actor("director"), at=make.moment(2036, 5, 16), approval_id=UUID(asked["approval"]), grant=True)


def test_an_exit_that_falls_before_the_seal_ends_nothing(world: make.World, at: datetime, clock: Clock) -> None:
    who = checked(world, at)
    moment = stand(clock, world, date(2026, 4, 1))
    open_measure(world.actor("encheng_police"), at=moment, person_id=who, kind="community_detox", on=date(2026, 4, 1), organ="恩平市公安局")
    assert queries_ending(world) == 0
    stand(clock, world, SEALED)
    jobs.seal_files(make.ENPING)
    assert sees(world, "encheng_worker", who)
    with pytest.raises(NotVisible):
        commands.hold_file(world.actor("clerk"), at=moment, subject_id=uuid4(), why="audit", words="不在")


def test_a_file_held_back_before_its_exit_runs_no_days_until_it_is_let_go(world: make.World, at: datetime, clock: Clock) -> None:
    who, office = clean(world, at), world.actor("clerk")
    commands.hold_file(office, at=at, subject_id=who, why="lawsuit", words="示例〔2026〕1 号")
    assert commands.check_exit(office, at=at, person_id=who)["sealed_on"] is None
    commands.release_hold(world.actor("clerk"), at=stand(clock, world, date(2026, 6, 1)), subject_id=who)
    with acting(world.actor("clerk")):
        assert rows("SELECT archived_on, sealed_on FROM matters_ending") == [(date(2026, 6, 1), date(2026, 7, 1))]


def test_what_was_sealed_is_proved_from_then_on_as_the_line_of_the_sealing_says(world: make.World, at: datetime, clock: Clock) -> None:
    who = checked(world, at)
    now = stand(clock, world, SEALED)
    jobs.seal_files(make.ENPING)
    assert seal_county(make.ENPING, now) > 0  # the line of the sealing itself
    assert verify_county(make.ENPING).faults == []
    at_work = hands()
    with put_back(at_work):  # what is left of a fact is altered
        at_work.do("UPDATE ledger_fact SET happened_on = happened_on - 1 WHERE body = '' AND kind = 'registered'")
        assert [fault.code for fault in verify_county(make.ENPING).faults] == ["changed"]
    with put_back(at_work):  # and what the sealing says of the lines
        at_work.do("UPDATE ledger_entry SET detail = jsonb_set(detail, '{emptied}', '{}') WHERE object_kind = 'sealed_file'")
        assert {fault.code for fault in verify_county(make.ENPING).faults} == {"changed"}
        assert len(verify_county(make.ENPING).faults) > 2
    assert not sees(world, "clerk", who)


def test_the_key_of_a_sealed_file_turns_with_the_ring(
    world: make.World, at: datetime, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "keys.json").write_bytes(Path(settings.KEYS).read_bytes())
    settings.KEYS, settings.FILE_KEYS = tmp_path / "keys.json", tmp_path
    sealed(world, at, clock)
    ((file, data),) = clearing._as_superuser().execute("SELECT file_id, data FROM matters_sealedbody").fetchall()
    before = archive.opened(file, data)
    add_key(settings.KEYS, at)
    assert file_keys.under(older_heads()) == [file]
    file_keys.wrap_again(file)
    assert file_keys.under(older_heads()) == []
    assert archive.opened(file, data) == before
    file_keys.destroy_key(file)
    file_keys.wrap_again(file)  # a key that was destroyed stays destroyed
    with pytest.raises(Unreadable):
        archive.opened(file, data)
