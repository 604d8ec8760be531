"""Where somebody speaks: Silero's voice activity model (MIT), whole or frame by frame with the same result.

The model file comes with faster-whisper. A frame is 512 samples (32 ms); it is judged with the last 64 samples of the
frame before it and with what the network remembers.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import UnavailableError
from assistant.speech.hearing import hearing
from assistant.speech.model import HEARING_RATE, Sound
from assistant.speech.sound import at_speaking_level

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FRAME = 512
"""Samples of one frame."""

FRAME_SECONDS = FRAME / HEARING_RATE
"""How long a frame is."""

_BEFORE = 64
_MEMORY = (1, 1, 128)


@cache
def _session() -> InferenceSession:
    found = importlib.util.find_spec("faster_whisper")
    if found is None or found.origin is None:
        raise UnavailableError("ears_missing")
    path = Path(found.origin).parent / "assets" / "silero_vad_v6.onnx"
    if not path.is_file():
        raise UnavailableError("ears_missing")
    # Heavy, and a process that only shows text never needs it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"], sess_options=options)


class StreamingActivity:
    """Judges frames of one microphone as they come. For one thread; the model behind it is shared by all.

    Raises:
        UnavailableError: the model is not installed.
    """

    def __init__(self) -> None:
        self._session = _session()
        self.reset()

    def reset(self) -> None:
        """Forget everything heard so far."""
        self._h = np.zeros(_MEMORY, np.float32)
        self._c = np.zeros(_MEMORY, np.float32)
        self._before = np.zeros(_BEFORE, np.float32)

    def feed(self, frame: NDArray[np.float32]) -> float:
        """How likely the next 512 samples are speech, 0 to 1. The frame is not changed.

        Raises:
            ValueError: it has not 512 samples.
        """
        if frame.shape != (FRAME,):
            raise ValueError(f"a frame has {FRAME} samples")
        judged = np.concatenate([self._before, frame]).astype(np.float32)[None]
        output, self._h, self._c = self._session.run(None, {"input": judged, "h": self._h, "c": self._c})
        self._before = judged[0, -_BEFORE:]
        return float(output.reshape(-1)[0])


def probabilities(sound: Sound) -> NDArray[np.float32]:
    """How likely each frame of a recording is speech; the last frame is filled with silence.

    Raises:
        UnavailableError: the model is not installed.
    """
    count = -(-len(sound.samples) // FRAME)
    if not count:
        return np.zeros(0, np.float32)
    frames = np.zeros((count, FRAME), np.float32)
    frames.reshape(-1)[: len(sound.samples)] = sound.samples
    before = np.zeros((count, _BEFORE), np.float32)
    before[1:] = frames[:-1, -_BEFORE:]
    memory = np.zeros(_MEMORY, np.float32)
    output, _, _ = _session().run(None, {"input": np.concatenate([before, frames], 1), "h": memory, "c": memory})
    return np.asarray(output, dtype=np.float32).reshape(-1)


def speech_spans(sound: Sound) -> list[tuple[float, float]]:
    """Where somebody speaks, in seconds, without the margins; at the level of speech, so quiet speakers count.

    Raises:
        UnavailableError: the model is not installed.
    """
    return spans_of(probabilities(at_speaking_level(sound)), sound.seconds)


def spans_of(likely: NDArray[np.float32], seconds: float) -> list[tuple[float, float]]:
    """The spans of speech in a row of frames that together last `seconds`."""
    rule = hearing().activity
    spans: list[tuple[float, float]] = []
    begun = quiet = None
    for number, value in enumerate(likely):
        at = number * FRAME_SECONDS
        if value >= rule.speech:
            begun, quiet = at if begun is None else begun, None
        elif begun is not None and value < rule.silence:
            quiet = at if quiet is None else quiet
            if at + FRAME_SECONDS - quiet >= rule.shortest_pause:
                spans.append((begun, quiet))
                begun = quiet = None
    if begun is not None:
        spans.append((begun, min(seconds, quiet if quiet is not None else seconds)))
    return [(start, end) for start, end in spans if end - start >= rule.shortest_speech]
