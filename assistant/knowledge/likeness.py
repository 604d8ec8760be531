"""Knows a question's kind by its likeness to examples: kernel ridge regression over meaning and wording.

The kernel is the cosine of centred embeddings mixed with the cosine of weighted characters and pairs of characters;
with a sharpness the first is an exponential of the cosine, so that the nearest examples count for more. Ridge
regression has one solution, so the same examples always give the same judgement (Saunders, Gammerman and
Vovk 1998).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.kit.e5_weights import Array
from assistant.knowledge.tokens import tokens
from assistant.knowledge.whitening import unit

Places = NDArray[np.intp]

_MEANING: Final = 0.6
_RIDGE: Final = 0.2
# What may be left of a column, for its size, when it counts as solved.
_EXACT: Final = 1e-5
_TINY: Final = np.float32(1e-30)


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
    """Weights of the words, the middle of the embeddings, and what each number of a question adds to each kind.

    With a `sharpness` above 0 `by_meaning` is what the likeness to each example adds, and `around` are the examples.
    """

    kinds: tuple[str, ...]
    ordinary: str
    words: tuple[str, ...]
    weights: Array
    middle: Array
    by_meaning: Array
    by_wording: Array
    sharpness: float
    around: Array


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
        sharpness: float = 0.0,
    ) -> Likeness:
        """Learn from examples and their embeddings, one row an example.

        `balance` 0 lets every example count alike, 1 every kind however few its examples. `meaning` is the part of the
        kernel the embeddings have; wording has the rest. Words that fewer than `least` examples have are left out.
        The larger `ridge`, the less a single example counts; the larger `sharpness`, the more the nearest examples.
        """
        kinds = tuple(dict.fromkeys(example.kind for example in examples))
        counts = Counter(word for example in examples for word in set(tokens(example.text)))
        words = sorted(word for word, count in counts.items() if count >= least)
        weights = np.asarray([math.log(1 + len(examples) / (1 + counts[word])) for word in words], dtype=np.float32)
        middle: Array = vectors.mean(axis=0)
        centred = unit(vectors - middle)
        place = {word: at for at, word in enumerate(words)}
        wording = _Wordings([_wording(example.text, place, weights) for example in examples], len(words))
        wanted = np.asarray([[example.kind == kind for kind in kinds] for example in examples], dtype=np.float32)
        loose = np.float32(ridge) * _looseness([example.kind for example in examples], balance)[:, None]

        # Only a sharpened likeness needs every pair of examples; it is let go once it is solved.
        pairs = _sharpened(centred @ centred.T, sharpness) if sharpness else None

        def kernel(columns: Array) -> Array:
            likeness = np.float32(1 - meaning) * wording.times(wording.back(columns))
            if pairs is not None:
                likeness += np.float32(meaning) * (pairs @ columns)
            elif meaning:
                likeness += np.float32(meaning) * (centred @ (centred.T @ columns))
            likeness += loose * columns
            return likeness

        taught = _solved(kernel, wanted, 1 + loose)
        # Everything that is linear in the question is multiplied out once.
        by_meaning = np.float32(meaning) * (taught if sharpness else centred.T @ taught)
        by_wording = np.float32(1 - meaning) * wording.back(taught)
        around = centred if sharpness else centred[:0]
        return Likeness(
            _Learned(kinds, ordinary, tuple(words), weights, middle, by_meaning, by_wording, sharpness, around)
        )

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
        known, values = _wording(text, self._place, learned.weights)
        found = values @ learned.by_wording[known]
        if vector is not None:
            centred = unit((vector - learned.middle)[None, :])[0]
            if learned.sharpness:
                centred = _sharpened(learned.around @ centred, learned.sharpness)
            found = found + centred @ learned.by_meaning
        return {kind: float(score) for kind, score in zip(learned.kinds, found, strict=True)}

    def save(self, path: Path) -> None:
        """Write what was learned to a file, all or nothing."""
        learned = self._learned
        unfinished = path.with_suffix(".part.npz")
        about = json.dumps(
            {
                "kinds": learned.kinds,
                "ordinary": learned.ordinary,
                "words": learned.words,
                "sharpness": learned.sharpness,
            }
        )
        np.savez(
            unfinished,
            about=np.asarray(about),
            weights=learned.weights,
            middle=learned.middle,
            meaning=learned.by_meaning,
            wording=learned.by_wording.astype(np.float16),
            around=learned.around.astype(np.float16),
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
                    about["sharpness"],
                    kept["around"].astype(np.float32),
                )
            )


def _sharpened(cosines: Array, sharpness: float) -> Array:
    """An exponential of the cosines, 1 where they are 1."""
    found: Array = np.exp(np.float32(sharpness) * (cosines - np.float32(1)))
    return found


def _looseness(kinds: Sequence[str], balance: float) -> Array:
    """How loosely each example is fitted: those of frequent kinds more loosely, 1 on average."""
    counts = Counter(kinds)
    each = np.asarray([counts[kind] ** balance for kind in kinds], dtype=np.float64)
    spread: Array = (each / each.mean()).astype(np.float32)
    return spread


def _wording(text: str, place: dict[str, int], weights: Array) -> tuple[list[int], Array]:
    """The places of a text's known words, and their weights at length one."""
    known = sorted(place[word] for word in set(tokens(text)) if word in place)
    values: Array = weights[known]
    length = np.linalg.norm(values)
    return known, values / length if length else values


class _Wordings:
    """A matrix of one row an example and one column a word, of which only what is not 0 is held."""

    def __init__(self, rows: Sequence[tuple[list[int], Array]], words: int) -> None:
        row = np.repeat(np.arange(len(rows)), [len(known) for known, _ in rows])
        column = np.concatenate([np.asarray(known, dtype=np.intp) for known, _ in rows])
        value = np.concatenate([values for _, values in rows])
        turned = np.argsort(column, kind="stable")
        self._by_row = _Runs(row, column, value, len(rows))
        self._by_column = _Runs(column[turned], row[turned], value[turned], words)

    def times(self, columns: Array) -> Array:
        """The matrix times columns that have a row for each word."""
        return self._by_row.summed(columns)

    def back(self, columns: Array) -> Array:
        """The matrix on its side times columns that have a row for each example."""
        return self._by_column.summed(columns)


class _Runs:
    """What is added up to each row: `value` of the row `taken`. `into` is sorted."""

    def __init__(self, into: Places, taken: Places, value: Array, rows: int) -> None:
        self._into, self._starts = np.unique(into, return_index=True)
        self._taken, self._value, self._rows = taken, value[:, None], rows

    def summed(self, columns: Array) -> Array:
        found: Array = np.zeros((self._rows, columns.shape[1]), dtype=np.float32)
        if len(self._taken):
            found[self._into] = np.add.reduceat(columns[self._taken] * self._value, self._starts, axis=0)
        return found


def _solved(kernel: Callable[[Array], Array], wanted: Array, diagonal: Array) -> Array:
    """What the kernel turns into `wanted`, by conjugate gradients (Hestenes and Stiefel 1952), each column by itself.

    The kernel of thousands of examples is thousands squared: it is never held, so that a machine of one gigabyte can
    learn too. `diagonal` is its diagonal, or near it.
    """
    solution: Array = np.zeros_like(wanted)
    left = wanted.copy()
    enough = _EXACT * np.linalg.norm(wanted, axis=0)
    eased = left / diagonal
    way, size = eased, (left * eased).sum(axis=0)
    for _ in range(len(wanted)):
        if (np.linalg.norm(left, axis=0) <= enough).all():
            break
        step = kernel(way)
        far = size / np.maximum((way * step).sum(axis=0), _TINY)
        solution += far * way
        left -= far * step
        eased = left / diagonal
        before, size = size, (left * eased).sum(axis=0)
        way = eased + size / np.maximum(before, _TINY) * way
    return solution
