"""What is measured is not what was taught."""

from __future__ import annotations

import unicodedata

from assistant.consumer.examples import taught
from evals.matching.routing import rows


def plain(text: str) -> str:
    """A message without what a reader would not miss."""
    return unicodedata.normalize("NFKC", text).strip().strip("。！？!?.,，").lower()


def test_no_message_of_the_test_split_is_an_example() -> None:
    examples = {plain(example.text) for example in taught()}
    assert [row.id for row in rows("test") if plain(row.text) in examples] == []
