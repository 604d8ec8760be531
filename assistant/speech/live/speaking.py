"""Our side of the floor: texts to say become clips, one after the other, until they are heard or she speaks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import cast

from assistant.kit.errors import AyiError
from assistant.profile.model import Language
from assistant.speech.live.limits import Limits
from assistant.speech.live.parts import Now, Voice
from assistant.speech.live.playback import Piece, Playback
from assistant.speech.live.tasks import Tasks
from assistant.speech.live.wire import Outgoing
from assistant.speech.model import Clip
from assistant.speech.mouth import voiced

_REMEMBERED = 6
_BREATH = 0.06


@dataclass
class _Saying:
    """A text on its way to the ear, and what of it is not yet sound."""

    rest: str
    language: Language


class Speaking:
    """Says texts in order. Without a voice nothing is said: the page may speak for itself."""

    def __init__(
        self, voice: Voice | None, limits: Limits, rate: int, now: Now, tasks: Tasks, send: Callable[[Outgoing], None]
    ) -> None:
        self._voice = voice
        self._now = now
        self._tasks = tasks
        self._send = send
        self._waiting: deque[_Saying] = deque()
        self._current: _Saying | None = None
        self._task: asyncio.Task[None] | None = None
        self._said: deque[str] = deque(maxlen=_REMEMBERED)
        self.playback = Playback(limits.playback, rate)
        self._stillness = 0
        self._opened: str | None = None
        self.failed: AyiError | None = None
        """Why the last text could not be spoken; it is on the screen all the same."""

    def say(self, text: str, language: Language) -> None:
        """Say a reply after all that is being said."""
        self._said.append(text)
        if self._voice is None or not text.strip():
            return
        self._waiting.append(_Saying(text, language))
        if self._task is None or self._task.done():
            self._task = self._tasks.start(self._work(self._voice))

    def go_on(self, pieces: list[Piece], language: Language) -> None:
        """Say what was unsaid; what is sound already goes on where it stopped."""
        for piece in pieces:
            if piece.clip is None:
                self.say(piece.text, language)
            else:
                self.playback.add(piece.text, piece.clip)
        self.tick()

    def aside(self, text: str, language: Language) -> None:
        """Say a short word at once, before a reply that is still being made; too late, it is not said at all.

        A reply that begins with the same word goes on after it, unless it was `closed` meanwhile.
        """
        self._said.append(text)
        if self._voice is not None:
            self._tasks.start(self._work_aside(self._voice, _Saying(text, language)))

    def close(self) -> None:
        """What was said so far belongs to no reply to come."""
        self._opened = None

    async def _work_aside(self, voice: Voice, saying: _Saying) -> None:
        stillness = self._stillness
        try:
            async with aclosing(_stream(voice, saying)) as stream:
                async for sentence, clip in stream:
                    if self.playback.busy or self._stillness != stillness:
                        return
                    self.playback.add(sentence, _brief(clip), "aside")
                    self._opened = sentence
                    self.tick()
        except AyiError as error:
            self.failed = error

    async def _work(self, voice: Voice) -> None:
        while self._waiting:
            saying = self._current = self._waiting.popleft()
            try:
                async with aclosing(_stream(voice, saying)) as stream:
                    async for sentence, clip in stream:
                        _, found, rest = saying.rest.partition(sentence)
                        saying.rest = rest if found else ""
                        if sentence != self._opened:
                            self.playback.add(sentence, clip)
                        self._opened = None
                        self.tick()
            except AyiError as error:
                self.failed = error
            finally:
                if self._current is saying:
                    self._current = None

    def tick(self) -> None:
        """Send what the ear will soon want."""
        for message in self.playback.pump(self._now()):
            self._send(message)

    def hush(self, rewind: float = 0.0) -> list[Piece]:
        """Be silent at once. What of the reply was not heard, in order, from `rewind` seconds before the stop on."""
        now = self._now()
        self._stillness += 1
        self._opened = None
        message, unsaid = self.playback.hush(now, rewind)
        self.playback.stopped(now)
        for saying in (self._current, *self._waiting):
            if saying is not None and saying.rest.strip():
                unsaid.append(Piece(saying.rest))
        self._waiting.clear()
        self._current = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if message is not None:
            self._send(message)
        return unsaid

    @property
    def replying(self) -> bool:
        """Whether a reply is being made or heard."""
        return self.playback.replying or self._current is not None or bool(self._waiting)

    def at_last(self) -> bool:
        """Whether only the last sentence of all that was to be said is left."""
        return self._current is None and not self._waiting and self.playback.waiting <= 1

    def recently(self) -> str:
        """What was said of late, to know an echo by."""
        return "".join(self._said)


def _brief(clip: Clip) -> Clip:
    """The clip without the breath after it: the reply follows a short word closely."""
    _, end = voiced(clip.samples, clip.rate)
    kept = min(len(clip.samples), end + int(_BREATH * clip.rate))
    seconds = kept / clip.rate
    shapes = (each.model_copy(update={"end": min(each.end, seconds)}) for each in clip.visemes if each.start < seconds)
    return Clip(clip.samples[:kept], clip.rate, tuple(shapes))


def _stream(voice: Voice, saying: _Saying) -> AsyncGenerator[tuple[str, Clip], None]:
    """The sentences as a stream that can be closed, which ends work that nobody waits for any more."""
    return cast("AsyncGenerator[tuple[str, Clip], None]", voice.say(saying.rest, saying.language))
