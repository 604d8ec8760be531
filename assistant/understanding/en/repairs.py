"""Self-corrections: "three, no wait, four", "not three kids, two", "earlier I said two days off, make it four"."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantities import Quantity
from assistant.understanding.en.scene import Piece, Scene

_REACH = 60


def find_repairs(scene: Scene) -> list[tuple[int, int]]:
    """The spans of repair cues in the read text that stand between two versions of something."""
    found = [(m.start(), m.end()) for m in pattern("repair").finditer(scene.text)]
    return found


def borrow_kinds(scene: Scene, repairs: list[tuple[int, int]]) -> None:
    """Give a bare number after a repair cue the kind and unit of the number it replaces."""
    for start, end in repairs:
        before = _last_before(scene, start)
        after = _first_after(scene, end)
        if after is None:
            continue
        piece, number = after
        if before is None or not _bare(number) or before.kind in ("phone", "number"):
            continue
        piece.quantities[piece.quantities.index(number)] = _like(number, before)


def _bare(quantity: Quantity) -> bool:
    return quantity.kind == "number" or (quantity.kind == "count" and quantity.unit in ("now", "not", "is", "was", "actually", "sorry", "please", "and", "then", "because", "instead", "last", "days", "off"))


def _like(number: Quantity, model: Quantity) -> Quantity:
    low, high = number.min, number.max
    if model.kind == "duration":
        factor = 12 if (model.unit or "").startswith("year") else 120 if (model.unit or "").startswith("decade") else 1
        low, high = (None if e is None else e * factor for e in (low, high))
    if model.kind == "rest" and model.unit == "week":
        low, high = (None if e is None else e * 4 for e in (low, high))
    if model.kind == "money" and high is not None and high < 100 and (model.max or model.min or 0) >= 1000:
        low, high = (None if e is None else e * 1000 for e in (low, high))
    return Quantity(number.start, number.number_end, model.kind, low, high, model.unit, number.flags)


def _last_before(scene: Scene, at: int) -> Quantity | None:
    piece = scene.piece_at(max(at - 1, 0))
    for candidate in (piece, *(scene.pieces[piece.index - n] for n in (1, 2) if piece.index >= n)):
        found = [q for q in candidate.quantities if q.end <= at]
        if found:
            return found[-1]
    return None


def _first_after(scene: Scene, at: int) -> tuple[Piece, Quantity] | None:
    first = scene.piece_at(at).index
    for piece in scene.pieces[first : first + 3]:
        for quantity in piece.quantities:
            if at <= quantity.start <= at + _REACH:
                return piece, quantity
    return None


def old_versions(scene: Scene) -> list[tuple[int, int]]:
    """Spans that only name what was said before or is denied: "not three kids" in "not three kids, two"."""
    return [(m.start("old"), m.end("old")) for m in pattern("old_version").finditer(scene.text)]


def topic_of_repair(scene: Scene) -> Topic | None:
    """The topic a turn-opening correction goes back to: the one answered before, when nothing fits what is asked."""
    opened = pattern("repair_opening").match(scene.text)
    return scene.context.previous if opened else None


def raw_spans(scene: Scene, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the read text as spans of the raw text."""
    return [scene.read.span(start, end) for start, end in spans]


def is_inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span touches one of `spans`."""
    return any(low < end and start < high for low, high in spans)
