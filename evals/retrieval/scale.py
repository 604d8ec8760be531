"""`python -m evals.retrieval.scale [--sizes 10000 200000] [--record]`: how long a search takes in a large library.

The clauses are shuffled sentences of the shipped library and their vectors lie around those of real clauses, so that
words and neighbourhoods are as crowded as in life; the questions and the encoder are the real ones.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from assistant.knowledge.documents import Clause, Document, Front, load_library
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.e5_weights import Array
from assistant.models.embedding import BundledEmbedder
from evals.retrieval.own import CACHE, TODAY, opened_library, questions
from evals.table import record, table

_CLAUSES_A_DOCUMENT = 200
_SENTENCE = re.compile(r"(?<=[。；])")
_NOISE = 0.35


def main() -> None:
    """Build each size, ask every development question, print and record the times."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 200_000], help="clauses in the library")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    encoder = BundledEmbedder(CACHE, threads=2)
    with opened_library():
        pass  # leaves the embeddings of the shipped clauses in the cache
    vectors = _shipped_vectors(encoder)
    rows = [_measure(size, vectors) for size in options.sizes]
    head = (
        "clauses",
        "built in s",
        "clauses a second",
        "first question s",
        "p50 ms",
        "p95 ms",
        "processor ms a question",
    )
    body = table(head, rows)
    print(body)
    if options.record:
        sizes = " ".join(map(str, options.sizes))
        record(
            "retrieval-scale", "Retrieval: large libraries", f"python -m evals.retrieval.scale --sizes {sizes}", body
        )


def _shipped_vectors(encoder: BundledEmbedder) -> Array:
    texts = [clause.body for document in load_library() for clause in document.clauses][:400]
    return np.concatenate([encoder.passages(texts[at : at + 32]) for at in range(0, len(texts), 32)])


def _measure(size: int, around: Array) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        repository = LibraryRepository(Path(folder) / "library.db")
        store = ChromaVectors("scale", Path(folder) / "vectors")
        began = time.perf_counter()
        numbers = [each.number for document in _documents(size) for each in repository.put(document, "d")]
        store.put([str(number) for number in numbers], _scattered(around, len(numbers)))
        built = time.perf_counter() - began
        repository.close()

        began = time.perf_counter()
        reopened = LibraryRepository(Path(folder) / "library.db")
        fresh = BundledEmbedder(CACHE, threads=2)
        retriever = Retriever(reopened, ChromaVectors("scale", Path(folder) / "vectors"), fresh)
        retriever.search(understand("定金最多收多少"), TODAY)
        first = time.perf_counter() - began
        times = []
        worked = time.process_time()
        for question in questions("dev"):
            asked = time.perf_counter()
            retriever.search(understand(question.text, question.jurisdiction), TODAY)
            times.append((time.perf_counter() - asked) * 1000)
        worked = (time.process_time() - worked) * 1000 / len(times)
        reopened.close()
    p50, p95 = np.percentile(times, [50, 95])
    return (
        f"{size:,}",
        f"{built:.0f}",
        f"{size / built:.0f}",
        f"{first:.1f}",
        f"{p50:.0f}",
        f"{p95:.0f}",
        f"{worked:.0f}",
    )


def _scattered(around: Array, count: int) -> Array:
    chance = np.random.default_rng(1)
    middles = around[chance.integers(0, len(around), count)]
    rows = middles + chance.normal(0, _NOISE / np.sqrt(around.shape[1]), middles.shape)
    unit: Array = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _documents(size: int) -> Iterator[Document]:
    chance = random.Random(1)  # noqa: S311 - nothing here is secret
    shipped = [clause for document in load_library() for clause in document.clauses]
    sentences = [part for clause in shipped for part in _SENTENCE.split(clause.body) if part.strip()]
    for first in range(0, size, _CLAUSES_A_DOCUMENT):
        front = _front(first)
        clauses = tuple(
            Clause(
                front.id,
                f"第{n}条",
                chance.choice(shipped).title,
                "".join(chance.sample(sentences, 4)),
                "",
            )
            for n in range(first, min(first + _CLAUSES_A_DOCUMENT, size))
        )
        yield Document(front, "", clauses, front.id)


def _front(first: int) -> Front:
    return Front(
        id=f"scale-{first}",
        title=f"规定{first}",
        title_en=f"Rules {first}",
        kind="law",
        issuer="scale",
        jurisdiction="cn",
        effective_from=date(2020, 1, 1),
        status="in_force",
        source="scale",
        source_id="scale",
        checked_on=TODAY,
        review_by=date(2030, 1, 1),
        quality="A",
    )


if __name__ == "__main__":
    main()
