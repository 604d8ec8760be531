"""Examples of messages by what they do, and how they are weighed; data in `knowledge_base/consumer/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.consumer.signs import as_words, signs_of
from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.documents import load_library
from assistant.knowledge.guard import examples as guard_examples
from assistant.knowledge.likeness import Example


class Weighing(BaseModel):
    """How sure a part must be of itself before it counts beside the whole message; how much is taken from where.

    With a lead of `sure` likeness is believed against single words. What is less like calls of danger than `danger`
    is none.
    `balance`, `meaning`, `least` and `ridge` are those of `Likeness.teach`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: float
    sure: float
    danger: float
    balance: float
    meaning: float
    least: int
    ridge: float
    most_borrowed: dict[str, int]
    borrowed: dict[str, list[str]]


@cache
def weighing() -> Weighing:
    """What comes with the product."""
    return Weighing.model_validate(load_yaml(data_path("knowledge_base", "consumer", "likeness.yaml")))


@dataclass(frozen=True, slots=True)
class Taught:
    """An example with the chat it is said in."""

    kind: str
    text: str
    standing: tuple[str, ...]

    def example(self) -> Example:
        """The text with its signs as words of their own, so that likeness weighs them too."""
        return Example(self.kind, f"{self.text} {as_words(signs_of(self.text, self.standing))}")


@cache
def taught() -> tuple[Taught, ...]:
    """The examples of every kind: our own, the guard's, and questions the library answers."""
    found: list[Taught] = []
    for path in sorted(data_path("knowledge_base", "consumer", "examples").glob("*.yaml")):
        loaded: dict[str, dict[str, list[str]]] = load_yaml(path)
        for key, said in loaded.items():
            kind, _, where = key.partition(" with ")
            standing = tuple(sorted(where.split()))
            found += [Taught(kind, str(text), standing) for texts in said.values() for text in texts]
    # A rule or an odd question is the same whatever stands in the chat: every other one is said among people. And with
    # people on the table a question of ours is often open, too.
    found = [_elsewhere(each) if n % 2 else each for n, each in enumerate(found)]
    for kind, names in weighing().borrowed.items():
        found += _borrowed(kind, names)
    return tuple(dict.fromkeys(found))


_ANYWHERE: Final = frozenset({"rule", "smalltalk", "handoff", "out_of_scope", "declined", "unfair"})


def _elsewhere(example: Taught) -> Taught:
    if example.kind in _ANYWHERE:
        return replace(example, standing=("need", "people"))
    return replace(example, standing=("asked", *example.standing)) if "people" in example.standing else example


def _borrowed(kind: str, names: Sequence[str]) -> list[Taught]:
    """Evenly picked examples of other rooms, as many as keep the kinds in balance."""
    texts = [each.text for each in guard_examples() if each.kind in names]
    if "library" in names:
        texts += [question for each in load_library() for clause in each.clauses for question in clause.asked[:3:2]]
    step = max(1, len(texts) // weighing().most_borrowed[kind])
    standings: tuple[tuple[str, ...], ...] = ((), ("need", "people"))
    return [Taught(kind, text, standings[n % 2]) for n, text in enumerate(texts[::step])]
