"""What is left of an answer when no rule reads it: the only thing of the kind asked for, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("asking", "text", "expected"),
    [
        (
            "experience",
            "Since my daughter's first birthday, so six years",
            [("years_experience", {"min": 6, "max": 6})],
        ),
        (
            "availability",
            "once my daughter's had her baby, so March probably",
            [("available_from", "2027-03-01")],
        ),
    ],
)
def test_the_only_thing_of_the_kind_asked_is_the_answer(
    said: Said, asking: str, text: str, expected: list[tuple[str, Any]]
) -> None:
    assert said(text, asking) == expected


@pytest.mark.parametrize(
    ("asking", "text"),
    [
        ("experience", "I worked in a factory for ten years"),
        ("experience", "five years with one family and three with another"),
        ("hometown", "My husband's people are from Hebei"),
        ("job", "same as my sister, she's a nanny"),
        ("salary", "my last madam gave me 9000"),
    ],
)
def test_what_is_not_hers_is_no_answer(said: Said, asking: str, text: str) -> None:
    assert said(text, asking) == []
