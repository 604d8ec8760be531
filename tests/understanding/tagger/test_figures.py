"""A figure heard under a field has the shape of the field, or is left where it cannot be one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from assistant.profile.model import Fact, Language
from assistant.understanding.tagger.figures import counted, figures
from tests.understanding.tagger.scripted import tags

TODAY = date(2026, 11, 22)


def read(
    text: str, field: str, words: str, facts: tuple[Fact, ...] = (), language: Language = "zh"
) -> list[tuple[Any, ...]]:
    found = tags(text, {f"{field}+": (words, 0.9)})
    drafts = counted(found, partial(figures, text, language, TODAY), facts)
    return [(draft.field, draft.value, text[draft.start : draft.end]) for draft in drafts]


@pytest.mark.parametrize(
    ("text", "field", "words", "value"),
    [
        ("湊咗四年，行了", "years_experience", "四年", {"min": 4, "max": 4}),
        ("现在住苏州，五千二", "expected_salary", "五千", {"min": 5200, "max": 5200, "unit": "month"}),
        ("一天二百二", "expected_salary", "二百", {"min": 220, "max": 220, "unit": "day"}),
        ("一年挣五万", "expected_salary", "五万", None),
        ("楼下有三百人", "expected_salary", "三百", None),
        ("邵金凤，五十五岁", "age", "五十五", 55),
        ("娃八岁", "age", "八岁", None),
        ("月休四天", "rest_days_per_month", "四天", {"min": 4, "max": 4}),
    ],
)
def test_a_figure_takes_the_shape_of_its_field(text: str, field: str, words: str, value: Any) -> None:
    made = read(text, field, words)
    assert [(name, wanted) for name, wanted, _ in made] == ([] if value is None else [(field, value)])
    assert all(quote and quote in text for _, _, quote in made)


def test_english_figures_are_read_too() -> None:
    text = "twelve years with babies"
    assert read(text, "years_experience", "twelve years", language="en") == [
        ("years_experience", {"min": 12, "max": 12}, "twelve years")
    ]


def test_a_field_that_was_told_is_left_and_a_figure_counts_once() -> None:
    text = "干了四年"
    told = Fact(field="years_experience", value={"min": 4, "max": 4}, quote="四年", start=2, end=4, turn_id=None)
    assert read(text, "years_experience", "四年", (told,)) == []
    assert read(text, "age", "四年", (told,)) == []


@pytest.mark.parametrize(
    ("text", "field", "words", "value"),
    [
        ("二零年转的行", "years_experience", "二零年", {"min": 6, "max": 6}),
        ("属猪的七一，陕北人", "birth_year", "七一", 1971),
        ("合同三月底到", "available_from", "三月底", "2027-03-31"),
        ("工钱三十五", "expected_salary", "三十五", {"min": 35, "max": 35, "unit": "hour"}),
        ("家里七十口人", "birth_year", "七十", None),
    ],
)
def test_a_date_tells_years_and_days_and_a_bare_number_what_its_size_allows(
    text: str, field: str, words: str, value: Any
) -> None:
    assert [wanted for _, wanted, _ in read(text, field, words)] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "field", "words", "value"),
    [
        ("five yrs with one family", "years_experience", "five yrs", {"min": 5, "max": 5}),
        ("want 15 to 18", "expected_salary", "15 to 18", {"min": 15000, "max": 18000, "unit": "month"}),
        ("ironing, 45h", "expected_salary", "45h", {"min": 45, "max": 45, "unit": "hour"}),
        ("350 full day", "expected_salary", "350", {"min": 350, "max": 350, "unit": "day"}),
        ("free from December 5", "available_from", "December 5", "2026-12-05"),
        ("left in September 2025", "available_from", "September 2025", None),
    ],
)
def test_english_figures_are_said_short(text: str, field: str, words: str, value: Any) -> None:
    made = read(text, field, words, language="en")
    assert [wanted for _, wanted, _ in made] == ([] if value is None else [value])


def test_of_several_figures_the_likeliest_that_fits_counts() -> None:
    found = tags("九户吧，住家的四户", {"families_served+": ("九户", 0.95)})
    drafts = counted(found, partial(figures, "九户吧，住家的四户", "zh", TODAY), ())
    assert [draft.value for draft in drafts] == [{"min": 9, "max": 9}]
