"""The first few are not all of one kind: among people of nearly one score, those unlike the ones before come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.matching.settings import Spread
from assistant.matching.tables import MASKS

_PAY_STEP: Final = 1000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person in the order of the search."""

    no: int
    row: Mapping[str, Any]
    score: float
    parts: Mapping[str, float]


def spread(ranked: Sequence[Ranked], limit: int, agencies: Mapping[int, str], rules: Spread) -> list[Ranked]:
    """The first `limit`, chosen one by one by score less likeness with those already chosen.

    Only those within `rules.window` of the best remaining are weighed, so nobody clearly better is passed over.
    """
    left, chosen = list(ranked[: rules.most]), list[Ranked]()
    while left and len(chosen) < limit:
        best = left[0].score - rules.window
        close = [each for each in left if each.score >= best]
        taken = max(close, key=lambda each: (each.score - _likeness(each, chosen, agencies, rules), -left.index(each)))
        left.remove(taken)
        chosen.append(taken)
    return chosen


def _likeness(one: Ranked, chosen: Sequence[Ranked], agencies: Mapping[int, str], rules: Spread) -> float:
    return sum(_alike(one, other, agencies, rules) for other in chosen) / max(1, len(chosen))


def _alike(one: Ranked, other: Ranked, agencies: Mapping[int, str], rules: Spread) -> float:
    total = rules.same_agency * (agencies.get(one.no) == agencies.get(other.no))
    total += rules.same_district * bool(one.row["home"] and one.row["home"] == other.row["home"])
    pays = one.row["pay_month"], other.row["pay_month"]
    if pays[0] is not None and pays[1] is not None:
        total += rules.same_pay * (pays[0] // _PAY_STEP == pays[1] // _PAY_STEP)
    both = sum((one.row[mask] & other.row[mask]).bit_count() for mask in MASKS)
    either = sum((one.row[mask] | other.row[mask]).bit_count() for mask in MASKS)
    return total + rules.alike * (both / either if either else 0)
