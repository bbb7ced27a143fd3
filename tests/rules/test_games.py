"""禁毒大富翁: a game is its moves, and what follows from them is always the same."""

from __future__ import annotations

from random import Random

import pytest

from guitu.rules.games import ROLL, Game, GamesPolicy, Square, chance, order, play

ASK = Square(topic="law")
POOLS = {"law": [(f"q{n}", 3) for n in range(40)]}


def policy(*squares: Square, rounds: int = 3) -> GamesPolicy:
    return GamesPolicy(rounds, 4, squares)


def played(moves: str, of: GamesPolicy, teams: int = 2, seed: str = "seed") -> Game:
    found = play(seed, teams, moves, POOLS, of)
    assert found is not None
    return found


def answer(moves: str, of: GamesPolicy, *, right: bool, teams: int = 2) -> str:
    last = played(moves, of, teams).last
    assert last is not None and last.asked is not None
    return moves + str(last.asked.right if right else last.asked.right % last.asked.options + 1)


def test_who_answers_right_keeps_the_square_and_who_does_not_know_gives_its_keeper_a_star() -> None:
    one = policy(ASK, rounds=4)  # a board of one square: everybody always stands on it, and passes the start each turn
    begun = answer(ROLL, one, right=False)
    assert [team.stars for team in played(begun, one).teams] == [1, 0] and not played(begun, one).teams[0].keeps
    kept = answer(begun + ROLL, one, right=True)
    found = played(kept, one)
    assert [team.stars for team in found.teams] == [1, 3] and found.teams[1].keeps == {0}
    lost = answer(kept + ROLL, one, right=False)
    assert [team.stars for team in played(lost, one).teams] == [2, 4], "past the start; and the keeper's star"
    own = played(lost + ROLL, one)
    assert own.last is not None and own.last.outcome == "own" and own.teams[1].stars == 6 and not own.is_asking
    right = played(answer(lost + ROLL + ROLL, one, right=True), one)
    assert right.teams[0].stars == 4 and not right.teams[0].keeps, "a star, and the square stays with its keeper"


def test_an_event_gives_stars_and_steps_and_never_less_than_none() -> None:
    poor = played(ROLL, policy(Square(text="停一停", stars=-3, steps=2), *[Square(text="x", stars=-3, steps=2)] * 19))
    assert poor.teams[0].stars == 0 and poor.last is not None and poor.teams[0].at == poor.last.square + 2 and poor.next_team == 1


@pytest.mark.parametrize("moves", ["1", "rr", "r4", "r0", "rx", "r²", "r11", ""])
def test_moves_that_no_game_has_are_none(moves: str) -> None:
    found = play("seed", 2, moves, POOLS, policy(ASK))
    assert (found is None) == (moves != "")


def test_there_are_as_many_teams_as_the_policy_lets() -> None:
    assert all(play("seed", n, "", POOLS, policy(ASK)) is None for n in (0, 1, 5))
    assert all(play("seed", n, "", POOLS, policy(ASK)) for n in (2, 3, 4))


def test_any_game_ends_after_its_rounds_asks_nothing_twice_and_is_the_same_each_time_it_is_opened() -> None:
    board = policy(Square(), *[ASK, ASK, ASK, Square(text="x", stars=1, steps=3)] * 4, rounds=6)
    for number in range(60):
        hand, seed, teams, moves = Random(number), f"seed{number}", 2 + number % 3, ""
        while not (found := played(moves, board, teams, seed)).is_over:
            moves += str(hand.randint(1, 3)) if found.is_asking else ROLL
        assert len(found.turns) == 6 * teams and len(set(found.asked)) == len(found.asked)
        assert found == played(moves, board, teams, seed) and play(seed, teams, moves + ROLL, POOLS, board) is None
        assert all(team.stars >= 0 for team in found.teams) and found.leading()
        assert sum(len(team.keeps) for team in found.teams) == len(set().union(*(team.keeps for team in found.teams))), "one keeper a square"


def test_a_question_alone_is_asked_again_and_dice_and_options_are_even() -> None:
    few = {"law": [("only", 3)]}
    found = play("seed", 2, "r1r", few, policy(ASK, ASK))
    assert found is not None and found.asked[0] == found.asked[-1] == "only"
    thrown = [chance(f"s{n}", "die", 0, 6) for n in range(3000)]
    assert {thrown.count(side) > 400 for side in range(6)} == {True}
    first = [order(f"s{n}", "only", 3)[0] for n in range(3000)]
    assert {first.count(option) > 850 for option in range(3)} == {True}
