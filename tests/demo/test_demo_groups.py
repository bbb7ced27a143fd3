import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.demo.groups import home, share, spread
from guitu.grid.groups.names import chinese

village_lists = st.lists(
    st.integers(1, 399).map(lambda number: f"440785001{number:03d}"), min_size=1, max_size=40, unique=True
)


@given(village_lists, st.integers(0, 96), st.integers(0, 10))
def test_every_village_has_three_groups_and_all_add_up(villages: list[str], extra: int, seed: int) -> None:
    total = 3 * len(villages) + extra
    groups = spread(villages, total, seed)
    assert len(groups) == len({path for path, _ in groups}) == total
    assert {path[:12] for path, _ in groups} == set(villages)
    assert min(sum(path.startswith(v) for path, _ in groups) for v in villages) >= 3
    assert groups == spread(list(reversed(villages)), total, seed)


@given(st.integers(0, 500), st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1))
def test_shares_add_up_and_stay_within_one_of_proportion(total: int, weights: dict[str, int]) -> None:
    shares = share(total, weights)
    assert sum(shares.values()) == total
    assert all(abs(shares[k] - total * w / sum(weights.values())) < 1 for k, w in weights.items())


def test_communities_have_residents_groups_and_villages_have_villagers_groups() -> None:
    assert spread(["440785001001", "440785001200"], 6, seed=1) == [
        ("440785001001001", "第一居民小组"),
        ("440785001001002", "第二居民小组"),
        ("440785001001003", "第三居民小组"),
        ("440785001200001", "第一村民小组"),
        ("440785001200002", "第二村民小组"),
        ("440785001200003", "第三村民小组"),
    ]


def test_fewer_groups_than_three_a_village_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 3"):
        spread(["440785001001"], 2, seed=1)


@pytest.mark.parametrize("number", [0, 100])
def test_a_number_no_village_reaches_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        chinese(number)


@pytest.mark.parametrize(
    ("number", "spoken"),
    [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三"), (99, "九十九")],
)
def test_numbers_are_written_as_spoken(number: int, spoken: str) -> None:
    assert chinese(number) == spoken


def test_somebody_lives_in_one_of_the_first_groups_or_of_one_in_twelve_nobody_knows() -> None:
    village, groups = "440785001001", ["440785001001001", "440785001001002", "440785001001003", "440785001001004"]
    homes = [home(village, number, groups) for number in range(120)]
    assert homes.count(village) == 10
    assert set(homes) == {village, *groups[:3]}
    assert home("421202003001", 7, ()) == "421202003001"
