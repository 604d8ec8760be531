"""A name read across the end of one word and the beginning of the next is none."""

from __future__ import annotations

import pytest

from assistant.understanding.zh.words import crosses


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("等一哈，锅里水开了", "里水", True),
        ("打蛋糕坯子裱花都行", "花都", True),
        ("我住里水", "里水", False),
        ("花都我去", "花都", False),
    ],
)
def test_across_words(text: str, name: str, *, expected: bool) -> None:
    start = text.index(name)
    assert crosses(text, start, start + len(name)) is expected
