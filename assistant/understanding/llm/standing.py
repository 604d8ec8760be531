"""Whether a stretch of a turn is said of the speaker herself, as the grammars of its language see it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.understanding.llm.derive import Span
from assistant.understanding.reader import language_of
from assistant.understanding.reading import Context

if TYPE_CHECKING:
    from assistant.understanding.zh.scene import Scene


def spoken_of_herself(text: str, span: Span, context: Context) -> bool:
    """False where somebody else is spoken of, where it is asked or supposed, and where we are told what to do."""
    if language_of(text, context.language) == "en":
        return _english(text, span, context)
    scene = _chinese_scene(text, context)
    first, last = scene.index_at(span[0]), scene.index_at(max(span[1] - 1, span[0]))
    return all(
        scene.subjects[at].hers()
        and not (scene.moods[at].question or scene.moods[at].instruction or scene.moods[at].hypothetical)
        for at in range(first, last + 1)
    )


def denied(text: str, span: Span, context: Context) -> bool:
    """Whether she says no to what the stretch names, as far as the grammars can tell; English tells by its reading."""
    if language_of(text, context.language) == "en":
        return False
    scene = _chinese_scene(text, context)
    things = [term for term in scene.terms if span[0] < term.end and term.start < span[1]]
    return any(scene.stance(term.start, term.end).sign < 0 for term in things)


@lru_cache(maxsize=4)
def _chinese_scene(text: str, context: Context) -> Scene:
    # A turn has many candidates and one scene; grammars of the other language stay unread.
    from assistant.understanding.zh.scene import lay_out

    return lay_out(text, context)


def _english(text: str, span: Span, context: Context) -> bool:
    return all(
        about_her for start, end, about_her in _english_pieces(text, context) if start < span[1] and span[0] < end
    )


@lru_cache(maxsize=4)
def _english_pieces(text: str, context: Context) -> tuple[tuple[int, int, bool], ...]:
    from assistant.understanding.en.scene import lay_out

    scene = lay_out(text, context)
    return tuple((*scene.read.span(piece.start, piece.end), piece.about_her) for piece in scene.pieces)
