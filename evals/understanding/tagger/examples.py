"""Labelled turns as the tagger learns them: its tokens, what it says, what may be left open, and what is said where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from assistant.kit.e5_tokens import Tokenizer
from assistant.profile.model import Language, Topic
from assistant.understanding.reader import read_by_rules
from assistant.understanding.tagger.labels import GRADED, NAMED, done, graded, labels_of
from assistant.vocabulary import vocabulary
from evals.understanding.rows import LANGUAGES, Label, Row
from evals.understanding.tagger.spots import Spot, mentioned_in, spots

# After a field all its labels; alone all labels there are.
ANY: Final = "=*"
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
# Kinds whose things are spoken of in the same words, whichever they are.
_EXCHANGED: Final = frozenset({"jobs", "skills", "cuisines", "languages"})
# Bare words say nothing of how well or what else she does in the talk.
_LEFT_OPEN_BY_FORMS: Final = frozenset({"lv" + ANY, "act" + ANY})


@dataclass(frozen=True, slots=True)
class Example:
    """One turn to learn from.

    `says` are labels that hold somewhere in it, `open` labels (or whole fields, `field=*`) that may or may not. `spots`
    tell what is said at single words, `names` are spans of her name; `plain` when tokens outside names count.
    """

    asking: str
    pieces: Sequence[tuple[int, int, int]]
    says: frozenset[str]
    open: frozenset[str]
    spots: Sequence[Spot]
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
        spots=tuple(spots(row, language)),
        names=_named(row),
    )


def varied(row: Row, language: Language, tokenizer: Tokenizer, order: Random) -> Iterator[Example]:
    """The turn with a thing of the vocabulary in the place of another of its kind, of which the same is said.

    What is said of a thing hangs on the words around it; so they are learned for things that nobody named there.
    """
    known = {(spot.start, spot.end): spot for spot in mentioned_in(row, language)}
    matches = vocabulary().find(row.text, language)
    for match in order.sample(matches, len(matches)):
        alone = all(other is match or other.end <= match.start or match.end <= other.start for other in matches)
        spot = known.get((match.start, match.end))
        if match.kind not in _EXCHANGED or spot is None or not alone:
            continue
        term = order.choice(vocabulary().terms(match.kind))
        written: Language = "en" if match.form.isascii() else "zh"
        forms = [form for form in (term.label[written], *term.forms.get(written, ())) if len(form) > 1]
        form = order.choice(forms)
        own = {f"{match.kind}={term.id}{sign}" for sign in "+-"}
        said = {f"{match.kind}={term.id}{label[-1]}" for label in spot.says}
        changed = Spot(spot.start, spot.start + len(form), spot.says | said, spot.denies | (own - said))
        yield Example(
            asking=row.asking.value if row.asking else "none",
            pieces=tokenizer.spans(row.text[: match.start] + form + row.text[match.end :]),
            says=frozenset(),
            open=frozenset({ANY}),
            spots=(changed,),
            names=(),
            plain=False,
        )
        return


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


def _named(row: Row) -> tuple[tuple[int, int], ...]:
    said = (value for label in row.expect if label.field == "name" for value in label.values if value)
    return next((((row.text.find(name), row.text.find(name) + len(name)),) for name in said if name in row.text), ())
