"""What questions about one clause differ in anyway counts for less than what tells clauses apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.knowledge.whitening import Whitening, whitening_of
from tests.knowledge.conftest import RememberingEmbedder

_GROUPS = [n // 6 for n in range(240)]


def _questions() -> Array:
    """Forty clauses told apart by the first two numbers; in the third, questions about one clause differ widely."""
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(40, 4)).repeat(6, axis=0) * [1, 1, 0, 1]
    return (vectors + chance.normal(size=(240, 4)) * [0.02, 0.02, 3.0, 0.02]).astype(np.float32)


def _found(asked: Array, told: Array) -> float:
    """How often the nearest other question is about the same clause."""
    cosines = asked @ told.T / np.linalg.norm(asked, axis=1)[:, None] / np.linalg.norm(told, axis=1)
    np.fill_diagonal(cosines, -2)
    return float(np.mean([_GROUPS[n] == _GROUPS[at] for n, at in enumerate(cosines.argmax(axis=1))]))


def test_what_tells_nothing_counts_for_less(tmp_path: Path) -> None:
    vectors = _questions()
    whitening = Whitening.learn("m", vectors, vectors, _GROUPS, 0.01)
    assert _found(vectors, vectors) < 0.6
    assert _found(whitening.questions(vectors), whitening.texts(vectors)) > 0.9
    whitening.save(tmp_path / "w.npz")
    kept = Whitening.load(tmp_path / "w.npz")
    assert np.allclose(kept.texts(vectors), whitening.texts(vectors), atol=0.02)
    assert np.allclose(np.linalg.norm(kept.questions(vectors), axis=1), 1, atol=1e-5)


def test_the_one_that_comes_with_the_product_is_for_its_own_encoder_alone(embedder: RememberingEmbedder) -> None:
    assert whitening_of(embedder.name) is not None
    assert whitening_of("another") is None
