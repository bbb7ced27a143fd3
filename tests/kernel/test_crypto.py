"""What is sealed opens only where it was sealed; indexes find the same value however it is typed."""

from __future__ import annotations

import os
import secrets
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.kit.crypto import Unreadable, blind, normal, open_sealed, ring, seal, tokens

ROW = UUID(int=7)


@given(st.text(max_size=200), st.uuids())
def test_what_is_sealed_opens_again(text: str, row: UUID) -> None:
    assert open_sealed("t|c", row, seal("t|c", row, text)) == text


def test_a_value_copied_to_another_row_or_column_does_not_open() -> None:
    data = seal("people_identity|name", ROW, "王小明")
    for place, row in (("people_identity|phone", ROW), ("people_identity|name", uuid4())):
        with pytest.raises(Unreadable):
            open_sealed(place, row, data)


def test_no_flipped_bit_opens() -> None:
    data = seal("t|c", ROW, "王小明")
    assert data is not None
    for position in range(len(data)):
        for bit in (1, 128):
            broken = bytearray(data)
            broken[position] ^= bit
            with pytest.raises(Unreadable):
                open_sealed("t|c", ROW, bytes(broken))


def test_a_cut_value_does_not_open() -> None:
    data = seal("t|c", ROW, "王小明")
    assert data is not None
    for length in range(len(data)):
        with pytest.raises(Unreadable):
            open_sealed("t|c", ROW, data[:length])


@pytest.mark.parametrize(
    ("typed", "kept"), [("44079919920307001x", "44079919920307001X"), ("４４０７", "4407"), ("买买提•明", "买买提·明")]
)
def test_a_number_is_found_however_it_is_typed(typed: str, kept: str) -> None:
    assert normal(typed) == kept
    assert blind("id_number", typed) == blind("id_number", kept)


def test_each_column_has_an_index_key_of_its_own_and_each_county_its_own_tokens() -> None:
    assert blind("id_number", "1") != blind("phone", "1")
    values = {key: (tokens("440785", [key]), tokens("421202", [key])) for key in (secrets.token_hex(4) for _ in range(20))}
    assert any(one != other for one, other in values.values())


def test_the_ring_is_its_owners_alone() -> None:
    from django.conf import settings

    assert ring().active in ring().ciphers
    assert os.stat(settings.KEYS).st_mode & 0o077 == 0
