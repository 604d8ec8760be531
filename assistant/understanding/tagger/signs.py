"""What speaks for a fact and against it: what the tagger hears where it is said, and what it stands beside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.profile.model import Fact, Language
from assistant.understanding.tagger.labels import CONDITIONS, PART_OF_NAME, PLACED, labels_of, mentioned
from assistant.understanding.tagger.model import Tags

# Likelihoods nearer to 0 or 1 than this tell nothing more.
_SUREST: Final = 1e-4
# Log-odds, lengths and numbers are brought near 1, so that one ridge fits all weights.
_ODDS, _LONG, _MANY = 5.0, 3.0, 5.0
_BY_FIELD: Final = frozenset(
    {"always", "best", "within", "other_role", "claimed", "denied", "asked", "story", "negative", "beside"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it is weighed: its words and language, what the tagger hears in it, the field it was to answer to.

    `story` is set where nothing was asked; `facts` are known without what is weighed.
    """

    text: str
    language: Language
    tags: Tags
    asked: str | None
    story: bool
    facts: Sequence[Fact] = ()


def signs(fact: Fact, turn: Turn) -> dict[str, float]:
    """What speaks for a fact and against it: by itself, and by its field (`field:sign`)."""
    found = dict(_signs(fact, turn))
    return found | {f"{fact.field}:{name}": value for name, value in found.items() if name in _BY_FIELD}


def _signs(fact: Fact, turn: Turn) -> Iterator[tuple[str, float]]:
    tags, start, end = turn.tags, fact.start, fact.end
    own, opposite = _labels(fact)
    best = _odds(max((tags.best(label)[0] for label in own), default=0.0))
    within = _odds(_within(tags, own, start, end))
    yield "always", 1.0
    yield "best", best
    yield "within", within
    yield "opposite", _odds(max((tags.best(label)[0] for label in opposite), default=0.0))
    yield "claimed", _odds(tags.within(mentioned(fact.field, "+"), start, end))
    yield "denied", _odds(tags.within(mentioned(fact.field, "-"), start, end))
    if fact.field in PLACED:
        others = [f"{role}+" for role in (*PLACED, "work_history") if role != fact.field]
        yield "other_role", _odds(_within(tags, others, start, end))
    yield "length", math.log(len(turn.text)) / _LONG
    yield "confidence", fact.confidence
    yield "known", len(turn.facts) / _MANY
    if fact.field == turn.asked:
        yield "asked", 1.0
        yield "asked_best", max(best, within)
    if turn.story:
        yield "story", 1.0
        yield "story_best", max(best, within)
    flags = {
        "taught": bool(own) and all(label in tags.labels for label in own),
        "english": turn.language == "en",
        "negative": denies(fact),
        "beside": any(other.field == fact.field for other in turn.facts),
        "answered": any(other.field == turn.asked for other in turn.facts),
    }
    yield from ((name, 1.0) for name, is_so in flags.items() if is_so)


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
