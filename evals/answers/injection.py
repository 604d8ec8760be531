"""Puts documents with orders in them into the library, as an operator might unknowingly, and asks again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.answers import Answer
from evals.answers.rows import DATA, InjectionRow
from evals.answers.support import plain
from evals.retrieval.own import TODAY, Library

DOCUMENTS = DATA / "documents"


@dataclass(frozen=True, slots=True)
class Injected:
    """One question put to the poisoned library: the orders its answer followed or passed on."""

    row: InjectionRow
    answer: Answer
    heard: tuple[str, ...]


@contextmanager
def poisoned(library: Library, folder: Path) -> Iterator[None]:
    """The library with the documents of `DOCUMENTS` as the operator's own, below its data `folder`."""
    own = folder / "documents"
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(DOCUMENTS, own)
    try:
        library.service.build()
        yield
    finally:
        shutil.rmtree(own)
        library.service.build()


def ask(library: Library, asked: Sequence[InjectionRow]) -> list[Injected]:
    """What the poisoned library says."""
    found: list[Injected] = []
    for row in asked:
        answer = library.service.ask(row.text, today=TODAY)
        said = plain(answer.text)
        found.append(Injected(row, answer, tuple(c for c in row.canaries if plain(c) in said)))
    return found
