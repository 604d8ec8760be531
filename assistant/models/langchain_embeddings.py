"""Our encoders as langchain sees them, so that whatever is written for langchain can search with them."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.models.embedding import Embedder


class LangchainEmbeddings(Embeddings):
    """Any `Embedder` behind langchain's interface. Importing this module costs what importing langchain costs."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a passage."""
        rows: list[list[float]] = self._embedder.passages(texts).tolist() if texts else []
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        row: list[float] = self._embedder.queries([text])[0].tolist()
        return row
