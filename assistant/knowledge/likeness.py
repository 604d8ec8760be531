"""Knows a question's kind by its likeness to examples: kernel ridge regression over meaning and wording.

The kernel is the cosine of centred embeddings mixed with the cosine of weighted characters and pairs of characters.
Ridge regression has one exact solution, so the same examples always give the same judgement (Saunders, Gammerman and
Vovk 1998).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from assistant.knowledge.tokens import tokens
from assistant.models.e5_weights import Array

_MEANING: Final = 0.6
_RIDGE: Final = 0.2
_ROWS: Final = 512


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind a question is likest to, and the lead of all such kinds over the ordinary one (about -1 to 1).

    `alone` is the lead of that kind by itself, `trouble` how like it the question is, whatever the others.
    """

    kind: str
    margin: float
    alone: float
    trouble: float


@dataclass(frozen=True, slots=True)
class _Learned:
    """Weights of the words, the middle of the embeddings, and what each number of a question adds to each kind."""

    kinds: tuple[str, ...]
    ordinary: str
    words: tuple[str, ...]
    weights: Array
    middle: Array
    by_meaning: Array
    by_wording: Array


class Likeness:
    """Judges questions by examples it was taught; all kinds are measured against the ordinary one."""

    def __init__(self, learned: _Learned) -> None:
        self._learned = learned
        self._place = {word: at for at, word in enumerate(learned.words)}

    @staticmethod
    def teach(
        examples: Sequence[Example],
        vectors: Array,
        ordinary: str,
        *,
        balance: float = 0.0,
        meaning: float = _MEANING,
        least: int = 1,
        ridge: float = _RIDGE,
    ) -> Likeness:
        """Learn from examples and their embeddings, one row an example.

        `balance` 0 lets every example count alike, 1 every kind however few its examples. `meaning` is the part of the
        kernel the embeddings have; wording has the rest. Words that fewer than `least` examples have are left out.
        The larger `ridge`, the less a single example counts.
        """
        kinds = tuple(dict.fromkeys(example.kind for example in examples))
        counts = Counter(word for example in examples for word in set(tokens(example.text)))
        words = sorted(word for word, count in counts.items() if count >= least)
        weights = np.asarray([math.log(1 + len(examples) / (1 + counts[word])) for word in words], dtype=np.float32)
        middle: Array = vectors.mean(axis=0)
        centred = _unit(vectors - middle)
        place = {word: at for at, word in enumerate(words)}
        rows = [_found(example.text, place, weights) for example in examples]
        kernel = _kernel(rows, len(words), centred, meaning)
        kernel.flat[:: len(examples) + 1] += (ridge * _looseness([each.kind for each in examples], balance)).astype(
            np.float32
        )
        wanted = np.asarray([[example.kind == kind for kind in kinds] for example in examples], dtype=np.float32)
        # Thousands of examples squared: in single precision, which is off by a millionth, and with nothing else of that
        # size beside it, a machine of one gigabyte can still learn.
        taught = np.linalg.solve(kernel, wanted)
        # Everything that is linear in the question is multiplied out once.
        by_wording = np.zeros((len(words), len(kinds)), dtype=np.float32)
        for (at, values), each in zip(rows, taught, strict=True):
            by_wording[at] += np.outer(values, each) * (1 - meaning)
        by_meaning = centred.T @ taught * meaning
        return Likeness(_Learned(kinds, ordinary, tuple(words), weights, middle, by_meaning, by_wording))

    def judge(self, text: str, vector: Array) -> Judgement:
        """The likest kind other than the ordinary one, and by how much all of them together lead over that.

        Together, since a question between two kinds of trouble is no less trouble.
        """
        scores = self.scores(text, vector)
        ordinary = scores.pop(self._learned.ordinary)
        kind = max(scores, key=lambda name: (scores[name], name))
        together = sum(max(0.0, score) for score in scores.values())
        return Judgement(kind, together - ordinary, scores[kind] - ordinary, scores[kind])

    def scores(self, text: str, vector: Array | None) -> dict[str, float]:
        """How like the examples of each kind the question is, about 0 to 1; by its wording alone without a vector."""
        learned = self._learned
        known, values = _found(text, self._place, learned.weights)
        found = values @ learned.by_wording[known]
        if vector is not None:
            found = found + _unit((vector - learned.middle)[None, :])[0] @ learned.by_meaning
        return {kind: float(score) for kind, score in zip(learned.kinds, found, strict=True)}

    def save(self, path: Path) -> None:
        """Write what was learned to a file, all or nothing."""
        learned = self._learned
        unfinished = path.with_suffix(".part.npz")
        about = json.dumps({"kinds": learned.kinds, "ordinary": learned.ordinary, "words": learned.words})
        np.savez(
            unfinished,
            about=np.asarray(about),
            weights=learned.weights,
            middle=learned.middle,
            meaning=learned.by_meaning,
            wording=learned.by_wording.astype(np.float16),
        )
        unfinished.replace(path)

    @staticmethod
    def load(path: Path) -> Likeness:
        """What was saved.

        Raises:
            FileNotFoundError: nothing was.
        """
        with np.load(path, allow_pickle=False) as kept:
            about = json.loads(str(kept["about"]))
            return Likeness(
                _Learned(
                    tuple(about["kinds"]),
                    about["ordinary"],
                    tuple(about["words"]),
                    kept["weights"],
                    kept["middle"],
                    kept["meaning"],
                    kept["wording"].astype(np.float32),
                )
            )


def _looseness(kinds: Sequence[str], balance: float) -> Array:
    """How loosely each example is fitted: those of frequent kinds more loosely, 1 on average."""
    counts = Counter(kinds)
    each: Array = np.asarray([counts[kind] ** balance for kind in kinds], dtype=np.float64)
    spread: Array = each / each.mean()
    return spread


def _kernel(rows: Sequence[tuple[list[int], Array]], words: int, centred: Array, meaning: float) -> Array:
    """How like each example is to each: a few rows at a time, so that nothing else of that size stands beside it."""
    wording: Array = np.zeros((len(rows), words), dtype=np.float32)
    for row, (at, values) in zip(wording, rows, strict=True):
        row[at] = values
    kernel: Array = np.empty((len(rows), len(rows)), dtype=np.float32)
    for start in range(0, len(rows), _ROWS):
        some = slice(start, start + _ROWS)
        kernel[some] = (1 - meaning) * (wording[some] @ wording.T)
        if meaning:
            kernel[some] += meaning * (centred[some] @ centred.T)
    return kernel


def _found(text: str, place: dict[str, int], weights: Array) -> tuple[list[int], Array]:
    """The places of a text's known words, and their weights at length one."""
    known = sorted(place[word] for word in set(tokens(text)) if word in place)
    values: Array = weights[known]
    length = float(np.linalg.norm(values))
    return known, values / length if length else values


def _unit(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Array = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return unit
