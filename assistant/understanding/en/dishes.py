"""Cuisines that share one "food": "Hunan and Sichuan dishes", "Filipino food and a little Chinese"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene
from assistant.vocabulary import TermMatch, vocabulary
from assistant.vocabulary.folding import fold

_NOUNS = ("food", "dishes", "cuisine")


@cache
def _by_adjective() -> dict[str, str]:
    """The word before "food" -> the cuisine it makes."""
    found: dict[str, str] = {}
    for term in vocabulary().terms("cuisines"):
        for form in map(fold, term.forms["en"]):
            adjective, _, noun = form.rpartition(" ")
            if noun in _NOUNS and adjective:
                found.setdefault(adjective, term.id)
    return found


def is_dish(piece: Piece, term: TermMatch) -> bool:
    """Whether a cuisine is named by a dish or by its food, not by a word that is a people or a language too."""
    spoken = any(t.start == term.start for t in piece.of("languages"))
    return not spoken and term.form not in _by_adjective() and not term.hint


def named_food(scene: Scene, piece: Piece) -> bool:
    """Whether the piece, or for a bare adjective the one it is listed with, names a cuisine."""
    if list(piece.of("cuisines")):
        return True
    following = scene.pieces[piece.index + 1 : piece.index + 4]
    return any(p.sentence == piece.sentence and list(p.of("cuisines")) for p in following)


def sharing(scene: Scene, piece: Piece) -> Iterator[TermMatch]:
    """The cuisines of a piece that are named by the adjective alone, beside one that names the food."""
    named = sorted(piece.of("cuisines"), key=lambda term: term.start)
    words = _by_adjective()
    cooked = pattern("cooks_kinds").search(scene.text, piece.start, piece.end)
    for word in pattern("one_word").finditer(scene.text, *cooked.span("kinds")) if cooked else ():
        if word.group() in words and not any(t.start < word.end() and word.start() < t.end for t in named):
            yield TermMatch(word.start(), word.end(), "cuisines", words[word.group()], word.group())
    if not named_food(scene, piece):
        return
    alone = scene.words(piece).strip()
    if not named and alone in words:
        start = scene.text.index(alone, piece.start)
        yield TermMatch(start, start + len(alone), "cuisines", words[alone], alone)
    for term in named:
        before = pattern("shared_before").search(scene.text, piece.start, term.start)
        after = pattern("shared_after").match(scene.text, term.end, piece.end)
        for found in (before, after):
            for word in () if found is None else pattern("one_word").finditer(scene.text, found.start(), found.end()):
                taken = any(t.start < word.end() and word.start() < t.end for t in named)
                if word.group() in words and not taken:
                    yield TermMatch(word.start(), word.end(), "cuisines", words[word.group()], word.group())
