"""Conditions of taste and of the home, which the work has to bear or keep to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.kit.data import data_path, load_yaml
from assistant.matching.model import Weight
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Operation, Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import compiled

_HOLIDAYS = "holidays"


class Taste(NamedTuple):
    """One condition said: id of the vocabulary, its truth, and where it stands."""

    id: str
    value: bool
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, tuple[tuple[bool, re.Pattern[str]], ...]], ...]:
    """By id, the words that deny a condition and then those that state it."""
    rows = load_yaml(data_path("knowledge_base", "matching", "needs", "preferences.yaml"))
    keys = (("denies", False), ("says", True))
    return tuple(
        (str(row["id"]), tuple((value, compiled(row[key], "preferences")) for key, value in keys if key in row))
        for row in rows
    )


def tastes(scene: Scene) -> tuple[Taste, ...]:
    """Every condition the message states or denies; where both are said the denial holds."""
    return _found(scene.folded)


@lru_cache(maxsize=64)
def _found(folded: str) -> tuple[Taste, ...]:
    found: list[Taste] = []
    for name, ways in _patterns():
        said = (Taste(name, value, *match.span()) for value, words in ways for match in words.finditer(folded))
        found += [taste for taste in [next(said, None)] if taste is not None]
    return tuple(found)


def read_preferences(scene: Scene) -> Iterator[Said]:
    """Conditions of taste as (id, value)."""
    operation: Operation
    for taste in tastes(scene):
        stood = stance(scene, taste.start, taste.end)
        if stood.operation == "drop" and taste.value:
            # 带睡不用: where a condition can be denied that is what was said, else it is only taken back.
            denied = any(not value for name, ways in _patterns() if name == taste.id for value, _ in ways)
            operation = "add" if denied else "drop"
            yield Said("preferences", (taste.id, False), taste.start, taste.end, operation=operation)
            continue
        weight: Weight = "prefer" if stood.weight == "prefer" else "must"
        operation = "open" if stood.operation == "open" else "add"
        yield Said("preferences", (taste.id, taste.value), taste.start, taste.end, weight, operation, firm=stood.firm)


def holidays(scene: Scene) -> Iterator[Taste]:
    """Where work over holidays is spoken of, which names no date (春节不回家)."""
    return (taste for taste in tastes(scene) if taste.id == _HOLIDAYS)
