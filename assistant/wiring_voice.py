"""Ears and mouth of this installation: what is set, or what is installed, or nothing. No engine is loaded here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.interview.ears import FileEars, Listening
from assistant.kit.calm import until_calm
from assistant.kit.errors import AyiError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.cache import ClipCache
from assistant.speech.giving_way import made_giving_way
from assistant.speech.listener import Listener
from assistant.speech.model import Synthesizer
from assistant.speech.recognition import make_recognizer
from assistant.speech.speaker import Speaker
from assistant.speech.synthesis import make_synthesizer
from assistant.speech.whisper import WhisperRecognizer
from assistant.understanding.repair.model import Repaired

log = logging.getLogger(__name__)

_REHEARSED_AFTER = 0.2  # seconds until it is looked again whether somebody is listened to
_OPENERS = 2  # recordings opened at once; each is a process of its own
_OPENING_SLACK = 15.0  # seconds beyond the decoder's own bound, for its process to start


@dataclass(frozen=True, slots=True)
class Pools:
    """The workers that open and encode sound, listen, and speak."""

    sound: WorkerPool
    ears: WorkerPool
    mouth: WorkerPool

    @classmethod
    def of(cls, settings: Settings) -> Pools:
        """Pools as large as the settings say."""
        return cls(
            WorkerPool(_OPENERS, settings.asr_queue, settings.decode_seconds + _OPENING_SLACK),
            WorkerPool(settings.asr_workers, settings.asr_queue, settings.asr_seconds),
            WorkerPool(settings.tts_workers, settings.tts_queue, settings.tts_seconds),
        )

    def busy(self) -> dict[str, int]:
        """How much runs or waits in each."""
        return {"sound": self.sound.busy, "ears": self.ears.busy, "mouth": self.mouth.busy}

    def close(self) -> None:
        """Take no more work."""
        for pool in (self.sound, self.ears, self.mouth):
            pool.close()


@dataclass(slots=True)
class Voice:
    """What listens and what speaks here; None where nothing does.

    `loads` load an engine ahead, by part; the steps of `rehearsal` do on nothing what is slow the first time.
    """

    pools: Pools
    ears: FileEars | None = None
    listener: Listening | None = None
    speaker: Speaker | None = None
    loads: dict[str, Callable[[], None]] = field(default_factory=dict)
    rehearsal: Callable[[], Iterable[Callable[[], None]]] = tuple
    failed: dict[str, str] = field(default_factory=dict)

    def parts(self) -> dict[str, str]:
        """The engine in use by part, or that there is none, or why it could not be loaded."""
        names = {"ears": self.ears and self.ears.name, "mouth": self.speaker and self.speaker.name}
        return {part: self.failed.get(part) or name or "missing" for part, name in names.items()}

    async def warm_up(self, texts: Iterable[tuple[str, Language]]) -> None:
        """Load the engines, then speak `texts` ahead while nobody is waiting. What fails is noted, not raised."""
        for part, load in self.loads.items():
            # The first time an engine is put together from its packages, which takes a while.
            log.info("engine_loading", extra={"part": part})
            try:
                await asyncio.to_thread(load)
                log.info("engine_loaded", extra={"part": part})
            except AyiError as error:
                self.failed[part] = f"failed: {error.key}"
                log.warning("engine_not_loaded", extra={"part": part, "code": error.key})
        if "ears" not in self.failed:
            await self._rehearse()
        if self.speaker is not None and "mouth" not in self.failed:
            self.speaker.prepare(texts)

    async def _rehearse(self) -> None:
        """Step by step, while nobody is listened to."""
        try:
            for step in await asyncio.to_thread(self.rehearsal):
                await self._until_nobody_is_heard()
                await asyncio.to_thread(made_giving_way, step)
        except AyiError as error:
            log.warning("not_rehearsed", extra={"code": error.key})

    async def _until_nobody_is_heard(self) -> None:
        while True:
            await until_calm()
            if not self.pools.ears.busy:
                return
            await asyncio.sleep(_REHEARSED_AFTER)

    def close(self) -> None:
        """Stop speaking ahead, and take no more work."""
        if self.speaker is not None:
            self.speaker.stop_preparing()
        self.pools.close()


MakeVoice = Callable[[Settings], Voice]


def voice_of(settings: Settings, pools: Pools | None = None) -> Voice:
    """The voice of these settings: engines that are there, none of them loaded yet. `pools`: its workers, if made."""
    pools = pools or Pools.of(settings)
    voice = Voice(pools)
    recognizer = make_recognizer(settings)
    if recognizer is not None:
        scorer = recognizer if isinstance(recognizer, WhisperRecognizer) else None
        voice.listener = Listener(recognizer, _repair, pools.ears, scorer)
        voice.ears = FileEars(recognizer, voice.listener, pools.sound, settings)
    synthesizer = make_synthesizer(settings)
    if synthesizer is not None:
        # A small machine listens or speaks ahead, not both at once.
        voice.speaker = speaker_of(
            settings, synthesizer, pools.mouth, lambda: bool(pools.ears.busy or pools.sound.busy)
        )
    engines = {"ears": recognizer, "mouth": synthesizer}
    # An engine behind a server has nothing to load.
    voice.loads = {part: load for part, engine in engines.items() if (load := getattr(engine, "load", None))}
    if "ears" in voice.loads and isinstance(voice.listener, Listener):
        voice.rehearsal = voice.listener.rehearsal
    return voice


def speaker_of(
    settings: Settings, synthesizer: Synthesizer, pool: WorkerPool, busy_elsewhere: Callable[[], bool] = lambda: False
) -> Speaker:
    """A speaker that keeps the product's own sentences below the data folder, made while nothing else is to be done."""
    cache = ClipCache(settings.data_dir / "spoken", memory_bytes=settings.tts_memory_bytes)
    return Speaker(synthesizer, cache, pool, busy_elsewhere=busy_elsewhere)


def _repair(text: str, asking: Topic | None, language: Language) -> Repaired:
    # Its dictionaries are read only where somebody speaks.
    from assistant.understanding.repair import repair

    return repair(text, asking, language)
