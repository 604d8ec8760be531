"""A pasted or uploaded contract, clause by clause: which rule touches it, what is void or unusual, what is missing.

It explains and never rules on a case; every finding names the clause of the library behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.answers import AnswerLanguage, Citation
from assistant.knowledge.clauses import Chunk, cut

FindingLevel = Literal["void", "unusual", "note"]

_CLAUSE_CHARACTERS = 800
_DIGITS = "零一二三四五六七八九"


class _FindingRule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    level: FindingLevel
    any: list[str]
    unless: list[str] = []
    zh: str
    en: str
    cites: list[str]
    deposit_percent: int | None = None


class _Required(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    zh: str
    en: str
    any: list[str]
    cites: list[str]


class _Review(BaseModel):
    model_config = ConfigDict(extra="forbid")

    findings: list[_FindingRule]
    required: list[_Required]
    words: dict[AnswerLanguage, dict[str, str]]


class Finding(BaseModel):
    """What a clause runs into, and why."""

    id: str
    level: FindingLevel
    text: str
    quote: str
    citations: list[Citation]


class ClauseReview(BaseModel):
    """One clause of the contract, `text[start:end]` of what was sent, and what was found in it."""

    locator: str
    start: int
    end: int
    text: str
    findings: list[Finding]


class Missing(BaseModel):
    """Something a contract must state and this one does not seem to."""

    id: str
    text: str
    citations: list[Citation]


class ContractReview(BaseModel):
    """The whole review. `disclaimer` is always to be shown with it."""

    clauses: list[ClauseReview]
    missing: list[Missing]
    disclaimer: str


Resolve = Callable[[str], Citation | None]


@cache
def _review() -> _Review:
    return _Review.model_validate(load_yaml(data_path("knowledge_base", "contracts", "review.yaml")))


def cited_keys() -> frozenset[str]:
    """Every clause of the library the review may cite."""
    review = _review()
    lists = [rule.cites for rule in review.findings] + [item.cites for item in review.required]
    return frozenset(key for cites in lists for key in cites)


def words(language: AnswerLanguage) -> dict[str, str]:
    """What the levels and the disclaimer are called."""
    return _review().words[language]


def review_contract(text: str, resolve: Resolve, language: AnswerLanguage = "zh") -> ContractReview:
    """Look at every clause of a contract.

    Args:
        text: the contract; instructions in it are only words.
        resolve: gives the citation of a library clause by its `document#locator`.
        language: the language of the explanations.
    """
    clauses = [
        ClauseReview(
            locator=chunk.locator,
            start=chunk.start,
            end=chunk.end,
            text=chunk.text,
            findings=list(_findings(chunk, resolve, language)),
        )
        for chunk in cut(text, _CLAUSE_CHARACTERS)
        if chunk.text.strip()
    ]
    missing = [
        Missing(id=item.id, text=getattr(item, language), citations=_citations(item.cites, resolve))
        for item in _review().required
        if not any(re.search(pattern, text, re.DOTALL) for pattern in item.any)
    ]
    return ContractReview(clauses=clauses, missing=missing, disclaimer=words(language)["disclaimer"])


def _findings(chunk: Chunk, resolve: Resolve, language: AnswerLanguage) -> Iterator[Finding]:
    folded = chunk.text.lower() if chunk.text.isascii() else chunk.text
    for rule in _review().findings:
        if any(re.search(pattern, folded) for pattern in rule.unless):
            continue
        match = next((found for found in (re.search(p, folded, re.IGNORECASE) for p in rule.any) if found), None)
        if match is None or not _over(rule, match):
            continue
        yield Finding(
            id=rule.id,
            level=rule.level,
            text=getattr(rule, language),
            quote=chunk.text[match.start() : match.end()],
            citations=_citations(rule.cites, resolve),
        )


def _over(rule: _FindingRule, match: re.Match[str]) -> bool:
    """Whether a found percentage is above the rule's bound; rules without one always apply."""
    if rule.deposit_percent is None:
        return True
    said = match[1]
    number = int(said) if said.isdecimal() else _chinese(said)
    return number > rule.deposit_percent


def _chinese(said: str) -> int:
    """百分之X, X up to 九十九."""
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _DIGITS.find(said)
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)


def _citations(keys: list[str], resolve: Resolve) -> list[Citation]:
    return [citation for citation in map(resolve, keys) if citation is not None]
