"""Signs are enough where it is likelier than wanted that they hold."""

from __future__ import annotations

import pytest

from evals.understanding.tagger.weigh import Seen, weighed


def seen(*, told: bool) -> list[Seen]:
    """Sixty facts of which every third holds, and its sign tells so or does not."""
    return [Seen(at, {"always": 1.0, "opposite": float(at % 3 == 0) if told else 0.5}, at % 3 == 0) for at in range(60)]


def test_a_sign_that_tells_what_holds_is_enough() -> None:
    weighing, drawn = weighed(seen(told=True), 0.6)
    assert weighing.weights["opposite"] > 0
    assert weighing.reached({"always": 1.0, "opposite": 1.0})
    assert not weighing.reached({"always": 1.0, "opposite": 0.0})
    assert ["all", "20", "40", "0"] in [line.strip("| ").split() for line in drawn.replace("|", " ").splitlines()]


def test_signs_that_tell_nothing_are_enough_only_for_what_is_so_anyway() -> None:
    assert not weighed(seen(told=False), 0.6)[0].reached({"always": 1.0, "opposite": 0.5})
    assert weighed(seen(told=False), 0.3)[0].reached({"always": 1.0, "opposite": 0.5})


def test_the_bar_is_the_odds_of_the_wanted_likelihood() -> None:
    assert weighed(seen(told=True), 0.5)[0].bar == pytest.approx(0.0)


def test_of_what_nobody_can_say_nothing_is_learned() -> None:
    unknown = [Seen(at, {"always": 1.0, "opposite": 1.0}, None) for at in range(60, 90)]
    assert weighed([*seen(told=True), *unknown], 0.6)[0].weights == weighed(seen(told=True), 0.6)[0].weights
