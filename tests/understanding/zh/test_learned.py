"""The model of roles weighs what stands around a thing; the same words always weigh the same."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

import pytest

from assistant.understanding.zh import learned
from assistant.understanding.zh.scene import Scene


def _likelihood(scene: Scene, kind: str) -> dict[str, float]:
    candidate = next(c for c in learned.candidates(scene) if c.kind == kind)
    model = learned.model("places" if kind == "place" else "terms")
    return model.likelihood(learned.numbers(scene, candidate, model.size))


@pytest.mark.parametrize(
    ("text", "asking", "kind", "role"),
    [
        ("会做饭，会打扫", "skills", "skills", "claimed"),
        ("我是河南周口的", "hometown", "place", "hometown"),
        ("人在杭州拱墅", "location", "place", "location"),
    ],
)
def test_plain_roles(scene: Callable[..., Scene], text: str, asking: str, kind: str, role: str) -> None:
    likely = _likelihood(scene(text, asking), kind)
    assert max(likely, key=lambda name: likely[name]) == role
    assert isclose(sum(likely.values()), 1)


def test_a_denial_is_less_likely_a_claim(scene: Callable[..., Scene]) -> None:
    denied, claimed = (_likelihood(scene(text, "skills"), "skills") for text in ("做饭我不会", "做饭我会"))
    assert denied["claimed"] < claimed["claimed"]


def test_features_have_numbers_within_the_table(scene: Callable[..., Scene]) -> None:
    laid = scene("我-会做饭，住在杭州", "skills")
    for candidate in learned.candidates(laid):
        numbers = learned.numbers(laid, candidate, 97)
        assert numbers == sorted(set(numbers))
        assert all(0 <= number < 97 for number in numbers)


def test_likelihood_of_given_weights() -> None:
    model = learned.Model(("yes", "no"), {"yes": [1, 0], "no": [0, 0]}, scale=1.0, size=2)
    likely = model.likelihood([0])
    assert likely["yes"] > likely["no"]
    assert isclose(model.likelihood([1])["yes"], 0.5)
