"""`python -m evals.retrieval [--shared DIR] [--record]`: how well the right clause is found, beside plain BM25."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.embedding import BundledEmbedder
from evals.retrieval import stard
from evals.retrieval.measure import figures
from evals.table import record, table

_CACHE = Path(__file__).resolve().parent.parent / "out"


def main() -> None:
    """Measure STARD, and say so when it is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "evals"
    parser.add_argument("--shared", type=Path, default=beside, help="folder of the STARD files")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    if not (options.shared / "stard.pool.jsonl").is_file():
        print(f"STARD skipped: no stard.pool.jsonl in {options.shared}")
        return
    body = _stard(options.shared)
    print(body)
    if options.record:
        record("retrieval-stard", "Retrieval: STARD questions", "python -m evals.retrieval", body)


def _stard(folder: Path) -> str:
    # The embeddings are kept between runs: making them costs minutes and they depend on text and model only.
    repository = LibraryRepository(_CACHE / "stard.db")
    embedder = BundledEmbedder(_CACHE, threads=2)
    with tempfile.TemporaryDirectory() as vectors_folder:
        vectors = ChromaVectors("stard", Path(vectors_folder))
        for document_id in repository.digests():
            repository.remove(document_id)
        LibraryIndex(repository, vectors, embedder).update(stard.documents(folder))
        asked = stard.questions(folder)
        systems = {
            "BM25, characters and pairs": stard.by_keywords(repository),
            "keywords and meaning": stard.by_everything(Retriever(repository, vectors, embedder)),
        }
        rows = []
        for name, search in systems.items():
            found = figures(stard.rank(asked, search))
            rows.append((name, *(f"{value:.3f}" for value in found.values())))
    head = ("system", *found)
    return f"{len(asked)} lay questions over 1,445 statute articles.\n\n{table(head, rows)}"


if __name__ == "__main__":
    main()
