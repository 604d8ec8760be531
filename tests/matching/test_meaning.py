"""What the encoder reads of a need and of a person, and how likeness is reckoned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import UnavailableError
from assistant.matching.meaning import likeness, need_text, packed
from assistant.matching.model import Need, Span
from assistant.matching.service import MatchService
from assistant.matching.settings import weights
from tests.matching.people import NANNY, NOW, nanny, person, published

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


class Letters:
    """An encoder that knows letters: texts with the same ones are alike."""

    name = "letters-1"
    dimension = 64

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dimension] += 1
        lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.maximum(lengths, 1e-9)).astype(np.float32)


class Broken(Letters):
    """An encoder whose weights are not installed."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        del texts
        raise UnavailableError("encoder_missing")

    passages = queries


async def test_meaning_is_one_part_and_its_absence_harms_nothing(database: Database) -> None:
    clear = MatchService(database, FixedClock(NOW), Letters())
    await published(clear, person("w1", *NANNY))
    (match,) = (await clear.search(nanny(), language="zh")).matches
    assert 0 <= match.parts["meaning"] <= 1
    broken = MatchService(database, FixedClock(NOW), Broken())
    await published(broken, person("w2", *NANNY))
    result = await broken.search(nanny(), language="zh")
    assert {match.worker_id for match in result.matches} == {"w1", "w2"}
    assert all("meaning" not in match.parts for match in result.matches)


async def test_indexing_anew_brings_a_new_encoder_and_nobody_back(database: Database) -> None:
    plain = MatchService(database, FixedClock(NOW))
    await published(plain, person("w1", *NANNY), person("w2", *NANNY, "会做川菜"), person("gone", *NANNY))
    await plain.withdraw("gone")
    reading = MatchService(database, FixedClock(NOW), Letters())
    before = await reading.search(nanny(), language="zh")
    assert all("meaning" not in match.parts for match in before.matches)
    assert await reading.reindex() == 2
    after = await reading.search(nanny(), language="zh")
    assert {match.worker_id for match in after.matches} == {"w1", "w2"}
    assert all("meaning" in match.parts for match in after.matches)


async def test_who_has_no_vector_stands_in_the_middle(database: Database) -> None:
    await published(MatchService(database, FixedClock(NOW)), person("unread", *NANNY))
    reading = MatchService(database, FixedClock(NOW), Letters())
    await published(reading, person("one", *NANNY), person("two", "育儿嫂", "现在住北京朝阳"))
    parts = {m.worker_id: m.parts["meaning"] for m in (await reading.search(nanny(), language="zh")).matches}
    assert parts["unread"] == pytest.approx((parts["one"] + parts["two"]) / 2, abs=0.001)
