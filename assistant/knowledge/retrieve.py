"""Finds the clauses that answer a question: keywords and meaning, fused, then weighed one by one.

Reciprocal rank fusion: Cormack, Clarke and Büttcher 2009, with their k = 60. The weighing is a conditional logit over
the candidates (McFadden 1974), fitted by `python -m evals.retrieval.fit`.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final, Literal, get_args

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.e5_weights import Array
from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import Clause, Front
from assistant.knowledge.query import Query, overlap, scope_of
from assistant.knowledge.repository import LibraryRepository, StoredClause, in_force
from assistant.knowledge.tokens import distinct, held
from assistant.knowledge.vectors import VectorStore, middle, own_words
from assistant.knowledge.whitening import Whitening, whitening_of
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


Signal = Literal[
    "near", "middle", "own", "keywords", "shared", "asked", "title", "named", "wanted", "place", "local", "standing"
]
Signals = dict[Signal, float]
SIGNALS: Final[tuple[Signal, ...]] = get_args(Signal)


class Weights(BaseModel):
    """How the signals are weighed; data in `knowledge_base/retrieval.yaml`, chosen on development questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    depth: int
    rrf_k: int
    fused: dict[Literal["keywords", "expanded", "meaning"], float]
    read: int
    weights: Signals
    same_place: float
    wider_place: float
    other_place: float
    not_in_force: float
    quality: dict[str, float]
    per_document: int
    wants: tuple[Want, ...]


@cache
def shipped_weights() -> Weights:
    """The weights that come with the product."""
    return Weights.model_validate(load_yaml(data_path("knowledge_base", "retrieval.yaml")))


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found, and what an answer's confidence is judged by.

    `score` is for comparing hits of one question: how many times likelier one is to answer than another is the ratio
    of their scores. `cosine` is how near the clause is to the question in meaning, `middle` how near all the questions
    it lists are, `asked` how much of the question one of them takes up, `shared` the part of the question's words that
    the clause has anywhere, a rare word counting for more; 0 to 1 each.
    """

    stored: StoredClause
    score: float
    cosine: float
    asked: float
    shared: float = 0.0
    middle: float = 0.0


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
        hits = [_hit(stored, found, self._weights.weights) for stored, found in self.weighed(query, today, limit)]
        # What binds elsewhere never answers; it is kept to name what is nearest.
        elsewhere = [hit for hit in hits if not _binds(hit.stored.front, query)]
        here = [hit for hit in hits if _binds(hit.stored.front, query)]
        return self._diverse((*sorted(here, key=_order), *sorted(elsewhere, key=_order)), limit)

    def weighed(self, query: Query, today: date, limit: int = 8) -> list[tuple[StoredClause, Signals]]:
        """The candidates, in no order, with what speaks for each."""
        weights = self._weights
        vector = self._vector(query.text)
        lists = self._lists(query, vector)
        fused = _fuse([(weights.fused[name], list(found)) for name, found in lists.items()], weights.rrf_k)
        stored = self._repository.clauses(sorted(fused))
        standing = {each.number: self._standing(each.front, today) for each in stored}
        place = {each.number: self._place(each.front.jurisdiction, query) for each in stored}
        stored.sort(
            key=lambda each: (-fused[each.number] * standing[each.number] * place[each.number], each.clause.key)
        )
        read = stored[: max(weights.read, limit)]
        keywords = lists["expanded"]
        most = max(keywords.values(), default=0.0)
        wanted = [kind for kind in weights.wants if re.search(kind.question, query.text, re.IGNORECASE)]
        rarities = self._rarities(query.words)
        near = lists["meaning"]
        cosines = self._cosines(vector, [each.number for each in read])
        found: list[tuple[StoredClause, Signals]] = []
        for each in read:
            own = cosines.get(own_words(each.number), 0.0)
            # A clause that lists no questions has only its own words to be near by.
            centre = cosines.get(middle(each.number), own)
            signals: Signals = {
                "near": max(near.get(each.number, 0.0), own, centre),
                "middle": centre,
                "own": own,
                "keywords": keywords.get(each.number, 0.0) / most if most > 0 else 0.0,
                "shared": _shared(rarities, each),
                "asked": _addressed(query, each.clause),
                "title": overlap(frozenset(query.words), distinct(each.clause.title)),
                "named": float(_names(query, each.front)),
                "wanted": _gives_what_is_wanted(each.clause, wanted),
                "place": math.log(place[each.number]),
                "local": float(_is_local(each.front, query)),
                "standing": math.log(standing[each.number]),
            }
            found.append((each, signals))
        return found

    def _lists(
        self, query: Query, vector: Array | None
    ) -> dict[Literal["keywords", "expanded", "meaning"], dict[int, float]]:
        """Clause numbers with their scores, best first: by the question's words, by the clauses' words for it too."""
        depth = self._weights.depth
        keywords = dict(self._repository.search(query.words, depth))
        expanded = keywords
        if query.expanded:
            expanded = dict(self._repository.search((*query.expanded, *query.words), depth))
        return {"keywords": keywords, "expanded": expanded, "meaning": dict(self._nearest(vector))}

    def _rarities(self, words: Sequence[str]) -> dict[str, float]:
        """How much it tells that a clause has a word: the rarer in the library, the more."""
        size = self._repository.size()
        return {word: math.log1p(size / (1 + count)) for word, count in self._repository.counts(words).items()}

    def _cosines(self, vector: Array | None, numbers: Sequence[int]) -> dict[str, float]:
        """How near clauses' own words are, and the middles of their questions.

        A clause is only as near as the nearest question it lists, and siblings list questions much alike.
        """
        if vector is None or not numbers:
            return {}
        return self._vectors.cosines(vector, [entry(number) for number in numbers for entry in (own_words, middle)])

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

    def _vector(self, text: str) -> Array | None:
        """The vector to search with; None, and the keywords alone decide, when the encoder does not answer."""
        try:
            vectors = self.vectors_of([text])
        except UnavailableError:
            log.warning("encoder_unreachable")
            return None
        found: Array = (self._whitening.questions(vectors) if self._whitening is not None else vectors)[0]
        return found

    @cached_property
    def _whitening(self) -> Whitening | None:
        return whitening_of(self._embedder.name)

    def _nearest(self, vector: Array | None) -> list[tuple[int, float]]:
        """The clauses nearest in meaning."""
        return self._vectors.nearest(vector, self._weights.depth) if vector is not None else []

    def _standing(self, front: Front, today: date) -> float:
        """What is taken from a clause by its document's source and dates, as a factor."""
        weights = self._weights
        quality = weights.quality.get(front.quality, 1.0)
        return quality if in_force(front, today) else quality * weights.not_in_force

    def _place(self, where: str, query: Query) -> float:
        """The same for the place it binds in."""
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


def _hit(stored: StoredClause, found: Signals, weights: Signals) -> Hit:
    score = math.exp(sum(weights[name] * value for name, value in found.items()))
    return Hit(stored, score, found["near"], found["asked"], found["shared"], found["middle"])


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


def _binds(front: Front, query: Query) -> bool:
    """Whether the document binds in a place asked about; where none is, each may."""
    named = query.named or ((query.jurisdiction,) if query.jurisdiction else ())
    return not named or any(front.jurisdiction in scope_of(place) for place in named)


def _is_local(front: Front, query: Query) -> bool:
    """Whether the document is of the very place asked about."""
    return front.jurisdiction != "cn" and front.jurisdiction in (*query.named, query.jurisdiction)


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
