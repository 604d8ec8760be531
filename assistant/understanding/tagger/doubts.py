"""How likely a fact that a rule read is not so: a weighing of what the tagger hears where it is said."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path
from assistant.profile.model import Fact, Language
from assistant.understanding.tagger.labels import CONDITIONS, PART_OF_NAME, PLACED, labels_of, mentioned
from assistant.understanding.tagger.model import Tags

# Likelihoods nearer to 0 or 1 than this tell nothing more.
_SUREST: Final = 1e-4
# Log-odds and lengths are brought near 1, so that one ridge fits all weights.
_ODDS, _LONG = 5.0, 3.0


class Doubts(BaseModel):
    """Weights of the signs of a fact, as `signs` names them, and the log-odds from which it is dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: Mapping[str, float]
    bar: float

    def doubted(self, signs: Mapping[str, float]) -> bool:
        """Whether a fact of these signs is more likely wrong than the bar allows."""
        return self.odds(signs) >= self.bar

    def odds(self, signs: Mapping[str, float]) -> float:
        """The log-odds that a fact of these signs is wrong."""
        return sum(self.weights.get(name, 0.0) * value for name, value in signs.items())


def signs(fact: Fact, text: str, tags: Tags, asked: str | None, language: Language, *, story: bool) -> dict[str, float]:
    """What speaks for a fact and against it: by itself, and by its field (`field:sign`).

    `asked` is the field the turn answers to, `story` whether nothing was asked.
    """
    found = dict(_signs(fact, text, tags, asked, language, story=story))
    return found | {f"{fact.field}:{name}": value for name, value in found.items() if name in _BY_FIELD}


_BY_FIELD: Final = frozenset({"always", "best", "within", "other_role", "claimed", "denied", "asked", "story"})


def _signs(
    fact: Fact, text: str, tags: Tags, asked: str | None, language: Language, *, story: bool
) -> Iterator[tuple[str, float]]:
    start, end = fact.start, fact.end
    own, opposite = _labels(fact)
    best = _odds(max((tags.best(label)[0] for label in own), default=0.0))
    within = _odds(_within(tags, own, start, end))
    others = [f"{role}+" for role in (*PLACED, "work_history") if role != fact.field]
    answers = fact.field == asked
    yield "always", 1.0
    yield "best", best
    yield "within", within
    yield "opposite", _odds(max((tags.best(label)[0] for label in opposite), default=0.0))
    yield "claimed", _odds(tags.within(mentioned(fact.field, "+"), start, end))
    yield "denied", _odds(tags.within(mentioned(fact.field, "-"), start, end))
    if fact.field in PLACED:
        yield "other_role", _odds(_within(tags, others, start, end))
    if answers:
        yield "asked", 1.0
        yield "asked_best", max(best, within)
    if story:
        yield "story", 1.0
    if own and all(label in tags.labels for label in own):
        yield "taught", 1.0
    yield "length", math.log(len(text)) / _LONG
    yield "confidence", fact.confidence
    if language == "en":
        yield "english", 1.0
    if denies(fact):
        yield "negative", 1.0


def denies(fact: Fact) -> bool:
    """Whether a fact says no: of a thing, or of a condition of a home."""
    value = fact.value if isinstance(fact.value, dict) else {}
    return fact.polarity == "negative" or (fact.field in CONDITIONS and False in value.values())


def _labels(fact: Fact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels of a fact and of its opposite."""
    if fact.field == "name":
        return (PART_OF_NAME,), ()
    refused = fact.status == "refused"
    own = tuple(labels_of(fact.field, fact.value, fact.polarity, refused=refused))
    if refused:
        return own, ()
    return own, tuple(labels_of(fact.field, fact.value, "negative" if fact.polarity == "positive" else "positive"))


def _within(tags: Tags, labels: tuple[str, ...] | list[str], start: int, end: int) -> float:
    return max((tags.within(label, start, end) for label in labels), default=0.0)


def _odds(likely: float) -> float:
    likely = min(max(likely, _SUREST), 1 - _SUREST)
    return math.log(likely / (1 - likely)) / _ODDS


@cache
def doubts() -> Doubts:
    """The weights that belong to the kept model.

    Raises:
        FileNotFoundError: the data are not there.
        pydantic.ValidationError: the file is not such weights.
    """
    path = data_path("knowledge_base", "understanding", "tagger_doubts.json")
    return Doubts.model_validate(json.loads(path.read_text(encoding="utf-8")))
