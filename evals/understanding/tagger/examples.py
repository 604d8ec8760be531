"""Labelled turns as the tagger learns them: its tokens, what it says, what may be left open, and places and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.kit.e5_tokens import Tokenizer
from assistant.profile.model import Language, Topic
from assistant.understanding.reader import read_by_rules
from assistant.understanding.tagger.labels import GRADED, NAMED, done, graded, labels_of
from assistant.vocabulary import PlaceMatch, places, vocabulary
from evals.understanding.rows import LANGUAGES, Label, Row

# All labels of a field.
ANY: Final = "=*"
PLACES: Final = ("hometown+", "location+", "service_areas+", "service_areas-", "work_history+")
_WHEREABOUTS: Final = ("hometown", "location")
_OF_PLACES: Final = (*_WHEREABOUTS, "service_areas", "work_history")
_LEVELS: Final = ("good", "some", "weak", "informal", "native", "fluent")
_TOPICS: Final = {
    "jobs": Topic.JOB,
    "skills": Topic.SKILLS,
    "cuisines": Topic.SKILLS,
    "languages": Topic.LANGUAGES,
    "certificates": Topic.CERTIFICATES,
    "work_modes": Topic.WORK_MODE,
    "preferences": Topic.PREFERENCES,
    "education": Topic.EDUCATION,
}
_FORMS: Final = 8
# Bare words say nothing of how well or what else she does in the talk.
_LEFT_OPEN_BY_FORMS: Final = frozenset({"lv" + ANY, "act" + ANY})


@dataclass(frozen=True, slots=True)
class Example:
    """One turn to learn from.

    `says` are labels that hold somewhere in it, `open` labels (or whole fields, `field=*`) that may or may not.
    `places` are spans with the roles they have, `names` spans of her name; `plain` when tokens outside names count.
    """

    asking: str
    pieces: Sequence[tuple[int, int, int]]
    says: frozenset[str]
    open: frozenset[str]
    places: Sequence[tuple[int, int, frozenset[str]]]
    names: Sequence[tuple[int, int]]
    plain: bool = True


def of_row(row: Row, language: Language, tokenizer: Tokenizer) -> Example:
    """The example of a labelled turn."""
    reading = read_by_rules(row.text, row.context(language))
    says, left = _facts(row)
    acts = {done(act.value) for act in row.acts}
    # Acts are labelled where they matter: one that the rules hear and no label speaks of is left open.
    heard = {done(span.act.value) for span in reading.acts} - acts - {done(act.value) for act in row.not_acts}
    return Example(
        asking=row.asking.value if row.asking else "none",
        pieces=tokenizer.spans(row.text),
        says=frozenset(says | acts),
        open=frozenset((left - says) | heard),
        places=tuple(_placed(row)),
        names=_named(row),
    )


def of_vocabulary(tokenizer: Tokenizer) -> Iterator[Example]:
    """Each spoken form of each thing of the vocabulary, as the answer to the topic it belongs to."""
    for kind, topic in _TOPICS.items():
        for term in vocabulary().terms(kind):
            for language in LANGUAGES:
                forms = [form for form in (term.label[language], *term.forms.get(language, ())) if len(form) > 1]
                for form in forms[:_FORMS]:
                    says = frozenset({f"{kind}={term.id}+"})
                    left = _LEFT_OPEN_BY_FORMS | _other_things(form, language)
                    yield Example(topic.value, tokenizer.spans(form), says, left - says, (), (), plain=False)


def _other_things(form: str, language: Language) -> frozenset[str]:
    """Whatever else the words of a form may name."""
    return frozenset(f"{match.kind}={match.id}+" for match in vocabulary().find(form, language))


def _facts(row: Row) -> tuple[set[str], set[str]]:
    """What the labels of a row say, and what they leave open."""
    says: set[str] = set()
    left: set[str] = set()
    for label in row.expect:
        if label.any_value and label.field in NAMED:
            left.add(label.field + ANY)
            continue
        said, *others = [list(_of(part, value)) for part in (label, *label.instead) for value in part.values]
        says.update(said[:1])
        left.update(said[1:], *others)
        if label.field in GRADED and (label.others or label.loose):
            left.update(graded(level) for level in _LEVELS)
        level = label.value.get("level") if label.field in GRADED and isinstance(label.value, dict) else None
        if level and label.polarity == "positive":
            says.add(graded(level))
    for label in row.allow:
        left.update([label.field + ANY] if label.any_value else (x for v in label.values for x in _of(label, v)))
        if label.field in GRADED:
            left.update(graded(level) for level in _LEVELS)
    return says, left


def _of(label: Label, value: Any) -> Iterator[str]:  # noqa: ANN401 - values are JSON
    return labels_of(label.field, value, label.polarity, refused=label.status == "refused")


def _placed(row: Row) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The places of a row whose roles its labels tell."""
    left_open = any(label.field in _OF_PLACES for label in row.allow)
    for match in places().find(row.text):
        names = _names_of(match)
        roles = {
            f"{part.field}{'-' if part.polarity == 'negative' else '+'}"
            for label in row.expect
            for part in (label, *label.instead)
            for value in part.values
            if _bears(part.field, value, names)
        }
        if roles or not left_open:
            yield match.start, match.end, frozenset(roles)


def _names_of(match: PlaceMatch) -> set[str]:
    found = {match.name, match.province, match.city, match.district}
    found |= {name for known in match.candidates for name in (known.province, known.city, known.district)}
    return {name for name in found if name}


def _bears(field: str, value: Any, names: set[str]) -> bool:  # noqa: ANN401 - values are JSON
    """Whether a claim of a place names the one that bears `names`."""
    if field in _WHEREABOUTS and isinstance(value, dict):
        narrowest = next((value[key] for key in ("district", "city", "province") if value.get(key)), None)
        return narrowest in names
    if field == "service_areas":
        return value in names
    if field == "work_history" and isinstance(value, dict):
        return value.get("city") in names or value.get("district") in names
    return False


def _named(row: Row) -> tuple[tuple[int, int], ...]:
    said = (value for label in row.expect if label.field == "name" for value in label.values if value)
    return next((((row.text.find(name), row.text.find(name) + len(name)),) for name in said if name in row.text), ())
