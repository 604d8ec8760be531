"""The bundled encoder puts what means the same close together, the same way every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.models.embedding import BundledEmbedder


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> BundledEmbedder:
    return BundledEmbedder(tmp_path_factory.mktemp("encoder"), threads=2)


def test_a_question_is_nearest_to_what_answers_it(embedder: BundledEmbedder) -> None:
    passages = embedder.passages(
        [
            "中介人促成合同成立的，委托人应当按照约定支付报酬。",
            "定金的数额不得超过主合同标的额的百分之二十。",
            "接触婴儿前要洗手。",
        ]
    )
    scores = passages @ embedder.queries(["定金最多能收多少？"])[0]
    assert int(np.argmax(scores)) == 1


def test_both_languages_share_one_space(embedder: BundledEmbedder) -> None:
    passages = embedder.passages(["定金不得超过合同价款的百分之二十。", "接触婴儿前要洗手。"])
    scores = passages @ embedder.queries(["How large may a deposit be?"])[0]
    assert int(np.argmax(scores)) == 0


def test_vectors_are_of_length_one_whatever_goes_in(embedder: BundledEmbedder) -> None:
    vectors = embedder.queries(["", "好", "字" * 3000, "😀\x00", "word " * 900])
    assert vectors.shape == (5, embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_company_does_not_change_a_vector_much(embedder: BundledEmbedder) -> None:
    alone = embedder.queries(["阿姨摔了谁赔"])[0]
    together = embedder.queries(["阿姨摔了谁赔", "一句长得多的话，好让前一句需要补齐，看看会不会变样"])[0]
    assert float(alone @ together) > 0.99


def test_the_graph_is_built_once(embedder: BundledEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder.queries(["好"])
    monkeypatch.setattr("assistant.models.e5_graph.build", lambda _: pytest.fail("built again"))
    again = BundledEmbedder(embedder._folder)
    assert np.allclose(again.queries(["好"]), embedder.queries(["好"]))


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.kit.errors import UnavailableError

    def missing() -> None:
        raise UnavailableError("encoder_missing")

    monkeypatch.setattr("assistant.models.embedding.bundled", missing)
    with pytest.raises(UnavailableError, match="encoder_missing"):
        BundledEmbedder(tmp_path).queries(["好"])
