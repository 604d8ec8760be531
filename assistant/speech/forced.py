"""How well given texts fit a sound, by Whisper's own decoder: forced scoring of a few short answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.profile.model import Language

if TYPE_CHECKING:
    from faster_whisper.tokenizer import Tokenizer

_LEAST = 1e-12
_FULL_STOP = "。"
_MOST_KNOWN = 2000
_TOKEN_FRAMES = 2  # frames of the recording that one position of the encoder stands for


class Known:
    """What texts score on one sound that never changes, each found out once. Free texts come without end: bounded."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Language], float] = {}

    def totals(
        self,
        texts: Sequence[str],
        language: Language,
        find: Callable[[Sequence[str], Language], Sequence[float]],
    ) -> list[float]:
        """The score of each text; `find` is asked for those that are not known yet, if any."""
        unknown = [text for text in texts if (text, language) not in self._known]
        found = {(text, language): total for text, total in zip(unknown, find(unknown, language), strict=True)}
        known = {**self._known, **found}
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known.update(found)
        return [known[text, language] for text in texts]


def totals(
    model: Any,  # noqa: ANN401 - CTranslate2 ships no types
    tokenizer: Tokenizer,
    encoded: NDArray[np.float32],
    prompt: Sequence[int],
    texts: Sequence[str],
) -> list[tuple[float, int]]:
    """For each text the sum of its tokens' log-probabilities and how many they are.

    `encoded` is the encoder's output for one sound, `prompt` what stands before the text. A text counts together with
    its spelling in traditional characters, in which the model writes as readily.
    """
    import ctranslate2

    spellings = [(at, spelling) for at, text in enumerate(texts) for spelling in _spellings(text)]
    # Without its full stop the beginning of an answer would fit as well as the whole.
    tokens = [tokenizer.encode(f"{spelling}{_FULL_STOP}") for _, spelling in spellings]
    copies = np.ascontiguousarray(np.repeat(encoded, len(tokens), 0), dtype=np.float32)
    frames = encoded.shape[1] * _TOKEN_FRAMES
    storage = ctranslate2.StorageView.from_array(copies)
    aligned = model.align(storage, list(prompt), tokens, [frames] * len(tokens))
    sums: list[list[tuple[float, int]]] = [[] for _ in texts]
    for (at, _), result in zip(spellings, aligned, strict=True):
        likely = [log(max(_LEAST, one)) for one in result.text_token_probs]
        sums[at].append((sum(likely), len(likely)))
    return [(_together(each), max(each)[1]) for each in sums]


def _together(sums: Sequence[tuple[float, int]]) -> float:
    most = max(total for total, _ in sums)
    return most + log(sum(exp(total - most) for total, _ in sums))


def _spellings(text: str) -> set[str]:
    # Reads a megabyte of dictionaries.
    from assistant.speech.captions import traditional

    return {text, traditional(text)}
