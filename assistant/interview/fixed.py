"""The interviewer's sentences without blanks, and the beginnings of those with one (好，…).

They can be spoken ahead, and kept, since nobody's words are in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from assistant.interview.book import Book
from assistant.interview.readback import label
from assistant.interview.wording import MOVES, Phrasebook, Questions
from assistant.profile.model import Language

# A sentence is spoken in two pieces where one of these stands before its first blank.
_PAUSES: Final = "，：,:"


def fixed_texts(book: Book) -> list[tuple[str, Language]]:
    """Every text the interviewer may say that holds nothing but the product's own words, once each.

    Questions that name a job are there for every job the agenda knows.
    """
    found: dict[tuple[str, Language], None] = {}
    for language, phrases in book.phrasebooks.items():
        jobs = [name for job in book.agenda.jobs if (name := label("jobs", job, language))]
        for text in (*_said(phrases, [*jobs, phrases.questions.any_job]), *_scenarios(book, language)):
            found[text.strip(), language] = None
    return list(found)


def _said(phrases: Phrasebook, jobs: Iterable[str]) -> Iterator[str]:
    for name, variants in phrases.moves.moves.items():
        for text in variants:
            yield from _opening(text) if MOVES[name] else (text,)
    yield from _questions(phrases.questions, list(jobs))
    yield from phrases.answers.identity
    yield from (answer.text for answer in phrases.answers.answers)
    yield from (meaning.text for meaning in phrases.meanings.meanings)
    yield from (right.text for right in phrases.answers.rights)


def _opening(text: str) -> Iterator[str]:
    """What stands before the first blank, up to the last pause in it."""
    before = text.partition("{")[0]
    end = max(before.rfind(mark) for mark in _PAUSES) + 1
    if any(map(str.isalnum, before[:end])):
        yield before[:end]


def _questions(questions: Questions, jobs: list[str]) -> Iterator[str]:
    for table in (questions.ask, questions.again, questions.follow):
        for variants in table.values():
            for text in variants:
                # Without the blank all of them come out the same, and are there once.
                yield from (text.format(job=job) for job in jobs)
    yield from questions.why.values()


def _scenarios(book: Book, language: Language) -> Iterator[str]:
    for questions in book.scenarios.by_job.values():
        yield from (question.question[language] for question in questions)
