"""The value a stretch of her words bears out: the grammars read it again, alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal

from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact, Topic
from assistant.understanding.reader import language_of, read
from assistant.understanding.reading import Context
from assistant.vocabulary import places

Span = tuple[int, int]
Reach = Literal["asked", "named", "own"]

# Their words name them, so that reading them under their own topic adds nothing that was not said. A bare number is
# what the question makes it, and two characters under "your name?" are a name whatever they are.
NAMED: Final = frozenset(
    {"jobs", "skills", "cuisines", "certificates", "languages", "work_modes", "education", "preferences"}
)
"""Fields whose values have names of their own."""

BELIEVABLE: Final = NAMED | {
    "location",
    "years_experience",
    "families_served",
    "rest_days_per_month",
    "expected_salary",
    "health_certificate",
}
"""Fields that a bare quote may settle when the model has earned it.

Not a name, an age, a day, or a place that may be one of three things; where she is now is what a place mostly is.
"""

ALONE: Final = frozenset({"service_areas", "available_from", "age"})
"""Fields that a quote may settle where its statement says nothing else.

Inside a longer statement a place, a day or a number is mostly something else: 在成都做了六年 names no area
she works in.
"""

_NAMING: Final = ("id", "kind", "city", "province", "district")
# 苏州园区最好, 随时都行: what may stand beside it.
_BESIDE: Final = 2
_PAUSE: Final = re.compile(r"[，,。！？!?；;\n]")
_END: Final = re.compile(r"[。！？!?；;\n]")


def derive(text: str, span: Span, field: str, context: Context, reach: Reach = "named") -> Iterator[Fact]:
    """Facts of `field` that the grammars read in `text[start:end]` alone; their offsets are those of `text`.

    They are read as it was asked and as if nothing was (`asked`), what has a name also under its own topic (`named`),
    or everything under its own topic (`own`).
    """
    start, end = span
    words = text[start:end]
    language = language_of(text, context.language)
    seen: set[str] = set()
    for topic in _topics(field, context, reach):
        reading = read(words, replace(context, asking=topic, previous=None, language=language))
        for fact in reading.facts:
            key = f"{fact.value!r}{fact.polarity}"
            if fact.field != field or fact.status != "claimed" or fact.value is None or key in seen:
                continue
            seen.add(key)
            yield fact.model_copy(update={"start": fact.start + start, "end": fact.end + start})


def _topics(field: str, context: Context, reach: Reach) -> list[Topic | None]:
    topics = [context.asking, None]
    if reach == "own" or (reach == "named" and field in NAMED):
        topics.append(FIELDS[field].topic)
    return list(dict.fromkeys(topics))


def statement(text: str, span: Span) -> Span:
    """The statement a span stands in, from pause to pause."""
    return _widened(text, span, _PAUSE)


def sentence(text: str, span: Span) -> Span:
    """The sentence a span stands in."""
    return _widened(text, span, _END)


def _widened(text: str, span: Span, edge: re.Pattern[str]) -> Span:
    start, end = span
    before = [match.end() for match in edge.finditer(text, 0, start)]
    # A quote that ends with the pause itself needs no more.
    behind = edge.search(text, end - 1 if end else 0)
    return (before[-1] if before else 0), (max(behind.start(), end) if behind else len(text))


def stands_alone(text: str, span: Span) -> bool:
    """Whether the statement holds nothing beside the span but other places and a letter or two."""
    start, end = statement(text, span)
    rest = text[start : span[0]] + "\n" + text[span[1] : end]
    for match in reversed(places().find(rest)):
        rest = rest[: match.start] + rest[match.end :]
    return sum(char.isalnum() for char in rest) <= _BESIDE


def same(said: Any, fact: Fact, context: Context) -> bool:  # noqa: ANN401 - a model's JSON
    """Whether what the model took the value to be is the fact's value: as it is, by its id, or in words."""
    if said is None or said == "":
        return True
    if _plain(said) == _plain(fact.value):
        return True
    if isinstance(fact.value, Mapping):
        if isinstance(said, str) and said in {fact.value.get(key) for key in _NAMING}:
            return True
        if isinstance(said, Mapping):
            return _partly(said, fact.value)
    words = str(said)
    return any(
        _plain(other.value) == _plain(fact.value)
        for other in derive(words, (0, len(words)), fact.field, context, "own")
    )


def _partly(said: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """Whether the keys the model gave agree and it gave at least one; others may be left out."""
    given = {key: part for key, part in said.items() if part is not None}
    return bool(given) and all(key in value and _plain(part) == _plain(value[key]) for key, part in given.items())


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """3, 3.0, "3" and {min: 3, max: 3} are one number."""
    if isinstance(value, Mapping):
        kept = {key: _plain(part) for key, part in value.items() if part is not None}
        return kept["min"] if kept.keys() == {"min", "max"} and kept["min"] == kept["max"] else kept
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(float(value), 2)
    if isinstance(value, str):
        try:
            return round(float(value), 2)
        except ValueError:
            return value.strip().casefold()
    return value
