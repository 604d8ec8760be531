"""What the encoder reads of a need and of a person, and how likeness is reckoned."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.matching.meaning import likeness, need_text, packed
from assistant.matching.model import Need, Span
from assistant.matching.settings import weights

RULES = weights()


def test_only_words_about_the_work_are_read() -> None:
    spans = [
        Span(field="skills", value="complementary_food", quote="会做辅食", start=4, end=8),
        Span(field="budget_max", value=8000, quote="八千以内", start=9, end=13),
        Span(field="household", value=None, quote="", start=0, end=0),
    ]
    need = Need(job="childcare_nanny", skills=["complementary_food"], spans=spans, city="北京")
    assert need_text(need, "zh", RULES) == "育儿嫂，辅食制作，会做辅食"
    assert need_text(Need(job="cook"), "en", RULES) == "Cook"
    assert need_text(Need(), "zh", RULES) == ""


def test_a_vector_kept_in_a_quarter_of_its_size_keeps_its_direction() -> None:
    vectors = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = {number: packed(vector) for number, vector in enumerate(vectors)}
    assert all(len(each) == 384 for each in kept.values())
    found = likeness(vectors[0], kept, "any-model", RULES)
    assert found[0] == pytest.approx(1)
    assert found[1] < 0.2
    assert likeness(vectors[0], {}, "any-model", RULES) == {}


def test_likeness_runs_between_the_floor_and_the_ceiling_of_its_model() -> None:
    one = np.zeros(384, dtype=np.float32)
    one[0] = 1
    other = np.zeros(384, dtype=np.float32)
    other[:2] = (0.88, np.sqrt(1 - 0.88**2))
    scale = RULES.meaning["multilingual-e5"]
    wanted = (0.88 - scale["floor"]) / (scale["ceiling"] - scale["floor"])
    kept = {1: packed(other), 2: packed(one), 3: packed(-one)}
    found = likeness(one, kept, "multilingual-e5-small-int8-abc", RULES)
    assert found[1] == pytest.approx(wanted, abs=0.05)
    assert (found[2], found[3]) == (1, 0)
