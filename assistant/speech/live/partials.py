"""When to put words on the screen while she still speaks: they help her and cost much, so only while there is room."""

from __future__ import annotations

from collections.abc import Callable

from assistant.speech.live.limits import PartialLimits


class Partials:
    """Asks for a partial transcript once for every so many seconds of speech, when the engines have nothing to do."""

    def __init__(self, limits: PartialLimits, idle: Callable[[], bool]) -> None:
        self._limits = limits
        self._idle = idle
        self._shown = 0.0

    def due(self, seconds: float) -> bool:
        """Whether a partial transcript may be made of a turn that is now `seconds` long."""
        if seconds < self._shown + self._limits.every or seconds > self._limits.longest or not self._idle():
            return False
        self._shown = seconds
        return True

    def reset(self) -> None:
        """A new turn."""
        self._shown = 0.0
