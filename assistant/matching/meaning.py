"""How alike the words of a need and a person's own words are, by the encoder's vectors kept in 8 bits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.matching.model import Need
from assistant.matching.settings import Weights
from assistant.profile.model import Language
from assistant.resume.wording import label

_STEPS: Final = 127
_MOST_CHARACTERS: Final = 300


def packed(vector: NDArray[np.float32]) -> bytes:
    """A unit vector in steps of 1/127."""
    return np.clip(np.rint(vector * _STEPS), -_STEPS, _STEPS).astype(np.int8).tobytes()


def likeness(query: NDArray[np.float32], kept: Mapping[int, bytes], model: str, rules: Weights) -> dict[int, float]:
    """0…1 by number of the person: cosines between the model's floor and ceiling."""
    if not kept:
        return {}
    scale = next((each for name, each in rules.meaning.items() if model.startswith(name)), rules.meaning["default"])
    matrix = np.frombuffer(b"".join(kept.values()), dtype=np.int8).reshape(len(kept), -1).astype(np.float32)
    lengths = np.linalg.norm(matrix, axis=1)
    cosines = matrix @ query / np.where(lengths == 0, 1, lengths)
    values = np.clip((cosines - scale["floor"]) / (scale["ceiling"] - scale["floor"]), 0, 1)
    return {no: float(value) for no, value in zip(kept, values, strict=True)}


def need_text(need: Need, language: Language, rules: Weights) -> str:
    """What the encoder reads of a need: the consumer's own words for its conditions, else the conditions' labels.

    Words of filters that were declined carry no condition and so are not in it.
    """
    told = sorted(need.spans, key=lambda span: (span.message_id or "", span.start))
    spans = [span.quote for span in told if span.quote and span.field not in rules.meaning_not_of_need]
    named = [("jobs", need.job)] + [
        (kind, each)
        for kind, values in (
            ("work_modes", need.work_modes),
            ("skills", need.skills),
            ("cuisines", need.cuisines),
            ("languages", need.languages),
        )
        for each in values
    ]
    labels = [label(kind, each, language) for kind, each in named if each]
    return "，".join(dict.fromkeys([*labels, *spans]))[:_MOST_CHARACTERS]
