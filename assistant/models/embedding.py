"""Embeddings behind one small Protocol, and the bundled multilingual encoder (remote_embedding: any server)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.kit.e5_tokens import Tokenizer, bundled
from assistant.kit.e5_weights import Array, Weights

if TYPE_CHECKING:
    import onnxruntime


class Embedder(Protocol):
    """Turns texts into unit vectors; queries and passages are told apart."""

    @property
    def name(self) -> str:
        """Names the model and its version: vectors of different names must not be compared."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def queries(self, texts: Sequence[str]) -> Array:
        """One vector a question, `(len(texts), dimension)`."""

    def passages(self, texts: Sequence[str]) -> Array:
        """One vector a passage, `(len(texts), dimension)`."""


class BundledEmbedder:
    """multilingual-e5-small from the installed weights, as an 8-bit graph on onnxruntime.

    The graph is built once into `folder` (a few seconds) and loaded from there afterwards. Thread-safe.
    """

    def __init__(self, folder: Path, threads: int = 1, batch: int = 16) -> None:
        self._folder = folder
        self._threads = threads
        self._batch = batch
        self._lock = threading.Lock()

    @property
    def _weights(self) -> Weights:
        return bundled()[0]

    @property
    def _tokenizer(self) -> Tokenizer:
        return bundled()[1]

    @cached_property
    def _positions(self) -> Array:
        shape = self._weights.shape
        table = self._weights.vector("emb.pos")[: shape.positions * shape.width].reshape(-1, shape.width)
        summed: Array = table + self._weights.vector("emb.type")[: shape.width]
        return summed

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self._graph()), options, providers=["CPUExecutionProvider"])

    def _graph(self) -> Path:
        path = self._folder / f"e5-small-int8-{self._weights.digest()}.onnx"
        if not path.is_file():
            import onnx

            from assistant.models.e5_graph import build

            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            onnx.save(build(self._weights), str(unfinished))
            unfinished.replace(path)
        return path

    @property
    def name(self) -> str:
        """The model, its precision and the fingerprint of its weights."""
        return f"multilingual-e5-small-int8-{self._weights.digest()}"

    @property
    def dimension(self) -> int:
        """384."""
        return self._weights.shape.width

    def queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions."""
        return self._embed([f"query: {text}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages; a passage over the model's length counts by its beginning."""
        return self._embed([f"passage: {text}" for text in texts])

    def _embed(self, texts: Sequence[str]) -> Array:
        with self._lock:
            tokens = [self._ids(text) for text in texts]
        vectors: Array = np.zeros((len(tokens), self.dimension), dtype=np.float32)
        # Texts of like length go together, so that little is padding.
        order = sorted(range(len(tokens)), key=lambda n: len(tokens[n]))
        for at in range(0, len(order), self._batch):
            chosen = order[at : at + self._batch]
            # Held for one batch only: whoever asks one question need not wait until a whole library is embedded.
            with self._lock:
                vectors[chosen] = self._run([tokens[n] for n in chosen])
        return vectors

    def _ids(self, text: str) -> list[int]:
        pieces, limit = self._weights.pieces, self._weights.shape.positions - 2
        return [pieces.bos, *self._tokenizer(text)[:limit], pieces.eos]

    def _run(self, tokens: list[list[int]]) -> Array:
        longest = max(len(ids) for ids in tokens)
        embedded = np.zeros((len(tokens), longest, self.dimension), dtype=np.float32)
        mask = np.zeros((len(tokens), longest), dtype=np.float32)
        for row, ids in enumerate(tokens):
            embedded[row, : len(ids)] = self._weights.words(ids) + self._positions[: len(ids)]
            mask[row, : len(ids)] = 1.0
        result: Array = self._session.run(["vector"], {"embedded": embedded, "mask": mask})[0]
        return result
