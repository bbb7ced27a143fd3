"""Finding people by name, pinyin or initials, and putting names in the order of pinyin.

Keys are coarse on purpose: single signs, pairs of signs, the first two letters of each syllable, pairs of
initials. They find candidates in a table of keyed tokens; `is_match` decides on the name itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product

from pypinyin import Style, pinyin

from guitu.people.surnames import COMPOUND, SINGLE
from guitu.people.syllables import SYLLABLES, plain_letters, splits
from guitu.rules.names import compared

_PIECES = re.compile(r"[a-zü]+|[^a-zü]")
_LAST_FOUR = re.compile(r"[0-9]{3}[0-9X]")
MOST_READINGS = 3  # of one character outside surnames; rarer ones only widen the search


def plain_name(name: str) -> str:
    """A name as it is compared: new characters for old, compatible forms, lower case, no dots, no spaces."""
    return compared(name)


def search_keys(name: str) -> set[str]:
    """The keys a person is found by: about a dozen for a name of three characters."""
    keys: set[str] = set()
    signs = _signs(name)
    readings = _readings(signs)
    last = ""
    heard: tuple[str, ...] = ()  # the readings of the last sign that has any
    for sign, known in zip(signs, readings, strict=True):
        keys.update(_sign_keys(sign, known))
        if last and _is_han(sign) and _is_han(last):
            keys.add(last + sign)
        if known:
            keys.update(_pair_keys(heard, known) if heard else _first_keys(known))
            heard = known
        last = sign
    return keys


@lru_cache(maxsize=30_000)
def _sign_keys(sign: str, readings: tuple[str, ...]) -> frozenset[str]:
    if not _is_han(sign):
        return frozenset(_foreign_keys(sign))
    return frozenset((sign, *map(_syllable_key, readings)))


@lru_cache(maxsize=10_000)
def _first_keys(readings: tuple[str, ...]) -> frozenset[str]:
    return frozenset("@" + reading[0] for reading in readings)


@lru_cache(maxsize=30_000)
def _pair_keys(first: tuple[str, ...], second: tuple[str, ...]) -> frozenset[str]:
    return frozenset("@" + one[0] + other[0] for one, other in product(first, second))


def query_keys(text: str) -> list[str]:
    """The keys that all must be there for what was typed: 王, 王小, wangxiao, wxm, 王xm.

    Four digits, the last of which may be an X, are the end of an ID number: `#1234`. Nothing usable: [].
    """
    plain = plain_name(text)
    if _LAST_FOUR.fullmatch(plain.upper()):
        return ["#" + plain.upper()]
    keys: dict[str, None] = {}
    pieces = _PIECES.findall(plain)
    for piece in pieces:
        if piece.isascii() or "ü" in piece:
            keys |= dict.fromkeys(sorted(_letter_keys(piece, is_alone=len(pieces) == 1)))
    signs = [piece if _is_han(piece) else "" for piece in pieces]
    pairs = list(dict.fromkeys(a + b for a, b in pairwise(signs) if a and b))
    covered = {sign for pair in pairs for sign in pair}
    return [*pairs, *(sign for sign in dict.fromkeys(signs) if sign and sign not in covered), *keys]


def rarest_keys(plain: str) -> tuple[str, str] | None:
    """Two keys of a plain name that few names have together: its end, which fewest share, and its beginning. None where
    it has no sign to be found by. Quicker than `query_keys`: a roster asks for thousands."""
    if plain and all(map(_is_han, plain)):
        return plain[-2:], plain[0]
    keys = query_keys(plain)
    return (keys[-1], keys[0]) if keys else None


def _foreign_keys(letters: str) -> set[str]:
    """A name in letters has no syllables: whatever a query may take for one."""
    plain = plain_letters(letters)
    pairs = [a + b for a, b in pairwise(plain)]
    return {"~" + piece for piece in (*plain, *pairs)} | {"@" + pair for pair in pairs}


def _letter_keys(letters: str, *, is_alone: bool) -> set[str]:
    """Keys for a run of letters: its syllables where it has some, else its initials.

    Where it can be read in two ways (fangan: fang an, fan gan) only what both readings share is asked for.
    """
    plain = plain_letters(letters)
    if not plain.isalpha():
        return set()
    ways = splits(plain)
    if ways:
        return set.intersection(*({_syllable_key(piece) for piece in way if _is_told(piece)} for way in ways))
    head, rest = _longest_head(plain)
    keys = {_syllable_key(syllable) for syllable in head}
    initials = rest if head else plain
    if is_alone and len(plain) == 1:
        keys.add("@" + plain)
    return keys | {"@" + a + b for a, b in pairwise(initials)}


def _longest_head(letters: str) -> tuple[tuple[str, ...], str]:
    """`wangxm`: a syllable in front of initials."""
    for length in range(min(6, len(letters) - 1), 1, -1):
        ways = [way for way in splits(letters[:length]) if len(way) == 1]
        if ways:
            return ways[0], letters[length:]
    return (), letters


def _is_told(piece: str) -> bool:
    """Not a single letter at the end, of which more may follow."""
    return len(piece) > 1 or piece in SYLLABLES


def _syllable_key(syllable: str) -> str:
    return "~" + syllable[:2]


def is_match(name: str, text: str) -> bool:
    """Does the name have in it, from some character on, what was typed: signs, syllables, initials, mixed."""
    signs = _signs(name)
    readings = _readings(signs)
    wanted = "".join(
        piece if _is_han(piece) else plain_letters(piece) for piece in _PIECES.findall(plain_name(text))
    )
    if not wanted:
        return False
    if wanted in plain_letters("".join(signs)):
        return True
    return any(_eats(signs, readings, start, wanted) for start in range(len(signs)))


def _eats(signs: list[str], readings: list[tuple[str, ...]], start: int, wanted: str) -> bool:
    """Whether the signs from `start` on use up all that was typed; `eaten` holds how far each reading got."""
    eaten = {0}
    for sign, known in zip(signs[start:], readings[start:], strict=True):
        further: set[int] = set()
        for so_far in eaten:
            rest = wanted[so_far:]
            if any(reading.startswith(rest) for reading in known):
                return True
            further |= {so_far + 1} if rest[0] in {sign, *(reading[0] for reading in known)} else set()
            further |= {so_far + len(reading) for reading in known if rest.startswith(reading)}
        if len(wanted) in further:
            return True
        eaten = further
    return False


def sort_key(name: str) -> str:
    """Names in the order of pinyin and tone, surname first; the same sound by the characters themselves."""
    signs = _signs(name)
    tones: list[str] = []
    surname = _surname(signs)
    if surname:
        tones = [readings[0] for readings in surname]
    tones += [_tone_of(sign) for sign in signs[len(tones) :]]
    return " ".join(tones) + " " + "".join(signs)


def _signs(name: str) -> list[str]:
    """Characters one by one, runs of letters whole; what is neither is left out."""
    pieces = _PIECES.findall(plain_name(name))
    return [piece for piece in pieces if piece[0].isalpha()]


def _is_han(sign: str) -> bool:
    return len(sign) == 1 and sign.isalpha() and not sign.isascii() and sign != "ü"


def _surname(signs: list[str]) -> list[list[str]]:
    """Readings with tones of the surname, character by character, where our table has it."""
    if len(signs) > 2 and (double := COMPOUND.get(signs[0] + signs[1])):
        return [[reading] for reading in double.split()]
    if signs and (single := SINGLE.get(signs[0])):
        return [single.split()]
    return []


def _readings(signs: list[str]) -> list[tuple[str, ...]]:
    """The readings without tones of each sign; the surname's own come first and the dictionary's stay."""
    own = _surname_readings(tuple(signs[:2]) if len(signs) > 2 else tuple(signs[:1]))
    return [*own, *map(_dictionary, signs[len(own) :])]


@lru_cache(maxsize=30_000)
def _surname_readings(signs: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Of the two signs that may be one, or of the only one that may."""
    surname = _surname([*signs, ""] if len(signs) == 2 else list(signs))
    return tuple(
        tuple(dict.fromkeys((*(reading.rstrip("12345") for reading in own), *_dictionary(sign))))
        for sign, own in zip(signs, surname, strict=False)
    )


@lru_cache(maxsize=30_000)
def _dictionary(sign: str) -> tuple[str, ...]:
    if not _is_han(sign):
        return (plain_letters(sign),)
    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    readings = dict.fromkeys(plain_letters(reading) for reading in (found[0] if found else []))
    return tuple(reading for reading in readings if reading.isascii() and reading.isalpha())[:MOST_READINGS]


@lru_cache(maxsize=30_000)
def _tone_of(sign: str) -> str:
    found = (
        pinyin(sign, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore") if _is_han(sign) else []
    )
    return plain_letters(found[0][0]) if found and found[0] else sign
