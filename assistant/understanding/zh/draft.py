"""A fact in the making: what a field rule proposes before conflicts and corrections are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from assistant.profile.model import Polarity, Status
from assistant.understanding.zh.scene import Scene


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed fact on `start:end` of the turn."""

    field: str
    value: Any
    start: int
    end: int
    polarity: Polarity = "positive"
    confidence: float = 0.9
    flags: tuple[str, ...] = ()
    status: Status = "claimed"

    def flagged(self, *flags: str) -> Draft:
        """The same draft with more flags."""
        return replace(self, flags=tuple(dict.fromkeys((*self.flags, *flags))))


Rule = Callable[[Scene], Iterable[Draft]]
