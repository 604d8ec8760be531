"""What the labels of a row say of each thing named in it: claimed, denied, neither, or which place of hers it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.understanding.zh.learned import Candidate
from assistant.vocabulary import PlaceMatch
from evals.understanding.rows import Label, Row

CLAIMED, DENIED, NEITHER = "claimed", "denied", "neither"
_PLACED = ("hometown", "location", "work_history")
_OF_PLACES = (*_PLACED, "service_areas")


def role_of_term(row: Row, candidate: Candidate) -> str | None:
    """The role of a term; None where the labels leave it open."""
    said = {sign for label in _labels(row.expect) for sign in _signs(label, candidate)}
    if len(said) == 1:
        return said.pop()
    allowed = any(label.any_value and label.field == candidate.kind for label in row.allow)
    allowed = allowed or any(True for label in row.allow for _ in _signs(label, candidate))
    return None if said or allowed else NEITHER


def role_of_place(row: Row, place: PlaceMatch) -> str | None:
    """`hometown`, `location`, `work_history`, `area`, `no_area` or `neither`; None where the labels leave it open."""
    said = {role for label in _labels(row.expect) for role in _places(label, place)}
    if len(said) == 1:
        return said.pop()
    return None if said or any(label.field in _OF_PLACES for label in row.allow) else NEITHER


def _labels(labels: tuple[Label, ...]) -> Iterator[Label]:
    for label in labels:
        yield label
        yield from label.instead


def _signs(label: Label, candidate: Candidate) -> Iterator[str]:
    if label.field != candidate.kind or label.status == "refused":
        return
    denied = label.polarity == "negative"
    for value in label.values:
        if label.field == "preferences":
            if isinstance(value, dict) and candidate.name in value:
                yield CLAIMED if bool(value[candidate.name]) is not denied else DENIED
        elif _name(value) == candidate.name:
            yield DENIED if denied else CLAIMED


def _name(value: Any) -> Any:  # noqa: ANN401 - values are JSON
    return value.get("id") or value.get("kind") if isinstance(value, dict) else value


def _places(label: Label, place: PlaceMatch) -> Iterator[str]:
    names = {place.name, place.district or place.city or place.province}
    names |= {name for known in place.candidates for name in (known.city, known.district)}
    for value in label.values:
        if label.field in _PLACED and isinstance(value, dict):
            narrowest = place.district or place.city or place.province or place.name
            if narrowest in {value.get(key) for key in ("province", "city", "district")}:
                yield label.field
        elif label.field == "service_areas" and isinstance(value, str) and value in names:
            yield "no_area" if label.polarity == "negative" else "area"
