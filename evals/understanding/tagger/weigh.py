"""Weighs what the tagger hears where a rule read a fact: when is the fact likely wrong?

Ridge logistic regression over turns that neither the rules nor the tagger were taught with. The bar is drawn where,
each turn weighed without its fold, most is won: a wrong fact dropped counts one, an expected one dropped costs `_COST`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.profile.model import Language
from assistant.understanding.common.drafts import MAIN_FIELD
from assistant.understanding.reader import language_of, read_by_rules
from assistant.understanding.tagger.doubts import Doubts, signs
from assistant.understanding.tagger.model import Tagger
from assistant.understanding.tagger.review import CLOSED, doubtable
from evals.logistic import Array, ridge_logistic
from evals.table import table
from evals.understanding.match import agrees, claims
from evals.understanding.rows import Row
from evals.understanding.score import tolerated

_COST: Final = 1.5
_RIDGE: Final = 4e-4
_FOLDS: Final = 10
_NEVER: Final = 99.0
_SHOWN: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact a rule read: its signs, whether it is wrong, and whether it was expected."""

    turn: int
    signs: dict[str, float]
    wrong: bool
    expected: bool


def heard(given: Sequence[tuple[Row, Language]], tagger: Tagger) -> Iterator[Heard]:
    """Every fact the rules read in the turns."""
    for turn, (row, language) in enumerate(given):
        if row.asking in CLOSED:
            continue
        facts = read_by_rules(row.text, row.context(language)).facts
        tags = tagger.tag(row.text, row.asking) if facts else None
        asked = MAIN_FIELD.get(row.asking) if row.asking else None
        for fact in facts:
            claim = next(iter(claims([fact])), None)
            if tags is None or claim is None or not doubtable(fact):
                continue
            written = language_of(row.text, language)
            found = signs(fact, row.text, tags, asked, written, story=row.asking is None)
            expected = any(agrees(claim, label) for label in row.expect)
            yield Heard(turn, found, not (expected or tolerated(claim, row)), expected)


def weighed(known: Sequence[Heard]) -> tuple[Doubts, str]:
    """The weights with their bar, and the table it was drawn from."""
    names = sorted({name for each in known for name in each.signs})
    rows_ = np.asarray([[each.signs.get(name, 0.0) for name in names] for each in known])
    wrong = np.asarray([float(each.wrong) for each in known])
    unseen = _cross_validated(rows_, wrong, np.asarray([each.turn for each in known]))
    expected = np.asarray([each.expected for each in known])
    weights = _fit(rows_, wrong)
    bar = _bar(unseen, wrong, expected)
    lines = [[f"{_likely(bar):.2f} (bar)", *_dropped(unseen >= bar, wrong, expected)]]
    shown = ((likely, np.log(likely / (1 - likely))) for likely in _SHOWN)
    lines += [[f"{likely:.2f}", *_dropped(unseen >= odds, wrong, expected)] for likely, odds in shown]
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    drawn = table(["likelier wrong than", "wrong dropped", "expected dropped", "others dropped"], lines)
    return Doubts(weights=kept, bar=round(bar, 3)), f"{len(known)} facts, {int(wrong.sum())} wrong\n\n{drawn}"


def _fit(rows_: Array, wrong: Array) -> Array:
    return ridge_logistic(rows_, wrong, np.full(rows_.shape[1], _RIDGE))


def _cross_validated(rows_: Array, wrong: Array, turns: Array) -> Array:
    odds: Array = np.zeros(len(wrong))
    for fold in range(_FOLDS):
        out = turns % _FOLDS == fold
        odds[out] = rows_[out] @ _fit(rows_[~out], wrong[~out])
    return odds


def _bar(odds: Array, wrong: Array, expected: Array) -> float:
    """Between the last that is worth dropping and the next; never reached where nothing is."""
    order = odds.argsort()[::-1]
    won = np.cumsum(wrong[order] - _COST * expected[order])
    at = int(won.argmax())
    if not len(won) or won[at] <= 0:
        return _NEVER
    return float(odds[order[at : at + 2]].mean())


def _likely(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))


def _dropped(dropped: NDArray[np.bool_], wrong: Array, expected: Array) -> list[str]:
    out = int(wrong[dropped].sum()), int(expected[dropped].sum())
    return [*map(str, out), str(int(dropped.sum()) - sum(out))]
