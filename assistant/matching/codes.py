"""Numbers for terms: which bit of which mask, and the small numbers of jobs, cities and districts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from assistant.matching.tables import MASK_BITS, MASKS

JOBS: Final = "jobs"
CITIES: Final = "cities"
AGENCIES: Final = "agencies"
TERMS: Final = "terms"

UNKNOWN_CITY: Final = 0
"""The city of those who named none."""

Key = tuple[str, str]


def districts(city: str) -> str:
    """The kind of number a city's districts have: they are counted from 1 inside each city."""
    return f"districts/{city}"


def term(kind: str, term_id: str) -> Key:
    """The key of something one has: a kind of the taxonomy, with + behind where it is strong, - where it is little."""
    return TERMS, f"{kind}:{term_id}"


def bit(code: int) -> tuple[str, int]:
    """The mask's column and the bit in it for a term's code."""
    return MASKS[code // MASK_BITS], 1 << (code % MASK_BITS)


def district_bit(code: int) -> int:
    """The bit of a district in the mask of its city; districts beyond the mask share its last bit."""
    return 1 << min(code - 1, MASK_BITS - 1)


@dataclass(frozen=True, slots=True)
class Codes:
    """The numbers given so far."""

    given: Mapping[Key, int] = field(default_factory=dict)

    def get(self, key: Key) -> int | None:
        """The number of a key, None while nobody has it."""
        return self.given.get(key)

    def missing(self, keys: Iterable[Key]) -> list[Key]:
        """Keys without a number, once each, in order."""
        return [key for key in dict.fromkeys(keys) if key not in self.given]

    def with_new(self, keys: Iterable[Key]) -> Codes:
        """These and numbers for new keys. A term that no mask has room for gets none; it cannot be searched for."""
        given = dict(self.given)
        highest: dict[str, int] = {}
        for (kind, _), code in given.items():
            highest[kind] = max(highest.get(kind, -1), code)
        for key in self.missing(keys):
            kind = key[0]
            code = highest.get(kind, -1 if kind == TERMS else 0) + 1
            if kind == TERMS and code >= MASK_BITS * len(MASKS):
                continue
            highest[kind] = given[key] = code
        return Codes(given)

    def names(self, kind: str) -> dict[int, str]:
        """The names of one kind by their numbers."""
        return {code: name for (each, name), code in self.given.items() if each == kind}
