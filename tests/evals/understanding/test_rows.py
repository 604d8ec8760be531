"""The labelled files themselves: well formed, in the vocabulary, without a row in two splits."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from assistant.profile.fields import FIELDS
from assistant.profile.model import Language
from assistant.vocabulary import places, vocabulary
from evals.understanding.rows import LANGUAGES, SPLITS, Label, Row, Split, rows

# These are compared point by point. In the rows the tagger is taught and fitted with, what is hard is named as their
# writers liked; the other splits need not know those names.
MEASURED: tuple[Split, ...] = ("dev", "test", "check")
FILES = [(language, split) for language in LANGUAGES for split in SPLITS]
# The English test split was written before anybody labelled these; what it measures does not speak of them.
NOT_TESTED = {("en", "strengths")}
LEAST = {"zh": 200, "en": 60}
# Which vocabulary a field's ids come from: a plain id, or the key of an object.
IDS: dict[str, tuple[str, str | None]] = {
    "jobs": ("jobs", None),
    "cuisines": ("cuisines", None),
    "work_modes": ("work_modes", None),
    "education": ("education", None),
    "skills": ("skills", "id"),
    "languages": ("languages", "id"),
    "certificates": ("certificates", "kind"),
    "experience_by_job": ("jobs", "job"),
    "work_history": ("jobs", "job"),
}


@cache
def _rows(language: Language, split: Split) -> tuple[Row, ...]:
    return tuple(rows(language, split))


@cache
def _ids(kind: str) -> frozenset[str]:
    return frozenset(term.id for term in vocabulary().terms(kind))


def _labels(row: Row) -> list[Label]:
    said = [*row.expect, *row.forbid, *row.allow]
    return said + list(itertools.chain.from_iterable(label.instead for label in said))


@pytest.mark.parametrize(("language", "split"), FILES)
def test_there_are_enough_rows(language: Language, split: Split) -> None:
    assert len(_rows(language, split)) >= LEAST[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_stands_twice_or_in_two_splits(language: Language) -> None:
    everything = [row for split in SPLITS for row in _rows(language, split)]
    assert len({row.id for row in everything}) == len(everything)
    assert len({"".join(row.text.casefold().split()) for row in everything}) == len(everything)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_splits_know_the_same_fields_and_hard_points(language: Language) -> None:
    for kind in (_fields, _tags):
        dev, test, check = (_count(kind, language, split) for split in MEASURED)
        for name, count in (dev | test).items():
            known = (dev[name] and test[name]) or (language, name) in NOT_TESTED
            assert count < 5 or known, f"{name} is in one split only"
        for name, count in check.items():
            assert count < 5 or dev[name], f"{name} is in the check split only"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_tagger_is_taught_and_fitted_with_are_fields_the_rules_are_measured_on(language: Language) -> None:
    dev, teach, fit = (_count(_fields, language, split) for split in ("dev", "teach", "fit"))
    assert not [name for name, count in teach.items() if count >= 5 and not dev[name]]
    assert not [name for name, count in fit.items() if count >= 5 and not (dev[name] and teach[name])]


def _count(kind: Callable[[Row], set[str]], language: Language, split: Split) -> Counter[str]:
    return Counter(itertools.chain.from_iterable(map(kind, _rows(language, split))))


def _fields(row: Row) -> set[str]:
    return {label.field for label in row.expect}


def _tags(row: Row) -> set[str]:
    return set(row.hard)


def test_every_field_of_the_profile_is_labelled_somewhere() -> None:
    seen = {label.field for split in SPLITS for row in _rows("zh", split) for label in row.expect}
    assert set(FIELDS) - seen == {"scenarios"}, "scenarios are the interview's, not the reader's"


@pytest.mark.parametrize(("language", "split"), FILES)
def test_labels_name_fields_and_words_of_the_row(language: Language, split: Split) -> None:
    for row in _rows(language, split):
        for label in _labels(row):
            assert label.field in FIELDS, row.id
            assert label.quote is None or label.quote in row.text, row.id
        for label in row.expect:
            assert label.status == "refused" or label.value is not None, row.id


@pytest.mark.parametrize(("language", "split"), FILES)
def test_labels_use_ids_of_the_vocabulary(language: Language, split: Split) -> None:
    for row in _rows(language, split):
        for label in _labels(row):
            for value in label.values if label.value is not None else ():
                _check_ids(label.field, value, row.id)


def _check_ids(field: str, value: object, row_id: str) -> None:
    if field == "preferences":
        assert isinstance(value, dict), row_id
        assert set(value) <= _ids("preferences"), row_id
    elif field == "expected_salary":
        assert isinstance(value, dict), row_id
        assert {value["unit"]} <= _ids("pay_units") if "unit" in value else True, row_id
    elif field in IDS:
        kind, key = IDS[field]
        said = value.get(key) if key and isinstance(value, dict) else value
        assert said is None or said in _ids(kind), f"{row_id}: {said}"


@pytest.mark.parametrize(("language", "split"), FILES)
def test_places_bear_their_official_names(language: Language, split: Split) -> None:
    for row in _rows(language, split):
        for label in row.expect:
            if label.field in {"hometown", "location"} and label.value is not None:
                assert all(_is_place(name, level) for level, name in label.value.items()), row.id
            if label.field == "service_areas" and label.polarity == "positive":
                assert _is_place(label.value, "district") or _is_place(label.value, "city"), row.id


@cache
def _is_place(name: str, level: str) -> bool:
    whole = [match for match in places().find(name) if match.end - match.start == len(name)]
    return any(getattr(place, level) == name for match in whole for place in match.candidates)
