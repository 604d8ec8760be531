"""All SQL of the knowledge room: the library's own SQLite file, with its keyword index and the embedding cache.

The file is derived from documents and can be built again at any time; it lives apart from people's records.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.knowledge.documents import Clause, Document, Front
from assistant.knowledge.tokens import tokens

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, front TEXT NOT NULL, lead TEXT NOT NULL, digest TEXT NOT NULL, path TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS clauses (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, document TEXT NOT NULL, position INTEGER NOT NULL,
    locator TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, english TEXT NOT NULL, asked TEXT NOT NULL,
    see TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS clauses_document ON clauses (document, position);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (t, detail=full, tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS frequencies USING fts5vocab (words, row);
CREATE TABLE IF NOT EXISTS embeddings (
    model TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, digest)
) WITHOUT ROWID;
"""
# An index without positions is smaller, but weighing a clause then reads all its words again: ten times as slow.
_REINDEX = """
CREATE TEMP TABLE kept AS SELECT rowid AS number, t FROM words;
DROP TABLE frequencies;
DROP TABLE words;
"""
_REFILL = """
INSERT INTO words (rowid, t) SELECT number, t FROM kept;
DROP TABLE kept;
"""
# A query is its rarest words, as many as together stand in this many places: a search costs what it reads. In a small
# library that is every word, and the common ones still help.
_PLACES = 10_000
_FEWEST = 3
_MOST = 120
_VARIABLES = 900
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class StoredClause:
    """A clause as indexed, with its document's front matter."""

    number: int
    clause: Clause
    front: Front


class LibraryRepository:
    """The library's file. Thread-safe; one process writes at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            older = cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'words' AND sql LIKE '%detail=none%'")
            reindex = older.fetchone() is not None
            script = (_REINDEX, _SCHEMA, _REFILL) if reindex else (_SCHEMA,)
            cursor.executescript("\n".join(("BEGIN;", *script, "COMMIT;")))
        self._fronts: dict[str, Front] = {}
        self._counted: dict[str, int] = {}
        self._size: int | None = None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def digests(self) -> dict[str, str]:
        """The digest under which each document was indexed."""
        with self._lock:
            return dict(self._connection.execute("SELECT id, digest FROM documents").fetchall())

    def put(self, document: Document, digest: str) -> list[StoredClause]:
        """Index a document in place of any of the same id; returns its clauses with their numbers."""
        front = document.front
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                self._remove(cursor, front.id)
                cursor.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                    (front.id, front.model_dump_json(), document.lead, digest, document.path),
                )
                stored = [
                    StoredClause(self._insert(cursor, position, clause, front), clause, front)
                    for position, clause in enumerate(document.clauses)
                ]
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
        self._forget(front.id)
        return stored

    @staticmethod
    def _insert(cursor: sqlite3.Cursor, position: int, clause: Clause, front: Front) -> int:
        cursor.execute(
            "INSERT INTO clauses (key, document, position, locator, title, body, english, asked, see)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                clause.key,
                clause.document,
                position,
                clause.locator,
                clause.title,
                clause.body,
                clause.english,
                json.dumps(clause.asked, ensure_ascii=False),
                json.dumps(clause.see, ensure_ascii=False),
            ),
        )
        number = cursor.lastrowid or 0
        words = " ".join(
            tokens("\n".join((front.title, clause.locator, clause.title, *clause.asked, clause.body, clause.english)))
        )
        cursor.execute("INSERT INTO words (rowid, t) VALUES (?, ?)", (number, words))
        return number

    def remove(self, document_id: str) -> list[int]:
        """Forget a document; returns the numbers its clauses had."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            numbers = self._remove(cursor, document_id)
            cursor.execute("COMMIT")
        self._forget(document_id)
        return numbers

    def _forget(self, document_id: str) -> None:
        """Drop what is remembered of a document that has changed."""
        self._fronts.pop(document_id, None)
        self._counted = {}
        self._size = None

    @staticmethod
    def _remove(cursor: sqlite3.Cursor, document_id: str) -> list[int]:
        found = cursor.execute("SELECT number FROM clauses WHERE document = ?", (document_id,)).fetchall()
        numbers = [number for (number,) in found]
        cursor.executemany("DELETE FROM words WHERE rowid = ?", [(number,) for number in numbers])
        cursor.execute("DELETE FROM clauses WHERE document = ?", (document_id,))
        cursor.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        return numbers

    def count(self) -> tuple[int, int]:
        """How many documents and clauses there are."""
        with self._lock:
            documents = self._connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            return documents, self._connection.execute("SELECT count(*) FROM clauses").fetchone()[0]

    def size(self) -> int:
        """How many clauses there are, counted once until a document changes."""
        size = self._size
        if size is None:
            size = self._size = self.count()[1]
        return size

    def fronts(self) -> list[Front]:
        """The front matter of every document, by id."""
        with self._lock:
            rows = self._connection.execute("SELECT front FROM documents ORDER BY id").fetchall()
        return [Front.model_validate_json(front) for (front,) in rows]

    def holds(self, jurisdiction: str) -> bool:
        """Whether there is a document of this place."""
        query = "SELECT 1 FROM documents WHERE json_extract(front, '$.jurisdiction') = ? LIMIT 1"
        with self._lock:
            return self._connection.execute(query, (jurisdiction,)).fetchone() is not None

    def numbers_of(self, document_id: str) -> list[int]:
        """The numbers of a document's clauses, in order."""
        query = "SELECT number FROM clauses WHERE document = ? ORDER BY position"
        with self._lock:
            return [number for (number,) in self._connection.execute(query, (document_id,)).fetchall()]

    def number_of(self, key: str) -> int | None:
        """The number of the clause `document#locator`."""
        with self._lock:
            row = self._connection.execute("SELECT number FROM clauses WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def clauses(self, numbers: Sequence[int]) -> list[StoredClause]:
        """The clauses of these numbers, in their order; numbers that are gone are left out."""
        found: dict[int, StoredClause] = {}
        for at in range(0, len(numbers), _VARIABLES):
            part = numbers[at : at + _VARIABLES]
            marks = ",".join("?" * len(part))
            columns = "number, document, locator, title, body, english, asked, see"
            query = f"SELECT {columns} FROM clauses WHERE number IN ({marks})"  # noqa: S608 - only question marks
            with self._lock:
                rows = self._connection.execute(query, part).fetchall()
            for number, document, locator, title, body, english, asked, see in rows:
                clause = Clause(
                    document, locator, title, body, english, tuple(json.loads(asked)), tuple(json.loads(see))
                )
                front = self._front(document)
                if front is not None:
                    found[number] = StoredClause(number, clause, front)
        return [found[number] for number in numbers if number in found]

    def _front(self, document_id: str) -> Front | None:
        """The document's front matter; None once another thread has removed it."""
        front = self._fronts.get(document_id)
        if front is None:
            with self._lock:
                row = self._connection.execute("SELECT front FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                return None
            front = self._fronts[document_id] = Front.model_validate_json(row[0])
        return front

    def search(self, words: Iterable[str], limit: int) -> list[tuple[int, float]]:
        """Clause numbers by BM25 over the rarest of `words`, best first, with their scores (higher is better)."""
        chosen = self._rare(list(dict.fromkeys(words)))
        if not chosen:
            return []
        expression = " OR ".join(f'"{word}"' for word in chosen)
        query = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"
        with self._lock:
            return self._connection.execute(query, (expression, limit)).fetchall()

    def _rare(self, words: list[str]) -> list[str]:
        known = sorted((count, word) for word, count in self.counts(words).items() if count)
        places = accumulate(count for count, _ in known)
        within = sum(1 for read in places if read <= _PLACES)
        return [word for _, word in known[: min(max(within, _FEWEST), _MOST)]]

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        """In how many clauses each word stands.

        The index counts a word by reading all its places: what was counted is remembered until a document changes.
        """
        counted = self._counted if len(self._counted) < _REMEMBERED else {}
        found = {word: counted[word] for word in words if word in counted}
        missing = [word for word in dict.fromkeys(words) if word not in found]
        for at in range(0, len(missing), _VARIABLES):
            part = missing[at : at + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT term, doc FROM frequencies WHERE term IN ({marks})"  # noqa: S608 - only question marks
            with self._lock:
                found |= dict.fromkeys(part, 0) | dict(self._connection.execute(query, part).fetchall())
        if missing:
            # Replaced whole, so that other threads never see it half changed.
            self._counted = counted | found
        return found

    def cached(self, model: str, texts: Sequence[str]) -> dict[str, Array]:
        """The vectors already made by `model` for some of `texts`."""
        found: dict[str, Array] = {}
        for text in texts:
            query = "SELECT vector FROM embeddings WHERE model = ? AND digest = ?"
            with self._lock:
                row = self._connection.execute(query, (model, _digest(text))).fetchone()
            if row is not None:
                found[text] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def cache(self, model: str, vectors: dict[str, Array]) -> None:
        """Remember vectors by the text they were made of, in half precision."""
        rows = [(model, _digest(text), vector.astype(np.float16).tobytes()) for text, vector in vectors.items()]
        with self._lock:
            self._connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_digest(document: Document) -> str:
    """A digest of everything in a document that is indexed or shown."""
    parts = [document.front.model_dump_json(), document.lead]
    parts.extend(repr((c.locator, c.title, c.body, c.english, c.asked, c.see)) for c in document.clauses)
    return _digest("\x1f".join(parts))


def in_force(front: Front, on: date) -> bool:
    """Whether the document binds on that day as far as its dates tell."""
    begun = front.effective_from is None or front.effective_from <= on
    return begun and (front.effective_to is None or on <= front.effective_to) and front.status != "superseded"
