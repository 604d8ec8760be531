"""Joins what a model read to what the grammars read: it may add what they can read in her words, never outvote them.

A candidate becomes a fact only if its quote stands in her words, the grammars read its value in that quote, it is said
of her and neither asked, supposed, ordered nor denied, no grammar has read those words as something else, and nothing
she said contradicts it. Its value is always the grammars' own.

That alone would let a model cut her words until they mean something else. So it must have earned it in this very
answer: every quote of it stands in her words, it has found by itself nearly all of the several things the grammars read
in the turn, and nothing it says goes against them. Who is wrong where it can be seen is not believed where it cannot.

Where it disagrees with a clear reading, the grammars' stays and is marked, so that the interviewer asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from assistant.profile.fields import FIELDS, FieldSpec
from assistant.profile.model import Fact, Topic
from assistant.understanding.llm.candidates import Candidate, places_of
from assistant.understanding.llm.derive import (
    ALONE,
    BELIEVABLE,
    Span,
    derive,
    same,
    sentence,
    stands_alone,
    statement,
)
from assistant.understanding.llm.standing import denied, spoken_of_herself
from assistant.understanding.reader import language_of
from assistant.understanding.reading import Act, Context, Reading

CONFIDENCE: Final = 0.45
"""Below what is clear enough to replace a clear fact of an earlier turn."""

DISPUTED: Final = "disputed"
"""Flag of a grammar's fact with which the model's reading of other words of the turn disagrees."""

_MOST: Final = 40
# What only she or a person may state, what a rule of the interview makes of an answer, and what never leaves the house.
_NEVER: Final = frozenset(
    {"phone", "scenarios", "background_check_consent", "strengths", "gender", "work_history", "experience_by_job"}
)
_CLOSED_TOPICS: Final = frozenset({Topic.CONSENT, Topic.SCENARIO})
# Reasons that tell of a model that reads badly, or not honestly.
_TELLING: Final = frozenset({"quote", "disputed", "read_otherwise", "taken_back", "known_otherwise", "refused_before"})
_NEARLY_ALL: Final = 0.75
_SEVERAL: Final = 3
_MOST_ADDED: Final = 4
_BY_JOB: Final = "experience_by_job"
_ALARMS: Final = (Act.EMERGENCY, Act.DISTRESS, Act.DELETE, Act.WITHDRAW, Act.HUMAN, Act.RIGHTS)


@dataclass(frozen=True, slots=True)
class Merged:
    """A turn's reading with what was believed of a model; `refused` counts what was not, by reason."""

    reading: Reading
    added: tuple[Fact, ...] = ()
    refused: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Turn:
    text: str
    reading: Reading
    context: Context
    turn_id: str | None
    known: Mapping[str, Sequence[Fact]]

    def live(self, name: str) -> list[Fact]:
        return [fact for fact in self.reading.facts if fact.field == name and fact.status == "claimed"]


def merge(
    text: str,
    reading: Reading,
    candidates: Iterable[Candidate],
    context: Context,
    turn_id: str | None = None,
    known: Iterable[Fact] = (),
) -> Merged:
    """The reading of `text` with the candidates that are borne out by it.

    `known` are the facts of earlier turns. The grammars' facts all stay, in their order, as they were but for a flag.
    """
    if context.asking in _CLOSED_TOPICS or any(reading.does(act) for act in _ALARMS) or _corrects(reading):
        return Merged(reading)
    earlier: dict[str, list[Fact]] = {}
    for fact in known:
        earlier.setdefault(fact.field, []).append(fact)
    turn = _Turn(text, reading, context, turn_id, earlier)
    offered = list(candidates)[:_MOST]
    verdicts = [_judge(turn, candidate) for candidate in offered]
    refused = Counter(verdict for verdict in verdicts if isinstance(verdict, str))
    disputed = [verdict.fact for verdict in verdicts if isinstance(verdict, _Dispute)]
    if refused["quote"]:
        # Who makes up her words has no second opinion on them.
        disputed = []
    added: list[Fact] = []
    earned = not disputed and not (_TELLING & set(refused)) and _found_the_rest(turn, offered)
    for fact in (verdict for verdict in verdicts if isinstance(verdict, Fact)):
        if not earned:
            refused["unearned"] += 1
        elif len(added) < _MOST_ADDED and not any(_same_thing(fact, other) for other in added):
            added.append(fact)
    refused["disputed"] += len(disputed)
    marked = {id(fact) for fact in disputed}
    facts = [_flagged(fact) if id(fact) in marked else fact for fact in reading.facts]
    return Merged(replace(reading, facts=(*facts, *added)), tuple(added), dict(+refused))


def _corrects(reading: Reading) -> bool:
    """Whether she takes something back: then half of a turn is what no longer holds, and only the whole tells which."""
    taken_back = any(fact.status == "corrected" or "correction" in fact.flags for fact in reading.facts)
    return taken_back or reading.does(Act.CORRECTION)


@dataclass(frozen=True, slots=True)
class _Dispute:
    fact: Fact


def _flagged(fact: Fact) -> Fact:
    return fact.model_copy(update={"flags": tuple(dict.fromkeys((*fact.flags, "confirm", DISPUTED)))})


def _judge(turn: _Turn, candidate: Candidate) -> Fact | _Dispute | str:
    """The fact it would add, the grammars' fact it disagrees with, or why it is neither."""
    spec = FIELDS.get(candidate.field)
    if spec is None or candidate.field in _NEVER:
        return "field"
    places = places_of(candidate.quote, turn.text)
    if not places:
        return "quote"
    if any(_finds(candidate, fact, places) for fact in turn.live(candidate.field)):
        return "known"
    reason = "value"
    for place in places:
        for fact in _borne_out(turn, candidate, place):
            verdict = _against(turn, spec, fact)
            if not isinstance(verdict, str):
                return verdict
            reason = verdict
    return reason


def _finds(candidate: Candidate, fact: Fact, places: Sequence[Span]) -> bool:
    """Whether the candidate points at words the grammars read as the same field in the same sense."""
    if candidate.field != fact.field or candidate.polarity != fact.polarity:
        return False
    return any(start < fact.end and fact.start < end for start, end in places)


def _borne_out(turn: _Turn, candidate: Candidate, place: Span) -> Iterator[Fact]:
    """What the grammars read in the quote, as the model reads it, where she says it of herself and does not deny it.

    English takes subject and negation from the whole sentence, so there they must read it in the sentence, too.
    """
    if candidate.polarity == "negative" or candidate.field not in BELIEVABLE | ALONE:
        return
    if not spoken_of_herself(turn.text, place, turn.context) or denied(turn.text, place, turn.context):
        return
    english = language_of(turn.text, turn.context.language) == "en"
    around = (sentence if english else statement)(turn.text, place)
    wider = list(derive(turn.text, around, candidate.field, turn.context, "asked" if english else "named"))
    for fact in derive(turn.text, place, candidate.field, turn.context, "own"):
        if fact.polarity != "positive" or not same(candidate.value, fact, turn.context):
            continue
        if any(other.polarity == "negative" and _overlap(other, fact) for other in wider):
            continue
        if candidate.field in ALONE and not stands_alone(turn.text, (fact.start, fact.end)):
            continue
        if not english or any(other.value == fact.value for other in wider):
            yield fact


def _found_the_rest(turn: _Turn, offered: Sequence[Candidate]) -> bool:
    """Whether the model found by itself nearly all of the several things the grammars read in the turn."""
    theirs = [
        fact
        for fact in turn.reading.facts
        if fact.status == "claimed" and fact.field not in _NEVER and fact.value is not None
    ]
    found = [
        fact
        for fact in theirs
        if any(_finds(candidate, fact, places_of(candidate.quote, turn.text)) for candidate in offered)
    ]
    return len(found) >= _SEVERAL and len(found) >= _NEARLY_ALL * len(theirs)


def _against(turn: _Turn, spec: FieldSpec, fact: Fact) -> Fact | _Dispute | str:
    """The fact weighed against everything the grammars read in this turn, and what was said before it."""
    if any(other.field == fact.field and other.status != "claimed" for other in turn.reading.facts):
        return "taken_back"
    if any(_overlap(other, fact) and _otherwise(other, fact) for other in turn.reading.facts):
        return "read_otherwise"
    mine = turn.live(fact.field)
    rival = _rival(spec, fact, mine)
    if rival is not None:
        # A part of words the grammars read as a whole (八千 of 八千到九千) is no second opinion on them.
        return "known" if _holds(rival, fact) or _overlap(rival, fact) else _Dispute(rival)
    return _against_earlier(turn, spec, fact)


def _otherwise(other: Fact, fact: Fact) -> bool:
    """Whether words read as `other` cannot be `fact` as well; a job is also named where its years are told."""
    return other.field != fact.field and (other.field, fact.field) != (_BY_JOB, "jobs")


def _rival(spec: FieldSpec, fact: Fact, mine: Sequence[Fact]) -> Fact | None:
    """The grammars' fact of this turn that speaks to the same thing."""
    if spec.cardinality == "many":
        return next((other for other in mine if _key(spec, other) == _key(spec, fact)), None)
    same_thing = [other for other in mine if spec.cardinality == "one" or _shares_key(other, fact)]
    clash = next((other for other in same_thing if not _holds(other, fact)), None)
    return clash or next(iter(same_thing), None)


def _shares_key(one: Fact, other: Fact) -> bool:
    return (
        isinstance(one.value, Mapping) and isinstance(other.value, Mapping) and bool(set(one.value) & set(other.value))
    )


def _holds(theirs: Fact, fact: Fact) -> bool:
    """Whether the grammars' fact says all that the candidate says."""
    if theirs.polarity != fact.polarity:
        return False
    if isinstance(theirs.value, Mapping) and isinstance(fact.value, Mapping):
        return all(theirs.value.get(key) == value for key, value in fact.value.items())
    return bool(theirs.value == fact.value)


def _against_earlier(turn: _Turn, spec: FieldSpec, fact: Fact) -> Fact | str:
    earlier = turn.known.get(fact.field, ())
    if any(other.status in ("refused", "verified") for other in earlier[-1:]):
        return "refused_before"
    standing = [other for other in earlier if other.status not in ("corrected", "refused")]
    if spec.cardinality == "merge" and any(_contradicts(other.value, fact.value) for other in standing):
        return "known_otherwise"
    if spec.cardinality == "many":
        same_key = [other for other in standing if _key(spec, other) == _key(spec, fact)]
        if same_key and (same_key[-1].polarity != fact.polarity or same_key[-1].value == fact.value):
            return "known_otherwise" if same_key[-1].polarity != fact.polarity else "known"
    if spec.cardinality == "one" and any(other.value == fact.value for other in standing[-1:]):
        return "known"
    return fact.model_copy(
        update={
            "turn_id": turn.turn_id,
            "quote": turn.text[fact.start : fact.end],
            "source": "llm",
            "confidence": CONFIDENCE,
            # A correction is a word of hers that the grammars must have heard.
            "flags": tuple(flag for flag in fact.flags if flag != "correction"),
        }
    )


def _contradicts(old: Any, new: Any) -> bool:  # noqa: ANN401 - JSON
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return False
    return any(key in old and old[key] != value for key, value in new.items())


def _same_thing(one: Fact, other: Fact) -> bool:
    return one.field == other.field and _key(FIELDS[one.field], one) == _key(FIELDS[other.field], other)


def _overlap(one: Fact, other: Fact) -> bool:
    return one.start < other.end and other.start < one.end


def _key(spec: FieldSpec, fact: Fact) -> str:
    value = fact.value
    if spec.name == "preferences" and isinstance(value, Mapping):
        return repr(sorted(value))
    if spec.cardinality != "many":
        return ""
    return repr(value.get(spec.key) if spec.key and isinstance(value, Mapping) else value)
