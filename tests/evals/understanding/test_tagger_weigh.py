"""The bar of doubts stands where most wrong facts are dropped for the fewest expected ones."""

from __future__ import annotations

from evals.understanding.tagger.weigh import Heard, weighed


def known(*, told: bool) -> list[Heard]:
    """Sixty facts of which every third is wrong, and its sign tells so or does not."""
    return [
        Heard(at, {"always": 1.0, "opposite": float(at % 3 == 0) if told else 0.5}, at % 3 == 0, at % 3 == 1)
        for at in range(60)
    ]


def test_a_sign_that_tells_wrong_from_right_drops_the_wrong() -> None:
    doubts, drawn = weighed(known(told=True))
    assert doubts.weights["opposite"] > 0
    assert doubts.doubted({"always": 1.0, "opposite": 1.0})
    assert not doubts.doubted({"always": 1.0, "opposite": 0.0})
    assert "60 facts, 20 wrong" in drawn


def test_signs_that_tell_nothing_drop_nothing() -> None:
    doubts, _ = weighed(known(told=False))
    assert not doubts.doubted({"always": 1.0, "opposite": 0.5})
