"""Her side of the floor: windows of sound in; partial words, whole turns, and sounds that were nothing out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import AyiError
from assistant.profile.model import Language
from assistant.speech.live.limits import Limits
from assistant.speech.live.partials import Partials
from assistant.speech.live.parts import Ears, Glancing
from assistant.speech.live.tasks import Tasks
from assistant.speech.live.turn_end import Asked, Finish, TurnEnd
from assistant.speech.live.voice_track import VoiceTrack
from assistant.speech.live.windows import WINDOW_SECONDS, Tape
from assistant.speech.model import Sound, Transcript, Trouble, Word

_QUIET_TROUBLES = (Trouble.SILENCE, Trouble.NOISE)
_UNFINISHED = (Finish.HALF_SAID, Finish.DIGITS)
# So much voice was no cough: she is told that she was not understood.
_SURELY_SPOKE = 0.8


class HearingEvents(Protocol):
    """What becomes of what is heard."""

    def partial(self, text: str) -> None:
        """Words so far, for the screen."""

    def is_nothing(self, transcript: Transcript) -> bool:
        """Whether these words, said while we spoke, are only our echo or a sound that she listens."""

    def whole_answer(self) -> None:
        """The words so far answer the question; she may still go on."""

    def some_words(self) -> None:
        """The words so far are understood and may go on."""

    def so_far(self, text: str) -> None:
        """These may be all her words: nothing in them stops halfway."""

    def went_on(self) -> None:
        """They were not: she speaks on."""

    def turn(self, transcript: Transcript) -> None:
        """She has finished. The transcript may carry a trouble: then she was not understood."""

    def nothing(self) -> None:
        """What sounded was no speech."""

    def failed(self, error: AyiError) -> None:
        """The recognizer could not be asked, however often it was tried."""


@dataclass(slots=True)
class _Attempt:
    """A transcription of the turn as far as one pause."""

    voice_end: int
    cut: int
    transcript: Transcript | None = None
    finish: Finish = Finish.USUAL
    error: AyiError | None = None
    task: asyncio.Task[None] | None = None


class Hearing:
    """Follows one speaker. Its time is that of the sound: a stalled connection is neither speech nor silence."""

    def __init__(
        self,
        ears: Ears,
        limits: Limits,
        idle: Callable[[], bool],
        tasks: Tasks,
        events: HearingEvents,
        crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        self._ears = ears
        self._limits = limits
        self._tasks = tasks
        self._events = events
        self._tape = Tape()
        self._crowded = crowded
        self._partials = Partials(limits.partials, lambda: idle() and not crowded())
        self._lead_in = round(limits.voice.lead_in / WINDOW_SECONDS)
        self._settled: list[Transcript] = []
        self._from: int | None = None
        self._attempt: _Attempt | None = None
        self._acknowledged = False
        self._failures = 0
        self._turn = 0
        self._leaving = False
        self.rule = TurnEnd(limits)
        self.track = VoiceTrack(limits.voice)
        self.held = False
        """While true, nothing is made of what is heard: it may be a cough over our own words."""

    @property
    def speaking(self) -> bool:
        """Whether a turn has begun."""
        return self.track.stretch is not None

    def window(self, samples: NDArray[np.float32], probability: float, asked: Asked) -> None:
        """Take the next window of sound."""
        self._tape.add(samples)
        self.track.feed(probability)
        if self.track.stretch is None:
            self._tape.forget_before(self._tape.end - self._lead_in - 1)
            return
        if self.track.sounding and not self._too_long:
            self._went_on()
        if not self.held:
            self._show(asked)
            self.decide(asked)

    def decide(self, asked: Asked) -> None:
        """Begin to transcribe in a pause; end the turn when the pause has lasted long enough for its words."""
        stretch = self.track.stretch
        if stretch is None or self.held:
            return
        limits = self._limits.turn_end
        if self._attempt is None and (self.track.silence >= limits.try_after or self._too_long):
            self._try(asked)
        elif self._attempt is not None and (not self.track.stirring or self._too_long):
            self._judge(self._attempt, asked)

    @property
    def _too_long(self) -> bool:
        """She has spoken for so long without a pause, or is gone: the turn is taken in the middle of a word."""
        return self._leaving or self.track.length >= self._limits.turn_end.longest_of_all

    def flush(self, asked: Asked) -> None:
        """No more sound will come: what was said so far is the turn."""
        self._leaving, self.held = True, False
        self.decide(asked)

    def _judge(self, attempt: _Attempt, asked: Asked) -> None:
        silence = self.track.silence
        limits = self._limits.turn_end
        if attempt.error is not None:
            if silence >= limits.usual * self._failures:
                self._try_again(attempt.error, asked)
            return
        if attempt.transcript is None:
            self._listen_on(silence)
            return
        if not self._settled and self._events.is_nothing(attempt.transcript):
            self.drop()
            self._events.nothing()
            return
        if self._leaving and attempt.transcript.trouble is not None:
            self.drop()
            return
        if attempt.transcript.trouble is not None and not self._settled:
            self._judge_trouble(attempt, attempt.transcript, silence)
            return
        if silence >= self.rule.wait(attempt.finish) or self.track.length >= limits.longest or self._leaving:
            # The reply itself comes now; only where it is slow a short sound goes before it.
            self._commit(attempt, attempt.transcript)
        else:
            self._acknowledge(attempt.finish, silence)

    def _acknowledge(self, finish: Finish, silence: float) -> None:
        """Once a turn she hears that she is heard; halfway through a number or a clause only when she hesitates."""
        limits = self._limits.turn_end
        if self._acknowledged:
            return
        if finish is Finish.COMPLETE and silence >= limits.acknowledge:
            self._acknowledged = True
            self._events.whole_answer()
        elif silence >= (limits.halfway if finish in _UNFINISHED else limits.listening):
            self._acknowledged = True
            self._events.some_words()

    def _listen_on(self, silence: float) -> None:
        """Her words are not known yet; that she spoke is, and she does not wait for us to know them."""
        limits = self._limits.turn_end
        if not self._acknowledged and silence >= limits.listening and self.track.voiced >= limits.spoke:
            self._acknowledged = True
            self._events.some_words()

    def _judge_trouble(self, attempt: _Attempt, transcript: Transcript, silence: float) -> None:
        limits = self._limits.turn_end
        quiet = transcript.trouble in _QUIET_TROUBLES and (
            transcript.trouble is Trouble.SILENCE or self.track.voiced < _SURELY_SPOKE
        )
        if quiet and silence >= limits.acknowledge:
            self.drop()
            self._events.nothing()
        elif not quiet and silence >= limits.usual:
            self._commit(attempt, transcript)

    def _commit(self, attempt: _Attempt, last: Transcript) -> None:
        whole = join((*self._settled, last))
        self.drop()
        if self.track.sounding:
            self._from = attempt.cut
        self._events.turn(whole)

    def _went_on(self) -> None:
        """She speaks on: what was tried is old. A long stretch that is known need not be transcribed again."""
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            self._events.went_on()
            self._spare(attempt)
        if attempt is None or attempt.transcript is None or attempt.transcript.trouble is not None:
            return
        start = self._start()
        if (attempt.cut - start) * WINDOW_SECONDS >= self._limits.turn_end.settle_after:
            self._settled.append(attempt.transcript)
            self._from = attempt.cut
            self._tape.forget_before(attempt.cut)

    def _spare(self, attempt: _Attempt) -> None:
        """With many callers, what is not yet begun of an old attempt is not begun; else its words go on the screen."""
        if attempt.task is not None and attempt.transcript is None and self._crowded():
            attempt.task.cancel()

    def _start(self) -> int:
        if self._from is not None:
            return self._from
        stretch = self.track.stretch
        return max(0, stretch.start - self._lead_in) if stretch is not None else self._tape.end

    def _try(self, asked: Asked) -> None:
        stretch = self.track.stretch
        attempt = _Attempt(stretch.last_voice if stretch else self._tape.end, self._tape.end)
        self._attempt = attempt
        attempt.task = self._tasks.start(self._transcribe(attempt, asked))

    def _try_again(self, error: AyiError, asked: Asked) -> None:
        if self._failures <= self._limits.answering.retries:
            self._try(asked)
            return
        self.drop()
        self._events.failed(error)

    async def _transcribe(self, attempt: _Attempt, asked: Asked) -> None:
        sound = self._tape.sound(self._start(), attempt.cut)
        try:
            transcript = await self._ears.listen(sound, asked.language, asked.hearing)
        except AyiError as error:
            self._failures += 1
            attempt.error = error
            return
        attempt.transcript = transcript
        if self._attempt is attempt or self.speaking:
            self._put_on_screen("" if transcript.trouble is not None else transcript.text, transcript.language)
        if self._attempt is attempt:
            self._judge_words(attempt, transcript, asked)
            self.decide(asked)

    def _judge_words(self, attempt: _Attempt, transcript: Transcript, asked: Asked) -> None:
        whole = join((*self._settled, transcript))
        attempt.finish = self.rule.judge(whole.text, asked)
        if whole.trouble is None and attempt.finish not in _UNFINISHED and not self.held:
            self._events.so_far(whole.text)

    def _show(self, asked: Asked) -> None:
        """A partial transcript, while she speaks and the engines have room."""
        if self.track.sounding and self._partials.due(self.track.length):
            sound = self._tape.sound(self._start(), self._tape.end)
            self._tasks.start(self._glance(sound, asked))

    async def _glance(self, sound: Sound, asked: Asked) -> None:
        turn = self._turn
        # A partial that the engines have no room for is none: the pause will tell.
        with suppress(AyiError):
            text = await self._glanced(sound, asked)
            if self._turn == turn and self._attempt is None:
                self._put_on_screen(text, asked.language)

    async def _glanced(self, sound: Sound, asked: Asked) -> str:
        if isinstance(self._ears, Glancing):
            return await self._ears.glance(sound, asked.language)
        transcript = await self._ears.listen(sound, asked.language, asked.hearing)
        return "" if transcript.trouble is not None else transcript.text

    def _put_on_screen(self, text: str, language: Language) -> None:
        if text:
            gap = " " if language == "en" else ""
            self._events.partial(gap.join((*(part.text for part in self._settled), text)))

    def drop(self) -> None:
        """Forget the turn in the making; what she says from now on is the next."""
        self._settled, self._from, self._attempt = [], None, None
        self._acknowledged, self._failures = False, 0
        self._turn += 1
        self._partials.reset()
        self.track.reset()


def join(parts: tuple[Transcript, ...]) -> Transcript:
    """The parts of one turn as one transcript: words and changes move to where they stand in the whole."""
    first, *others = parts
    for part in others:
        if part.trouble is not None:
            continue
        gap = " " if part.language == "en" and first.text and part.text else ""
        letters, seconds = len(first.text) + len(gap), first.seconds
        first = first.model_copy(
            update={
                "text": first.text + gap + part.text,
                "heard": first.heard + gap + part.heard,
                "seconds": seconds + part.seconds,
                "confidence": min(first.confidence, part.confidence),
                "words": (*first.words, *_later(part.words, seconds, gap)),
                "changes": (
                    *first.changes,
                    *(
                        change.model_copy(update={"start": change.start + letters, "end": change.end + letters})
                        for change in part.changes
                    ),
                ),
            }
        )
    return first


def _later(words: tuple[Word, ...], seconds: float, gap: str) -> tuple[Word, ...]:
    return tuple(
        word.model_copy(
            update={
                "text": word.text if n else gap + word.text,
                "start": word.start + seconds,
                "end": word.end + seconds,
            }
        )
        for n, word in enumerate(words)
    )
