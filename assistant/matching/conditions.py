"""Hard conditions on a row of the index, written once: the database asks them, and so does Python of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Row = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Bits:
    """The mask in `column` has `all`, `any` or `none` of the bits."""

    column: str
    bits: int
    how: Literal["all", "any", "none"] = "all"

    def holds(self, row: Row) -> bool:
        """Whether it holds for the row."""
        both = (row[self.column] or 0) & self.bits
        if self.how == "all":
            return both == self.bits
        return both != 0 if self.how == "any" else both == 0


@dataclass(frozen=True, slots=True)
class Compared:
    """The number in `column` is known and on the right side of `value`."""

    column: str
    sign: Literal["<=", ">=", "==", "!="]
    value: int

    def holds(self, row: Row) -> bool:
        """Whether it holds for the row."""
        number = row[self.column]
        if number is None:
            return False
        if self.sign in ("==", "!="):
            return (number == self.value) is (self.sign == "==")
        return number <= self.value if self.sign == "<=" else number >= self.value


Atom = Bits | Compared


@dataclass(frozen=True, slots=True)
class Condition:
    """One must, named as in `Need.must`; it holds when any of its `atoms` does. Without atoms nobody fulfils it."""

    name: str
    atoms: tuple[Atom, ...]

    def holds(self, row: Row) -> bool:
        """Whether it holds for the row."""
        return any(atom.holds(row) for atom in self.atoms)
