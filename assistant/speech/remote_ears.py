"""A recognizer behind any OpenAI-compatible `/audio/transcriptions`."""

from __future__ import annotations

import io
import wave
from math import exp
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.kit.errors import UnavailableError
from assistant.profile.model import Language
from assistant.speech import captions
from assistant.speech.hearing import hearing
from assistant.speech.model import HEARING_RATE, Sound, Transcript, Trouble, Word
from assistant.speech.sound import to_pcm16
from assistant.speech.timing import fitted

if TYPE_CHECKING:
    from openai import OpenAI

# Servers name the language in words or by code.
_CHINESE = {"zh", "chinese", "mandarin", "yue", "cantonese", "zh-cn", "cmn"}
_ENGLISH = {"en", "english", "en-us", "en-gb"}
# A server that says nothing about its sureness is believed as far as a plain answer needs.
_UNTOLD_CONFIDENCE = 0.75


class OpenAIRecognizer:
    """Sends recordings to a server as 16 kHz wav and reads its `verbose_json`. Safe from several threads.

    A failure or `timeout_seconds` without an answer is an `UnavailableError`, so that another engine can take over.
    `client` may be given to use connections of one's own.
    """

    def __init__(
        self, base_url: str, api_key: str, model: str, *, timeout_seconds: float, client: OpenAI | None = None
    ) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._timeout = timeout_seconds
        self._given = client
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The model, and that it is a server's."""
        return f"{self._model} (server)"

    def _client(self) -> OpenAI:
        with self._lock:
            if self._given is None:
                # A second to import; an installation without a server never needs it.
                from openai import OpenAI

                self._given = OpenAI(
                    base_url=self._base_url, api_key=self._api_key or "none", timeout=self._timeout, max_retries=1
                )
            return self._given

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """What the server hears.

        Raises:
            UnavailableError: it cannot be reached, is slow, refuses, or answers something else.
        """
        from openai import OpenAIError

        asked: dict[str, Any] = {"model": self._model, "response_format": "verbose_json", "temperature": 0}
        if language is not None:
            asked |= {"language": language}
            if hearing().prompts[language]:
                asked |= {"prompt": hearing().prompts[language]}
        if words:
            asked |= {"timestamp_granularities": ["word", "segment"]}
        try:
            answer = self._client().audio.transcriptions.create(file=("answer.wav", _wav(sound)), **asked)
        except (OpenAIError, ValueError) as error:
            raise UnavailableError("ears_failed") from error
        text = getattr(answer, "text", None)
        if not isinstance(text, str):
            raise UnavailableError("ears_failed")
        return _transcript(text, answer, sound, language, words=words)


def _wav(sound: Sound) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(HEARING_RATE)
        file.writeframes(to_pcm16(sound.samples).tobytes())
    return out.getvalue()


def _transcript(text: str, answer: object, sound: Sound, language: Language | None, *, words: bool) -> Transcript:
    named = str(getattr(answer, "language", "") or "").casefold()
    spoken = language or ("en" if named in _ENGLISH else "zh")
    other = language is None and bool(named) and named not in _CHINESE | _ENGLISH
    segments = getattr(answer, "segments", None) or []
    confidence = _confidence([float(s.avg_logprob) for s in segments if getattr(s, "avg_logprob", None) is not None])
    said = text.strip()
    said = captions.simplified(said) if spoken == "zh" else said
    return Transcript(
        text=said,
        heard=said,
        language=spoken,
        seconds=sound.seconds,
        words=_words(said, answer, confidence, sound.seconds) if words else (),
        confidence=confidence if said else 0.0,
        trouble=Trouble.OTHER_LANGUAGE if other else None,
    )


def _words(text: str, answer: object, confidence: float, seconds: float) -> tuple[Word, ...]:
    timed = getattr(answer, "words", None) or getattr(answer, "segments", None) or []
    pieces = [
        (
            captions.simplified(str(getattr(piece, "word", None) or getattr(piece, "text", ""))),
            min(seconds, max(0.0, float(piece.start))),
            min(seconds, max(0.0, float(piece.end))),
        )
        for piece in timed
    ]
    return fitted(text, pieces, confidence)


def _confidence(log_probabilities: list[float]) -> float:
    if not log_probabilities:
        return _UNTOLD_CONFIDENCE
    return min(1.0, max(0.0, exp(sum(log_probabilities) / len(log_probabilities))))
