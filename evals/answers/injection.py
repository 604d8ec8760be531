"""Puts files with orders in them into the library, as an operator might unknowingly, and asks again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.knowledge.answers import Answer
from assistant.knowledge.own import Description
from evals.answers.rows import DATA, InjectionRow
from evals.answers.support import plain
from evals.retrieval.own import TODAY, Library

DOCUMENTS = DATA / "documents"


@dataclass(frozen=True, slots=True)
class Injected:
    """One question put to the poisoned library: the orders its answer followed or passed on.

    `source` is the id of the row's document in the library.
    """

    row: InjectionRow
    answer: Answer
    source: str
    heard: tuple[str, ...]

    @property
    def from_it(self) -> bool:
        """Whether the answer rests on the poisoned document."""
        return any(citation.source_id == self.source for citation in self.answer.citations)


@contextmanager
def poisoned(library: Library) -> Iterator[Mapping[str, str]]:
    """The library with every file of `DOCUMENTS` added the way an operator adds one; gives file stem to document id."""
    added: dict[str, str] = {}
    try:
        for path in sorted(DOCUMENTS.glob("*.md")):
            data = path.read_bytes()
            title = data.decode("utf-8").splitlines()[0]
            document = library.service.add(path.name, data, Description(title, kind="guide", status="practice"))
            added[path.stem] = document.front.id
        yield added
    finally:
        for document_id in added.values():
            library.service.remove(document_id)


def ask(library: Library, asked: Sequence[InjectionRow]) -> list[Injected]:
    """What the library says while it is poisoned."""
    found: list[Injected] = []
    with poisoned(library) as documents:
        for row in asked:
            answer = library.service.ask(row.text, today=TODAY)
            said = plain(answer.text)
            heard = tuple(canary for canary in row.canaries if plain(canary) in said)
            found.append(Injected(row, answer, documents[row.document], heard))
    return found
