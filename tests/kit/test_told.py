"""Statements that wait are sent with the next one, however long the message gets."""

from __future__ import annotations

import pytest
from django.db import transaction

from guitu.kit.database import Statement, queue, rows

LONG = Statement("SELECT length(%s::text), octet_length(%s::bytea)")


@pytest.mark.django_db(transaction=True)
def test_a_message_longer_than_the_socket_takes_at_once_is_sent_all_the_same() -> None:
    """Both sides once waited for each other: the server for the rest of the message, we for an answer."""
    with transaction.atomic():
        queue("SELECT set_config('guitu.told', %s, true)", ["x"])
        assert rows(LONG, ["x" * 3_000_000, b"y" * 2_000_000]) == [(3_000_000, 2_000_000)]
