"""Where the time of a turn goes: the parts of one session, each with a watch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.listener import Listener
from assistant.speech.live.parts import Conversation, LiveReply
from assistant.speech.model import Clip, Sound, Transcript, Trouble
from assistant.speech.speaker import Speaker


def _now() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True)
class Stages:
    """Seconds of the newest recognition (in the queue, at work), of the newest answer and of the newest first clip."""

    queue: float = 0.0
    recognise: float = 0.0
    understand: float = 0.0
    speak: float = 0.0
    events: list[tuple[float, str]] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Something happens now."""
        self.events.append((_now(), what))


class TimedEars:
    """The listener of the product, timed."""

    def __init__(self, listener: Listener, pool: WorkerPool, stages: Stages) -> None:
        self._listener, self._pool, self._stages = listener, pool, stages

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """As the listener."""
        now = asyncio.get_running_loop().time
        asked = began = now()

        def work() -> Transcript:
            nonlocal began
            began = now()
            return self._listener.hear(sound, language, asking)

        self._stages.note(f"asked to hear {sound.seconds:.2f} s")
        transcript = await self._pool.run(work)
        self._stages.queue, self._stages.recognise = began - asked, now() - began
        self._stages.note(f"heard {transcript.trouble or transcript.text} in {self._stages.recognise:.2f} s")
        return transcript

    async def glance(self, sound: Sound, language: Language) -> str:
        """As the listener."""
        asked = _now()
        text = await self._listener.glance(sound, language)
        self._stages.note(f"glanced at {sound.seconds:.2f} s in {_now() - asked:.2f} s: {text}")
        return text


class TimedVoice:
    """The speaker of the product, timed to the first clip of each text."""

    def __init__(self, speaker: Speaker, stages: Stages) -> None:
        self._speaker, self._stages = speaker, stages

    async def say(self, text: str, language: Language) -> AsyncIterator[tuple[str, Clip]]:
        """As the speaker."""
        asked, first = _now(), True
        async for sentence, clip in self._speaker.say(text, language):
            if first:
                self._stages.speak, first = _now() - asked, False
                self._stages.note(f"first clip {sentence}")
            yield sentence, clip

    def pieces(self, text: str, language: Language) -> list[str]:
        """As the speaker."""
        return self._speaker.pieces(text, language)

    async def ready(self, text: str, language: Language) -> None:
        """As the speaker."""
        await self._speaker.ready(text, language)
        self._stages.note("reply made ready")


class TimedConversation:
    """An interview, timed."""

    def __init__(self, conversation: Conversation, stages: Stages) -> None:
        self._conversation, self._stages = conversation, stages
        self.expected: Topic | None = None
        """The topic whose short answers are expected to the newest reply."""

    @property
    def language(self) -> Language:
        """Of the interview."""
        return self._conversation.language

    async def opening(self) -> LiveReply:
        """The reply on the table."""
        reply = await self._conversation.opening()
        self.expected = reply.hearing
        return reply

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        """A turn of hers."""
        asked = _now()
        reply = await self._conversation.answer(text, client_turn_id, transcript)
        self._stages.understand = _now() - asked
        self._stages.note(f"answered {reply.text}")
        self.expected = reply.hearing
        return reply

    async def foresee(self, text: str) -> str | None:
        """What would be answered."""
        foreseen = await self._conversation.foresee(text)
        self._stages.note(f"foreseen {foreseen}")
        return foreseen

    async def unheard(self, trouble: Trouble, client_turn_id: str, suggestion: str | None = None) -> LiveReply:
        """She was not understood."""
        asked = _now()
        reply = await self._conversation.unheard(trouble, client_turn_id, suggestion)
        self._stages.understand = _now() - asked
        return reply
