"""What a number in the read text counts, as one value with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from assistant.understanding.en.numbers import Number, tidy

Kind = Literal[
    "number", "count", "money", "foreign_money", "duration", "clock", "age", "rest", "days_per", "phone", "percent"
]
_WEEKS_A_MONTH = 4
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the read text with what it counts.

    `duration` is in months, `money` in yuan for one pay `unit` (None when unsaid), `rest` in days a month, `days_per`
    in days for one `unit` (week or month), `count` in the noun `unit`; `phone` has `digits`.
    """

    start: int
    end: int
    kind: Kind
    min: Number | None = None
    max: Number | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()
    digits: str = ""
    noun_length: int = 0
    nearly: bool = False

    @property
    def number_end(self) -> int:
        """Where the number itself ends, before the noun it counts."""
        return self.end - self.noun_length

    def range(self) -> dict[str, Number | None]:
        """The value of a range field."""
        return {"min": self.min, "max": self.max}


def working_week(quantity: Quantity) -> Quantity | None:
    """The days off a month of "six days a week"; None when it does not say a working week."""
    if quantity.kind != "days_per" or quantity.unit != "week" or quantity.min != quantity.max or quantity.max is None:
        return None
    off = _DAYS_A_WEEK - quantity.max
    if not 0 <= off <= 2:
        return None
    flags = ("confirm",) if off == 0 else ()
    return replace(quantity, kind="rest", min=tidy(off * _WEEKS_A_MONTH), max=tidy(off * _WEEKS_A_MONTH), flags=flags)
