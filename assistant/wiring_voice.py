"""Ears and mouth of this installation: what is set, or what is installed, or nothing. No engine is loaded here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

from assistant.interview.ears import FileEars, Listening
from assistant.kit.errors import AyiError, BadInputError, UnavailableError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.cache import ClipCache
from assistant.speech.fetch import EARS, embedded, folder_of, hub_repository, is_ready, missing_packages
from assistant.speech.listener import Listener, recognizer_for
from assistant.speech.model import Recognizer, Sound, Synthesizer, Transcript
from assistant.speech.speaker import Speaker
from assistant.speech.synthesis import make_synthesizer
from assistant.understanding.repair.model import Repaired

log = logging.getLogger(__name__)

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

    def close(self) -> None:
        """Take no more work."""
        for pool in (self.sound, self.ears, self.mouth):
            pool.close()


class Engine(Protocol):
    """What can be loaded ahead of its first use."""

    def load(self) -> None:
        """Load now."""


@dataclass(slots=True)
class Voice:
    """What listens and what speaks here; None where nothing does. `engines` can be loaded ahead, by part."""

    pools: Pools
    ears: FileEars | None = None
    listener: Listening | None = None
    speaker: Speaker | None = None
    engines: dict[str, Engine] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def parts(self) -> dict[str, str]:
        """The engine in use by part, or that there is none, or why it could not be loaded."""
        names = {"ears": self.ears and self.ears.name, "mouth": self.speaker and self.speaker.name}
        return {part: self.failed.get(part) or name or "missing" for part, name in names.items()}

    async def warm_up(self, texts: Iterable[tuple[str, Language]]) -> None:
        """Load the engines, then speak `texts` ahead while nobody is waiting. What fails is noted, not raised."""
        for part, engine in self.engines.items():
            try:
                await asyncio.to_thread(engine.load)
            except AyiError as error:
                self.failed[part] = f"failed: {error.key}"
                log.warning("engine_not_loaded", extra={"part": part, "code": error.key})
        if self.speaker is not None and "mouth" not in self.failed:
            self.speaker.prepare(texts)

    def close(self) -> None:
        """Stop speaking ahead, and take no more work."""
        if self.speaker is not None:
            self.speaker.stop_preparing()
        self.pools.close()


MakeVoice = Callable[[Settings], Voice]


def voice_of(settings: Settings) -> Voice:
    """The voice of these settings: engines that are there, none of them loaded yet."""
    pools = Pools.of(settings)
    voice = Voice(pools)
    if settings.speech == "off":
        return voice
    if _has_ears(settings):
        recognizer = LateRecognizer(settings)
        listener = Listener(recognizer, _repair, pools.ears)
        voice.listener = listener
        voice.ears = FileEars(recognizer, listener, pools.sound, settings)
        voice.engines["ears"] = recognizer
    synthesizer = make_synthesizer(settings)
    if synthesizer is not None:
        voice.speaker = speaker_of(settings, synthesizer, pools.mouth)
        if (load := getattr(synthesizer, "load", None)) is not None:
            voice.engines["mouth"] = _Loading(load)
    return voice


def speaker_of(settings: Settings, synthesizer: Synthesizer, pool: WorkerPool) -> Speaker:
    """A speaker that keeps the product's own sentences below the data folder."""
    cache = ClipCache(settings.data_dir / "spoken", memory_bytes=settings.tts_memory_bytes)
    return Speaker(synthesizer, cache, pool)


@dataclass(frozen=True, slots=True)
class _Loading:
    load: Callable[[], None]


class LateRecognizer:
    """The recognizer of the settings, made with the first recording: its files may first have to be put together."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: Recognizer | None = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The engine; before it is made, what it will be."""
        if self._made is not None:
            return self._made.name
        remote = self._settings.asr_base_url and self._settings.asr_remote_model
        return remote or Path(self._settings.asr_model or EARS).name

    def load(self) -> None:
        """Make it and load what it needs.

        Raises:
            UnavailableError, BadInputError: it is not there, or cannot be used.
        """
        load = getattr(self._recognizer(), "load", None)
        if load is not None:
            load()

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """What it hears.

        Raises:
            UnavailableError: it is missing or failed.
        """
        return self._recognizer().transcribe(sound, language, words=words)

    def _recognizer(self) -> Recognizer:
        with self._lock:
            if self._made is None:
                try:
                    self._made = recognizer_for(self._settings)
                except BadInputError as error:
                    raise UnavailableError("ears_missing") from error
            return self._made


def _has_ears(settings: Settings) -> bool:
    """Whether anything that listens is set or installed."""
    if settings.asr_base_url is not None:
        return True
    if settings.asr_model in {"", EARS}:
        model = embedded(EARS)
        return is_ready(settings.data_dir, model) or not missing_packages(model)
    if Path(settings.asr_model).expanduser().is_dir():
        return True
    try:
        return folder_of(settings.data_dir, hub_repository(settings.asr_model)).is_dir()
    except BadInputError:
        log.warning("engine_unknown", extra={"part": "ears"})
        return False


def _repair(text: str, asking: Topic | None, language: Language) -> Repaired:
    # Its dictionaries are read only where somebody speaks.
    from assistant.understanding.repair import repair

    return repair(text, asking, language)
