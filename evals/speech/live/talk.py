"""Whole conversations in real time: several callers at once, each answering what is asked, on one machine.

What has no blanks is spoken ahead, as in an installation that has been up for a while. Callers who talk at the same
time answer differently where answers differ, so that they do not share the clips of what is said back to them.
"""

from __future__ import annotations

import asyncio
import resource
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.api.live import InterviewConversation
from assistant.interview.service import InterviewService
from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic
from assistant.speech.activity import StreamingActivity
from assistant.speech.listener import Listener
from assistant.speech.live.limits import limits, phrases
from assistant.speech.live.session import VOICE_RATE, LiveSession, Parts
from assistant.speech.live.wire import HeardTurn, Speak, TurnTaken
from assistant.speech.model import HEARING_RATE, Clip
from assistant.wiring import interview_service, opened_database
from assistant.wiring_voice import Voice
from evals.speech.live.sounds import Samples, render, script, silence, spoken
from evals.speech.live.stages import Stages, TimedConversation, TimedEars, TimedVoice

_FRAME = 0.04
_AFTER_REPLY = 0.4
_PATIENCE = 12.0
_QUIET = 300


@dataclass(slots=True)
class Turn:
    """One answer, in seconds after its last word.

    The transcript; the first sound, mostly a short one that we heard; the first of the reply, which may be its opening
    (好，); the first of it that was not said by then to everybody.
    """

    heard: float | None = None
    sound: float | None = None
    reply: float | None = None
    own: float | None = None
    topic: Topic | None = None
    taken: bool = False
    opening: tuple[str, float] | None = None
    events: list[tuple[float, str]] = field(default_factory=list)
    stages: Stages = field(default_factory=Stages)


@dataclass(slots=True)
class Talk:
    """What several callers met, and what it cost: processor seconds a second of the clock, and bytes of memory."""

    callers: int
    turns: list[Turn] = field(default_factory=list)
    silent: int = 0
    processor: float = 0.0
    memory: int = 0


Lines = dict[Topic, list[Samples]]
"""What is answered to each question, in the words of one caller or another."""


async def talk(voice: Voice, callers: int, seconds: float, folder: Path) -> Talk:
    """Let `callers` talk for so many seconds each."""
    settings = Settings(_env_file=None, data_dir=folder, knowledge_build=False)
    result = Talk(callers)
    async with opened_database(settings) as database:
        service = interview_service(database, settings)
        lines = await _lines(voice)
        opened = [await service.open("zh", None, "live") for _ in range(callers)]
        await _speak_ahead(voice, service)
        before, cpu, began = _memory(), time.process_time(), _now()
        sessions = [
            _Caller(voice, service, each.id, each.token, _of_caller(lines, n), result) for n, each in enumerate(opened)
        ]
        # Callers do not ring all in the same moment.
        await asyncio.gather(*(each.run(seconds, n * 1.7) for n, each in enumerate(sessions)))
        result.processor = (time.process_time() - cpu) / (_now() - began)
        result.memory = max(0, _memory() - before)
    return result


async def _lines(voice: Voice) -> Lines:
    by_topic: dict[str, str | list[str]] = script()["by_topic"]  # type: ignore[assignment]  # the file is ours
    speaker = voice.speaker
    if speaker is None:
        raise RuntimeError("no voice is installed")
    return {
        Topic(topic): [await spoken(speaker, text) for text in ([texts] if isinstance(texts, str) else texts)]
        for topic, texts in by_topic.items()
    }


def _of_caller(lines: Lines, number: int) -> dict[Topic, Samples]:
    return {topic: those[number % len(those)] for topic, those in lines.items()}


async def _speak_ahead(voice: Voice, service: InterviewService) -> None:
    """As an installation that has been up for a while: what has no blanks is ready."""
    if voice.speaker is None:
        return
    texts: list[tuple[str, Language]] = [*((each, "zh") for each in phrases("zh").fixed()), *service.fixed_texts()]
    chinese = [(text, language) for text, language in texts if language == "zh"]
    # Names them; they are made here, at once.
    voice.speaker.prepare(chinese)
    voice.speaker.stop_preparing()
    pieces = (piece for text, _ in chinese for piece in voice.speaker.pieces(text, "zh"))
    await render(voice.speaker, list(dict.fromkeys(pieces)))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class _Caller:
    def __init__(
        self,
        voice: Voice,
        service: InterviewService,
        interview_id: str,
        token: str,
        lines: dict[Topic, Samples],
        result: Talk,
    ) -> None:
        if not isinstance(voice.listener, Listener) or voice.speaker is None:
            raise RuntimeError("no recognizer or no voice is installed")
        self._lines = lines
        self._result = result
        said = phrases("zh")
        self._openings = {*said.openings, *said.openings_that_listen}
        self._asides = set(said.fixed()) - self._openings
        # What everybody hears was made ahead.
        self._known = {piece for text, _ in service.fixed_texts() for piece in voice.speaker.pieces(text, "zh")}
        self._stages = Stages()
        self._asking: Topic | None = Topic.CONSENT
        self._turn: Turn | None = None
        self._ended = 0.0
        self._aside = False
        ears = voice.pools.ears
        self._conversation = TimedConversation(InterviewConversation(service, interview_id, token), self._stages)
        self._session = LiveSession(
            interview_id,
            Parts(
                conversation=self._conversation,
                ears=TimedEars(voice.listener, ears, self._stages),
                voice=TimedVoice(voice.speaker, self._stages),
                activity=StreamingActivity(),
                idle=lambda: ears.busy == 0,
                limits=limits(),
                now=asyncio.get_running_loop().time,
                today=lambda: datetime.now(UTC).date(),
                crowded=lambda: result.callers > limits().partials.most_sessions,
            ),
        )
        self._pending: Speak | None = None

    async def run(self, seconds: float, after: float) -> None:
        await asyncio.sleep(after)
        await self._session.begin()
        until = _now() + seconds
        while _now() < until:
            await self._until_quiet()
            self._session.stop()
            said_back = self._conversation.expected is Topic.CONFIRM
            asked = Topic.CONFIRM if said_back else self._asking or Topic.ANYTHING_ELSE
            await self._answer(self._lines.get(asked, self._lines[Topic.CONFIRM]))
        await self._session.close()

    async def _until_quiet(self) -> None:
        """Listen to the reply, to its end or for a few seconds."""
        until = _now() + 4.0
        await self._play(silence(_AFTER_REPLY))
        while self._session.busy and _now() < until:
            await self._play(silence(_FRAME))

    async def _answer(self, samples: Samples) -> None:
        turn = self._turn = Turn(topic=self._asking)
        self._stages.events.clear()
        self._ended = float("inf")
        await self._play(samples)
        self._ended = _now()
        while (turn.reply is None or not turn.taken) and _now() < self._ended + _PATIENCE:
            await self._play(silence(_FRAME))
        if turn.reply is None:
            self._result.silent += 1
        turn.stages = replace(self._stages)
        turn.events = [(at - self._ended, what) for at, what in self._stages.events]
        self._result.turns.append(turn)
        self._turn = None

    async def _play(self, samples: Samples) -> None:
        size = int(_FRAME * HEARING_RATE)
        for start in range(0, len(samples), size):
            began = _now()
            self._session.feed((np.clip(samples[start : start + size], -1, 1) * 32767).astype("<i2").tobytes())
            self._take()
            await asyncio.sleep(max(0.0, _FRAME - (_now() - began)))
            self._take()

    def _take(self) -> None:
        for message in self._session.outbox.take_all():
            since = _now() - self._ended
            if isinstance(message, TurnTaken):
                asking = message.turn["reply"]["asking"]
                self._asking = Topic(asking) if asking else None
            if isinstance(message, Speak):
                self._pending = message
                self._stages.note(f"speaks {message.text}")
            turn = self._turn
            if turn is None or since < 0:
                continue
            if isinstance(message, TurnTaken) and not turn.taken:
                turn.taken = True
                if turn.opening and message.turn["reply"]["text"].startswith(turn.opening[0]):
                    turn.reply = turn.opening[1]
            if isinstance(message, HeardTurn):
                self._stages.note("turn taken")
            if isinstance(message, HeardTurn) and turn.heard is None:
                turn.heard = since
            elif isinstance(message, bytes) and self._pending is not None:
                self._sounded(turn, self._pending, message, since)

    def _sounded(self, turn: Turn, speak: Speak, sound: bytes, since: float) -> None:
        """The first sound counts from where it can be heard, not from its silent beginning."""
        samples = np.frombuffer(sound, dtype="<i2")
        loud = np.flatnonzero(np.abs(samples) > _QUIET)
        if not len(loud):
            return
        at = since + float(loud[0]) / VOICE_RATE
        self._pending = None
        if turn.sound is None:
            turn.sound = at
        if not turn.taken and speak.text in self._openings:
            # It begins the reply if the reply that follows begins so.
            turn.opening = (speak.text, at)
            return
        if speak.text in self._asides:
            return
        if turn.reply is None:
            turn.reply = at
        if turn.own is None and speak.text not in self._known:
            turn.own = at


def leading_silence(clip: Clip) -> float:
    """Seconds of a clip before anything can be heard."""
    loud = np.flatnonzero(np.abs(clip.samples) > _QUIET)
    return float(loud[0]) / clip.rate if len(loud) else clip.seconds
