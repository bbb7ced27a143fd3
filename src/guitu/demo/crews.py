"""Who works in a town: the posts by whose hands the demo's lives are recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guitu.demo.seed_rows import PostSeed
from guitu.rules.identifiers import Sex


@dataclass(frozen=True, slots=True)
class Crew:
    """Posts of one town, by key. `social_workers` carry people; `staff` is everybody of the centre."""

    town: str
    head: str
    police: str
    social_workers: tuple[str, ...]
    staff: tuple[tuple[str, Sex], ...]

    def pair(self, sex: Sex, turn: int) -> tuple[str, str]:
        """Two staff for a sample; the first, who collects, of the person's sex."""
        fitting = [key for key, theirs in self.staff if theirs == sex]
        first = fitting[turn % len(fitting)]
        others = [key for key, _ in self.staff if key != first]
        return first, others[turn % len(others)]


def holder_sex(number: int) -> Sex:
    """Both sexes at every station: a sample of a woman needs a woman to take it."""
    return "female" if number % 2 == 0 else "male"


def crews(posts: Iterable[PostSeed]) -> dict[str, Crew]:
    """The crew of each town that has a centre, from all posts of the county in their order."""
    heads: dict[str, str] = {}
    police: dict[str, str] = {}
    carrying: dict[str, list[str]] = {}
    staff: dict[str, list[tuple[str, Sex]]] = {}
    for number, post in enumerate(posts):
        town = post.path[:9]
        if post.role == "town_head":
            heads[town] = post.key
        elif post.role == "police_liaison":
            police.setdefault(town, post.key)  # the station's, which comes before those who are seconded
        elif post.role == "social_worker":
            staff.setdefault(town, []).append((post.key, holder_sex(number)))
            if post.title == "禁毒社工":
                carrying.setdefault(town, []).append(post.key)
    return {
        town: Crew(town, heads[town], police[town], tuple(carrying[town]), tuple(staff[town]))
        for town in sorted(staff)
    }
