"""Sharpens the encoder for this field: directions in which questions about one clause differ anyway count for less.

Within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006): vectors are centred and multiplied with the
inverse root of the scatter of the questions of one clause. What is left is what tells clauses apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.kit.data import data_path
from assistant.kit.e5_weights import Array


@dataclass(frozen=True, slots=True)
class Whitening:
    """What was learned for one encoder, named by `model`. `asked` and `told` are the middles of questions and texts."""

    model: str
    asked: Array
    told: Array
    matrix: Array

    @staticmethod
    def learn(model: str, asked: Array, told: Array, groups: Sequence[int], looseness: float) -> Whitening:
        """Learn from questions, one row each, embedded as `told`; `groups` says which clause each is about.

        `asked` are some of them embedded as questions. The larger `looseness`, a multiple of the mean spread, the less
        is changed.
        """
        labels = np.asarray(groups)
        within = told - told.mean(axis=0)
        for label in np.unique(labels):
            within[labels == label] -= within[labels == label].mean(axis=0)
        spread, axes = np.linalg.eigh(within.T @ within / len(within))
        matrix = axes @ np.diag((np.maximum(spread, 0) + looseness * spread.mean()) ** -0.5) @ axes.T
        # Only the directions matter, never the scale.
        matrix = (matrix / np.abs(matrix).max()).astype(np.float32)
        return Whitening(model, asked.mean(axis=0), told.mean(axis=0), matrix)

    @property
    def digest(self) -> str:
        """Eight characters that stand for it: entries made with another are worth nothing."""
        return hashlib.sha256(self.matrix.tobytes() + self.told.tobytes()).hexdigest()[:8]

    def questions(self, vectors: Array) -> Array:
        """Vectors of questions, sharpened, of length 1."""
        return unit(((vectors - self.asked) @ self.matrix).astype(np.float32))

    def texts(self, vectors: Array) -> Array:
        """The same for vectors of clauses and of the questions they list."""
        return unit(((vectors - self.told) @ self.matrix).astype(np.float32))

    def save(self, path: Path) -> None:
        """Write it to a file, in half precision."""
        half = {name: getattr(self, name).astype(np.float16) for name in ("asked", "told", "matrix")}
        np.savez_compressed(path, model=np.asarray(self.model), **half)

    @staticmethod
    def load(path: Path) -> Whitening:
        """What was saved.

        Raises:
            FileNotFoundError: nothing was.
        """
        with np.load(path, allow_pickle=False) as kept:
            asked, told, matrix = (kept[name].astype(np.float32) for name in ("asked", "told", "matrix"))
            return Whitening(str(kept["model"]), asked, told, matrix)


def whitening_file() -> Path:
    """Where the one that comes with the product lies, written by `python -m evals.retrieval.fit`."""
    return data_path("knowledge_base", "whitening.npz")


@cache
def _shipped() -> Whitening | None:
    path = whitening_file()
    return Whitening.load(path) if path.is_file() else None


def whitening_of(model: str) -> Whitening | None:
    """The one that comes with the product, if it was learned for this encoder; else vectors are used as they are."""
    found = _shipped()
    return found if found is not None and found.model == model else None


def forget() -> None:
    """Read the file again next time."""
    _shipped.cache_clear()


def unit(rows: Array) -> Array:
    """The rows at length 1; a row of nothing stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Array = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return unit
