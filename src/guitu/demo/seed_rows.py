"""What the demo needs to know of a body or a post before its commands make it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class BodySeed:
    key: str
    kind: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class PostSeed:
    key: str
    body_key: str
    role: str
    title: str
    path: str
    holder_name: str | None


@dataclass(frozen=True, slots=True)
class Staffing:
    bodies: tuple[BodySeed, ...]
    posts: tuple[PostSeed, ...]


def body(kind: str, name: str, path: str, slug: str = "") -> BodySeed:
    return BodySeed("/".join(filter(None, (path, kind, slug))), kind, name, path)


def post(at: BodySeed, role: str, title: str, number: int = 1, path: str = "") -> PostSeed:
    """A post over its body's area, or over the part of it that path names; nobody holds it yet."""
    key = "/".join(filter(None, (at.key, role, path, str(number))))
    return PostSeed(key, at.key, role, title, path or at.path, None)


def staffed(
    posts: Iterable[PostSeed], names: Iterator[str], known: Mapping[str, str], vacant: Collection[str]
) -> tuple[PostSeed, ...]:
    """The posts with their holders: a known name by key, nobody where vacant, else the next name."""
    return tuple(
        one if one.key in vacant else replace(one, holder_name=known.get(one.key) or next(names))
        for one in posts
    )
