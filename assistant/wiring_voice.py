"""Ears and mouth of this installation: what is set, or what is installed, or nothing. No engine is loaded here."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.interview.ears import Ears, FileEars, Listening
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.cache import ClipCache
from assistant.speech.model import Recognizer, Sound, Synthesizer, Transcript
from assistant.speech.speaker import Speaker


class _Listener:
    def __init__(self, recognizer: Recognizer, pool: WorkerPool) -> None:
        self._recognizer = recognizer
        self._pool = pool

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        del asking
        return await self._pool.run(self._recognizer.transcribe, sound, language)


@dataclass(slots=True)
class Voice:
    """The engines in use and the workers they run in; `ears` and `speaker` are None where there is no engine."""

    ears: Ears | None
    listener: Listening | None
    speaker: Speaker | None
    sound_pool: WorkerPool
    ears_pool: WorkerPool
    mouth_pool: WorkerPool

    @classmethod
    def of(cls, settings: Settings, recognizer: Recognizer | None, synthesizer: Synthesizer | None) -> Voice:
        """The voice of these settings; engines that are given are used as they are."""
        sound_pool = WorkerPool(2, settings.asr_queue, settings.decode_seconds + 15)
        ears_pool = WorkerPool(settings.asr_workers, settings.asr_queue, settings.asr_seconds)
        mouth_pool = WorkerPool(1, 32, 60)
        listener = _Listener(recognizer, ears_pool) if recognizer else None
        ears = FileEars(recognizer.name, listener, sound_pool, settings) if recognizer and listener else None
        folder = settings.data_dir / "spoken"
        speaker = Speaker(synthesizer, ClipCache(folder), mouth_pool) if synthesizer else None
        return cls(ears, listener, speaker, sound_pool, ears_pool, mouth_pool)

    async def close(self) -> None:
        """Take no more work."""
        for pool in (self.sound_pool, self.ears_pool, self.mouth_pool):
            pool.close()
