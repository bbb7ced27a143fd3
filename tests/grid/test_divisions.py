import hashlib

import pytest

from guitu.grid import divisions
from guitu.grid.divisions import Division, UnknownDivision


@pytest.fixture(scope="module")
def nation() -> list[Division]:
    return divisions.nation_levels(5)


def level(rows: list[Division], number: int, *, public: bool = True) -> list[Division]:
    return [d for d in rows if d.level == number and not (public and d.virtual)]


def test_enping_has_eleven_towns_and_175_villages_beside_a_hidden_park() -> None:
    rows = divisions.county("440785")
    assert len(level(rows, 4)) == 11
    assert len(level(rows, 5)) == 175
    assert [d.name for d in rows if d.virtual and d.level == 4] == ["恩平园区"]
    assert len(level(rows, 5, public=False)) == 176


def test_a_county_comes_with_its_province_and_prefecture_first() -> None:
    assert [d.name for d in divisions.county("440785")[:4]] == ["广东省", "江门市", "恩平市", "恩城街道"]


def test_yongan_has_fourteen_communities() -> None:
    below = [d for d in divisions.county("421202") if d.path.startswith("421202003") and d.level == 5]
    assert len(below) == 14
    assert {d.kind for d in below} == {"residents_committee"}


def test_nanming_has_23_townships_and_huaguoyuan_is_one() -> None:
    towns = level(divisions.county("520102"), 4)
    assert len(towns) == 23
    assert Division("520102031", "花果园街道", 4, "subdistrict", False, False) in towns


def test_the_farms_and_camps_of_sanshui_are_hidden() -> None:
    towns = level(divisions.county("440607"), 4, public=False)
    assert [len([d for d in towns if d.virtual is hidden]) for hidden in (False, True)] == [7, 5]


def test_the_country_has_665276_units(nation: list[Division]) -> None:
    counted = [len(level(nation, n, public=False)) for n in range(1, 6)]
    assert counted == [31, 342, 2_978, 41_352, 620_573]
    assert len({d.path for d in nation}) == len(nation) == 665_276
    assert [*divisions.source()["counts"].values()] == [*counted, 665_276]


def test_every_unit_has_its_parent(nation: list[Division]) -> None:
    paths = {d.path for d in nation}
    parent_length = {4: 2, 6: 4, 9: 6, 12: 9}
    orphans = [d for d in nation if d.level > 1 and d.path[: parent_length[len(d.path)]] not in paths]
    assert orphans == []


def test_every_path_obeys_the_check_of_the_area_table(nation: list[Division]) -> None:
    assert all(divisions.PATH_PATTERN.fullmatch(d.path) for d in nation)


def test_kinds_follow_the_digits(nation: list[Division]) -> None:
    kinds: dict[str, int] = {}
    for d in nation:
        kinds[d.kind] = kinds.get(d.kind, 0) + 1
    assert kinds["quasi_township"] == 2_710
    assert kinds["residents_committee"] == 124_650
    assert kinds["villagers_committee"] == 487_144
    assert kinds["quasi_village"] == 8_779


def test_what_lies_below_a_hidden_unit_is_hidden(nation: list[Division]) -> None:
    hidden = {d.path for d in nation if d.virtual and d.level == 4}
    assert all(d.virtual for d in nation if d.path[:9] in hidden)


def test_levels_that_only_the_code_has_are_marked() -> None:
    pseudo = {d.path for d in divisions.nation_levels(3) if d.pseudo}
    prefectures = {"1101", "1201", "3101", "5001", "5002", "4190", "4290", "4690", "6590"}
    assert pseudo == prefectures | {"441900", "442000", "460400", "620201"}
    assert [d.path for d in divisions.county("620201") if d.pseudo] == ["620201"]


def test_a_province_is_what_the_country_has_there(nation: list[Division]) -> None:
    assert divisions.province("46") == [d for d in nation if d.path[:2] == "46"]


@pytest.mark.parametrize("code", ["440799", "990101", "4407", "440785001", "44078a", ""])
def test_a_code_that_is_no_county_is_refused(code: str) -> None:
    with pytest.raises(UnknownDivision):
        divisions.county(code)


@pytest.mark.parametrize("code", ["99", "4", "440785"])
def test_a_code_that_is_no_province_is_refused(code: str) -> None:
    with pytest.raises(UnknownDivision):
        divisions.province(code)


def test_the_files_are_the_ones_that_the_source_names() -> None:
    folder = divisions.folder()
    named = divisions.source()["sha256"]
    found = {
        f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in folder.rglob("*.xz")
    }
    assert found == named
    assert sum(f.stat().st_size for f in folder.rglob("*.xz")) < 5_000_000
