"""The first few are of several kinds where that costs next to nothing, and never at the price of a better match."""

from __future__ import annotations

from assistant.matching.diversity import Ranked, spread
from assistant.matching.settings import weights
from assistant.matching.tables import MASKS

RULES = weights().spread


def ranked(no: int, score: float, agency: int = 1, home: int = 0, having: int = 0) -> Ranked:
    row = dict.fromkeys(MASKS, 0) | {"m0": having, "agency": agency, "home": home, "pay_month": None}
    return Ranked(no, row, score, {})


def numbers(chosen: list[Ranked]) -> list[int]:
    return [each.no for each in chosen]


def test_of_equals_the_unlike_comes_second() -> None:
    equals = [ranked(1, 0.8), ranked(2, 0.8), ranked(3, 0.8, agency=2)]
    assert numbers(spread(equals, 2, RULES)) == [1, 3]


def test_nobody_clearly_better_is_passed_over() -> None:
    far = 0.8 - RULES.window - 0.01
    assert numbers(spread([ranked(1, 0.8), ranked(2, 0.79), ranked(3, far, agency=2)], 2, RULES)) == [1, 2]


def test_the_best_stays_first_and_everybody_comes_once() -> None:
    many = [ranked(no, 0.9 - no / 1000, agency=no % 3, home=no % 4, having=no) for no in range(RULES.most + 20)]
    chosen = numbers(spread(many, len(many), RULES))
    assert chosen[0] == 0
    assert sorted(chosen) == list(range(len(many)))
    assert chosen[RULES.most :] == list(range(RULES.most, len(many)))


def test_asking_for_fewer_gives_the_beginning_of_the_same_order() -> None:
    many = [ranked(no, 0.9 - no / 1000, agency=no % 2) for no in range(50)]
    assert numbers(spread(many, 5, RULES)) == numbers(spread(many, 50, RULES))[:5]
    assert len(spread(many, 40, RULES)) == 40
    assert spread([], 5, RULES) == []
