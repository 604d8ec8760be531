"""A voice behind any OpenAI-compatible `/audio/speech`, and what speaks when the server does not."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import UnavailableError
from assistant.profile.model import Language
from assistant.speech.encode import SPEAKING_RATE
from assistant.speech.model import Clip, Synthesizer
from assistant.speech.mouth import spread
from assistant.speech.phonemes import phonemes

if TYPE_CHECKING:
    from av import AudioFrame
    from openai import OpenAI

_LOG = logging.getLogger(__name__)
_MOST_BYTES: Final = 20_000_000
# How files begin whose format tells itself; anything else is the bare samples that `pcm` promises.
_FILES: Final = (b"RIFF", b"ID3", b"OggS", b"fLaC", b"\xff\xf3", b"\xff\xfb", b"\xff\xf2", b"\xff\xf1")


class OpenAISynthesizer:
    """Sends sentences to a server and reads back wav or bare 24 kHz samples. Safe from several threads.

    The server tells no times, so the mouth follows the sounds of the sentence over the voiced part of the clip.
    A failure or `timeout_seconds` without an answer is an `UnavailableError`, so that another engine can take over.
    `client` may be given to use connections of one's own.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        voices: Mapping[Language, str],
        *,
        timeout_seconds: float,
        speed: float = 1.0,
        client: OpenAI | None = None,
    ) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._voices = dict(voices)
        self._timeout = timeout_seconds
        self._speed = speed
        self._given = client
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The model and its voices, and that they are a server's."""
        return f"{self._model} (server) {self._voices['zh']} {self._voices['en']} {self._speed:g}"

    def speak(self, sentence: str, language: Language) -> Clip:
        """What the server says; empty when the sentence has nothing to say.

        Raises:
            UnavailableError: it cannot be reached, is slow, refuses, or answers with something that is no sound.
        """
        from openai import OpenAIError

        if not any(map(str.isalnum, sentence)):
            return Clip(np.zeros(0, dtype=np.int16), SPEAKING_RATE)
        try:
            answer = self._client().audio.speech.create(
                model=self._model,
                voice=self._voices[language],
                input=sentence,
                response_format="wav",
                speed=self._speed,
            )
            samples = _samples(answer.content)
        except (OpenAIError, ValueError) as error:
            raise UnavailableError("voice_failed") from error
        return Clip(samples, SPEAKING_RATE, spread(list(phonemes(sentence)), samples, SPEAKING_RATE))

    def _client(self) -> OpenAI:
        with self._lock:
            if self._given is None:
                # A second to import; an installation without a server never needs it.
                from openai import OpenAI

                self._given = OpenAI(
                    base_url=self._base_url, api_key=self._api_key or "none", timeout=self._timeout, max_retries=0
                )
            return self._given


class FallbackSynthesizer:
    """A server's voice with the embedded one behind it: what the first cannot say now, the second does.

    After a failure the first is left alone for `rest_seconds`, so that not every sentence waits for it in vain. The
    name is that of the voice in use, so clips of the two are never taken for each other.
    """

    def __init__(
        self,
        first: Synthesizer,
        second: Synthesizer,
        *,
        rest_seconds: float = 60.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._first = first
        self._second = second
        self._rest = rest_seconds
        self._clock = clock
        self._again_at: float | None = None

    @property
    def name(self) -> str:
        """The voice in use."""
        return self._second.name if self.degraded else self._first.name

    @property
    def degraded(self) -> bool:
        """Whether the first voice failed a short while ago and the second speaks."""
        return self._again_at is not None and self._clock() < self._again_at

    def speak(self, sentence: str, language: Language) -> Clip:
        """What the first voice says, or the second when the first fails.

        Raises:
            UnavailableError: both fail.
        """
        if not self.degraded:
            try:
                clip = self._first.speak(sentence, language)
            except UnavailableError:
                _LOG.warning("voice_server_silent")
                self._again_at = self._clock() + self._rest
            else:
                self._again_at = None
                return clip
        return self._second.speak(sentence, language)


def _samples(content: bytes) -> NDArray[np.int16]:
    """The samples of an answer, one channel at 24 kHz.

    Raises:
        ValueError: it is empty, too large, or no sound.
    """
    if not content or len(content) > _MOST_BYTES:
        raise ValueError("no sound, or too much of it")
    if not content.startswith(_FILES):
        if content[:1] in (b"{", b"<") or len(content) % 2:
            raise ValueError("no sound")
        return np.frombuffer(content, dtype="<i2").astype(np.int16)
    return _decoded(content)


def _decoded(content: bytes) -> NDArray[np.int16]:
    import av  # large; only sound needs it

    resampler = av.AudioResampler(format="s16", layout="mono", rate=SPEAKING_RATE)
    parts: list[NDArray[np.int16]] = []
    try:
        with av.open(io.BytesIO(content), "r") as container:
            for frame in container.decode(audio=0):
                parts += [_flat(piece) for piece in resampler.resample(frame)]
            parts += [_flat(piece) for piece in resampler.resample(None)]
    except (av.FFmpegError, IndexError) as error:
        raise ValueError("no sound") from error
    if not parts:
        raise ValueError("no sound")
    return np.concatenate(parts)


def _flat(frame: AudioFrame) -> NDArray[np.int16]:
    return np.asarray(frame.to_ndarray().reshape(-1), dtype=np.int16)
