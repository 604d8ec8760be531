"""Engines that follow a script: deterministic, instant unless held, and failing when told to.

They stand in for the real recognizer and synthesizer wherever the point is what the product does with an answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Event, Lock

import numpy as np

from assistant.profile.model import Language
from assistant.speech.model import Clip, Mouth, Sound, Transcript, Trouble, Viseme, Word

Line = str | Transcript | Trouble | Exception
"""What a scripted recognizer answers: words, a whole transcript, a trouble, or an error to raise."""

_PIECE = re.compile(r"[A-Za-z0-9'.-]+\s*|\s+|.", re.DOTALL)
_SHAPES: tuple[Mouth, ...] = ("a", "o", "e", "i", "u")
_CLOSING = frozenset("bpmBPM")
_HOLD_SECONDS = 30.0


def fingerprint(sound: Sound) -> str:
    """A short name for exactly these samples, by which a script can know a recording again."""
    return hashlib.sha256(np.ascontiguousarray(sound.samples).tobytes()).hexdigest()[:16]


def spread(text: str, seconds: float) -> tuple[Word, ...]:
    """`text` as words said evenly over `seconds`: every Chinese character a word, every Latin word one."""
    pieces = _PIECE.findall(text)
    step = seconds / max(1, len(pieces))
    return tuple(
        Word(text=piece, start=round(n * step, 3), end=round((n + 1) * step, 3)) for n, piece in enumerate(pieces)
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """One call of a scripted recognizer."""

    seconds: float
    language: Language | None
    words: bool


class ScriptExhaustedError(LookupError):
    """The recognizer was asked for more than its script holds: the test, not the product, is wrong."""


class ScriptedRecognizer:
    """Answers what the script says, whatever is played to it.

    The script is a sequence of lines, one for each call; or lines by length in seconds (the nearest counts) or by
    `fingerprint`; or a function of the sound and the language. With `hold` every call waits until that event is set.
    `calls` is what was asked so far.
    """

    def __init__(
        self,
        script: Iterable[Line] | Mapping[float, Line] | Mapping[str, Line] | Callable[[Sound, Language | None], Line],
        *,
        name: str = "scripted",
        hold: Event | None = None,
        confidence: float = 0.9,
    ) -> None:
        self.name = name
        self.calls: list[Heard] = []
        self._hold = hold
        self._confidence = confidence
        self._lock = Lock()
        self._next = _reader(script)

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """The next line of the script as a transcript.

        Raises:
            ScriptExhaustedError: the script has nothing for this call.
            Exception: the script's own, when the line is one.
        """
        with self._lock:
            self.calls.append(Heard(sound.seconds, language, words))
            line = self._next(sound, language)
        if self._hold is not None:
            self._hold.wait(_HOLD_SECONDS)
        if isinstance(line, Exception):
            raise line
        if isinstance(line, Transcript):
            return line
        trouble = line if isinstance(line, Trouble) else None
        text = "" if isinstance(line, Trouble) else line
        return Transcript(
            text=text,
            heard=text,
            language=language or _language(text),
            seconds=sound.seconds,
            words=spread(text, sound.seconds) if words else (),
            confidence=0.0 if trouble else self._confidence,
            trouble=trouble,
        )


def _language(text: str) -> Language:
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return "en" if 2 * latin > len(text) else "zh"


def _reader(
    script: Iterable[Line] | Mapping[float, Line] | Mapping[str, Line] | Callable[[Sound, Language | None], Line],
) -> Callable[[Sound, Language | None], Line]:
    if callable(script):
        return script
    if isinstance(script, Mapping):
        return lambda sound, _: _by_recording(script, sound)
    lines = iter(script)

    def following(_sound: Sound, _language: Language | None) -> Line:
        try:
            return next(lines)
        except StopIteration:
            raise ScriptExhaustedError("the script has no more lines") from None

    return following


def _by_recording(script: Mapping[float, Line] | Mapping[str, Line], sound: Sound) -> Line:
    by_print = {key: line for key, line in script.items() if isinstance(key, str)}
    if (known := by_print.get(fingerprint(sound))) is not None:
        return known
    by_length = {key: line for key, line in script.items() if isinstance(key, int | float)}
    if not by_length:
        raise ScriptExhaustedError(f"no line for the recording {fingerprint(sound)}")
    return by_length[min(by_length, key=lambda seconds: abs(seconds - sound.seconds))]


class ScriptedSynthesizer:
    """Speaks in a steady tone: 0.18 s a Chinese character, 0.07 s a Latin letter, silence at punctuation.

    The same sentence always gives the same samples. `failures` are raised, one a call, before anything is spoken;
    with `hold` every call waits until that event is set. `calls` is what was spoken so far.
    """

    def __init__(
        self,
        *,
        name: str = "scripted",
        rate: int = 24_000,
        failures: Iterable[Exception] = (),
        hold: Event | None = None,
    ) -> None:
        self.name = name
        self.rate = rate
        self.calls: list[tuple[str, Language]] = []
        self._failures = iter(tuple(failures))
        self._hold = hold
        self._lock = Lock()

    def speak(self, sentence: str, language: Language) -> Clip:
        """A tone as long as `sentence` would take, with one shape of the mouth a character.

        Raises:
            Exception: the next of `failures`, while there are any.
        """
        with self._lock:
            self.calls.append((sentence, language))
            failure = next(self._failures, None)
        if self._hold is not None:
            self._hold.wait(_HOLD_SECONDS)
        if failure is not None:
            raise failure
        visemes: list[Viseme] = []
        at = 0.0
        for character in sentence:
            end = round(at + _length(character), 4)
            visemes.append(Viseme(start=at, end=end, shape=_shape(character)))
            at = end
        return Clip(self._tone(visemes, at), self.rate, tuple(visemes))

    def _tone(self, visemes: list[Viseme], seconds: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
        times = np.arange(int(seconds * self.rate)) / self.rate
        wave = 0.3 * np.sin(2 * np.pi * 220.0 * times)
        for viseme in visemes:
            if viseme.shape == "rest":
                wave[int(viseme.start * self.rate) : int(viseme.end * self.rate)] = 0.0
        return np.asarray(wave * 32767, dtype=np.int16)


def _length(character: str) -> float:
    if not character.isalnum():
        return 0.1
    return 0.07 if character.isascii() else 0.18


def _shape(character: str) -> Mouth:
    if not character.isalnum():
        return "rest"
    return "closed" if character in _CLOSING else _SHAPES[ord(character) % len(_SHAPES)]
