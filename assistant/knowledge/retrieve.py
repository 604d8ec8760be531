"""Finds the clauses that answer a question: keywords and meaning, fused, then weighed by place, date and standing.

Reciprocal rank fusion: Cormack, Clarke and Büttcher 2009, with their k = 60.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import Clause, Front
from assistant.knowledge.query import Query, overlap, scope_of
from assistant.knowledge.repository import LibraryRepository, StoredClause, in_force
from assistant.knowledge.tokens import distinct, held
from assistant.knowledge.vectors import VectorStore
from assistant.models.e5_weights import Array
from assistant.models.embedding import Embedder

log = logging.getLogger(__name__)

_REMEMBERED = 64
_BESIDE_THE_NAME = re.compile(r"[·（(]")
_SHORTEST_NAME = 3


class Want(BaseModel):
    """A kind of thing a question may ask for, and how a clause that gives it reads: two regular expressions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    clause: str


class Weights(BaseModel):
    """How the signals are weighed; data in `knowledge_base/retrieval.yaml`, chosen on development questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    depth: int
    rrf_k: int
    keywords: float
    expanded: float
    meaning: float
    asked: float
    title: float
    document: float
    same_place: float
    wider_place: float
    other_place: float
    not_in_force: float
    quality: dict[str, float]
    per_document: int
    body: float
    read: int
    wanted: float
    wants: tuple[Want, ...]


@cache
def shipped_weights() -> Weights:
    """The weights that come with the product."""
    return Weights.model_validate(load_yaml(data_path("knowledge_base", "retrieval.yaml")))


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found, its score for ranking, and the signals an answer's confidence is judged by (0 to 1 each).

    `shared` is the part of the question's words that the clause has anywhere, a rare word counting for more.
    """

    stored: StoredClause
    score: float
    cosine: float
    asked: float
    shared: float = 0.0


class Retriever:
    """Searches one library. Deterministic: equal scores are ordered by the clause's key."""

    def __init__(
        self,
        repository: LibraryRepository,
        vectors: VectorStore,
        embedder: Embedder,
        weights: Weights | None = None,
    ) -> None:
        self._repository = repository
        self._vectors = vectors
        self._embedder = embedder
        self._weights = weights or shipped_weights()
        self._recent: dict[str, Array] = {}

    def search(self, query: Query, today: date, limit: int = 8) -> list[Hit]:
        """The best clauses for the question, best first, at most `limit`."""
        weights = self._weights
        keywords = [n for n, _ in self._repository.search(query.words, weights.depth)]
        expanded = keywords
        if query.expanded:
            expanded = [n for n, _ in self._repository.search((*query.expanded, *query.words), weights.depth)]
        near = self._nearest(query.text)
        cosines = dict(near)
        fused = _fuse(
            ((weights.keywords, keywords), (weights.expanded, expanded), (weights.meaning, [n for n, _ in near])),
            weights.rrf_k,
        )
        stored = self._repository.clauses(sorted(fused))
        standing = {each.number: fused[each.number] * self._standing(each.front, query, today) for each in stored}
        kept = max(weights.read, limit)
        bar = sorted(standing.values(), reverse=True)[:kept][-1] / self._most if stored else 0.0
        wanted = [kind for kind in weights.wants if re.search(kind.question, query.text, re.IGNORECASE)]
        hits = [
            self._weigh(each, standing[each.number], cosines.get(each.number, 0.0), query, wanted)
            for each in stored
            if standing[each.number] >= bar
        ]
        hits.sort(key=_order)
        chosen = self._diverse(self._read(hits[:kept], query.text), limit)
        weights_of = self._rarities(query.words)
        return [replace(hit, shared=_shared(weights_of, hit.stored)) for hit in chosen]

    def _rarities(self, words: Sequence[str]) -> dict[str, float]:
        """How much it tells that a clause has a word: the rarer in the library, the more."""
        size = self._repository.size()
        return {word: math.log1p(size / (1 + count)) for word, count in self._repository.counts(words).items()}

    @cached_property
    def _most(self) -> float:
        """The most that `_weigh` multiplies a score by: whatever stands lower than that can be left unweighed."""
        weights = self._weights
        return (1 + weights.wanted) * (1 + weights.asked + weights.title + weights.document)

    def _read(self, hits: Sequence[Hit], text: str) -> list[Hit]:
        """The hits weighed by how near the clauses' own words are: of siblings, the one that says what is asked.

        Until here a clause is as near as the nearest question it lists, and siblings list questions much alike.
        """
        numbers = [hit.stored.number for hit in hits]
        try:
            cosines = self._vectors.cosines(self.vectors_of([text])[0], numbers) if numbers else {}
        except UnavailableError:
            return list(hits)
        weight = self._weights.body
        read = [
            replace(hit, score=hit.score * math.exp(weight * (cosines.get(hit.stored.number, 0.0) - 1))) for hit in hits
        ]
        return sorted(read, key=_order)

    def holds(self, jurisdiction: str) -> bool:
        """Whether the library has any document of this place."""
        return self._repository.holds(jurisdiction)

    def vectors_of(self, texts: Sequence[str]) -> Array:
        """The vectors of questions; those asked a moment ago are remembered.

        Raises:
            UnavailableError: the encoder does not answer.
        """
        # Looked into once: another thread may put another in its place at any time.
        recent = self._recent
        known = {text: recent[text] for text in texts if text in recent}
        missing = [text for text in texts if text not in known]
        if missing:
            known.update(zip(missing, self._embedder.queries(missing), strict=True))
            # Replaced whole, so that other threads never see it half changed.
            self._recent = dict(list((self._recent | known).items())[-_REMEMBERED:])
        return np.stack([known[text] for text in texts])

    def _nearest(self, text: str) -> list[tuple[int, float]]:
        """The clauses nearest in meaning; none, and the keywords alone decide, when the encoder does not answer."""
        try:
            vector = self.vectors_of([text])[0]
        except UnavailableError:
            log.warning("encoder_unreachable")
            return []
        return self._vectors.nearest(vector, self._weights.depth)

    def _standing(self, front: Front, query: Query, today: date) -> float:
        """What a document's place, source and dates multiply the scores of its clauses by."""
        weights = self._weights
        standing = self._place(front.jurisdiction, query) * weights.quality.get(front.quality, 1.0)
        return standing if in_force(front, today) else standing * weights.not_in_force

    def _weigh(self, stored: StoredClause, score: float, cosine: float, query: Query, wanted: Sequence[Want]) -> Hit:
        weights, clause = self._weights, stored.clause
        asked = _addressed(query, clause)
        score *= 1 + weights.wanted * _gives_what_is_wanted(clause, wanted)
        title = overlap(frozenset(query.words), distinct(clause.title))
        named = float(_names(query, stored.front))
        score *= 1 + weights.asked * asked + weights.title * title + weights.document * named
        return Hit(stored, score, cosine, asked)

    def _place(self, where: str, query: Query) -> float:
        weights = self._weights
        named = query.named or ((query.jurisdiction,) if query.jurisdiction else ())
        if where in named:
            return weights.same_place
        if any(where in scope_of(place) for place in named):
            return weights.wider_place
        if not named:
            # Nobody named a place: national rules answer for everyone, local ones only for their own.
            return weights.same_place if where == "cn" else weights.wider_place
        return weights.other_place

    def _diverse(self, hits: Iterable[Hit], limit: int) -> list[Hit]:
        taken: list[Hit] = []
        of_document: dict[str, int] = {}
        for hit in hits:
            document = hit.stored.clause.document
            if of_document.get(document, 0) < self._weights.per_document:
                of_document[document] = of_document.get(document, 0) + 1
                taken.append(hit)
            if len(taken) == limit:
                break
        return taken


def _order(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.stored.clause.key


def _addressed(query: Query, clause: Clause) -> float:
    """How much of the question the clause takes up, 0 to 1: by the questions it lists, else by its own words."""
    words = frozenset(query.words)
    if clause.asked:
        return max(overlap(words, distinct(question)) for question in clause.asked)
    return len(held(words, f"{clause.title}\n{clause.body}")) / len(words) if words else 0.0


def _shared(weights: Mapping[str, float], stored: StoredClause) -> float:
    clause = stored.clause
    said = "\n".join((stored.front.title, clause.title, *clause.asked, clause.body, clause.english))
    total = sum(weights.values())
    return sum(weights[word] for word in held(weights.keys(), said)) / total if total else 0.0


def _names(query: Query, front: Front) -> bool:
    """Whether the question names the document, in its own words or in a form that stands for it."""
    name = _BESIDE_THE_NAME.split(front.title)[0]
    return len(name) >= _SHORTEST_NAME and (name in query.text or name in query.terms)


def _gives_what_is_wanted(clause: Clause, wanted: Sequence[Want]) -> float:
    """The share of what the question asks for by kind (a fine, an amount, a date) that the clause has, 0 to 1."""
    if not wanted:
        return 0.0
    said = f"{clause.title}\n{clause.body}\n{clause.english}"
    return sum(1 for kind in wanted if re.search(kind.clause, said)) / len(wanted)


def _fuse(lists: Sequence[tuple[float, Sequence[int]]], k: int) -> dict[int, float]:
    fused: dict[int, float] = {}
    for weight, numbers in lists:
        for rank, number in enumerate(numbers, 1):
            fused[number] = fused.get(number, 0.0) + weight / (k + rank)
    return fused
