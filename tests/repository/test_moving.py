"""When a file moves to another place, every row of the person moves with it."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from guitu.kit.database import rows

LOG = {"people_access"}  # moved by casework_move_person itself: its lines may lie where somebody looked
STAY = {
    "casework_importrow",  # a line of the sheet stays with the town that sent it in
    "casework_need",  # goes along with its own matter, whose unit it is with
    "response_call",  # lies where it happened, whoever it is about
    "handovers_handover",  # lies with the town that received
}


@pytest.mark.django_db
def test_every_row_of_a_person_lies_where_the_person_lies_by_key() -> None:
    has_person = {
        model._meta.db_table
        for model in apps.get_models()
        if {"scope_path", "person_id"} <= {field.column for field in model._meta.local_fields}
    }
    keyed = {
        table
        for (table,) in rows(
            "SELECT c.conrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'f'"
            " AND c.confrelid = 'people_person'::regclass AND c.confupdtype = 'c' AND cardinality(c.conkey) = 2"
        )
    }
    assert has_person - keyed - LOG - STAY == set()


@pytest.mark.django_db
def test_every_row_of_a_matter_lies_where_the_matter_lies_by_key() -> None:
    has_matter = {
        model._meta.db_table
        for model in apps.get_models()
        if {"scope_path", "matter_id"} <= {field.column for field in model._meta.local_fields}
    }
    keyed = rows(  # to the matter itself, or to the person, whose row is keyed to its matter
        "SELECT c.conrelid::regclass::text, c.convalidated FROM pg_constraint c WHERE c.contype = 'f'"
        " AND c.confupdtype = 'c' AND (c.confrelid = 'matters_matter'::regclass AND cardinality(c.conkey) = 3"
        "  OR c.confrelid = 'people_person'::regclass AND cardinality(c.conkey) = 2)"
    )
    assert {"people_person", "matters_part"} <= {table for table, _ in keyed}
    assert has_matter - {table for table, validated in keyed if validated} == {"ledger_entry", "systems_event"}  # lies where it was written


# Of each column with a place that does not go along with it: why it stays.
STAYS = {
    "grid_area.path": "the old row stays, with what it became",
    "grid_areachange.path": "says it", "grid_areastep.from_path": "says it", "grid_areastep.to_path": "says it",
    "grid_areagroupmember.path": "ends, and one under the new code begins",
    "grid_placefact.path": "a figure of a day stays where it was",
    "ledger_fact.happened_path": "where it happened", "casework_standing.path": "settled anew, by facts and steps",
    "casework_standingcell.path": "summed by the database", "casework_standingchange.path": "noted by the database",
    "duties_dutycell.path": "summed by the database", "duties_dutychange.town_path": "noted by the database",
    "duties_duty.town_path": "made of the place itself",
    "ledger_entry.scope_path": "a line stays where it was written", "ledger_outbox.scope_path": "gone by then",
    "ledger_policyversion.scope_path": "a pack put in force stays; the new code gets its own line",
    "rulepacks_trialpart.after_path": "a trial that runs is stopped by the change", "rulepacks_trialpart.upto_path": "the same",
    "systems_event.scope_path": "lies where it was written", "systems_systemcall.scope_path": "a call stays where it came",
}


@pytest.mark.django_db
def test_every_column_with_a_place_goes_along_when_the_place_gets_another_code() -> None:
    keyed = {
        table
        for (table,) in rows(
            "SELECT c.conrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'f' AND c.confupdtype = 'c'"
            " AND c.confrelid IN ('matters_matter'::regclass, 'people_person'::regclass) AND cardinality(c.conkey) > 1"
        )
    }
    bodies = [text for (text,) in rows("SELECT prosrc FROM pg_proc WHERE proname LIKE '%%_follow_areas'")]
    moved = {
        f"{table}.{column}"
        for text in bodies
        for table, column in re.findall(r"UPDATE (\w+) (?:\w+ )?SET (\w*path)", text)
    }
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if re.fullmatch(r"(\w+_)?path", field.column or "") and not (field.column == "scope_path" and model._meta.db_table in keyed)
    }
    assert found - moved - STAYS.keys() == set()
    assert STAYS.keys() - (found - moved) == set(), "take it off the list"
