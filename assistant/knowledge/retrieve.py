"""Finds the clauses that answer a question: keywords and meaning, fused, then weighed by place, date and standing.

Reciprocal rank fusion: Cormack, Clarke and Büttcher 2009, with their k = 60.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import Clause
from assistant.knowledge.query import Query, overlap, scope_of
from assistant.knowledge.repository import LibraryRepository, StoredClause, in_force
from assistant.knowledge.tokens import tokens
from assistant.knowledge.vectors import VectorStore
from assistant.models.e5_weights import Array
from assistant.models.embedding import Embedder

log = logging.getLogger(__name__)

_REMEMBERED = 64


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
    same_place: float
    wider_place: float
    other_place: float
    not_in_force: float
    quality: dict[str, float]
    per_document: int
    wanted: float
    wants: tuple[Want, ...]


@cache
def shipped_weights() -> Weights:
    """The weights that come with the product."""
    return Weights.model_validate(load_yaml(data_path("knowledge_base", "retrieval.yaml")))


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found, its score for ranking, and the signals an answer's confidence is judged by (0 to 1 each)."""

    stored: StoredClause
    score: float
    cosine: float
    asked: float


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
        expanded = [n for n, _ in self._repository.search((*query.expanded, *query.words), weights.depth)]
        near = self._nearest(query.text)
        cosines = dict(near)
        fused = _fuse(
            ((weights.keywords, keywords), (weights.expanded, expanded), (weights.meaning, [n for n, _ in near])),
            weights.rrf_k,
        )
        stored = self._repository.clauses(sorted(fused))
        hits = [self._weigh(each, fused[each.number], cosines.get(each.number, 0.0), query, today) for each in stored]
        hits.sort(key=lambda hit: (-hit.score, hit.stored.clause.key))
        return self._diverse(hits, limit)

    def vectors_of(self, texts: Sequence[str]) -> Array:
        """The vectors of questions; those asked a moment ago are remembered.

        Raises:
            UnavailableError: the encoder does not answer.
        """
        known = {text: self._recent[text] for text in texts if text in self._recent}
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

    def _weigh(self, stored: StoredClause, fused: float, cosine: float, query: Query, today: date) -> Hit:
        weights, clause, front = self._weights, stored.clause, stored.front
        asked = _addressed(query, clause)
        score = fused * self._place(front.jurisdiction, query) * weights.quality.get(front.quality, 1.0)
        if not in_force(front, today):
            score *= weights.not_in_force
        score *= 1 + weights.wanted * _gives_what_is_wanted(query.text, clause, weights.wants)
        score *= 1 + weights.asked * asked + weights.title * overlap(query.words, tokens(clause.title))
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


def _addressed(query: Query, clause: Clause) -> float:
    """How much of the question the clause takes up, 0 to 1: by the questions it lists, else by its own words."""
    if clause.asked:
        return max(overlap(query.words, tokens(question)) for question in clause.asked)
    words = set(query.words)
    return len(words & set(tokens(clause.title + clause.body))) / len(words) if words else 0.0


def _gives_what_is_wanted(text: str, clause: Clause, wants: Sequence[Want]) -> float:
    """The share of what the question asks for by kind (a fine, an amount, a date) that the clause has, 0 to 1."""
    kinds = [kind for kind in wants if re.search(kind.question, text, re.IGNORECASE)]
    held = sum(1 for kind in kinds if re.search(kind.clause, f"{clause.title}\n{clause.body}\n{clause.english}"))
    return held / len(kinds) if kinds else 0.0


def _fuse(lists: Sequence[tuple[float, Sequence[int]]], k: int) -> dict[int, float]:
    fused: dict[int, float] = {}
    for weight, numbers in lists:
        for rank, number in enumerate(numbers, 1):
            fused[number] = fused.get(number, 0.0) + weight / (k + rank)
    return fused
