"""Her own words behind a value of a published profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistant.matching.model import Mark, PublishedWorker
from assistant.profile.model import Fact, Language
from assistant.resume.wording import readable

Test = Callable[[Any], bool]


class Words:
    """Looks up quotes and marks of one person; words that readers of the language cannot read are left out."""

    def __init__(self, worker: PublishedWorker, language: Language) -> None:
        self._worker = worker
        self._language = language

    def quote(self, field: str, test: Test = bool, *, negative: bool = False) -> str | None:
        """The last quote of a fact of the field that says so (or denies it)."""
        fact = self._fact(field, test, negative=negative)
        return fact.quote if fact and fact.quote and readable(fact.quote, self._language) else None

    def denied(self, field: str, value_id: str) -> bool:
        """Whether she denies having it."""
        return self._fact(field, lambda value: key_of(value) == value_id, negative=True) is not None

    def of_id(self, field: str, value_id: str, *, negative: bool = False) -> str | None:
        """The quote for one id of a list."""
        return self.quote(field, lambda value: key_of(value) == value_id, negative=negative)

    def mark(self, what: str, today: date | None = None) -> Mark | None:
        """The mark people set, unless it has run out by `today`."""
        for mark in self._worker.marks:
            if mark.what == what and (today is None or mark.until is None or mark.until >= today):
                return mark
        return None

    def _fact(self, field: str, test: Test, *, negative: bool) -> Fact | None:
        wanted = "negative" if negative else "positive"
        for fact in reversed(self._worker.facts):
            if fact.field == field and fact.polarity == wanted and test(fact.value):
                return fact
        return None


def key_of(value: object) -> str:
    """The id of a listed value, which may be an object."""
    if isinstance(value, Mapping):
        return str(value.get("id") or value.get("kind") or value.get("job") or "")
    return str(value)
