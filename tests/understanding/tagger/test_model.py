"""The tagger gives a likelihood of each label for each piece of a turn; without its files there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from assistant.kit.e5_tokens import bundled
from assistant.kit.errors import UnavailableError
from assistant.profile.model import Topic
from assistant.understanding.tagger import model
from assistant.understanding.tagger.model import LONGEST, Tagger, Tags, sessions_of, tagger
from tests.understanding.tagger.scripted import tags

LABELS = ("skills=cooking+", "jobs=cook+")


@pytest.fixture(scope="module")
def built() -> Tagger:
    from evals.understanding.tagger.graph import Taught, build

    weights, tokenizer = bundled()
    rows = np.random.default_rng(1).normal(0, 0.1, (len(LABELS), weights.shape.width)).astype(np.float32)
    names = ["emb.ln.w", "emb.ln.b", *(f"l0.{name}.{part}" for name in ("aln", "oln") for part in "wb")]
    tensors = {name: weights.vector(name)[: weights.shape.width] for name in names}
    for name, height, width in (
        ("fi", 1536, 384),
        ("fo", 384, 1536),
        *((part, 384, 384) for part in ("q", "k", "v", "ao")),
    ):
        tensors[f"l0.{name}.w"] = weights.matrix(f"l0.{name}.w", height, width)
        tensors[f"l0.{name}.b"] = weights.vector(f"l0.{name}.b")[:height]
    tensors |= {"head.w": rows, "head.b": np.array([-1.0, -30.0], dtype=np.float32)}
    shape = type(weights.shape)(384, 1, 12, 1536, 512, weights.shape.epsilon)
    sessions = sessions_of(onnxruntime, build(Taught(shape, tensors)).SerializeToString())
    return Tagger(sessions, LABELS, (weights, tokenizer))


def test_every_piece_has_a_likelihood_of_every_label(built: Tagger) -> None:
    found = built.tag("家常菜都会烧", Topic.SKILLS)
    assert found.likely.shape == (len(found.spans), len(LABELS))
    assert ((found.likely >= 0) & (found.likely <= 1)).all()
    assert found.spans[-1][1] == len("家常菜都会烧")


def test_turns_begun_together_are_told_apart(built: Tagger) -> None:
    texts = ("烧菜", "我在周口带过三年娃", "好")
    waiting = [built.begin(text, None) for text in texts]
    for text, tags_of in zip(texts, waiting, strict=True):
        assert np.allclose(tags_of().likely, built.tag(text, None).likely)


def test_the_topic_asked_tells(built: Tagger) -> None:
    asked = built.tag("烧菜", Topic.SKILLS).likely
    assert not np.allclose(asked, built.tag("烧菜", None).likely)


def test_a_very_long_turn_counts_by_its_beginning(built: Tagger) -> None:
    assert len(built.tag("做饭，" * 500, None).spans) == LONGEST


def test_the_best_token_tells_where_it_is_said() -> None:
    found = tags("我烧菜凑合", {"skills=cooking+": ("烧", 0.9)})
    likely, token = found.best("skills=cooking+")
    assert likely == pytest.approx(0.9)
    assert token == 1
    assert found.best("never taught") == (0.0, 0)
    assert found.within("skills=cooking+", 3, 5) == pytest.approx(0.001)
    assert [label for label, _ in found.likeliest(0.5)] == ["skills=cooking+"]


def test_nothing_is_found_in_nothing() -> None:
    empty = Tags((), np.zeros((0, 1), dtype=np.float32), {"age+": 0})
    assert empty.best("age+") == (0.0, 0)
    assert list(empty.likeliest(0.1)) == []


@pytest.fixture
def unloaded() -> Iterator[None]:
    tagger.cache_clear()
    yield
    tagger.cache_clear()


@pytest.mark.usefixtures("unloaded")
def test_without_a_model_there_is_no_tagger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "data_path", lambda *parts: tmp_path.joinpath(*parts))
    assert tagger() is None


@pytest.mark.usefixtures("unloaded")
def test_without_the_encoders_weights_there_is_no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise UnavailableError("encoder_missing")

    monkeypatch.setattr(model, "bundled", missing)
    assert tagger() is None
