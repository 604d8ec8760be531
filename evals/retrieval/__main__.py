"""`python -m evals.retrieval [--only own|stard] [--split dev|tune|hold|test] [--show-errors] [--record]`.

How well the right clause is found, beside plain BM25: labelled questions over our own library, and STARD.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.embedding import BundledEmbedder
from evals.retrieval import own, stard
from evals.retrieval.measure import figures
from evals.table import record, table

_CACHE = Path(__file__).resolve().parent.parent / "out"


def main() -> None:
    """Measure our own questions, and STARD where it is (said so where it is not)."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "evals"
    parser.add_argument("--only", choices=("own", "stard"), help="one of the two sets")
    parser.add_argument("--split", choices=own.SPLITS, default="dev", help="which of our own questions")
    parser.add_argument("--show-errors", action="store_true", help="print our own questions that went wrong")
    parser.add_argument("--shared", type=Path, default=beside, help="folder of the STARD files")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    if options.only != "stard":
        _own(options.split, show=options.show_errors, keep=options.record)
    if options.only == "own":
        return
    if not (options.shared / "stard.pool.jsonl").is_file():
        print(f"STARD skipped: no stard.pool.jsonl in {options.shared}")
        return
    body = _stard(options.shared)
    print(body)
    if options.record:
        record("retrieval-stard", "Retrieval: STARD questions", "python -m evals.retrieval", body)


def _own(split: own.Split, *, show: bool, keep: bool) -> None:
    asked = own.questions(split)
    with own.opened_library() as library:
        state = library.service.state()
        found = {name: own.rank(asked, search) for name, search in own.systems(library).items()}
    *_, ranked = found.values()
    body = (
        f"{len(asked)} questions over {state.documents} documents, {state.clauses} clauses.\n\n"
        f"{own.summary(found)}\n\n{own.breakdown(ranked)}"
    )
    print(body)
    if show:
        print("\n".join(("", *own.errors(ranked))))
    if keep:
        command = f"python -m evals.retrieval --only own --split {split}"
        record(f"retrieval-own:{split}", f"Retrieval: our own questions, {split} split", command, body)


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
