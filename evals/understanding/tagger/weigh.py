"""Weighs signs: of a fact a rule read, when it is likely wrong; of what the tagger hears, when it is likely so.

Ridge logistic regression over turns that neither the rules nor the tagger were taught with. The table counts each turn
weighed without its fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.tagger.weighing import Weighing
from evals.logistic import Array, ridge_logistic
from evals.table import table

_RIDGE: Final = 1e-3
_FOLDS: Final = 10
_SHOWN: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact in a turn: its signs, and whether what is asked of them holds; None where nobody can say."""

    turn: int
    signs: dict[str, float]
    holds: bool | None


def weighed(seen: Sequence[Seen], enough: float) -> tuple[Weighing, str]:
    """The weights, with the bar where it is likelier than `enough` that it holds; and the table of what others win."""
    names = sorted({name for each in seen for name in each.signs})
    rows_ = np.asarray([[each.signs.get(name, 0.0) for name in names] for each in seen])
    holds = np.asarray([float(bool(each.holds)) for each in seen])
    known = np.asarray([each.holds is not None for each in seen])
    unseen = _cross_validated(rows_, holds, known, np.asarray([each.turn for each in seen]))
    counts = [(holds > 0) & known, (holds == 0) & known, ~known]
    shown = [(likely, unseen >= _odds(likely)) for likely in sorted({*_SHOWN, enough})]
    lines = [[f"{likely:.2f}", *(str(int((chosen & which).sum())) for which in counts)] for likely, chosen in shown]
    lines.append(["all", *(str(int(which.sum())) for which in counts)])
    kept = {name: round(float(weight), 3) for name, weight in zip(names, _fit(rows_[known], holds[known]), strict=True)}
    drawn = table(["likelier than", "so", "not so", "open"], lines)
    return Weighing(weights=kept, bar=round(_odds(enough), 3)), drawn


def _fit(rows_: Array, holds: Array) -> Array:
    return ridge_logistic(rows_, holds, np.full(rows_.shape[1], _RIDGE))


def _cross_validated(rows_: Array, holds: Array, known: NDArray[np.bool_], turns: Array) -> Array:
    odds: Array = np.zeros(len(holds))
    for fold in range(_FOLDS):
        out = turns % _FOLDS == fold
        taught = ~out & known
        odds[out] = rows_[out] @ _fit(rows_[taught], holds[taught])
    return odds


def _odds(likely: float) -> float:
    return float(np.log(likely / (1 - likely)))
