"""Playing on every core. A process of its own starts empty: nothing here may need Django before `begin`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some of a county's people, by their place in its order."""

    county: str
    start: int
    size: int
    today: date
    scale: int


def played(chunks: Sequence[Chunk], processes: int) -> Iterator[tuple[Chunk, int]]:
    """Each chunk once it is done, with how many people were played."""
    if processes == 1:
        for chunk in chunks:
            yield chunk, play_chunk(chunk)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=begin) as pool:
        futures = {pool.submit(play_chunk, chunk): chunk for chunk in chunks}
        for future in as_completed(futures):
            yield futures[future], future.result()


def begin() -> None:
    import django

    django.setup()


def play_chunk(chunk: Chunk) -> int:
    from guitu.demo.everybody import lives
    from guitu.demo.playing import play

    some = lives(chunk.county, chunk.today, chunk.scale)[chunk.start : chunk.start + chunk.size]
    play(chunk.county, some, chunk.today)
    return len(some)
