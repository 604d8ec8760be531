"""`python -m evals.retrieval.fit [--write]`: sharpens the encoder for the library and weighs the signals of the search.

First the questions the shipped clauses list teach what does not matter (`assistant/knowledge/whitening.py`). Then the
weights of `knowledge_base/retrieval.yaml` are fitted as a conditional logit (McFadden 1974): of the candidates of a
question of `dev` and `tune`, one that answers should come first. `hold` is only measured.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.kit.data import data_path
from assistant.kit.e5_weights import Array
from assistant.knowledge import whitening
from assistant.knowledge.documents import load_library
from assistant.knowledge.query import understand
from assistant.knowledge.retrieve import SIGNALS
from evals.answers import rows as answers
from evals.retrieval.own import TODAY, Library, Split, opened_library, questions
from evals.table import table

_FITTED: tuple[Split, ...] = ("dev", "tune")
_MEASURED: tuple[Split, ...] = ("dev", "tune", "hold")
_LOOSENESS = 1.0
_RIDGE = 0.02
_STEPS = 400
_PACE = 0.1


@dataclass(frozen=True, slots=True)
class Candidates:
    """What speaks for each candidate of one question, `(candidates, signals)`, and which of them answer."""

    signals: Array
    right: Array


def main() -> None:
    """Learn both, print how often the right clause comes first; write them where asked."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval.fit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put both into knowledge_base/")
    parser.add_argument("--weights-only", action="store_true", help="leave the encoder as sharpened as it is")
    options = parser.parse_args()
    if options.write and not options.weights_only:
        with opened_library() as library:
            sharpen(library).save(whitening.whitening_file())
        whitening.forget()
    with opened_library() as library:
        found = {split: candidates(library, split) for split in _MEASURED}
    weights = fit([each for split in _FITTED for each in found[split]])
    lines = [(split, len(part), *(f"{hits(part, weights, n):.1%}" for n in (1, 3))) for split, part in found.items()]
    settled = ", ".join(f"{name}: {weight:.2f}" for name, weight in zip(SIGNALS, weights, strict=True))
    print(table(("split", "questions", "first", "among three"), lines), f"\nweights: {{{settled}}}")
    if options.write:
        path = data_path("knowledge_base", "retrieval.yaml")
        old = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"weights: \{.*\}", f"weights: {{{settled}}}", old), encoding="utf-8")


def sharpen(library: Library) -> whitening.Whitening:
    """What the questions of the shipped clauses teach about the encoder."""
    clauses = [clause for document in load_library() for clause in document.clauses]
    told = [question for clause in clauses for question in clause.asked]
    groups = [n for n, clause in enumerate(clauses) for _ in clause.asked]
    # One question a clause and language is enough for their middle.
    asked = [
        next(question for question in clause.asked if question.isascii() == latin)
        for clause in clauses
        for latin in {question.isascii() for question in clause.asked}
    ]
    index = library.index
    return whitening.Whitening.learn(
        library.service.encoder, index.questions(sorted(asked)), index.passages(told), groups, _LOOSENESS
    )


def candidates(library: Library, split: Split) -> list[Candidates]:
    """The candidates of every question of a split that one of them answers."""
    asked = {(row.text, row.jurisdiction): row.gold for row in answers.rows(split) if row.answerable and not row.before}
    asked |= {(row.text, row.jurisdiction): row.gold for row in questions(split)}
    found: list[Candidates] = []
    for (text, place), gold in asked.items():
        weighed = library.retriever.weighed(understand(text, place), TODAY)
        right = np.asarray([stored.clause.key in gold for stored, _ in weighed])
        if right.any():
            signals = np.asarray([[each[name] for name in SIGNALS] for _, each in weighed])
            found.append(Candidates(signals, right))
    return found


def fit(asked: Sequence[Candidates]) -> Array:
    """The weights under which a right candidate is likeliest to be the first, with a ridge, by Adam's method.

    No signal may speak against a clause.
    """
    spread = np.concatenate([each.signals for each in asked]).std(axis=0) + 1e-9
    weights = np.zeros(len(spread))
    drift, size = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = 2 * _RIDGE * weights
        for each in asked:
            rows = each.signals / spread
            odds = np.exp(rows @ weights - (rows @ weights).max())
            chance = odds / odds.sum()
            wanted = np.where(each.right, chance, 0)
            slope += (chance - wanted / wanted.sum()) @ rows / len(asked)
        drift, size = 0.9 * drift + 0.1 * slope, 0.99 * size + 0.01 * slope * slope
        pace = _PACE * (1 - step / (_STEPS + 20))
        moved = pace * (drift / (1 - 0.9**step)) / (np.sqrt(size / (1 - 0.99**step)) + 1e-8)
        weights = np.maximum(weights - moved, 0)
    found: Array = weights / spread
    return found


def hits(asked: Sequence[Candidates], weights: Array, first: int) -> float:
    """The share of questions with a right candidate among the first `first`."""
    found = [each.right[np.argsort(-(each.signals @ weights), kind="stable")[:first]].any() for each in asked]
    return float(np.mean(found))


if __name__ == "__main__":
    main()
