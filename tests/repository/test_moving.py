"""When a file moves to another place, every row of the person moves with it."""

from __future__ import annotations

import importlib

from django.apps import apps

STAY = {"casework_importrow"}  # a line of the sheet stays with the town that sent it in


def test_every_table_of_a_person_is_carried_along() -> None:
    carried = set(importlib.import_module("guitu.casework.migrations.0002_row_security").CARRIED)
    has_person = {
        model._meta.db_table
        for model in apps.get_models()
        if {"scope_path", "person_id"} <= {field.column for field in model._meta.local_fields}
    }
    later = has_person - carried - STAY
    assert later == set(), "name it in a new version of casework_move_person"
    assert carried <= has_person
