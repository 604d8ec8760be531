"""A dialect told by its place is the dialect of that place."""

from __future__ import annotations

from assistant.understanding.zh.dialects import placed
from assistant.vocabulary import places, vocabulary


def _languages(text: str) -> list[str]:
    terms = vocabulary().find(text, "zh", ["languages"])
    return [term.id for term in placed(text, terms, places().find(text))]


def test_the_home_dialect_of_a_place_is_named_by_it() -> None:
    assert _languages("只会讲我们湖南土话") == ["hunanese"]


def test_a_home_dialect_without_a_place_stays_one() -> None:
    assert _languages("只会讲老家土话") == ["local_dialect"]
