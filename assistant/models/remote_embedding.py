"""Embeddings from any OpenAI-compatible `/embeddings` server."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.kit.errors import UnavailableError

if TYPE_CHECKING:
    from openai import OpenAI


class RemoteEmbedder:
    """A model on a server. Its dimension is learned from its first answer. Thread-safe.

    `query_prefix` and `passage_prefix` are put before the texts for models that were trained so (E5, Qwen3-Embedding).
    `seconds` bounds one request; a request is tried twice.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        query_prefix: str = "",
        passage_prefix: str = "",
        seconds: float = 10.0,
        batch: int = 64,
    ) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._prefixes = (query_prefix, passage_prefix)
        self._seconds = seconds
        self._batch = batch
        self._made: OpenAI | None = None
        self._dimension = 0
        self._lock = threading.Lock()

    @property
    def _client(self) -> OpenAI:
        # Half a second to import: only installations with a server pay it.
        from openai import OpenAI

        with self._lock:
            if self._made is None:
                self._made = OpenAI(
                    base_url=self._base_url, api_key=self._api_key or "none", timeout=self._seconds, max_retries=1
                )
            return self._made

    @property
    def name(self) -> str:
        """The model's name in letters a collection may be called by."""
        return re.sub(r"[^a-zA-Z0-9]+", "-", self._model).strip("-").lower() or "remote"

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; asks the server once."""
        if not self._dimension:
            self.queries(["?"])
        return self._dimension

    def queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions.

        Raises:
            UnavailableError: the server does not answer, or not with what was asked for.
        """
        return self._embed([self._prefixes[0] + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages.

        Raises:
            UnavailableError: the server does not answer, or not with what was asked for.
        """
        return self._embed([self._prefixes[1] + text for text in texts])

    def _embed(self, texts: Sequence[str]) -> Array:
        parts = [self._ask(texts[at : at + self._batch]) for at in range(0, len(texts), self._batch)]
        if not parts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors: Array = np.concatenate(parts)
        self._dimension = vectors.shape[1]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Array = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
        return unit

    def _ask(self, texts: Sequence[str]) -> Array:
        from openai import OpenAIError

        try:
            # A server refuses empty texts; a blank is the nearest thing to nothing.
            answer = self._client.embeddings.create(
                model=self._model, input=[text or " " for text in texts], encoding_format="float"
            )
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors: Array = np.asarray([row.embedding for row in rows], dtype=np.float32)
        except (OpenAIError, ValueError, TypeError) as error:
            raise UnavailableError("encoder_unreachable", retry_after=30) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise UnavailableError("encoder_unreachable", retry_after=30)
        return vectors
