"""What the quantity reader gives back: a `Quantity` with its place in the text, and the numeral it was made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Value = int | float
Kind = Literal[
    "number",
    "count",
    "money",
    "duration",
    "age",
    "birth_year",
    "date",
    "rest",
    "phone",
    "percent",
    "zodiac",
]

# Flags a quantity may carry:
#   approximate   about this much (万把块, 十来年, 一万左右), or a day that custom fixes only loosely (麦收完)
#   over          somewhat more than the lower end (八千多 -> 8000..9000)
#   floor         at least (七千打底); `max` is None        ceiling  at most (最多一万); `min` is None
#   below         strictly under, but close (不到三年); `min` is None
#   vague         an unknown small number (几家, 几年): worth asking again
#   nominal       虚岁                                     full_years  周岁
#   next_year     the age she will have after New Year (过了年就五十了)
#   difference    a difference between ages, not an age (比我妹大三岁, 证上小两岁)
#   years_old_then  an age at some moment, not now (十八岁就出来了)
#   past / future a date before / after today               start / end  something began / ends then
#   deadline      not later than (最迟后天)                  after        some time after the named day (国庆后)
#   lunar         said by the lunar calendar                season       a season rather than a day
#   computed      a duration worked out from dates (从18年到现在); `iso` and `iso_end` carry them
#   decade        birth years said by the decade (七零后, 六几年的)
#   confirm       ask again (no rest at all)                accumulate   rest days are saved up (攒着休)
#   incomplete    a phone number with too few or too many digits
#   own_year      本命年: the zodiac year is this year's


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity and where it stands: `text[start:end]`.

    `min` and `max` are equal when exact; either may be None (open). Their meaning by kind: `number` and `count` the
    number itself (`unit` is the measure word); `money` yuan (`unit` is month, 26_days, 42_days, day, hour, visit, year,
    week, half_day, square_metre, confinement, or None); `duration` months (`unit` is the word said); `age` years;
    `birth_year` the year; `rest` days a month; `percent` per cent; `zodiac` (year - 4) mod 12 with the animal as unit.
    A `date` has `iso` ("now", "YYYY-MM-DD", "YYYY-MM" or "YYYY", as precise as it was said) and, for a span of time,
    `iso_end`. A `phone` has `digits`.
    """

    start: int
    end: int
    kind: Kind
    min: Value | None = None
    max: Value | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()
    iso: str | None = None
    iso_end: str | None = None
    digits: str | None = None

    def has(self, flag: str) -> bool:
        """Whether the quantity carries `flag`."""
        return flag in self.flags


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in the text: `text[start:end]`, its interval, and how it was put.

    `scale` is the place value of its last written digit or unit (二十 -> 10, 一万二 -> 1000), which 多 refers to.
    `digits` is set when it was spelled digit by digit (一九七九). `magnitude` says that a 百/千/万 was spoken.
    """

    start: int
    end: int
    low: Value | None
    high: Value | None
    scale: int = 1
    magnitude: bool = False
    arabic: bool = False
    digits: str | None = None
    unit: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Mention:
    """A quantity still being put together; the passes of `combine` change, join and drop mentions."""

    start: int
    end: int
    kind: Kind
    low: Value | None = None
    high: Value | None = None
    unit: str | None = None
    flags: set[str] = field(default_factory=set)
    iso: str | None = None
    iso_end: str | None = None
    digits: str | None = None
    numeral: Numeral | None = None
    pay_unit: str | None = None
    core: tuple[int, int] | None = None  # the numeral and its measure word, without the modifiers around them
    factor: float = 1

    def quantity(self) -> Quantity:
        """The finished quantity, numbers tidied (whole ones as int)."""
        return Quantity(
            start=self.start,
            end=self.end,
            kind=self.kind,
            min=tidy(self.low),
            max=tidy(self.high),
            unit=self.unit,
            flags=tuple(sorted(self.flags)),
            iso=self.iso,
            iso_end=self.iso_end,
            digits=self.digits,
        )


def tidy(value: Value | None) -> Value | None:
    """`value` rounded to four decimals, an int when it is whole."""
    if value is None or isinstance(value, int):
        return value
    rounded = round(value, 4)
    return int(rounded) if rounded.is_integer() else rounded
