"""A bench for the live session: sound made of simple shapes, a clock that is moved, engines that follow a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import AyiError
from assistant.profile.model import Language, Topic
from assistant.speech.live.limits import limits
from assistant.speech.live.parts import LiveReply
from assistant.speech.live.session import LiveSession, Parts
from assistant.speech.live.wire import Outgoing, Speak
from assistant.speech.model import HEARING_RATE, Clip, Sound, Transcript, Trouble
from assistant.speech.scripted import ScriptedSynthesizer, spread

FRAME = 0.02
BREATHS = 12


class Time:
    """A clock that is moved by hand, and those who wait for it."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            waiting = asyncio.get_running_loop().create_future()
            self._sleepers.append((self.now + seconds, waiting))
            await waiting

    def advance(self, seconds: float) -> None:
        self.now += seconds
        due = [each for each in self._sleepers if each[0] <= self.now + 1e-9]
        self._sleepers = [each for each in self._sleepers if each not in due]
        for _, waiting in due:
            if not waiting.done():
                waiting.set_result(None)


def speech(seconds: float, *, loud: float = 0.3) -> NDArray[np.float32]:
    """Sound that moves as speech does: another mixture of tones every tenth of a second."""
    rng = np.random.default_rng(7)
    times = np.arange(int(seconds * HEARING_RATE)) / HEARING_RATE
    pieces = []
    step = HEARING_RATE // 16
    for start in range(0, len(times), step):
        part = times[start : start + step]
        tones = rng.uniform(120, 3_500, size=4)
        pieces.append(np.sum([np.sin(2 * np.pi * tone * part) for tone in tones], axis=0) / 4)
    return np.asarray(loud * np.concatenate(pieces), dtype=np.float32)


def hum(seconds: float) -> NDArray[np.float32]:
    """嗯: a voice that holds one tone."""
    times = np.arange(int(seconds * HEARING_RATE)) / HEARING_RATE
    tones = sum(np.sin(2 * np.pi * 187.5 * n * times) / n for n in range(1, 20))
    return np.asarray(0.15 * tones, dtype=np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(int(seconds * HEARING_RATE), dtype=np.float32)


class LoudIsVoice:
    """Voice activity of the bench: what is loud is voice, and what is less loud may be some, or a cough."""

    def feed(self, frame: NDArray[np.float32]) -> float:
        loudness = float(np.sqrt(np.mean(np.square(frame))))
        return 0.95 if loudness > 0.06 else 0.5 if loudness > 0.02 else 0.02


Answer = str | Trouble | Transcript | AyiError


class ScriptedEars:
    """Hears by length: the script gives the words said by so many seconds of speech; each takes `seconds` of time."""

    def __init__(self, script: Callable[[float], Answer], time: Time, seconds: float = 0.0) -> None:
        self._script = script
        self._time = time
        self.seconds = seconds
        self.asked: list[tuple[float, Topic | None]] = []

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        self.asked.append((sound.seconds, asking))
        voiced = float(np.sum(np.abs(sound.samples) > 0.001)) / HEARING_RATE
        answer = self._script(voiced)
        await self._time.sleep(self.seconds)
        if isinstance(answer, AyiError):
            raise answer
        if isinstance(answer, Transcript):
            return answer
        text = "" if isinstance(answer, Trouble) else answer
        return Transcript(
            text=text,
            heard=text,
            language=language or "zh",
            seconds=sound.seconds,
            words=spread(text, sound.seconds),
            trouble=answer if isinstance(answer, Trouble) else None,
        )

    async def glance(self, sound: Sound, language: Language) -> str:
        """The same words, and not counted among what was asked."""
        transcript = await self.listen(sound, language, None)
        self.asked.pop()
        return transcript.text


class ScriptedVoice:
    """Speaks in tones, sentence by sentence; each sentence takes `seconds` of time to make."""

    def __init__(self, time: Time, seconds: float = 0.0) -> None:
        self._time = time
        self.seconds = seconds
        self.made_ready: list[str] = []
        self._synthesizer = ScriptedSynthesizer()

    async def say(self, text: str, language: Language) -> AsyncIterator[tuple[str, Clip]]:
        for sentence in _sentences(text):
            await self._time.sleep(self.seconds)
            yield sentence, self._synthesizer.speak(sentence, language)

    def pieces(self, text: str, language: Language) -> list[str]:
        del language
        return _sentences(text)

    def length(self, sentence: str) -> float:
        """Seconds of a sentence with the silence after it."""
        return self._synthesizer.speak(sentence, "zh").seconds

    async def ready(self, text: str, language: Language) -> None:
        del language
        self.made_ready.append(text)


def _sentences(text: str) -> list[str]:
    pieces, start = [], 0
    for n, letter in enumerate(text):
        if letter in "。！？!?" or text[start : n + 1] == "好，":
            pieces.append(text[start : n + 1])
            start = n + 1
    return [each for each in (*pieces, text[start:]) if each.strip()]


class ScriptedConversation:
    """An interview whose questions are fixed; it remembers what it was told."""

    def __init__(
        self,
        questions: Iterable[tuple[str, Topic | None]],
        time: Time,
        *,
        language: Language = "zh",
        seconds: float = 0,
    ) -> None:
        self._questions = list(questions)
        self._time = time
        self.language: Language = language
        self.seconds = seconds
        self.answers: list[str] = []
        self.foreseen: list[str] = []
        self.hearing: Topic | None = None
        self.typed: list[bool] = []
        self.troubles: list[Trouble] = []
        self.suggestions: list[str | None] = []
        self.failure: AyiError | None = None
        self.foresees: AyiError | None = None
        self._known: dict[str, LiveReply] = {}

    async def opening(self) -> LiveReply:
        return self._reply("opening")

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        await self._time.sleep(self.seconds)
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        if client_turn_id not in self._known:
            self.answers.append(text)
            self.typed.append(transcript is None)
            self._known[client_turn_id] = self._reply(client_turn_id)
        return self._known[client_turn_id]

    async def foresee(self, text: str) -> str | None:
        await self._time.sleep(self.seconds)
        if self.foresees is not None:
            raise self.foresees
        self.foreseen.append(text)
        return self._questions[min(len(self.answers) + 1, len(self._questions) - 1)][0]

    async def unheard(self, trouble: Trouble, client_turn_id: str, suggestion: str | None = None) -> LiveReply:
        self.troubles.append(trouble)
        self.suggestions.append(suggestion)
        _, topic = self._questions[min(len(self.answers), len(self._questions) - 1)]
        return LiveReply("没听清，您再说一遍？", topic, done=False, wire={"turn_id": client_turn_id})

    def _reply(self, turn_id: str) -> LiveReply:
        place = min(len(self.answers), len(self._questions) - 1)
        text, topic = self._questions[place]
        done = len(self.answers) >= len(self._questions)
        wire = {"turn_id": turn_id, "reply": {"text": text}}
        return LiveReply(text, topic, done=done, wire=wire, hearing=self.hearing or topic)


QUESTIONS: tuple[tuple[str, Topic | None], ...] = (
    ("您做这行几年了？", Topic.EXPERIENCE),
    ("想要多少工资？", Topic.SALARY),
    ("电话多少？", Topic.CONTACT),
    ("以前都在哪些人家做过？", Topic.HISTORY),
)


class Bench:
    """A session on the bench: play sound to it, let time pass, and look at what it sent."""

    def __init__(
        self,
        script: Callable[[float], Answer],
        *,
        questions: Iterable[tuple[str, Topic | None]] = QUESTIONS,
        listening: float = 0.0,
        answering: float = 0.0,
        synthesis: float = 0.0,
        voice: bool = True,
        idle: bool = False,
        crowded: bool = False,
    ) -> None:
        self.time = Time()
        self.ears = ScriptedEars(script, self.time, listening)
        self.conversation = ScriptedConversation(questions, self.time, seconds=answering)
        self.voice = ScriptedVoice(self.time, synthesis)
        self.idle = idle
        self.parts = Parts(
            conversation=self.conversation,
            ears=self.ears,
            voice=self.voice if voice else None,
            activity=LoudIsVoice(),
            idle=lambda: self.idle,
            limits=limits(),
            now=self.time,
            today=lambda: date(2026, 11, 22),
            crowded=lambda: crowded,
        )
        self.session = LiveSession("live_bench", self.parts)
        self.sent: list[tuple[float, Outgoing]] = []

    async def start(self, *, listen: bool = True) -> None:
        """Begin; and, unless told otherwise, hear the first question to its end."""
        await self.session.begin()
        await self.pause(0.1)
        if listen:
            await self.listen()

    async def listen(self) -> None:
        """Silence until nothing is said any more."""
        for _ in range(1_000):
            await self.play(silence(0.1))
            if not self.session.busy:
                return
        raise AssertionError("it speaks for ever")

    async def play(self, *parts: NDArray[np.float32]) -> None:
        """Play sound to the microphone, frame by frame, as time passes."""
        samples = np.concatenate(parts)
        size = int(FRAME * HEARING_RATE)
        for start in range(0, len(samples), size):
            self.time.advance(FRAME)
            self.session.feed((samples[start : start + size] * 32767).astype("<i2").tobytes())
            await self.breathe()

    async def pause(self, seconds: float) -> None:
        """Let time pass without any sound arriving."""
        for _ in range(round(seconds / FRAME)):
            self.time.advance(FRAME)
            self.session.tick()
            await self.breathe()

    async def breathe(self) -> None:
        """Let everything that needs no time happen, and take what was sent."""
        for _ in range(BREATHS):
            await asyncio.sleep(0)
        self.take()

    def take(self) -> None:
        if not self.session.attached:
            return
        self.sent.extend((self.time.now, each) for each in self.session.outbox.take_all())

    def of(self, kind: type[Any], since: float = 0.0) -> list[Any]:
        """The messages of one kind sent since a moment."""
        return [each for at, each in self.sent if isinstance(each, kind) and at >= since]

    def when(self, kind: type[Any], since: float = 0.0) -> float:
        """The moment the first message of a kind was sent since another moment."""
        return next(at for at, each in self.sent if isinstance(each, kind) and at >= since)

    def spoken(self, since: float = 0.0) -> list[str]:
        return [each.text for each in self.of(Speak, since)]


def always(text: Answer) -> Callable[[float], Answer]:
    """Ears that hear the same whatever is said."""
    return lambda _: text


def by_length(*steps: tuple[float, Answer]) -> Callable[[float], Answer]:
    """Ears that hear the last of `steps` whose seconds of speech have been reached."""

    def script(voiced: float) -> Answer:
        reached = [answer for seconds, answer in steps if voiced >= seconds - 0.05]
        return reached[-1] if reached else Trouble.SILENCE

    return script
