"""`python -m evals.retrieval.scale [--sizes N…] [--build] [--record]`: how long a search takes in a large library.

The clauses are shuffled sentences of the shipped library and their vectors lie around those of real clauses, so that
words and neighbourhoods are as crowded as in life; the questions and the encoder are the real ones. A built library is
kept below `evals/out` and measured again by a new process, as an installation is that has just been started.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.knowledge import repository as words
from assistant.knowledge.documents import Clause, Document, Front, load_library
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.knowledge.whitening import whitening_file
from assistant.models.embedding import BundledEmbedder
from evals.retrieval.own import CACHE, TODAY, questions
from evals.table import record, table

T = TypeVar("T")

_CLAUSES_A_DOCUMENT = 200
_SENTENCE = re.compile(r"(?<=[。；])")
_NOISE = 0.35
_STEP = 5_000
# Where most of the vectors lie: as many real clauses, embedded.
_MIDDLES = 400
_HEAD = (
    "clauses",
    "built in s",
    "clauses a second",
    "processor s to build",
    "process start to first answer s",
    "p50 ms",
    "p95 ms",
    "processor ms a question",
)


@dataclass(frozen=True, slots=True)
class Built:
    """What it took to build a library, in seconds on the clock and of the processor."""

    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from the start of a process to its first answer, and milliseconds a question after that."""

    first: float
    p50: float
    p95: float
    processor: float


def main() -> None:
    """Build each size that is not kept yet, ask every development question, print and record the times."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 200_000], help="clauses in the library")
    parser.add_argument("--build", action="store_true", help="only build what is not kept yet; nothing is measured")
    parser.add_argument("--anew", action="store_true", help="build again what is kept")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    kept = {size: _kept(size, anew=options.anew) for size in options.sizes}
    if options.build:
        return
    body = table(_HEAD, [_row(size, folder) for size, folder in kept.items()])
    print(body)
    if options.record:
        sizes = " ".join(map(str, options.sizes))
        record(
            "retrieval-scale", "Retrieval: large libraries", f"python -m evals.retrieval.scale --sizes {sizes}", body
        )


def _alone(work: Callable[[], T]) -> T:
    """The result of `work` in a process of its own, which has nothing loaded yet."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work).result()


def _kept(size: int, *, anew: bool) -> Path:
    """The folder of a built library of this size; one is built where there is none."""
    folder = CACHE / f"scale-{size}-{_made_by()}"
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir():
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        built = _alone(partial(_build, size, unfinished))
        (unfinished / "built.json").write_text(json.dumps(asdict(built)), encoding="utf-8")
        unfinished.rename(folder)
    return folder


def _made_by() -> str:
    """Stands for what a built library depends on, apart from which sentences are shuffled and how the words are cut."""
    sharpened = hashlib.sha256(whitening_file().read_bytes()).hexdigest()
    parts = (words._SCHEMA, version("chromadb"), str(_NOISE), str(_MIDDLES), sharpened)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _row(size: int, folder: Path) -> tuple[str, ...]:
    built = Built(**json.loads((folder / "built.json").read_text(encoding="utf-8")))
    found = _alone(partial(_measure, folder, time.time()))
    return (
        f"{size:,}",
        f"{built.seconds:.0f}",
        f"{size / built.seconds:.0f}",
        f"{built.processor:.0f}",
        f"{found.first:.1f}",
        f"{found.p50:.0f}",
        f"{found.p95:.0f}",
        f"{found.processor:.0f}",
    )


def _build(size: int, folder: Path) -> Built:
    around = _shipped_vectors(BundledEmbedder(CACHE, threads=2))
    chance = np.random.default_rng(1)
    began, worked = time.perf_counter(), time.process_time()
    repository = LibraryRepository(folder / "library.db")
    store = ChromaVectors("scale", folder / "vectors")
    documents = _documents(size)
    done = 0
    while part := list(islice(documents, _STEP // _CLAUSES_A_DOCUMENT)):
        numbers = [each.number for document in part for each in repository.put(document, "d")]
        store.put([str(number) for number in numbers], _scattered(around, len(numbers), chance))
        done += len(numbers)
        print(f"{done:,} of {size:,} clauses after {time.perf_counter() - began:.0f} s", flush=True)
    repository.close()
    return Built(time.perf_counter() - began, time.process_time() - worked)


def _measure(folder: Path, started: float) -> Measured:
    """`started` is when this process was asked for, on the clock of the day."""
    repository = LibraryRepository(folder / "library.db")
    retriever = Retriever(repository, ChromaVectors("scale", folder / "vectors"), BundledEmbedder(CACHE, threads=2))
    retriever.search(understand("定金最多收多少"), TODAY)
    first = time.time() - started
    times = []
    worked = time.process_time()
    for question in questions("dev"):
        asked = time.perf_counter()
        retriever.search(understand(question.text, question.jurisdiction), TODAY)
        times.append((time.perf_counter() - asked) * 1000)
    worked = (time.process_time() - worked) * 1000 / len(times)
    repository.close()
    p50, p95 = np.percentile(times, [50, 95])
    return Measured(first, float(p50), float(p95), worked)


def _shipped_vectors(encoder: BundledEmbedder) -> Array:
    texts = [clause.body for document in load_library() for clause in document.clauses][:_MIDDLES]
    return np.concatenate([encoder.passages(texts[at : at + 32]) for at in range(0, len(texts), 32)])


def _scattered(around: Array, count: int, chance: np.random.Generator) -> Array:
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
