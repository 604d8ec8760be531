"""What labelled turns say at single words of theirs: places in their roles, things of the vocabulary, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from assistant.profile.model import Language
from assistant.understanding.common.drafts import Draft
from assistant.understanding.reader import language_of
from assistant.understanding.tagger.figures import KINDS, Figure, figures, shaped
from assistant.understanding.tagger.labels import NAMED, PLACED, WHY_LEFT, labels_of, mentioned
from assistant.vocabulary import PlaceMatch, places, vocabulary
from evals.understanding.match import agrees, claims
from evals.understanding.rows import Label, Row

PLACES: Final = ("hometown+", "location+", "service_areas+", "service_areas-", "work_history+")
_WHEREABOUTS: Final = ("hometown", "location")
_MONTHS: Final = 12
_STATEMENT: Final = re.compile(r"[^，。！？；,.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start:end` of a turn, the labels they say and the labels they do not say."""

    start: int
    end: int
    says: frozenset[str]
    denies: frozenset[str]


def spots(row: Row, language: Language) -> Iterator[Spot]:
    """Every place, thing of the vocabulary and figure of a turn of which its labels tell what it is there for."""
    yield from _placed(row)
    yield from mentioned_in(row, language)
    yield from _counted(row, language)
    yield from _left(row)


def _placed(row: Row) -> Iterator[Spot]:
    left_open = any(label.field in (*PLACED, "work_history") for label in row.allow)
    for match in places().find(row.text):
        names = _names_of(match)
        roles = frozenset(
            f"{part.field}{'-' if part.polarity == 'negative' else '+'}"
            for part, value in _parts(row)
            if _bears(part.field, value, names)
        )
        if roles or not left_open:
            yield Spot(match.start, match.end, roles & frozenset(PLACES), frozenset(PLACES) - roles)


def _parts(row: Row) -> Iterator[tuple[Label, Any]]:
    for label in row.expect:
        for part in (label, *label.instead):
            for value in part.values:
                yield part, value


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


def mentioned_in(row: Row, language: Language) -> Iterator[Spot]:
    """Each thing of the vocabulary that is named: claimed, denied, or neither; what the labels leave open is left."""
    said = {name for part, value in _parts(row) for name in labels_of(part.field, value, part.polarity)}
    left = {
        name for label in row.allow for value in label.values for name in labels_of(label.field, value, label.polarity)
    }
    whole = {label.field for label in (*row.allow, *row.expect) if label.any_value}
    for match in vocabulary().find(row.text, language):
        if match.kind not in NAMED or match.kind in whole:
            continue
        own = f"{match.kind}={match.id}"
        told = {sign for sign in "+-" if own + sign in said}
        unknown = {sign for sign in "+-" if own + sign in left} - told
        if len(told) > 1:
            continue
        yield Spot(
            match.start,
            match.end,
            frozenset(mentioned(match.kind, sign) for sign in told),
            frozenset(mentioned(match.kind, sign) for sign in {"+", "-"} - told - unknown),
        )


def _counted(row: Row, language: Language) -> Iterator[Spot]:
    """Each figure and date that could be a value of a field: whether it is."""
    whole = {label.field for label in (*row.allow, *row.expect) if label.any_value}
    for figure in figures(row.text, language_of(row.text, language), row.today):
        says, denies = set[str](), set[str]()
        for field, kinds in KINDS.items():
            value = shaped(field, figure) if figure.kind in kinds and field not in whole else None
            if value is None:
                continue
            (claim,) = claims([Draft(field, value, figure.start, figure.end).fact(row.text, None)])
            if any(agrees(claim, label) for label in row.expect):
                says.add(f"{field}+")
            elif not any(agrees(claim, label) for label in row.allow):
                denies.add(f"{field}+")
        if figure.kind == "duration":
            for field in ("experience_by_job", "work_history"):
                (says if _lasts(row, field, figure) else denies).add(f"{field}+")
        if says or denies:
            yield Spot(figure.start, figure.end, frozenset(says), frozenset(denies))


def _left(row: Row) -> Iterator[Spot]:
    """The statements of a turn about homes she left: whether they say why."""
    homes = [label for label in row.expect if label.field == "work_history" and isinstance(label.value, dict)]
    if not homes or any(label.field == "work_history" and label.any_value for label in row.allow):
        return
    why = frozenset({WHY_LEFT})
    said = [at for label in homes for reason in _reasons(label) if (at := _found(row.text, reason)) is not None]
    for statement in _STATEMENT.finditer(row.text):
        within = [(start, end) for start, end in said if statement.start() < end and start < statement.end()]
        for start, end in within:
            yield Spot(start, end, why, frozenset())
        if not within:
            yield Spot(statement.start(), statement.end(), frozenset(), why)


def _reasons(label: Label) -> Iterator[str]:
    for value in label.values:
        if isinstance(value, dict) and value.get("reason_left"):
            yield str(value["reason_left"])


def _found(text: str, words: str) -> tuple[int, int] | None:
    start = text.casefold().find(words.casefold())
    return None if start < 0 else (start, start + len(words))


def _lasts(row: Row, field: str, figure: Figure) -> bool:
    """Whether a claim of so much time in a job or a home is expected, this figure being the time."""
    for part, value in _parts(row):
        if part.field != field or not isinstance(value, dict) or figure.low is None:
            continue
        if value.get("months") == figure.low or value.get("min") == round(figure.low / _MONTHS, 2):
            return True
    return False
