"""A game of the board as its address has it: nothing is written and nobody is asked who he is. The code of a game says the level,
how many teams, its seed, and a mark of the questions and the board; when one of these changed, the game is over."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from guitu.ledger.packs import timeline_of
from guitu.prevention.quizzes import bank
from guitu.prevention.quizzes.commands import SIGNS
from guitu.rules.games import Game, GamesPolicy, Turn, order, play
from guitu.rules.quizzes import LEVELS, TOPICS

TEAMS = ("kapok", "lotus", "bamboo", "osmanthus")
SEED, MARK = 8, 6
MOST_MOVES = 400
_CODE = re.compile(rf"([1-{len(LEVELS)}])([2-{len(TEAMS)}])([{SIGNS}]{{{SEED}}})-([0-9a-f]{{{MARK}}})")


@dataclass(frozen=True, slots=True)
class Played:
    """A game as it stands, with the questions of its turns."""

    code: str
    level: str
    teams: tuple[str, ...]
    seed: str
    game: Game
    policy: GamesPolicy

    def question(self, turn: Turn) -> bank.Question:
        assert turn.asked is not None
        return bank.bank()[turn.asked.code]

    def options(self, turn: Turn) -> list[tuple[int, str]]:
        """As they are shown: the position from 1, which tells nothing, and the text."""
        found = self.question(turn)
        return [
            (position, found.options[option])
            for position, option in enumerate(order(self.seed, found.code, len(found.options)), 1)
        ]

    def missed(self) -> list[bank.Question]:
        """What was not known, to be looked at again when the game is over."""
        return [self.question(turn) for turn in self.game.turns if turn.outcome == "wrong"]


def policy_at(county: str, on: date) -> GamesPolicy:
    with transaction.atomic():
        policy: GamesPolicy = timeline_of(county, county).on(on).games
    return policy


def fresh(level: str, teams: int, policy: GamesPolicy) -> str:
    """The code of a new game."""
    seed = "".join(secrets.choice(SIGNS) for _ in range(SEED))
    return f"{LEVELS.index(level) + 1}{teams}{seed}-{_mark(level, policy)}"


def played(code: str, moves: str, policy: GamesPolicy) -> Played | None:
    """The game of a code after its moves; None for what is none, or was begun with other questions or another board."""
    found = _CODE.fullmatch(code)
    if found is None or len(moves) > MOST_MOVES:
        return None
    level, n, seed = LEVELS[int(found[1]) - 1], int(found[2]), found[3]
    if found[4] != _mark(level, policy):
        return None
    game = play(seed, n, moves, _pools(level), policy)
    return Played(code, level, TEAMS[:n], seed, game, policy) if game else None


def _pools(level: str) -> dict[str, list[tuple[str, int]]]:
    listed = bank.of_level(level)
    return {topic: [(one.code, len(one.options)) for one in listed if one.topic == topic] for topic in TOPICS}


def _mark(level: str, policy: GamesPolicy) -> str:
    return sha256(repr((_pools(level), policy)).encode()).hexdigest()[:MARK]
