"""Self-corrections: "three, no wait, four", "not three kids, two", "earlier I said two days off, make it four"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.common.drafts import Draft
from assistant.understanding.en.edits import find_edits
from assistant.understanding.en.hedged import like
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene, Spanned

_REACH = 60
# No other figure of hers is so large.
_LEAST_PAY = 2000
# Spans of one kind hardly overlap; so many before a place are looked at.
_FEW = 4
# Beyond these a bare number is no version of a length of time, an age, or days off.
_MOST_OF = {"duration": 72, "age": 99, "rest": 31, "days_per": 31}
_FIGURES = frozenset({"years_experience", "experience_by_job", "age", "birth_year"})
_NAMED_TOPICS = (
    Topic.EXPERIENCE,
    Topic.AGE,
    Topic.SALARY,
    Topic.SCHEDULE,
    Topic.NAME,
    Topic.CONTACT,
    Topic.HOMETOWN,
    Topic.LOCATION,
    Topic.AVAILABILITY,
    Topic.WORK_MODE,
    Topic.HISTORY,
)


def find_repairs(scene: Scene) -> list[tuple[int, int]]:
    """The spans of repair cues in the read text that stand between two versions of something."""
    found = [m.span() for m in pattern("repair").finditer(scene.text) if not _apology(scene.text, *m.span())]
    found += [(p.start, p.end) for p in scene.pieces if _lone_no(scene, p)]
    scene.edits = find_edits(scene)
    scene.mended = sorted(set(found + scene.edits))
    return scene.mended


def _apology(text: str, start: int, end: int) -> bool:
    """Such as "no Chinese, sorry. English and Ilocano": she is sorry for what she lacks and takes nothing back."""
    return text[start:end].strip(" ,.;") == "sorry" and pattern("apologized_for").search(text, 0, start) is not None


def _lone_no(scene: Scene, piece: Piece) -> bool:
    """Such as "Hunan, no, Henan": a lone "no" between two things of one kind takes the first one back."""
    if scene.words(piece).strip() != "no" or not 0 < piece.index < len(scene.pieces) - 1:
        return False
    before, after = scene.pieces[piece.index - 1], scene.pieces[piece.index + 1]
    if not before.sentence == piece.sentence == after.sentence:
        return False
    kinds = {t.kind for t in before.terms if t.kind in ("jobs", "work_modes", "education")} & {
        t.kind for t in after.terms
    }
    return bool(kinds or (before.places and after.places))


def borrow_kinds(scene: Scene, repairs: list[tuple[int, int]]) -> None:
    """Give a bare number after a repair cue the kind and unit of the number it replaces."""
    denied = old_versions(scene)
    for _, end in [*repairs, *denied]:
        before = _last_before(scene, end, denied)
        after = _first_after(scene, end)
        if after is None:
            continue
        _, number = after
        anew = scene.piece_at(number.start).sentence != scene.piece_at(max(end - 1, 0)).sentence and _an_age(
            scene, number
        )
        if (
            anew
            or before is None
            or not _bare(number)
            or before.kind in ("phone", "number")
            or _too_large(number, before)
        ):
            continue
        for other in (number, *_set_against(scene, number, denied)):
            home = scene.piece_at(other.start)
            home.quantities[home.quantities.index(other)] = like(other, before)


def _an_age(scene: Scene, number: Quantity) -> bool:
    """Whether a new sentence gives her age ("it's four years, not fourteen. And I'm 33")."""
    return pattern("just_i_am").search(scene.before(scene.piece_at(number.start), number.start)) is not None


def _set_against(scene: Scene, number: Quantity, denied: list[tuple[int, int]]) -> list[Quantity]:
    """The number right after one that is denied: the nine of "ten years, sorry, not ten, nine"."""
    if not is_inside(denied, number.start, number.number_end):
        return []
    after = _first_after(scene, number.end)
    return [after[1]] if after is not None and _bare(after[1]) else []


def _too_large(number: Quantity, model: Quantity) -> bool:
    """Whether a number cannot count what the figure before it counts ("five years, no live-in, 6500")."""
    most = _MOST_OF.get(model.kind)
    return most is not None and (number.max or number.min or 0) > most


def complete_parts(scene: Scene) -> None:
    """Read "four" in "twelve years, four of them as a nanny" as years."""
    model: Quantity | None = None
    for piece in scene.pieces:
        for at, quantity in enumerate(piece.quantities):
            part = quantity.kind in ("number", "count") and _is_part(scene, piece, quantity)
            if part and model is not None:
                piece.quantities[at] = like(quantity, model)
            model = quantity if quantity.kind == "duration" else model


def _is_part(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a bare number goes on counting years: "four of them", "three in Beijing", "the elderly for three"."""
    after = quantity.number_end
    if pattern("one_post").match(scene.text, quantity.start):
        return False
    ends_piece = pattern("mere_filler").fullmatch(scene.text, after, piece.end) is not None
    if piece.places and ends_piece and pattern("for_before").search(scene.text, piece.start, quantity.start):
        return True
    if ends_piece and scene.asking in (None, Topic.EXPERIENCE) and _counts_on(scene, piece, quantity):
        return True
    if any(pattern(name).match(scene.text, after) for name in ("part_of_it", "in_some_place", "so_much_more")):
        return True
    if scene.asking is Topic.EXPERIENCE and _next_stretch(scene, piece, quantity, ends_piece=ends_piece):
        return True
    ends = pattern("mere_filler").fullmatch(scene.text, after, piece.end) is not None
    jobs = [t for t in piece.of("jobs") if t.end <= quantity.start]
    return ends and bool(jobs) and pattern("for_before").search(scene.text, jobs[-1].end, quantity.start) is not None


def _next_stretch(scene: Scene, piece: Piece, quantity: Quantity, *, ends_piece: bool) -> bool:
    """Whether it counts the years of the next work: "I cooked for seven", "then another four with a family"."""
    before = scene.before(piece, quantity.start)
    if ends_piece and pattern("verb_of_job").search(before):
        return True
    goes_on = pattern("goes_on_after").match(scene.text, quantity.number_end) is not None
    return goes_on and pattern("another_so_many").search(before) is not None


def _counts_on(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "Shenzhen two" and "ayi for the last three" after "six years": a place or work, then its years."""
    things: list[Spanned] = [*piece.places, *piece.of("jobs")]
    ends = [thing.end for thing in things if thing.end <= quantity.start]
    homes = pattern("homes_before").search(scene.text, piece.start, quantity.start)
    ends += [homes.end()] if homes else []
    return bool(ends) and pattern("right_before_years").fullmatch(scene.text, max(ends), quantity.start) is not None


def topic_named(scene: Scene) -> Topic | None:
    """The topic a correcting turn names in its first words ("about the experience, make it seven")."""
    opening = scene.text[:_REACH]
    if scene.asking is Topic.CONFIRM and (said := pattern("topic_in_passing").search(opening)) and said.lastgroup:
        return Topic(said.lastgroup)
    if pattern("about_my").search(opening) is None:
        return _topic_of_figures(scene) if scene.asking is Topic.CONFIRM else None
    return next((topic for topic in _NAMED_TOPICS if pattern(f"topic_{topic.value}").search(opening)), None)


def _topic_of_figures(scene: Scene) -> Topic | None:
    """The topic of a figure that is denied where all is read back ("Not 8000. 9000 I said"): only pay is so large."""
    figures = [q for p in scene.pieces for q in p.quantities if q.kind in ("number", "money", "count")]
    large = [q for q in figures if (q.max or q.min or 0) >= _LEAST_PAY]
    return Topic.SALARY if len(large) > 1 and old_versions(scene) else None


def names_topic(scene: Scene) -> bool:
    """Whether the turn opens by coming back to a topic ("About my age, …", "oh and the experience, …")."""
    read_back = scene.asking is Topic.CONFIRM and pattern("topic_in_passing").search(scene.text, 0, _REACH) is not None
    denied = scene.asking is Topic.CONFIRM and bool(old_versions(scene))
    return read_back or denied or pattern("topic_opening").match(scene.text) is not None


def _bare(quantity: Quantity) -> bool:
    unit_less = quantity.kind == "count" and quantity.unit in number_words()["no_noun"]
    return quantity.kind == "number" or unit_less


def _last_before(scene: Scene, at: int, denied: list[tuple[int, int]]) -> Quantity | None:
    """The last figure before a position, a bare one that is only denied left out."""
    piece = scene.piece_at(max(at - 1, 0))
    for candidate in (piece, *(scene.pieces[piece.index - n] for n in (1, 2) if piece.index >= n)):
        found = [q for q in candidate.quantities if q.end <= at]
        found = [q for q in found if q.kind != "number" or not is_inside(denied, q.start, q.number_end)]
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
    names = (
        "old_version",
        "old_written",
        "old_written_first",
        "old_changed",
        "old_said",
        "old_forgotten",
        "old_on_paper",
    )
    shapes = [pattern(name) for name in names]
    return sorted((m.start("old"), m.end("old")) for shape in shapes for m in shape.finditer(scene.text))


def taken_back(drafts: list[Draft]) -> list[Draft]:
    """The drafts, those that say what is marked as taken back elsewhere in the turn marked so as well.

    "Ten years, sorry, not ten, nine" takes back the first ten with the second; one figure drafted for two fields
    ("three years as a nanny") goes as a whole.
    """
    gone = [d for d in drafts if d.status == "corrected"]
    said = {(d.field, repr(d.value)) for d in gone}
    spans = {(d.start, d.end) for d in gone if d.field in _FIGURES}
    return [
        replace(d, status="corrected")
        if d.status == "claimed"
        and "correction" not in d.flags
        and ((d.field, repr(d.value)) in said or (d.field in _FIGURES and (d.start, d.end) in spans))
        else d
        for d in drafts
    ]


def reopens(scene: Scene) -> bool:
    """Whether the turn opens by correcting an earlier answer ("Sorry, I meant nine")."""
    return pattern("repair_opening").match(scene.text) is not None


def raw_spans(scene: Scene, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the read text as spans of the raw text."""
    return [scene.read.span(start, end) for start, end in spans]


def is_inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span touches one of `spans`, which are in order."""
    at = bisect_right(spans, (end, end))
    return any(low < end and start < high for low, high in spans[max(at - _FEW, 0) : at])
