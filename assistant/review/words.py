"""A value of the profile in a few words, for a clerk: the interview's own wording where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.interview.book import Book
from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Fact, Language
from assistant.vocabulary import vocabulary

_LEVELS = {"skills": "skill_levels", "languages": "language_levels"}


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    gender: dict[str, str]
    years: str
    range_years: str
    exact_years: str
    at_least: str
    at_most: str
    months: str
    post: str
    level: str
    denied: str
    denied_answer: str
    any: str


@cache
def _words() -> dict[str, _Words]:
    loaded = load_yaml(data_path("prompts", "review", "lines.yaml"))
    return {language: _Words.model_validate(words) for language, words in loaded.items()}


class LineWords:
    """Words in one language."""

    def __init__(self, book: Book, language: Language) -> None:
        self._read_back = book.read_backs[language]
        self._language: Language = language
        self._own = _words()[language]

    def fact(self, fact: Fact) -> str:
        """What one fact says."""
        return self.value(
            fact.field, fact.value, about="approximate" in fact.flags, negative=fact.polarity == "negative"
        )

    def value(self, field: str, value: object, *, about: bool = False, negative: bool = False) -> str:
        """A value of the field; a denied one says so."""
        said = self._special(field, value) or self._read_back.value(field, value, about=about) or _plain(value)
        said = said or self._own.any
        if not negative:
            return said
        return (self._own.denied_answer if field == "certificates" else self._own.denied).format(label=said)

    def _special(self, field: str, value: Any) -> str | None:  # noqa: ANN401 - JSON of any field
        if field == "gender":
            return self._own.gender.get(str(value))
        if field in _LEVELS and isinstance(value, Mapping) and value.get("level"):
            label = self._label(field, str(value.get("id")))
            return self._own.level.format(label=label, level=self._label(_LEVELS[field], str(value["level"])))
        if field == "experience_by_job" and isinstance(value, Mapping):
            return self._own.years.format(job=self._label("jobs", str(value.get("job"))), years=self._years(value))
        if field == "work_history" and isinstance(value, Mapping):
            return self._post(value)
        if field == "scenarios" and isinstance(value, Mapping):
            return str(value.get("answer"))
        return None

    def _years(self, value: Mapping[str, Any]) -> str:
        low, high = value.get("min"), value.get("max")
        if low is None:
            return self._own.at_most.format(max=high)
        if high is None:
            return self._own.at_least.format(min=low)
        return (self._own.exact_years if low == high else self._own.range_years).format(min=low, max=high)

    def _post(self, value: Mapping[str, Any]) -> str:
        months = value.get("months")
        length = months.get("min") or months.get("max") if isinstance(months, Mapping) else months
        parts = [
            self._label("jobs", str(value["job"])) if value.get("job") else None,
            value.get("city"),
            value.get("district"),
            self._own.months.format(months=length) if length else None,
            value.get("ended"),
            value.get("duties"),
            value.get("reason_left"),
        ]
        return self._own.post.join(str(part) for part in parts if part)

    def _label(self, kind: str, term_id: str) -> str:
        try:
            return vocabulary().label(kind, term_id, self._language)
        except KeyError:
            return term_id


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part is not None)
    return "" if value is None else str(value)
