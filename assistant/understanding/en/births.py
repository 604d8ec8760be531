"""The year she was born: said whole, cut short, as a decade, or inside an identity number."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene

_YOUNGEST, _OLDEST = 16, 85


def read_birth_year(scene: Scene, piece: Piece) -> None:
    """Draft birth_year from a piece that tells when she was born."""
    words = scene.words(piece)
    born = pattern("born").search(words)
    asked = scene.asking is Topic.AGE
    for said in piece.dates if born else ():
        year = int(said.iso[:4]) if said.precision in ("day", "month", "year") else 0
        if _plausible_year(scene, year):
            add_birth_year(
                scene, piece, year, min(said.start, piece.start + born.start()) if born else said.start, said.end
            )
            return
    if not born and not asked and not _lone_year(scene, piece):
        return
    decade = pattern("born_decade").search(words) if born else None
    if decade:
        first = 1900 + 10 * next(n for n, group in enumerate(decade.groups()) if group) + 60
        scene.add(
            "birth_year", {"min": first, "max": first + 9}, piece.start + decade.start(), piece.start + decade.end()
        )
        return
    identity = pattern("year_of_id").search(words) if asked else None
    if identity:
        add_birth_year(
            scene, piece, int(identity.group(1)), piece.start + identity.start(), piece.start + identity.end()
        )
        return
    match = pattern("four_digit_year").search(words)
    if match and (born or len(words) < 40 or "year" in words):
        start = piece.start + (min(born.start(), match.start()) if born else match.start())
        add_birth_year(
            scene, piece, int(match.group(1)), start, piece.start + max(match.end(), born.end() if born else 0)
        )
        return
    apostrophe = asked and pattern("year_cut_short").fullmatch(words.strip())
    short = pattern("two_digit_year").search(words) if born or apostrophe else None
    if short:
        digits = next(group for group in short.groups() if group)
        add_birth_year(scene, piece, 1900 + int(digits), piece.start + short.start(), piece.start + short.end())
        return
    for quantity in piece.quantities:
        value = quantity.max if quantity.min == quantity.max else None
        if quantity.kind in ("number", "count") and isinstance(value, int):
            beside = pattern("born").search(scene.before(piece, quantity.start))
            if born and 40 <= value <= 99 and (beside or pattern("born_after").match(scene.text, quantity.number_end)):
                value += 1900
            if _plausible_year(scene, value):
                add_birth_year(scene, piece, value, quantity.start, quantity.end)


def _lone_year(scene: Scene, piece: Piece) -> bool:
    """Such as "Zhao Li, female, 1977, …": a year alone in a self-introduction."""
    opening = scene.asking is None and piece.index <= 4 and scene.drafted("name")
    return opening and pattern("four_digit_year").fullmatch(scene.words(piece).strip()) is not None


def _plausible_year(scene: Scene, year: int) -> bool:
    return scene.context.today.year - _OLDEST <= year <= scene.context.today.year - _YOUNGEST


def add_birth_year(scene: Scene, piece: Piece, year: int, start: int, end: int) -> None:
    """Draft a year of birth on `text[start:end]`, unless it is only that of papers which she corrects."""
    if not _plausible_year(scene, year):
        return
    other = [d for d in scene.drafts if d.field == "birth_year"]
    papers = pattern("document").search(scene.words(piece))
    flags = ("document_differs",) if papers and other else ()
    if papers and not other and _another_year_follows(scene, piece):
        return
    scene.add("birth_year", year, start, end, flags=flags)


def _another_year_follows(scene: Scene, piece: Piece) -> bool:
    """Whether she sets her real year against the one on her papers; then the papers' year is not her own word."""
    following = [scene.words(p) for p in scene.pieces[piece.index + 1 : piece.index + 3]]
    if any(pattern("born").search(words) for words in following):
        return True
    return pattern("real_year").search("".join([scene.words(piece), *following])) is not None
