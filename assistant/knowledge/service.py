"""The knowledge room's front door: the library of this installation, indexed, asked and shown."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.kit.clock import Clock
from assistant.kit.e5_weights import Array
from assistant.kit.errors import NotFoundError
from assistant.knowledge.answers import Answer, Answerer, AnswerLanguage, Citation, cite
from assistant.knowledge.contracts import ContractReview, review_contract
from assistant.knowledge.documents import OWN, Document, Front, Problem, check, load_library
from assistant.knowledge.draft_files import FILES, DraftFormat
from assistant.knowledge.draft_values import draft_words
from assistant.knowledge.drafts import DraftOrder, fill
from assistant.knowledge.guard import SecondOpinion
from assistant.knowledge.index import Changes, LibraryIndex, Progress
from assistant.knowledge.orders import OrderFilter
from assistant.knowledge.own import Description, OwnDocuments, make_document
from assistant.knowledge.readers.files import read_file
from assistant.knowledge.repository import LibraryRepository, StoredClause
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.support import Signals
from assistant.knowledge.vectors import ChromaVectors, VectorStore
from assistant.knowledge.whitening import whitening_of
from assistant.models.embedding import Embedder


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What the index holds, and whether it is in step with the documents."""

    documents: int
    clauses: int
    vectors: int
    current: bool


class KnowledgeService:
    """Everything the edge needs of the library. Methods block: call them in a worker.

    `shipped` overrides where the documents that come with the product are read from. Without `second_opinion` the guard
    goes by its patterns alone.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        clock: Clock,
        vectors: VectorStore | None = None,
        shipped: Path | None = None,
        chroma_url: str | None = None,
        *,
        second_opinion: bool = True,
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._clock = clock
        self._given_vectors = vectors
        self._shipped = shipped
        self._chroma_url = chroma_url
        self._building = threading.Lock()
        self._whole = False
        self._orders = OrderFilter()
        self._opinion = SecondOpinion(folder / "guard") if second_opinion else None

    @cached_property
    def _repository(self) -> LibraryRepository:
        return LibraryRepository(self._folder / "library.db")

    @cached_property
    def _vectors(self) -> VectorStore:
        # One collection a model, and a way of sharpening it: vectors of two must never meet.
        whitening = whitening_of(self._embedder.name)
        name = f"ayi-library-{self._embedder.name}{f'-{whitening.digest}' if whitening else ''}"
        return self._given_vectors or ChromaVectors(name, self._folder / "vectors", self._chroma_url)

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self._repository, self._vectors, self._embedder)

    @cached_property
    def _answerer(self) -> Answerer:
        return Answerer(self._retriever, self._opinion, self._orders)

    @cached_property
    def _index(self) -> LibraryIndex:
        return LibraryIndex(self._repository, self._vectors, self._embedder)

    def documents(self) -> tuple[Document, ...]:
        """Every document: those that come with the product, and the operator's own.

        Raises:
            DocumentError: a file cannot be used.
        """
        return (*load_library(self._shipped), *self._own.all())

    @cached_property
    def _own(self) -> OwnDocuments:
        return OwnDocuments(self._folder / "documents")

    def add(self, name: str, data: bytes, description: Description, progress: Progress | None = None) -> Document:
        """Read an operator's file and index it; only this file, and an older version it replaces, is touched.

        Raises:
            BadInputError, TooLargeError: the file cannot be read; says why.
        """
        document = make_document(read_file(name, data), description, self._clock.today())
        self._own.save(document)
        self.build(progress)
        return document

    def remove(self, document_id: str) -> None:
        """Remove one of the operator's own documents, its words and its vectors.

        Raises:
            NotFoundError: there is none of that id among the operator's own.
        """
        self._own.remove(document_id)
        self.build()

    def build(self, progress: Progress | None = None) -> Changes:
        """Bring the index in step with the documents; only what changed is embedded."""
        with self._building:
            documents = self.documents()
            changes = self._index.update(documents, progress)
            if self._opinion is not None:
                lawful = [question for each in load_library(self._shipped) for question in _lawful(each)]
                self._opinion.teach(self._embedder.name, lawful, self._index.questions)
            own = [clause.body for each in documents if each.front.source_id == OWN for clause in each.clauses]
            self._orders.learn(own, self._index.passages)
            return changes

    def state(self) -> LibraryState:
        """What the index holds now."""
        documents, clauses = self._repository.count()
        current = set(self._repository.digests()) == {d.front.id for d in self.documents()}
        return LibraryState(documents, clauses, self._vectors.count(), current)

    def whole(self) -> bool:
        """Whether every document has been indexed since the start, so that what is not found is not there."""
        if not self._whole:
            self._whole = set(self._repository.digests()) >= {each.front.id for each in self.documents()}
        return self._whole

    def ask(
        self,
        text: str,
        jurisdiction: str | None = None,
        before: str | None = None,
        language: AnswerLanguage | None = None,
        today: date | None = None,
    ) -> Answer:
        """Answer one question from the library."""
        return self._answerer.answer(text, today or self._clock.today(), jurisdiction, before, language)

    def signals(self, text: str, jurisdiction: str | None = None, today: date | None = None) -> Signals | None:
        """What is weighed for and against answering a question, by name; None where no clause is found."""
        return self._answerer.signals(text, today or self._clock.today(), jurisdiction)

    @property
    def encoder(self) -> str:
        """The name of the encoder in use."""
        return self._embedder.name

    def vectors_of_examples(self, texts: Sequence[str]) -> Array:
        """One vector a text of the product's own; remembered in the library's file."""
        return self._index.questions(texts)

    def vectors_of(self, texts: Sequence[str]) -> Array:
        """One vector a text somebody says; remembered for a moment, never kept.

        Raises:
            UnavailableError: the encoder does not answer.
        """
        return self._retriever.vectors_of(texts)

    def fronts(self) -> list[Front]:
        """The front matter of every indexed document."""
        return self._repository.fronts()

    def clauses(self, document_id: str) -> Sequence[Citation]:
        """Every clause of a document, as citations.

        Raises:
            NotFoundError: there is no such document.
        """
        return [cite(each, self._orders) for each in self.stored(document_id)]

    def stored(self, document_id: str) -> Sequence[StoredClause]:
        """Every clause of a document, whole, with the document's front matter.

        Raises:
            NotFoundError: there is no such document.
        """
        stored = self._repository.clauses(self._repository.numbers_of(document_id))
        if not stored:
            raise NotFoundError("document_unknown")
        return stored

    def cite(self, stored: StoredClause) -> Citation:
        """The citation of a clause, without what in it is an order."""
        return cite(stored, self._orders)

    def citation(self, key: str) -> Citation | None:
        """The citation of the clause `document#locator`, or None when the library does not hold it."""
        number = self._repository.number_of(key)
        stored = self._repository.clauses([number]) if number is not None else []
        return cite(stored[0], self._orders) if stored else None

    def review(self, text: str, language: AnswerLanguage = "zh") -> ContractReview:
        """Look at a contract clause by clause."""
        return review_contract(text, self.citation, language)

    def review_file(self, name: str, data: bytes, language: AnswerLanguage = "zh") -> ContractReview:
        """The same for a file.

        Raises:
            BadInputError, TooLargeError: the file cannot be read; says why.
        """
        return self.review(read_file(name, data), language)

    def draft(self, order: DraftOrder, kind: DraftFormat) -> bytes:
        """A contract drafted from a profile and a need, as a file; nothing of it is kept.

        Raises:
            UnavailableError: the libraries that lay out pages are not installed.
        """
        return FILES[kind].make(fill(order, self._rule_name, self._clock.today()))

    def _rule_name(self, key: str, language: AnswerLanguage) -> str | None:
        number = self._repository.number_of(key)
        found = self._repository.clauses([number]) if number is not None else []
        if not found:
            return None
        front = found[0].front
        title = front.title_en if language == "en" else front.title
        return draft_words(language).rule.format(title=title, locator=found[0].clause.locator)

    def check(self) -> list[Problem]:
        """What is wrong with the documents that come with the product."""
        return check(load_library(self._shipped), self._clock.today())

    def close(self) -> None:
        """Close the library's file, if it was opened."""
        if "_repository" in self.__dict__:
            self._repository.close()


def _lawful(document: Document) -> list[str]:
    """One question a clause and language: the kinds of trouble must not drown in what is lawful."""
    found: list[str] = []
    for clause in document.clauses:
        found += [question for question in clause.asked if not question.isascii()][:1]
        found += [question for question in clause.asked if question.isascii()][:1]
    return found
