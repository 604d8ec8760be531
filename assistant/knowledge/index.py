"""Keeps the index in step with the documents: only what changed is embedded, only one file is touched for one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.knowledge.documents import Clause, Document
from assistant.knowledge.repository import LibraryRepository, StoredClause, document_digest
from assistant.knowledge.vectors import VectorStore, middle, own_words, question
from assistant.knowledge.whitening import whitening_of
from assistant.models.embedding import Embedder

Progress = Callable[[int, int], None]
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Changes:
    """What one update did: ids of documents put in (new or changed) and taken out, and vectors made anew."""

    put: tuple[str, ...]
    removed: tuple[str, ...]
    embedded: int


class LibraryIndex:
    """The keyword index and the vectors, always changed together."""

    def __init__(self, repository: LibraryRepository, vectors: VectorStore, embedder: Embedder) -> None:
        self._repository = repository
        self._vectors = vectors
        self._embedder = embedder

    def update(self, documents: Sequence[Document], progress: Progress | None = None) -> Changes:
        """Make the index hold exactly these documents.

        `progress` is called with how many entries are in and how many there will be.
        """
        known = self._repository.digests()
        wanted = {document.front.id: document for document in documents}
        gone = tuple(sorted(set(known) - set(wanted)))
        for document_id in gone:
            self.remove(document_id)
        changed = [d for d in documents if known.get(d.front.id) != document_digest(d)]
        unchanged = [d for d in documents if d not in changed]
        if self._vectors.count() < sum(_entry_count(d) for d in unchanged):
            # The vectors are gone or belong to another model: the remembered embeddings make this quick.
            changed = list(documents)
        return Changes(tuple(d.front.id for d in changed), gone, self._put(changed, progress))

    def add(self, document: Document, progress: Progress | None = None) -> Changes:
        """Put one document in, in place of an older one of the same id."""
        return Changes((document.front.id,), (), self._put([document], progress))

    def remove(self, document_id: str) -> int:
        """Take a document out, with its vectors; returns how many clauses it had."""
        numbers = self._repository.remove(document_id)
        self._vectors.remove(numbers)
        return len(numbers)

    def _put(self, documents: Sequence[Document], progress: Progress | None) -> int:
        """Document by document, so that what is read so far can be asked while the rest is still being read."""
        total = sum(_entry_count(d) for d in documents)
        done = made = 0
        for document in documents:
            texts = list(dict.fromkeys(text for clause in document.clauses for text in _texts(document, clause)))
            vectors, new = self._embed(texts)
            made += new
            self._vectors.remove(self._repository.numbers_of(document.front.id))
            stored = self._repository.put(document, document_digest(document))
            ids, rows = self._entries(document, stored, self._sharpened(vectors))
            if ids:
                self._vectors.put(ids, np.stack(rows))
            done += len(ids)
            if progress is not None:
                progress(done, total)
        return made

    def _sharpened(self, vectors: dict[str, Array]) -> dict[str, Array]:
        whitening = whitening_of(self._embedder.name)
        if whitening is None or not vectors:
            return vectors
        return dict(zip(vectors, whitening.texts(np.stack(list(vectors.values()))), strict=True))

    @staticmethod
    def _entries(
        document: Document, stored: Sequence[StoredClause], vectors: dict[str, Array]
    ) -> tuple[list[str], list[Array]]:
        ids: list[str] = []
        rows: list[Array] = []
        for each in stored:
            for n, text in enumerate(_texts(document, each.clause)):
                ids.append(question(each.number, n) if n else own_words(each.number))
                rows.append(vectors[text])
            if each.clause.asked:
                ids.append(middle(each.number))
                rows.append(np.mean([vectors[text] for text in each.clause.asked], axis=0))
        return ids, rows

    def questions(self, texts: Sequence[str]) -> Array:
        """One vector a question; those made before are remembered in the library's file."""
        vectors, _ = self._remembered(f"{self._embedder.name} question", texts, self._embedder.queries)
        return np.stack([vectors[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Array:
        """One vector a passage; those made before are remembered in the library's file."""
        vectors, _ = self._embed(texts)
        return np.stack([vectors[text] for text in texts])

    def _embed(self, texts: Sequence[str]) -> tuple[dict[str, Array], int]:
        return self._remembered(self._embedder.name, texts, self._embedder.passages)

    def _remembered(
        self, name: str, texts: Sequence[str], embed: Callable[[Sequence[str]], Array]
    ) -> tuple[dict[str, Array], int]:
        vectors = self._repository.cached(name, texts)
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        for at in range(0, len(missing), _BATCH):
            part = missing[at : at + _BATCH]
            made = dict(zip(part, embed(part), strict=True))
            self._repository.cache(name, made)
            vectors.update(made)
        return vectors, len(missing)


def _entry_count(document: Document) -> int:
    return sum(len(_texts(document, clause)) + bool(clause.asked) for clause in document.clauses)


def _texts(document: Document, clause: Clause) -> list[str]:
    """What is embedded of a clause: itself under its document's name, its English, and each question it answers.

    Each language has an entry of its own: mixed in one, either pulls the other away from its questions.
    """
    english = [f"{document.front.title_en}\n{clause.english}"] if clause.english else []
    return [f"{document.front.title} {clause.title}\n{clause.body}".strip(), *english, *clause.asked]
