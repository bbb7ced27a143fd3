from collections import Counter
from itertools import islice

import pytest

from guitu.demo.invented_names import FIRST, SECOND, SURNAMES, WELL_KNOWN, invented_names
from guitu.demo.member_units import MEMBER_UNITS
from guitu.demo.posts import enping_groups, enping_staffing, short_name
from guitu.demo.seed_rows import PostSeed, Staffing
from guitu.demo.small_posts import nanming_staffing, sanshui_staffing, seconded_staffing
from guitu.demo.yongan_posts import yongan_staffing
from guitu.grid.divisions import PATH_PATTERN, county


@pytest.fixture(scope="module")
def enping() -> Staffing:
    return enping_staffing(county("440785"))


@pytest.fixture(scope="module")
def yongan() -> Staffing:
    return yongan_staffing(county("421202"))


def of_role(staffing: Staffing, role: str) -> list[PostSeed]:
    return [post for post in staffing.posts if post.role == role]


def test_the_bodies_are_those_of_the_articles(enping: Staffing) -> None:
    kinds = Counter(body.kind for body in enping.bodies)
    assert kinds == {
        "narcotics_office": 1,
        "member_unit": 34,
        "town_office": 11,
        "town_centre": 11,
        "police_station": 11,
        "village_studio": 175,
        "facility": 1,
        "social_work_agency": 1,
        "clinic": 1,
        "working_group": 5,
        "sunshine_office": 1,
        "child_protection_station": 11,
        "school": 1,  # of the teacher; no article names it
    }
    assert len(MEMBER_UNITS) == len(set(MEMBER_UNITS.values())) == 34


def test_87_people_work_in_the_eleven_town_centres_and_more_where_there_are_more_villages(
    enping: Staffing,
) -> None:
    staff = Counter(post.path for post in of_role(enping, "social_worker"))
    villages = Counter(body.path[:9] for body in enping.bodies if body.kind == "village_studio")
    assert staff.total() == 87
    assert staff.keys() == villages.keys()
    by_size = sorted(staff, key=lambda town: villages[town])
    assert [staff[town] for town in by_size] == sorted(staff.values())


def test_175_studios_have_174_workers_and_the_vacancy_has_a_name(enping: Staffing) -> None:
    posts = of_role(enping, "village_worker")
    vacant = [post.title for post in posts if post.holder_name is None]
    assert len(posts) == 175
    assert vacant == ["塘洲村禁毒专职人员"]


def test_only_that_post_is_vacant(enping: Staffing, yongan: Staffing) -> None:
    assert sum(post.holder_name is None for post in (*enping.posts, *yongan.posts)) == 1


def test_every_one_of_1874_groups_has_its_grid_worker(enping: Staffing) -> None:
    groups = {path for path, _ in enping_groups(county("440785"))}
    assert len(groups) == len(of_role(enping, "grid_worker")) == 1_874
    assert {post.path for post in of_role(enping, "grid_worker")} == groups


def test_34_units_and_11_towns_each_have_a_liaison(enping: Staffing) -> None:
    kinds = {body.key: body.kind for body in enping.bodies}
    liaisons = Counter(kinds[post.body_key] for post in of_role(enping, "member_liaison"))
    assert liaisons == {"member_unit": 34, "town_office": 11}


def test_every_town_has_its_head_and_its_police_liaison(enping: Staffing) -> None:
    assert len({post.path for post in of_role(enping, "town_head")}) == 11
    assert len({post.path for post in of_role(enping, "police_liaison")}) == 11


@pytest.mark.parametrize(
    "role",
    [
        "county_director",
        "county_clerk",
        "facility_officer",
        "counsellor",
        "clinic_staff",
        "storekeeper",
        "system_admin",
        "security_admin",
        "audit_admin",
    ],
)
def test_the_county_has_one_of(enping: Staffing, role: str) -> None:
    assert [post.path for post in of_role(enping, role)] == ["440785"]


def test_the_first_social_worker_of_encheng_is_lin_wan(enping: Staffing) -> None:
    first = of_role(enping, "social_worker")[0]
    assert (first.holder_name, first.path, first.title) == ("林婉", "440785001", "禁毒社工")


def test_yongan_has_its_office_three_social_workers_and_fourteen_community_workers(yongan: Staffing) -> None:
    assert Counter(post.role for post in yongan.posts) == {
        "county_director": 1,
        "county_clerk": 1,
        "town_head": 1,
        "member_liaison": 1,
        "social_worker": 3,
        "village_worker": 14,
        "police_liaison": 1,
    }


def test_huaguoyuan_has_the_staff_of_the_article_and_three_police_who_came_later() -> None:
    posts = nanming_staffing(county("520102")).posts
    counted = Counter(post.role for post in posts)
    assert (counted["village_worker"], counted["social_worker"], counted["counsellor"]) == (152, 38, 27)
    seconded = seconded_staffing().posts
    assert [post.role for post in seconded] == ["police_liaison"] * 3
    assert not {post.key for post in seconded} & {post.key for post in posts}
    assert {post.body_key for post in seconded} <= {post.body_key for post in posts}


def test_the_seven_towns_of_sanshui_have_their_offices() -> None:
    assert Counter(body.kind for body in sanshui_staffing(county("440607")).bodies) == {
        "narcotics_office": 1, "town_office": 7, "town_centre": 7, "police_station": 7,
    }


def test_keys_and_names_are_unique_and_every_post_has_its_body(enping: Staffing, yongan: Staffing) -> None:
    bodies = [body.key for body in (*enping.bodies, *yongan.bodies)]
    posts = [*enping.posts, *yongan.posts]
    names = [post.holder_name for post in posts if post.holder_name]
    assert len(set(bodies)) == len(bodies)
    assert len({post.key for post in posts}) == len(posts)
    assert len(set(names)) == len(names)
    without = {body.key for body in enping.bodies if body.kind in ("working_group", "child_protection_station")}
    assert {post.body_key for post in posts} == set(bodies) - without


def test_every_path_obeys_the_check_of_the_area_table(enping: Staffing, yongan: Staffing) -> None:
    bodies, posts = [*enping.bodies, *yongan.bodies], [*enping.posts, *yongan.posts]
    assert all(PATH_PATTERN.fullmatch(body.path) for body in bodies)
    assert all(PATH_PATTERN.fullmatch(post.path) for post in posts)


def test_making_it_again_gives_the_same(enping: Staffing) -> None:
    assert enping_staffing(county("440785")) == enping


def test_no_invented_name_comes_twice_or_is_a_well_known_person() -> None:
    names = list(invented_names())
    assert len(names) == len(set(names)) == len(SURNAMES) * len(FIRST) * len(SECOND) - len(WELL_KNOWN)
    assert not WELL_KNOWN & set(names)
    assert "林婉" not in islice(names, 5_000)


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("恩城街道", "恩城"),
        ("横陂镇", "横陂"),
        ("横东村民委员会", "横东村"),
        ("南山社区", "南山社区"),
        ("东门社区居民委员会", "东门社区"),
        ("新圩居委会", "新圩社区"),
    ],
)
def test_bodies_are_called_by_the_short_name_of_their_place(official: str, spoken: str) -> None:
    assert short_name(official) == spoken
