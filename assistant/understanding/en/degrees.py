"""How well she does a thing, by the words of degree beside it or right after it."""

from __future__ import annotations

from assistant.understanding.en.cues import Cue
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Spanned

DEGREES = ("weak", "good", "some")
# What is named as a thing of its own; a verdict or a degree belongs to the one beside it.
ITEM_KINDS = frozenset(
    {"jobs", "skills", "cuisines", "preferences", "work_modes", "certificates", "languages", "health_certificate"}
)
_SHORT = 3


def level(scene: Scene, thing: Spanned) -> str | None:
    """The degree said of a thing: good, some or weak; None when unsaid."""
    piece = scene.piece_at(thing.start)
    if pattern("little_after").match(scene.text, thing.end):
        return "weak"
    graded = [cue for cue in piece.cues if cue.name in DEGREES] or _graded_after(scene, piece, thing)
    graded = [
        c for c in graded if c.name != "weak" or not pattern("denied_degree").search(scene.before(piece, c.start))
    ]
    near = [cue for cue in graded if _beside(scene, cue, thing) and not _of_another(scene, piece, cue, thing)]
    if not near:
        return None
    near.sort(key=lambda cue: (DEGREES.index(cue.name), cue.start))
    return near[0].name


def _graded_after(scene: Scene, piece: Piece, thing: Spanned) -> list[Cue]:
    """The degree that stands alone after the thing ("ironing, a little")."""
    following = piece.index + 1
    if following >= len(scene.pieces) or scene.after(piece, thing.end).strip():
        return []
    after = scene.pieces[following]
    graded = [cue for cue in after.cues if cue.name in DEGREES]
    mine = after.sentence == piece.sentence and not any(t.kind in ITEM_KINDS for t in after.terms)
    return graded if mine and len(scene.words(after).split()) <= _SHORT else []


def _of_another(scene: Scene, piece: Piece, cue: Cue, thing: Spanned) -> bool:
    """Whether a degree after a thing is that of another one ("ironing, cooking simple food", "ironing simple soup")."""
    later = (
        [t for t in piece.of("skills", "cuisines", "jobs") if t.start >= thing.end] if cue.start >= thing.end else []
    )
    leads = pattern("degree_before").fullmatch(scene.text, cue.start, cue.end) is not None
    return any(t.end <= cue.start or (leads and 0 <= t.start - cue.end <= 1) for t in later)


def _beside(scene: Scene, cue: Cue, thing: Spanned) -> bool:
    gap = scene.text[cue.end : thing.start] if cue.end <= thing.start else scene.text[thing.end : cue.start]
    return (cue.end <= thing.start and len(gap.split()) <= 2) or (cue.start >= thing.end and len(gap.split()) <= 4)
