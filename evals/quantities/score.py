"""One row of the table, and the failures behind it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """How many expected values of one kind were found, how many cases were left out, and what was missed."""

    found: int = 0
    expected: int = 0
    wrong: int = 0
    skipped: int = 0
    missed: list[str] = field(default_factory=list)

    def expect(self, *, met: bool, note: str) -> None:
        """Counts one expected value."""
        self.expected += 1
        if met:
            self.found += 1
        else:
            self.missed.append(note)
