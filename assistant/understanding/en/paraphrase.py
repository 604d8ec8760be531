"""Skills and certificates said in other words than the vocabulary lists: "bathe a newborn" for "bathe the baby"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.en.patterns import filled, pattern
from assistant.vocabulary import TermMatch, vocabulary
from assistant.vocabulary.folding import fold

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[^\sa-z-]")
_KINDS = ("skills", "jobs")
_LONGEST = 5
Words = tuple[str, ...]


@cache
def _same() -> tuple[dict[str, str], frozenset[str]]:
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "grammar", "en", "paraphrase.yaml"))
    table = {word: name for name, words in data["same"].items() for word in words}
    return table, frozenset(data["drop"])


def _plain(text: str) -> list[tuple[int, int, str]]:
    """The telling words of a text, each as the word it comes to; repeats in a row count once."""
    table, dropped = _same()
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        if match.group() in dropped:
            continue
        word = table.get(match.group(), match.group())
        if found and found[-1][2] == word and match.start() - found[-1][1] == 1:
            found[-1] = (found[-1][0], match.end(), word)
        else:
            found.append((match.start(), match.end(), word))
    return found


@cache
def _forms(kind: str) -> dict[str, dict[Words, str]]:
    """First word -> whole form -> term, for forms of several words that mean one term of the kind only."""
    owners: dict[Words, set[str]] = {}
    for term in vocabulary().terms(kind):
        for form in term.forms["en"]:
            words = tuple(word for _, _, word in _plain(fold(form)))
            if len(words) > 1:
                owners.setdefault(words, set()).add(term.id)
    found: dict[str, dict[Words, str]] = {}
    for words, ids in owners.items():
        if len(ids) == 1:
            found.setdefault(words[0], {})[words] = next(iter(ids))
    return found


def paraphrased(text: str, named: Iterable[TermMatch]) -> list[TermMatch]:
    """Skills and descriptions of jobs said in other words, where the vocabulary itself named none."""
    words = _plain(text)
    known = list(named)
    found = [term for kind in _KINDS for term in _of_kind(kind, text, words, known)]
    return sorted(found, key=lambda term: term.start)


@cache
def _described() -> re.Pattern[str]:
    data: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "grammar", "en", "described.yaml"))
    return re.compile("|".join(f"(?P<{skill}>{filled('|'.join(ways))})" for skill, ways in data.items()), re.ASCII)


def described(text: str, named: Iterable[TermMatch]) -> list[TermMatch]:
    """Skills told by what she does ("sit with her and talk"), where the vocabulary names none by several words."""
    known = sorted((t.start, t.end) for t in named if t.kind == "skills" and " " in t.form)
    return [
        TermMatch(match.start(), match.end(), "skills", str(match.lastgroup), match.group(), hint=True)
        for match in _described().finditer(text)
        if not any(a < match.end() and match.start() < b and b - a >= match.end() - match.start() for a, b in known)
    ]


def _of_kind(
    kind: str, text: str, words: Sequence[tuple[int, int, str]], named: Iterable[TermMatch]
) -> Iterable[TermMatch]:
    known = sorted((t.start, t.end) for t in named if t.kind == kind and " " in text[t.start : t.end])
    free_from = 0
    for at, (start, _, first) in enumerate(words):
        forms = _forms(kind).get(first)
        if not forms or start < free_from:
            continue
        for length in range(_LONGEST, 1, -1):
            form = tuple(word for _, _, word in words[at : at + length])
            if len(form) == length and form in forms:
                free_from = words[at + length - 1][1]
                if not _overlaps(known, start, free_from):
                    yield TermMatch(start, free_from, kind, forms[form], text[start:free_from], hint=kind == "jobs")
                break


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, end))
    return any(low < end and start < high for low, high in spans[max(at - 1, 0) : at + 1])


@cache
def _papers() -> tuple[re.Pattern[str], dict[str, str]]:
    owners: dict[str, set[str]] = {}
    for term in vocabulary().terms("certificates"):
        for form in term.forms["en"]:
            bare = pattern("paper_noun").sub("", fold(form))
            if bare != fold(form):
                owners.setdefault(bare, set()).add(term.id)
    names = {bare: next(iter(ids)) for bare, ids in owners.items() if len(ids) == 1}
    longest = sorted((re.escape(name) for name in names), key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(longest) + r")(?![a-z])"), names


def certificates_by_subject(text: str, start: int, end: int) -> list[TermMatch]:
    """Certificates named by subject alone ("first aid") in `text[start:end]`; for where certificates are spoken of."""
    expression, names = _papers()
    return [
        TermMatch(match.start(), match.end(), "certificates", names[match.group()], match.group())
        for match in expression.finditer(text, start, end)
    ]
