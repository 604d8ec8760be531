"""One figure said in two breaths: "six families, maybe seven", "three days a month, maybe four"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.en.numbers import tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity

_FARTHEST = 1.6


def joined(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, those joined by a "maybe" as one range; by position, none overlapping."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if kept and pattern("going_on_to").match(text, kept[-1].end, quantity.end) and _same_kind(kept[-1], quantity):
            kept[-1] = _reached(kept[-1], quantity)
            continue
        whole = (_bounded(text, kept[-1], quantity) or _range(text, kept[-1], quantity)) if kept else None
        if whole is not None:
            kept[-1] = whole
        else:
            kept.append(quantity)
    return kept


def _same_kind(first: Quantity, second: Quantity) -> bool:
    return first.kind != "age" and (first.kind == second.kind or "number" in (first.kind, second.kind))


def _reached(first: Quantity, second: Quantity) -> Quantity:
    """The figure already reached in "nine going on ten years"."""
    told = first if first.kind != "number" else replace(like(first, second), end=first.end)
    return replace(told, end=second.end, noun_length=0)


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if not pattern("maybe_more").match(text, first.end, second.end):
        return None
    if first.kind != second.kind:
        if second.kind in ("number", "count"):
            second = like(second, first)
        elif first.kind in ("number", "count"):
            first = replace(like(first, second), end=first.end)
    same = first.kind == second.kind and first.unit in (None, second.unit)
    low, high = first.min, second.max
    if not same or low is None or high is None or low != first.max or second.min != high:
        return None
    if not low < high <= max(low * _FARTHEST, low + 1):
        return None
    return replace(second, start=first.start, min=low, flags=())


def _bounded(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """A least and a most told side by side ("more than ten, less than fifteen years")."""
    if first.min is None or first.max is not None or second.max is None or second.min is not None:
        return None
    if pattern("bound_joint").fullmatch(text, first.end, second.start) is None:
        return None
    if first.kind != second.kind:
        if second.kind in ("number", "count"):
            second = like(second, first)
        elif first.kind == "number":
            first = like(replace(first, max=first.min), second)
    low, high = first.min, second.max
    if first.kind != second.kind or low is None or high is None or low >= high:
        return None
    return replace(second, start=first.start, min=low, flags=())


def like(number: Quantity, model: Quantity) -> Quantity:
    """A bare number read as what another counts, in the same unit."""
    low, high = number.min, number.max
    if model.kind == "duration":
        factor = 12 if (model.unit or "").startswith("year") else 120 if (model.unit or "").startswith("decade") else 1
        low, high = (None if e is None else e * factor for e in (low, high))
    if model.kind == "rest" and model.unit == "week":
        low, high = (None if e is None else e * 4 for e in (low, high))
    if model.kind == "money" and high is not None and high < 100 and (model.max or model.min or 0) >= 1000:
        low, high = (None if e is None else tidy(e * 1000) for e in (low, high))
    return Quantity(number.start, number.number_end, model.kind, low, high, model.unit, number.flags)
