"""Cue phrases of the grammar: data in `knowledge_base/grammar/en/*.yaml`, found in one pass over the read text.

A phrase may hold alternatives `(do|would) not` and options `[very] good`; it is spelled out when loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary.lexicon import Lexicon

_CHOICE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_FILES = ("polarity", "people", "time")


@dataclass(frozen=True, slots=True)
class Cue:
    """`text[start:end]` is a phrase of the cue group `name`."""

    name: str
    start: int
    end: int


def expand(phrase: str) -> Iterator[str]:
    """Every plain phrase that `phrase` with its `(a|b)` and `[option]` stands for."""
    parts: list[list[str]] = []
    at = 0
    for choice in _CHOICE.finditer(phrase):
        parts.append([phrase[at : choice.start()]])
        inside = choice.group(1) if choice.group(1) is not None else choice.group(2)
        parts.append(inside.split("|") + ([""] if choice.group(1) is None else []))
        at = choice.end()
    parts.append([phrase[at:]])
    for pick in product(*parts):
        yield " ".join("".join(pick).split())


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Cue name -> its phrases as written in the data."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _FILES:
        rows: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "grammar", "en", f"{name}.yaml"))
        found |= {cue: tuple(str(phrase) for phrase in phrases) for cue, phrases in rows.items()}
    return found


@cache
def _lexicon() -> Lexicon[str]:
    return Lexicon((form, name) for name, phrases in groups().items() for raw in phrases for form in expand(raw))


def find_cues(text: str) -> list[Cue]:
    """Every cue in the read text, by start; leftmost-longest within one group."""
    free_from: dict[str, int] = {}
    found: list[Cue] = []
    for start, end, _, name in _lexicon().scan(text):
        if start >= free_from.get(name, 0):
            free_from[name] = end
            found.append(Cue(name, start, end))
    return found
