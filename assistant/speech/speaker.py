"""What the interviewer says, as sound: sentence by sentence, from the cache where it can, made in a bounded worker."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from contextlib import aclosing, suppress
from time import monotonic
from typing import TypeVar

from assistant.kit.calm import until_calm
from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.speech import encode
from assistant.speech.aloud import aloud
from assistant.speech.cache import ClipCache, clip_key
from assistant.speech.giving_way import give_way
from assistant.speech.model import Clip, Synthesizer
from assistant.speech.sentences import sentences

_LOG = logging.getLogger(__name__)

Made = TypeVar("Made")

_FIRST_PIECES = 3


class Speaker:
    """Speaks sentences with one synthesizer. For one event loop; clips of the same sentence are made once.

    `fixed` are sentences of the product's own data without blanks: only these (and what a caller says to `keep`) are
    written to disk. `idle_seconds`: how long nobody must have asked for a clip before fixed sentences are made ahead;
    work that is `busy_elsewhere` (somebody is being listened to) counts as asking.
    """

    def __init__(
        self,
        synthesizer: Synthesizer,
        cache: ClipCache,
        pool: WorkerPool,
        *,
        fixed: Iterable[tuple[str, Language]] = (),
        idle_seconds: float = 10.0,
        busy_elsewhere: Callable[[], bool] = lambda: False,
    ) -> None:
        self._synthesizer = synthesizer
        self._cache = cache
        self._pool = pool
        self._idle_seconds = idle_seconds
        self._busy_elsewhere = busy_elsewhere
        self._making: dict[str, asyncio.Task[Clip]] = {}
        self._waiting: dict[str, int] = {}
        self._last_asked = float("-inf")
        # In the order they were named, which is the order in which they are made ahead.
        self._fixed: dict[Language, dict[str, None]] = {"zh": {}, "en": {}}
        self._preparing: asyncio.Task[None] | None = None
        self._fix(fixed)

    @property
    def name(self) -> str:
        """The synthesizer's name."""
        return self._synthesizer.name

    def pieces(self, text: str, language: Language) -> list[str]:
        """`text` in the pieces it is spoken in. The same text always gives the same pieces, in this installation."""
        return sentences(text, language, whole=self._fixed[language])

    async def clip(self, sentence: str, language: Language, *, keep: bool = False) -> Clip:
        """The sound of one sentence, from the cache or newly made; numbers and signs are worded here.

        `keep`: it is a sentence of the product's own data without blanks and may be written to disk.

        Raises:
            UnavailableError: the engine is missing or failed, or its queue is full.
        """
        self._last_asked = monotonic()
        try:
            return await self._clip(sentence, language, keep=keep)
        finally:
            self._last_asked = monotonic()

    async def ready(self, text: str, language: Language) -> None:
        """Make the first pieces of `text` and hold them in memory; not while others wait for theirs.

        Raises:
            UnavailableError: the engine is missing or failed, or its queue is full.
        """
        for piece in self.pieces(text, language)[:_FIRST_PIECES]:
            if self._pool.busy:
                return
            await self.clip(piece, language)

    async def mp3(self, sentence: str, language: Language) -> bytes:
        """The sound of one sentence as a player takes it: MP3 whose parts can be joined. Fixed ones are kept so too.

        Raises:
            UnavailableError: the engine is missing or failed, or its queue is full.
        """
        self._last_asked = monotonic()
        key = clip_key(self._synthesizer.name, sentence, language)
        if (encoded := self._cache.encoded(key)) is not None:
            return encoded
        clip = await self.clip(sentence, language)
        encoded = await asyncio.to_thread(encode.mp3, clip)
        # Another voice may have stepped in meanwhile: what it said goes by its own name.
        if key == clip_key(self._synthesizer.name, sentence, language):
            self._cache.put_encoded(key, encoded, keep=sentence in self._fixed[language])
        return encoded

    async def say(self, text: str, language: Language) -> AsyncGenerator[tuple[str, Clip]]:
        """The pieces of `text` with their sound, in order; the next is made while the caller plays this one.

        Closing the iterator (`aclose`) gives up what was not yet begun.

        Raises:
            UnavailableError: the engine is missing or failed, or its queue is full.
        """
        async with aclosing(self._ahead(text, language, self.clip)) as made:
            async for piece, clip in made:
                yield piece, clip

    async def say_mp3(self, text: str, language: Language) -> AsyncGenerator[bytes]:
        """`say` as a player takes it: the parts of one MP3 file.

        Raises:
            UnavailableError: the engine is missing or failed, or its queue is full.
        """
        async with aclosing(self._ahead(text, language, self.mp3)) as made:
            async for _, part in made:
                yield part

    async def _ahead(
        self, text: str, language: Language, make: Callable[[str, Language], Coroutine[None, None, Made]]
    ) -> AsyncGenerator[tuple[str, Made]]:
        following: asyncio.Task[Made] | None = None
        pieces = self.pieces(text, language)
        try:
            for number, piece in enumerate(pieces):
                making = following or asyncio.create_task(make(piece, language))
                following = making
                made = await making
                more = number + 1 < len(pieces)
                following = asyncio.create_task(make(pieces[number + 1], language)) if more else None
                yield piece, made
        finally:
            if following is not None:
                following.cancel()
                with suppress(asyncio.CancelledError, UnavailableError):
                    await following

    def prepare(self, texts: Iterable[tuple[str, Language]]) -> asyncio.Task[None]:
        """Make the fixed sentences of `texts` in the background while nobody is waiting, and keep them on disk.

        Chinese comes before English, and within a language what is named first: it is wanted first.
        What is kept already is skipped, so stopping and starting again goes on where it was; what no text needs any
        more is removed. A second call replaces the first.
        """
        self._fix(texts)
        self.stop_preparing()
        self._preparing = asyncio.create_task(self._prepare())
        return self._preparing

    def stop_preparing(self) -> None:
        """Make nothing ahead any more."""
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None

    def _fix(self, texts: Iterable[tuple[str, Language]]) -> None:
        for text, language in texts:
            self._fixed[language].update(dict.fromkeys(sentences(text, language, whole=_Everything())))

    async def _clip(self, sentence: str, language: Language, *, keep: bool) -> Clip:
        keep = keep or sentence in self._fixed[language]
        key = clip_key(self._synthesizer.name, sentence, language)
        if (clip := self._cache.get(key)) is not None:
            return clip
        task = self._making.get(key)
        if task is None:
            task = asyncio.create_task(self._make(key, sentence, language, keep=keep))
            self._making[key] = task
            task.add_done_callback(lambda _: self._making.pop(key, None))
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]
                task.cancel()

    async def _make(self, key: str, sentence: str, language: Language, *, keep: bool) -> Clip:
        return await self._pool.run(self._speak, key, sentence, language, keep=keep)

    def _speak(self, key: str, sentence: str, language: Language, *, keep: bool) -> Clip:
        # This is a thread of the pool and does nothing else.
        give_way()
        clip = self._synthesizer.speak(aloud(sentence, language), language)
        # Another voice may have stepped in meanwhile: its clip goes by its own name and is not kept.
        made = clip_key(self._synthesizer.name, sentence, language)
        keep = keep and made == key
        self._cache.put(made, clip, keep=keep)
        if keep:
            self._cache.put_encoded(made, encode.mp3(clip), keep=True)
        return clip

    async def _prepare(self) -> None:
        wanted = {
            clip_key(self._synthesizer.name, sentence, language): (sentence, language)
            for language, fixed in self._fixed.items()
            for sentence in fixed
        }
        removed = self._cache.prune(wanted)
        missing = {key: what for key, what in wanted.items() if not self._cache.kept(key)}
        _LOG.info("speaking_ahead", extra={"count": len(missing), "total": len(wanted), "removed": removed})
        failed = 0
        for number, (key, (sentence, language)) in enumerate(missing.items(), 1):
            await self._until_idle()
            try:
                await self._make(key, sentence, language, keep=True)
            except UnavailableError as error:
                failed += 1
                _LOG.warning("not_spoken_ahead", extra={"code": error.key})
            if number % 50 == 0:
                _LOG.info("speaking_ahead", extra={"done": number, "count": len(missing)})
        _LOG.info("spoken_ahead", extra={"count": len(missing) - failed, "failed": failed})

    async def _until_idle(self) -> None:
        while True:
            wait = self._busy_seconds()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            await until_calm()
            if self._busy_seconds() <= 0:
                return

    def _busy_seconds(self) -> float:
        """How long to wait before looking again whether nobody needs the engine; 0 when nobody does."""
        if self._pool.busy:
            return 0.05
        if self._busy_elsewhere():
            self._last_asked = monotonic()
            return max(0.05, self._idle_seconds)
        return max(0.0, self._last_asked + self._idle_seconds - monotonic())


class _Everything:
    def __contains__(self, _: object) -> bool:
        return True
