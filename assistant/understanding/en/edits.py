"""Where she mends her own words without a pause to show it: "five years no wait six", "43 sorry 44".

What shows a repair is its build, not its punctuation: two things that may stand for each other, and between them only
words of editing ("no", "wait", "sorry", "I mean", "let me count").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene

_TERMS: Final = frozenset({"jobs", "work_modes", "education", "certificate_levels", "cuisines", "languages"})
# A word of editing so weak that it may as well deny what follows; it edits only figures, places and dates.
_PLAIN: Final = frozenset({"quantity", "place", "date", "certificate_levels"})
_LOOSE: Final = frozenset({"number", "count"})
# What is mended stands this near: so many characters and things away.
_FARTHEST: Final = 32
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something said that another of its kind can replace."""

    start: int
    end: int
    kind: str
    measure: str = ""


def find_edits(scene: Scene) -> list[tuple[int, int]]:
    """The spans of words of editing that stand right between two things of one kind, by position."""
    found: list[tuple[int, int]] = []
    cues = list(pattern("edit").finditer(scene.text))
    if not cues:
        return found
    things = sorted((t for piece in scene.pieces for t in _things(piece)), key=lambda t: (t.start, t.end))
    starts = [thing.start for thing in things]
    for cue in cues:
        firm = pattern("edit_firm").search(cue.group()) is not None
        plain = _PLAIN if scene.asking is not Topic.SERVICE_AREA else _PLAIN - {"place"}
        at = bisect_left(starts, cue.end())
        olds = [t for t in things[max(at - _NEAR, 0) : at] if _adjoins(scene, t.end, cue.start(), "edit_gap_before")]
        news = [t for t in things[at : at + _NEAR] if _adjoins(scene, cue.end(), t.start, "edit_gap_after")]
        if any(_may_replace(new, old) and (firm or old.kind in plain) for old in olds for new in news):
            found.append(cue.span())
    return found


def _things(piece: Piece) -> Iterator[_Thing]:
    for term in piece.terms:
        if term.kind in _TERMS:
            yield _Thing(term.start, term.end, term.kind)
    for quantity in piece.quantities:
        yield _Thing(quantity.start, quantity.end, "quantity", quantity.kind)
    for place in piece.places:
        yield _Thing(place.start, place.end, "place")
    for said in piece.dates:
        yield _Thing(said.start, said.end, "date")


def _adjoins(scene: Scene, start: int, end: int, gap: str) -> bool:
    return 0 <= end - start <= _FARTHEST and pattern(gap).fullmatch(scene.text, start, end) is not None


def _may_replace(new: _Thing, old: _Thing) -> bool:
    if new.kind != old.kind:
        return False
    return not new.measure or new.measure == old.measure or bool({new.measure, old.measure} & _LOOSE)
