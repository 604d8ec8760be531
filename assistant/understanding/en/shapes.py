"""Shapes of quantities as expressions: the words of `numbers.yaml` put into its `shapes`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from assistant.understanding.en.numbers import number_words

_ROUND_AGES = range(20, 80, 10)


@cache
def shape(name: str) -> re.Pattern[str]:
    """One shape compiled; every `{list}` in it is replaced by the alternatives of that list.

    Raises:
        KeyError: there is no such shape.
    """
    source: str = number_words()["shapes"][name]
    for word_list, alternatives in _lists().items():
        source = source.replace("{" + word_list + "}", alternatives)
    return re.compile(source, re.ASCII)


def pay_unit(match: re.Match[str] | None) -> str | None:
    """The pay unit a `pay_unit` or `pay_unit_before` shape found; its groups are numbered as the units are listed."""
    if match is None or match.lastgroup is None:
        return None
    units: list[str] = list(number_words()["pay_units"])
    return units[int(match.lastgroup[1:])]


@cache
def _lists() -> Mapping[str, str]:
    words = number_words()
    units = list(words["pay_units"])
    decades = [f"{age}{ending}" for age in _ROUND_AGES for ending in ("s", "'s")]
    return {
        "spoken": _any(dict.fromkeys([*words["digits"], *words["units"], *words["tens"]])),
        "repeat": _any(words["repeats"]),
        "decades": _any([*words["decades"], *decades]),
        "currency": _any(words["currency"]),
        "foreign": _any(words["foreign_currency"]),
        "spans": _any([*words["durations"], *words["clock"], "day", "days"]),
        "units": "|".join(f"(?P<u{n}>{_any(words['pay_units'][unit])})" for n, unit in enumerate(units)),
        "units_before": "|".join(
            f"(?P<u{units.index(unit)}>{_any(forms)})" for unit, forms in words["pay_units_before"].items()
        ),
        "edge": r"(?![a-z0-9])",
    }


def _any(words: Iterable[str]) -> str:
    """The words as alternatives, longest first; a slash may stand close to its unit or apart."""
    spelled = (re.escape(word).replace("/\\ ", "/ ?") for word in words)
    return "(?:" + "|".join(sorted(spelled, key=len, reverse=True)) + ")"
