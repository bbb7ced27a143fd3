"""Every kind of matter has somebody who folds its facts, and is what its declaration says."""

from __future__ import annotations

import pytest

from guitu.duties.doors import MATTERS
from guitu.settling.comparing import parts_of
from guitu.settling.composers import COMPOSERS


def test_every_kind_of_matter_that_is_declared_is_folded_in_its_compartment() -> None:
    # An employer is a file for links and papers to hang on; nothing follows from its facts.
    assert {one.code: one.compartment for one in MATTERS.values() if one.code != "employer"} == {
        kind: composer.compartment for kind, composer in COMPOSERS.items()
    }


@pytest.mark.parametrize("kind", sorted(COMPOSERS))
def test_what_is_derived_of_a_kind_is_compared(kind: str) -> None:
    composer = COMPOSERS[kind]
    parts = parts_of(composer)
    assert {"duties", "postponements"} <= parts.keys()
    assert ("summary" in parts) == composer.keeps_summary
    assert ("state" in parts) == composer.keeps_state, "a context that keeps the state elsewhere compares it there"
    assert composer.keeps_state or set(composer.parts), kind
