"""Places for English readers."""

from __future__ import annotations

import pytest

from assistant.vocabulary.romanised import romanised


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("北京", "Beijing"), ("浦东", "Pudong"), ("周口", "Zhoukou"), ("喀什", "Kashgar"),
        ("内蒙古", "Inner Mongolia"), ("陕西", "Shaanxi"),
    ],
)  # fmt: skip
def test_places_have_their_customary_spelling(name: str, spelled: str) -> None:
    assert romanised(name) == spelled


def test_an_unknown_place_stays_as_it_is() -> None:
    assert romanised("王家村") == "王家村"
