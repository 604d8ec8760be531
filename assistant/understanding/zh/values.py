"""Small shapes of values the field rules share."""

from __future__ import annotations

from assistant.understanding.quantity import Quantity

Number = int | float
_KEPT_FLAGS = ("approximate", "confirm", "accumulate")


def tidy(value: Number) -> Number:
    """An int when whole, else rounded to two decimals."""
    rounded = round(float(value), 2)
    return int(rounded) if rounded.is_integer() else rounded


def span_of(quantity: Quantity, divisor: float = 1) -> dict[str, Number | None]:
    """`{min, max}` of a quantity, divided (12 turns months into years)."""
    low, high = (None if v is None else tidy(v / divisor) for v in (quantity.min, quantity.max))
    return {"min": low, "max": high}


def kept_flags(quantity: Quantity) -> tuple[str, ...]:
    """The flags of a quantity that a reader of the fact must know."""
    return tuple(flag for flag in quantity.flags if flag in _KEPT_FLAGS)
