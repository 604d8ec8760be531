"""The tagger: a turn and the topic asked in, likelihoods of each label at each token out."""

from __future__ import annotations

import atexit
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from assistant.kit.data import data_path
from assistant.kit.e5_tokens import Tokenizer, bundled
from assistant.kit.e5_weights import Array, Pieces, Weights
from assistant.kit.errors import UnavailableError
from assistant.profile.model import Topic

if TYPE_CHECKING:
    import onnxruntime

    Sessions = tuple[onnxruntime.InferenceSession, onnxruntime.InferenceSession]

MODEL: Final = ("understanding", "tagger.onnx")
LABELS: Final = ("understanding", "tagger.json")
# A turn counts by its first pieces; nobody says more in one breath.
LONGEST: Final = 200
_UNASKED: Final = "none"
_LAST_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found in a turn: `spans[t]` are the characters of token t, `likely[t, n]` how likely it says label n."""

    spans: Sequence[tuple[int, int]]
    likely: Array
    labels: Mapping[str, int]

    def best(self, label: str) -> tuple[float, int]:
        """How likely the turn says `label`, and the token that says it best; (0.0, 0) for what was never taught."""
        at = self.labels.get(label)
        if at is None or not len(self.spans):
            return 0.0, 0
        token = int(self.likely[:, at].argmax())
        return float(self.likely[token, at]), token

    def likeliest(self, bar: float) -> Iterator[tuple[str, float]]:
        """The labels at least as likely as `bar` anywhere in the turn, the likeliest first."""
        if not len(self.spans):
            return
        best = self.likely.max(axis=0)
        names = tuple(self.labels)
        for at in best.argsort()[::-1]:
            if best[at] < bar:
                return
            yield names[at], float(best[at])

    def within(self, label: str, start: int, end: int) -> float:
        """How likely `label` is at the likeliest of the tokens that touch the characters `start:end`."""
        at = self.labels.get(label)
        if at is None:
            return 0.0
        tokens = [t for t, (first, last) in enumerate(self.spans) if first < end and start < last]
        return float(self.likely[tokens[0] : tokens[-1] + 1, at].max()) if tokens else 0.0


class Tagger:
    """The model with its tokenizer. Thread-safe: it keeps nothing between turns but embeddings of tokens seen."""

    def __init__(self, sessions: Sessions, labels: Sequence[str], parts: tuple[Weights, Tokenizer]) -> None:
        self._alone, self._beside = sessions
        self.labels: Mapping[str, int] = {label: at for at, label in enumerate(labels)}
        self._weights, self._tokenizer = parts
        width, count = self._weights.shape.width, self._weights.shape.positions
        table = self._weights.vector("emb.pos")[: count * width].reshape(-1, width)
        self._positions: Array = table + self._weights.vector("emb.type")[:width]
        self._word = lru_cache(maxsize=1 << 14)(self._embedding)
        self._asked = cache(self._before)
        self._running: set[Future[Sequence[Array]]] = set()
        atexit.register(self._finish)

    def tag(self, text: str, asking: Topic | None) -> Tags:
        """Likelihoods of every label in a turn that answers `asking`."""
        spans, first, given = self._given(text, asking)
        likely = self._alone.run(None, given)[0][0]
        return Tags(spans, likely[first : first + len(spans)], self.labels)

    def begin(self, text: str, asking: Topic | None) -> Callable[[], Tags]:
        """Starts tagging on another core; the call that is given back waits for the tags.

        The engine works outside the interpreter's lock, so that the rules can read a long turn meanwhile.
        """
        spans, first, given = self._given(text, asking)
        found: Future[Sequence[Array]] = Future()
        self._running.add(found)
        found.add_done_callback(self._running.discard)

        def received(results: Sequence[Array], _: object, error: str) -> None:
            if error:
                found.set_exception(RuntimeError(error))
            else:
                found.set_result(results)

        self._beside.run_async(None, given, received, None)
        return lambda: Tags(spans, found.result()[0][0][first : first + len(spans)], self.labels)

    def _finish(self) -> None:
        """Waits for what nobody waited for: the engine must not answer an interpreter that is gone."""
        wait(tuple(self._running), timeout=_LAST_SECONDS)

    def _given(self, text: str, asking: Topic | None) -> tuple[Sequence[tuple[int, int]], int, dict[str, Array]]:
        """The spans of the turn's tokens, the number of the first among all, and what the model takes."""
        pieces = self._tokenizer.spans(text)[:LONGEST]
        before = self._asked(asking.value if asking else _UNASKED)
        ids = [*before, *(number for number, _, _ in pieces), self._weights.pieces.eos]
        embedded = np.stack([self._word(number) for number in ids]) + self._positions[: len(ids)]
        spans = tuple((start, end) for _, start, end in pieces)
        return spans, len(before), {"embedded": embedded[None].astype(np.float32)}

    def _embedding(self, number: int) -> Array:
        row: Array = self._weights.words([number])[0]
        return row

    def _before(self, asking: str) -> tuple[int, ...]:
        return prefix(self._weights.pieces, self._tokenizer, asking)


def prefix(pieces: Pieces, tokenizer: Tokenizer, asking: str) -> tuple[int, ...]:
    """What stands before a turn: the topic asked in words, between the marks of a text's start and end."""
    return pieces.bos, *tokenizer(asking.replace("_", " ")), pieces.eos


@cache
def tagger() -> Tagger | None:
    """The tagger, loaded once; None where its model, the encoder's weights or the engine that runs it are missing."""
    path, names = (data_path("knowledge_base", *parts) for parts in (MODEL, LABELS))
    try:
        import onnxruntime

        parts = bundled()
    except (ImportError, UnavailableError):
        return None
    if not path.is_file():
        return None
    kept: dict[str, Any] = json.loads(names.read_text(encoding="utf-8"))
    return Tagger(sessions_of(onnxruntime, path.read_bytes()), kept["labels"], parts)


def sessions_of(engine: Any, model: bytes) -> Sessions:  # noqa: ANN401 - a module
    """Two sessions of the engine that run `model`.

    One works in the thread that asks: a turn is short, and a second thread costs more than it saves. A run beside the
    interpreter needs a thread of its own; it sleeps between turns.
    """
    made = []
    for threads in (1, 2):
        options = engine.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        made.append(engine.InferenceSession(model, options, providers=["CPUExecutionProvider"]))
    return made[0], made[1]
