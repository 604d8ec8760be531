"""What the mouth does while a sentence is spoken: shapes and times, from sounds and how long each lasts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.speech.model import Mouth, Viseme

_SHORTEST: Final = 0.04
"""Seconds. A shape held for less is not seen at 30 pictures a second; it joins the one before."""


class _Shapes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    shapes: dict[str, Mouth]
    weights: dict[str, float]
    weightless: str


@cache
def _data() -> _Shapes:
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "speech", "mouth.yaml"))
    shapes = {sound: shape for shape, sounds in data["shapes"].items() for sound in sounds}
    return _Shapes.model_validate({**data, "shapes": shapes})


def shape_of(sound: str) -> Mouth | None:
    """The shape a sound is made with; None when it keeps the shape of its neighbours (a tone, a stress, t, k)."""
    return _data().shapes.get(sound)


def weight_of(sound: str) -> float:
    """How long a sound lasts beside others, when that is not measured: an open vowel most, a mark of tone nothing."""
    data = _data()
    if sound in data.weightless:
        return 0.0
    shape = data.shapes.get(sound)
    return data.weights.get(shape or "other", 1.0)


def visemes(sounds: Sequence[str], seconds: Sequence[float], start: float = 0.0) -> tuple[Viseme, ...]:
    """The shapes of `sounds`, each of which lasts its `seconds`, without gaps from `start` on.

    A sound without a shape takes the one before it; neighbours of one shape become one.

    Raises:
        ValueError: there are not as many lengths as sounds.
    """
    made: list[tuple[float, Mouth]] = []
    for sound, length in zip(sounds, seconds, strict=True):
        shape = shape_of(sound) or (made[-1][1] if made else "rest")
        if made and (made[-1][1] == shape or length <= 0):
            made[-1] = (made[-1][0] + max(0.0, length), made[-1][1])
        elif length > 0:
            made.append((length, shape))
    return _timed(_without_short(made), start)


def spread(sounds: Sequence[str], samples: NDArray[np.int16], rate: int) -> tuple[Viseme, ...]:
    """The shapes of `sounds` over the voiced part of a clip, by the weight of each: for a voice that tells no times."""
    first, last = voiced(samples, rate)
    weights = [weight_of(sound) for sound in sounds]
    whole = sum(weights)
    length = (last - first) / rate
    if not whole or length <= 0:
        return (Viseme(start=0.0, end=len(samples) / rate, shape="rest"),) if len(samples) else ()
    shapes = visemes(sounds, [weight * length / whole for weight in weights], first / rate)
    before = [Viseme(start=0.0, end=first / rate, shape="rest")] if first else []
    end, total = last / rate, len(samples) / rate
    after = [Viseme(start=round(end, 4), end=round(total, 4), shape="rest")] if total > end else []
    return (*before, *shapes, *after)


def voiced(samples: NDArray[np.int16], rate: int) -> tuple[int, int]:
    """Where the sound begins and ends: the first and last 10 ms over a fiftieth of the loudest; (0, 0) for silence."""
    step = max(1, rate // 100)
    whole = len(samples) // step * step
    if not whole:
        return 0, 0
    loudness = np.abs(samples[:whole].astype(np.int32)).reshape(-1, step).max(axis=1)
    loud = np.flatnonzero(loudness > max(1, int(loudness.max()) // 50))
    return (int(loud[0]) * step, (int(loud[-1]) + 1) * step) if len(loud) else (0, 0)


def _without_short(shapes: Iterable[tuple[float, Mouth]]) -> list[tuple[float, Mouth]]:
    kept: list[tuple[float, Mouth]] = []
    owed = 0.0
    for length, shape in shapes:
        length += owed
        owed = 0.0
        if length >= _SHORTEST:
            if kept and kept[-1][1] == shape:
                kept[-1] = (kept[-1][0] + length, shape)
            else:
                kept.append((length, shape))
        elif kept:
            kept[-1] = (kept[-1][0] + length, kept[-1][1])
        else:
            owed = length
    if owed:
        kept.append((owed, "rest"))
    return kept


def _timed(shapes: Iterable[tuple[float, Mouth]], start: float) -> tuple[Viseme, ...]:
    timed, at = [], start
    for length, shape in shapes:
        timed.append(Viseme(start=round(at, 4), end=round(at + length, 4), shape=shape))
        at += length
    return tuple(timed)
