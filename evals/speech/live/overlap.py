"""How soon the interviewer is silent when she speaks, and what does not silence it; on a clock of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.profile.model import Language, Topic
from assistant.speech.activity import StreamingActivity
from assistant.speech.live.limits import limits
from assistant.speech.live.parts import LiveReply
from assistant.speech.live.session import LiveSession, Parts
from assistant.speech.live.wire import Hush
from assistant.speech.model import HEARING_RATE, Clip, Sound, Transcript, Trouble
from evals.speech.live.sounds import Samples, heard, silence

_BEFORE = 1.0
_WINDOW = 0.02
_ECHO_DELAY = 0.15


@dataclass(frozen=True, slots=True)
class Overlap:
    """A sound made over our words: when we fell silent after it could first be heard, if at all."""

    name: str
    hushed_after: float | None


class _Voice:
    def __init__(self, clip: Clip) -> None:
        self._clip = clip

    async def say(self, text: str, language: Language) -> AsyncIterator[tuple[str, Clip]]:
        del language
        yield text, self._clip

    def pieces(self, text: str, language: Language) -> list[str]:
        del language
        return [text]

    async def ready(self, text: str, language: Language) -> None:
        del text, language


class _Conversation:
    language: Language = "zh"

    def __init__(self, text: str) -> None:
        self._text = text

    async def opening(self) -> LiveReply:
        return LiveReply(self._text, Topic.EXPERIENCE, done=False, wire={})

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        del text, client_turn_id, transcript
        return await self.opening()

    async def foresee(self, text: str) -> str | None:
        del text
        return None

    async def unheard(self, trouble: Trouble, client_turn_id: str, suggestion: str | None = None) -> LiveReply:
        del trouble, client_turn_id, suggestion
        return await self.opening()


class _Deaf:
    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        del asking
        return Transcript(text="", heard="", language=language or "zh", seconds=sound.seconds, trouble=Trouble.SILENCE)


async def over(reply: Clip, name: str, sound: Samples, *, echo: float = 0.0) -> Overlap:
    """Play `sound` a second into `reply`; `echo` is how loud the reply comes back into the microphone."""
    now = 0.0
    session = LiveSession(
        "eval",
        Parts(
            conversation=_Conversation("您好"),
            ears=_Deaf(),
            voice=_Voice(reply),
            activity=StreamingActivity(),
            idle=lambda: False,
            limits=limits(),
            now=lambda: now,
            today=lambda: date(2026, 1, 1),
        ),
    )
    await session.begin()
    await session.settle()
    microphone = np.concatenate((silence(_BEFORE), sound, silence(1.0)))
    if echo:
        microphone = microphone + _echo(reply, len(microphone), echo)
    size = int(_WINDOW * HEARING_RATE)
    for start in range(0, len(microphone) - size, size):
        now += _WINDOW
        session.feed((np.clip(microphone[start : start + size], -1, 1) * 32767).astype("<i2").tobytes())
        await session.settle()
        if any(isinstance(message, Hush) for message in session.outbox.take_all()):
            await session.close()
            return Overlap(name, now - _BEFORE - _begins(sound))
    await session.close()
    return Overlap(name, None)


def _begins(sound: Samples) -> float:
    """Seconds until the sound can be heard: its first hundredth of a second over a tenth of its loudest."""
    size = HEARING_RATE // 100
    loudness = np.abs(sound[: len(sound) // size * size]).reshape(-1, size).max(axis=1)
    heard_from = np.flatnonzero(loudness > loudness.max() / 10) if len(loudness) else np.empty(0)
    return float(heard_from[0]) / 100 if len(heard_from) else 0.0


def _echo(reply: Clip, size: int, loud: float) -> Samples:
    played = heard(reply)
    delayed = np.concatenate((np.zeros(int(_ECHO_DELAY * HEARING_RATE), dtype=np.float32), played * loud))
    filled = np.zeros(size, dtype=np.float32)
    filled[: min(size, len(delayed))] = delayed[:size]
    return filled
