"""The first few are not all of one kind: among people of nearly one score, those unlike the ones before come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from assistant.matching.settings import Spread
from assistant.matching.tables import MASK_BITS, MASKS

_PAY_STEP: Final = 1000


@dataclass(frozen=True)
class Ranked:
    """One person in the order of the search."""

    no: int
    row: Mapping[str, Any]
    score: float
    parts: Mapping[str, float]

    @cached_property
    def having(self) -> int:
        """All her terms as one number."""
        return sum(self.row[mask] << (MASK_BITS * place) for place, mask in enumerate(MASKS))


def spread(ranked: Sequence[Ranked], limit: int, rules: Spread) -> list[Ranked]:
    """The first `limit`, chosen one by one by score less likeness with those already chosen.

    Only those within `rules.window` of the best remaining are weighed, so nobody clearly better is passed over; beyond
    the first `rules.most` the order stays as it is.
    """
    left, chosen = list(ranked[: rules.most]), list[Ranked]()
    while left and len(chosen) < limit:
        best = left[0].score - rules.window
        close = [each for each in left if each.score >= best]
        taken = max(close, key=lambda each: (each.score - _likeness(each, chosen, rules), -left.index(each)))
        left.remove(taken)
        chosen.append(taken)
    return [*chosen, *ranked[rules.most : rules.most + limit - len(chosen)]]


def _likeness(one: Ranked, chosen: Sequence[Ranked], rules: Spread) -> float:
    return sum(_alike(one, other, rules) for other in chosen) / max(1, len(chosen))


def _alike(one: Ranked, other: Ranked, rules: Spread) -> float:
    total: float = rules.same_agency * (one.row["agency"] == other.row["agency"])
    total += rules.same_district * bool(one.row["home"] and one.row["home"] == other.row["home"])
    pays = one.row["pay_month"], other.row["pay_month"]
    if pays[0] is not None and pays[1] is not None:
        total += rules.same_pay * (pays[0] // _PAY_STEP == pays[1] // _PAY_STEP)
    one_has, other_has = one.having, other.having
    both, either = (one_has & other_has).bit_count(), (one_has | other_has).bit_count()
    return total + rules.alike * (both / either if either else 0)
