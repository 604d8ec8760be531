"""One English turn laid out for the field rules: pieces, whom each is about, and what is named or counted in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from assistant.profile.model import Polarity, Status, Topic
from assistant.understanding.common.drafts import Draft
from assistant.understanding.en.care import cared_for, settled_carers, without_bare_tongues
from assistant.understanding.en.cues import Cue, find_cues
from assistant.understanding.en.dates import SaidDate, find_dates
from assistant.understanding.en.hedged import joined
from assistant.understanding.en.paraphrase import described, paraphrased
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantities import scan
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.text import ReadText, read_text
from assistant.understanding.reading import Context
from assistant.vocabulary import PlaceMatch, TermMatch, places, vocabulary

_CHUNK = 300
# A turn typed without full stops is still read in stretches, so that reading stays linear.
_LONGEST_SENTENCE = 24
# From here on an age is hers or that of somebody grown: "forty two years old" names no two-year-old.
_OLDEST_CHILD = 15
_ADVERT_PIECES = 4
# So many neighbours of a sorted list are looked at.
_FEW = 2


class Subject(StrEnum):
    """Whom a piece is about."""

    SELF = "self"
    OTHER = "other"
    EMPLOYER = "employer"
    YOU = "you"


class Spanned(Protocol):
    """Anything with a place in the read text."""

    @property
    def start(self) -> int:
        """Where it begins in the read text."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


@dataclass(slots=True)
class Piece:
    """A stretch of one statement: `text[start:end]` of the read text, with everything found inside it."""

    index: int
    start: int
    end: int
    sentence: int
    lead: str
    subject: Subject = Subject.SELF
    own_subject: bool = False
    question: bool = False
    cues: list[Cue] = field(default_factory=list)
    terms: list[TermMatch] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[SaidDate] = field(default_factory=list)
    places: list[PlaceMatch] = field(default_factory=list)
    verdicts: list[Cue] | None = None

    def said(self, *names: str) -> Iterator[Cue]:
        """The cues of some groups, by position."""
        return (cue for cue in self.cues if cue.name in names)

    def has(self, *names: str) -> bool:
        """Whether any cue of these groups is in the piece."""
        return next(self.said(*names), None) is not None

    def of(self, *kinds: str) -> Iterator[TermMatch]:
        """The terms of some kinds, by position."""
        return (term for term in self.terms if term.kind in kinds)

    @property
    def about_her(self) -> bool:
        """Whether what is said here can be about the speaker."""
        return self.subject is Subject.SELF and not self.question


@dataclass(slots=True)
class Scene:
    """The turn and the drafts the field rules add to it.

    `advert`: she offers herself in one go, unasked, work and figures in several pieces. `mended` are the spans between
    a thing and what replaces it, `edits` those of them without words of their own.
    """

    read: ReadText
    context: Context
    pieces: list[Piece]
    drafts: list[Draft] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    edits: list[tuple[int, int]] = field(default_factory=list)
    mended: list[tuple[int, int]] = field(default_factory=list)
    advert: bool = False
    _starts: list[int] = field(default_factory=list)
    _fields: set[str] = field(default_factory=set)
    _spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [piece.start for piece in self.pieces]

    @property
    def text(self) -> str:
        """The read text all offsets of pieces point into."""
        return self.read.text

    @property
    def asking(self) -> Topic | None:
        """The topic of the question this turn answers."""
        return self.context.asking

    def piece_at(self, position: int) -> Piece:
        """The piece that holds a position of the read text."""
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def words(self, piece: Piece) -> str:
        """The read text of a piece."""
        return self.text[piece.start : piece.end]

    def before(self, piece: Piece, position: int) -> str:
        """The read text of the piece before a position."""
        return self.text[piece.start : position]

    def after(self, piece: Piece, position: int) -> str:
        """The read text of the piece from a position on."""
        return self.text[position : piece.end]

    def sentence(self, piece: Piece) -> list[Piece]:
        """All pieces of the sentence a piece belongs to."""
        first = last = piece.index
        while first > 0 and self.pieces[first - 1].sentence == piece.sentence:
            first -= 1
        while last + 1 < len(self.pieces) and self.pieces[last + 1].sentence == piece.sentence:
            last += 1
        return self.pieces[first : last + 1]

    def add(
        self,
        name: str,
        value: object,
        start: int,
        end: int,
        *,
        polarity: Polarity = "positive",
        flags: Iterable[str] = (),
        refused: bool = False,
    ) -> None:
        """Draft a fact on `text[start:end]` of the read text."""
        raw_start, raw_end = self.read.span(start, end)
        status: Status = "refused" if refused else "claimed"
        self._fields.add(name)
        insort(self._spans.setdefault(name, []), (raw_start, raw_end))
        self.drafts.append(Draft(name, value, raw_start, raw_end, polarity, tuple(dict.fromkeys(flags)), status))

    def mends(self, start: int, end: int) -> bool:
        """Whether words of editing lie in `text[start:end]`: what follows them replaces what stands before."""
        at = bisect_left(self.mended, (start, start))
        return any(high <= end for _, high in self.mended[at : at + _FEW])

    def edited(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` touches words of editing alone, which judge nothing."""
        at = bisect_right(self.edits, (end, end))
        return any(low < end and start < high for low, high in self.edits[max(at - _FEW, 0) : at])

    def drafted_near(self, name: str, position: int) -> list[tuple[int, int]]:
        """Raw spans of the drafts of a field last begun at or before a raw position."""
        spans = self._spans.get(name, [])
        at = bisect_right(spans, (position, len(self.read.raw)))
        return spans[max(at - 2, 0) : at + 1]

    def drafted_in(self, name: str, piece: Piece) -> bool:
        """Whether a rule has drafted this field inside the piece."""
        start, end = self.read.span(piece.start, piece.end)
        return any(start <= low < end for low, _ in self.drafted_near(name, end))

    def drafted(self, name: str) -> bool:
        """Whether any rule has drafted this field."""
        return name in self._fields


def lay_out(raw: str, context: Context) -> Scene:
    """Read a turn once: pieces, cues, terms, places, quantities, dates. Linear in the length of `raw`."""
    read = read_text(raw)
    text = read.text
    dates = find_dates(text, context.today)
    if context.asking in (Topic.HISTORY, Topic.EXPERIENCE):
        dates = [said for said in dates if not pattern("after_so_long").match(text, said.start, said.end)]
    quantities = _without(joined(text, scan(text)), dates)
    named = without_bare_tongues(text, context.asking, settled_carers(text, vocabulary().find(text, "en")))
    reworded = paraphrased(text, named)
    told = [*reworded, *described(text, [*named, *reworded]), *cared_for(text, context.asking, named)]
    terms = _with_paraphrases(named, sorted(told, key=lambda term: term.start))
    ages = [q for q in quantities if q.kind == "age" and (q.min or 0) > _OLDEST_CHILD]
    terms = [t for t in terms if not any(q.start < t.end and t.start < q.end for q in ages)] if ages else terms
    cues = [cue for cue in find_cues(text) if cue.name != "neg" or not pattern("bound_no").match(text, cue.start)]
    found_places = places().find(text)
    quantities = _without_places(quantities, {place.start for place in found_places})
    exceptions = [Cue("neg", m.start(), m.end()) for m in pattern("all_but").finditer(text)]
    cues = sorted([*cues, *exceptions], key=lambda cue: (cue.start, cue.end))
    pieces = _cut(text, [*exceptions, *quantities, *(t for t in terms if t.end - t.start > 3), *found_places])
    scene = Scene(read, context, pieces)
    _deal(scene, cues, terms, quantities, dates, found_places)
    _find_subjects(scene)
    works = any(term.kind in ("jobs", "skills") for term in terms)
    scene.advert = context.asking is None and works and len(pieces) >= _ADVERT_PIECES
    return scene


def _with_paraphrases(named: Sequence[TermMatch], others: Sequence[TermMatch]) -> list[TermMatch]:
    """All terms by position; a paraphrase takes the place of the single-word skills inside it."""
    if not others:
        return list(named)
    skills = [other for other in others if other.kind == "skills"]
    starts = [other.start for other in skills]

    def covered(term: TermMatch) -> bool:
        at = bisect_right(starts, term.start) - 1
        return term.kind == "skills" and at >= 0 and term.end <= skills[at].end

    return sorted([*(t for t in named if not covered(t)), *others], key=lambda term: term.start)


def _without_places(quantities: Sequence[Quantity], starts: set[int]) -> list[Quantity]:
    """The quantities; a place behind a figure is not what it counts ("6500 to 7000 Beijing")."""
    return [
        replace(q, kind="number", end=q.number_end, unit=None, noun_length=0)
        if q.kind == "count" and q.number_end + 1 in starts
        else q
        for q in quantities
    ]


def _without(quantities: Sequence[Quantity], dates: Sequence[SaidDate]) -> list[Quantity]:
    """Quantities that are not part of a date ("1 March", "in two weeks"); one that runs into a date is cut short."""
    starts = [d.start for d in dates]
    kept: list[Quantity] = []
    for quantity in quantities:
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and quantity.start < dates[at].end:
            continue
        if at + 1 < len(dates) and dates[at + 1].start < quantity.end and quantity.kind not in ("money", "rest"):
            if quantity.kind != "count":
                continue
            quantity = replace(quantity, kind="number", end=quantity.number_end, unit=None, noun_length=0)
        kept.append(quantity)
    return kept


def _cut(text: str, things: Sequence[Spanned]) -> list[Piece]:
    """Cut at sentence ends, pauses and connectives; never inside a thing; long stretches at a space."""
    spans = sorted((thing.start, thing.end) for thing in things)
    guard = 0
    reach = 0
    pieces: list[Piece] = []
    begin = sentence = 0
    lead = ""
    for match in pattern("cut").finditer(text):
        while guard < len(spans) and spans[guard][0] < match.start():
            reach = max(reach, spans[guard][1])
            guard += 1
        if match.start() < reach:
            continue
        _add_pieces(pieces, text, begin, match.start(), sentence, lead)
        kind = match.lastgroup
        begin = match.start() if kind == "word" else match.end()
        lead = match.group().strip() if kind == "word" else "," if kind == "pause" else "."
        if kind == "end" or (len(pieces) > _LONGEST_SENTENCE and pieces[-_LONGEST_SENTENCE].sentence == sentence):
            sentence += 1
    _add_pieces(pieces, text, begin, len(text), sentence, lead)
    return pieces or [Piece(0, 0, len(text), 0, "")]


def _add_pieces(pieces: list[Piece], text: str, start: int, end: int, sentence: int, lead: str) -> None:
    while end - start > _CHUNK:
        space = text.rfind(" ", start, start + _CHUNK)
        cut = space if space > start else start + _CHUNK
        pieces.append(Piece(len(pieces), start, cut, sentence, lead))
        start, lead = cut, " "
    if text[start:end].strip():
        pieces.append(Piece(len(pieces), start, end, sentence, lead))


def _deal(
    scene: Scene,
    cues: Iterable[Cue],
    terms: Sequence[TermMatch],
    quantities: Iterable[Quantity],
    dates: Iterable[SaidDate],
    found_places: Iterable[PlaceMatch],
) -> None:
    for cue in cues:
        scene.piece_at(cue.start).cues.append(cue)
    for term in terms:
        scene.piece_at(term.start).terms.append(term)
    for quantity in quantities:
        scene.piece_at(quantity.start).quantities.append(quantity)
    for said in dates:
        scene.piece_at(said.start).dates.append(said)
    for place in found_places:
        scene.piece_at(place.start).places.append(place)


def _find_subjects(scene: Scene) -> None:
    """Set whom each piece is about; a piece without a subject goes on about the one before it in its sentence."""
    written_for = pattern("writes_for").search(scene.text) is not None
    third = Subject.SELF if written_for else Subject.EMPLOYER
    previous: Piece | None = None
    for piece in scene.pieces:
        _find_question(scene, piece, previous)
        found = _opening_subject(scene, piece)
        if found is None and _turns_to_her(scene, piece):
            found = "self"
        if found == "pronoun":
            piece.subject = third
        elif found is not None:
            piece.subject = Subject(found)
            if piece.subject in (Subject.OTHER, Subject.EMPLOYER):
                third = piece.subject
        elif previous is not None and previous.sentence == piece.sentence and not piece.has("self"):
            piece.subject = previous.subject
        if piece.has("kin_family") and not written_for:
            third = Subject.OTHER
        piece.own_subject = found is not None or piece.has("self")
        previous = piece


def _turns_to_her(scene: Scene, piece: Piece) -> bool:
    """Whether a piece without a subject speaks of her again: her own figure, or what follows from what was said."""
    names = ("sets_right", "so_opening")
    return any(pattern(name).match(scene.text, piece.start, piece.end) for name in names)


def _opening_subject(scene: Scene, piece: Piece) -> str | None:
    filler = pattern("filler").match(scene.text, piece.start, piece.end)
    start = filler.end() if filler else piece.start
    openers = [cue for cue in piece.cues if cue.start <= start + 1 and cue.end > start and cue.name in _SUBJECTS]
    openers = [cue for cue in openers if not pattern("of_them").match(scene.text, cue.end)]
    if scene.asking is Topic.JOB:
        openers = [
            cue for cue in openers if not any(t.start <= cue.start and cue.end <= t.end for t in piece.of("jobs"))
        ]
    openers = [cue for cue in openers if not _calls_upon(scene, piece, cue) and not _is_surname(scene, cue)]
    if openers:
        longest = max(openers, key=lambda cue: cue.end - cue.start)
        if longest.name in ("kin", "employer") and pattern("about_me").search(scene.text, longest.end, piece.end):
            return "self"
        if pattern("joint_subject").match(scene.text[longest.end :].lstrip()[:8]):
            return "self"
        return _SUBJECTS[longest.name]
    return "self" if piece.has("self") else None


def _is_surname(scene: Scene, cue: Cue) -> bool:
    """Whether "He" or "She" opens a name ("He Jing, born 1985")."""
    at, end = scene.read.span(cue.start, cue.end)
    raw = scene.read.raw
    return cue.name == "pronoun" and raw[at].isupper() and pattern("capital_next").match(raw, end) is not None


def _calls_upon(scene: Scene, piece: Piece, cue: Cue) -> bool:
    """Whether "madam" or "sir" only addresses the reader ("Hello ma'am, I'm Ana")."""
    rest = scene.text[cue.end : piece.end].strip(" .!")
    return (
        cue.name == "employer"
        and not rest
        and pattern("form_of_address").fullmatch(scene.text, cue.start, cue.end) is not None
    )


_SUBJECTS = {
    "kin": "other",
    "other": "other",
    "pronoun": "pronoun",
    "employer": "employer",
    "you": "you",
    "self": "self",
}


def _find_question(scene: Scene, piece: Piece, previous: Piece | None) -> None:
    if previous is not None and previous.sentence == piece.sentence and previous.question:
        piece.question = True
        return
    filler = pattern("filler").match(scene.text, piece.start, piece.end)
    start = filler.end() if filler else piece.start
    piece.question = bool(pattern("asking").match(scene.text, start, piece.end))
