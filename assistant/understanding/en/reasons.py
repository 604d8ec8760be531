"""Why a post ended, by how the words are joined: leaving and its ground, or an event that ends a post by itself.

The reason is a stretch of her own words. Her own health, marriage and children are nobody's business and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject

_REASON_WORDS = 14
# A shorter ground before "so I left" says nothing ("so so I left").
_FEWEST_WORDS = 2


def reason_left(scene: Scene, pieces: Sequence[Piece]) -> str | None:
    """The words that give the reason for leaving a post told in `pieces`; None when they give none."""
    for start, end in _grounds(scene, pieces):
        words = as_said(scene, start, end)
        if words and pattern("own_affair").search(scene.text, start, end) is None:
            return words
    return None


def _grounds(scene: Scene, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Stretches of the read text that may be the reason, the surest first."""
    left = any(pattern("left_because").search(scene.words(piece)) for piece in pieces)
    asked = scene.asking is Topic.HISTORY
    for piece in pieces:
        named = pattern("reason_named").search(scene.words(piece))
        if named:
            yield piece.start + named.start(1), piece.end
        because = pattern("because").search(scene.words(piece))
        if because and (left or asked):
            yield piece.start + because.start(1), piece.end
    yield from _before_leaving(scene, pieces)
    for piece in pieces:
        event = pattern("ending_event").search(scene.words(piece))
        if event and piece.subject is not Subject.YOU:
            yield piece.start + event.start(), piece.end
    for name in ("left_over", "too_much_so", "left_when"):
        for piece in pieces:
            found = pattern(name).search(scene.text, piece.start, scene.sentence(piece)[-1].end)
            if found:
                yield found.span(1)
    for piece, following in pairwise(pieces):
        told = following.sentence == piece.sentence and following.subject in (Subject.EMPLOYER, Subject.OTHER)
        if told and pattern("left_because").search(scene.words(piece)):
            yield following.start, following.end
    if asked:
        yield from _complaints(scene, pieces)


def _before_leaving(scene: Scene, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The clause before "so I left", "that's why I quit", "so contract finished"."""
    for piece in pieces:
        for leaving in pattern("so_leaving").finditer(scene.text, piece.start, piece.end):
            ground = scene.piece_at(max(leaving.start() - 1, 0))
            timed = any(q.kind == "duration" for q in ground.quantities)
            begin = pattern("ground_opening").match(scene.text, ground.start, leaving.start())
            start = begin.end() if begin else ground.start
            if not timed and len(scene.text[start : leaving.start()].split()) >= _FEWEST_WORDS:
                yield start, leaving.start()


def _complaints(scene: Scene, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """What alone answers why she left: "it was too far", "we didn't get along"."""
    for piece in pieces:
        found = pattern("complaint").search(scene.words(piece))
        if found and not any(q.kind == "duration" for q in piece.quantities):
            begin = pattern("ground_opening").match(scene.text, piece.start, piece.end)
            yield begin.end() if begin else piece.start, piece.end


def as_said(scene: Scene, start: int, end: int) -> str:
    """A stretch of the read text as she typed it, cut to its first words."""
    raw_start, raw_end = scene.read.span(start, end)
    words = scene.read.raw[raw_start:raw_end].strip(" ,.;").split()
    if len(words) > 2 and words[-2].lower() == "so":
        words = words[:-2]
    return " ".join(words[:_REASON_WORDS])
