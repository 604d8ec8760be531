"""Sentences of operators' documents that are spoken to whoever answers, not to people: never said, never passed on.

Patterns speak first; what they do not know is judged by its likeness to `knowledge_base/guard/sentences.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.e5_weights import Array
from assistant.knowledge.documents import OWN, Front
from assistant.knowledge.likeness import Example, Likeness

_SENTENCE: Final = re.compile(r"(?<=[。！？!?；;\n])|(?<=[a-z]\.)(?=\s)")
_PLAIN: Final = "plain"
# Shorter runs are headings, numbers and cells of tables.
_SHORTEST: Final = 6


class _Policy(BaseModel):
    """What in any document, and what in an operator's own, speaks to a machine; the lean at which likeness decides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instructions: tuple[re.Pattern[str], ...]
    orders: tuple[re.Pattern[str], ...]
    likeness: float


@cache
def _policy() -> _Policy:
    return _Policy.model_validate(load_yaml(data_path("knowledge_base", "guard", "orders.yaml")))


@cache
def taught_sentences() -> tuple[Example, ...]:
    """Sentences of both kinds, `order` and `plain`."""
    loaded: dict[str, dict[str, list[str]]] = load_yaml(data_path("knowledge_base", "guard", "sentences.yaml"))
    return tuple(Example(kind, text) for kind, said in loaded.items() for texts in said.values() for text in texts)


def sentences(text: str) -> list[str]:
    """The sentences of a text; joined they are the text."""
    return _SENTENCE.split(text)


class OrderFilter:
    """Leaves out what is an order. Until it has judged an operator's texts it goes by the patterns alone."""

    def __init__(self) -> None:
        self._orders: frozenset[str] = frozenset()

    def learn(self, texts: Iterable[str], embed: Callable[[Sequence[str]], Array]) -> None:
        """Judge every sentence of the operators' own texts. `embed` turns passages into one vector each."""
        parts = (part.strip() for text in texts for part in sentences(text))
        said = list(dict.fromkeys(part for part in parts if len(part) >= _SHORTEST))
        if not said:
            self._orders = frozenset()
            return
        taught = taught_sentences()
        likeness = Likeness.teach(taught, embed([example.text for example in taught]), _PLAIN)
        limit = _policy().likeness
        judged = zip(said, embed(said), strict=True)
        self._orders = frozenset(part for part, vector in judged if likeness.judge(part, vector).margin >= limit)

    def plain(self, text: str, front: Front) -> str:
        """The text without sentences that speak to a machine: they are data in a document and never ours to say."""
        own = front.source_id == OWN
        patterns = (*_policy().instructions, *_policy().orders) if own else _policy().instructions
        kept = [
            part
            for part in sentences(text)
            if not any(pattern.search(part) for pattern in patterns) and not (own and part.strip() in self._orders)
        ]
        return "".join(kept).strip()
