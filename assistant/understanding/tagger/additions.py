"""What the tagger finds and no rule read: values from the vocabulary, the gazetteer or her own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from assistant.kit.data import data_path, load_yaml
from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact
from assistant.understanding.common.drafts import Draft
from assistant.understanding.common.placed import placed_value
from assistant.understanding.reading import Act, ActSpan
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.figures import LIKELY, POSSIBLE, Figure, counted
from assistant.understanding.tagger.labels import (
    CONDITIONS,
    GRADED,
    NAMED,
    PART_OF_NAME,
    PLACED,
    Named,
    act_of,
    graded,
    labels_of,
    mentioned,
    named,
)
from assistant.understanding.tagger.model import Tags
from assistant.understanding.tagger.statements import around, said_at
from assistant.vocabulary import places, vocabulary

_GRAVE: Final = frozenset({Act.DELETE, Act.WITHDRAW, Act.EMERGENCY})
_KEYED: Final = {"skills": "id", "languages": "id"}
# A paper she may not have and a consent she may not have given do harm: they are never left to likelihood.
_SAID_PLAINLY: Final = frozenset({"certificates", "background_check_consent"})
# A name heard at least so well may count without its thing.
_NAMED_SURELY: Final = 0.7
# Fields whose things may count by their names alone.
_MENTIONED: Final = {
    (field, sign): mentioned(field, sign)
    for field in sorted(NAMED - _SAID_PLAINLY - {"health_certificate", "gender"})
    for sign in "+-"
}
# That she has none yet may be heard, that she has one not.
_OF_HEALTH: Final = "health_certificate"
_LEVELS: Final = {"skills": ("good", "some", "weak"), "languages": ("native", "fluent", "some", "weak")}
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ ·.'-]{1,2}[^\W\d_]+){0,4}")
_LONGEST_NAME: Final = 30
# Chinese names are so short that a thing of the vocabulary of this length leaves no room for one.
_IN_A_NAME: Final = (2, 3)
# Beside a piece that surely is of a name, a less likely one is too.
_NAME_GOES_ON: Final = 0.2


def found(
    text: str,
    tags: Tags,
    facts: Sequence[Fact],
    bars: Bars,
    numbers: Callable[[], Sequence[Figure]] = tuple,
) -> Iterator[Draft]:
    """Drafts of what may be so and `facts` do not say of any of its things yet; `numbers` gives the quantities."""
    by_label = list(_named(text, tags, facts, bars))
    yield from by_label
    yield from _mentioned(text, tags, [*facts, *(draft.fact(text, None) for draft in by_label)], bars)
    yield from _placed(text, tags, facts)
    yield from counted(tags, numbers, facts)
    if not any(fact.field == "name" for fact in facts):
        yield from _called(text, tags)


def acts(text: str, tags: Tags, heard: Sequence[ActSpan], bars: Bars) -> Iterator[ActSpan]:
    """What she likely does in the talk and no rule heard. What cannot be undone is never left to likelihood."""
    taken = {span.act for span in heard}
    for label, likely in tags.likeliest(POSSIBLE):
        name = act_of(label)
        if name is not None and likely >= bars.of(label) and (act := Act(name)) not in taken | _GRAVE:
            taken.add(act)
            yield ActSpan(act, *said_at(text, tags, tags.best(label)[1]))


def _named(text: str, tags: Tags, facts: Sequence[Fact], bars: Bars) -> Iterator[Draft]:
    taken = {label[:-1] for fact in facts for label in labels_of(fact.field, fact.value, fact.polarity)}
    # A field that holds one value has it; one she will not speak of is left alone.
    single = {f.field for f in facts if FIELDS[f.field].cardinality == "one" or f.status == "refused"}
    for label, _ in tags.likeliest(POSSIBLE):
        thing = named(label)
        if thing is None or label[:-1] in taken or thing.field in single | _SAID_PLAINLY:
            continue
        if thing.field == _OF_HEALTH and (not thing.denied or any(fact.field == _OF_HEALTH for fact in facts)):
            continue
        taken.add(label[:-1])
        if FIELDS[thing.field].cardinality == "one":
            single.add(thing.field)
        start, end = said_at(text, tags, tags.best(label)[1])
        polarity: Any = "negative" if thing.denied and thing.field not in CONDITIONS else "positive"
        value = _value(tags, thing, start, end, bars)
        yield Draft(thing.field, value, start, end, polarity=polarity, confidence=LIKELY)


def _mentioned(text: str, tags: Tags, facts: Sequence[Fact], bars: Bars) -> Iterator[Draft]:
    """Things of the vocabulary by their names, claimed or denied where they are named, whichever they are."""
    heard = {key: label for key, label in _MENTIONED.items() if tags.best(label)[0] >= _NAMED_SURELY}
    if not heard:
        return
    taken = {label[:-1] for fact in facts for label in labels_of(fact.field, fact.value, fact.polarity)}
    single = {f.field for f in facts if FIELDS[f.field].cardinality == "one" or f.status == "refused"}
    for match in vocabulary().find(text, "zh", {field for field, _ in heard}):
        for (field, sign), label in heard.items():
            if field != match.kind or field in single or f"{field}={match.id}" in taken:
                continue
            if tags.within(label, match.start, match.end) < _NAMED_SURELY:
                continue
            taken.add(f"{field}={match.id}")
            single |= {field} if FIELDS[field].cardinality == "one" else set()
            start, end = around(text, match.start, match.end)
            thing = Named(field, match.id, sign == "-")
            polarity: Any = "negative" if thing.denied and field not in CONDITIONS else "positive"
            yield Draft(field, _value(tags, thing, start, end, bars), start, end, polarity=polarity, confidence=LIKELY)


def _value(tags: Tags, thing: Named, start: int, end: int, bars: Bars) -> Any:  # noqa: ANN401 - values are JSON
    if thing.field in CONDITIONS:
        return {thing.name: not thing.denied}
    if thing.field not in _KEYED:
        return thing.name
    value = {_KEYED[thing.field]: thing.name}
    if thing.field in GRADED and not thing.denied:
        likely, level = max((tags.within(graded(name), start, end), name) for name in _LEVELS[thing.field])
        if likely >= bars.level:
            value["level"] = level
    return value


def _placed(text: str, tags: Tags, facts: Sequence[Fact]) -> Iterator[Draft]:
    """Places in the role they most likely have; one whose name several bear only as a place to work in."""
    if all(tags.best(f"{role}+")[0] < POSSIBLE for role in PLACED):
        return
    told = {fact.field for fact in facts}
    spans = [(fact.start, fact.end) for fact in facts if fact.field in (*PLACED, "work_history")]
    matches = places().find(text)
    free = [m for m in matches if not any(start < m.end and m.start < end for start, end in spans)]
    heard = [max((tags.within(f"{name}+", m.start, m.end), name) for name in PLACED) for m in free]
    for at in sorted(range(len(free)), key=lambda number: -heard[number][0]):
        likely, role = heard[at]
        if likely < POSSIBLE or (role in told and role != "service_areas"):
            continue
        value: Any = free[at].name if role == "service_areas" else placed_value(free[at], matches, role)
        if value:
            told.add(role)
            yield Draft(role, value, free[at].start, free[at].end, confidence=LIKELY)


def _called(text: str, tags: Tags) -> Iterator[Draft]:
    """The likeliest run of words that is her name, as she says it."""
    at = tags.labels.get(PART_OF_NAME)
    if at is None or tags.best(PART_OF_NAME)[0] < POSSIBLE:
        return
    runs: list[tuple[float, int, int]] = []
    for token, (start, end) in enumerate(tags.spans):
        likely = float(tags.likely[token, at])
        if likely < _NAME_GOES_ON or start == end:
            continue
        if runs and start - runs[-1][2] <= 1:
            runs[-1] = (max(runs[-1][0], likely), runs[-1][1], end)
        else:
            runs.append((likely, start, end))
    runs = [run for run in runs if run[0] >= POSSIBLE]
    for _, start, end in sorted(runs, reverse=True)[:1]:
        start, end = _whole_words(text, start, end)
        match = _NAME.fullmatch(text[start:end].strip())
        if match and 1 < len(match.group()) <= _LONGEST_NAME and not _a_word(match.group()):
            start += len(text[start:end]) - len(text[start:end].lstrip())
            yield Draft("name", match.group(), start, start + len(match.group()), confidence=LIKELY)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the Latin words whole that it cuts, and without what announces a name (Name: Dolma, 学员覃月香)."""
    while 0 < start < end and text[start - 1].isascii() and text[start - 1].isalpha() and text[start].isascii():
        start -= 1
    while start < end < len(text) and text[end].isascii() and text[end].isalpha() and text[end - 1].isascii():
        end += 1
    announced = _announcing().match(text, start, end)
    return announced.end() if announced else start, end


@cache
def _announcing() -> re.Pattern[str]:
    """What stands before a name and is no part of it."""
    words: list[str] = load_yaml(data_path("knowledge_base", "understanding", "tagger_names.yaml"))["announcing"]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![a-z])[\s:]*", re.IGNORECASE)


def _a_word(name: str) -> bool:
    """Whether what looks like a name is a place, or holds a thing of the vocabulary (做月嫂)."""
    known = vocabulary().find(name, "zh")
    return any(match.end - match.start in (len(name), *_IN_A_NAME) for match in known) or any(
        match.end - match.start == len(name) for match in places().find(name)
    )
