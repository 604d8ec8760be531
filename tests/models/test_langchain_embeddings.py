"""What is written for langchain can search with our encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from langchain_core.documents import Document
from langchain_core.vectorstores import InMemoryVectorStore

from assistant.kit.e5_weights import Array
from assistant.models.langchain_embeddings import LangchainEmbeddings


class _Letters:
    """Counts the letters a, b and c."""

    name = "letters"
    dimension = 3

    def queries(self, texts: Sequence[str]) -> Array:
        return np.asarray([[text.count(letter) for letter in "abc"] for text in texts], dtype=np.float32)

    passages = queries


def test_a_langchain_store_finds_the_nearest() -> None:
    store = InMemoryVectorStore(LangchainEmbeddings(_Letters()))
    store.add_documents([Document("aaab"), Document("bbbc"), Document("ccc")])
    assert [found.page_content for found in store.similarity_search("bb", k=1)] == ["bbbc"]


def test_nothing_gives_nothing() -> None:
    assert LangchainEmbeddings(_Letters()).embed_documents([]) == []
