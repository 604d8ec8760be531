"""Questions are known by their likeness to examples, the same way every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.likeness import Example, Likeness
from assistant.models.e5_weights import Array

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
