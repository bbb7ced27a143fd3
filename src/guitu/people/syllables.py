"""The syllables of pinyin without tones, ü written u, and how a run of letters falls into them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

FINALS: dict[str, str] = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "f": "a an ang ei en eng o ou u",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "l": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue un uo",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o u",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
}
SYLLABLES = frozenset(initial + final for initial, finals in FINALS.items() for final in finals.split())
BEGINNINGS = frozenset(syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable) + 1))
LONGEST = max(map(len, SYLLABLES))
MOST_LETTERS = 40  # of one run; nobody's name is longer, and readings multiply


def plain_letters(letters: str) -> str:
    """ü as u: 吕 is typed lv, lü, lyu or lu."""
    return letters.lower().replace("ü", "u").replace("v", "u").replace("lyu", "lu").replace("nyu", "nu")


@lru_cache(maxsize=4096)
def splits(letters: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read the letters as syllables, the last of which may be unfinished. None: initials."""
    if len(letters) > MOST_LETTERS:
        return ()
    whole = tuple(_splits(letters, 64))
    if whole or len(letters) < 3 or letters[-1] not in FINALS:
        return whole
    return tuple((*way, letters[-1]) for way in _splits(letters[:-1], 64) if all(p in SYLLABLES for p in way))


def _splits(letters: str, most: int) -> Iterator[tuple[str, ...]]:
    """Longest syllables first, up to a number of ways."""
    open_ways: list[tuple[tuple[str, ...], str]] = [((), letters)]
    found = 0
    while open_ways and found < most:
        done, rest = open_ways.pop()
        if not rest:
            found += 1
            yield done
            continue
        for length in range(1, min(LONGEST, len(rest)) + 1):
            piece = rest[:length]
            is_last = length == len(rest)
            if piece in SYLLABLES or (is_last and len(piece) > 1 and piece in BEGINNINGS):
                open_ways.append(((*done, piece), rest[length:]))
