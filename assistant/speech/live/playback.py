"""What we say: clips in order, sent a little ahead of the ear, stopped at a word, and remembered for what is unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.speech.live.limits import PlaybackLimits
from assistant.speech.live.windows import WINDOW, WINDOW_SECONDS, bands
from assistant.speech.live.wire import Hush, Outgoing, Speak, Spoken
from assistant.speech.model import HEARING_RATE, Clip

Kind = Literal["reply", "aside"]
"""A reply takes the floor; an aside (嗯。) leaves it with her."""

_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Something unsaid: its words, and its sound where that is made already."""

    text: str
    clip: Clip | None = None


@dataclass
class _Queued:
    number: int
    text: str
    clip: Clip
    kind: Kind
    starts: float | None = None
    sent: int = 0
    shape: dict[int, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def ends(self) -> float:
        return (self.starts or 0.0) + self.clip.seconds

    def left(self, moment: float) -> Clip:
        """What of the clip comes after a moment."""
        begun = 0.0 if self.starts is None else max(0.0, moment - self.starts)
        samples = self.clip.samples[int(begun * self.clip.rate) :]
        visemes = tuple(
            each.model_copy(update={"start": max(0.0, each.start - begun), "end": each.end - begun})
            for each in self.clip.visemes
            if each.end > begun
        )
        return Clip(samples, self.clip.rate, visemes)

    @cached_property
    def heard(self) -> NDArray[np.float32]:
        """The clip as a microphone would hear it."""
        return resample(self.clip.samples, self.clip.rate, HEARING_RATE).astype(np.float32) / 32768.0

    def bands_at(self, seconds: float) -> NDArray[np.float32] | None:
        """The bands of the window at `seconds` of the clip."""
        index = int(seconds / WINDOW_SECONDS)
        if index not in self.shape:
            window = self.heard[index * WINDOW : (index + 1) * WINDOW]
            if len(window) < WINDOW:
                return None
            self.shape[index] = bands(window)
        return self.shape[index]


class Playback:
    """The queue of clips and the moment each is heard. `now` is always given."""

    def __init__(self, limits: PlaybackLimits, rate: int) -> None:
        self._limits = limits
        self._rate = rate
        self._numbers = 0
        self._queue: list[_Queued] = []
        self._done: list[_Queued] = []

    def add(self, text: str, clip: Clip, kind: Kind = "reply") -> int:
        """Queue a sentence; returns its number."""
        self._numbers += 1
        same = clip if clip.rate == self._rate else _at_rate(clip, self._rate)
        self._queue.append(_Queued(self._numbers, text, same, kind))
        return self._numbers

    def pump(self, now: float) -> Iterator[Outgoing]:
        """What must be sent by now."""
        free = max((each.ends for each in (*self._done, *self._queue) if each.starts is not None), default=now)
        for queued in self._queue:
            if queued.starts is None:
                if free > now + self._limits.lead:
                    break
                queued.starts = max(now, free)
                clip = queued.clip
                yield Speak(clip=queued.number, text=queued.text, seconds=clip.seconds, visemes=clip.visemes)
            free = queued.ends
            yield from self._frames(queued, now + self._limits.lead)
        while self._queue and self._queue[0].starts is not None and self._queue[0].ends <= now:
            self._done = [*self._done, self._queue.pop(0)][-_REMEMBERED:]

    def _frames(self, queued: _Queued, until: float) -> Iterator[Outgoing]:
        samples, size = queued.clip.samples, int(self._limits.frame * self._rate)
        starts = queued.starts or 0.0
        while queued.sent < len(samples) and starts + queued.sent / self._rate < until:
            piece = samples[queued.sent : queued.sent + size]
            queued.sent += len(piece)
            yield piece.astype("<i2").tobytes()
            if queued.sent == len(samples):
                yield Spoken(clip=queued.number)

    def played(self, number: int, seconds: float, now: float) -> None:
        """The client says how far it is: the network and its own queue are later than we thought."""
        for place, queued in enumerate(self._queue):
            if queued.number == number and queued.starts is not None:
                late = (now - seconds) - queued.starts
                for each in self._queue[place:]:
                    if each.starts is not None and late > 0:
                        each.starts += late
                return

    def hush(self, now: float, rewind: float) -> tuple[Hush | None, list[Piece]]:
        """Stop. The message to send, if anything had been sent, and what of the reply was not heard.

        The sentence being said is to go on `rewind` seconds before where it was stopped.
        """
        begun = [each for each in self._queue if each.starts is not None]
        unsaid = [Piece(each.text, each.left(now - rewind)) for each in self._queue if each.kind == "reply"]
        self._done = [*self._done, *begun][-_REMEMBERED:]
        self._queue = []
        return (Hush(clip=begun[0].number) if begun else None), unsaid

    def stopped(self, now: float) -> None:
        """After a hush: nothing that was under way sounds beyond now."""
        for each in self._done:
            if each.starts is not None and each.ends > now:
                kept = max(0, int((now - each.starts) * self._rate))
                each.clip = Clip(each.clip.samples[:kept], each.clip.rate)

    @property
    def busy(self) -> bool:
        """Whether anything is queued or still being heard, as of the last `pump`."""
        return bool(self._queue)

    @property
    def replying(self) -> bool:
        """Whether a reply is queued or being heard."""
        return any(each.kind == "reply" for each in self._queue)

    @property
    def waiting(self) -> int:
        """How many clips are not heard whole."""
        return len(self._queue)

    def left(self, now: float) -> float:
        """Seconds until all that is queued has been heard."""
        begun = [each.ends for each in self._queue if each.starts is not None]
        waiting = sum(each.clip.seconds for each in self._queue if each.starts is None)
        return max(0.0, max(begun, default=now) - now) + waiting

    def share_heard(self, now: float) -> float:
        """How much of the last queued sentence has been heard, 0 to 1."""
        if not self._queue or self._queue[-1].starts is None:
            return 0.0
        last = self._queue[-1]
        return min(1.0, max(0.0, (now - (last.starts or 0.0)) / max(last.clip.seconds, 1e-6)))

    def bands_at(self, moment: float) -> NDArray[np.float32] | None:
        """The bands of what was heard at a moment, or nothing."""
        for each in (*self._queue, *self._done):
            if each.starts is not None and each.starts <= moment < each.ends:
                return each.bands_at(moment - each.starts)
        return None

    def rings(self, moment: float, after: float) -> bool:
        """Whether a clip was heard at a moment, or had ended no longer than `after` before it."""
        return any(
            each.starts is not None and each.starts <= moment <= each.ends + after
            for each in (*self._done, *self._queue)
        )


def resample(samples: NDArray[np.int16], rate: int, wanted: int) -> NDArray[np.int16]:
    """The samples at another rate, without what the new one cannot hold."""
    if rate == wanted or not len(samples):
        return samples
    source = samples.astype(np.float32)
    if wanted < rate:
        source = _low_pass(source, wanted / rate)
    size = round(len(samples) * wanted / rate)
    at = np.arange(size) * (rate / wanted)
    values = np.interp(at, np.arange(len(source)), source)
    return np.asarray(np.clip(np.round(values), -32768, 32767), dtype=np.int16)


def _low_pass(samples: NDArray[np.float32], share: float, taps: int = 63) -> NDArray[np.float32]:
    """A windowed-sinc filter that keeps the lower `share` of the spectrum, a little less for its slope."""
    n = np.arange(taps) - (taps - 1) / 2
    kernel = np.sinc(n * share * 0.92) * np.hamming(taps)
    return np.asarray(np.convolve(samples, kernel / kernel.sum(), mode="same"), dtype=np.float32)


def _at_rate(clip: Clip, rate: int) -> Clip:
    return Clip(resample(clip.samples, clip.rate, rate), rate, clip.visemes)
