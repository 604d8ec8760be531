"""A message laid out for reading: its numbers, terms and places, and the clauses they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final

from assistant.matching.needs.words import pattern, table
from assistant.profile.model import Language
from assistant.understanding.en import dates as english_dates
from assistant.understanding.en import quantities as english
from assistant.understanding.en.text import read_text
from assistant.understanding.quantity import scan
from assistant.understanding.reader import language_of
from assistant.vocabulary import places, vocabulary
from assistant.vocabulary.folding import fold
from assistant.vocabulary.places import PlaceMatch
from assistant.vocabulary.terms import TermMatch

KINDS: Final = frozenset(
    {"jobs", "skills", "certificates", "health_certificate", "cuisines", "languages", "preferences", "work_modes"}
)
_ORDINAL: Final = re.compile(r"(?<=[A-Za-z.] )(\d{1,2})(st|nd|rd|th)\b")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ENGLISH: Final = re.compile(r"[A-Za-z]{3,}")
_LATIN_BEFORE: Final = re.compile(r"[a-z](?=[一二三四五六七八九十两])")
_WRITTEN: Final = ("day_and_month", "day_before_month", "day_of_month")
_YEARS_AHEAD: Final = 3  # a bare 2000 is a sum, 2027 may be a year
_SHORT: Final = re.compile(r"(?<![\d.])(\d{1,2})([wk])([1-9])(?![\d.])")
_SENTENCE_MARKS: Final = frozenset("。！!？?；;\n")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts, whichever language it was said in.

    Kinds: number, count, money (yuan for one `unit`), duration (months), age (years), rest (days a month), date
    (`iso`, of a span of time also `iso_end`). `flags` as in the readers of quantities.
    """

    start: int
    end: int
    kind: str
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()
    iso: str | None = None
    iso_end: str | None = None

    @property
    def value(self) -> float | None:
        """The one number that stands for it: the exact or upper one, else the lower."""
        return self.max if self.max is not None else self.min


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]`; `closed_by` is the mark that ended it."""

    start: int
    end: int
    index: int
    sentence: int
    closed_by: str


@dataclass(frozen=True)
class Scene:
    """One message. `text` is as typed, `folded` the same length in simplified lower case; offsets fit both."""

    text: str
    folded: str
    language: Language
    today: date
    asked: str | None
    amounts: tuple[Amount, ...]
    terms: tuple[TermMatch, ...]
    places: tuple[PlaceMatch, ...]
    clauses: tuple[Clause, ...]

    def clause_at(self, position: int) -> Clause:
        """The clause that holds a position (the one before it, for a mark between clauses)."""
        return self.clauses[max(0, bisect_right(self._starts, position) - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def words(self, clause: Clause) -> str:
        """The folded words of a clause."""
        return self.folded[clause.start : clause.end]

    def before(self, start: int, reach: int = 40) -> str:
        """The folded words of the clause before a position, at most `reach` characters."""
        return self.folded[max(self.clause_at(start).start, start - reach) : start]

    def after(self, end: int, reach: int = 40) -> str:
        """The folded words after a position to the end of its clause, at most `reach` characters."""
        clause = self.clause_at(max(0, end - 1))
        return self.folded[end : min(clause.end, end + reach)]

    def follows(self, file: str, name: str, end: int, reach: int = 24) -> re.Match[str] | None:
        """A list of cues that stands right at a position, whatever clause it is in; offsets count from there."""
        return pattern(file, name).match(self.folded[end : end + reach])

    def said(self, file: str, name: str) -> Iterator[re.Match[str]]:
        """Where the message says a list of cues."""
        return pattern(file, name).finditer(self.folded)

    def says(self, file: str, name: str) -> bool:
        """Whether the message says a list of cues at all."""
        return pattern(file, name).search(self.folded) is not None

    def of_kind(self, *kinds: str) -> list[TermMatch]:
        """Terms of these kinds by position."""
        return [term for term in self.terms if term.kind in kinds]


def lay_out(text: str, language: Language, today: date, asked: str | None) -> Scene:
    """Read what every field needs from a message, once."""
    spoken: Language = "en" if _ENGLISH.search(text) and not _HAN.search(text) else language_of(text, language)
    mended = pattern("acts", "asked_whether").sub(lambda match: "," * len(match[0]), _mended(fold(text)))
    read = _english(text, today) if spoken == "en" else _chinese(mended, today)
    written = [*_written_days(mended, today), *_shorthand(mended), *_short_months(mended)]
    amounts = (
        *written,
        *(a for a in read if _counts(mended, a) and not any(w.start < a.end and a.start < w.end for w in written)),
    )
    terms = tuple(vocabulary().find(mended, spoken, KINDS))
    found = tuple(places().find(mended))
    protected = sorted([(a.start, a.end) for a in amounts] + [(p.start, p.end) for p in found])
    return Scene(text, mended, spoken, today, asked, amounts, terms, found, tuple(_clauses(mended, protected)))


def _shorthand(folded: str) -> Iterator[Amount]:
    """1w2 and 8k5: the digit after the unit counts its tenths."""
    for match in _SHORT.finditer(folded):
        unit = {"w": 10_000, "k": 1000}[match[2]]
        value = int(match[1]) * unit + int(match[3]) * unit // 10
        yield Amount(match.start(), match.end(), "number", value, value)


def _short_months(folded: str) -> Iterator[Amount]:
    """8m大, 8 mo: an age in months, typed short."""
    for match in pattern("household", "months_short").finditer(folded):
        months = int(next(value for value in match.groupdict().values() if value))
        unit = table("numbers")["units"]["month"]
        yield Amount(match.start(), match.end(), "duration", months, months, unit)


def _written_days(folded: str, today: date) -> Iterator[Amount]:
    """3.15 or 12/28 where a day is spoken of; the coming one."""
    if not (pattern("time", "due_word").search(folded) or pattern("time", "start_word").search(folded)):
        return
    for match in chain.from_iterable(pattern("time", name).finditer(folded) for name in _WRITTEN):
        named = match.groupdict().get("name")
        month = table("time")["month_names"].index(named) + 1 if named else int(match["month"])
        try:
            day = date(today.year, month, int(match["day"]))
        except ValueError:
            continue
        coming = day if day >= today else day.replace(year=today.year + 1)
        yield Amount(match.start(), match.end(), "date", iso=coming.isoformat())


def _counts(folded: str, amount: Amount) -> bool:
    """Whether a number says something: 不是八十 takes one back, and a weight is nobody's age."""
    before = folded[max(0, amount.start - 14) : amount.start]
    measure = pattern("household", "other_measures").match(folded[amount.end : amount.end + 10])
    return not (measure or pattern("weights", "denied_before").search(before))


def _mended(folded: str) -> str:
    """Usual slips of the keyboard put right, character for character."""
    for match in list(pattern("spelling", "slips").finditer(folded)):
        right = _slips()[match.group()]
        folded = folded[: match.start()] + right + folded[match.end() :]
    return folded


def _slips() -> dict[str, str]:
    return dict(table("spelling")["right"])


def _chinese(text: str, today: date) -> Iterator[Amount]:
    for q in scan(_LATIN_BEFORE.sub(" ", text), today):
        if q.kind in ("phone", "zodiac", "birth_year", "percent"):
            continue
        yield Amount(q.start, q.end, q.kind, q.min, q.max, q.unit, q.flags, q.iso, q.iso_end)


def _english(text: str, today: date) -> list[Amount]:
    plain = _ORDINAL.sub(lambda match: match[1] + " " * len(match[2]), text)
    # The month March is told from the verb by a word of time before it.
    read = read_text(pattern("time", "due_march").sub(lambda match: " on".rjust(len(match[0])), plain))
    years = range(today.year, today.year + _YEARS_AHEAD)
    said = english_dates.find_dates(read.text, today)
    dated = [d for d in said if d.precision != "year" or int(d.iso[:4]) in years]
    taken = [(d.start, d.end) for d in dated]
    found = [Amount(*read.span(d.start, d.end), "date", flags=d.flags, iso=d.iso) for d in dated]
    for q in english.scan(read.text):
        if any(start < q.end and q.start < end for start, end in taken) or q.kind in ("phone", "percent"):
            continue
        found.append(_from_english(q, read.span(q.start, q.end)))
    return sorted(found, key=lambda amount: amount.start)


def _from_english(q: english.Quantity, span: tuple[int, int]) -> Amount:
    units = table("numbers")["units"]
    unit = units.get(q.unit or "", q.unit)
    kind: str = q.kind
    if kind == "clock":
        kind = "count" if unit == units["hour"] else "clock"
    if kind == "count" and unit not in table("household")["counted_nouns"]:
        return Amount(span[0], span[1] - q.noun_length, "number", q.min, q.max, None, q.flags)
    return Amount(*span, kind, q.min, q.max, unit, q.flags)


def _clauses(folded: str, protected: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    begin = index = sentence = 0
    for match in pattern("clauses", "cut").finditer(folded):
        if any(start < match.end() and match.start() < end for start, end in protected):
            continue
        mark = match.group().strip()
        if folded[begin : match.start()].strip():
            # A connective belongs to what it opens, a mark to nothing.
            stop = match.start()
            yield Clause(begin, stop, index, sentence, mark)
            index += 1
        sentence += any(sign in _SENTENCE_MARKS for sign in mark)
        begin = match.start() if mark[:1].isalnum() else match.end()
    if folded[begin:].strip() or index == 0:
        yield Clause(begin, len(folded), index, sentence, "")


def without(scene: Scene, spans: Iterable[tuple[int, int]]) -> Scene:
    """The scene with the words of `spans` blanked out and everything found in them gone; offsets stay."""
    gone = list(spans)
    if not gone:
        return scene
    folded = scene.folded
    for start, end in gone:
        folded = folded[:start] + " " * (end - start) + folded[end:]

    def stands(start: int, end: int) -> bool:
        return not any(begin < end and start < stop for begin, stop in gone)

    return replace(
        scene,
        folded=folded,
        amounts=tuple(a for a in scene.amounts if stands(a.start, a.end)),
        terms=tuple(t for t in scene.terms if stands(t.start, t.end)),
        places=tuple(p for p in scene.places if stands(p.start, p.end)),
    )
