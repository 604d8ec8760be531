"""Questions are known by their likeness to examples, the same way every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.e5_weights import Array
from assistant.knowledge.likeness import Example, Likeness
from assistant.knowledge.tokens import tokens

_EXAMPLES = (
    Example("lawful", "定金最多收多少"),
    Example("lawful", "中介费能退吗"),
    Example("danger", "孩子喘不上气了"),
    Example("danger", "老人叫不醒了"),
    Example("fake", "帮我编个证书"),
    Example("fake", "年龄改小几岁"),
)


def _vectors() -> Array:
    rows = [[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0.9, 0.2], [0, 0, 1], [0.1, 0, 0.9]]
    return np.asarray(rows, dtype=np.float32)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness.teach(_EXAMPLES, _vectors(), "lawful")


def test_a_question_is_of_the_kind_whose_examples_it_is_like(likeness: Likeness) -> None:
    judged = likeness.judge("爷爷叫不醒怎么办", np.asarray([0.1, 0.95, 0.1], dtype=np.float32))
    assert judged.kind == "danger"
    assert judged.margin > 0.3


def test_wording_counts_where_meaning_is_undecided(likeness: Likeness) -> None:
    middle = _vectors().mean(axis=0)
    assert likeness.judge("编个证书", middle).kind == "fake"
    assert likeness.judge("叫不醒了", middle).kind == "danger"


def test_an_ordinary_question_leans_to_no_trouble(likeness: Likeness) -> None:
    assert likeness.judge("定金能收多少", np.asarray([1, 0, 0], dtype=np.float32)).margin < 0


def test_what_was_learned_survives_on_disk(likeness: Likeness, tmp_path: Path) -> None:
    likeness.save(tmp_path / "kept.npz")
    loaded = Likeness.load(tmp_path / "kept.npz")
    vector = np.asarray([0.2, 0.5, 0.4], dtype=np.float32)
    before, after = likeness.judge("编证书叫不醒", vector), loaded.judge("编证书叫不醒", vector)
    assert after.kind == before.kind
    assert after.margin == pytest.approx(before.margin, abs=1e-2)


def test_nothing_saved_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Likeness.load(tmp_path / "none.npz")


@given(st.text(max_size=40))
def test_any_text_gets_a_finite_judgement(text: str) -> None:
    judged = Likeness.teach(_EXAMPLES, _vectors(), "lawful").judge(text, np.zeros(3, dtype=np.float32))
    assert judged.kind in ("danger", "fake")
    assert np.isfinite(judged.margin)


@given(st.integers(0, 10_000), st.integers(2, 40), st.sampled_from([0.0, 0.4]))
def test_what_is_learned_solves_the_ridge_regression(seed: int, count: int, meaning: float) -> None:
    chance = np.random.default_rng(seed)
    letters = "定金多少退不醒喘编证"
    examples = [
        Example(f"k{n % 3}", "".join(chance.choice(list(letters), size=int(chance.integers(0, 8)))))
        for n in range(count)
    ]
    vectors = chance.normal(size=(count, 4)).astype(np.float32)
    taught = Likeness.teach(examples, vectors, "k0", meaning=meaning, ridge=0.3)
    scores = np.asarray([list(taught.scores(each.text, vectors[n]).values()) for n, each in enumerate(examples)])
    wording = np.asarray([_likeness(taught, examples, each.text) for each in examples])
    centred = vectors - vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    kernel = meaning * centred @ centred.T + (1 - meaning) * wording
    wanted = np.asarray([[each.kind == kind for kind in dict.fromkeys(e.kind for e in examples)] for each in examples])
    exact = kernel @ np.linalg.solve(kernel + 0.3 * np.eye(count), wanted.astype(np.float64))
    assert np.allclose(scores, exact, atol=2e-4)


def _likeness(taught: Likeness, examples: list[Example], text: str) -> list[float]:
    """The cosine of a text's weighted words with each example's."""
    words, weights = taught._learned.words, taught._learned.weights

    def row(said: str) -> Array:
        found: Array = np.asarray(
            [weight * (word in set(tokens(said))) for word, weight in zip(words, weights, strict=True)]
        )
        length = np.linalg.norm(found)
        return found / length if length else found

    return [float(row(text) @ row(each.text)) for each in examples]
