"""Where two families of rules meet, a sentence says what is right."""

from __future__ import annotations

from guitu.cli import pairs_page


def test_every_pair_of_families_has_a_test_of_its_own() -> None:
    tested = pairs_page.told()
    assert sorted(pair for pair in pairs_page.pairs() if pair not in tested) == []


def test_a_test_names_families_that_there_are() -> None:
    families = set(pairs_page.FAMILIES)
    assert [pair for pair in pairs_page.told() if not set(pair) <= families] == []


def test_every_file_of_the_rulebook_is_of_a_family_or_said_to_be_of_none() -> None:
    files = {path.stem for path in pairs_page.RULES.glob("*.py")}
    owned = {file for files_of in pairs_page.FAMILIES.values() for file in files_of}
    assert sorted(files - owned - set(pairs_page.NONE)) == []
    assert sorted((owned | set(pairs_page.NONE)) - files) == []
