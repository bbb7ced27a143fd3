"""Who lives in the demo: how many of each fate, in which village, under which worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from guitu.demo import fates
from guitu.demo.crews import Crew
from guitu.demo.enping_book import book
from guitu.demo.fates import Fate
from guitu.demo.identities import birthday, sex_of
from guitu.demo.invented_names import invented_names
from guitu.demo.life import Life, Post
from guitu.demo.stories import STORIES, Story

SEED = 20_260_101
# Who came after the year of the articles, so that the county has work today; all of it ours.
ENPING: Mapping[Fate, int] = {
    fates.in_detox: 69,
    fates.in_detox_moved: 4,
    fates.in_detox_refusing: 4,
    fates.in_detox_at_first: 3,
    fates.in_rehabilitation: 60,
    fates.inside: 29,
    fates.inside_after_detox: 6,
    fates.society_found: 22,
    fates.society_after_isolation: 15,
    fates.society_after_rehabilitation: 9,
    fates.society_due: 4,
    fates.imprisoned: 6,
    fates.detained: 2,
    fates.voluntary: 3,
    fates.maintenance: 4,
}
ENPING_GONE = 45
SINCE = date(2023, 1, 3)
LATELY = (fates.in_detox, fates.in_detox_at_first, fates.society_found)  # their stories go back three years at most
FIRST_NAME = 40_000
MOST_CARRIED = 37
YOUNGEST, YOUNGEST_LATELY = 34, 23  # grown up when their story begins


@dataclass(frozen=True, slots=True)
class Place:
    """A village and the crew of its town."""

    village: str
    crew: Crew


def enping_lives(places: Sequence[Place], today: date, scale: int = 1) -> Iterator[Life]:
    """Everybody of the county, told to the end. `scale` divides the numbers, for a small build."""
    lately: list[Fate] = [fate for fate, number in ENPING.items() for _ in range(-(-number // scale))]
    lately += [fates.gone] * -(-ENPING_GONE // scale)
    yield from told("440785", [*lately, *book(scale)], STORIES, places, today, FIRST_NAME, MOST_CARRIED, frozenset(lately))


def told(
    county: str, listed: Sequence[Fate], stories: Sequence[Story], places: Sequence[Place], today: date, first_name: int, most: int,
    since: frozenset[Fate] = frozenset(),
) -> Iterator[Life]:
    """The stories replace as many people of the fate each belongs to. Those of the fates `since` come on the book after
    the year that is told to the day."""
    rng = Random(f"{SEED}/{county}")  # noqa: S311  a demo, not a secret
    names = invented_names(first_name)
    posts = _posts(places)
    left = Counter(listed)
    carried: Counter[str] = Counter()
    for number, story in enumerate(stories):
        left[story.instead_of] -= 1
        worker = next(p.crew for p in places if p.crew.town == story.town).social_workers[story.worker]
        post = rng.choice([post for post in posts if post.worker == worker])
        post = replace(post, village=story.village or post.village)
        life = _life(county, number, next(names), post, today, YOUNGEST_LATELY if story.lately else YOUNGEST)
        life.sex, life.tidy = story.sex or life.sex, True
        life.not_before = SINCE if story.lately else date.min
        story.tell(life)
        carried[worker] += 1
        yield life
    tidy = {posts[0].worker} if stories else set()
    people = [fate for fate, count in left.items() for _ in range(count)]
    for number, fate in enumerate(people, len(stories)):
        post = rng.choice([post for post in posts if carried[post.worker] < most])
        life = _life(county, number, next(names), post, today, YOUNGEST_LATELY if fate in LATELY else YOUNGEST)
        life.tidy = post.worker in tidy
        life.not_before = SINCE if fate in since else date.min
        life.elsewhere = rng.choice([other for other in posts if other.crew.town != post.crew.town] or [None])
        fate(life)
        carried[post.worker] += 1
        yield life


def _posts(places: Sequence[Place]) -> list[Post]:
    """Each village with a worker of its town, its workers taking turns."""
    turns: Counter[str] = Counter()
    answer = []
    for place in places:
        workers = place.crew.social_workers
        turns[place.crew.town] += 1
        answer.append(Post(place.village, place.crew, workers[(turns[place.crew.town] - 1) % len(workers)]))
    return answer


def _life(county: str, number: int, name: str, post: Post, today: date, youngest: int) -> Life:
    own = Random(f"{SEED}/{county}/{number}")  # noqa: S311
    return Life(
        key=f"{county}/{number}", name=name, sex=sex_of(own), born_on=birthday(own, today, youngest), first=post,
        rng=own, today=today, number=number,
    )
