"""禁毒大富翁: where each team stands on the board, whose turn it is, what it is asked, who looks after which square.

A game is its moves. Nothing of it is kept: what the dice show and what is asked follows from the seed of the game, so that the same
address is the same game on every telephone and on the big screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

SENTENCES = {
    "games.none": "没有这一局，可能地址抄错了，也可能题目、棋盘已经改过。请重新开一局。",
}

FEWEST, FACES = 2, 6
ROLL = "r"
RIGHT, KEEPS, OWN, PASSED = (
    1,
    2,
    1,
    1,
)  # stars: right on another's square, right on a free one, on one's own, past the start


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the board: a question of a topic, or an event with its words, stars and steps; with none of these the start."""

    topic: str = ""
    text: str = ""
    stars: int = 0
    steps: int = 0


@dataclass(frozen=True)
class GamesPolicy:
    """How many turns each team has, how many teams there may be, and the board."""

    rounds: int
    most_teams: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question as a game asks it: its code, and how many options it has; which position is right."""

    code: str
    options: int
    right: int


@dataclass(slots=True)
class Team:
    at: int = 0
    stars: int = 0
    keeps: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: which team, what the die showed, where it came to stand; what was asked there and given, or what happened."""

    team: int
    die: int
    square: int
    outcome: str  # asked, right, wrong, own, event
    asked: Choice | None = None
    given: int = 0
    keeper: int | None = None  # another team that looked after the square


@dataclass(slots=True)
class Game:
    """Where a game stands after its moves."""

    teams: list[Team]
    turns: list[Turn] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    is_over: bool = False

    @property
    def last(self) -> Turn | None:
        return self.turns[-1] if self.turns else None

    @property
    def is_asking(self) -> bool:
        return self.last is not None and self.last.outcome == "asked"

    @property
    def next_team(self) -> int:
        return len(self.turns) % len(self.teams)

    def leading(self) -> list[int]:
        """The teams with the most stars, all of them."""
        most = max(team.stars for team in self.teams)
        return [number for number, team in enumerate(self.teams) if team.stars == most]


def chance(seed: str, what: str, number: int, sides: int) -> int:
    """One of so many sides, from 0: always the same for a seed, and told by nothing but it."""
    return int.from_bytes(sha256(f"{seed}|{what}|{number}".encode()).digest()[:6]) % sides


def order(seed: str, code: str, n: int) -> list[int]:
    """The options of a question in the order in which a game shows them."""
    return sorted(range(n), key=lambda option: sha256(f"{seed}|{code}|{option}".encode()).digest())


def play(
    seed: str, teams: int, moves: str, pools: Mapping[str, Sequence[tuple[str, int]]], policy: GamesPolicy
) -> Game | None:
    """The game after its moves: `r` rolls the die for the team whose turn it is, a figure gives the option at that position. None
    for moves that no game has. `pools` has the questions of each topic with the number of their options. Policy: games.*"""
    if not FEWEST <= teams <= policy.most_teams:
        return None
    game = Game([Team() for _ in range(teams)])
    for move in moves:
        if game.is_over or (move == ROLL) == game.is_asking:
            return None
        if move == ROLL:
            _roll(game, seed, pools, policy)
        elif not _answer(game, move):
            return None
        game.is_over = len(game.turns) == teams * policy.rounds and not game.is_asking
    return game


def _roll(game: Game, seed: str, pools: Mapping[str, Sequence[tuple[str, int]]], policy: GamesPolicy) -> None:
    number, n = game.next_team, len(policy.squares)
    die = 1 + chance(seed, "die", len(game.turns), FACES)
    team = game.teams[number]
    if team.at + die >= n:
        team.stars += PASSED
    team.at = (team.at + die) % n
    square = policy.squares[team.at]
    if not square.topic:
        game.turns.append(Turn(number, die, team.at, "event"))
        team.stars = max(0, team.stars + square.stars)
        team.at = (team.at + square.steps) % n
    elif team.at in team.keeps:
        team.stars += OWN
        game.turns.append(Turn(number, die, team.at, "own"))
    else:
        keeper = next((one for one, other in enumerate(game.teams) if team.at in other.keeps), None)
        asked = _question(game, seed, pools[square.topic])
        game.turns.append(Turn(number, die, team.at, "asked", asked, keeper=keeper))


def _question(game: Game, seed: str, pool: Sequence[tuple[str, int]]) -> Choice:
    """One that was not asked in this game; when all were, one of them again."""
    left = [one for one in pool if one[0] not in game.asked] or list(pool)
    code, options = left[chance(seed, "question", len(game.turns), len(left))]
    game.asked.append(code)
    return Choice(code, options, order(seed, code, options).index(0) + 1)


def _answer(game: Game, move: str) -> bool:
    """A free square is looked after by the team that answers right; on another's, who does not know gives its keeper a star."""
    turn = game.turns[-1]
    if turn.asked is None or move not in "123456789"[: turn.asked.options]:
        return False
    given, team = int(move), game.teams[turn.team]
    is_right = given == turn.asked.right
    if is_right and turn.keeper is None:
        team.keeps.add(turn.square)
        team.stars += KEEPS
    elif is_right:
        team.stars += RIGHT
    elif turn.keeper is not None:
        game.teams[turn.keeper].stars += RIGHT
    game.turns[-1] = Turn(
        turn.team, turn.die, turn.square, "right" if is_right else "wrong", turn.asked, given, turn.keeper
    )
    return True
