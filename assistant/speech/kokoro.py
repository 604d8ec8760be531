"""The embedded voice: Kokoro-82M in eight bits, on the processor, with the mouth's shapes from its own timing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from assistant.kit.data import data_path
from assistant.kit.errors import UnavailableError
from assistant.profile.model import Language
from assistant.speech.giving_way import made_giving_way
from assistant.speech.model import Clip, Viseme
from assistant.speech.mouth import visemes, voiced
from assistant.speech.phonemes import phonemes

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_LOG = logging.getLogger(__name__)

RATE: Final = 24_000
MODEL_FILE: Final = "kokoro.onnx"
DEFAULT_VOICES: Final[Mapping[Language, str]] = {"zh": "zf_xiaobei", "en": "af_heart"}

# The model's own bound is 512 with the two ends; a voice has a style for every length up to 510.
_MOST_TOKENS: Final = 510
_STYLE: Final = 256
# What the model predicts inside: how many frames of 600 samples each sound lasts. Made an output, it times the mouth.
_DURATIONS: Final = "/encoder/Round_output_0"
_FRAME: Final = 600
_LEAD_SECONDS: Final = 0.03
_TAIL_SECONDS: Final = 0.06
# Silence after a piece, by the mark it ends with, so that pieces played in a row breathe.
_PAUSES: Final[Mapping[str, float]] = {".": 0.28, "!": 0.28, "?": 0.32, "…": 0.3, ",": 0.12, ";": 0.18, ":": 0.18}
_PAUSE: Final = 0.2
# What stands for the silence before and after, where shapes are looked up.
_EDGE: Final = "."
_BREAKS: Final = ".!?;:,—…"


class KokoroSynthesizer:
    """Speaks with Kokoro-82M. Safe from several threads; the weights are loaded with the first sentence.

    `model` is the ONNX file. `threads` bounds the processors one sentence may use. `voices` names a file of
    `knowledge_base/voices` for each language; `speed` over 1 is faster.
    `before_loading` is called once before the file is read, to bring it there.
    """

    def __init__(
        self,
        model: Path,
        *,
        voices: Mapping[Language, str] = DEFAULT_VOICES,
        threads: int = 1,
        speed: float = 1.0,
        before_loading: Callable[[], object] | None = None,
    ) -> None:
        self._model = model
        self._voices = dict(voices)
        self._threads = threads
        self._speed = speed
        self._before_loading = before_loading
        self._session: InferenceSession | None = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Engine, voices and speed."""
        return f"kokoro-82m int8 {self._voices['zh']} {self._voices['en']} {self._speed:g}"

    def load(self) -> None:
        """Load weights, voices and dictionaries now, so that the first sentence need not.

        Raises:
            UnavailableError: the weights or a voice are missing or damaged.
        """
        self._loaded()
        for voice in self._voices.values():
            _voice(voice)
        self.speak("OK 好", "zh")

    def speak(self, sentence: str, language: Language) -> Clip:
        """The sound of `sentence` at 24 kHz, with a short silence after it; empty when it has nothing to say.

        Raises:
            UnavailableError: the weights or a voice are missing or damaged, or the engine failed.
        """
        sounds = phonemes(sentence)
        parts = [self._spoken(part, language) for part in _parts(sounds)]
        samples = np.concatenate([part.samples for part in parts]) if parts else np.zeros(0, dtype=np.int16)
        shapes: list[Viseme] = []
        at = 0.0
        for part in parts:
            shapes += [v.model_copy(update={"start": v.start + at, "end": v.end + at}) for v in part.visemes]
            at += part.seconds
        return Clip(samples, RATE, tuple(shapes))

    def _spoken(self, sounds: str, language: Language) -> Clip:
        vocabulary = _vocabulary()
        known = [sound for sound in sounds if sound in vocabulary][:_MOST_TOKENS]
        if not known:
            return Clip(np.zeros(0, dtype=np.int16), RATE)
        tokens = np.array([[0, *(vocabulary[sound] for sound in known), 0]], dtype=np.int64)
        style = _voice(self._voices[language])[len(known) - 1]
        inputs = {"tokens": tokens, "style": style[None], "speed": np.array([self._speed], dtype=np.float32)}
        session = self._loaded()
        try:
            audio, frames = session.run(["audio", _DURATIONS], inputs)
        except Exception as error:
            _LOG.warning("voice_failed", extra={"error_type": type(error).__name__})
            raise UnavailableError("voice_failed") from error
        return _clip(np.asarray(audio).ravel(), np.asarray(frames).ravel(), known)

    def _loaded(self) -> InferenceSession:
        with self._lock:
            if self._session is None:
                if self._before_loading is not None:
                    self._before_loading()
                self._session = _open(self._model, self._threads)
            return self._session


def _open(model: Path, threads: int) -> InferenceSession:
    import onnxruntime  # large; only a voice needs it
    from onnx import TensorProto, helper

    # A message of protobuf may be continued by another: this one adds an output to the graph of the file.
    output = helper.make_tensor_value_info(_DURATIONS, TensorProto.FLOAT, None)
    graph = helper.make_graph([], "", [], [output])
    graph.ClearField("name")
    addition = helper.make_model(graph)
    for field in ("ir_version", "opset_import"):
        addition.ClearField(field)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Workers waiting in a busy loop would take the processor from everyone else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        weights = model.read_bytes() + addition.SerializeToString()
        # Its own threads let those of the recognizer go first.
        return made_giving_way(
            lambda: onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        )
    except FileNotFoundError as error:
        raise UnavailableError("voice_missing") from error
    except Exception as error:
        raise UnavailableError("voice_damaged") from error


@cache
def _vocabulary() -> dict[str, int]:
    path = data_path("knowledge_base", "voices", "vocabulary.json")
    known: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return known


@cache
def _voice(name: str) -> NDArray[np.float32]:
    path = data_path("knowledge_base", "voices", f"{Path(name).name}.npy")
    try:
        voice = np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise UnavailableError("voice_unknown") from error
    if voice.shape != (_MOST_TOKENS, _STYLE):
        raise UnavailableError("voice_unknown")
    return np.asarray(voice, dtype=np.float32)


def _parts(sounds: str) -> list[str]:
    """`sounds` in parts the model can take, cut after a mark, else after a word."""
    parts = []
    while len(sounds) > _MOST_TOKENS:
        head = sounds[:_MOST_TOKENS]
        cut = max((head.rfind(mark) for mark in _BREAKS), default=-1)
        cut = cut if cut > 0 else head.rfind(" ")
        cut = cut + 1 if cut > 0 else _MOST_TOKENS
        parts.append(sounds[:cut].strip())
        sounds = sounds[cut:].strip()
    return [part for part in (*parts, sounds) if part]


def _clip(audio: NDArray[np.float32], frames: NDArray[np.float32], sounds: list[str]) -> Clip:
    samples = np.asarray(np.clip(audio, -1, 1) * 32767, dtype=np.int16)
    first, last = voiced(samples, RATE)
    first = max(0, first - int(_LEAD_SECONDS * RATE))
    last = min(len(samples), last + int(_TAIL_SECONDS * RATE))
    pause = np.zeros(int(_PAUSES.get(sounds[-1], _PAUSE) * RATE), dtype=np.int16)
    lengths = [float(frame) * _FRAME / RATE for frame in frames]
    shapes = visemes([_EDGE, *sounds, _EDGE], lengths) if len(lengths) == len(sounds) + 2 else ()
    spoken = np.concatenate([samples[first:last], pause])
    return Clip(spoken, RATE, _cut(shapes, first / RATE, len(spoken) / RATE))


def _cut(shapes: tuple[Viseme, ...], start: float, seconds: float) -> tuple[Viseme, ...]:
    """The shapes from `start` on, for `seconds`, at rest when they are over."""
    moved = []
    for viseme in shapes:
        begin, end = max(0.0, viseme.start - start), min(seconds, viseme.end - start)
        if end > begin:
            moved.append(Viseme(start=round(begin, 4), end=round(end, 4), shape=viseme.shape))
    over = moved[-1].end if moved else 0.0
    if seconds - over > 1e-3:
        moved.append(Viseme(start=over, end=round(seconds, 4), shape="rest"))
    return tuple(moved)
