"""The number of a resident's identity card (GB 11643-1999): its parts, its date and its check character."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.kit.errors import BadInputError

_LENGTH: Final = 18
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"  # ISO 7064, MOD 11-2
_DIGITS: Final = frozenset("0123456789")
# The first two digits: provinces, municipalities and autonomous regions (GB/T 2260), and the codes of residence
# permits of Hong Kong, Macau and Taiwan.
_REGIONS: Final = frozenset(
    str(code)
    for codes in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(codes[0], codes[1] + 1)
)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What is taken from a number. The number itself is not kept."""

    born: date
    last_four: str

    def age(self, today: date) -> int:
        """Full years on a day."""
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


def check_character(first: str) -> str:
    """The check character behind the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def read_id_number(text: str, today: date) -> IdNumber:
    """The parts of a number that can be one.

    Raises:
        BadInputError: it has another length, region, date or check character than such a number has.
    """
    number = "".join(text.split()).upper()
    if len(number) != _LENGTH or not _DIGITS.issuperset(number[:-1]) or number[-1] not in _CHECK:
        raise BadInputError("id_form")
    if number[:2] not in _REGIONS:
        raise BadInputError("id_wrong")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadInputError("id_wrong") from None
    if not date(1900, 1, 1) <= born <= today or number[-1] != check_character(number[:-1]):
        raise BadInputError("id_wrong")
    return IdNumber(born, number[-4:])
