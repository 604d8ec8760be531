"""Teaches the model of roles of the Chinese reader: `python -m evals.understanding.teach [--check]`.

Multinomial logistic regression with ridge, by full-batch Adam from zero: the same rows always give the same weights.
With `--check` nothing is written; every fifth of the rows is judged by what the others teach, and the table says how
often the model is right at which likelihood.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.kit.data import data_path
from assistant.understanding.zh.learned import Candidate, candidates, numbers
from assistant.understanding.zh.scene import Scene, lay_out
from evals.table import table
from evals.understanding.roles import NEITHER, role_of_place, role_of_term
from evals.understanding.rows import Row, Split, rows

Array = NDArray[np.float64]
SIZE: Final = 1 << 16
_SPLITS: Final[tuple[Split, ...]] = ("dev", "check")
_ROUNDS: Final = 120
_STEP: Final = 0.3
_RIDGE: Final = 1e-5
_FOLDS: Final = 5
_LARGEST: Final = 127
_STEPS: Final = (0.7, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Example:
    """One thing named in a row, its features and its role; `fold` is what it is judged in."""

    features: Sequence[int]
    role: str
    fold: int


def main(arguments: list[str] | None = None) -> int:
    """Writes the model, or prints how good it is on rows it was not taught with."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding.teach", description=__doc__)
    parser.add_argument("--check", action="store_true", help="judge by cross-validation and write nothing")
    options = parser.parse_args(arguments)
    taught = {name: list(_examples(name)) for name in ("terms", "places")}
    if options.check:
        for name, examples in taught.items():
            print(f"### {name}\n\n{cross_validated(examples)}\n")
        return 0
    path = data_path("knowledge_base", "understanding", "zh_roles.json")
    path.parent.mkdir(exist_ok=True)
    kept = {name: packed(examples) for name, examples in taught.items()}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def _examples(name: str) -> Iterator[Example]:
    for split in _SPLITS:
        for at, row in enumerate(rows("zh", split)):
            scene = lay_out(row.text, row.context("zh"))
            for candidate in candidates(scene):
                if (candidate.kind == "place") is (name == "places"):
                    role = _role(row, scene, candidate)
                    if role is not None:
                        yield Example(numbers(scene, candidate, SIZE), role, at % _FOLDS)


def _role(row: Row, scene: Scene, candidate: Candidate) -> str | None:
    if candidate.kind != "place":
        return role_of_term(row, candidate)
    place = next(p for p in scene.places if (p.start, p.end) == (candidate.start, candidate.end))
    return role_of_place(row, place)


def learn(examples: Sequence[Example]) -> tuple[tuple[str, ...], Array]:
    """The roles and the weights, a row for each feature number and a column for each role."""
    roles = tuple(sorted({example.role for example in examples}))
    counts = np.array([len(example.features) for example in examples])
    flat = np.concatenate([np.asarray(example.features, dtype=np.int64) for example in examples])
    owner = np.repeat(np.arange(len(examples)), counts)
    part = (1 / np.sqrt(counts))[owner]
    used, column = np.unique(flat, return_inverse=True)
    wanted: Array = np.array([[float(example.role == role) for role in roles] for example in examples])
    weights: Array = np.zeros((len(used), len(roles)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, _ROUNDS + 1):
        sums = _summed(weights[column] * part[:, None], owner, len(examples))
        likely = np.exp(sums - sums.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = _summed((likely - wanted)[owner] * part[:, None], column, len(used))
        slope += _RIDGE * len(examples) * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        scaled = (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-3)
        weights -= _STEP * (1 - 0.9 * turn / _ROUNDS) * scaled
    whole: Array = np.zeros((SIZE, len(roles)))
    whole[used] = weights
    return roles, whole


def _summed(values: Array, groups: NDArray[np.int64], count: int) -> Array:
    """Sums of the rows of `values` by group."""
    return np.stack(
        [np.bincount(groups, weights=values[:, at], minlength=count) for at in range(values.shape[1])], axis=1
    )


def packed(examples: Sequence[Example]) -> dict[str, object]:
    """The model as it is kept: whole numbers of one byte, compressed."""
    roles, weights = learn(examples)
    scale = _LARGEST / float(np.abs(weights).max())
    whole = np.rint(weights * scale).astype(np.int8)
    columns = {
        role: b64encode(zlib.compress(whole[:, at].tobytes(), 9)).decode("ascii") for at, role in enumerate(roles)
    }
    return {"scale": round(scale, 6), "size": SIZE, "examples": len(examples), "weights": columns}


def cross_validated(examples: Sequence[Example]) -> str:
    """How many of the things left out are given a role at each likelihood, and how many of these wrongly."""
    judged: list[tuple[float, bool, bool]] = []
    for fold in range(_FOLDS):
        roles, weights = learn([example for example in examples if example.fold != fold])
        for example in examples:
            if example.fold == fold:
                sums = weights[np.asarray(example.features)].sum(axis=0) / np.sqrt(len(example.features))
                likely = np.exp(sums - sums.max())
                best = int(likely.argmax())
                judged.append((float(likely[best] / likely.sum()), roles[best] != NEITHER, roles[best] == example.role))
    lines = []
    for step in _STEPS:
        chosen = [right for likelihood, told, right in judged if told and likelihood >= step]
        lines.append([f"{step:.2f}", str(len(chosen)), f"{1 - sum(chosen) / max(len(chosen), 1):.1%}"])
    return table(["likelihood", f"of {len(judged)}", "wrong"], lines)


if __name__ == "__main__":
    sys.exit(main())
