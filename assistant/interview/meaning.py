"""What a word of ours means, when she asks: who asks what 住家 means does not say that she wants it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant.interview.wording import Meaning, Meanings
from assistant.profile.model import Topic
from assistant.understanding.reading import Act, ActSpan, Reading

_CLAUSE: Final = re.compile(r"[^，。！？；、,.!?;\n]+[?？]?")


@dataclass(frozen=True, slots=True)
class AskedMeaning:
    """The word she asks about, and the clause she asks in: `text[start:end]`."""

    meaning: Meaning
    start: int
    end: int


def asked_meaning(meanings: Meanings, text: str, topic: Topic | None) -> AskedMeaning | None:
    """What she asks the meaning of; with no word named ("那是啥"), that of the question on the table, if it has one.

    Whatever else stands in the clause makes it another question: "住家是什么人家" does not ask what 住家 means.
    """
    for clause in _CLAUSE.finditer(text):
        meaning = _meaning_of(meanings, clause.group().lower(), topic)
        if meaning is not None:
            return AskedMeaning(meaning, *clause.span())
    return None


def as_asking(meanings: Meanings, text: str, topic: Topic | None, reading: Reading) -> Reading:
    """The reading of a turn in which she asks what a word means: nothing is claimed in that clause, and it asks."""
    found = asked_meaning(meanings, text, topic)
    if found is None:
        return reading
    facts = tuple(fact for fact in reading.facts if fact.end <= found.start or fact.start >= found.end)
    acts = tuple(span for span in reading.acts if span.end <= found.start or span.start >= found.end)
    return replace(reading, facts=facts, acts=(*acts, ActSpan(Act.QUESTION, found.start, found.end)))


def _meaning_of(meanings: Meanings, asked: str, topic: Topic | None) -> Meaning | None:
    asking = max((word for word in meanings.words if word in asked), key=len, default=None)
    rest = asked.replace(asking, " ", 1) if asking else asked
    named = max(
        ((len(cue), cue, meaning) for meaning in meanings.meanings for cue in meaning.cues if cue in rest),
        key=lambda each: each[0],
        default=None,
    )
    if named is not None:
        rest = rest.replace(named[1], " ")
    for filler in sorted(meanings.fillers, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(filler)}\b", " ", rest) if filler.isascii() else rest.replace(filler, " ")
    if any(map(str.isalnum, rest)):
        return None
    if named is None:
        pointed = (meaning for meaning in meanings.meanings if topic is not None and meaning.topic is topic)
        return next(pointed, None) if asking else None
    return named[2] if asking or (named[2].bare and asked.endswith(("?", "？"))) else None
