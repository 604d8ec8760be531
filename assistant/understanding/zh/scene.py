"""One turn laid out for the field rules: clauses, the things named in them, numbers, verdicts, and whom it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.reading import Context
from assistant.understanding.zh import grammar, predicates, scope
from assistant.understanding.zh.clauses import Clause, split
from assistant.understanding.zh.cuisines import abbreviated
from assistant.understanding.zh.dialects import placed
from assistant.understanding.zh.fronted import fronted
from assistant.understanding.zh.loose import loosened
from assistant.understanding.zh.named_places import homes_told, uncounted, whole_names
from assistant.understanding.zh.owners import Subject, subjects, told_of_another
from assistant.understanding.zh.stances import Stance, judge, within_reach
from assistant.understanding.zh.tasks import with_tasks
from assistant.vocabulary import PlaceMatch, TermMatch, places, vocabulary
from assistant.vocabulary.folding import fold

_JUDGED: Final = frozenset(
    {"jobs", "skills", "cuisines", "languages", "preferences", "work_modes", "certificates", "health_certificate"}
)
_NAMED_TASKS: Final = frozenset({"skills", "cuisines", "certificates"})
# Skills named by the state of those cared for: 婆婆瘫了 tells of her, not of a task.
_STATES: Final = frozenset({"dependent_care", "semi_dependent_care", "stroke_care", "dementia_care"})
# Topics under which a home or a post may be described in any words.
_OF_HOMES: Final = frozenset({None, Topic.PREFERENCES, Topic.ANYTHING_ELSE, Topic.WORK_MODE, Topic.JOB, Topic.CONFIRM})
_ABILITIES: Final = frozenset({"skills", "cuisines", "languages"})
_NUMBERED: Final = frozenset({"money", "duration", "age", "birth_year", "date", "rest", "phone", "count"})
# Folding makes punctuation half-width; the cue lists are written with the Chinese signs.
_PUNCTUATION: Final = str.maketrans({",": "，", "!": "！", "?": "？", ";": "；", ":": "："})
# So much said before "行不行" is an offer, not a question.
_OFFER: Final = 4
_MASK: Final = "\ue000"


# Markup is not speech: a script goes with its content, any other tag leaves what it stands around.
_MARKUP = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,2000}</\1\s*>|</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_STOP = "。"


@dataclass(frozen=True, slots=True)
class Mood:
    """What the clause does with its words."""

    question: bool = False
    hypothetical: bool = False
    instruction: bool = False


@dataclass
class Scene:
    """Everything the field rules look at. Offsets are characters of the raw turn; `text` is its folded copy."""

    raw: str
    text: str
    context: Context
    clauses: list[Clause]
    subjects: list[Subject]
    moods: list[Mood]
    terms: list[TermMatch]
    places: list[PlaceMatch]
    quantities: list[Quantity]
    stances: dict[int, Stance]
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [clause.start for clause in self.clauses]

    def index_at(self, position: int) -> int:
        """The index of the clause that holds a position."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def clause_at(self, position: int) -> Clause:
        """The clause that holds a position."""
        return self.clauses[self.index_at(position)]

    def subject_at(self, position: int) -> Subject:
        """Whom the words at a position are about."""
        index = self.index_at(position)
        clause = self.clauses[index]
        if self.subjects[index].said_self and position < clause.start + told_of_another(clause.text):
            return Subject("peer", "peer")
        if position < clause.start + self.subjects[index].since:
            return Subject()
        return self.subjects[index]

    def silent(self, position: int) -> bool:
        """Whether nothing at a position may become a fact: it is asked, or it is an instruction to us."""
        mood = self.moods[self.index_at(position)]
        return mood.question or mood.instruction

    def sentence_of(self, position: int) -> tuple[int, int]:
        """The span of the sentence that holds a position."""
        wanted = self.clause_at(position).sentence
        mine = [clause for clause in self._near(position) if clause.sentence == wanted]
        return mine[0].start, mine[-1].end

    def _near(self, position: int) -> Iterator[Clause]:
        index = self.index_at(position)
        wanted = self.clauses[index].sentence
        first = index
        while first > 0 and self.clauses[first - 1].sentence == wanted:
            first -= 1
        while first < len(self.clauses) and self.clauses[first].sentence == wanted:
            yield self.clauses[first]
            first += 1

    def before(self, position: int, reach: int = 12) -> str:
        """The words of the same clause that come before a position."""
        return self.text[max(self.clause_at(position).start, position - reach) : position]

    def after(self, position: int, reach: int = 12) -> str:
        """The words of the same clause that come from a position on."""
        end = self.clause_at(max(position - 1, 0)).end
        return self.text[position : min(end, position + reach)]

    def kinds(self, *wanted: str) -> Iterator[TermMatch]:
        """The terms of some kinds, by position."""
        return (term for term in self.terms if term.kind in wanted)

    def numbers(self, *wanted: str) -> Iterator[Quantity]:
        """The quantities of some kinds, by position."""
        return (quantity for quantity in self.quantities if quantity.kind in wanted)

    def stance(self, start: int, end: int) -> Stance:
        """How the thing at a span is meant."""
        for position in range(start, -1, -1):
            stance = self.stances.get(position)
            if stance is not None:
                return stance if stance.end > start else Stance(start, end, quote_start=start, quote_end=end)
            if start - position > 20:
                break
        return Stance(start, end, quote_start=start, quote_end=end)

    @cached_property
    def topic(self) -> Topic | None:
        """The topic a bare answer speaks to: what is asked, or what was answered before when she takes it back."""
        previous = self.context.previous
        if previous is not None and grammar.says("corrections", "marker", self.text) and _fits(self, previous):
            return previous
        taken_back = self.context.asking is Topic.ANYTHING_ELSE and grammar.says("corrections", "marker", self.text)
        if self.context.asking is Topic.CONFIRM or taken_back:
            return _named_topic(self.text) or self.context.asking
        return self.context.asking

    @cached_property
    def bare(self) -> bool:
        """Whether the turn is short enough to be a plain answer to what was asked."""
        return len(self.text.strip()) <= 24


_NAMED_TOPICS: Final = (
    Topic.SALARY,
    Topic.HOMETOWN,
    Topic.EXPERIENCE,
    Topic.AGE,
    Topic.SERVICE_AREA,
    Topic.LOCATION,
    Topic.SCHEDULE,
    Topic.NAME,
    Topic.EDUCATION,
)


def _named_topic(text: str) -> Topic | None:
    """The one thing she sets right in the read-back, when she names it (老家错了，是许昌)."""
    named = [topic for topic in _NAMED_TOPICS if grammar.says("corrections", f"about_{topic.value}", text)]
    return named[0] if len(named) == 1 else None


_FITTING: Final[dict[Topic, tuple[str, ...]]] = {
    Topic.EXPERIENCE: ("duration", "number"),
    Topic.HISTORY: ("duration", "count"),
    Topic.AGE: ("age", "birth_year", "number"),
    Topic.SALARY: ("money", "number"),
    Topic.SCHEDULE: ("rest", "duration", "count"),
    Topic.AVAILABILITY: ("date",),
    Topic.HEALTH: ("date",),
}
_PLACED: Final = frozenset({Topic.HOMETOWN, Topic.LOCATION, Topic.SERVICE_AREA})


def _fits(scene: Scene, topic: Topic) -> bool:
    """Whether the turn holds something the topic could take."""
    if topic in _FITTING:
        return any(True for _ in scene.numbers(*_FITTING[topic]))
    if topic in _PLACED:
        return bool(scene.places)
    if topic is Topic.NAME and grammar.says("person", "about_name", scene.text):
        return True
    return topic is Topic.NAME and not scene.quantities and not scene.places and not scene.terms


def lay_out(raw: str, context: Context) -> Scene:
    """Reads a turn once: terms, places, quantities, clauses, verdicts, subjects."""
    text = _MARKUP.sub(_blanked, fold(raw).translate(_PUNCTUATION))
    text = grammar.pattern("spellings", "none").sub(grammar.words("spellings", "none_as")[0], text)
    verdicts_alone = grammar.words("conditions", "no_thing")
    terms = [_firm(term) for term in vocabulary().find(raw, "zh") if term.form not in verdicts_alone]
    terms += list(loosened(raw, terms))
    terms += list(abbreviated(text, terms))
    terms = sorted(
        fronted(text, with_tasks(text, terms, of_homes=context.asking in _OF_HOMES)), key=lambda term: term.start
    )
    named_places = uncounted(text, places().find(raw))
    terms = placed(text, terms, named_places)
    found_places = _not_inside(named_places, [t for t in terms if t.end - t.start > 2])
    found_places = whole_names(text, found_places)
    quantities = _undenied(text, scan(raw, context.today))
    judged = sorted((t.start, t.end) for t in terms if t.kind in _JUDGED)
    things = _merged([*judged, *((p.start, p.end) for p in found_places)])
    numbered = [(q.start, q.end) for q in quantities if q.kind in _NUMBERED]
    clauses = split(text, _merged([*things, *numbered]), homes_told(text, found_places))
    masked = _masked(text, [*things, *numbered])
    verdicts = predicates.find(masked)
    abilities = frozenset(t.start for t in terms if t.kind in _ABILITIES)
    return Scene(
        raw=raw,
        text=text,
        context=context,
        clauses=clauses or [Clause(0, len(text), text, 0, "")],
        subjects=subjects(_without_names(text, clauses, terms, found_places)) or [Subject()],
        moods=_moods(text, clauses, masked) or [Mood()],
        terms=terms,
        places=found_places,
        quantities=quantities,
        stances=within_reach(
            scope.settle(text, masked, clauses, judge(text, clauses, things, verdicts), verdicts, abilities),
            things,
            _told_apart(terms, found_places),
        ),
    )


def _told_apart(terms: Iterable[TermMatch], found: Iterable[PlaceMatch]) -> frozenset[int]:
    """The starts of things that are no tasks: places, ways of working, what she wants of a post."""
    wanted = {t.id for t in vocabulary().terms("preferences") if t.extra.get("true_means") == "wants"} | {"night_shift"}
    mine = (t.start for t in terms if t.kind == "work_modes" or (t.kind == "preferences" and t.id in wanted))
    return frozenset((*mine, *(p.start for p in found)))


@cache
def _job_names() -> tuple[str, ...]:
    return tuple(f for term in vocabulary().terms("jobs") for f in term.forms["zh"] if f not in term.hints)


@lru_cache(maxsize=1024)
def _names_job(form: str) -> bool:
    return any(name in form for name in _job_names())


def _firm(term: TermMatch) -> TermMatch:
    """A description that holds the name of the job names it (做保姆)."""
    if term.kind == "jobs" and term.hint and _names_job(term.form):
        return replace(term, hint=False)
    return term


def _undenied(text: str, found: list[Quantity]) -> list[Quantity]:
    """Without the figure she denies beside the one she means.

    是四十六不是六十四; 不是一天两百，是一小时四十; 哪有五十，四十八.
    """
    kept: list[Quantity] = []
    for index, quantity in enumerate(found):
        before = text[max(0, quantity.start - 5) : quantity.start]
        following = found[index + 1] if index + 1 < len(found) else None
        ends = quantity.end >= len(text) or text[quantity.end] in "，。！？；的\n "
        if grammar.says("corrections", "denied_before", before):
            if ends and kept and quantity.start - kept[-1].end <= 4:
                continue
            meant = next((q for q in found[index + 1 : index + 3] if q.kind in ("money", quantity.kind)), following)
            if meant is not None and _means_instead(
                text[quantity.end : meant.start], alike=meant.kind == quantity.kind
            ):
                continue
        elif (
            following is not None
            and quantity.kind in (following.kind, "number")
            and grammar.says("corrections", "no_such_before", before)
            and grammar.pattern("corrections", "no_such_after").fullmatch(text[quantity.end : following.start])
        ):
            continue
        kept.append(quantity)
    return kept


def _means_instead(between: str, *, alike: bool) -> bool:
    """Whether the words between a denied figure and the next put the next in its place (不是五年，六年 without 是)."""
    key = "instead_alike" if alike else "instead"
    return grammar.pattern("corrections", key).fullmatch(between) is not None


def _not_inside(found: Sequence[PlaceMatch], terms: Sequence[TermMatch]) -> list[PlaceMatch]:
    """Places that are no part of a longer word (四川 in 四川话 is a language)."""
    spans = _merged((t.start, t.end) for t in terms if t.kind != "preferences")
    starts = [start for start, _ in spans]

    def covered(place: PlaceMatch) -> bool:
        index = bisect_right(starts, place.start) - 1
        return index >= 0 and spans[index][1] >= place.end and spans[index] != (place.start, place.end)

    return [place for place in found if not covered(place)]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without_names(
    text: str, clauses: Sequence[Clause], terms: Sequence[TermMatch], named: Sequence[PlaceMatch]
) -> list[Clause]:
    """The clauses with places and tasks masked: no aunt stands in 姑苏, and 产妇 in 产妇月子餐 does nothing."""
    spans = [(p.start, p.end) for p in named]
    for written in grammar.pattern("person", "written_for_her").finditer(text):
        spans += [written.span(), *(m.span() for m in grammar.pattern("person", "her_the_mother").finditer(text))]
    verb = grammar.pattern("predicates", "verb")
    tasks = (t for t in terms if t.kind in _NAMED_TASKS and not t.hint and t.id not in _STATES)
    spans += [(t.start, t.end) for t in tasks if verb.match(text, t.start, t.end) is None]
    masked = _masked(text, spans)
    return [replace(clause, text=masked[clause.start : clause.end]) for clause in clauses]


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = _MASK * (end - start)
    return "".join(characters)


def _blanked(markup: re.Match[str]) -> str:
    return _STOP * len(markup[0])


def _moods(text: str, clauses: Sequence[Clause], masked: str) -> list[Mood]:
    ordered = {clause.sentence for clause in clauses if grammar.says("manner", "instruction", clause.text)}
    dressed = [match.span() for match in grammar.pattern("manner", "embellish").finditer(text)]
    unwritten = {
        at
        for at, clause in enumerate(clauses)
        if grammar.pattern("manner", "not_to_be_written").fullmatch(clause.text.strip())
    }
    moods: list[Mood] = []
    for at, clause in enumerate(clauses):
        words = masked[clause.start : clause.end]
        tag = grammar.pattern("clauses", "tag").search(words)
        offers = tag is not None and tag.start() >= _OFFER
        offers = offers or (
            tag is not None
            and grammar.pattern("clauses", "offered_figure").search(clause.text[: tag.start()]) is not None
        )
        wanted = grammar.pattern("clauses", "still_wanted").search(words)
        offers = offers or (wanted is not None and wanted.start() >= _OFFER - 1)
        asked = grammar.says("clauses", "question", words) or grammar.says("clauses", "a_not_a", clause.text)
        asked = not offers and (clause.closed_by[:1] in ("？", "?") or asked) and not scope.asked_back(words)
        asked = asked or (at > 0 and grammar.says("clauses", "asks_now", clauses[at - 1].text))
        supposed = grammar.says("clauses", "hypothetical", clause.text)
        told_us = clause.sentence in ordered or at + 1 in unwritten or grammar.says("manner", "left_alone", clause.text)
        told_us = told_us or any(start < clause.end and clause.start < end for start, end in dressed)
        moods.append(Mood(asked, supposed, told_us))
    return moods
