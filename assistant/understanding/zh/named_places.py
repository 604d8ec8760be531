"""The names of places in a turn: which are names at all, and which are told as her home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.understanding.zh import grammar
from assistant.understanding.zh.words import crosses
from assistant.vocabulary import PlaceMatch, places

# A place of so few characters may be the end of one word and the beginning of the next.
_SHORT_NAME: Final = 2
# What figures end in, and what may follow it as their last sign.
_TENS: Final = ("十", "百")
_DIGITS: Final = "一二三四五六七八九"
# As far as a place and its district reach.
_REACH: Final = 12


def uncounted(text: str, found: list[PlaceMatch]) -> list[PlaceMatch]:
    """Without the place a figure only seems to begin (五十三河南 is no 三河); the one it hid is found instead."""
    kept: list[PlaceMatch] = []
    for place in found:
        if text[place.start] in _DIGITS and text[place.start - 1 : place.start] in _TENS:
            begin = place.start + 1
            hidden = places().find(text[begin : begin + _REACH])[:1]
            kept += [replace(p, start=begin + p.start, end=begin + p.end) for p in hidden if p.start == 0]
        elif hidden_home := _hidden_home(text, place):
            kept.append(hidden_home)
        elif not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _hidden_home(text: str, place: PlaceMatch) -> PlaceMatch | None:
    """The province and city hidden by a small place read across the edge of a name (王改花山西临汾 is no 花山)."""
    if place.level != "district" or place.end - place.start != _SHORT_NAME:
        return None
    begin = place.start + 1
    found = next(iter(places().find(text[begin : begin + _REACH])), None)
    if found is None or found.start != 0 or found.level == "district" or found.province is None:
        return None
    return replace(found, start=begin, end=begin + found.end) if found.city else None


def whole_names(text: str, found: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """The places that are no accident of two words; names in a row (徐汇长宁静安) vouch for each other."""
    ends = {place.end for place in found}
    return [
        place
        for place in found
        if place.end - place.start > _SHORT_NAME or place.start in ends or not crosses(text, place.start, place.end)
    ]


def homes_told(text: str, found: Sequence[PlaceMatch]) -> list[int]:
    """Where a home is told in a run of statements (…五十六了|河北保定的老伴没了)."""
    return [
        place.start
        for place in found
        if not place.risky
        and grammar.pattern("places", "home_told").match(text, place.end)
        and grammar.pattern("places", "runs_on").search(text[: place.start][-2:])
    ]
