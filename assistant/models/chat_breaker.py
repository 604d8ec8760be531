"""A circuit breaker: a server that keeps failing is left alone for a while, then tried with a single request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

BreakerState = Literal["closed", "open", "half_open"]

_LONGEST: Final = 600.0


class Breaker:
    """Opens after `failures` in a row, for `seconds`; one probe then closes it, or opens it for twice as long.

    `now` tells seconds that never go back. Not for several threads.
    """

    def __init__(self, now: Callable[[], float], failures: int = 4, seconds: float = 20.0) -> None:
        self._now = now
        self._limit = failures
        self._first = self._rest = seconds
        self._failed = 0
        self._opened: float | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        """`half_open` when a probe may go through, or is on its way."""
        if self._opened is None:
            return "closed"
        return "half_open" if self._now() - self._opened >= self._rest else "open"

    def enter(self) -> bool:
        """Whether a request may go out now; a True must be followed by `passed`, `failed` or `left`."""
        state = self.state
        if state == "open" or (state == "half_open" and self._probing):
            return False
        self._probing = state == "half_open"
        return True

    def passed(self) -> None:
        """The request was answered."""
        self._failed, self._opened, self._probing, self._rest = 0, None, False, self._first

    def failed(self) -> None:
        """The request came to nothing."""
        self._failed += 1
        if self._opened is not None:
            # The probe failed, or a request that was under way when it opened.
            if self._probing:
                self._rest = min(self._rest * 2, _LONGEST)
                self._opened = self._now()
            self._probing = False
        elif self._failed >= self._limit:
            self._opened = self._now()

    def left(self) -> None:
        """The caller stopped waiting before the server could show anything."""
        self._probing = False
