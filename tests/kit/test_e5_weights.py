"""The weight file is read as it was written, and a wrong file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.kit.e5_tokens import Tokenizer
from assistant.kit.e5_weights import Weights, weight_file
from assistant.kit.errors import UnavailableError


def test_the_shape_is_that_of_the_model() -> None:
    shape = Weights(weight_file()).shape
    assert (shape.width, shape.layers, shape.heads, shape.inner, shape.positions) == (384, 12, 12, 1536, 512)


def test_a_matrix_has_the_size_asked_for_and_sane_numbers() -> None:
    matrix = Weights(weight_file()).matrix("l0.q.w", 384, 384)
    assert matrix.shape == (384, 384)
    assert 0.01 < float(np.abs(matrix).mean()) < 1


def test_text_is_cut_into_known_pieces_and_back() -> None:
    weights = Weights(weight_file())
    pieces = weights.pieces
    ids = Tokenizer(pieces)("家政服务 contract")
    assert b"".join(pieces.pieces[n] for n in ids).decode().replace("\u2581", " ").strip() == "家政服务 contract"


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UnavailableError, match="encoder_missing"):
        weight_file()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF" + b"\x00" * 100)
    with pytest.raises(UnavailableError, match="encoder_broken"):
        Weights(tmp_path / "x.bin")
