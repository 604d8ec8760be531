"""Follows voice through the windows of a stream: where a turn began, where she last spoke, how long it is silent."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from assistant.speech.live.limits import VoiceLimits
from assistant.speech.live.windows import WINDOW_SECONDS

_RECENT = 3


@dataclass(slots=True)
class Stretch:
    """A turn in the making, in positions of windows: its first voice, the end of its last, and how much was voice."""

    start: int
    last_voice: int
    voiced: int = 0


class VoiceTrack:
    """Turns probabilities of voice into a stretch of speech with pauses."""

    def __init__(self, limits: VoiceLimits) -> None:
        self._limits = limits
        self._recent: deque[bool] = deque(maxlen=_RECENT)
        self._position = 0
        self._probability = 0.0
        self._sounding = False
        self.stretch: Stretch | None = None

    def feed(self, probability: float) -> None:
        """Take the next window."""
        limits = self._limits
        self._position += 1
        self._probability = probability
        self._recent.append(probability >= limits.begins)
        if self._sounding:
            self._sounding = probability >= limits.goes_on
        elif sum(self._recent) * WINDOW_SECONDS >= limits.onset:
            self._begin()
        if self._sounding and self.stretch is not None:
            self.stretch.last_voice = self._position
            self.stretch.voiced += 1

    def _begin(self) -> None:
        self._sounding = True
        if self.stretch is None:
            first = next(n for n, voiced in enumerate(self._recent) if voiced)
            start = self._position - len(self._recent) + first
            self.stretch = Stretch(start, self._position, sum(self._recent) - 1)

    @property
    def silence(self) -> float:
        """Seconds since the last voice of the stretch; 0 without one."""
        return 0.0 if self.stretch is None else (self._position - self.stretch.last_voice) * WINDOW_SECONDS

    @property
    def voiced(self) -> float:
        """Seconds of voice in the stretch."""
        return 0.0 if self.stretch is None else self.stretch.voiced * WINDOW_SECONDS

    @property
    def length(self) -> float:
        """Seconds from the first voice of the stretch to now."""
        return 0.0 if self.stretch is None else (self._position - self.stretch.start) * WINDOW_SECONDS

    @property
    def sounding(self) -> bool:
        """Whether she speaks now."""
        return self._sounding

    @property
    def stirring(self) -> bool:
        """Whether she speaks, or may just be beginning to: nothing is decided then."""
        return self._sounding or self._probability >= self._limits.begins

    def reset(self) -> None:
        """The stretch was taken, or was nothing. What sounds now begins the next."""
        self.stretch = None
        if self._sounding:
            self._begin()
