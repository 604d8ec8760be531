"""What of a person may be published: everything protected or identifying is left out, and cut out of her words.

Dropped are her name, sex, birth, age, home town and phone, what is only for reviewers, what was corrected or refused,
and reasons she keeps private (`knowledge_base/matching/protected.yaml`). A quote that runs over something protected is
cut down to the words that still say the same by themselves; where none do, the value stays and its words are withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.matching.settings import weights
from assistant.profile.fields import FIELDS
from assistant.profile.fold import fold
from assistant.profile.model import STAFF_WORDS, Certificate, Fact, WorkerProfile
from assistant.resume.wording import has_superlative, is_private
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.vocabulary import places

_STANDING: Final = frozenset({"claimed", "confirmed", "verified"})
_BETWEEN: Final = re.compile(r"[，,。.；;！!？?、\s]+")
_EDGE: Final = "，,。.；;！!？?、 \n\t"
_AMOUNT: Final = re.compile(r"(?<!\d)\d{5,6}(?!\d)")
_FREE_TEXT: Final = ("duties", "reason_left", "issuer", "answer")
# A turn's words are read again without a date that matters: what is compared are fields, not days.
_ANY_DAY: Final = date(2026, 1, 1)


class _Protected(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: frozenset[str]
    words: tuple[str, ...]


@cache
def _protected() -> _Protected:
    return _Protected.model_validate(load_yaml(data_path("knowledge_base", "matching", "protected.yaml")))


@cache
def _telltale() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{words})" if not words.startswith("(?i)") else _loose(words) for words in _protected().words)
    )


def _loose(words: str) -> str:
    return f"(?i:{words.removeprefix('(?i)')})"


def publishable(profile: WorkerProfile, facts: Iterable[Fact]) -> tuple[WorkerProfile, list[Fact]]:
    """The profile and the facts that may be published, oldest first; what was checked of certificates is kept.

    The profile is the fold of the published facts, so nothing stands in it that no published fact carries.
    """
    told = list(facts)
    secrets = _secrets(profile, told)
    spans = _protected_spans(told)
    kept = [clean for fact in told if (clean := _clean(fact, spans, secrets)) is not None]
    published = fold(kept).profile
    checked = {each.kind: each.verified for each in profile.certificates}
    published.certificates = [_checked(each, checked.get(each.kind, "no")) for each in published.certificates]
    return published, kept


def _checked(certificate: Certificate, verified: str) -> Certificate:
    return certificate.model_copy(update={"verified": verified})


def _protected_spans(facts: Sequence[Fact]) -> dict[str, list[tuple[int, int]]]:
    """Where in each turn something protected was said."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for fact in facts:
        if fact.field in _protected().fields and fact.quote:
            spans.setdefault(fact.turn_id or "", []).append((fact.start, fact.end))
    return spans


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What no published word may repeat: values of hers, and places other than those she works or would work in.

    Every other place counts, not only where she is from: else what is shown of her words would depend on that. A
    dialect or a cuisine (四川话, 河南菜) is no place.
    """

    values: frozenset[str]
    open_places: frozenset[str]

    def told_by(self, text: str) -> bool:
        """Whether the words repeat any of it."""
        return any(value in text for value in self.values) or bool(_places_in(text) - self.open_places)


def _secrets(profile: WorkerProfile, facts: Sequence[Fact]) -> _Secrets:
    values = _texts(profile.name) | _texts(profile.phone) | _texts(profile.birth_year)
    for fact in facts:
        if fact.field in ("name", "phone", "birth_year"):
            values.update(_texts(fact.value))
    location, posts = profile.location, profile.work_history
    places_of_work = {*profile.service_areas, *profile.declined_service_areas}
    places_of_work.update(_texts(location), *({post.city or "", post.district or ""} for post in posts))
    return _Secrets(frozenset(value for value in values if len(value) > 1), frozenset(places_of_work))


@lru_cache(maxsize=65_536)
def _places_in(text: str) -> frozenset[str]:
    """Names of the places surely named in the text, by what was named itself."""
    return frozenset(match.name for match in places().find(text) if not match.risky)


def _texts(value: object) -> set[str]:
    if isinstance(value, BaseModel):
        value = value.model_dump()
    if isinstance(value, dict):
        return {text for item in value.values() for text in _texts(item)}
    if value is None or isinstance(value, bool):
        return set()
    return {str(value)}


def _clean(fact: Fact, spans: dict[str, list[tuple[int, int]]], secrets: _Secrets) -> Fact | None:
    """The fact as it may be published, or None when it may not."""
    spec = FIELDS.get(fact.field)
    if spec is None or fact.field in _protected().fields or fact.status not in _STANDING or fact.value is None:
        return None
    if fact.field == "strengths" and (has_superlative(str(fact.value)) or _tells(str(fact.value), secrets)):
        return None
    value = _clean_value(fact.value, secrets)
    start, end = _shown_span(fact, spans.get(fact.turn_id or "", []), secrets)
    quote = fact.quote[start - fact.start : end - fact.start]
    return fact.model_copy(update={"value": value, "quote": quote, "start": start, "end": end})


def _clean_value(value: Any, secrets: _Secrets) -> Any:  # noqa: ANN401 - a fact's value is JSON of its field
    if not isinstance(value, dict):
        return value
    private = value.get("reason_private", True)
    kept = {key: item for key, item in value.items() if key != "reason_left" or not private}
    return {
        key: item
        for key, item in kept.items()
        if not (key in _FREE_TEXT and isinstance(item, str) and _tells(item, secrets))
    }


def _tells(text: str, secrets: _Secrets) -> bool:
    return _betrays(text) or secrets.told_by(text)


@lru_cache(maxsize=65_536)
def _betrays(text: str) -> bool:
    """Whether the words are private whoever says them. Five or six digits are pay, more may be a number of hers."""
    return is_private(_AMOUNT.sub("", text)) or _telltale().search(text) is not None


def _shown_span(fact: Fact, protected: list[tuple[int, int]], secrets: _Secrets) -> tuple[int, int]:
    """The part of the quote that may be shown, in characters of the turn; empty when none may."""
    if STAFF_WORDS in fact.flags:
        return fact.start, fact.start
    covered = [(start, end) for start, end in protected if start < fact.end and end > fact.start]
    if not covered and not _tells(fact.quote, secrets):
        return fact.start, fact.end
    for start, end in _pieces(fact, covered):
        piece = fact.quote[start - fact.start : end - fact.start]
        if not _tells(piece, secrets) and _says_the_same(piece, fact):
            return start, end
    return fact.start, fact.start


def _pieces(fact: Fact, covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of the quote: first whole stretches beside what is protected, then single clauses; longest first."""
    marks = [False] * len(fact.quote)
    for start, end in covered:
        for at in range(max(start, fact.start), min(end, fact.end)):
            marks[at - fact.start] = True
    stretches: list[tuple[int, int]] = []
    begin: int | None = None
    for at, hidden in enumerate([*marks, True]):
        if not hidden and begin is None:
            begin = at
        elif hidden and begin is not None:
            stretches.append((begin, at))
            begin = None
    clauses = [(s + a, s + b) for s, e in stretches for a, b in _clauses(fact.quote[s:e])]
    found = {_stripped(fact.quote, *piece) for piece in (*stretches, *clauses)}
    ordered = sorted(
        (piece for piece in found if piece[1] > piece[0]), key=lambda piece: (piece[0] - piece[1], piece[0])
    )
    return [(fact.start + start, fact.start + end) for start, end in ordered]


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [match.span() for match in _BETWEEN.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _says_the_same(piece: str, fact: Fact) -> bool:
    spec = FIELDS[fact.field]
    facts = read(piece, Context(today=_ANY_DAY, asking=spec.topic)).facts
    return any(
        other.field == fact.field and other.polarity == fact.polarity and _core(other.value) == _core(fact.value)
        for other in facts
    )


def _core(value: object) -> object:
    """What makes two readings of a value the same: dates depend on the day they were said and do not count."""
    if isinstance(value, dict):
        return {
            key: item for key, item in value.items() if key not in ("issued_on", "valid_until", "exam_date", "ended")
        }
    return value if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", str(value)) else None


def texts_of(facts: Iterable[Fact], most: int = 600) -> str:
    """Her own words about her work that may be published, once each in the order said, to at most `most` characters."""
    about = weights().meaning_of_her
    said = [fact.quote for fact in facts if fact.quote and fact.polarity == "positive" and fact.field in about]
    whole = [quote for quote in dict.fromkeys(said) if not any(quote != other and quote in other for other in said)]
    return "，".join(whole)[:most]
