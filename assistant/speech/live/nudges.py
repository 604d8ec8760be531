"""A kind word when nothing has been said for a while."""

from __future__ import annotations


class Nudges:
    """Counts silence from the moment she could have answered. Each nudge is given once a question."""

    def __init__(self, after: tuple[float, ...]) -> None:
        self._after = after
        self._since: float | None = None
        self._given = 0

    def wait_from(self, now: float) -> None:
        """The question is out: waiting begins, unless it has begun."""
        if self._since is None:
            self._since = now

    def heard(self, *, again: bool) -> None:
        """Something happened. `again`: a new question follows, whose nudges start from the first."""
        self._since = None
        if again:
            self._given = 0

    def due(self, now: float) -> int | None:
        """Which nudge is due now, if any; it counts as given."""
        if self._since is None or self._given >= len(self._after):
            return None
        if now - self._since < self._after[self._given]:
            return None
        self._given += 1
        return self._given - 1
