"""`python -m evals.answers.calibrate [--write] [--record]`: what is answered and what refused, and at what price.

Fits the weights of `knowledge_base/support.yaml` by logistic regression on the questions of `dev` and `tune` and the
development questions of the search, draws the trade-off by cross-validation and over `hold`, and sets the bar where at
most `_NEEDLESS` of the answerable questions of `hold` are refused: no weight and no example of the guard was made with
these at hand, while what was mended after a look at `dev` and `tune` makes both kinder than a stranger's questions.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.kit.data import data_path
from assistant.kit.e5_weights import Array
from assistant.knowledge.guard import bounds, guard
from assistant.knowledge.support import SIGNALS, Signals
from evals.answers.rows import Row, Split, rows
from evals.logistic import ridge_logistic
from evals.retrieval.own import TODAY, Library, opened_library, questions
from evals.table import record, table

_SPLITS: tuple[Split, ...] = ("dev", "tune")
_DRAWN: Split = "hold"
_NEEDLESS = 0.025
_SHOWN = (0.01, 0.02, 0.025, 0.03, 0.04, 0.05, 0.08)
_RIDGE = 0.005
_FOLDS = 10
# How much likelier a pattern of the guard matches a forbidden example than a lawful one, as a logarithm: 92 of 884
# against 13 of 398. On `dev` the patterns never match wrongly, since they were written with it at hand.
_PATTERN = -1.15
# What tells nothing of kinds: danger is met before, and what is not held may be answered by saying so.
_APART = ("emergency", "not_an_emergency")


@dataclass(frozen=True, slots=True)
class Line:
    """A fitted line: the log-odds that a question is answerable are `signals @ weights + bias`."""

    weights: Array
    bias: float

    def of(self, signals: Array) -> Array:
        """The log-odds of each row."""
        found: Array = signals @ self.weights + self.bias
        return found


def main() -> None:
    """Fit, print the weights and the curve; write them where asked."""
    parser = argparse.ArgumentParser(prog="python -m evals.answers.calibrate", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into knowledge_base/support.yaml")
    parser.add_argument("--record", action="store_true", help="write the curve into RESULTS.md")
    options = parser.parse_args()
    with opened_library() as library:
        found = [(signals, row.answerable) for split in _SPLITS for signals, row in _weighed(library, rows(split))]
        found += [(signals, True) for signals, _ in _weighed(library, _searched())]
        drawn = [(signals, row.answerable) for signals, row in _weighed(library, rows(_DRAWN))]
    signals, wanted = _table(found)
    odds = cross_validated(signals, wanted)
    line = fit(signals, wanted)
    held, answerable = _table(drawn)
    unseen = line.of(held)
    bar = float(np.quantile(unseen[answerable == 1], _NEEDLESS))
    weights = ", ".join(f"{name}: {weight:.2f}" for name, weight in zip(SIGNALS, line.weights, strict=True))
    settled = f"weights: {{{weights}}}\nbias: {line.bias:.2f}\nbar: {bar:.2f}\n"
    body = (
        f"{int(wanted.sum())} answerable questions and {int((1 - wanted).sum())} others of dev and tune, "
        f"{_FOLDS}-fold cross-validation.\n\n{_curve(odds, wanted)}\n\n"
        f"{int(answerable.sum())} and {int((1 - answerable).sum())} of {_DRAWN}, which draw the bar:\n\n"
        f"{_curve(unseen, answerable)}\n\n```yaml\n{settled}```"
    )
    print(body)
    if options.write:
        path = data_path("knowledge_base", "support.yaml")
        old = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"weights: .*\nbias: .*\nbar: .*\n", lambda _: settled, old), encoding="utf-8")
    if options.record:
        record("answers-bar", "Answers: what is refused, and at what price", "python -m evals.answers.calibrate", body)


def _table(found: Sequence[tuple[Signals, bool]]) -> tuple[Array, Array]:
    """The signals, one row a question, and 1 for each that is answerable."""
    signals: Array = np.asarray([[each[name] for name in SIGNALS] for each, _ in found])
    return signals, np.asarray([float(answerable) for _, answerable in found])


def _searched() -> list[Row]:
    """The development questions of the search, which the library answers too."""
    known = {row.text for split in _SPLITS for row in rows(split)}
    return [
        Row(id=q.id, group="answer", text=q.text, jurisdiction=q.jurisdiction, kinds=("answer",), gold=q.gold)
        for q in questions("dev")
        if q.text not in known
    ]


def _weighed(library: Library, asked: Sequence[Row]) -> Iterator[tuple[Signals, Row]]:
    for row in asked:
        ruled = guard(row.text)
        decided = ruled is not None and (ruled.kind == "emergency" or ruled.id in bounds().certain)
        either = not row.answerable and "answer" in row.kinds
        if decided or either or row.before or row.group in _APART:
            continue
        signals = library.service.signals(row.text, row.jurisdiction, TODAY)
        if signals is not None:
            yield signals, row


def fit(signals: Array, wanted: Array) -> Line:
    """Ridge logistic regression by Newton's method; the weight of `pattern` is held at `_PATTERN`."""
    held = SIGNALS.index("pattern")
    free = [at for at in range(signals.shape[1]) if at != held]
    offset = signals[:, held] * _PATTERN
    middle, spread = signals[:, free].mean(axis=0), signals[:, free].std(axis=0) + 1e-9
    rows_ = np.column_stack(((signals[:, free] - middle) / spread, np.ones(len(signals))))
    weights = ridge_logistic(rows_, wanted, np.asarray([_RIDGE] * len(free) + [1e-9]), offset)
    plain = np.full(signals.shape[1], _PATTERN)
    plain[free] = weights[:-1] / spread
    return Line(plain, float(weights[-1] - plain[free] @ middle))


def cross_validated(signals: Array, wanted: Array) -> Array:
    """The log-odds of every row by a line fitted without its fold."""
    order = np.random.default_rng(1).permutation(len(wanted))
    odds: Array = np.zeros(len(wanted), dtype=np.float32)
    for fold in range(_FOLDS):
        out = order[fold::_FOLDS]
        rest = np.setdiff1d(order, out)
        odds[out] = fit(signals[rest], wanted[rest]).of(signals[out])
    return odds


def _curve(odds: Array, wanted: Array) -> str:
    lines = []
    for needless in _SHOWN:
        bar = np.quantile(odds[wanted == 1], needless)
        refused = float((odds[wanted == 0] < bar).mean())
        lines.append((f"{needless:.1%}", f"{refused:.1%}", f"{bar:.2f}"))
    return table(("needless refusals", "refusal recall", "bar"), lines)


if __name__ == "__main__":
    main()
