"""When a file moves to another place, every row of the person moves with it."""

from __future__ import annotations

import pytest
from django.apps import apps

from guitu.kit.database import rows

LOG = {"people_access"}  # moved by casework_move_person itself: its lines may lie where somebody looked
STAY = {"casework_importrow"}  # a line of the sheet stays with the town that sent it in


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
