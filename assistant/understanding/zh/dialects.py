"""Dialects told by the place they belong to: 湖南土话 and 我们河南的方言 name the speech of that province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.vocabulary import PlaceMatch, TermMatch, vocabulary

_HOME: Final = "local_dialect"
_JOINT: Final = re.compile(r"(?:那边|那儿|这边|农村|老家)?的?")


def placed(text: str, terms: Iterable[TermMatch], places: Sequence[PlaceMatch]) -> list[TermMatch]:
    """The terms, with a home dialect that follows a place turned into the dialect of that place."""
    return [_placed(text, term, places) if term.id == _HOME else term for term in terms]


def _placed(text: str, term: TermMatch, places: Sequence[PlaceMatch]) -> TermMatch:
    for place in places:
        if place.end <= term.start and place.province and _JOINT.fullmatch(text[place.end : term.start]):
            name = _dialect_of(place.province)
            if name is not None:
                return replace(term, start=place.start, id=name, form=text[place.start : term.end])
    return term


@lru_cache(maxsize=64)
def _dialect_of(province: str) -> str | None:
    found = vocabulary().find(f"{province}话", "zh", ["languages"])
    return found[0].id if found else None
