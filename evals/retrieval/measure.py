"""The figures of a ranking: hit@k, recall@k and the mean reciprocal rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """The gold keys of one question and the keys found for it, best first."""

    gold: frozenset[str]
    found: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """Place of the first gold key, from 1."""
        return next((n for n, key in enumerate(self.found, 1) if key in self.gold), None)


def figures(ranked: Iterable[Ranked], depths: Sequence[int] = (1, 3, 5)) -> dict[str, float]:
    """hit@k for each depth, recall@10 and MRR over all questions."""
    ranked = list(ranked)
    count = len(ranked) or 1
    result = {f"hit@{k}": sum(1 for r in ranked if r.rank is not None and r.rank <= k) / count for k in depths}
    result["recall@10"] = sum(len(r.gold & set(r.found[:10])) / len(r.gold) for r in ranked) / count
    result["MRR"] = sum(1 / r.rank for r in ranked if r.rank) / count
    return result
